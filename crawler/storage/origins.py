"""The collection `stories`: of each story with copies, who has it, whom they credit, who was first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pymongo import UpdateOne

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.storage.mongodb import Document

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


def _published_by(document: Mapping[str, object]) -> datetime | None:
    """The moment by which the article was out; None where that is not known."""
    published = document.get("published_at")
    if not isinstance(published, datetime):
        return None
    return published + LENGTHS.get(str(document.get("published_precision")), timedelta())


def _address(document: Document) -> Document:
    return {"article": document["_id"], "outlet": document.get("outlet"), "url": document["url"]}
