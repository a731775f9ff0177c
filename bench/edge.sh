#!/usr/bin/env bash
# Measures the local edge (without and with access logs) against nginx (proxy_cache) and varnish in one run: cache hits of 1 kB,
# 100 kB and 1 MB, the server's CPU time for each (which other work on the machine disturbs far less than the rate), resident
# memory, and memory under a scan of more objects than fit. Needs wrk, nginx, varnishd, curl, python3 and built classes
# (mvn -pl local/cloud -am package -DskipTests).
#   bench/edge.sh [SECONDS] [CONNECTIONS] [PORT]
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-8}
connections=${2:-16}
port=${3:-4890}
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
cloud=local/cloud/target
sizes="1000 100000 1000000"
memory=64 # megabytes for objects, in each of the three

work=$(mktemp -d)
children=()
stop() {
  for child in "${children[@]}"; do kill "$child" 2>/dev/null || true; done
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap stop EXIT

chmod 755 "$work"
mkdir -p "$work/origin" "$work/nginx-cache" "$work/edge" "$work/varnish"
for size in $sizes; do head -c "$size" /dev/urandom >"$work/origin/$size"; done

cat >"$work/nginx.conf" <<CONF
user $(id -un) $(id -gn);
worker_processes 2;
error_log $work/error.log warn;
pid $work/nginx.pid;
events { worker_connections 1024; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  proxy_cache_path $work/nginx-cache keys_zone=edge:10m max_size=${memory}m inactive=1d;
  open_file_cache max=1000 inactive=1d;
  server { listen 127.0.0.1:$((port + 1)); root $work/origin; add_header Cache-Control max-age=86400; }
  server {
    listen 127.0.0.1:$((port + 2));
    location / { proxy_pass http://127.0.0.1:$((port + 1)); proxy_cache edge; proxy_cache_valid 200 1d; add_header X-Cache \$upstream_cache_status; }
  }
}
CONF
nginx -c "$work/nginx.conf" -e "$work/error.log" -g 'daemon off;' &
children+=($!)
nginx_pid=$!

varnishd -F -n "$work/varnish" -a "127.0.0.1:$((port + 3))" -b "127.0.0.1:$((port + 1))" -s "malloc,${memory}m" -t 86400 >"$work/varnish.log" 2>&1 &
children+=($!)
varnish_pid=$!

edge() { # PORT FOLDER [logged]
  exec "$java" -XX:+UseSerialGC -Xmx512m -Xss512k -cp "$cloud/test-classes:$cloud/classes:$cloud/lib/*" \
    dev.quartet.local.cloudfront.cache.EdgeBenchmark "$1" "$memory" "${@:2}"
}
edge "$port" "$work/edge" >"$work/edge.log" 2>&1 &
children+=($!)
edge_pid=$!
edge $((port + 4)) "$work/edge-logged" logged >"$work/edge-logged.log" 2>&1 &
children+=($!)
logged_pid=$!

for each in "$port" $((port + 2)) $((port + 3)) $((port + 4)); do
  for _ in $(seq 100); do curl -sf -o /dev/null "http://127.0.0.1:$each/1000" && break || sleep 0.2; done
done

resident() { # PID: it and its children, in MB
  ps -eo pid,ppid,rss | python3 -c '
import sys
rows = [line.split() for line in sys.stdin.readlines()[1:]]
wanted, total = {sys.argv[1]}, 0
for pid, ppid, rss in sorted(rows, key=lambda row: int(row[0])):
    if ppid in wanted or pid in wanted:
        wanted.add(pid)
        total += int(rss)
print(round(total / 1024))' "$1"
}

busy() { # PID: CPU time of it and its children so far, in microseconds
  python3 - "$1" <<'PY'
import glob, os, sys
wanted, total = {int(sys.argv[1])}, 0
for pid in sorted(int(name) for name in os.listdir("/proc") if name.isdigit()):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            if int(stat.read().rsplit(")", 1)[1].split()[1]) in wanted:
                wanted.add(pid)
    except OSError:
        pass  # ended meanwhile
for pid in wanted:
    for path in glob.glob(f"/proc/{pid}/task/*/schedstat"):
        try:
            with open(path) as times:
                total += int(times.read().split()[0])
        except OSError:
            pass
print(total // 1000)
PY
}

hits() { # PID PORT SIZE -> requests a second, p50, p99, CPU time of the server for each
  wrk -t1 -c"$connections" -d1s "http://127.0.0.1:$2/$3" >/dev/null
  local before after
  before=$(busy "$1")
  wrk -t1 -c"$connections" -d"${seconds}s" --latency "http://127.0.0.1:$2/$3" >"$work/wrk.txt"
  after=$(busy "$1")
  awk -v busy=$((after - before)) '/50%/ {p50 = $2} /99%/ {p99 = $2} /requests in/ {count = $1} /Requests\/sec/ {rate = $2} /Non-2xx|Socket errors/ {bad = " BAD: " $0} END {printf "%10.0f/s  p50 %8s  p99 %8s  CPU %7.1f us%s\n", rate, p50, p99, busy / (count ? count : 1), bad}' "$work/wrk.txt"
}

echo "$(nproc) cores, load $(cut -d' ' -f1 /proc/loadavg), $connections connections, $seconds s each, cores shared with wrk"
# Warms the compiler, as a server that has run for a minute is.
for each in "$port" $((port + 4)); do
  for size in $sizes 1000; do wrk -t1 -c"$connections" -d4s "http://127.0.0.1:$each/$size" >/dev/null; done
done
for size in $sizes; do
  for round in 1 2 3; do
    printf '%8s bytes  edge       ' "$size"; hits "$edge_pid" "$port" "$size"
    printf '%8s bytes  edge, logs ' "$size"; hits "$logged_pid" $((port + 4)) "$size"
    printf '%8s bytes  nginx      ' "$size"; hits "$nginx_pid" $((port + 2)) "$size"
    printf '%8s bytes  varnish    ' "$size"; hits "$varnish_pid" $((port + 3)) "$size"
  done
done
echo "resident: edge $(resident $edge_pid) MB, nginx $(resident $nginx_pid) MB, varnish $(resident $varnish_pid) MB"
echo "scan of 3,000 objects of 100 kB (300 MB, ${memory} MB fit):"
seq 3000 | sed "s|.*|http://127.0.0.1:$port/100000/&|" | xargs -n 100 curl -s >/dev/null
echo "resident after it: edge $(resident $edge_pid) MB"
