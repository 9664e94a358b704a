"""One crawl of an outlet at a time: a document that its holder keeps beating, a file it keeps locked.

A contender trusts no clock: it sees that the beats go on, or that the file of a process on its own
machine is free, because the system lets go of it when the process ends.
"""

from __future__ import annotations

import asyncio
import fcntl
import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from pymongo.errors import DuplicateKeyError

from crawler.exceptions import OutletBusy, StorageError
from crawler.frontier.holders import is_held, told
from crawler.storage.plan import now

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from crawler.frontier.store import FrontierStore

# Seconds between two beats, and how long none must be seen before a holder counts as dead.
BEAT = 5.0
PATIENCE = 3 * BEAT
LOOK = 0.5


class OutletLock:
    """The hold of one run on one outlet."""

    def __init__(
        self, store: FrontierStore, outlet: str, run: str, folder: Path, patience: float = PATIENCE
    ) -> None:
        self.store = store
        self.outlet = outlet
        self.run = run
        self.path = folder.absolute() / f"{outlet}.lock"
        self.patience = patience
        self._file: IO[bytes] | None = None

    async def acquire(self) -> None:
        """Take the outlet, from a dead holder too; OutletBusy names a living one.

        StorageError where there can be no lock.
        """
        self._take_file(await self.store.crawl_of(self.outlet))
        try:
            crawl = await self.store.crawl_of(self.outlet)
            await self._refuse_living(crawl)
            await self._take(crawl)
        except BaseException:
            self.let_go()
            raise

    async def release(self) -> None:
        """Let others have the outlet."""
        gone = {"run": "", "host": "", "process": "", "file": "", "since": "", "beats": ""}
        query = {"_id": self.outlet, "run": self.run}
        await self.store.patiently(lambda: self.store.crawls.update_one(query, {"$unset": gone}))
        self.let_go()

    def _take_file(self, crawl: Mapping[str, Any]) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._file = self.path.open("ab")
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.let_go()
            raise OutletBusy(told({"_id": self.outlet, **crawl})) from None
        except OSError as error:
            self.let_go()
            raise StorageError(f"can't lock {self.path}: {error.strerror}") from None

    def let_go(self) -> None:
        """Unlock the file, as the system does where a process ends."""
        if self._file:
            self._file.close()
            self._file = None

    async def _refuse_living(self, crawl: Mapping[str, Any]) -> None:
        if crawl.get("run") and await self._lives(crawl):
            raise OutletBusy(told(crawl))

    async def _lives(self, crawl: Mapping[str, Any]) -> bool:
        """Whether the holder still runs: by its file on this machine, else by its beats."""
        if crawl.get("host") == socket.gethostname():
            file = Path(str(crawl.get("file")))
            if file == self.path:
                return False  # ours now, so it is its no more
            if (held := is_held(file)) is not None:
                return held
        for _ in range(max(1, round(self.patience / LOOK))):
            await asyncio.sleep(LOOK)
            later = await self.store.crawl_of(self.outlet)
            if not later.get("run"):
                return False
            if later["run"] != crawl["run"] or later.get("beats") != crawl.get("beats"):
                return True
        return False

    async def _take(self, crawl: Mapping[str, Any]) -> None:
        """Write our name where that of the dead holder, or none, stands."""
        mine = {
            "run": self.run,
            "host": socket.gethostname(),
            "process": os.getpid(),
            "file": str(self.path),
            "since": now(),
            "beats": 0,
        }
        query = {"_id": self.outlet, "run": crawl.get("run")}

        async def step() -> None:
            with suppress(DuplicateKeyError):  # another was quicker, or an earlier try of ours
                await self.store.crawls.update_one(query, {"$set": mine}, upsert=True)

        await self.store.patiently(step)
        holder = await self.store.crawl_of(self.outlet)
        if holder.get("run") != self.run:
            raise OutletBusy(told(holder))


async def beat(store: FrontierStore, run: str, outlets: Sequence[str]) -> bool:
    """Show that a run lives; whether it still holds all its outlets."""
    query = {"_id": {"$in": list(outlets)}, "run": run}
    change = {"$inc": {"beats": 1}}
    done = await store.patiently(lambda: store.crawls.update_many(query, change))
    return done.matched_count == len(outlets)
