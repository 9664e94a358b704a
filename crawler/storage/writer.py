"""The writer: many articles at once, each told what became of it only when it is stored."""

from __future__ import annotations

import asyncio
import logging
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.items import Article
from crawler.records import from_document
from crawler.storage.bulk import carry_out, prepare, put_aside
from crawler.storage.failures import is_passing, reason
from crawler.storage.journal import Entry, discard, read
from crawler.storage.plan import fit_document, now
from crawler.storage.quarantine import kept_page, refused_article
from crawler.storage.schema import ARTICLES, QUARANTINE
from crawler.storage.stories import StoryTeller

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from crawler.items import QuarantinedPage
    from crawler.storage.journal import Journal
    from crawler.storage.mongodb import Document, MongoStore
    from crawler.storage.plan import Outcome
    from crawler.storage.stories import Policy

Result = TypeVar("Result")
logger = logging.getLogger(__name__)

# Articles in one write: fewer round trips, and still far below MongoDB's 48 MB a message.
BATCH = 100
# Articles that may wait before `write` holds its caller up.
WAITING = 1_000
# Seconds between tries while the server is away; after the last one the journal takes over.
RETRIES = (0.5, 1.0, 2.0, 4.0, 8.0)
# Seconds between two looks whether a server that stayed away is back.
LOOK_AGAIN = 5.0


@dataclass(slots=True)
class _Waiting:
    """An article, or a document for `quarantine`, on its way; and where its outcome is awaited."""

    item: Article | Document
    outcome: asyncio.Future[Outcome]

    @property
    def key(self) -> str:
        return self.item.id if isinstance(self.item, Article) else str(self.item["_id"])


class ArticleWriter:
    """Takes articles one by one and writes whatever has gathered while the last write went on.

    While the server is away the crawl waits; when it stays away, articles go to the journal, and
    from there to the store as soon as it is back.
    """

    def __init__(
        self,
        store: MongoStore,
        journal: Journal,
        *,
        policy: Policy = "keep",
        retries: Sequence[float] = RETRIES,
        look_again: float = LOOK_AGAIN,
    ) -> None:
        self.store = store
        self.journal = journal
        self.stories = StoryTeller(store, policy)
        self.retries = retries
        self.look_again = look_again
        self.replayed: Counter[Outcome] = Counter()
        """What became of the articles that had waited in a journal."""
        self._next_look = 0.0
        self._queue: asyncio.Queue[_Waiting | None] = asyncio.Queue(WAITING)
        self._held: _Waiting | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Store what earlier runs left in their journals, then start the writing task."""
        with self.journal.leftovers() as paths:
            for path in paths:
                await self._replay_leftover(path)
        self._task = asyncio.get_running_loop().create_task(self._run())

    async def write(self, article: Article) -> Outcome:
        """What became of the article, once the server has acknowledged it, or the journal's disk.

        `first_seen_at`, `revision` and `urls` are set on it. Raises StorageError where neither can
        take it.
        """
        return await self._hand_over(article)

    async def keep(self, page: QuarantinedPage) -> None:
        """Put a page that could not be read into `quarantine`; a second time replaces the first."""
        await self._hand_over(kept_page(page))

    async def close(self) -> Path | None:
        """Write what still waits, then end; the journal, where the server stayed away."""
        if self._task:
            await self._queue.put(None)
            await self._task
            self._task = None
        for pause in (*self.retries, None):
            if self.journal.path is None or await self._catch_up() or pause is None:
                break
            await asyncio.sleep(pause)
        if self.journal.path is None:
            await self._close_stories()
        self.journal.close()
        return self.journal.path

    async def _close_stories(self) -> None:
        try:
            await self.stories.close()
        except PyMongoError as error:  # the next crawl does it
            logger.warning(
                "%s; stories that were found to be one are joined later", self._told(error)
            )

    async def _hand_over(self, item: Article | Document) -> Outcome:
        waiting = _Waiting(item, asyncio.get_running_loop().create_future())
        await self._queue.put(waiting)
        return await waiting.outcome

    async def _run(self) -> None:
        while first := self._held or await self._queue.get():
            self._held = None
            batch, is_last = self._gather(first)
            await self._settle(batch)
            if is_last:
                break

    def _gather(self, first: _Waiting) -> tuple[list[_Waiting], bool]:
        """`first` and what waits behind it, no id twice; and whether the end was met."""
        batch = {first.key: first}
        while len(batch) < BATCH and not self._queue.empty():
            waiting = self._queue.get_nowait()
            if waiting is None:
                return list(batch.values()), True
            if waiting.key in batch:  # its outcome depends on what this batch stores
                self._held = waiting
                break
            batch[waiting.key] = waiting
        return list(batch.values()), False

    async def _settle(self, batch: list[_Waiting]) -> None:
        """Store a batch and tell each caller; an error that only one causes is only its caller's."""
        try:
            outcomes = await self._store_or_spill([each.item for each in batch])
        except Exception as error:  # noqa: BLE001 - handed on to the waiting caller
            if len(batch) > 1 and not isinstance(error, StorageError):
                for waiting in batch:
                    await self._settle([waiting])
                return
            for waiting in batch:
                if not waiting.outcome.done():
                    waiting.outcome.set_exception(error)
            return
        for waiting in batch:
            if not waiting.outcome.done():
                waiting.outcome.set_result(outcomes.get(waiting.key, "new"))

    async def _store_or_spill(self, items: list[Article | Document]) -> dict[str, Outcome]:
        if self.journal.path is None or (self._is_time_to_look() and await self._catch_up()):
            try:
                return await self._store(items, self.retries)
            except (PyMongoError, StorageError) as error:
                self._next_look = time.monotonic() + self.look_again
                return self._spill(items, self._told(error))
        return self._spill(items)

    async def _store(
        self,
        items: Iterable[Article | Document],
        retries: Sequence[float] = (),
        *,
        is_late: bool = False,
        is_again: bool = False,
    ) -> dict[str, Outcome]:
        """Store articles of distinct ids and quarantined documents, trying again after pauses."""
        articles = [each for each in items if isinstance(each, Article)]
        documents = [each for each in items if not isinstance(each, Article)]
        if documents:
            await self._try(retries, lambda _: put_aside(self.store, documents))
        if not articles:
            return {}
        plan = await self._try(retries, lambda _: prepare(self.store, articles, is_late=is_late))
        await self._try(retries, lambda _: self.stories.assign(plan))
        raced = await self._try(
            retries,
            lambda is_first: carry_out(self.store, plan, may_insert=is_first and not is_again),
        )
        await self._try(retries, lambda _: self.stories.settle())
        # Copies of an article that could not be stored, and articles that another crawl stored
        # meanwhile: they are looked at again.
        if again := raced | plan.orphans():
            rest = [each for each in articles if each.id in again]
            plan.outcomes |= await self._store(rest, retries, is_late=is_late, is_again=True)
        return plan.outcomes

    async def _try(
        self, retries: Sequence[float], step: Callable[[bool], Awaitable[Result]]
    ) -> Result:
        """A step's result; it is told whether this is its first try."""
        for number, pause in enumerate((*retries, None)):
            try:
                return await step(number == 0)
            except PyMongoError as error:
                if pause is None or not is_passing(error):
                    raise
                logger.warning("%s; trying again in %s s", self._told(error), pause)
                await asyncio.sleep(pause)
                await self.store.revive()
        raise AssertionError  # pragma: no cover - the loop returns or raises

    def _spill(self, items: list[Article | Document], why: str = "") -> dict[str, Outcome]:
        """Put items into the journal; StorageError where its disk does not take them either."""
        entries = [journalled(each) for each in items]
        try:
            self.journal.append(entries)
        except OSError as error:
            line = f"can't write the journal {self.journal.folder}: {error.strerror}"
            raise StorageError(f"{why}; {line}" if why else line) from None
        if why:
            logger.error("%s; what is read goes to %s until it is back", why, self.journal.path)
        return {
            str(each["_id"]) if isinstance(each, dict) else each.id: outcome_of(entry)
            for each, entry in zip(items, entries, strict=True)
        }

    def _is_time_to_look(self) -> bool:
        return time.monotonic() >= self._next_look

    async def _catch_up(self) -> bool:
        """Store what waits in the journal; whether nothing waits any more."""
        assert self.journal.path
        try:
            await self.store.revive()
            if await self.store.answers():
                count = await self._replay(self.journal.path)
                self.journal.discard()
                logger.warning("The database is back; %s documents stored from the journal", count)
                return True
        except (PyMongoError, StorageError) as error:
            logger.warning("%s", self._told(error))
        self._next_look = time.monotonic() + self.look_again
        return False

    async def _replay_leftover(self, path: Path) -> None:
        try:
            count = await self._replay(path)
        except PyMongoError as error:
            raise StorageError(self._told(error)) from None
        discard(path)
        logger.info("%s documents stored that an earlier run left in %s", count, path)

    async def _replay(self, path: Path) -> int:
        """Store a journal's entries in order; how many there are. Again is no harm."""
        count = 0
        for batch in batches(read(path)):
            outcomes = await self._store(batch, is_late=True)
            self.replayed.update(outcomes.values())
            count += len(batch)
        return count

    def _told(self, error: Exception) -> str:
        return reason(error, self.store.uri) if isinstance(error, PyMongoError) else str(error)


def journalled(item: Article | Document) -> Entry:
    """The journal's entry for an article, or for a document of `quarantine`."""
    if not isinstance(item, Article):
        return Entry(QUARANTINE, item)
    item.fetched_at = item.fetched_at or now()  # by which a late text is known
    item.first_seen_at = item.first_seen_at or item.fetched_at
    document, fault = fit_document(item)
    return Entry(QUARANTINE, refused_article(item, fault)) if fault else Entry(ARTICLES, document)


def outcome_of(entry: Entry) -> Outcome:
    """What the journal makes of an article."""
    return "journalled" if entry.collection == ARTICLES else "refused"


def batches(entries: Iterable[Entry]) -> Iterator[list[Article | Document]]:
    """Entries as items, in order, a batch at a time and no id twice in one."""
    batch: dict[str, Article | Document] = {}
    for entry in entries:
        key = str(entry.document["_id"])
        if key in batch or len(batch) == BATCH:
            yield list(batch.values())
            batch = {}
        is_article = entry.collection == ARTICLES
        batch[key] = from_document(entry.document) if is_article else entry.document
    if batch:
        yield list(batch.values())
