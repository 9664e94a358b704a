"""The pace of a crawl: a few requests of each outlet at a time, whatever waits in the frontier."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider

from crawler.discovery.links import Link
from crawler.exceptions import StorageError
from crawler.extensions.exit_code import STORAGE_FAILED
from crawler.frontier.onway import OnWay
from crawler.frontier.pages import Page
from crawler.frontier.schedule import after_failure
from spiders.place import Place
from spiders.reading import run_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.frontier.session import Frontier
    from spiders.visit import Visit

# Why a run may end before all is done, the one that is told first.
REASONS = ("outlet_fails", "budget", "limit")


class PacedSpider(Spider):
    """Asks each of its `visits` in turn what to fetch next; subclasses make and read the requests."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.run = run_name(self.name)
        self.visits: dict[str, Visit] = {}
        self.frontier: Frontier | None = None
        self.on_way = OnWay()
        self.wake = asyncio.Event()
        """Set whenever there may be something to fetch that was not there before."""

    def go_on_with(self, frontier: Frontier) -> None:
        """Crawl the outlets that the frontier holds; the others are another run's."""
        self.frontier = frontier
        self.on_way.is_watched = True
        for name, line in frontier.busy.items():
            self.logger.warning("%s; left out here", line)
            del self.visits[name]
            self.count("outlets/busy")
        for name, visit in self.visits.items():
            visit.queue = frontier.queues[name]
            visit.queue.has_budget = visit.brakes.budget is not None

    async def passes_over(self, visit: Visit, place: Place) -> bool:  # noqa: ARG002
        """Whether a listing needs no look in this run."""
        return False

    def listing_request(self, visit: Visit, url: str, place: Place) -> Request:
        """A request for a listing."""
        raise NotImplementedError

    def article_request(self, visit: Visit, page: Page) -> Request:
        """A request for an article's page."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        """Requests, a few of each outlet at a time, until all of them have been answered."""
        self.crawler.stats.set_value("run/id", self.run)
        for visit in self.visits.values():
            self.plan_seeds(visit)
        while True:
            self.wake.clear()
            is_quiet = True
            for visit in self.visits.values():
                if request := await self.next_request(visit):
                    is_quiet = False
                    yield request
            if is_quiet:
                if not any(visit.at_work for visit in self.visits.values()):
                    break
                await self.wake.wait()
        # "finished" is said only where nothing is left
        stopped = {visit.brakes.stopped() for visit in self.visits.values() if visit.has_more()}
        if reason := next((each for each in REASONS if each in stopped), None):
            raise CloseSpider(reason)

    def plan_seeds(self, visit: Visit) -> None:
        """Put an outlet's seeds first; articles among them are fetched whether known or not."""
        for seed in reversed(visit.seeds()):
            if seed.kind == "article":
                page = visit.queue.page(Link(seed.url), "seed", seed.url)
                visit.queue.waiting.appendleft(page)
                visit.admission.seen.met(visit.admission.key(seed.url))
            else:
                visit.admission.listings.add(seed.url)
                visit.seed_listings.append((seed.url, Place(seed.kind, seed.url, is_seed=True)))

    async def next_request(self, visit: Visit) -> Request | None:
        """The next request to an outlet; None while it has to wait."""
        try:
            found = await self.next_of(visit)
        except StorageError as error:
            raise self.storage_failed(error) from None
        if found is None:
            return None
        visit.at_work += 1
        visit.queue.ask()
        visit.brakes.sent(is_article=isinstance(found, Page))
        if isinstance(found, Page):
            return self.article_request(visit, found)
        return self.listing_request(visit, *found)

    async def next_of(self, visit: Visit) -> Page | tuple[str, Place] | None:
        """What is fetched next of an outlet; listings that need no look are passed over."""
        while True:
            if self.frontier and self.frontier.changes.problem:
                raise self.frontier.changes.problem
            found = await visit.next()
            if (
                found is None
                or isinstance(found, Page)
                or not await self.passes_over(visit, found[1])
            ):
                return found

    @asynccontextmanager
    async def reading(
        self, visit: Visit, page: Page | None = None, failure: str | None = None
    ) -> AsyncIterator[None]:
        """Count an answer as read at the end of the block; a page is settled whatever happens."""
        visit.brakes.answered(is_article=page is not None)
        visit.brakes.came(failure)
        try:
            yield
        except StorageError as error:
            raise self.storage_failed(error) from None
        except Exception:
            if page:
                self.failed(visit, page, "error")
            raise
        finally:
            visit.at_work -= 1
            self.wake.set()

    def storage_failed(self, error: StorageError) -> CloseSpider:
        """What ends the run: without the database nothing more can be written down."""
        self.crawler.stats.set_value(STORAGE_FAILED, str(error))
        return CloseSpider("storage_failed")

    def failed(self, visit: Visit, page: Page, reason: str, seconds: float | None = None) -> None:
        """Settle a page that could not be fetched or read."""
        attempts = page.attempts + 1
        visit.queue.settle(page, after_failure(reason, attempts, datetime.now(UTC), seconds))

    def count(self, name: str) -> None:
        """Add one to a stat."""
        self.crawler.stats.inc_value(name)
