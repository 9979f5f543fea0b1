# shellcheck shell=bash
# `doctor`: one line for each thing that City311 needs. It changes nothing.

HEALTHY=yes

doctor_command() {
  local data
  data=$(data_folder)
  say "To run and to build"
  if find_jdk; then
    ok "JDK $(jdk_version "$JDK")" "$JDK"
  else
    missing "JDK $JDK_WANTED or newer" "$(jdk_hint)"
  fi
  tool Maven mvn maven "$(mvn -v 2>/dev/null </dev/null | sed -n '1s/\x1b\[[0-9;]*m//g; 1p' | cut -d' ' -f3 || true)"
  if node_is_new_enough; then
    ok "Node.js $(node --version)" "$(command -v node)"
  else
    missing "Node.js $NODE_WANTED or newer" "found: $(node --version 2>/dev/null || printf none); apt-get install nodejs, or a newer release on PATH"
  fi
  tool npm npm npm "$(npm --version 2>/dev/null || true)"
  tool setpriv setpriv util-linux ''
  tool flock flock util-linux ''
  packages will_install "${PACKAGES_RUN[@]}"
  if has_asterisk; then
    ok Asterisk "$("$ASTERISK/asterisk-find" 2>/dev/null | head -n 1 || true)"
  else
    will_install Asterisk "./city311 run brings one of the project's own"
  fi
  say "For the demo, load tests and tests"
  packages will_install "${PACKAGES_PLAY[@]}" "${PACKAGES_TEST[@]}"
  say "This installation"
  for_jar "$SERVER_JAR"
  for_jar "$LOADTEST_JAR"
  for_configuration
  data_health "$data"
  if [[ $HEALTHY == yes ]]; then
    say "Nothing essential is missing."
  else
    say "Something essential is missing: see above."
    exit 1
  fi
}

ok() { printf '  ok       %-24s %s\n' "$1" "$2"; }
note() { printf '  -        %-24s %s\n' "$1" "$2"; }
missing() {
  HEALTHY=no
  printf '  MISSING  %-24s %s\n' "$1" "$2"
}

# What ./city311 installs by itself is essential only where it could not.
will_install() { # WHAT HOW
  if can_install; then note "$1" "not here; $2"; else missing "$1" "$2"; fi
}

can_install() { command -v apt-get >/dev/null && { ((EUID == 0)) || sudo -n true 2>/dev/null; }; }

tool() { # NAME COMMAND PACKAGE VERSION
  if command -v "$2" >/dev/null; then ok "$1${4:+ $4}" "$(command -v "$2")"; else missing "$1" "apt-get install $3"; fi
}

packages() { # WHEN_MISSING PACKAGE:COMMAND...
  local entry when_missing=$1
  shift
  for entry in "$@"; do
    if lacks "$entry"; then
      "$when_missing" "${entry%%:*}" "installed when needed: apt-get install --no-install-recommends ${entry%%:*}"
    else
      ok "${entry%%:*}" "$(command -v "${entry#*:}")"
    fi
  done
}

# The server itself judges it; of one that is not built nobody can ask.
for_configuration() {
  local said
  if [[ -z $CONFIG ]]; then
    ok Configuration "none: the defaults"
  elif [[ -z $JDK || ! -f $SERVER_JAR ]]; then
    note Configuration "$CONFIG: checked once the server is built"
  elif said=$("$JDK/bin/java" -jar "$SERVER_JAR" check --config "$CONFIG" 2>&1); then
    ok Configuration "$CONFIG"
  else
    missing Configuration "$CONFIG has mistakes:"
    sed 's/^/             /' <<<"$said"
  fi
}

for_jar() { # JAR
  if is_built "$1"; then ok "${1%%/*}" "built: $1"; else note "${1%%/*}" "not built from these sources yet; run builds it"; fi
}

data_health() { # DATA
  local parent=$1 free whose
  while [[ ! -e $parent ]]; do parent=$(dirname "$parent"); done
  if [[ ! -w $parent ]]; then
    missing "Data folder" "$1 cannot be written by $(id -un)"
    return
  fi
  free=$(df -Pm "$parent" | awk 'NR == 2 { print $4 }')
  if ((free < 2048)); then
    missing "Data folder" "$1: $free MB are free; City311 wants 2048"
  else
    ok "Data folder" "$1 ($free MB free)"
  fi
  whose=$(cat "$1/run/owner" 2>/dev/null) || return 0
  if [[ -n $whose ]] && is_alive "$whose" && ! flock -n "$1/run/lock" true; then
    ok Running "process $whose"
  fi
}
