"""A MongoDB-compatible server without an installation: a child process that all crawls here share.

The server (SecantusDB, a separate program) is never imported. `EmbeddedServer.start` finds or
starts it; a supervisor process of its own (`crawler.storage.supervisor`) stops it once nobody
holds the folder's lock any more, so that neither a normal end nor a killed crawl leaves it behind.
"""

from __future__ import annotations

import fcntl
import json
import os
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
USERS_FILE = "users.lock"
START_FILE = "start.lock"
LOG_FILE = "server.log"
CONFIG_FILE = "server.toml"
MISSING = (
    "no MONGODB_URI is set and the embedded server is not installed: "
    "pip install 'warraq[embedded]', or name a server in MONGODB_URI"
)


def is_installed() -> bool:
    """Whether the embedded server's package is there."""
    return find_spec("secantus") is not None


def server_command(port: int, data: Path) -> list[str]:
    """The server's command line: loopback only, its data in `data`, no settings from elsewhere."""
    command = [sys.executable, "-m", "secantus", "--host", "127.0.0.1", "--port", str(port)]
    # A file of ours, because the server otherwise looks for one in the current and home folders.
    command += ["--config", str(data / CONFIG_FILE), "--storage-path", str(data / "data")]
    return [*command, "--standalone", "--cache-size", "256M", "--log-level", "WARNING"]


def is_alive(process_id: int) -> bool:
    """Whether a process of this number runs and is no zombie's leftover."""
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def read_address(folder: Path) -> dict[str, int] | None:
    """`port`, `pid` and `supervisor` of the server that serves `folder`; None where none is noted."""
    try:
        address = json.loads((folder / ADDRESS_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return address if isinstance(address, dict) and "port" in address else None


class EmbeddedServer:
    """One user's hold on the shared server of a data folder."""

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self._users: IO[str] | None = None

    def start(self) -> str:
        """The server's URI, once it answers; the server runs until `stop` of its last user.

        Raises StorageError with one line where it isn't installed, the folder can't be written or
        it does not come up.
        """
        if not is_installed():
            raise StorageError(MISSING)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / START_FILE).open("w", encoding="utf-8") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                # Held from before the supervisor looks for users until `stop` or this process ends.
                self._users = (self.folder / USERS_FILE).open("w", encoding="utf-8")
                fcntl.flock(self._users, fcntl.LOCK_SH)
                port = self._running_port() or self._launch()
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

    def _running_port(self) -> int | None:
        """The port of a server that runs under a living supervisor."""
        address = read_address(self.folder)
        if address and is_alive(address["supervisor"]) and answers(address["port"]):
            return address["port"]
        return None

    def _launch(self) -> int:
        """Start supervisor and server; the port, once the server answers."""
        command = [sys.executable, "-m", "crawler.storage.supervisor", str(self.folder)]
        with (self.folder / LOG_FILE).open("ab") as log:
            supervisor = subprocess.Popen(  # noqa: S603 - our own module and a path
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).resolve().parents[2],
                start_new_session=True,  # Ctrl-C in the terminal must not reach the database
            )
        deadline = time.monotonic() + START_TIMEOUT
        while time.monotonic() < deadline:
            address = read_address(self.folder)
            ours = address is not None and address["supervisor"] == supervisor.pid
            if ours and address and answers(address["port"]):
                return address["port"]
            if supervisor.poll() is not None:
                break
            time.sleep(POLL)
        raise StorageError(f"the embedded server does not come up; see {self.folder / LOG_FILE}")


def answers(port: int) -> bool:
    """Whether a MongoDB server answers on this loopback port."""
    from pymongo import MongoClient  # noqa: PLC0415 - slow to import, and not needed to look up
    from pymongo.errors import PyMongoError  # noqa: PLC0415

    try:
        with MongoClient[dict[str, object]](
            "127.0.0.1", port, directConnection=True, serverSelectionTimeoutMS=1000
        ) as client:
            client.admin.command("ping")
    except PyMongoError:
        return False
    return True
