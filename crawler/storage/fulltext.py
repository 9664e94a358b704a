"""The text index: folded copies of the stored texts in a collection of their own.

Only where the server can have one. MongoDB knows no Arabic: words are folded and lose their
article here, and the index takes them as they are (`none`). What it finds is looked at again.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from pymongo import DESCENDING, TEXT, ReplaceOne
from pymongo.errors import OperationFailure

from crawler.arabic.matching import stems
from crawler.storage.failures import reason
from crawler.storage.filters import searched_texts
from crawler.storage.schema import META, SEARCH

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Iterable, Mapping

    from crawler.arabic.matching import TextQuery
    from crawler.storage.mongodb import Document, MongoStore

logger = logging.getLogger(__name__)

INDEX = "words"
OPTIONS: dict[str, Any] = {
    "name": INDEX,
    "default_language": "none",
    # MongoDB takes a field `language` for an order otherwise; no document has this one.
    "language_override": "no_such_field",
}
CANNOT_CREATE_INDEX = 67
# The document of `meta` that says that every stored article has its copy.
COMPLETE = "search"
# Fields by which a search narrows, beside the words.
COPIED = ("outlet", "country", "published_at", "story")
BATCH = 500
NEWEST_FIRST = [("at", DESCENDING), ("_id", DESCENDING)]


async def create(store: MongoStore) -> bool:
    """Make the index; whether this server has one."""
    if await exists(store):
        return True
    search = store.database[SEARCH]
    try:
        await search.create_index([("text", TEXT)], **OPTIONS)
    except OperationFailure as error:
        if error.code == CANNOT_CREATE_INDEX:  # some make the collection all the same
            await search.drop()
        else:
            logger.warning("No text index: %s", reason(error, store.uri))
        return False
    if await store.articles.find_one({}, {"_id": 1}) is None:
        await _note_complete(store)
    return True


async def exists(store: MongoStore) -> bool:
    """Whether the index is there."""
    return INDEX in await store.database[SEARCH].index_information()


async def is_complete(store: MongoStore) -> bool:
    """Whether every stored article has its copy: not where they are older than the index."""
    return await store.database[META].find_one({"_id": COMPLETE}) is not None


async def add(store: MongoStore, documents: Iterable[Mapping[str, Any]]) -> None:
    """Put the copies of stored articles into the index; again is no harm."""
    copies = [copy_of(each) for each in documents] if store.has_text_index else []
    if copies:
        writes = [ReplaceOne({"_id": each["_id"]}, each, upsert=True) for each in copies]
        await store.database[SEARCH].bulk_write(writes, ordered=False)


async def rebuild(store: MongoStore) -> int:
    """Make the copies of all stored articles anew; how many there are."""
    count, batch = 0, []
    async for document in store.articles.find({}, batch_size=BATCH):
        batch.append(document)
        count += 1
        if len(batch) == BATCH:
            await add(store, batch)
            batch = []
    await add(store, batch)
    await _note_complete(store)
    return count


async def candidates(
    store: MongoStore, text: TextQuery, narrowed: Document
) -> AsyncGenerator[str, None]:
    """Ids of the articles that the index finds, newest first; some may lack a word or a phrase."""
    words = " ".join(f'"{word}"' for words in text.terms for word in words)
    query = {**narrowed, "$text": {"$search": words}}
    found = store.database[SEARCH].find(query, {"_id": 1}).sort(NEWEST_FIRST)
    async for document in found:
        yield document["_id"]


def copy_of(document: Mapping[str, Any]) -> Document:
    """An article as the index has it: its words, what narrows a search, and its time."""
    moment = document.get("published_at") or document.get("first_seen_at")
    return {
        "_id": document["_id"],
        "text": " ".join(word for text in searched_texts(document) for word in stems(text)),
        **{name: document[name] for name in COPIED if name in document},
        **({"at": moment} if moment else {}),
    }


async def _note_complete(store: MongoStore) -> None:
    note = {"_id": COMPLETE}
    await store.database[META].replace_one(note, note, upsert=True)
