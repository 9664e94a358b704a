"""What a spider keeps of one outlet during a run, and what it fetches next."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.frontier.memory import MemoryQueue
from crawler.outlets import Seed
from crawler.survey.looks import Looks
from spiders.brakes import Brakes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.discovery.admission import Admission
    from crawler.discovery.links import Link
    from crawler.frontier.pages import Page
    from crawler.outlets import Outlet
    from spiders.place import Place


@dataclass(slots=True)
class Visit:
    """One outlet in one run."""

    outlet: Outlet
    admission: Admission
    options: dict[str, Any]
    """Keyword arguments of every request to the outlet."""
    brakes: Brakes = field(default_factory=Brakes)
    goes_on: bool = True
    """Whether pages that earlier runs left, or that are due again, are fetched too."""
    queue: MemoryQueue = field(init=False)
    at_work: int = 0
    """Requests without an answer, and answers that are being read."""
    listings: int = 0
    """Listings that were read."""
    found: int = 0
    """Links to articles in them."""
    looks: Looks = field(default_factory=Looks)
    """What its articles' pages were like."""
    rendering: dict[str, Any] = field(default_factory=dict)
    """What the meta of its HTML pages says where a browser builds them."""
    knows_feeds: bool = False
    """Whether the home page names a feed."""
    seed_listings: list[tuple[str, Place]] = field(default_factory=list)
    """Listings to fetch before anything else, last first."""
    deeper: list[tuple[int, int, str, Place]] = field(default_factory=list)
    """A heap of listings that listings named."""
    order: Iterator[int] = field(default_factory=itertools.count)

    def __post_init__(self) -> None:
        self.queue = MemoryQueue(self.outlet)

    def seeds(self) -> tuple[Seed, ...]:
        """The outlet's seeds; its home page where it has none."""
        return self.outlet.seeds or (Seed(url=f"https://{self.outlet.domain}/", kind="home"),)

    def finds_by_itself(self) -> bool:
        """Whether nobody has said where the outlet's listings are."""
        return all(seed.kind == "home" for seed in self.seeds())

    def has_more(self) -> bool:
        """Whether this run could go on with the outlet."""
        return bool(self.seed_listings or self.deeper or self.queue.has_more())

    def plan(self, url: str, place: Place, rank: int = 0) -> None:
        """Take a listing; the later its page and its rank, the later it is fetched."""
        heapq.heappush(self.deeper, (place.page + rank, next(self.order), url, place))

    async def next(self) -> Page | tuple[str, Place] | None:
        """What is fetched next: the seeds, articles of this run, deeper listings, what was left."""
        self.brakes.today = self.queue.today
        if not self.brakes.let_any():
            return None
        if self.seed_listings:
            return await self.recalled(*self.seed_listings.pop())
        may_read = self.brakes.let_article()
        if may_read and (page := await self.queue.next(self.admits)):
            return page
        if self.deeper:
            return await self.recalled(*heapq.heappop(self.deeper)[2:])
        return await self.queue.older(self.admits) if may_read and self.goes_on else None

    async def recalled(self, url: str, place: Place) -> tuple[str, Place]:
        """A listing with what earlier runs knew of it; its later pages go with the first."""
        if place.page > 1 or place.is_guess or place.by == "robots":
            return url, place
        return url, place.known_as(await self.queue.listing(url))

    def is_ranged(self) -> bool:
        """Whether only some days are wanted: what such a run leaves out, others want."""
        return self.admission.since is not None or self.admission.until is not None

    def admits(self, link: Link) -> bool:
        """Whether a page that an earlier run has found lies within this run's days."""
        return not self.admission.out_of_range(link)
