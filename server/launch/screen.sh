# shellcheck shell=bash
# What the operator sees: plain lines, and long steps that show they are alive.

# A terminal that went away must not stop an orderly end, so a failed write is nothing.
say() { printf '%s\n' "$*" 2>/dev/null || true; }
complain() { printf '%s\n' "$*" >&2 2>/dev/null || true; }

fail() { # CODE MESSAGE...
  local code=$1 line
  shift
  for line in "$@"; do complain "$line"; done
  exit "$code"
}

# Sleeps without a process, so that a signal's trap runs at once.
exec {IDLE}<> <(:)
idle() { read -rt "$1" -u "$IDLE" _ || true; } # SECONDS

# Milliseconds of the clock, in NOW.
NOW=0
look_at_clock() { NOW=$((${EPOCHREALTIME%[.,]*} * 1000 + 10#${EPOCHREALTIME#*[.,]} / 1000)); }

seconds() { printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100)); } # MILLISECONDS

# Runs a command as a step with a title: its output goes to a file, the screen shows the time it takes, on a
# terminal also its last line, and lines that match SHOWN in full. Returns the command's exit code.
SHOWN='^$ nothing'
REPORT_EVERY=60 # seconds between signs of life where there is no terminal
step() { # TITLE FILE COMMAND...
  local title=$1 file=$2 started code=0 line part='' last='' reported=0 spent log
  shift 2
  mkdir -p "$(dirname "$file")"
  : >"$file"
  look_at_clock
  started=$NOW
  [[ -t 1 ]] || say "  $title ..."
  spawn step "$file" "$@"
  local pid=$SPAWNED
  exec {log}<"$file"
  while :; do
    local running=yes
    kill -0 "$pid" 2>/dev/null || running=no
    while read -r line <&"$log" || { part+=$line && false; }; do
      line=$part$line part=''
      # The JDK warns of what Maven itself is made of: that says nothing about this step.
      [[ -z $line || $line == *WARNING:* ]] || last=$line
      [[ ! $line =~ $SHOWN ]] || wipe_and_say "    $line"
    done
    look_at_clock
    spent=$(((NOW - started) / 1000))
    [[ $running == yes ]] || break
    if [[ -t 1 ]]; then
      printf '\r\033[K%s' "$(cut_line "  $title ... $spent s  ${last//[[:cntrl:]]/ }")"
    elif ((spent >= reported + REPORT_EVERY)); then
      reported=$spent
      say "  $title ... $spent s${last:+: $last}"
    fi
    idle 0.2
  done
  exec {log}<&-
  wait "$pid" 2>/dev/null || code=$?
  if ((code == 0)); then
    wipe_and_say "  $title: done in $(seconds $((NOW - started))) s"
  else
    wipe_and_say "  $title: FAILED after $(seconds $((NOW - started))) s"
  fi
  return "$code"
}

wipe_and_say() {
  [[ ! -t 1 ]] || printf '\r\033[K'
  say "$1"
}

cut_line() { # TEXT, to the terminal's width
  local width=${COLUMNS:-}
  [[ -n $width ]] || width=$( (stty size </dev/tty | cut -d' ' -f2) 2>/dev/null) || width=80
  printf '%s' "${1:0:$((${width:-80} - 1))}"
}

show_end_of() { # FILE [LINES]
  complain "The last lines of $1:"
  tail -n "${2:-30}" -- "$1" 2>/dev/null | sed 's/^/    /' >&2 || true
}
