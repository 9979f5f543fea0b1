#!/usr/bin/env bash
# Tests the launcher for real, in a small tree of its own whose Java, Maven and Asterisk are stand-ins.
#
# launcher-test.sh [REPORT]    prints a line for each test, and writes JUnit's XML to REPORT
# shellcheck disable=SC2016  # the stand-ins' scripts are quoted so that they expand when they run
set -uo pipefail

PROJECT=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../../../.." && pwd)
REPORT=${1:-}
BENCH=$(mktemp -d)
WITHIN=30 # seconds that anything may take here
AT_ONCE=4 # tests; they mostly wait
FIRST_PORT=$((20000 + RANDOM % 10000))
trap 'clear_bench' EXIT

# --- the stand-ins -------------------------------------------------------------------------------------------

make_tree() { # NAME NUMBER: a tree in $TREE, its data folder $DATA
  TREE=$BENCH/$1
  DATA=$TREE/.city311
  OUT=$TREE/out
  mkdir -p "$TREE"/{server,asterisk-config/bin,tools,jdk/bin,server/src}
  cp "$PROJECT/city311" "$TREE/"
  cp -r "$PROJECT/server/launch" "$TREE/server/"
  printf 'a module\n' >"$TREE/pom.xml"
  printf 'JAVA_VERSION="25.0.1"\n' >"$TREE/jdk/release"
  local port=$((FIRST_PORT + $2 * 8)) # for each test its own, as several run at once
  local node suffix=''
  for node in 1 2 3; do
    printf 'sip=127.0.0.1:%d\nami=127.0.0.1:%d\nagi=127.0.0.1:%d\nhttp=http://127.0.0.1:%d\n' \
      $((port)) $((port + 1)) $((port + 2 * node)) $((port + 2 * node + 1)) >"$TREE/ports$suffix"
    suffix=$((node + 1))
  done
  stand_in tools/sox true
  stand_in tools/flite true
  stand_in tools/espeak-ng true
  stand_in tools/sipp true
  stand_in tools/node 'echo v22.0.0'
  stand_in tools/npm true
  stand_in jdk/bin/javac true
  stand_in tools/mvn 'echo built >>"$TREE/builds"; mkdir -p server/target loadtest/target; touch server/target/city311.jar loadtest/target/city311-loadtest.jar'
  stand_in asterisk-config/bin/asterisk-find 'echo a stand-in'
  stand_in asterisk-config/bin/asterisk-run 'exec -a stand-in-asterisk sleep 600'
  stand_in jdk/bin/java '
    [[ $1 != @* ]] || { [[ -r ${1#@} ]] || exit 1; shift; } # a file of options
    NODE="" FOLDER=$DATA POSTGRES=$DATA/postgres/data
    [[ $* != *--node* ]] || NODE=${*: -1}
    [[ $NODE != [23] ]] || FOLDER=$DATA/node-$NODE
    case $3 in
      prepare)
        [[ ! -e $TREE/mistake ]] || { cat "$TREE/mistake" >&2; exit 2; }
        printf "sip.ana=one\\\\=two\napi.token=a-token\naccounts.first=a-first\n" >"$DATA/secrets.properties"
        printf "data=%s\nmanaged=true\nnumbers=311,3111\nagents=ana,ben\n" "$FOLDER"
        cat "$TREE/ports${NODE/1/}"
        ;;
      serve)
        [[ ! -e $TREE/refuse ]] || { echo "port 1 cannot be listened on"; exit 4; }
        [[ ! -e $TREE/crash ]] || { echo "the server said why"; exit 1; }
        mkdir -p "$POSTGRES"
        # A PostgreSQL that shows no mark of ours, only its working directory. One that runs is taken over; one that
        # other nodes use is left when we end.
        if [[ $NODE != [23] ]] && ! kill -0 "$(cat "$POSTGRES/postmaster.pid" 2>/dev/null)" 2>/dev/null; then
          (cd "$POSTGRES" && exec env -i setsid bash -c "echo \$\$ >postmaster.pid; exec -a stand-in-postgres sleep 600") &
        fi
        trap "[[ -n \"$NODE\" ]] || kill \$(cat \"$POSTGRES/postmaster.pid\"); echo gracefully >>\"$TREE/ends\"; exit 143" TERM
        [[ ! -e $TREE/stubborn ]] || trap "" TERM
        [[ -e $TREE/slow ]] || echo "READY http://"
        while :; do sleep 0.1; done
        ;;
      demo)
        mkdir -p "$DATA/demo" && printf "demo-agent=a-guest\n" >"$DATA/demo/accounts.properties"
        echo played >>"$TREE/demos"
        ;;
      dial | flows-*) echo "asked: ${*:3}" ;;
    esac'
}

stand_in() { # PATH SCRIPT
  printf '#!/usr/bin/env bash\nTREE=%q DATA=%q\n%s\n' "$TREE" "$DATA" "$2" >"$TREE/$1"
  chmod +x "$TREE/$1"
}

# Starts the launcher as a terminal would: with SIGINT not ignored.
city311() {
  env --default-signal=INT "PATH=$TREE/tools:$PATH" "JAVA_HOME=$TREE/jdk" "$TREE/city311" "$@" </dev/null
}

start_run() {
  city311 run "$@" >"$OUT" 2>&1 &
  until_true said 'is ready' && RUNNER=$(<"$DATA/run/owner")
}

start_node() { # N [OPTION...]
  local node=$1
  shift
  city311 run --node "$node" "$@" >"$OUT$node" 2>&1 &
}

node_is_ready() { grep -q -e 'is ready, after' "$OUT$1"; }                         # N
node_said() { grep -q -e "$2" "$OUT$1"; }                                         # N WORDS
runner_of() { cat "$DATA$([[ $1 == 1 ]] || printf '/node-%s' "$1")/run/owner"; } # N
server_of() { cut -d' ' -f1 "$DATA/node-$1/run/server.pid"; }                     # 2|3
pid_of() { cut -d' ' -f1 "$DATA/run/$1.pid"; }
postgres() { cat "$DATA/postgres/data/postmaster.pid" 2>/dev/null; }
is_alive() { [[ $(cut -d' ' -f3 "/proc/$1/stat" 2>/dev/null || echo Z) != Z ]]; }
is_gone() { ! is_alive "$1"; }
said() { grep -q -e "$1" "$OUT"; }
all_of_it() { { grep -lsxzE -e "CITY311_RUN=$DATA(/node-[23])?" /proc/[0-9]*/environ; find /proc/[0-9]*/cwd -lname "$DATA*"; } 2>/dev/null; }
nothing_runs() { [[ -z $(all_of_it) ]]; }
clear_bench() {
  local path pid
  for path in $(find /proc/[0-9]*/cwd -lname "$BENCH/*" 2>/dev/null) $(grep -lsz -e "^CITY311_RUN=$BENCH/" /proc/[0-9]*/environ); do
    pid=${path#/proc/}
    kill -KILL "${pid%%/*}" 2>/dev/null
  done
  rm -rf "$BENCH"
}

until_true() { # COMMAND...
  local end=$((SECONDS + WITHIN))
  until "$@"; do
    ((SECONDS < end)) || {
      echo "not within $WITHIN s: $*"
      return 1
    }
    read -rt 0.05 -u 3 _
  done
  return 0
}
exec 3<> <(:)

ends_with() { # CODE: the launcher ends with it, and leaves nothing
  local code=0
  wait %1 || code=$?
  [[ $code == "$1" ]] || {
    echo "ended with $code, not with $1"
    return 1
  }
  until_true nothing_runs
}

# --- the tests -----------------------------------------------------------------------------------------------

test_run_shows_on_one_screen_how_to_use_it() {
  start_run && said "sip:311@$(sed -n 's/^sip=//p' "$TREE/ports")" && said 'Desk phones   ana ben' && said '/metrics' &&
    said '\*11 sign in' && said "API token     ./city311 token" && ! said 'one=two' && ! said 'a-token' && ! said 'a-first' &&
    (($(wc -l <"$OUT") <= 24)) && kill -TERM "$RUNNER" && ends_with 143
}

test_ctrl_c_ends_the_server_gracefully_then_everything() {
  start_run && kill -INT "$RUNNER" && ends_with 130 && [[ $(<"$TREE/ends") == gracefully ]]
}

test_sigterm_ends_everything() { start_run && kill -TERM "$RUNNER" && ends_with 143; }

test_a_closed_terminal_ends_everything() { start_run && kill -HUP "$RUNNER" && ends_with 129; }

test_kill_9_of_the_launcher_leaves_no_process() {
  start_run && local database && database=$(postgres) && is_alive "$database" && kill -KILL "$RUNNER" &&
    ends_with 137 && is_gone "$database" && [[ $(<"$TREE/ends") == gracefully ]]
}

test_kill_9_of_launcher_and_guard_is_made_good_by_the_next_start() {
  start_run || return 1
  # What neither listens to the launcher's death nor is in a pid file, and a PostgreSQL without its server.
  env "CITY311_RUN=$DATA" setsid sleep 600 >/dev/null 2>&1 &
  local orphan=$! database guard
  database=$(postgres) guard=$(pgrep -f "guard.sh $DATA ")
  kill -KILL "$(pid_of server)" "$guard" "$RUNNER" && wait %1
  is_alive "$orphan" && is_alive "$database" || return 1
  : >"$OUT"
  start_run && is_gone "$orphan" && is_gone "$database" && kill -TERM "$RUNNER" && until_true nothing_runs
}

test_a_server_that_ignores_sigterm_is_killed_by_a_second_ctrl_c() {
  touch "$TREE/stubborn"
  start_run && kill -INT "$RUNNER" && until_true said 'Ending the server' && kill -INT "$RUNNER" && ends_with 130
}

test_a_killed_server_is_started_again_while_asterisk_and_the_database_stay() {
  start_run || return 1
  local asterisk server database
  asterisk=$(pid_of asterisk) server=$(pid_of server) database=$(postgres)
  kill -KILL "$server" && until_true said 'server is ready again' && is_alive "$database" &&
    [[ $(postgres) == "$database" && $(pid_of asterisk) == "$asterisk" && $(pid_of server) != "$server" ]] && is_alive "$asterisk" &&
    ! said 'run.sh' &&
    kill -TERM "$RUNNER" && ends_with 143
}

test_nodes_start_in_any_order_and_say_whom_they_wait_for() {
  start_node 3 && until_true node_said 3 'Waiting for node 1: nothing runs on' && start_node 1 && start_node 2 &&
    until_true node_is_ready 1 && until_true node_is_ready 2 && until_true node_is_ready 3 &&
    node_said 3 "$(sed -n 's/^http=//p' "$TREE/ports3")/metrics" && [[ $(wc -l <"$TREE/builds") == 1 ]] || return 1
  local node database
  database=$(postgres)
  for node in 3 2; do kill -INT "$(runner_of "$node")" && until_true is_gone "$(server_of "$node")"; done
  is_alive "$(pid_of server)" && is_alive "$database" && kill -TERM "$(runner_of 1)" && until_true nothing_runs
}

server_is_another() { [[ $(pid_of server) != "$1" ]] && node_said 1 'server is ready again'; }
test_a_server_of_node_1_that_ends_leaves_asterisk_and_the_database_to_the_others_and_comes_back() {
  start_node 1 && start_node 2 && until_true node_is_ready 1 && until_true node_is_ready 2 || return 1
  local signal asterisk database server
  asterisk=$(pid_of asterisk) database=$(postgres)
  for signal in KILL TERM; do
    server=$(pid_of server)
    kill "-$signal" "$server" && until_true server_is_another "$server" || return 1
  done
  [[ $(pid_of asterisk) == "$asterisk" && $(postgres) == "$database" ]] && is_alive "$asterisk" &&
    is_alive "$database" && ! node_said 2 'has ended' &&
    kill -TERM "$(runner_of 2)" "$(runner_of 1)" && until_true nothing_runs
}

test_node_2_says_when_node_1_goes_and_comes() {
  start_node 1 && start_node 2 && until_true node_is_ready 2 || return 1
  local server database
  server=$(server_of 2) database=$(postgres)
  kill -INT "$(runner_of 1)" && until_true node_said 2 'Node 1 has ended' && until_true is_gone "$database" &&
    start_node 1 && until_true node_said 2 'Node 1 is there again' && [[ $(server_of 2) == "$server" ]] &&
    kill -TERM "$(runner_of 2)" "$(runner_of 1)" && until_true nothing_runs
}

test_kill_9_of_a_further_node_leaves_nothing_of_it_and_the_others_go_on() {
  start_node 1 && start_node 2 && until_true node_is_ready 2 || return 1
  local server
  server=$(server_of 2)
  kill -KILL "$(runner_of 2)" && until_true is_gone "$server" && is_alive "$(pid_of server)" &&
    is_alive "$(postgres)" && is_alive "$(pid_of asterisk)" && kill -KILL "$(runner_of 1)" && until_true nothing_runs
}

test_a_node_beside_a_run_without_nodes_says_what_to_do() {
  start_run && start_node 2 && until_true node_said 2 'but without --node 1' && kill -INT "$(runner_of 2)" &&
    kill -TERM "$RUNNER" && until_true nothing_runs
}

test_wrong_nodes_are_refused() {
  local words
  for words in '--node 4' '--node 0' '--node' '--node two' '--node 2 --demo'; do
    # shellcheck disable=SC2086
    city311 run $words >"$OUT" 2>&1
    [[ $? == 2 ]] && said 'city311: --' || return 1
  done
  [[ ! -e $DATA ]]
}

asterisk_is_another() { [[ $(pid_of asterisk) != "$1" ]] && is_alive "$(pid_of asterisk)"; }
test_a_killed_asterisk_is_started_again_while_the_server_stays() {
  start_run || return 1
  local asterisk server
  asterisk=$(pid_of asterisk) server=$(pid_of server)
  kill -KILL "$asterisk" && until_true asterisk_is_another "$asterisk" && [[ $(pid_of server) == "$server" ]] &&
    kill -TERM "$RUNNER" && ends_with 143
}

test_a_server_that_keeps_dying_ends_the_run_with_its_last_words() {
  touch "$TREE/crash"
  city311 run >"$OUT" 2>&1 &
  ends_with 1 && said 'ended 6 times' && said 'the server said why'
}

test_a_server_that_refuses_to_start_is_not_started_again() {
  touch "$TREE/refuse"
  city311 run >"$OUT" 2>&1 &
  ends_with 4 && said 'port 1 cannot be listened on' && ! said 'started again'
}

test_a_mistake_in_the_configuration_passes_through() {
  echo 'city311.yaml:3: http.port: found x, allowed 1 to 65535' >"$TREE/mistake"
  city311 run >"$OUT" 2>&1 &
  ends_with 2 && said '^city311.yaml:3: http.port: found x'
}

test_an_occupied_port_is_named_with_its_owner_before_anything_starts() {
  local port
  port=$(sed -n 's|^http=.*:||p' "$TREE/ports")
  perl -MIO::Socket::INET -e "my \$open = IO::Socket::INET->new(LocalAddr=>'0.0.0.0:$port', Listen=>1) or die; \$|=1; print qq(open\n); sleep 60" >"$TREE/perl" &
  local holder=$!
  until_true test -s "$TREE/perl"
  city311 run >"$OUT" 2>&1 &
  wait %2
  local code=$?
  kill "$holder"
  [[ $code == 4 ]] && said "Port $port " && said "process $holder: perl" && said 'http.port' &&
    [[ ! -e $DATA/log/server.out ]] && nothing_runs
}

test_a_second_run_on_one_data_folder_is_refused_and_the_first_goes_on() {
  start_run || return 1
  local code=0
  city311 run >"$TREE/second" 2>&1 || code=$?
  [[ $code == 4 ]] && grep -q "already runs .*process $RUNNER" "$TREE/second" && is_alive "$(pid_of server)" &&
    kill -TERM "$RUNNER" && ends_with 143
}

test_a_data_folder_that_cannot_be_written_is_said() {
  printf 'data: /proc/no   # here\n' >"$TREE/city311.yaml"
  city311 run >"$OUT" 2>&1
  [[ $? == 4 ]] && said 'data folder /proc/no cannot be written' && said "set data in $TREE/city311.yaml"
}

test_it_builds_only_when_sources_changed() {
  start_run && kill -TERM "$RUNNER" && wait
  : >"$OUT" && start_run && kill -TERM "$RUNNER" && wait
  [[ $(wc -l <"$TREE/builds") == 1 ]] || return 1
  printf 'changed\n' >>"$TREE/pom.xml"
  : >"$OUT" && start_run && kill -TERM "$RUNNER" && wait
  [[ $(wc -l <"$TREE/builds") == 2 ]]
}

test_a_build_that_fails_shows_its_end() {
  stand_in tools/mvn 'echo "ERROR: something does not compile"; exit 1'
  city311 run >"$OUT" 2>&1 &
  ends_with 1 && said 'something does not compile' && said 'build.log'
}

test_a_build_is_interrupted_at_once_by_sigterm() {
  stand_in tools/mvn 'sleep 600'
  city311 run >"$OUT" 2>&1 &
  until_true said 'Building' && until_true test -s "$DATA/run/owner" && kill -TERM "$(<"$DATA/run/owner")" && ends_with 143
}

test_the_demo_plays_beside_and_its_end_ends_nothing_else() {
  start_run --demo && until_true said 'demo is over' && [[ -s $TREE/demos ]] && is_alive "$(pid_of server)" &&
    said 'accounts demo' && city311 accounts demo --show >"$TREE/guests" && grep -qE '^demo-agent +a-guest$' "$TREE/guests" &&
    ! city311 accounts demo >/dev/null 2>&1 && kill -TERM "$RUNNER" && ends_with 143
}

test_phones_and_token_are_printed_only_when_asked_for() {
  city311 phones >"$OUT" 2>&1 && return 1
  city311 run >"$OUT" 2>&1 &
  until_true said 'is ready' && city311 phones --show >"$TREE/phones" && city311 token --show >"$TREE/token" &&
    city311 accounts first --show >"$TREE/first" && city311 phones >"$TREE/refused" 2>&1
  [[ $? == 2 ]] && grep -qE '^ana +one=two$' "$TREE/phones" && [[ $(<"$TREE/token") == a-token ]] &&
    grep -qE '^admin +a-first$' "$TREE/first" && ! city311 accounts demo --show >>"$TREE/refused" 2>&1 && ! city311 accounts first >>"$TREE/refused" 2>&1 && ! city311 accounts >>"$TREE/refused" 2>&1 &&
    ! grep -q one=two "$TREE/refused" && kill -TERM "$(<"$DATA/run/owner")" && ends_with 143
}

test_dial_and_flows_ask_the_server_and_scripts_are_named_from_the_callers_folder() {
  mkdir -p "$TREE/my calls" && touch "$TREE/my calls/a.call" && cd "$TREE/my calls" || return 1
  city311 dial a.call >"$OUT" 2>/dev/null && [[ $(<"$OUT") == "asked: dial --script $TREE/my calls/a.call" ]] &&
    city311 dial >"$OUT" 2>/dev/null && [[ $(<"$OUT") == 'asked: dial' ]] &&
    city311 flows graph >"$OUT" 2>/dev/null && [[ $(<"$OUT") == 'asked: flows-graph' ]] || return 1
  city311 dial nowhere >"$OUT" 2>&1
  [[ $? == 2 ]] && said 'no script or folder of scripts at nowhere' || return 1
  city311 flows paint >"$OUT" 2>&1
  [[ $? == 2 ]] && said 'flows knows "check" and "graph"'
}

test_it_works_from_any_directory_with_a_relative_configuration() {
  mkdir -p "$TREE/elsewhere dir" && printf 'city: Elsewhere\ndata: "../.city311"\n' >"$TREE/elsewhere dir/a city.yaml"
  cd "$TREE/elsewhere dir" && start_run --config 'a city.yaml' && kill -TERM "$RUNNER" && ends_with 143
}

test_an_unknown_word_is_refused_with_help() {
  city311 rum >"$OUT" 2>&1
  [[ $? == 2 ]] && said 'unknown command: rum' && city311 run --config >"$OUT" 2>&1
  [[ $? == 2 ]] && city311 help >"$OUT" && said 'doctor'
}

test_doctor_changes_nothing_and_names_what_is_missing() {
  rm "$TREE/tools/node" && stand_in tools/node 'echo v16.0.0'
  city311 doctor >"$OUT" 2>&1
  [[ $? == 1 ]] && said 'MISSING  Node.js 20' && said 'ok       JDK 25' && [[ ! -e $DATA ]]
}

test_leftovers_of_tests_fail_the_tests_and_are_ended() {
  mkdir -p "$TREE/server/src/test/launch" && printf 'true\n' >"$TREE/server/src/test/launch/launcher-test.sh"
  stand_in tools/mvn 'mkdir -p server/target/surefire-reports; setsid bash -c "exec -a left-behind sleep 600" >/dev/null 2>&1 &
    printf "<testsuite xmlns=\"x\"\n name=\"a\" time=\"1\" tests=\"5\" errors=\"0\" skipped=\"1\" failures=\"0\">\n" >server/target/surefire-reports/TEST-a.xml'
  city311 test fast >"$OUT" 2>&1
  [[ $? == 1 ]] && said 'left-behind' && said '^4 passed, 1 failed, 1 skipped$'
}

test_tests_that_all_pass_are_counted_and_succeed() {
  mkdir -p "$TREE/server/src/test/launch" && printf 'true\n' >"$TREE/server/src/test/launch/launcher-test.sh"
  stand_in tools/mvn 'mkdir -p {server,web}/target/surefire-reports
    for module in server web; do printf "<testsuite name=\"a\" tests=\"5\" errors=\"0\" skipped=\"1\" failures=\"0\">\n" >$module/target/surefire-reports/TEST-a.xml; done'
  mkdir "$TREE/web"
  city311 test fast >"$OUT" 2>&1 && [[ $(tail -n 1 "$OUT") == '8 passed, 0 failed, 2 skipped' ]]
}

test_the_scripts_pass_shellcheck() {
  cd "$PROJECT" && shellcheck -x city311 .ci/run server/launch/guard.sh server/src/test/launch/launcher-test.sh
}

# --- running them --------------------------------------------------------------------------------------------

# Runs one test in a tree of its own; leaves its line for JUnit's report and, when it failed, its story.
run_test() { # NAME NUMBER
  local name=${1#test_} story begun=${EPOCHREALTIME/./} took verdict=ok
  story=$( (make_tree "$1" "$2" && "$1") 2>&1) || verdict='not ok'
  if grep -qs 'stopped by an error' "$BENCH/$1"/out*; then verdict='not ok'; fi
  took=$(((${EPOCHREALTIME/./} - begun) / 1000))
  {
    printf '<testcase classname="launcher" name="%s" time="%d.%03d">' "$name" $((took / 1000)) $((took % 1000))
    if [[ $verdict != ok ]]; then
      story+=$'\n'$(cat "$BENCH/$1"/out* 2>/dev/null | tr -d '\0')
      printf '<failure><![CDATA[%s]]></failure>' "${story//]]>/}"
    fi
    printf '</testcase>\n'
  } >"$BENCH/$1.xml"
  printf '%s %s (%d ms)\n' "$verdict" "$name" "$took"
  [[ $verdict == ok ]] || printf '    %s\n' "${story//$'\n'/$'\n'    }"
}

number=0
for name in $(compgen -A function test_ | grep -e "${ONLY:-.}"); do
  if [[ $name == *shellcheck ]] && ! command -v shellcheck >/dev/null; then continue; fi
  ((number < AT_ONCE)) || wait -n
  number=$((number + 1))
  run_test "$name" "$number" &
done
wait
failed=$(grep -l '<failure>' "$BENCH"/test_*.xml | wc -l)
if [[ -n $REPORT ]]; then
  mkdir -p "$(dirname "$REPORT")"
  {
    printf '<testsuite name="launcher" tests="%d" failures="%d" errors="0" skipped="0">\n' "$number" "$failed"
    cat "$BENCH"/test_*.xml
    printf '</testsuite>\n'
  } >"$REPORT"
fi
((failed == 0))
