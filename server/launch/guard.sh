#!/usr/bin/env bash
# The guard of a run: waits until the command that started it ends or dies, then ends what the command
# started, in an order that callers notice least: the players of a demo, the server with its PostgreSQL,
# Asterisk, and whatever is left. It is in a session of its own, and holds the run's lock meanwhile.
#
# guard.sh RUN RUN_DIR    with standard input from the command
set -uo pipefail

HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR
source "$HERE/screen.sh"
# shellcheck source-path=SCRIPTDIR
source "$HERE/processes.sh"
RUN=$1
RUN_DIR=$2

SERVER_SECONDS=20 # for the server's graceful end, which includes its PostgreSQL's
OTHERS_SECONDS=10

trap '' HUP INT TERM PIPE
trap 'HURRY=yes' USR1
while read -r _; do :; done
look_at_clock
STARTED=$NOW

end_role() { # ROLE SECONDS NAME
  local pid
  pid=$(pid_of "$1") || return 0
  say "Ending $3 ..."
  end_process "$pid" "$2"
}

if [[ -n $RUN_DIR ]]; then
  say ''
  end_role demo "$OTHERS_SECONDS" 'the demo'
  end_role server "$SERVER_SECONDS" 'the server'
  end_orphan_postgres "$RUN"
  end_role asterisk "$OTHERS_SECONDS" 'Asterisk'
fi
end_marked "CITY311_RUN=$RUN" "$OTHERS_SECONDS"
if [[ -n $RUN_DIR ]]; then
  rm -f "$RUN_DIR"/*.pid
  look_at_clock
  say "City311 has ended; nothing of it is left running ($(seconds $((NOW - STARTED))) s)."
fi
