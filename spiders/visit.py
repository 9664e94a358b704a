"""What a spider keeps of one outlet during a run, and what it fetches next."""

from __future__ import annotations

import heapq
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.frontier.memory import MemoryQueue
from crawler.outlets import Seed

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
    limit: int | None = None
    window: int = 2
    """Requests that may be on their way: no more, or a slow outlet would hold up the others."""
    goes_on: bool = True
    """Whether pages that earlier runs left, or that are due again, are fetched too."""
    queue: MemoryQueue = field(init=False)
    taken: int = 0
    """Articles that were read."""
    in_flight: int = 0
    """Article requests without an answer yet."""
    asked: int = 0
    """All requests without an answer yet."""
    at_work: int = 0
    """Requests without an answer, and answers that are being read."""
    listings: int = 0
    """Listings that were read."""
    found: int = 0
    """Links to articles in them."""
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

    def is_full(self) -> bool:
        """Whether the limit of articles is reached."""
        return self.limit is not None and self.taken >= self.limit

    def has_more(self) -> bool:
        """Whether this run could go on with the outlet."""
        return bool(self.seed_listings or self.deeper or self.queue.has_more())

    def plan(self, url: str, place: Place, rank: int = 0) -> None:
        """Take a listing; the later its page and its rank, the later it is fetched."""
        heapq.heappush(self.deeper, (place.page + rank, next(self.order), url, place))

    async def next(self) -> Page | tuple[str, Place] | None:
        """What is fetched next: the seeds, articles of this run, deeper listings, what was left."""
        if self.asked >= self.window or self.is_full():
            return None
        if self.seed_listings:
            return self.seed_listings.pop()
        may_read = self.limit is None or self.taken + self.in_flight < self.limit
        if may_read and (page := await self.queue.next(self.admits)):
            return page
        if self.deeper:
            return heapq.heappop(self.deeper)[2:]
        return await self.queue.older(self.admits) if may_read and self.goes_on else None

    def admits(self, link: Link) -> bool:
        """Whether a page that an earlier run has found lies within this run's days."""
        return not self.admission.out_of_range(link)

    def sent(self, *, is_article: bool) -> None:
        """Count a request that leaves."""
        self.asked += 1
        self.at_work += 1
        self.in_flight += is_article

    def answered(self, *, is_article: bool) -> None:
        """Count an answer that has come and is being read now."""
        self.asked -= 1
        self.in_flight -= is_article
