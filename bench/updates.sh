#!/usr/bin/env bash
# Measures the update server against nginx (sendfile) serving the same folder in one run: files of 1 kB and 200 MB, requests and
# bytes a second, and the server's CPU time for each (which other work on the machine disturbs far less than the rate). Both write
# access logs. Needs wrk, nginx, curl, python3 and update-server/target/update-server.jar
# (mvn -pl update-server package -DskipTests).
#   bench/updates.sh [SECONDS] [CONNECTIONS] [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-8}
connections=${2:-16}
port=${3:-4900}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
jar=${UPDATE_SERVER:-"-jar update-server/target/update-server.jar"}

work=$(mktemp -d)
children=()
stop() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

chmod 755 "$work"
mkdir -p "$work/releases/stable/1.0.0"
head -c 1000 /dev/urandom >"$work/releases/stable/1.0.0/small.bin"
head -c 200000000 /dev/urandom >"$work/releases/stable/1.0.0/large.bin"

cat >"$work/nginx.conf" <<CONF
user $(id -un) $(id -gn);
worker_processes 2;
error_log $work/error.log warn;
pid $work/nginx.pid;
events { worker_connections 1024; }
http {
  access_log $work/nginx-access.log;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  server { listen 127.0.0.1:$((port + 1)); root $work/releases; add_header Cache-Control "public, max-age=31536000, immutable"; }
}
CONF
nginx -c "$work/nginx.conf" -e "$work/error.log" -g 'daemon off;' &
nginx_pid=$!
children+=("$nginx_pid")

# shellcheck disable=SC2086 # several words
RELEASES_ROOT="$work/releases" PORT=$port $java -XX:+UseSerialGC -Xmx256m $jar >"$work/access.log" 2>"$work/server.log" &
server_pid=$!
children+=("$server_pid")

ready() {
  for _ in $(seq 1 300); do
    curl -fso /dev/null "$1" && return 0
    sleep 0.1
  done
  cat "$work/server.log" "$work/error.log" >&2
  echo "nothing answers at $1" >&2
  return 1
}
ready "http://127.0.0.1:$port/healthz"
ready "http://127.0.0.1:$port/stable/1.0.0/small.bin"
ready "http://127.0.0.1:$((port + 1))/stable/1.0.0/small.bin"

ticks() { # PID: of it and its children, in clock ticks
  local total=0 pid
  for pid in "$1" $(pgrep -P "$1" || true); do
    total=$((total + $(awk '{ print $14 + $15 }' "/proc/$pid/stat")))
  done
  echo "$total"
}

measure() { # NAME PORT PID FILE
  wrk -t2 -c"$connections" -d2s "http://127.0.0.1:$2/stable/1.0.0/$4" >/dev/null
  local before after
  before=$(ticks "$3")
  wrk -t2 -c"$connections" -d"${seconds}s" --timeout 30s "http://127.0.0.1:$2/stable/1.0.0/$4" >"$work/wrk.out"
  after=$(ticks "$3")
  python3 - "$1" "$4" "$work/wrk.out" "$((after - before))" "$(getconf CLK_TCK)" "$3" <<'PY'
import re, sys
name, file, path, ticks, hertz, pid = sys.argv[1:]
text = open(path).read()
requests, seconds, amount, unit = re.search(r"(\d+) requests in ([\d.]+)s, ([\d.]+)([KMG]?)B read", text).groups()
size = float(amount) * {"": 1, "K": 2**10, "M": 2**20, "G": 2**30}[unit]
cpu = int(ticks) / int(hertz)
errors = re.search(r"(Socket errors.*|Non-2xx.*)", text)
rss = int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) // 1024
print("%-14s %-10s %8.0f req/s %8.0f MB/s  CPU %5.2f s/GB %7.1f us/req  RSS %3d MB %s" % (
    name, file, int(requests) / float(seconds), size / 1e6 / float(seconds), cpu / (size / 1e9),
    cpu / max(1, int(requests)) * 1e6, rss, errors.group(1) if errors else ""))
PY
}

for file in small.bin large.bin; do
  measure update-server "$port" "$server_pid" "$file"
  measure nginx $((port + 1)) "$nginx_pid" "$file"
done
