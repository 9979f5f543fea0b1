# shellcheck shell=bash
# What the machine must have, how it is found, and how what is missing is installed.

JDK_WANTED=25
NODE_WANTED=20

jdk_version() { # HOME: prints its major version
  local version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null) || return 1
  [[ -n $version && -x $1/bin/javac ]] && printf '%s' "$version"
}

# Finds a JDK that is new enough, even beside an older default one: JAVA_HOME, then PATH, then the oldest that
# suffices of the usual places. Sets JDK.
JDK=''
find_jdk() {
  local home version best=0 on_path
  on_path=$(readlink -f "$(command -v javac || true)" 2>/dev/null) || on_path=''
  for home in "${JAVA_HOME:-}" "${on_path%/bin/javac}"; do
    [[ -n $home ]] && version=$(jdk_version "$home") && ((version >= JDK_WANTED)) && JDK=$home && return 0
  done
  for home in /usr/lib/jvm/* /opt/*jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(jdk_version "$home") || continue
    if ((version >= JDK_WANTED && (best == 0 || version < best))); then best=$version JDK=$home; fi
  done
  [[ -n $JDK ]]
}

jdk_hint() {
  if has_candidate openjdk-25-jdk-headless; then
    printf 'apt-get install openjdk-25-jdk-headless'
  else
    printf 'this system offers none; install Eclipse Temurin 25 (package temurin-25-jdk of the Adoptium project), or unpack any JDK 25 and set JAVA_HOME to it'
  fi
}

node_version() { node --version 2>/dev/null | sed -n 's/^v\([0-9]*\).*/\1/p'; }

node_is_new_enough() { [[ $(node_version) =~ ^[0-9]+$ ]] && (($(node_version) >= NODE_WANTED)); }

# Demands what is needed to run and, with "build", to build; says everything that is missing at once.
require_tools() { # [build]
  local missing=()
  find_jdk || missing+=("a JDK $JDK_WANTED or newer: $(jdk_hint)")
  if [[ ${1:-} == build ]]; then
    command -v mvn >/dev/null || missing+=("Maven: apt-get install maven")
    node_is_new_enough || missing+=("Node.js $NODE_WANTED or newer: apt-get install nodejs, or, where that is older, any newer release of Node.js on PATH")
    command -v npm >/dev/null || missing+=("npm: apt-get install npm")
  fi
  if ((${#missing[@]})); then
    fail 3 "City311 needs, and this machine does not have:" "${missing[@]/#/  - }"
  fi
  export JAVA_HOME=$JDK PATH=$JDK/bin:$PATH
}

# Debian's packages by what needs them, each with a command that shows that it is there.
PACKAGES_RUN=(sox:sox flite:flite espeak-ng:espeak-ng) # flite speaks English, espeak-ng Spanish
PACKAGES_PLAY=(sip-tester:sipp)
PACKAGES_TEST=(chromium:chromium shellcheck:shellcheck)

lacks() { ! command -v "${1#*:}" >/dev/null; } # PACKAGE:COMMAND

has_candidate() { # PACKAGE
  command -v apt-cache >/dev/null || return 1
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q 'Candidate: [^(]'
}

install_packages() { # PACKAGE:COMMAND...
  local entry packages=() as_root=() refresh=no
  for entry in "$@"; do
    if lacks "$entry"; then packages+=("${entry%%:*}"); fi
  done
  ((${#packages[@]})) || return 0
  if ! command -v apt-get >/dev/null; then
    fail 3 "Missing, and this system has no apt-get to install them with. Install what gives the commands:" \
      "  ${*#*:}"
  fi
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || ! sudo -n true 2>/dev/null; then
      fail 3 "Debian packages are missing, and installing them takes root's rights. Run:" \
        "  sudo apt-get install --no-install-recommends ${packages[*]}" "and then this command again."
    fi
    as_root=(sudo -n)
  fi
  for entry in "${packages[@]}"; do
    has_candidate "$entry" || refresh=yes
  done
  local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  if [[ $refresh == yes ]]; then
    step "Reading Debian's list of packages" "$LOGS/packages.log" "${apt[@]}" update ||
      complain "  The list could not be read; going on with what is known."
  fi
  step "Installing the Debian packages ${packages[*]}" "$LOGS/packages.log" \
    "${apt[@]}" install --no-install-recommends "${packages[@]}" && return 0
  show_end_of "$LOGS/packages.log"
  fail 3 "The packages could not be installed. Mend what apt says above, or run:" \
    "  apt-get install --no-install-recommends ${packages[*]}" "and then this command again."
}

ASTERISK=$ROOT/asterisk-config/bin

has_asterisk() { "$ASTERISK/asterisk-find" >/dev/null 2>&1; }

install_asterisk() {
  local code=0
  if has_asterisk; then return 0; fi
  step "Bringing an Asterisk to this machine (a minute or two, half a gigabyte)" "$LOGS/asterisk-provision.log" \
    "$ASTERISK/asterisk-provision" || code=$?
  ((code != 0)) || return 0
  show_end_of "$LOGS/asterisk-provision.log"
  fail 3 "Asterisk could not be installed; the whole story is in $LOGS/asterisk-provision.log."
}
