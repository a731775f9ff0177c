#!/usr/bin/env bash
# Measures thumbnails against libvips on the same pictures, in one run. Needs a built functions/blog (mvn -pl functions/blog -am package),
# vipsthumbnail (Debian: libvips-tools), GNU time and a JDK 21 or newer in JAVA_HOME.
#   bench/thumbnails.sh [ROUNDS]
set -euo pipefail
cd "$(dirname "$0")/.."

rounds=${1:-3}
java=${JAVA_HOME:?set JAVA_HOME to a JDK}/bin/java
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir "$work/zip"
(cd "$work/zip" && "$JAVA_HOME/bin/jar" xf "$OLDPWD/functions/blog/target/blog.zip")
bench=("$java" -cp "$work/zip/lib/*:functions/blog/target/test-classes" -XX:+UseSerialGC -Xmx1740m --enable-native-access=ALL-UNNAMED)
main=dev.quartet.functions.blog.thumbnail.ThumbnailsBench

mkdir "$work/jpeg" "$work/mixed" "$work/large"
"${bench[@]}" "$main" generate "$work"
echo "pictures: jpeg $(du -sh "$work/jpeg" | cut -f1), mixed $(du -sh "$work/mixed" | cut -f1), $(nproc) cores, load $(cut -d' ' -f1-3 /proc/loadavg)"

rate() { python3 -c "print(f'{$count / $seconds:.2f} pictures/s, {($user + $system) / $count * 1000:.0f} ms of CPU a picture')"; }

timed() { # COMMAND...: wall seconds and peak resident memory
  /usr/bin/time -o "$work/time" -f '%e %M %U %S' "$@" >"$work/out" 2>"$work/err" || { cat "$work/err"; exit 1; }
  read -r seconds kilobytes user system <"$work/time"
}

vips() { # SET THREADS PROCESSES: three sizes of each picture
  mkdir -p "$work/vips"
  for size in 1280 640 320; do
    printf '%s\0' "$work/$1"/* |
      xargs -0 -P "$3" -n "$(((count + $3 - 1) / $3))" \
        vipsthumbnail --vips-concurrency="$2" --size "${size}x>" -o "$work/vips/%s-$size.jpg[Q=82,strip,background=255]"
  done
}
export -f vips
export work

for set in jpeg mixed; do
  count=$(find "$work/$set" -type f | wc -l)
  export count
  for ((round = 1; round <= rounds; round++)); do
    timed bash -c "vips $set 1 2"
    echo "$set: vipsthumbnail, 2 processes of 1 thread: $(rate), peak $((kilobytes / 1024)) MB each"
    timed bash -c "vips $set 2 1"
    echo "$set: vipsthumbnail, 1 process of 2 threads:  $(rate), peak $((kilobytes / 1024)) MB"
    for flags in "" "-XX:TieredStopAtLevel=1"; do
      # shellcheck disable=SC2086
      timed "${bench[@]}" $flags "$main" run "$work/$set" 2 4
      echo "$set: the function's code, 2 threads ${flags:--XX:TieredStopAtLevel=4}: $(cat "$work/out"), peak $((kilobytes / 1024)) MB"
    done
  done
done

count=1
timed bash -c "vips large 2 1"
echo "49 megapixels: vipsthumbnail: $seconds s, peak $((kilobytes / 1024)) MB"
timed "${bench[@]}" -XX:TieredStopAtLevel=1 "$main" run "$work/large" 1 1
echo "49 megapixels: the function's code: $seconds s with the JVM's start, peak $((kilobytes / 1024)) MB"
