"""The queue of a run that has no database."""

from __future__ import annotations

from collections import Counter, deque
from typing import TYPE_CHECKING

from crawler.frontier.listings import Listing
from crawler.frontier.pages import Page
from crawler.storage.plan import now
from crawler.urls import page_key

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from crawler.arabic.dates import ParsedDate
    from crawler.discovery.links import Link
    from crawler.frontier.schedule import Outcome
    from crawler.outlets import Outlet


def admits_all(link: Link) -> bool:  # noqa: ARG001
    """Whether a run that takes every day wants a page."""
    return True


class MemoryQueue:
    """The pages of a run that has no database: fetched in their order, nothing is kept."""

    def __init__(self, outlet: Outlet) -> None:
        self.outlet = outlet
        self.waiting: deque[Page] = deque()
        self.counts: Counter[str] = Counter()
        """`new`, `known` and `failed` links, and pages left because of `out_of_range`."""

        self.asked = Counter[str]()
        """Day, UTC → requests that the outlet has had, in all runs."""
        self.has_budget = False
        """Whether it gets a bounded number of them."""

    @property
    def today(self) -> int:
        """Requests that the outlet has had today."""
        return self.asked[str(now().date())]

    def ask(self) -> None:
        """Count a request."""
        self.asked[str(now().date())] += 1

    def page(self, link: Link, by: str, found_on: str) -> Page:
        """The page of a link that a listing named."""
        key = page_key(link.url, outlet=self.outlet)
        return Page(key, link, self.outlet.name, by, found_on, first_seen=now())

    async def record(
        self,
        pages: Sequence[Page],
        admits: Callable[[Link], bool] = admits_all,  # noqa: ARG002
    ) -> int:
        """Take pages that were found; how many were not known."""
        self.waiting.extend(pages)
        return len(pages)

    async def note_dates(self, pages: Sequence[Page]) -> None:
        """Write down the dates of change that a listing gives for pages met before in this run."""

    def is_new(self, key: str) -> bool:  # noqa: ARG002
        """Whether a page was not known before this run."""
        return True

    async def listing(self, url: str) -> Listing:
        """What is known of a listing."""
        return Listing(url=url, outlet=self.outlet.name)

    async def keep(self, listing: Listing) -> None:
        """Write down what is known of a listing."""

    async def next(self, admits: Callable[[Link], bool]) -> Page | None:  # noqa: ARG002
        """A page that this run has found; None while there is none."""
        return self.waiting.popleft() if self.waiting else None

    async def older(self, admits: Callable[[Link], bool]) -> Page | None:  # noqa: ARG002
        """A page that an earlier run has left, or that is due again; None where there is none."""
        return None

    def has_more(self) -> bool:
        """Whether pages that this run has found wait."""
        return bool(self.waiting)

    def settle(
        self, page: Page, outcome: Outcome, *, alias: str | None = None, revision: int | None = None
    ) -> None:
        """Say what became of a page, under which other address it is known, how often it changed."""

    def release(self, page: Page) -> None:
        """Give a page back: it was not visited."""

    def put_off(self, page: Page, published: ParsedDate) -> None:
        """Leave a page to a run whose days hold its publishing date."""

    async def close(self) -> int:
        """Give back what waits; how many pages are due."""
        return len(self.waiting)
