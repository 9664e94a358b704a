"""The collection `stories`: of each story with copies, who has it, whom they credit, who was first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pymongo import UpdateOne
from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.storage.failures import reason
from crawler.storage.schema import SEARCH

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.storage.mongodb import Document, MongoStore

# Articles that are given to another story at once, by id.
AT_ONCE = 100
# A date without its time is any moment of its day: it counts as the last one.
LENGTHS = {"day": timedelta(days=1), "month": timedelta(days=31)}


def sighting(story: str, document: Document) -> UpdateOne:
    """Note an article with its story; again is no harm, and neither is another order.

    `origin` is the article with the earliest date, `sources` whom the copies credit, `outlets` where
    they stand.
    """
    sets: Document = {}
    if outlet := document.get("outlet"):
        sets["outlets"] = outlet
    if sources := document.get("sources"):
        sets["sources"] = {"$each": sources}
    changes: Document = {"$set": {"last_copy": document["_id"]}}
    if sets:
        changes["$addToSet"] = sets
    if published := _published_by(document):
        # Documents are compared field by field: the earliest date wins.
        changes["$min"] = {"origin": {"published_by": published, **_address(document)}}
    return UpdateOne({"_id": story}, changes, upsert=True)


async def merge(store: MongoStore, ended: str, into: str) -> None:
    """Give the articles of a story that ended to the one that it is a part of; again is no harm.

    Its document stays, with `merged_into`, for those who know the story by its old id.
    """
    query = {"story": ended}
    ids = [each["_id"] async for each in store.articles.find(query, {"_id": 1})]
    change = {"$set": {"story": into}}
    for start in range(0, len(ids), AT_ONCE):
        some = {"_id": {"$in": ids[start : start + AT_ONCE]}, **query}
        await store.articles.update_many(some, change)
        await store.database[SEARCH].update_many(some, change)
    if known := await store.stories.find_one({"_id": ended}):
        await store.stories.update_one({"_id": into}, _absorbed(known), upsert=True)
    await store.stories.update_one({"_id": ended}, {"$set": {"merged_into": into}}, upsert=True)


async def story_ids(store: MongoStore, story: str) -> list[str]:
    """A story's id now, and those it had before merges; StorageError without a server."""
    try:
        passed = [story]
        query = {"$exists": True, "$nin": passed}
        while found := await store.stories.find_one({"_id": passed[0], "merged_into": query}):
            passed.insert(0, found["merged_into"])
        known = new = passed[:1]
        while new:
            ended = store.stories.find({"merged_into": {"$in": new}}, {"_id": 1})
            new = [each["_id"] async for each in ended if each["_id"] not in known]
            known = [*known, *new]
    except PyMongoError as error:
        raise StorageError(reason(error, store.uri)) from None
    return known


def _absorbed(known: Document) -> Document:
    """What a story takes over from another one."""
    sets = {name: {"$each": known[name]} for name in ("outlets", "sources") if name in known}
    changes: Document = {"$addToSet": sets} if sets else {}
    if origin := known.get("origin"):
        changes["$min"] = {"origin": origin}
    return changes or {"$setOnInsert": {"last_copy": known.get("last_copy")}}


def _published_by(document: Mapping[str, object]) -> datetime | None:
    """The moment by which the article was out; None where that is not known."""
    published = document.get("published_at")
    if not isinstance(published, datetime):
        return None
    return published + LENGTHS.get(str(document.get("published_precision")), timedelta())


def _address(document: Document) -> Document:
    return {"article": document["_id"], "outlet": document.get("outlet"), "url": document["url"]}
