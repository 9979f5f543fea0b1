# shellcheck shell=bash
# Finds out who holds a port before we try to use it, from /proc alone.

# Prints the inode of each socket that would keep us from an address: the same address, or every address.
holders_of() { # udp|tcp IPV4 PORT
  local wanted port bytes
  IFS=. read -ra bytes <<<"$2"
  printf -v wanted '%02X%02X%02X%02X' "${bytes[3]}" "${bytes[2]}" "${bytes[1]}" "${bytes[0]}"
  printf -v port '%04X' "$3"
  # 0A is a listening TCP socket, 07 an open UDP one. IPv6 sockets matter when they also serve IPv4.
  awk -v wanted="$wanted" -v port="$port" -v state="$([[ $1 == tcp ]] && printf 0A || printf 07)" '
    $4 == state && split($2, local, ":") == 2 && local[2] == port {
      address = local[1]
      every = address ~ /^0+$/
      if (length(address) == 32 && address ~ /^0000000000000000FFFF0000/) address = substr(address, 25)
      if (every || wanted == "00000000" || address == wanted) print $10
    }' "/proc/net/$1" "/proc/net/${1}6" 2>/dev/null || true
}

owner_of() { # INODE: prints the pid of a process that holds the socket, if we may see it
  find /proc/[0-9]*/fd -maxdepth 1 -lname "socket:\[$1\]" 2>/dev/null | sed -n '1s|^/proc/\([0-9]*\)/.*|\1|p' || true
}

# Says who holds the port, if anybody does; then returns 1.
check_port() { # udp|tcp HOST PORT KEY WHAT
  local address inode pid who
  address=$(getent ahostsv4 "$2" | awk 'NR == 1 { print $1 }') || true
  if [[ -z $address || ! $3 =~ ^[0-9]+$ ]]; then return 0; fi
  inode=$(holders_of "$1" "$address" "$3" | head -n 1)
  [[ -n $inode ]] || return 0
  pid=$(owner_of "$inode")
  if [[ -n $pid ]]; then who="process $pid: $(command_of "$pid")"; else who="a process that this user may not look at"; fi
  complain "Port $3 ($1, $5) on $2 is in use by $who."
  complain "  End that, or choose another port: set $4 in ${CONFIG:-a file $ROOT/city311.yaml}."
  return 1
}

# Looks at all ports of what `prepare` printed, so that one start names everything that is in the way.
check_ports() { # MANAGED
  local free=yes more=''
  [[ ! $NODE =~ ^[2-9]$ ]] || more=" (node $NODE's is $((NODE - 1)) more)"
  check_address tcp "${FACTS[http]##*/}" "http.port$more" "the pages" || free=no
  check_address tcp "${FACTS[agi]:-}" "asterisk.agi.port$more" "the call flows" || free=no
  check_address tcp "${FACTS[cluster]:-}" "cluster.port$more" "the cluster" || free=no
  if [[ $1 == true ]]; then
    check_address udp "${FACTS[sip]:-}" asterisk.sip.port "SIP" || free=no
    check_address tcp "${FACTS[ami]:-}" asterisk.ami.port "Asterisk's manager" || free=no
    check_address tcp "${FACTS[asterisk-http]:-}" asterisk.http.port "the phones in browsers" || free=no
  fi
  [[ $free == yes ]]
}

check_address() { # udp|tcp HOST:PORT KEY WHAT; nothing to check without an address
  [[ -z $2 ]] || check_port "$1" "${2%:*}" "${2##*:}" "$3" "$4"
}
