# shellcheck shell=bash
# `test` and `loadtest`: what is run, how it is counted, and that nothing is left behind.

TEST_MARK=''

test_command() { # all|fast
  local failed_stages=0 mvn=(mvn -B -ntp -fae -T 4) log=$LOGS/test.log
  case $1 in
    all) mvn+=(verify -Pbrowser -DexcludedGroups=) ;;
    fast) mvn+=(test '-DexcludedGroups=stack | browser') ;;
    *) wrong_usage "test knows \"fast\", or nothing, not \"$1\"" ;;
  esac
  begin_marked_run test
  require_tools build
  if [[ $1 == all ]]; then
    install_packages "${PACKAGES_RUN[@]}" "${PACKAGES_PLAY[@]}" "${PACKAGES_TEST[@]}"
    install_asterisk
  fi
  take_build_lock
  rm -rf ./*/target/surefire-reports ./*/target/failsafe-reports
  SHOWN='^\[INFO\] Building City311 |^\[(INFO|WARNING|ERROR)\] Tests run: .* in |^\[ERROR\] +[A-Za-z]+\.'
  run_stage "Maven: format, lint, compiler's checks, tests" "$log" "${mvn[@]}" || failed_stages=1
  SHOWN='^(not )?ok '
  run_stage "The launcher's own tests" "$LOGS/test-launcher.log" \
    bash server/src/test/launch/launcher-test.sh server/target/surefire-reports/TEST-launcher.xml || failed_stages=1
  SHOWN='^$ nothing'
  nothing_is_left || failed_stages=$((failed_stages + 1))
  free_build_lock
  conclude "$failed_stages" "$log"
}

# Everything that a test run starts carries a mark, by which what is left of it is found and ended.
begin_marked_run() { # NAME
  RUN=$1-$$-$EPOCHSECONDS
  TEST_MARK=CITY311_TEST=$RUN
  MARKS+=("$TEST_MARK") # stays on what tests start through this command too, which has a run's name of its own
  mkdir -p "$LOGS" 2>/dev/null || fail 4 "The folder $LOGS cannot be made: is $ROOT yours to write?"
  start_guard
}

run_stage() { # TITLE LOG COMMAND...
  local log=$2
  step "$@" && return 0
  grep -E '^\[ERROR\]|^not ok|^ (×|FAIL) |^(Assertion)?Error: ' "$log" | head -n 60 | sed 's/^/    /' >&2 || true
  complain "  All of it is in $log."
  return 1
}

# What tests started must have ended with them. What has not is named and ended.
nothing_is_left() {
  local pids pid
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    pids=$(marked "$TEST_MARK")
    [[ -n $pids ]] || return 0
    idle 0.5
  done
  complain "  The tests left processes behind, which are ended now:"
  for pid in $pids; do
    complain "    $pid $(command_of "$pid")"
    end_process "$pid" 5
  done
  return 1
}

# Sums over all reports, says which tests failed, and prints the closing line. A stage that failed without a
# failing test (it did not compile, a process was left) counts as one failure, so that the line cannot look well.
conclude() { # FAILED_STAGES LOG
  local total=0 failed=0 skipped=0 counts module t f s
  say ''
  while IFS=$'\t' read -r module counts; do
    read -r t f s <<<"$counts"
    printf '  %-20s %5d passed %5d failed %5d skipped\n' "$module" $((t - f - s)) "$f" "$s"
    total=$((total + t)) failed=$((failed + f)) skipped=$((skipped + s))
  done < <(count_reports)
  ((failed > 0)) || failed=$1 total=$((total + $1))
  say ''
  say "$((total - failed - skipped)) passed, $failed failed, $skipped skipped"
  ((failed == 0)) || exit 1
}

# Prints "module<TAB>tests failed skipped" for each module that has reports in JUnit's XML.
count_reports() {
  local module files
  for module in */; do
    module=${module%/}
    mapfile -t files < <(find "$module/target/surefire-reports" "$module/target/failsafe-reports" -name 'TEST-*.xml' 2>/dev/null || true)
    ((${#files[@]})) || continue
    # The counts are attributes of the element testsuite, which may go over several lines.
    awk -v module="$module" '
      function attribute(text, name) { return match(text, " " name "=\"[0-9]+\"") ? substr(text, RSTART + length(name) + 3) + 0 : 0 }
      BEGIN { RS = ">" }
      /<testsuite[ \n]/ {
        gsub(/\n/, " ")
        tests += attribute($0, "tests"); skipped += attribute($0, "skipped")
        failed += attribute($0, "failures") + attribute($0, "errors")
      }
      END { printf "%s\t%d %d %d\n", module, tests, failed, skipped }' "${files[@]}"
  done
}

loadtest_command() { # PROFILE
  local words=("$1") code=0
  [[ -n $1 ]] || wrong_usage "loadtest needs a profile, such as smoke"
  [[ -z $OUT ]] || words+=(--out "$OUT")
  begin_marked_run loadtest
  require_tools
  if [[ $1 == requests ]]; then # needs nothing but Java
    build "$LOADTEST_JAR"
  else
    install_packages "${PACKAGES_RUN[@]}" "${PACKAGES_PLAY[@]}"
    build "$SERVER_JAR" "$LOADTEST_JAR"
    install_asterisk
  fi
  SHOWN=. step "Measuring ($1)" "$LOGS/loadtest.log" "$JAVA_HOME/bin/java" -jar "$LOADTEST_JAR" "${words[@]}" || code=$?
  nothing_is_left || code=1
  exit "$code"
}

# Needs nothing but Java: no Asterisk, no package.
simulate_command() { # OPTION...
  cd "$ROOT"
  require_tools
  build "$LOADTEST_JAR"
  exec "$JAVA_HOME/bin/java" -jar "$LOADTEST_JAR" simulate "$@"
}
