"""What a spider keeps of one outlet during a run, and of the place where it met a link."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from crawler.outlets import Seed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Self

    from crawler.discovery.admission import Admission
    from crawler.discovery.links import Link
    from crawler.outlets import Outlet


@dataclass(frozen=True, slots=True)
class Place:
    """The listing in which links are met."""

    by: str
    """`feed`, `sitemap`, `section`, `home`, `json`, `robots`, or `seed` for an article's own seed."""
    url: str
    """Its address."""
    page: int = 1
    """Its number among the pages of one listing."""
    depth: int = 0
    """Listings between the seed and this one."""
    is_seed: bool = False
    """Named by the outlet's seed file or by the user."""
    is_guess: bool = False
    """Asked for because such addresses are usual, not because anything names it."""
    trail: set[bytes] = field(default_factory=set)
    """Keys met on this page and those before it."""

    @property
    def is_home(self) -> bool:
        """Whether this is the outlet's front page."""
        return self.by == "home" and self.page == 1

    def at(self, url: str, by: str) -> Self:
        """This place as it turned out to be."""
        return replace(self, url=url, by=by)

    def next_page(self) -> Self:
        """The page after this one."""
        return replace(self, page=self.page + 1, is_seed=False)

    def inside(self, by: str) -> Place:
        """A listing that this one names."""
        return Place(by, self.url, depth=self.depth + 1, is_guess=self.by == "robots")

    def is_fresh(self, key: bytes) -> bool:
        """Whether a key was not met on this page or those before it."""
        new = key not in self.trail
        self.trail.add(key)
        return new


@dataclass(slots=True)
class Visit:
    """One outlet in one run."""

    outlet: Outlet
    admission: Admission
    options: dict[str, Any]
    """Keyword arguments of every request to the outlet."""
    limit: int | None = None
    taken: int = 0
    """Articles that were read."""
    in_flight: int = 0
    """Article requests without an answer yet."""
    listings: int = 0
    """Listings that were read."""
    found: int = 0
    """Links to articles in them."""
    knows_feeds: bool = False
    """Whether the home page names a feed."""
    waiting: deque[tuple[Link, Place]] = field(default_factory=deque)

    def seeds(self) -> tuple[Seed, ...]:
        """The outlet's seeds; its home page where it has none."""
        return self.outlet.seeds or (Seed(url=f"https://{self.outlet.domain}/", kind="home"),)

    def finds_by_itself(self) -> bool:
        """Whether nobody has said where the outlet's listings are."""
        return all(seed.kind == "home" for seed in self.seeds())

    def is_full(self) -> bool:
        """Whether the limit of articles is reached."""
        return self.limit is not None and self.taken >= self.limit

    def due(self) -> Iterator[tuple[Link, Place]]:
        """Waiting links that may be fetched now."""
        while self.waiting and (self.limit is None or self.taken + self.in_flight < self.limit):
            self.in_flight += 1
            yield self.waiting.popleft()
