"""Stored articles that have certain words, newest first: from the text index, or by looking at all."""

from __future__ import annotations

import heapq
from contextlib import aclosing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.storage import fulltext
from crawler.storage.failures import reason
from crawler.storage.filters import SEARCHED
from crawler.storage.reading import stored_documents

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Mapping

    from crawler.storage.filters import Filters
    from crawler.storage.mongodb import Document, MongoStore

# What is shown of an article, and what is looked into.
FIELDS = dict.fromkeys(
    (
        *SEARCHED,
        "keywords",
        "url",
        "outlet",
        "published_at",
        "published_precision",
        "first_seen_at",
    ),
    1,
)
# Candidates of the index that are looked at together.
BATCH = 50
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Found:
    """What a search has found, newest first, and how it went about it."""

    documents: list[Document] = field(default_factory=list)
    total: int | None = None
    """Articles that have the words; None where the rest was not looked at."""
    used_index: bool = False


async def search(store: MongoStore, filters: Filters, limit: int) -> Found:
    """At most `limit` articles with the words of the filters; StorageError where the server fails."""
    try:
        if store.has_text_index and await fulltext.is_complete(store):
            return await _from_index(store, filters, limit)
        return await _from_all(store, filters, limit)
    except PyMongoError as error:
        raise StorageError(reason(error, store.uri)) from None


async def _from_index(store: MongoStore, filters: Filters, limit: int) -> Found:
    found = Found(used_index=True)
    async with aclosing(_candidates(store, filters)) as documents:
        async for document in documents:
            found.documents.append(document)
            if len(found.documents) == limit:
                return found
    found.total = len(found.documents)
    return found


async def _candidates(store: MongoStore, filters: Filters) -> AsyncGenerator[Document, None]:
    """The index's articles that really have the words, in its order, a batch at a time."""
    assert filters.text
    ids: list[str] = []
    async for key in fulltext.candidates(store, filters.text, filters.query()):
        ids.append(key)
        if len(ids) == BATCH:
            for document in await _with_words(store, filters, ids):
                yield document
            ids = []
    for document in await _with_words(store, filters, ids):
        yield document


async def _with_words(store: MongoStore, filters: Filters, ids: list[str]) -> list[Document]:
    known = {each["_id"]: each async for each in store.articles.find({"_id": {"$in": ids}}, FIELDS)}
    return [known[key] for key in ids if key in known and filters.has_words(known[key])]


async def _from_all(store: MongoStore, filters: Filters, limit: int) -> Found:
    """Look at every article; only the newest `limit` are held."""
    newest: list[tuple[datetime, str, Document]] = []
    total = 0
    async for document in stored_documents(store, filters, FIELDS):
        total += 1
        entry = (_moment(document), document["_id"], document)
        if len(newest) < limit:
            heapq.heappush(newest, entry)
        else:
            heapq.heappushpop(newest, entry)
    return Found([each[2] for each in sorted(newest, reverse=True)], total)


def _moment(document: Mapping[str, Any]) -> datetime:
    moment: datetime = document.get("published_at") or document.get("first_seen_at") or LONG_AGO
    return moment
