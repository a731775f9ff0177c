#!/bin/sh
# Puts the image's base together: base.sh FOLDER. A Java runtime of the modules that the dashboard needs, the C library and nothing
# else: no shell, no package manager. Runs on Linux with glibc; the libraries are those of the machine that builds.
set -eu

root=${1:?usage: base.sh FOLDER}
java_home=${JAVA_HOME:?JAVA_HOME must name the JDK (25 or later) whose runtime goes into the image}
# java.se is the platform; the rest: DNS and zip file systems, Korean, time-outs of sockets, Unsafe for libraries, flight recordings.
modules=java.se,jdk.crypto.cryptoki,jdk.jfr,jdk.localedata,jdk.management,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

rm -rf "$root"
mkdir -p "$root/opt" "$root/etc" "$root/tmp"
"$java_home/bin/jlink" --add-modules "$modules" --include-locales=en,ko --strip-debug --no-header-files --no-man-pages \
  --compress zip-6 --output "$root/opt/java"

# What the runtime's programs and libraries are linked against, at the paths at which the loader looks.
find "$root/opt/java" -type f \( -name '*.so' -o -path '*/bin/java' -o -name jspawnhelper \) -exec ldd {} + 2>/dev/null |
  awk '{ for (i = 1; i <= NF; i++) if ($i ~ "^/" && $i !~ ":$") print $i }' | sort -u | grep -v "^$root" |
  grep -E '/(ld-linux[^/]*|lib(c|m|dl|rt|pthread|z|gcc_s|stdc\+\+|resolv)\.so\.[0-9]+)$' |
  while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
  done
# Names are resolved by libraries that nothing is linked against.
for library in libnss_dns.so.2 libnss_files.so.2 libresolv.so.2; do
  path=$(ldconfig -p 2>/dev/null | awk -v name="$library" '$1 == name { print $NF; exit }')
  if [ -n "$path" ]; then
    mkdir -p "$root$(dirname "$path")"
    cp -L "$path" "$root$path"
  fi
done
# The runtime brings its licences in opt/java/legal; the C library's is its package's.
if [ -r /usr/share/doc/libc6/copyright ]; then
  mkdir -p "$root/usr/share/doc/libc6"
  cp -L /usr/share/doc/libc6/copyright "$root/usr/share/doc/libc6/copyright"
fi
printf 'nonroot:x:65532:65532:nonroot:/tmp:/none\n' >"$root/etc/passwd"
printf 'nonroot:x:65532:\n' >"$root/etc/group"
printf 'hosts: files dns\n' >"$root/etc/nsswitch.conf"
