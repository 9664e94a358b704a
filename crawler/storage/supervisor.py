"""The process that runs the embedded server and stops it when its last user is gone.

`python -m crawler.storage.supervisor FOLDER`; started by `crawler.storage.embedded` only.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from crawler.storage.embedded import (
    ADDRESS_FILE,
    CONFIG_FILE,
    USERS_FILE,
    is_alive,
    read_address,
    server_command,
)

# Seconds between two looks for users, and how long none must be there before the server stops.
LOOK = 0.2
GRACE = 1.0
# Seconds for the server's own shutdown (it writes a checkpoint) before it is killed.
SHUTDOWN_TIMEOUT = 30.0
PR_SET_PDEATHSIG = 1


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def die_with_parent() -> None:
    """Have Linux kill the server with its supervisor; elsewhere the next start finds it."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def has_users(folder: Path) -> bool:
    """Whether any process holds the folder's lock."""
    with (folder / USERS_FILE).open("a", encoding="utf-8") as users:
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def end_leftover(folder: Path, address: dict[str, int] | None) -> None:
    """Stop a server of this folder whose supervisor was killed: two would spoil its files."""
    leftover = address.get("pid") if address else None
    if not leftover or not is_alive(leftover):
        return
    arguments = Path(f"/proc/{leftover}/cmdline")
    if arguments.exists() and str(folder).encode() not in arguments.read_bytes():
        return  # the number was given to another program meanwhile
    os.kill(leftover, signal.SIGTERM)
    deadline = time.monotonic() + SHUTDOWN_TIMEOUT
    while is_alive(leftover) and time.monotonic() < deadline:
        time.sleep(LOOK)


def write_address(folder: Path, port: int, process_id: int) -> None:
    """Note where the server is, in one step, for whoever looks."""
    draft = folder / f"{ADDRESS_FILE}.new"
    address = {"port": port, "pid": process_id, "supervisor": os.getpid()}
    draft.write_text(json.dumps(address), encoding="utf-8")
    draft.replace(folder / ADDRESS_FILE)


def serve(folder: Path) -> int:
    """Run the server until it ends or nobody uses it; its exit status."""
    port = free_port()
    (folder / CONFIG_FILE).write_text("", encoding="utf-8")
    server = subprocess.Popen(  # noqa: S603 - the server's own module and our paths
        server_command(port, folder),
        cwd=folder,
        preexec_fn=die_with_parent,  # noqa: PLW1509 - this process has one thread
    )
    write_address(folder, port, server.pid)
    lonely_since: float | None = None
    while server.poll() is None:
        if has_users(folder):
            lonely_since = None
        elif lonely_since is None:
            lonely_since = time.monotonic()
        elif time.monotonic() - lonely_since > GRACE:
            break
        time.sleep(LOOK)
    return stop(server)


def stop(server: subprocess.Popen[bytes]) -> int:
    """Stop the server, by force where it does not go; its exit status."""
    if server.poll() is None:
        server.terminate()
    try:
        return server.wait(SHUTDOWN_TIMEOUT)
    except subprocess.TimeoutExpired:
        server.kill()
        return server.wait()


def main() -> int:
    """Serve the folder named on the command line."""
    folder = Path(sys.argv[1]).resolve()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_leftover(folder, read_address(folder))
    try:
        return serve(folder)
    finally:
        (folder / ADDRESS_FILE).unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
