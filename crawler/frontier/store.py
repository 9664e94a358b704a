"""The collection `frontier`: reads by key and by a queue's name, writes in batches."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from pymongo.errors import BulkWriteError, InvalidOperation, PyMongoError

from crawler.exceptions import StorageError
from crawler.frontier.names import later_name
from crawler.frontier.pages import RECALLED
from crawler.storage.failures import DUPLICATE_KEY, is_passing, reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence

    from pymongo import UpdateOne
    from pymongo.asynchronous.collection import AsyncCollection
    from pymongo.asynchronous.cursor import AsyncCursor

    from crawler.frontier.pages import Document
    from crawler.storage.mongodb import MongoStore

Result = TypeVar("Result")

FRONTIER = "frontier"
LISTINGS = "listings"
CRAWLS = "crawls"
"""One document an outlet: who crawls it, and how far its queues reach."""

# Seconds between tries while the server is away; an embedded one is back within two.
RETRIES = (0.5, 1.0, 2.0, 4.0, 8.0)
# What decides about a link to a known page, and what its next visit has to know.
KNOWN_FIELDS = dict.fromkeys(
    ("state", "run", "queue", "published", "modified", "visited_at", *RECALLED), 1
)
# Keys in one question. The embedded server compares each document that it finds with every key: of
# 500 known pages in one question it thinks for 0.5 s, in ten at once for 0.1 s.
FEW_KEYS = 50
# Sorts before every other time: what is due since then is read by any run that is open.
LONG_DUE = datetime.fromtimestamp(0, UTC)
# Documents in one answer of a long cursor.
CURSOR_BATCH = 200


class FrontierStore:
    """Speaks to the database; a server that is away is waited for, then StorageError."""

    def __init__(self, store: MongoStore, retries: Sequence[float] = RETRIES) -> None:
        self.store = store
        self.retries = retries

    @property
    def pages(self) -> AsyncCollection[Document]:
        """Every page known."""
        return self.store.database[FRONTIER]

    @property
    def listings(self) -> AsyncCollection[Document]:
        """Feeds, sitemaps, sections, home pages."""
        return self.store.database[LISTINGS]

    @property
    def crawls(self) -> AsyncCollection[Document]:
        """One document an outlet."""
        return self.store.database[CRAWLS]

    async def prepare(self) -> None:
        """Make the indexes: one queue's name, one outlet."""
        await self.patiently(lambda: self.pages.create_index("queue"))
        await self.patiently(lambda: self.pages.create_index("outlet"))

    async def patiently(self, step: Callable[[], Awaitable[Result]]) -> Result:
        """A step's result; it is tried again while the server is away."""
        for pause in (*self.retries, None):
            try:
                return await step()
            except PyMongoError as error:
                # a client that another step has replaced meanwhile is closed
                if pause is None or not (is_passing(error) or isinstance(error, InvalidOperation)):
                    raise StorageError(reason(error, self.store.uri)) from None
                await asyncio.sleep(pause)
                with suppress(StorageError):  # the next try says it
                    await self.store.revive()
        raise AssertionError

    async def known(self, keys: Iterable[str]) -> dict[str, Document]:
        """Key → what decides about a link, for the pages among `keys` that are known."""
        all_keys = list(keys)
        parts = (all_keys[at : at + FEW_KEYS] for at in range(0, len(all_keys), FEW_KEYS))
        found = await asyncio.gather(*(self._known(part) for part in parts))
        return {each["_id"]: each for part in found for each in part}

    async def _known(self, keys: Sequence[str]) -> list[Document]:
        query = {"_id": {"$in": list(keys)}}
        return await self.patiently(lambda: self.pages.find(query, KNOWN_FIELDS).to_list())

    async def insert(self, documents: Sequence[Document]) -> None:
        """Write new pages to the disk; one that is there already is left as it is."""

        async def step() -> None:
            try:
                await self.pages.insert_many(documents, ordered=False)
            except BulkWriteError as error:
                faults = (error.details or {}).get("writeErrors", [])
                if not faults or any(each.get("code") != DUPLICATE_KEY for each in faults):
                    raise

        if documents:
            await self.patiently(step)

    async def queued(self, names: Sequence[str]) -> list[Document]:
        """The pages in queues of these names."""
        query = {"queue": {"$in": list(names)}}
        return await self.patiently(lambda: self.pages.find(query).to_list())

    async def between(self, first: str, last: str) -> AsyncIterator[list[Document]]:
        """The pages in queues whose names lie between two, in batches.

        A cursor that is lost is opened anew, and gives once more what is still there: servers forget
        one that a slow outlet has not read for ten minutes.
        """
        query = {"queue": {"$gte": first, "$lte": last}}
        cursor: AsyncCursor[Document] | None = None

        async def step() -> list[Document]:
            nonlocal cursor
            cursor = cursor or self.pages.find(query, batch_size=CURSOR_BATCH)
            try:
                return await cursor.to_list(CURSOR_BATCH)
            except PyMongoError:
                cursor = None
                raise

        while batch := await self.patiently(step):
            yield batch

    async def count(self, first: str, last: str) -> int:
        """How many pages wait in queues whose names lie between two."""
        query = {"queue": {"$gte": first, "$lte": last}}
        return await self.patiently(lambda: self.pages.count_documents(query))

    async def update(self, keys: Sequence[str], change: Document) -> None:
        """Make one change to several pages."""
        if keys:
            query = {"_id": {"$in": list(keys)}}
            await self.patiently(lambda: self.pages.update_many(query, change))

    async def look_again(self, outlet: str, reasons: Sequence[str]) -> int:
        """Make pages due that are done for one of these reasons; how many."""
        query = {"outlet": outlet, "state": "done", "reason": {"$in": list(reasons)}}
        facts = {"queue": later_name(outlet, LONG_DUE), "next_visit": LONG_DUE}
        done = await self.patiently(lambda: self.pages.update_many(query, {"$set": facts}))
        return done.modified_count

    async def write(self, changes: Sequence[UpdateOne]) -> None:
        """Make many changes in one round trip; each may be made again without harm."""
        if changes:
            await self.patiently(lambda: self.pages.bulk_write(changes, ordered=False))

    async def listing(self, url: str) -> dict[str, Any]:
        """A listing's document; empty where there is none."""
        return await self.patiently(lambda: self.listings.find_one({"_id": url})) or {}

    async def keep_listing(self, url: str, document: Document) -> None:
        """Write a listing's document, durably."""
        await self.patiently(lambda: self.listings.replace_one({"_id": url}, document, upsert=True))

    async def crawl_of(self, outlet: str) -> dict[str, Any]:
        """The outlet's document in `crawls`; empty where there is none."""
        found = await self.patiently(lambda: self.crawls.find_one({"_id": outlet}))
        return found or {}

    async def note(self, outlet: str, facts: Document) -> None:
        """Write facts into the outlet's document, durably."""
        change = {"$set": facts}
        await self.patiently(lambda: self.crawls.update_one({"_id": outlet}, change, upsert=True))
