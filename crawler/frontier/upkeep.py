"""The frontier between runs: added up, read out, pages given back or forgotten."""

from __future__ import annotations

import os
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.frontier.lock import OutletLock
from crawler.frontier.names import BUCKET, later_name
from crawler.frontier.tally import TALLY_FIELDS, Tally
from crawler.storage.failures import reason
from crawler.storage.plan import now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from crawler.frontier.pages import Document, State
    from crawler.frontier.store import FrontierStore

# Documents in one answer of the server.
BATCH = 1000


class Upkeep:
    """Reads at any time; changes an outlet only while no run has it."""

    def __init__(self, store: FrontierStore, locks: Path) -> None:
        self.store = store
        self.locks = locks

    async def outlets(self) -> list[str]:
        """The outlets that were ever crawled."""
        found = await self.store.patiently(lambda: self.store.crawls.find({}, {"_id": 1}).to_list())
        return sorted(each["_id"] for each in found)

    async def tally(self, outlet: str) -> Tally:
        """What is known of an outlet's pages."""
        tally, moment = Tally(outlet), now()
        async for page in self._read({"outlet": outlet}, TALLY_FIELDS):
            tally.add(page, moment)
        return tally

    async def listings(self, outlet: str) -> list[Document]:
        """What is known of an outlet's listings."""
        query = {"outlet": outlet}
        found = await self.store.patiently(lambda: self.store.listings.find(query).to_list())
        return sorted(found, key=lambda each: str(each["_id"]))

    async def pages(self, outlet: str) -> AsyncIterator[dict[str, Any]]:
        """An outlet's pages as values of JSON, one by one."""
        async for page in self._read({"outlet": outlet}):
            yield page_record(page)

    async def retry(self, outlet: str, state: State) -> int:
        """Let the next run fetch the pages that are in a state; how many there are."""
        wanted = {"outlet": outlet, "state": state}
        if not await self.store.patiently(lambda: self.store.pages.find_one(wanted)):
            return 0
        async with self._held(outlet):
            keys = [page["_id"] async for page in self._read(wanted, {"_id": 1})]
            for turn, start in enumerate(range(0, len(keys), BUCKET)):
                queue = later_name(outlet, now() - timedelta(minutes=turn))
                facts = {"state": "due", "queue": queue, "attempts": 0}
                change = {"$set": facts, "$unset": {"next_visit": ""}}
                await self.store.update(keys[start : start + BUCKET], change)
        return len(keys)

    async def forget(self, outlet: str, key: str) -> bool:
        """Take a page and its other addresses out; whether it was known.

        The outlet's listings are read in full by the next run, which finds the page anew where
        they still name it.
        """
        page = await self.store.patiently(lambda: self.store.pages.find_one({"_id": key}))
        if page is None:
            return False
        first = page.get("alias_of", key)
        aliases = {"outlet": outlet, "alias_of": first}
        async with self._held(outlet):
            await self.store.patiently(lambda: self.store.pages.delete_many(aliases))
            await self.store.patiently(lambda: self.store.pages.delete_one({"_id": first}))
            await self._read_in_full(outlet)
        return True

    async def _read_in_full(self, outlet: str) -> None:
        """Let the next run believe of no listing that all it names is known."""
        change, query = {"$set": {"is_whole": False}}, {"outlet": outlet}
        await self.store.patiently(lambda: self.store.listings.update_many(query, change))

    async def _read(
        self, query: Document, fields: Document | None = None
    ) -> AsyncIterator[Document]:
        """Pages, one by one; StorageError where the server goes away meanwhile."""
        try:
            async for page in self.store.pages.find(query, fields, batch_size=BATCH):
                yield page
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.store.uri)) from None

    @asynccontextmanager
    async def _held(self, outlet: str) -> AsyncIterator[None]:
        """No run may have the outlet meanwhile; OutletBusy where one has it."""
        lock = OutletLock(self.store, outlet, f"frontier-{os.getpid()}", self.locks)
        await lock.acquire()
        try:
            yield
        finally:
            await lock.release()


def page_record(page: Document) -> dict[str, Any]:
    """A page's document as values of JSON, its key as `key`.

    >>> page_record({"_id": "press.example/1", "state": "done"})
    {'key': 'press.example/1', 'state': 'done'}
    """
    return {
        "key" if name == "_id" else name: value.isoformat()
        if hasattr(value, "isoformat")
        else value
        for name, value in page.items()
    }
