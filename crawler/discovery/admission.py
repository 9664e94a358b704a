"""Which of the links that discovery found are followed, and why the others are not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from crawler.discovery.dates import civil_day, period_in_url
from crawler.discovery.outward import leads_out
from crawler.discovery.shapes import article_points, wanted
from crawler.duplicates.recent import Recent
from crawler.urls import page_key, same_site

if TYPE_CHECKING:
    from datetime import date

    from crawler.discovery.links import Link
    from crawler.outlets import Outlet

# Bytes of a page key's digest: two of a million keys meet once in 10^13 crawls.
DIGEST_BYTES = 10
# Articles of one outlet that are remembered: 3 MB at most. What is forgotten the frontier knows.
MOST_SEEN = 20_000
# Listings of one outlet in one run: bounds an endless calendar.
MOST_LISTINGS = 5_000
# Addresses that belong to the machinery of a site, never to its readers.
INTERNAL = "/_"
# Sitemaps of what is no article, by their file's name.
NO_ARTICLES = re.compile(
    r"(?:^|[-_./])(?:authors?|users?|tags?|post_tag|categor\w+|taxonom\w+|images?|photos?|videos?|"
    r"page-sitemap|pages?[-_]sitemap|sections?|topics?|keywords?)(?=$|[-_.\d])",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Admission:
    """The gate of one outlet in one run."""

    outlet: Outlet
    since: date | None = None
    until: date | None = None
    seen: Recent[bytes] = field(default_factory=lambda: Recent(MOST_SEEN))
    """Digests of the page keys of the articles that were let through last."""
    listings: set[str] = field(default_factory=set)
    """Addresses of listings that were let through."""

    def key(self, url: str) -> bytes:
        """What tells an article's page from all others."""
        key = page_key(url, outlet=self.outlet).encode()
        return blake2b(key, digest_size=DIGEST_BYTES).digest()

    def refuse_article(self, link: Link) -> str | None:
        """Why an article's link is not followed; None lets it through, once."""
        is_own = same_site(link.url, self.outlet.domain)
        if not is_own and not self._follows(link.url):
            return "offsite"
        if urlsplit(link.url).path.startswith(INTERNAL):
            return "internal"
        if not (self._is_article(link.url) if is_own else article_points(link.url) > 0):
            return "not_article"
        if self.out_of_range(link):
            return "out_of_range"
        return "seen" if self.seen.met(self.key(link.url)) else None

    def refuse_listing(self, link: Link) -> str | None:
        """Why a listing is not followed; None lets it through, once."""
        parts = urlsplit(link.url)
        if parts.path.startswith(INTERNAL):
            return "internal"
        if link.url in self.listings:
            return "seen"
        if len(self.listings) >= MOST_LISTINGS:
            return "too_many_listings"
        if link.kind == "sitemap" and NO_ARTICLES.search(unquote(parts.path.rpartition("/")[2])):
            return "not_article"
        if self.out_of_range(link):
            return "out_of_range"
        self.listings.add(link.url)
        return None

    def out_of_range(self, link: Link) -> bool:
        """Whether all that is known of a link's date says that it lies outside since and until."""
        if self.since is None and self.until is None:
            return False
        zone = self.outlet.timezone
        if link.published_at:
            day = civil_day(link.published_at, zone)
            first = last = day
        elif period := period_in_url(link.url):
            first, last = period
        elif link.modified_at and self.since:
            return civil_day(link.modified_at, zone) < self.since
        else:
            return False
        return self.excludes(last, first)

    def excludes(self, last: date | None, first: date | None = None) -> bool:
        """Whether a day, or the days from first to last, lie outside since and until."""
        first = first or last
        before = self.since is not None and last is not None and last < self.since
        return before or (self.until is not None and first is not None and first > self.until)

    def _follows(self, url: str) -> bool:
        """Whether a page of another site is this outlet's to fetch."""
        return self.outlet.elsewhere == "follow" and leads_out(url, self.outlet.domain)

    def _is_article(self, url: str) -> bool:
        said = wanted(url, self.outlet)
        return article_points(url) >= 0 if said is None else said
