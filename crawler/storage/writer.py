"""The writer: many articles at once, each told what became of it only when it is stored."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

import bson
from bson.errors import InvalidDocument
from pymongo import ReplaceOne
from pymongo.errors import BulkWriteError, ConnectionFailure, PyMongoError

from crawler.exceptions import StorageError
from crawler.records import filled, to_document
from crawler.storage.mongodb import reason
from crawler.urls import article_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.items import Article, QuarantinedPage
    from crawler.storage.mongodb import Document, MongoStore

Outcome = Literal["new", "changed", "unchanged", "duplicate", "refused"]
logger = logging.getLogger(__name__)

# Articles in one write: fewer round trips, and still far below MongoDB's 48 MB a message.
BATCH = 100
# MongoDB takes 16 MiB a document; some room is left for its own fields.
MOST_BYTES = 15 * 1024 * 1024
# Articles that may wait before `write` holds its caller up.
WAITING = 1_000
# Seconds between tries while the server is away; after the last one the writer gives up.
RETRIES = (0.5, 1.0, 2.0, 4.0, 8.0)
# Of a stored article, what decides whether it is new, changed or the same.
KNOWN_FIELDS = {"content_key": 1, "outlet": 1, "first_seen_at": 1, "revision": 1}


@dataclass(slots=True)
class _Waiting:
    """An article on its way, and where its outcome is awaited."""

    article: Article
    outcome: asyncio.Future[Outcome]


class ArticleWriter:
    """Takes articles one by one and writes whatever has gathered while the last write went on."""

    def __init__(self, store: MongoStore, *, retries: Sequence[float] = RETRIES) -> None:
        self.store = store
        self.retries = retries
        self._queue: asyncio.Queue[_Waiting | None] = asyncio.Queue(WAITING)
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Start the writing task in the running loop."""
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def write(self, article: Article) -> Outcome:
        """What became of the article, once the server has acknowledged it.

        `first_seen_at` and `revision` are set on it. Raises StorageError when the server stays away.
        """
        waiting = _Waiting(article, asyncio.get_running_loop().create_future())
        await self._queue.put(waiting)
        return await waiting.outcome

    async def close(self) -> None:
        """Write what still waits, then end the task."""
        if self._task:
            await self._queue.put(None)
            await self._task
            self._task = None

    async def _run(self) -> None:
        while (first := await self._queue.get()) is not None:
            batch, ended = self._gather(first)
            await self._settle(batch)
            if ended:
                break

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """`first` and all that waits behind it, up to a batch; and whether the end was met."""
        batch = [first]
        while len(batch) < BATCH and not self._queue.empty():
            waiting = self._queue.get_nowait()
            if waiting is None:
                return batch, True
            batch.append(waiting)
        return batch, False

    async def _settle(self, batch: list[_Waiting]) -> None:
        """Write a batch and tell each article's caller; a defect is theirs to see as well."""
        try:
            outcomes = await self._write_with_retries([each.article for each in batch])
        except Exception as error:  # noqa: BLE001 - handed on to every waiting caller
            for waiting in batch:
                waiting.outcome.set_exception(error)
            return
        for waiting in batch:
            waiting.outcome.set_result(outcomes[waiting.article.id])

    async def _write_with_retries(self, articles: list[Article]) -> dict[str, Outcome]:
        for pause in (*self.retries, None):
            try:
                return await self._write(articles)
            except ConnectionFailure as error:
                line = reason(error, self.store.uri)
                if pause is None:
                    raise StorageError(line) from None
                logger.warning("%s; trying again in %s s", line, pause)
                await asyncio.sleep(pause)
            except PyMongoError as error:
                raise StorageError(reason(error, self.store.uri)) from None
        raise AssertionError  # pragma: no cover - the loop returns or raises

    async def _write(self, articles: list[Article]) -> dict[str, Outcome]:
        known, texts = await self._look_up(articles)
        outcomes: dict[str, Outcome] = {}
        documents: dict[str, Document] = {}
        for article in articles:
            outcome = _decide(article, known.get(article.id), texts)
            outcomes[article.id] = outcome
            if outcome != "duplicate":
                documents[article.id] = _stamp(article, known.get(article.id), outcome)
        changed = [key for key, outcome in outcomes.items() if outcome == "changed"]
        await self._keep_earlier_texts(changed)
        for refused in await self._upsert(documents):
            outcomes[refused] = "refused"
        return outcomes

    async def _look_up(
        self, articles: list[Article]
    ) -> tuple[dict[str, Document], dict[tuple[str | None, str], str]]:
        """What is stored under these ids, and whose text each outlet's content keys are."""
        ids = [article.id for article in articles]
        keys = [article.content_key for article in articles if article.content_key]
        query = {"$or": [{"_id": {"$in": ids}}, {"content_key": {"$in": keys}}]}
        known: dict[str, Document] = {}
        texts: dict[tuple[str | None, str], str] = {}
        async for document in self.store.articles.find(query, KNOWN_FIELDS):
            known[document["_id"]] = document
            if key := document.get("content_key"):
                texts[document.get("outlet"), key] = document["_id"]
        return known, texts

    async def _keep_earlier_texts(self, ids: list[str]) -> None:
        """Copy the stored text of articles about to change into `revisions`; again is no harm."""
        if not ids:
            return
        copies = []
        async for document in self.store.articles.find({"_id": {"$in": ids}}):
            number = document.get("revision", 1)
            key = f"{document['_id']}:{number}"
            copy = {**document, "_id": key, "article": document["_id"], "replaced_at": _now()}
            copies.append(ReplaceOne({"_id": key}, copy, upsert=True))
        await self.store.revisions.bulk_write(copies, ordered=False)

    async def _upsert(self, documents: dict[str, Document]) -> list[str]:
        """Store the documents; the ids of those that the server refused, now in quarantine."""
        unfit = {key: line for key, page in documents.items() if (line := unfit_for_bson(page))}
        await self._quarantine(documents, unfit)
        pages = [page for key, page in documents.items() if key not in unfit]
        if not pages:
            return list(unfit)
        writes = [ReplaceOne({"_id": page["_id"]}, page, upsert=True) for page in pages]
        try:
            await self.store.articles.bulk_write(writes, ordered=False)
        except BulkWriteError as error:
            errors = (error.details or {}).get("writeErrors", [])
            refused = {pages[each["index"]]["_id"]: each["errmsg"] for each in errors}
            if not refused:
                raise
            await self._quarantine(documents, refused)
            return [*unfit, *refused]
        return list(unfit)

    async def _quarantine(self, documents: dict[str, Document], refused: dict[str, str]) -> None:
        if not refused:
            return
        kept = [
            {
                "_id": f"{key}:refused",
                "url": documents[key]["url"].encode("ascii", "replace").decode(),
                "outlet": documents[key].get("outlet"),
                "reason": "refused",
                "detail": detail,
                "body": repr(documents[key]).encode("utf-8", "replace")[:MOST_BYTES],
                "fetched_at": _now(),
            }
            for key, detail in refused.items()
        ]
        writes = [ReplaceOne({"_id": page["_id"]}, page, upsert=True) for page in kept]
        await self.store.quarantine.bulk_write(writes, ordered=False)


def unfit_for_bson(document: Document) -> str | None:
    """Why a document can't be sent to MongoDB; None where it can."""
    try:
        size = len(bson.encode(document))
    except (InvalidDocument, UnicodeEncodeError, OverflowError) as error:
        return f"no BSON document: {type(error).__name__}"
    return f"{size} bytes are too many for one document" if size > MOST_BYTES else None


def _decide(
    article: Article, stored: Document | None, texts: dict[tuple[str | None, str], str]
) -> Outcome:
    """What the article is to the store: its own earlier text decides before another's equal text."""
    if stored is not None:
        same = stored.get("content_key") == article.content_key
        return "unchanged" if same else "changed"
    if article.content_key:
        first = texts.setdefault((article.outlet, article.content_key), article.id)
        if first != article.id:
            return "duplicate"
    return "new"


def _stamp(article: Article, stored: Document | None, outcome: Outcome) -> dict[str, Any]:
    """The document, with the article's first sight and revision set from what is stored."""
    earlier = stored or {}
    revision = int(earlier.get("revision", 1))
    article.revision = revision + 1 if outcome == "changed" else revision
    article.first_seen_at = earlier.get("first_seen_at") or article.fetched_at or _now()
    return to_document(article)


async def keep_page(store: MongoStore, page: QuarantinedPage) -> None:
    """Put a page that could not be read into `quarantine`; a second time replaces the first."""
    document = {"_id": article_id(page.url), **filled(asdict(page))}
    await store.quarantine.replace_one({"_id": document["_id"]}, document, upsert=True)


def _now() -> datetime:
    return datetime.now(UTC)
