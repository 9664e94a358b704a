"""The listing in which a spider meets links."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime
    from typing import Self

    from crawler.frontier.listings import Listing


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
    listing: Listing | None = None
    """What earlier runs knew of the listing whose page this is."""
    changed_at: datetime | None = None
    """When it changed last, at the latest, as the listing that names it says."""
    was_whole: bool = False
    """Whether earlier runs have written down everything that the listing named then."""
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

    def known_as(self, listing: Listing) -> Self:
        """This place with what earlier runs knew of it."""
        return replace(self, listing=listing, was_whole=listing.is_whole)

    def inside(self, by: str, changed_at: datetime | None = None) -> Place:
        """A listing that this one names."""
        is_guess = self.by == "robots"
        return Place(by, self.url, depth=self.depth + 1, is_guess=is_guess, changed_at=changed_at)

    def is_fresh(self, key: bytes) -> bool:
        """Whether a key was not met on this page or those before it."""
        new = key not in self.trail
        self.trail.add(key)
        return new
