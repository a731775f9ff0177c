#!/usr/bin/env python3
"""Starts dashboard/target/dashboard-image.tar as its configuration says, without a container engine, and asks after its health.

Unpacks the layers, checks user, port and entry point, starts the entry point in the unpacked root (by unshare and
chroot, as root on Linux: what a container does with files; elsewhere it says so and stops), and expects: a refusal to start without access control; with a
bcrypt user /api/health 200, /api/figures 401, and a page that leads to the sign-in.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

PATIENCE_SECONDS = 120
# Of the password "right", for this trial alone.
HASH = "$2a$04$KzBrDaRE2QpRuMqN7Nbn.eZQrJUqV6zIJNdc6sjw9ncKc7wkpjgam"


def main() -> None:
    tar = Path(__file__).resolve().parent.parent / "target" / "dashboard-image.tar"
    if not tar.is_file():
        sys.exit(f"{tar} is not there; build it by dashboard/image/build.sh")
    with tempfile.TemporaryDirectory(prefix="dashboard-image-") as folder:
        root = Path(folder, "root")
        root.mkdir()
        config = unpack(tar, Path(folder), root)["config"]
        expect(config["User"] == "65532:65532", f"it runs as {config['User']}")
        expect("8080/tcp" in config["ExposedPorts"], "port 8080 is not exposed")
        if os.name != "posix" or os.geteuid() != 0:
            sys.exit("the image is well-formed; to start it run this as root, on Linux, for chroot")
        prepare(root)
        refused = start(config, root, {"QUARTET_STACK": "trial", "SERVER_PORT": str(free_port())})
        text = refused.communicate(timeout=PATIENCE_SECONDS)[0]
        expect(refused.returncode != 0 and "refuses to start" in text, "it starts open to a network:\n" + text)
        port = free_port()
        access = {"QUARTET_ACCESS_USERNAME": "op", "QUARTET_ACCESS_PASSWORD_HASH": HASH}
        aws = {"QUARTET_STACK": "trial", "QUARTET_REGION": "ap-northeast-1", "AWS_ACCESS_KEY_ID": "none",
               "AWS_SECRET_ACCESS_KEY": "none", "AWS_ENDPOINT_URL": f"http://127.0.0.1:{free_port()}"}
        began = time.monotonic()
        running = start(config, root, {**access, **aws, "SERVER_PORT": str(port)})
        try:
            wait(running, port)
            took = time.monotonic() - began
            expect(status(port, "/api/figures") == 401, "/api/figures asks nobody who they are")
            expect(status(port, "/login") == 200, "there is no sign-in page")
            owner = os.stat(f"/proc/{running.pid}").st_uid
            expect(owner == 65532, f"it runs as user {owner}")
        finally:
            running.terminate()
            running.communicate(timeout=30)
        size = tar.stat().st_size / 1e6
        print(f"dashboard image: {size:.0f} MB, healthy {took:.1f} s after its start, as user 65532")


def unpack(tar: Path, folder: Path, root: Path) -> dict:
    parts = folder / "parts"
    with tarfile.open(tar) as image:
        image.extractall(parts, filter="data")
    if (parts / "manifest.json").is_file():
        manifest = json.loads((parts / "manifest.json").read_text())[0]
        config, layers = manifest["Config"], manifest["Layers"]
    else:
        def blob(descriptor: dict) -> str:
            return "blobs/" + descriptor["digest"].replace(":", "/")
        index = json.loads((parts / "index.json").read_text())
        manifest = json.loads((parts / blob(index["manifests"][0])).read_text())
        config, layers = blob(manifest["config"]), [blob(layer) for layer in manifest["layers"]]
    for layer in layers:
        with tarfile.open(parts / layer) as files:
            files.extractall(root, filter="fully_trusted")  # /tmp is for everybody: other filters mend that
    return json.loads((parts / config).read_text())


def prepare(root: Path) -> None:
    """Gives what every container engine gives: devices and /proc."""
    os.chmod(root, 0o755)
    (root / "dev").mkdir(exist_ok=True)
    (root / "proc").mkdir(exist_ok=True)
    for name, minor in (("null", 3), ("zero", 5), ("random", 8), ("urandom", 9)):
        os.mknod(root / "dev" / name, 0o666 | 0o020000, os.makedev(1, minor))
        os.chmod(root / "dev" / name, 0o666)
    # Files alone: where a name server is belongs to the engine, and nothing here asks one.
    (root / "etc" / "hosts").write_text("127.0.0.1 localhost\n")
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")


def start(config: dict, root: Path, environment: dict) -> subprocess.Popen:
    given = dict(variable.split("=", 1) for variable in config.get("Env", []))
    # The trial itself stays on loopback, which the refusal must not see: it is started with the image's own address.
    if "QUARTET_ACCESS_USERNAME" in environment:
        given["SERVER_ADDRESS"] = "127.0.0.1"
    # A mount of its own for /proc, by which the runtime finds its libraries; it goes with the process.
    enter = """root=$1 user=$2; shift 2; mount --bind /proc "$root/proc" && exec chroot --userspec="$user" "$root" "$@" """
    command = ["unshare", "--mount", "--propagation", "private", "sh", "-c", enter, "sh", str(root), config["User"]]
    return subprocess.Popen(command + config["Entrypoint"], env={**given, "PATH": os.environ["PATH"], **environment},
                            text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def wait(process: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit("it ended:\n" + process.communicate()[0])
        try:
            if status(port, "/api/health") == 200:
                return
        except OSError:
            time.sleep(0.2)
    sys.exit(f"it was not healthy within {PATIENCE_SECONDS} s")


def status(port: int, path: str) -> int:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status
    except urllib.error.HTTPError as refused:
        return refused.code


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def expect(right: bool, otherwise: str) -> None:
    if not right:
        sys.exit("dashboard image: " + otherwise)


if __name__ == "__main__":
    main()
