#!/usr/bin/env bash
# Measures a running local cloud's to-do API: cache hits, then the function path. Needs wrk, curl, python3 and `./quartet up`.
#   bench/todo.sh [SECONDS] [CONNECTIONS]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-20}
connections=${2:-8}
state=${QUARTET_STATE:-.quartet/local}

export_of() {
  python3 -c 'import json, sys
value = json.load(open(sys.argv[1]))
for key in sys.argv[2].split("."):
    value = value[key]
print(value)' "$state/exports.json" "$1"
}

cognito() { # OPERATION JSON
  curl -sf -X POST "$(export_of endpointUrl)/" -H "X-Amz-Target: AWSCognitoIdentityProviderService.$1" \
    -H 'Content-Type: application/x-amz-json-1.1' -d "$2"
}

field() { python3 -c 'import json, sys
value = json.load(sys.stdin)
for key in sys.argv[1].split("."):
    value = value[key]
print(value)' "$1"; }

api=$(export_of todo.api.url)
client=$(export_of todo.userPoolClientId)
email="bench-$(date +%s)-$$@example.com"
password='Correct-Horse-7'

cognito SignUp "{\"ClientId\":\"$client\",\"Username\":\"$email\",\"Password\":\"$password\"}" >/dev/null
code=$(curl -sf "$(export_of endpointUrl)/_quartet/mail" | python3 -c 'import json, sys
print([m["text"] for m in json.load(sys.stdin) if m["to"] == [sys.argv[1]]][-1][-6:])' "$email")
cognito ConfirmSignUp "{\"ClientId\":\"$client\",\"Username\":\"$email\",\"ConfirmationCode\":\"$code\"}" >/dev/null
token=$(cognito InitiateAuth "{\"ClientId\":\"$client\",\"AuthFlow\":\"USER_PASSWORD_AUTH\",\"AuthParameters\":{\"USERNAME\":\"$email\",\"PASSWORD\":\"$password\"}}" |
  field AuthenticationResult.IdToken)
id=$(curl -sf -X POST "$api/todos" -H "Authorization: $token" -H 'Content-Type: application/json' -d '{"title":"Measured"}' | field id)

run() { # NAME [HEADER]
  echo "== $1"
  local headers=(-H "Authorization: $token")
  [ $# -lt 2 ] || headers+=(-H "$2")
  wrk -t1 -c"$connections" -d2s "${headers[@]}" "$api/todos/$id" >/dev/null
  wrk -t1 -c"$connections" -d"${seconds}s" --latency "${headers[@]}" "$api/todos/$id" |
    grep -E 'Latency|50%|99%|Requests/sec|Non-2xx|Socket' | sed 's/^ */  /'
}

run 'response cache: hits'
run 'function path: API Gateway, Lambda, DynamoDB (strong reads past both caches)' 'Cache-Control: max-age=0'

echo '== resident memory (MB)'
ps -eo pid,ppid,rss,args | python3 -c '
import sys
rows = [line.split(None, 3) for line in sys.stdin.readlines()[1:]]
children = {}
for pid, ppid, rss, args in rows:
    children.setdefault(ppid, []).append(pid)
by_pid = {row[0]: row for row in rows}
roots = [row[0] for row in rows if "quartet-local.jar" in row[3] and " up" in row[3]]
total = 0
stack = list(roots)
while stack:
    pid = stack.pop()
    rss = int(by_pid[pid][2]) / 1024
    args = by_pid[pid][3]
    name = next((n for n in ("quartet-local.jar", "LambdaMain", "DynamoDbMain", "dashboard") if n in args), args[:60])
    print(f"  {rss:7.0f}  {name}")
    total += rss
    stack += children.get(pid, [])
print(f"  {total:7.0f}  total")'
