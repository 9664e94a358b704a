"""The frontier of one run: its outlets locked, their queues open, its life shown to others."""

from __future__ import annotations

import asyncio
import logging
from typing import TYPE_CHECKING, Self

from crawler.exceptions import OutletBusy, StorageError
from crawler.frontier.changes import Changes
from crawler.frontier.lock import BEAT, OutletLock, beat
from crawler.frontier.queue import OutletQueue
from crawler.frontier.store import FrontierStore

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from crawler.outlets import Outlet
    from crawler.storage.mongodb import MongoStore

logger = logging.getLogger(__name__)


class Frontier:
    """What a run holds; `queues` has the outlets that it got, `busy` says who has the others."""

    def __init__(self, store: FrontierStore, run: str) -> None:
        self.store = store
        self.run = run
        self.changes = Changes(store)
        self.queues: dict[str, OutletQueue] = {}
        self.busy: dict[str, str] = {}
        self._locks: list[OutletLock] = []
        self._beating: asyncio.Task[None] | None = None

    @classmethod
    async def open(
        cls, opened: MongoStore, run: str, outlets: Iterable[Outlet], folder: Path
    ) -> Self:
        """The frontier of a run; OutletBusy where other runs have all its outlets."""
        store = FrontierStore(opened)
        await store.prepare()
        frontier = cls(store, run)
        try:
            await frontier._take_all(outlets, folder)
        except BaseException:
            await frontier.close()
            raise
        return frontier

    def watch(self, lost: Callable[[], object]) -> None:
        """Show others that the run lives; `lost` is called when another has taken an outlet."""
        self._beating = asyncio.get_running_loop().create_task(self._beat(lost))

    async def close(self) -> int:
        """Write what waits, give back what was not visited, let go; how many pages are due."""
        if self._beating:
            await _end(self._beating)
        due = 0
        try:
            await self.changes.close()
            for queue in self.queues.values():
                due += await queue.close()
            for lock in self._locks:
                await lock.release()
        finally:
            for lock in self._locks:
                lock.let_go()
        return due

    async def _take_all(self, outlets: Iterable[Outlet], folder: Path) -> None:
        taking = (self._take(outlet, folder) for outlet in outlets)
        # all of them come to an end before one's failure is told: none is taken after `close`
        for failure in await asyncio.gather(*taking, return_exceptions=True):
            if failure:
                raise failure
        if not self.queues and self.busy:
            raise OutletBusy("; ".join(self.busy.values()))

    async def _take(self, outlet: Outlet, folder: Path) -> None:
        lock = OutletLock(self.store, outlet.name, self.run, folder)
        try:
            await lock.acquire()
        except OutletBusy as error:
            self.busy[outlet.name] = str(error)
            return
        self._locks.append(lock)
        queue = OutletQueue(outlet, self.store, self.changes, self.run)
        await queue.open()
        self.queues[outlet.name] = queue

    async def _beat(self, lost: Callable[[], object]) -> None:
        while True:
            await asyncio.sleep(BEAT)
            try:
                if not await beat(self.store, self.run, list(self.queues)):
                    logger.error("%s: another run has taken an outlet of this one", self.run)
                    lost()
                    return
                for queue in self.queues.values():
                    await queue.note_asked()
            except StorageError as error:  # whoever needs the database next says so too
                logger.warning("%s", error)


async def _end(task: asyncio.Task[None]) -> None:
    """Cancel a task until it has heard: one that waits for a lost server may lose the word.

    A defect that has ended it before is logged, and keeps nobody from closing the rest.
    """
    while not task.done():
        task.cancel()
        await asyncio.wait([task], timeout=1)
    if not task.cancelled() and (error := task.exception()):
        logger.error("The run's beat had stopped", exc_info=error)
