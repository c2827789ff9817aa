#!/bin/sh
# Installs the action that forwards activations to AquaTope, a trigger and a rule, and where the platform has the alarms
# package a feed that fires the trigger every minute. Running it again changes what has changed. See README.md.
set -eu

usage() {
  cat <<'USAGE'
usage: install.sh [--uninstall]
environment:
  APIHOST       the platform, with scheme: https://openwhisk.example.org
  AUTH          the namespace's key, uuid:key (wsk property get --auth)
  AQUATOPE_URL  AquaTope as seen from the platform's containers: http://aquatope.example.org:8080
  AQUATOPE_KEY  a key of AquaTope's with the scope ingest, if it asks for one
  MINUTES       how often to forward (1)
  INSECURE      1: do not verify the platform's certificate
USAGE
}

action=aquatope-forward-activations
trigger=aquatope-forward-activations-due
rule=aquatope-forward-activations-when-due
feed=whisk.system/actions/alarms/interval
folder=$(cd "$(dirname "$0")" && pwd)

case "${1:-}" in
  '' | --uninstall) ;;
  -h | --help) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac
for name in APIHOST AUTH; do
  eval "value=\${$name:-}"
  if [ -z "$value" ]; then echo "install.sh: $name is not set" >&2; usage >&2; exit 2; fi
done

answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# call METHOD PATH [BODY]: prints the status code and leaves the body in $answer. The key goes by a configuration on
# standard input, where no list of processes shows it.
call() {
  printf 'user = "%s"\n' "$AUTH" | curl --silent --show-error --config - ${INSECURE:+--insecure} \
    --request "$1" --header 'Content-Type: application/json' --output "$answer" --write-out '%{http_code}' \
    ${3:+--data-binary "$3"} "${APIHOST%/}/api/v1/namespaces/$2"
}

# must METHOD PATH BODY WHAT: a call that has to succeed.
must() {
  status=$(call "$1" "$2" "$3")
  case "$status" in
    2*) echo "$4" ;;
    *) echo "install.sh: $4 failed: $status $(cat "$answer")" >&2; exit 1 ;;
  esac
}

# gone PATH WHAT: a deletion that may find nothing.
gone() {
  status=$(call DELETE "$1")
  case "$status" in
    2*) echo "$2 removed" ;;
    404) echo "$2 was not there" ;;
    *) echo "install.sh: removing $2 failed: $status $(cat "$answer")" >&2; exit 1 ;;
  esac
}

quoted() {
  printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g'
}

# The text of a file as a JSON string.
text() {
  sed 's/\\/\\\\/g; s/"/\\"/g; s/	/\\t/g' "$1" | awk 'BEGIN { printf "\"" } { printf "%s\\n", $0 } END { printf "\"" }'
}

status=$(call GET '')
[ "$status" = 200 ] || { echo "install.sh: $APIHOST did not take the key: $status $(cat "$answer")" >&2; exit 1; }
namespace=$(sed 's/^\[ *"//; s/".*//' "$answer")
life="\"triggerName\":\"/$namespace/$trigger\",\"authKey\":\"$(quoted "$AUTH")\""

status=$(call GET "$feed")
case "$status" in 200) alarms=yes ;; *) alarms=no ;; esac

if [ "${1:-}" = --uninstall ]; then
  if [ "$alarms" = yes ]; then
    status=$(call POST "$feed?blocking=true" "{\"lifecycleEvent\":\"DELETE\",$life}")
    echo "feed: $status"
  fi
  gone "_/rules/$rule" "rule $rule"
  gone "_/triggers/$trigger" "trigger $trigger"
  gone "_/actions/$action" "action $action"
  exit 0
fi

[ -n "${AQUATOPE_URL:-}" ] || { echo "install.sh: AQUATOPE_URL is not set" >&2; usage >&2; exit 2; }
key=${AQUATOPE_KEY:+,{\"key\":\"key\",\"value\":\"$(quoted "$AQUATOPE_KEY")\"\}}
insecure=${INSECURE:+,{\"key\":\"insecure\",\"value\":true\}}
must PUT "_/actions/$action?overwrite=true" "{
  \"exec\":{\"kind\":\"nodejs:default\",\"code\":$(text "$folder/forward-activations.js")},
  \"parameters\":[{\"key\":\"url\",\"value\":\"$(quoted "$AQUATOPE_URL")\"}$key$insecure],
  \"annotations\":[{\"key\":\"provide-api-key\",\"value\":true}],
  \"limits\":{\"timeout\":60000,\"memory\":256}}" "action $action is installed"
must PUT "_/triggers/$trigger?overwrite=true" '{}' "trigger $trigger is installed"
must PUT "_/rules/$rule?overwrite=true" \
  "{\"trigger\":\"/_/$trigger\",\"action\":\"/_/$action\"}" "rule $rule is installed"

if [ "$alarms" = yes ]; then
  # A feed cannot be changed in all releases of the package, so a former one is taken away first, if there is one.
  call POST "$feed?blocking=true" "{\"lifecycleEvent\":\"DELETE\",$life}" > /dev/null
  must POST "$feed?blocking=true" "{\"lifecycleEvent\":\"CREATE\",$life,\"minutes\":${MINUTES:-1}}" \
    "feed fires $trigger every ${MINUTES:-1} min"
else
  echo "The platform has no /whisk.system/alarms. Fire the trigger every minute by other means, for example by cron:"
  echo "  curl --user \"\$AUTH\" --request POST ${APIHOST%/}/api/v1/namespaces/_/triggers/$trigger"
fi
