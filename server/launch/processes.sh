# shellcheck shell=bash
# The processes that belong to a run: started so that they cannot outlive it, and recognised without guessing.
#
# Each carries CITY311_RUN=<the run's name> in its environment, which its own children inherit. A process is
# ended only when /proc shows that mark, or, for PostgreSQL, that it works in our data folder. Nothing is ever
# ended by its name.

RUN=''     # the run's name: its data folder, or a name of its own for tests and measurements
RUN_DIR='' # where its pid files are, or empty
GUARD=''   # the pid of the process that ends everything when this one is gone
LIFE='' LOCK=''
MARKS=()   # more marks for the environment of what is started

# Starts a command as a child of this shell in a session of its own, away from the terminal's signals. The
# kernel sends it SIGTERM when this shell dies, however that happens.
SPAWNED=''
spawn() { # ROLE OUTPUT COMMAND...
  local role=$1 output=$2
  shift 2
  (
    close_own_files
    umask 077 # what the children write tells of residents
    exec setsid env --default-signal "CITY311_RUN=$RUN" "${MARKS[@]}" \
      setpriv --pdeathsig TERM -- "$@" </dev/null >"$output" 2>&1
  ) &
  SPAWNED=$!
  [[ -z $RUN_DIR ]] || printf '%s %s\n' "$SPAWNED" "$(birth_of "$SPAWNED")" >"$RUN_DIR/$role.pid"
}

close_own_files() {
  exec {IDLE}>&-
  [[ -z $LIFE ]] || exec {LIFE}>&-
  [[ -z $LOCK ]] || exec {LOCK}>&-
}

# Starts the guard: it holds the run's lock, waits until this shell closes LIFE or dies, and ends what is left.
start_guard() {
  exec {LIFE}> >(exec setsid bash "$ROOT/server/launch/guard.sh" "$RUN" "$RUN_DIR")
  GUARD=$!
  trap 'end_run' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 141' PIPE
  trap 'exit 143' TERM
}

# Lets the guard end the run's processes, and waits for it. A second Ctrl-C makes it hurry.
end_run() {
  local code=$?
  trap '' HUP PIPE
  trap 'kill -USR1 "$GUARD" 2>/dev/null || true' INT TERM
  exec {LIFE}>&-
  while kill -0 "$GUARD" 2>/dev/null; do wait "$GUARD" 2>/dev/null || true; done
  exit "$code"
}

# When a process was started, in clock ticks since the machine's start: with it, a pid names one process only.
birth_of() { # PID
  local stat fields
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 0
  read -ra fields <<<"${stat##*) }" # the name before it is in brackets, and may contain anything
  printf '%s' "${fields[19]}"
}

is_alive() { # PID; a zombie is not
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  [[ ${stat##*) } != Z* ]]
}

# The pid in a run's pid file, if that very process still lives and carries the run's mark.
pid_of() { # ROLE
  local pid='' birth=''
  [[ -n $RUN_DIR && -r $RUN_DIR/$1.pid ]] && read -r pid birth <"$RUN_DIR/$1.pid" || return 1
  [[ -n $birth && $(birth_of "$pid") == "$birth" ]] && is_alive "$pid" && is_marked "$pid" || return 1
  printf '%s' "$pid"
}

is_marked() { grep -qsxzF -e "CITY311_RUN=$RUN" "/proc/$1/environ"; } # PID

# Pids of all living processes that carry a mark, such as CITY311_RUN=/srv/city311.
marked() { # MARK
  local path pid
  for path in $(grep -lsxzF -e "$1" /proc/[0-9]*/environ || true); do
    pid=${path#/proc/}
    pid=${pid%/environ}
    if [[ $pid != "$$" ]] && is_alive "$pid"; then printf '%s\n' "$pid"; fi
  done
}

command_of() { # PID
  tr '\0\n' '  ' 2>/dev/null <"/proc/$1/cmdline" | cut -c1-120
}

# Asks a process to end, and makes it end when it has not after so many seconds.
HURRY=no
end_process() { # PID SECONDS [SIGNAL]
  local pid=$1 until
  look_at_clock
  until=$((NOW + $2 * 1000))
  kill -s "${3:-TERM}" "$pid" 2>/dev/null || return 0
  while is_alive "$pid"; do
    look_at_clock
    if ((NOW >= until)) || [[ $HURRY == yes ]]; then
      kill -s KILL "$pid" 2>/dev/null || true
      return 0
    fi
    idle 0.05
  done
}

# Ends whatever still carries a mark: first asked, then made to.
end_marked() { # MARK SECONDS
  local pids pid until round
  look_at_clock
  until=$((NOW + $2 * 1000))
  pids=$(marked "$1")
  for pid in $pids; do kill -s TERM "$pid" 2>/dev/null || true; done
  while [[ -n $pids && $HURRY == no ]] && look_at_clock && ((NOW < until)); do
    idle 0.1
    pids=$(marked "$1")
  done
  # A process that was just being born shows itself in a later round.
  for round in 1 2 3; do
    for pid in $(marked "$1"); do kill -s KILL "$pid" 2>/dev/null || true; done
    ((round == 3)) || idle 0.1
  done
}

# Ends a PostgreSQL that its server left running in a data folder. It is ours if its working directory, which
# PostgreSQL sets to its data directory, is inside that folder.
end_orphan_postgres() { # DATA
  local file pid
  [[ -d $1/postgres ]] || return 0
  while IFS= read -r -d '' file; do
    read -r pid <"$file" || continue
    [[ $pid =~ ^[0-9]+$ && $(readlink -f "/proc/$pid/cwd" 2>/dev/null) == "$(dirname "$(readlink -f "$file")")" ]] ||
      continue
    is_alive "$pid" || continue
    complain "  Ending PostgreSQL, which its server left running (pid $pid)"
    end_process "$pid" 10 INT # a fast, clean shutdown; killed, it recovers at its next start
  done < <(find "$1/postgres" -maxdepth 3 -name postmaster.pid -print0 2>/dev/null)
}
