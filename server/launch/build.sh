# shellcheck shell=bash
# Building only what changed: a stamp beside each jar tells the sources that it was made from.

SERVER_JAR=server/target/city311.jar
LOADTEST_JAR=loadtest/target/city311-loadtest.jar

# Names, sizes and times of everything that goes into the jars; tests do not. Needs no git.
sources_stamp() {
  { find pom.xml .mvn ./*/pom.xml ./*/src web \
    \( -name node_modules -o -name target -o -name dist -o -path '*/src/test' \) -prune \
    -o -type f -printf '%p %s %T@\n' 2>/dev/null || true; } | LC_ALL=C sort | sha256sum | cut -d' ' -f1
}

is_built() { # JAR
  [[ -f $1 && -f ${1%.jar}.stamp && $(<"${1%.jar}.stamp") == "$(sources_stamp)" ]]
}

# The modules of the jars that are not built from these sources, in STALE.
find_stale() { # JAR...
  local jar
  STALE=()
  for jar in "$@"; do is_built "$jar" || STALE+=("${jar%%/*}"); done
  ((${#STALE[@]}))
}

build() { # JAR...
  local jar modules stamp STALE
  find_stale "$@" || return 0
  require_tools build
  take_build_lock
  # Whoever held the lock may have built the same.
  find_stale "$@" || { free_build_lock && return 0; }
  modules=$(IFS=,; printf '%s' "${STALE[*]}")
  stamp=$(sources_stamp)
  if ! step "Building (${modules/,/ and })" "$LOGS/build.log" \
    mvn -B -q -ntp -Dmaven.test.skip=true -DskipTests -Dspotless.check.skip=true package -pl "$modules" -am; then
    show_end_of "$LOGS/build.log" 40
    fail 1 "The build failed; all of it is in $LOGS/build.log."
  fi
  for jar in "$@"; do
    [[ -f $jar ]] || fail 1 "The build made no $jar; see $LOGS/build.log."
    printf '%s\n' "$stamp" >"${jar%.jar}.stamp"
  done
  free_build_lock
}

# Two builds in one tree would overwrite each other's files.
take_build_lock() {
  mkdir -p "$ROOT/.city311" 2>/dev/null || fail 4 "The folder $ROOT/.city311 cannot be made: is $ROOT yours to write?"
  exec {BUILD_LOCK}>>"$ROOT/.city311/build.lock"
  if ! flock -n "$BUILD_LOCK"; then
    say "  Waiting for another build or test in this folder to end ..."
    flock -w 1800 "$BUILD_LOCK" || fail 1 "Another build or test has held $ROOT/.city311/build.lock for half an hour."
  fi
}

free_build_lock() { exec {BUILD_LOCK}>&-; }
