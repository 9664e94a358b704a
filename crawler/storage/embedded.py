"""A MongoDB-compatible server without an installation: a child process that all crawls here share.

The server (SecantusDB, a separate program) is never imported. `EmbeddedServer.start` finds or
starts it; a supervisor process of its own (`crawler.storage.supervisor`) starts it again when it
dies, and stops it once nobody holds the folder's lock any more, so that neither a normal end nor a
killed crawl leaves it behind. Who is alive is told by locks, which the system lets go of when a
process ends, never by process numbers, which it gives to others.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from crawler.exceptions import StorageError

# Seconds until a server that was started has to answer; recovery after a kill reads its journal.
START_TIMEOUT = 60.0
POLL = 0.05
ADDRESS_FILE = "server.json"
CONFIG_FILE = "server.toml"
LOG_FILE = "server.log"
MOST_LOG_BYTES = 5_000_000
# Locks: one process at a time may start a server; each user holds a share; one supervisor;
# one server, whose number is written in it.
START_LOCK = "start.lock"
USERS_LOCK = "users.lock"
SUPERVISOR_LOCK = "supervisor.lock"
SERVER_LOCK = "server.lock"

PYTHON_SERVER = "secantus"
NATIVE_SERVER = "secantusd-rs"
MISSING = (
    "no MONGODB_URI is set and the embedded server is not installed: "
    "pip install -e '.[embedded]', or name a server in MONGODB_URI"
)


def native_server() -> str | None:
    """The path of the native server, which some releases bring along; None where there is none."""
    own = Path(sys.executable).parent
    return shutil.which(NATIVE_SERVER, path=f"{own}{os.pathsep}{os.environ.get('PATH', '')}")


def is_installed() -> bool:
    """Whether a server is there."""
    return find_spec(PYTHON_SERVER) is not None or native_server() is not None


def server_command(port: int, data: Path) -> list[str]:
    """The server's command line: loopback only, its data in `data`, no settings from elsewhere."""
    if native := native_server():
        # It ignores `j: true`, and its log takes 2 GB otherwise.
        command = [native, "--sync-on-commit", "--log-file-max", "128MB"]
    else:
        command = [sys.executable, "-m", PYTHON_SERVER]
    command += ["--host", "127.0.0.1", "--port", str(port), "--standalone"]
    # A file of ours, because the server otherwise looks for one in the current and home folders.
    command += ["--config", str(data / CONFIG_FILE), "--storage-path", str(data / "data")]
    # Nobody reads the operation log of a single server.
    command += ["--oplog-max-entries", "1000", "--oplog-retention-seconds", "60"]
    return [*command, "--cache-size", "256M", "--log-level", "WARNING"]


def is_locked(lock: Path) -> bool:
    """Whether any living process holds a lock, or a share in it."""
    try:
        with lock.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except FileNotFoundError:
        return False
    except BlockingIOError:
        return True
    return False


def read_address(folder: Path) -> dict[str, int] | None:
    """`port`, `pid` and `supervisor` of the server that serves `folder`; None where none is noted."""
    try:
        address = json.loads((folder / ADDRESS_FILE).read_text(encoding="utf-8"))
        return {name: int(address[name]) for name in ("port", "pid", "supervisor")}
    except (OSError, ValueError, TypeError, KeyError):
        return None


class EmbeddedServer:
    """One user's hold on the shared server of a data folder."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder).absolute()
        self._users: IO[bytes] | None = None

    def start(self) -> str:
        """The server's URI, once it answers; the server runs until `stop` of its last user.

        Again is no harm: it brings back a server whose supervisor was killed. Raises StorageError
        with one line where it isn't installed, the folder can't be written or it does not come up.
        """
        if not is_installed():
            raise StorageError(MISSING)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / START_LOCK).open("wb") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                self._hold()
                port = self._port()
        except OSError as error:
            raise StorageError(
                f"can't use the data folder {self.folder}: {error.strerror}"
            ) from None
        return f"mongodb://127.0.0.1:{port}/?directConnection=true"

    def stop(self) -> None:
        """Let go of the server; the supervisor stops it when this was its last user."""
        if self._users:
            self._users.close()
            self._users = None

    def _hold(self) -> None:
        """Become a user, from before the supervisor looks for one until `stop` or our end."""
        if self._users is None:
            self._users = (self.folder / USERS_LOCK).open("wb")
            fcntl.flock(self._users, fcntl.LOCK_SH)

    def _port(self) -> int:
        """The port of the server that runs, or of one that is started now, once it answers."""
        supervisor: subprocess.Popen[bytes] | None = None
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            if supervisor is None and not is_locked(self.folder / SUPERVISOR_LOCK):
                (self.folder / ADDRESS_FILE).unlink(missing_ok=True)
                supervisor = self._launch()
            address = read_address(self.folder)
            if address and answers(address["port"]):
                return address["port"]
            if supervisor and supervisor.poll() is not None:
                break
            time.sleep(POLL)
        log = self.folder / LOG_FILE
        self.stop()
        raise StorageError(f"the embedded server does not come up ({log}): {last_line(log)}")

    def _launch(self) -> subprocess.Popen[bytes]:
        """Start a supervisor, which starts the server."""
        log = self.folder / LOG_FILE
        is_long = log.exists() and log.stat().st_size > MOST_LOG_BYTES
        with log.open("wb" if is_long else "ab") as output:
            return subprocess.Popen(  # noqa: S603 - our own module and a path
                [sys.executable, "-m", "crawler.storage.supervisor", str(self.folder)],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd=Path(__file__).resolve().parents[2],
                start_new_session=True,  # Ctrl-C in the terminal must not reach the database
            )


def answers(port: int) -> bool:
    """Whether a MongoDB server answers on this loopback port."""
    from pymongo import MongoClient  # noqa: PLC0415 - slow to import, and the supervisor needs none
    from pymongo.errors import PyMongoError  # noqa: PLC0415

    if is_free(port):  # without waiting for pymongo's second try
        return False
    try:
        with MongoClient[dict[str, object]](
            "127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=1000
        ) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True


def is_free(port: int) -> bool:
    """Whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) != 0


def last_line(log: Path) -> str:
    """The last words of a log, at most 200 characters."""
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n") if log.exists() else []
    return next((line.strip()[:200] for line in reversed(lines) if line.strip()), "no message")
