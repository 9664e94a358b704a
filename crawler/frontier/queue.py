"""The pages of one outlet in one run: found, leased, settled."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from itertools import islice
from typing import TYPE_CHECKING

from pymongo import UpdateOne

from crawler.duplicates.recent import Recent
from crawler.frontier.listings import document_of, listing_of
from crawler.frontier.memory import MemoryQueue, admits_all
from crawler.frontier.names import BUCKET, bucket_name, later_name, number_of
from crawler.frontier.pages import (
    Page,
    date_document,
    is_later,
    new_document,
    newest_first,
    page_of,
    recalled,
    with_known_date,
)
from crawler.frontier.schedule import LONGEST_PAUSE, Outcome
from crawler.frontier.settlement import RELEASED, released, settled
from crawler.storage.plan import now
from crawler.urls import page_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from crawler.arabic.dates import ParsedDate
    from crawler.discovery.links import Link
    from crawler.frontier.changes import Changes
    from crawler.frontier.listings import Listing
    from crawler.frontier.pages import Document
    from crawler.frontier.store import FrontierStore
    from crawler.outlets import Outlet

# Pages of one outlet that wait in memory; the others wait in the database.
MOST_WAITING = 500
# A listing's dates of change are no longer believed after so many false alarms.
MOST_WRONG = 10
# Empty queues that are looked into at once.
MOST_QUEUES = 64


class OutletQueue(MemoryQueue):
    """The pages of an outlet that the database knows."""

    def __init__(self, outlet: Outlet, store: FrontierStore, changes: Changes, run: str) -> None:
        super().__init__(outlet)
        self.store = store
        self.changes = changes
        self.run = run
        self.is_moving = asyncio.Lock()
        """Held from reading what waits in the database to leasing it: none is leased twice."""
        self.bucket = 0
        self.filled = BUCKET
        self.unread: deque[str] = deque()
        """Queues with pages that found no room in memory."""
        self.left: deque[str] = deque()
        """Queues in which earlier runs may have left something, newest first."""
        self.lowest = 0
        """Number of the first queue in which this run may leave something, once none is `left`."""
        self.due_again: AsyncIterator[list[Document]] | None = None
        self.aliases: set[str] = set()
        self.fresh = Recent()
        """Keys of pages that were not known before this run."""
        self.dates = Counter[str]()
        """How often a listing's new date of change was `right`, and how often `wrong`."""

    async def open(self) -> None:
        """Find out how far the outlet's queues reach."""
        crawl = await self.store.crawl_of(self.outlet.name)
        self.lowest = crawl.get("next_bucket", 0)
        self.bucket = self.lowest - 1
        self.dates.update(crawl.get("dates", {}))
        day = str(now().date())
        self.asked[day] = crawl.get("asked", {}).get(day, 0)
        numbers = range(self.bucket, crawl.get("low_bucket", 0) - 1, -1)
        self.left.extend(bucket_name(self.outlet.name, number) for number in numbers)
        self.due_again = self._due_again(now())

    async def record(
        self, pages: Sequence[Page], admits: Callable[[Link], bool] = admits_all
    ) -> int:
        """Write pages down before any of them is fetched; how many were not known."""
        async with self.is_moving:
            by_key = {page.key: page for page in pages}
            known = await self.store.known(by_key)
            new = [page for key, page in by_key.items() if key not in known]
            moment = now()
            for page in new:  # of one moment, so that they keep their listing's order
                page.first_seen = moment
            leased: list[Page] = []
            await self.store.insert([each async for each in self._placed(new, leased)])
            self.waiting.extend(leased)
            await self._met_again(by_key, known, admits)
        for page in new:
            self.fresh.met(page.key)
        self.counts["new"] += len(new)
        return len(new)

    async def note_dates(self, pages: Sequence[Page]) -> None:
        """Write down the dates of change that a listing gives for pages met before in this run."""
        by_key = {page.key: page for page in pages}
        known = await self.store.known(by_key)
        async with self.is_moving:
            changed = [by_key[key] for key in known if self._is_changed(by_key[key], known[key])]
            await self._look_again(changed)
        undated = [by_key[key] for key, document in known.items() if "modified" not in document]
        dates = {page.key: {"modified": date_document(page.link.modified_at)} for page in undated}
        await self.store.write([UpdateOne({"_id": k}, {"$set": v}) for k, v in dates.items()])

    def is_new(self, key: str) -> bool:
        """Whether a page was not known before this run."""
        return key in self.fresh

    async def listing(self, url: str) -> Listing:
        """What earlier runs knew of a listing."""
        return listing_of(await self.store.listing(url), url, self.outlet)

    async def keep(self, listing: Listing) -> None:
        """Write down what is known of a listing."""
        await self.store.keep_listing(listing.url, document_of(listing))

    async def next(self, admits: Callable[[Link], bool]) -> Page | None:
        """A page that this run has found, leased; None while there is none."""
        while not (page := self._popped()):
            async with self.is_moving:
                if self.unread and not self.waiting:
                    await self._claim(await self.store.queued([self.unread.popleft()]), admits)
                elif not self.waiting:
                    return None
        return page

    async def older(self, admits: Callable[[Link], bool]) -> Page | None:
        """A page that is due again, or that an earlier run has left; None where there is none."""
        while not (page := self._popped()):
            async with self.is_moving:
                if not self.waiting and not await self._claim_older(admits):
                    return None
        return page

    def has_more(self) -> bool:
        """Whether pages that this run has found, or an earlier one, may wait."""
        return bool(self.waiting or self.unread or self.left or self.due_again)

    def settle(
        self, page: Page, outcome: Outcome, *, alias: str | None = None, revision: int | None = None
    ) -> None:
        """Say what became of a page, under which other address it is known, how often it changed."""
        change = settled(page, outcome)
        if revision:
            change["$set"]["revision"] = revision
            if page.is_said_changed:
                self.dates["right" if revision != page.revision else "wrong"] += 1
        self.changes.add(page.key, change)
        other = page_key(alias, outlet=self.outlet) if alias else page.key
        if alias and other != page.key:
            self.aliases.add(other)
            same = Page(other, page.link, page.outlet, page.by, page.found_on, page.first_seen)
            change = settled(same, Outcome("done", "alias"))
            change["$set"] |= {"alias_of": page.key, "url": alias}
            change["$setOnInsert"].pop("url")
            self.changes.add(other, change)

    def release(self, page: Page) -> None:
        """Give a page back: it was not visited."""
        self.changes.add(page.key, released(page))

    def put_off(self, page: Page, published: ParsedDate) -> None:
        """Leave a page to a run whose days hold its publishing date."""
        self.counts["out_of_range"] += 1
        change = released(page)
        change["$set"] = change["$set"] | {"published": date_document(published)}
        self.changes.add(page.key, change)

    async def close(self) -> int:
        """Give back what waits; how many pages of the outlet are due."""
        keys = [page.key for page in self.waiting]
        self.waiting.clear()
        await self.store.update(keys, RELEASED)
        name = self.outlet.name
        if not self.left:
            await self.store.note(name, {"low_bucket": self.lowest})
        await self.note_asked()
        if self.dates:
            await self.store.note(name, {"dates": dict(self.dates)})
        again = await self.store.count(f"{name}@", later_name(name, now()))
        return again + await self.store.count(f"{name}|", f"{name}}}")

    async def note_asked(self) -> None:
        """Write down how many requests the outlet has had today, where that is bounded."""
        if self.has_budget:
            facts = {"asked": {str(now().date()): self.today}}
            await self.store.note(self.outlet.name, facts)

    async def _due_again(self, moment: datetime) -> AsyncIterator[list[Document]]:
        """Pages whose time has come, in batches; then those that a clock which ran ahead put off."""
        name = self.outlet.name
        async for batch in self.store.between(f"{name}@", later_name(name, moment)):
            yield batch
        latest = later_name(name, moment + 2 * LONGEST_PAUSE)
        async for batch in self.store.between(latest, f"{name}A"):
            yield batch

    async def _place(self) -> str:
        """The queue in which one more page finds room."""
        if self.filled >= BUCKET:
            self.bucket, self.filled = self.bucket + 1, 0
            await self.store.note(self.outlet.name, {"next_bucket": self.bucket + 1})
        self.filled += 1
        return bucket_name(self.outlet.name, self.bucket)

    async def _placed(self, pages: Iterable[Page], leased: list[Page]) -> AsyncIterator[Document]:
        """Documents in their queues; those that fit into memory are leased at once."""
        for rank, page in enumerate(pages):
            queue = await self._place()
            document = new_document(page, queue=queue, rank=rank)
            if not self.unread and len(self.waiting) + len(leased) < MOST_WAITING:
                document |= self._lease()
                leased.append(page)
            elif queue not in self.unread:
                self.unread.append(queue)
            yield document

    async def _met_again(
        self,
        pages: Mapping[str, Page],
        known: Mapping[str, Document],
        admits: Callable[[Link], bool],
    ) -> None:
        """What a listing names and an earlier run has left is fetched now; the rest is known."""
        again: list[Page] = []
        changed: list[Page] = []
        for key, document in known.items():
            if self._is_changed(pages[key], document):
                changed.append(pages[key])
            elif not self._is_free(document):
                self.counts["failed" if document["state"] == "failed" else "known"] += 1
            elif not admits(with_known_date(pages[key].link, document)):
                self.counts["out_of_range"] += 1
            elif len(self.waiting) + len(again) < MOST_WAITING and not self.unread:
                again.append(recalled(pages[key], document))
            elif document.get("queue") and document["queue"] not in self.unread:
                self.unread.append(document["queue"])
        change = {"$set": self._lease() | {"outlet": self.outlet.name}}
        await self.store.update([page.key for page in again], change)
        self.waiting.extend(again)
        await self._look_again(changed)

    def _is_changed(self, page: Page, document: Document) -> bool:
        """Whether a listing says that a page has changed since, and has not been wrong too often."""
        right, wrong = self.dates["right"], self.dates["wrong"]
        if document["state"] != "done" or (wrong >= MOST_WRONG and wrong > right):
            return False
        return is_later(page.link.modified_at, document)

    async def _look_again(self, pages: Sequence[Page]) -> None:
        """Put pages that were done into the queue once more."""
        changes, queues = [], set[str]()
        for page in pages:
            queues.add(queue := await self._place())
            facts = {"state": "due", "queue": queue, "is_said_changed": True}
            facts |= {"modified": date_document(page.link.modified_at)}
            changes.append(UpdateOne({"_id": page.key}, {"$set": facts}))
        await self.store.write(changes)
        self.unread.extend(sorted(queues - set(self.unread)))
        self.counts["changed"] += len(pages)

    async def _claim_older(self, admits: Callable[[Link], bool]) -> bool:
        """Claim some of what is due again, then of what was left; false where nothing can be."""
        if self.due_again:
            if batch := await anext(self.due_again, None):
                await self._claim(batch, admits)
            else:
                self.due_again = None
            return True
        has_some = bool(self.left)
        await self._leftovers(admits)
        return has_some

    async def _leftovers(self, admits: Callable[[Link], bool]) -> None:
        """Claim from queues of earlier runs; empty ones are passed over quickly."""
        size = 1
        while self.left and not self.waiting:
            names = list(islice(self.left, size))
            found = await self.store.queued(names)
            size = 1 if found else min(size * 2, MOST_QUEUES)
            if found:
                self.lowest = min(number_of(each["queue"]) for each in found)
            await self._claim(found, admits)
            for _ in names:  # only now: what could not be claimed is still left
                self.left.popleft()

    async def _claim(self, documents: list[Document], admits: Callable[[Link], bool]) -> None:
        """Lease what nobody fetches and this run may; it waits in memory then."""
        free = [each for each in documents if self._is_free(each) or "@" in each.get("queue", "")]
        free = [each for each in free if each.get("run") != self.run]
        pages = [page_of(each) for each in sorted(free, key=newest_first)]
        wanted = [page for page in pages if admits(page.link)]
        self.counts["out_of_range"] += len(pages) - len(wanted)
        await self.store.update([page.key for page in wanted], {"$set": self._lease()})
        self.waiting.extend(wanted)

    def _is_free(self, document: Document) -> bool:
        """Whether a page is due, or leased by a run that is no more."""
        state = document["state"]
        return state == "due" or (state == "leased" and document.get("run") != self.run)

    def _lease(self) -> Document:
        """What a page is while it is fetched; it ends with the run, because only one holds an outlet."""
        return {"state": "leased", "run": self.run}

    def _popped(self) -> Page | None:
        while self.waiting:
            page = self.waiting.popleft()
            if page.key not in self.aliases:
                return page
        return None
