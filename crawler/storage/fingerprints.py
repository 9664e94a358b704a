"""The collection `fingerprints`: a log of pages that every crawl appends to and none overtakes.

Page number n can be written once, and only by a crawl that has read all before it: of two crawls
that meet the same text at the same moment, the second one sees the first one's. Read whole at the
start, in packs of many pages; afterwards a crawl reads only what others append.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bson import Binary
from pymongo.errors import DuplicateKeyError

from crawler.duplicates.merged import unpacked
from crawler.duplicates.shelf import Page
from crawler.storage.plan import now

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from pymongo.asynchronous.collection import AsyncCollection

    from crawler.duplicates.index import Index
    from crawler.duplicates.merged import Merge
    from crawler.storage.mongodb import Document, MongoStore

FINGERPRINTS = "fingerprints"
PACKS = "fingerprint_packs"
# Pages in a pack: at 100 texts a page about 6 MB of the 16 that a document may have.
PACK = 500
# Pages that are asked for at once, by number: the embedded server walks everything for a range.
READ = 50
# Articles are stored right after their page; machines' clocks differ by some seconds.
RECENT = timedelta(seconds=30)
PARTS = tuple(each.name for each in fields(Page))


class FingerprintLog:
    """Keeps an index up to date with the collection, and appends to both."""

    def __init__(self, store: MongoStore, index: Index) -> None:
        self.store = store
        self.index = index
        self._next: int | None = None
        """Number of the first page that was not read."""
        self.merges: list[Merge] = []
        """Merged stories that were noted since someone last took these: by this crawl or another."""

    @property
    def pages(self) -> AsyncCollection[Document]:
        """`_id`: number; `at`: when it was written; the parts of a page."""
        return self.store.database[FINGERPRINTS]

    @property
    def packs(self) -> AsyncCollection[Document]:
        """`_id`: number of the pack; the parts of its pages, joined."""
        return self.store.database[PACKS]

    async def catch_up(self) -> set[str]:
        """Read what was appended since; ids of the texts that another crawl is about to store.

        The first time, the latest texts that the index has room for are read from packs.
        """
        if self._next is None:
            self._next = await self._read_packs()
        fresh: set[str] = set()
        pack: list[Page] = []
        recently = now() - RECENT
        async for at, page in self._pages_from(self._next):
            self._take(page)
            if at > recently:
                fresh |= texts(page)
            pack.append(page)
            self._next += 1
            if self._next % PACK == 0:
                if len(pack) == PACK:
                    await self._write_pack(self._next // PACK - 1, pack)
                pack = []
        return fresh

    async def append(self, page: Page) -> bool:
        """Append a page to the log and the index; false, and nothing done, where others have."""
        assert self._next is not None
        if not page:
            return True
        try:
            await self.pages.insert_one({"_id": self._next, "at": now(), **_binary(page)})
        except DuplicateKeyError:
            return False
        self._next += 1
        self._take(page)
        return True

    def _take(self, page: Page) -> None:
        self.index.take(page)
        self.merges += unpacked(page.merged)

    async def _pages_from(self, number: int) -> AsyncIterator[tuple[datetime, Page]]:
        while True:
            wanted = list(range(number, number + READ))
            query = {"_id": {"$in": wanted}}
            found = {each["_id"]: each async for each in self.pages.find(query)}
            for each in wanted:
                if each not in found:
                    return
                yield found[each]["at"], _page(found[each])
            number += READ

    async def _read_packs(self) -> int:
        """Read the latest packs; number of the first page that is in none."""
        sizes = {each["_id"]: each["size"] async for each in self.packs.find({}, {"size": 1})}
        numbers = range(next(n for n in range(len(sizes) + 1) if n not in sizes))
        room, first = self.index.most, len(numbers)
        while first and room > 0:
            first -= 1
            room -= sizes[first]
        for number in numbers[first:]:
            if document := await self.packs.find_one({"_id": number}):
                self._take(_page(document))
        return len(numbers) * PACK

    async def _write_pack(self, number: int, pages: list[Page]) -> None:
        """Write a pack; another crawl that has read the same pages writes the same one."""
        pack = Page()
        for page in pages:
            pack.extend(page)
        document = {"_id": number, "size": len(pack), **_binary(pack)}
        await self.packs.replace_one({"_id": number}, document, upsert=True)


def texts(page: Page) -> set[str]:
    """The ids of a page's texts."""
    whole = page.texts.hex()
    return {whole[start : start + 32] for start in range(0, len(whole), 32)}


def _binary(page: Page) -> Document:
    return {name: Binary(bytes(getattr(page, name))) for name in PARTS}


def _page(document: Document) -> Page:
    # Pages of earlier versions have no merged stories.
    return Page(**{name: bytearray(document.get(name, b"")) for name in PARTS})
