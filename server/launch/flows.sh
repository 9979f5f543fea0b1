# shellcheck shell=bash
# `dial` and `flows`: the menus without a telephone and without a running call centre.

# A script is named from the caller's folder; the server runs in the project's.
dial_command() { # SCRIPT
  local words=()
  if [[ -n $1 ]]; then
    [[ -e $CALLED_FROM/$1 || $1 == /* && -e $1 ]] || fail 2 "There is no script or folder of scripts at $1."
    words=(--script "$(cd "$CALLED_FROM" && realpath -- "$1")")
  fi
  flows_of_the_server dial "${words[@]}"
}

flows_command() { # check|graph
  case $1 in
    check | graph) flows_of_the_server "flows-$1" ;;
    *) wrong_usage "flows knows \"check\" and \"graph\", not \"$1\"" ;;
  esac
}

flows_of_the_server() { # COMMAND...
  require_tools
  build "$SERVER_JAR" >&2
  with_config
  exec "$JAVA_HOME/bin/java" -jar "$SERVER_JAR" "$@" "${CONFIG_WORDS[@]}"
}
