"""What an article was: its stored texts, oldest first, and what changed from each to the next."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from crawler.duplicates.difference import difference
from crawler.exceptions import StorageError
from crawler.storage.failures import reason

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.storage.mongodb import Document, MongoStore

COMPARED = ("title", "body")


@dataclass(slots=True)
class Version:
    """One text of an article."""

    revision: int
    seen_at: datetime | None
    """When this text was first stored."""
    document: Document
    changes: list[dict[str, Any]] = field(default_factory=list)
    """What is other than in the version before: `field`, `context`, `removed`, `added`."""

    def words(self) -> tuple[int, int]:
        """How many words the version before had that this one has not, and the other way round."""
        texts = [(each.get("removed", ""), each.get("added", "")) for each in self.changes]
        return (
            sum(len(removed.split()) for removed, _ in texts),
            sum(len(added.split()) for _, added in texts),
        )


async def find_article(store: MongoStore, key: str, url: str) -> Document | None:
    """The stored article of that id, or else of that address, or one that was met at it."""
    try:
        for query in ({"_id": key}, {"url": url}, {"urls": url}):
            if found := await store.articles.find_one(query):
                return found
    except PyMongoError as error:
        raise StorageError(reason(error, store.uri)) from None
    return None


async def versions(store: MongoStore, article: Document) -> list[Version]:
    """The versions of a stored article, oldest first, the present one last."""
    try:
        earlier = await store.revisions.find({"_id": {"$in": _keys(article)}}).to_list()
    except PyMongoError as error:
        raise StorageError(reason(error, store.uri)) from None
    texts = sorted(earlier, key=lambda each: each.get("revision", 1))
    texts.append(article)
    told = [Version(texts[0].get("revision", 1), article.get("first_seen_at"), texts[0])]
    for before, after in pairwise(texts):
        revision = after.get("revision", before.get("revision", 1) + 1)
        told.append(Version(revision, before["replaced_at"], after, _changes(before, after)))
    return told


def _keys(article: Document) -> list[str]:
    """The `_id`s that earlier texts have: read by key, for which every server has an index."""
    return [f"{article['_id']}:{number}" for number in range(1, article.get("revision", 1))]


def _changes(before: Document, after: Document) -> list[dict[str, Any]]:
    """The changes as stored, or found now where they are not: too many, or of an older program."""
    if "words_removed" in before:
        stored: list[dict[str, Any]] = before.get("changes", [])
        return stored
    return [
        {"field": name, **{key: word for key, word in each._asdict().items() if word}}
        for name in COMPARED
        for each in difference(before.get(name), after.get(name))
    ]
