"""What became of pages, written many at a time a moment later."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from pymongo import UpdateOne

from crawler.exceptions import StorageError

if TYPE_CHECKING:
    from crawler.frontier.pages import Document
    from crawler.frontier.store import FrontierStore

# Seconds that a change may wait for others.
PAUSE = 0.3
MOST_AT_ONCE = 500


class Changes:
    """Takes changes one by one; `problem` is set once the database stays away."""

    def __init__(self, store: FrontierStore) -> None:
        self.store = store
        self.problem: StorageError | None = None
        self._waiting: dict[str, UpdateOne] = {}
        self._task: asyncio.Task[None] | None = None

    def add(self, key: str, change: Document) -> None:
        """Take a change to a page, known or not; a later one to the same page replaces it."""
        self._waiting[key] = UpdateOne({"_id": key}, change, upsert=True)
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._write_soon())

    async def close(self) -> None:
        """Write what waits; StorageError where that is not possible."""
        if self._task:
            await self._task
        while self._waiting and not self.problem:
            await self._write()
        if self.problem:
            raise self.problem

    async def _write_soon(self) -> None:
        await asyncio.sleep(PAUSE)
        while self._waiting and not self.problem:
            await self._write()

    async def _write(self) -> None:
        keys = list(self._waiting)[:MOST_AT_ONCE]
        batch = [self._waiting.pop(key) for key in keys]
        try:
            await self.store.write(batch)
        except StorageError as error:
            self.problem = error
