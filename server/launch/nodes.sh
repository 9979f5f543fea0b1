# shellcheck shell=bash
# `run --node N`: a cluster of three nodes on this machine, each with a terminal of its own. Node 1 is a whole run,
# and so has Asterisk and PostgreSQL; nodes 2 and 3 are servers alone, which share these and the secrets.

LOCAL_NODES=3
NODE_ONE=''          # the data folder of node 1, while this is another node
NODE_ONE_IS_THERE=no # as it was when last looked at

choose_node() { # N, as it was written
  [[ $1 =~ ^[0-9]+$ ]] && ((10#$1 >= 1 && 10#$1 <= LOCAL_NODES)) ||
    wrong_usage "--node needs a number from 1 to $LOCAL_NODES after it, not \"$1\""
  NODE=$((10#$1))
}

# What the server's own commands are told about the node.
node_words() { [[ -z $NODE ]] || NODE_WORDS=(--node "$NODE"); }
NODE_WORDS=()

run_further_node() {
  local started
  look_at_clock
  started=$NOW
  [[ $DEMO == no ]] || wrong_usage "--demo belongs to node 1: start that one with it"
  NODE_ONE=$(data_folder)
  RUN=$NODE_ONE/node-$NODE
  open_data_folder
  start_guard
  end_marked "CITY311_RUN=$RUN" 20
  require_tools
  await_node_one
  # Not built anew: this is the very program that node 1 runs, and its file is in use.
  [[ -f $SERVER_JAR ]] || fail 1 "$SERVER_JAR is missing, which node 1 has built: start node 1 again."
  prepare
  check_ports false || exit 4
  start server
  await_readiness
  look_at_clock
  show_node_summary "$(seconds $((NOW - started)))"
  supervise
}

# Says to the other nodes that what they share is there, until this run ends.
open_to_nodes() { [[ $NODE != 1 ]] || printf '%s\n' "$COMMAND_PID" >"$RUN_DIR/shared.pid"; }

await_node_one() {
  local said=''
  until node_one_is_there; do
    if [[ $said != "$WHY_NOT" ]]; then
      said=$WHY_NOT
      say "  Waiting for node 1: $WHY_NOT"
    fi
    idle 0.5
  done
  NODE_ONE_IS_THERE=yes
}

# Whether node 1 is there; WHY_NOT says what it lacks.
WHY_NOT=''
node_one_is_there() {
  local owner
  if [[ ! -e $NODE_ONE/run/lock ]] || flock -n "$NODE_ONE/run/lock" true; then
    WHY_NOT="nothing runs on the data folder $NODE_ONE. Start ./city311 run --node 1 in another terminal."
  elif [[ -e $NODE_ONE/run/shared.pid ]]; then
    return 0
  elif owner=$(cat "$NODE_ONE/run/owner" 2>/dev/null) && [[ $(command_of "$owner") != *--node* ]]; then
    WHY_NOT="City311 runs on $NODE_ONE (process $owner), but without --node 1. End it, and start it with --node 1."
  else
    WHY_NOT="it is starting, or ending."
  fi
  return 1
}

# Tells the operator when node 1 goes and comes: without it this node runs, but has no calls. Costs no process.
look_at_node_one() {
  local is_there=no
  [[ -n $NODE_ONE ]] || return 0
  [[ ! -e $NODE_ONE/run/shared.pid ]] || is_there=yes
  [[ $is_there != "$NODE_ONE_IS_THERE" ]] || return 0
  NODE_ONE_IS_THERE=$is_there
  if [[ $is_there == yes ]]; then
    say "$(date +%T) Node 1 is there again."
  else
    say "$(date +%T) Node 1 has ended, and Asterisk with it. This node waits until ./city311 run --node 1 is there again."
  fi
}

show_node_summary() { # SECONDS
  local pages=${FACTS[http]:-}
  say "
City311's node $NODE is ready, after $1 s.

  Pages         $pages/
  Metrics       $pages/metrics   health: $pages/health/ready
  Node 1        has Asterisk, PostgreSQL, phones and secrets: $NODE_ONE
  Data          $RUN
  Logs          $RUN/log

Ctrl-C ends this node; the others go on."
}
