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
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NoReturn

from crawler.storage.embedded import (
    ADDRESS_FILE,
    CONFIG_FILE,
    SERVER_LOCK,
    START_LOCK,
    SUPERVISOR_LOCK,
    USERS_LOCK,
    is_free,
    is_locked,
    server_command,
)

# Seconds between two looks for users, and how long none must be there before the server stops.
LOOK = 0.2
GRACE = 1.0
# Seconds for the server's own shutdown (it writes a checkpoint) before it is killed.
SHUTDOWN_TIMEOUT = 30.0
# A server that lives for less than so many seconds, so many times in a row, is not started again.
SHORT_LIFE = 1.0
MOST_SHORT_LIVES = 5
PORT_FILE = "port"
PR_SET_PDEATHSIG = 1


def choose_port(folder: Path) -> int:
    """A free loopback port: the folder's last one, if it can be, so that its address stays."""
    noted = folder / PORT_FILE
    if noted.exists() and (text := noted.read_text(encoding="utf-8")).isdecimal():
        port = int(text)
        if 1024 <= port <= 65535 and is_free(port):
            return port
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    noted.write_text(str(port), encoding="utf-8")
    return port


def become_server(lock: Path) -> None:
    """In the new process, before it becomes the server: note its number in the lock and hold it."""
    if sys.platform == "linux":  # elsewhere the next supervisor ends it
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    held = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    os.set_inheritable(held, True)
    fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.ftruncate(held, 0)
    os.write(held, str(os.getpid()).encode())


def start_server(folder: Path) -> subprocess.Popen[bytes]:
    """A new server, its address noted."""
    port = choose_port(folder)
    (folder / CONFIG_FILE).write_text("", encoding="utf-8")
    server = subprocess.Popen(  # noqa: S603 - the server's own program and our paths
        server_command(port, folder),
        cwd=folder,
        close_fds=False,  # the lock stays with the server; everything else is closed by default
        preexec_fn=partial(become_server, folder / SERVER_LOCK),  # noqa: PLW1509 - one thread here
    )
    draft = folder / f"{ADDRESS_FILE}.new"
    address = {"port": port, "pid": server.pid, "supervisor": os.getpid()}
    draft.write_text(json.dumps(address), encoding="utf-8")
    draft.replace(folder / ADDRESS_FILE)
    return server


def end_leftover(lock: Path) -> None:
    """Stop a server whose supervisor was killed; the lock is held by it, so its number is right."""
    deadline = time.monotonic() + SHUTDOWN_TIMEOUT
    signals = [signal.SIGTERM]
    while is_locked(lock):
        if time.monotonic() > deadline:
            signals = [signal.SIGKILL]
        if signals and (number := lock.read_text(encoding="utf-8")).isdecimal():
            with suppress(ProcessLookupError):  # gone in this very moment
                os.kill(int(number), signals.pop())
        time.sleep(LOOK)


def is_over(folder: Path) -> bool:
    """Whether nobody uses the server any more; then nobody can come any more either."""
    with (folder / START_LOCK).open("wb") as starting:
        try:
            fcntl.flock(starting, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False  # somebody is about to
        if is_locked(folder / USERS_LOCK):
            return False
        (folder / ADDRESS_FILE).unlink(missing_ok=True)
        return True


def watch(server: subprocess.Popen[bytes], folder: Path) -> bool:
    """Wait until nobody uses the server (true) or it has died (false)."""
    lonely_since: float | None = None
    while True:
        try:
            server.wait(LOOK)
        except subprocess.TimeoutExpired:
            pass
        else:
            return False
        if is_locked(folder / USERS_LOCK):
            lonely_since = None
        elif lonely_since is None:
            lonely_since = time.monotonic()
        elif time.monotonic() - lonely_since > GRACE and is_over(folder):
            return True


def serve(folder: Path) -> int:
    """Run the server, again when it dies, until nobody uses it; its exit status."""
    short_lives = 0
    while True:
        began = time.monotonic()
        server = start_server(folder)
        try:
            if watch(server, folder):
                return 0
        finally:
            stop(server)
        if time.monotonic() - began > SHORT_LIFE:
            short_lives = 0
        else:
            short_lives += 1
            (folder / PORT_FILE).unlink(missing_ok=True)  # perhaps another program has it
        if short_lives >= MOST_SHORT_LIVES or is_over(folder):
            return server.returncode or 1


def stop(server: subprocess.Popen[bytes]) -> None:
    """Stop the server, by force where it does not go."""
    if server.poll() is None:
        server.terminate()
    try:
        server.wait(SHUTDOWN_TIMEOUT)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def main() -> int:
    """Serve the folder named on the command line."""
    folder = Path(sys.argv[1]).resolve()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    with (folder / SUPERVISOR_LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        end_leftover(folder / SERVER_LOCK)
        try:
            return serve(folder)
        finally:
            (folder / ADDRESS_FILE).unlink(missing_ok=True)


def _leave(*_: object) -> NoReturn:
    """End in order, server first."""
    sys.exit(1)


if __name__ == "__main__":
    sys.exit(main())
