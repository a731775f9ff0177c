#!/bin/sh
# Builds dashboard/target/dashboard-image.tar without a Docker daemon: build.sh [further options of Maven].
# Load it by `docker load -i` or `podman load -i`; nothing is pulled but the build's own plugins.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/../.."
case $(uname -m) in
  aarch64 | arm64) architecture=arm64 ;;
  *) architecture=amd64 ;;
esac
root=$PWD/dashboard/target/image-root
case " $*" in
  *" -Dimage.base="*) rm -rf "$root" && mkdir -p "$root" ;; # brings its own runtime
  *) "$here/base.sh" "$root" ;;
esac
mvn -B -q -pl dashboard -am package -Pimage -Dmaven.test.skip=true -Dspotless.check.skip=true \
  "-Dimage.architecture=$architecture" "$@"
ls -l dashboard/target/dashboard-image.tar
