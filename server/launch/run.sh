# shellcheck shell=bash
# `run`: brings the call centre up as this shell's children, and keeps it up.

READY_SECONDS=120        # a start that takes longer has failed
DEATHS_ALLOWED=5         # of one child within DEATHS_WINDOW; one more ends everything
DEATHS_WINDOW=60         # seconds
BACKOFF=(0 500 1000 2000 4000) # milliseconds before the first, second ... start again within the window
LATE_BACKOFF=30000       # milliseconds, for a server that has been ready and keeps dying

declare -A CHILD=()      # role: pid
declare -A DEATHS=()     # role: the times of its deaths, in milliseconds, within the window
declare -A START_AT=()   # role: when it is to be started again
declare -A FACTS=()      # what `prepare` printed: data, sip, http, managed, log, node, and more
SERVER_IS_READY=no
HAS_BEEN_READY=no
SERVER_STARTED=0

run_command() {
  local started
  if [[ -n $NODE && $NODE != 1 ]]; then
    run_further_node
    return
  fi
  look_at_clock
  started=$NOW
  RUN=$(data_folder)
  open_data_folder
  start_guard
  end_marked "CITY311_RUN=$RUN" 20 # of a run whose guard was killed as well
  end_orphan_postgres "$RUN"
  require_tools
  if [[ $DEMO == yes ]]; then
    install_packages "${PACKAGES_RUN[@]}" "${PACKAGES_PLAY[@]}"
    build "$SERVER_JAR" "$LOADTEST_JAR"
  else
    install_packages "${PACKAGES_RUN[@]}"
    build "$SERVER_JAR"
  fi
  # Only `prepare` reads the configuration for certain, but it wants to find an Asterisk.
  if [[ -z $CONFIG ]] || ! grep -Eq '^[^#]*\<managed:[[:space:]]*false' "$CONFIG"; then install_asterisk; fi
  prepare
  check_ports "${FACTS[managed]:-true}" || exit 4
  [[ ${FACTS[managed]:-true} != true ]] || start asterisk
  start server
  await_readiness
  look_at_clock
  open_to_nodes
  show_summary "$(seconds $((NOW - started)))"
  [[ $DEMO == no ]] || start demo
  supervise
}

# Makes the data folder if need be, and keeps a second run out of it.
open_data_folder() {
  RUN_DIR=$RUN/run
  local whose
  if ! mkdir -p "$RUN_DIR" "$RUN/log" 2>/dev/null || [[ ! -w $RUN || ! -w $RUN_DIR || ! -w $RUN/log ]]; then
    fail 4 "The data folder $RUN cannot be written by the user $(id -un)." \
      "  Give that user the folder, or choose another: set data in ${CONFIG:-a file $ROOT/city311.yaml}."
  fi
  exec {LOCK}>>"$RUN_DIR/lock"
  if ! flock -n "$LOCK"; then
    whose=$(cat "$RUN_DIR/owner" 2>/dev/null) || whose=''
    if [[ -n $whose ]] && is_alive "$whose"; then
      fail 4 "City311 already runs on the data folder $RUN (process $whose)." \
        "  End that one first, or give this one a data folder and ports of its own with --config."
    fi
    say "The run before this one is still ending; waiting for it ..."
    flock -w 60 "$LOCK" || fail 4 "The run before this one has not ended on $RUN within a minute."
  fi
  rm -f "$RUN_DIR/shared.pid" # of a run whose guard was killed as well
  printf '%s\n' "$COMMAND_PID" >"$RUN_DIR/owner"
}

with_config() {
  [[ -z $CONFIG ]] || CONFIG_WORDS=(--config "$CONFIG")
  node_words
}
CONFIG_WORDS=()

# Checks the configuration and renders everything from it. A mistake's lines are shown as they are.
prepare() {
  local code=0 facts=$RUN_DIR/prepare.out log=$RUN/log/prepare.log name value
  with_config
  # shellcheck disable=SC2016
  step "Preparing the data folder" "$log" bash -c 'exec "${@:2}" >"$1"' _ "$facts" \
    "$JAVA_HOME/bin/java" -jar "$SERVER_JAR" prepare "${CONFIG_WORDS[@]}" "${NODE_WORDS[@]}" || code=$?
  if ((code != 0)); then
    cat "$log" >&2
    ((code != 2)) || complain "Nothing was started: correct the configuration above."
    exit "$code"
  fi
  while IFS='=' read -r name value; do
    [[ -z $name ]] || FACTS[$name]=$value
  done <"$facts"
  if [[ -n ${FACTS[data]:-} && $(realpath -m -- "${FACTS[data]}") != "$RUN" ]]; then
    fail 2 "The server takes ${FACTS[data]} for the data folder, this command $RUN." \
      "  Write the key data on a line of its own in $CONFIG, as in: data: ${FACTS[data]}"
  fi
}

start() { # ROLE
  local output=$RUN/log/$1.out
  [[ ! -e $output ]] || mv -f "$output" "$output.1"
  case $1 in
    asterisk) spawn asterisk "$output" "$ASTERISK/asterisk-run" -C "$RUN/asterisk/etc/asterisk.conf" -f ;;
    server)
      SERVER_IS_READY=no
      look_at_clock
      SERVER_STARTED=$NOW
      spawn server "$output" "$JAVA_HOME/bin/java" "@$ROOT/server/launch/jvm.args" -jar "$SERVER_JAR" serve \
        "${CONFIG_WORDS[@]}" "${NODE_WORDS[@]}"
      ;;
    demo) spawn demo "$output" "$JAVA_HOME/bin/java" -jar "$LOADTEST_JAR" demo "${CONFIG_WORDS[@]}" ;;
  esac
  CHILD[$1]=$SPAWNED
  unset "START_AT[$1]"
}

server_said_ready() { grep -q '^READY ' "$RUN/log/server.out" 2>/dev/null; }

await_readiness() {
  say "  Starting ..."
  while ! server_said_ready; do
    look_at_clock
    if ((NOW - SERVER_STARTED > READY_SECONDS * 1000)); then
      show_logs_of server
      fail 1 "The server was not ready after $READY_SECONDS s."
    fi
    look_after_children
    idle 0.1
  done
  SERVER_IS_READY=yes
  HAS_BEEN_READY=yes
}

supervise() {
  while :; do
    look_after_children
    look_at_node_one
    if [[ $SERVER_IS_READY == no ]] && server_said_ready; then
      SERVER_IS_READY=yes
      look_at_clock
      say "$(date +%T) The server is ready again, $(seconds $((NOW - SERVER_STARTED))) s after its start."
    fi
    idle 0.2
  done
}

# One look at every child: a dead one gets a time to be started again, and whose time has come is started.
look_after_children() {
  local role code
  look_at_clock
  for role in "${!CHILD[@]}"; do
    if [[ -n ${START_AT[$role]:-} ]]; then
      ((NOW < START_AT[$role])) || start "$role"
    elif ! kill -0 "${CHILD[$role]}" 2>/dev/null; then
      # At once, or bash itself remarks on the death.
      code=0
      wait "${CHILD[$role]}" 2>/dev/null || code=$?
      bury "$role" "$code"
    fi
  done
}

bury() { # ROLE EXIT_CODE
  local role=$1 code=$2 recent=() death count
  if [[ $role == demo && $code == 0 ]]; then
    unset 'CHILD[demo]'
    say "$(date +%T) The demo is over; City311 goes on."
    return
  fi
  # What only the operator can put right, and says so itself: a mistake in the configuration, a port in the way.
  if [[ $role == server && $HAS_BEEN_READY == no && ($code == 2 || $code == 4) ]]; then
    show_logs_of server
    exit "$code"
  fi
  for death in ${DEATHS[$role]:-}; do
    ((NOW - death > DEATHS_WINDOW * 1000)) || recent+=("$death")
  done
  recent+=("$NOW")
  DEATHS[$role]=${recent[*]}
  count=${#recent[@]}
  if ((count > DEATHS_ALLOWED)); then
    show_logs_of "$role"
    if [[ $role == demo ]]; then
      unset 'CHILD[demo]'
      complain "$(date +%T) The demo ended $count times within $DEATHS_WINDOW s and is left; City311 goes on."
      return
    fi
    if [[ $role == server && $HAS_BEEN_READY == yes ]]; then
      # Asterisk stays: talks go on, and callers reach the fallback phone.
      complain "$(date +%T) The server ended $count times within $DEATHS_WINDOW s; from now on it is tried every $((LATE_BACKOFF / 1000)) s. Calls in Asterisk go on."
      START_AT[server]=$((NOW + LATE_BACKOFF))
      return
    fi
    fail 1 "$(date +%T) $(name_of "$role") ended $count times within $DEATHS_WINDOW s (now with code $code): giving up."
  fi
  say "$(date +%T) $(name_of "$role") ended with code $code; it is started again ($count of $DEATHS_ALLOWED within $DEATHS_WINDOW s)."
  START_AT[$role]=$((NOW + BACKOFF[count - 1]))
}

name_of() { # ROLE
  case $1 in
    asterisk) printf 'Asterisk' ;;
    *) printf 'The %s' "$1" ;;
  esac
}

show_logs_of() { # ROLE
  local file
  for file in "$RUN/log/$1.out" "$RUN/log/$1.log"; do
    [[ ! -s $file ]] || show_end_of "$file" 20
  done
}

show_summary() { # SECONDS
  local number=${FACTS[numbers]:-311} pages=${FACTS[http]:-}
  local phones=${FACTS[agents]:-none}
  local which='' desk=''
  # Said as it is to be typed: without it, the same command looks beside itself.
  [[ -z $CONFIG || $CONFIG == "$ROOT/city311.yaml" ]] || which=" --config $CONFIG"
  number=${number%%,*}
  [[ $DEMO == no ]] || desk="
  Try a desk    $pages/sign-in   an agent, a supervisor: ./city311 accounts demo$which"
  say "
City311 is ready, after $1 s.

  Call it       sip:$number@${FACTS[sip]:-} from any SIP phone on this machine, without an account
  Desk phones   ${phones//,/ }
                register at ${FACTS[sip]:-}; passwords: ./city311 phones$which
  Agents dial   *11 sign in   *12 sign out   *13 ready   *141 to *149 not ready, by the reason's number
  Pages         $pages/   for residents: $pages/requests
  Metrics       $pages/metrics   health: $pages/health/ready
  Sign in       $pages/sign-in   the first time: ./city311 accounts first$which$desk
  API token     ./city311 token$which
  Data          $RUN
  Logs          $RUN/log   Asterisk's: $RUN/asterisk/log

Ctrl-C ends it all."
}
