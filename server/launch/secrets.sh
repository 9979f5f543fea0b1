# shellcheck shell=bash
# The data folder, and the secrets in it that an operator needs to see.

# The data folder as the configuration names it, absolute; a relative one is meant from the file's own folder.
# Reads the one top-level line `data: FOLDER`, so that the folder is known, locked and checked before anything
# is started; `prepare` must find the same.
data_folder() {
  local value='' from=$ROOT
  if [[ -n $CONFIG ]]; then
    from=$(dirname "$CONFIG")
    value=$(sed -n -E '/^data:/{s/^data:[[:space:]]*//; s/[[:space:]]+#.*$//; s/[[:space:]]+$//; s/^"(.*)"$/\1/; s/^'\''(.*)'\''$/\1/; p; q}' "$CONFIG")
  fi
  (cd "$from" && realpath -m -- "${value:-.city311}")
}

# The file with the secrets, in SECRETS. No subshell: a failure there would also be told as a fault of this script.
find_secrets() {
  SECRETS=$(data_folder)/secrets.properties
  [[ -e $SECRETS ]] || fail 1 "There is no $SECRETS yet: it is made by the first ./city311 run." \
    "  Does City311 run with a configuration of its own? Then name the same here: --config FILE."
  [[ -r $SECRETS ]] || fail 4 "This user may not read $SECRETS."
}

only_to_a_person() {
  [[ -t 1 || $SHOW == yes ]] || fail 2 "This prints secrets. To print them to something else than a terminal, add --show."
}

# A Java properties file's lines NAME=VALUE that begin with a prefix, as "name<TAB>value" without the prefix.
secrets() { # FILE PREFIX
  sed -n -E -e "s/^$2([^=]*)=(.*)$/\1\t\2/; T; s/\\\\(.)/\1/g; p" "$1" | LC_ALL=C sort
}

phones_command() {
  only_to_a_person
  find_secrets
  printf '%-20s %s\n' 'USER NAME' 'PASSWORD'
  secrets "$SECRETS" 'sip\.' | while IFS=$'\t' read -r name value; do printf '%-20s %s\n' "$name" "$value"; done
}

# The first administrator, and who can be played beside a demo: nobody else's password is kept where anybody could
# read it.
accounts_command() { # WORD
  case $1 in first | demo) ;; *) wrong_usage "accounts knows only: first, demo" ;; esac
  only_to_a_person
  "show_${1}_accounts"
}

show_first_accounts() {
  local password
  find_secrets
  password=$(secrets "$SECRETS" 'accounts\.' | sed -n 's/^first\t//p')
  [[ -n $password ]] || fail 1 "There is no accounts.first in $SECRETS."
  printf '%-20s %s\n' 'NAME' 'PASSWORD' admin "$password"
}

show_demo_accounts() {
  local file
  file=$(data_folder)/demo/accounts.properties
  [[ -e $file ]] || fail 1 "No demo plays here: start one by ./city311 run --demo, and wait until it says that agents work."
  [[ -r $file ]] || fail 4 "This user may not read $file."
  printf '%-20s %s\n' 'NAME' 'PASSWORD'
  secrets "$file" '' | while IFS=$'\t' read -r name value; do printf '%-20s %s\n' "$name" "$value"; done
}

token_command() {
  only_to_a_person
  local token
  find_secrets
  token=$(secrets "$SECRETS" 'api\.' | sed -n 's/^token\t//p')
  [[ -n $token ]] || fail 1 "There is no api.token in $SECRETS."
  printf '%s\n' "$token"
}
