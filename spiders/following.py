"""What listings name: written down, followed deeper, left alone where it is known."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from crawler.discovery.links import Link
from crawler.exceptions import NotAnArticle
from crawler.frontier.names import BUCKET
from spiders.pace import PacedSpider
from spiders.walk import Walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from scrapy.http import Response

    from crawler.discovery.links import LinkKind
    from crawler.frontier.listings import Listing
    from crawler.items import Article
    from crawler.outlets import Outlet
    from spiders.place import Place
    from spiders.visit import Visit

# Pages of one section, feed or search that are followed.
MOST_PAGES = 200
# Sitemaps within sitemaps, sections within home pages.
MOST_DEPTH = 3


class FollowingSpider(PacedSpider):
    """Follows the links of listings; subclasses read the pages."""

    outlet: Outlet | None = None
    is_scheduled = False
    """Whether listings whose time has not come are passed over."""

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Article]:  # noqa: ARG002
        """The article of any page, for `scrapy parse`; requests of a crawl have their own callbacks."""
        try:
            yield self.article_of(response, self.outlet)
        except NotAnArticle as error:
            self.logger.warning("%s: no article: %s", response.url, error)

    def article_of(self, response: Response, owner: Outlet | None) -> Article:
        """The article of a page of an outlet's; NotAnArticle where it has none."""
        raise NotImplementedError

    async def passes_over(self, visit: Visit, place: Place) -> bool:
        """Whether a listing needs no look: it has not changed, or it is too early to look again.

        What it names may be due all the same.
        """
        listing, now = place.listing, datetime.now(UTC)
        if listing is None or not visit.goes_on:
            return False
        if listing.has_stayed(place.changed_at, now):
            self.count("listings/unchanged")
        elif self.is_scheduled and listing.is_early(now):
            self.count("listings/not_due")
        else:
            return False
        self.follow_known(visit, place, listing)
        return True

    async def unchanged(self, visit: Visit, place: Place) -> None:
        """Note that a listing has not changed; what it names may have."""
        assert place.listing
        self.follow_known(visit, place, place.listing)
        place.listing.looked_at(datetime.now(UTC), new=0, entries=place.listing.entries)
        await visit.queue.keep(place.listing)

    def follow_known(self, visit: Visit, place: Place, listing: Listing) -> None:
        """Plan the listings that a known one names; its articles are known."""
        visit.listings += 1
        visit.found += listing.links
        visit.queue.counts["known"] += listing.links
        self.plan_robots(visit, place)
        for rank, (kind, url, *moment) in enumerate(listing.children):
            visit.knows_feeds = visit.knows_feeds or kind == "feed"
            changed_at = datetime.fromisoformat(moment[0]) if moment else None
            self.deeper(visit, Link(url, cast("LinkKind", kind)), place, rank, changed_at)

    def plan_robots(self, visit: Visit, place: Place) -> None:
        """Look for sitemaps where nobody has said where the outlet's listings are."""
        if place.is_home and visit.finds_by_itself():
            visit.plan(urljoin(place.url, "/robots.txt"), place.inside("robots"))

    async def follow(self, visit: Visit, links: Iterable[Link], place: Place) -> None:
        """Write down the links that the visit's admission lets through; plan what lies deeper."""
        visit.listings += 1
        walk = Walk(visit, place)
        for rank, link in enumerate(links):
            if link.kind == "next":
                walk.following.append(link)
            elif link.kind != "article":
                self.deeper(visit, link, place, rank, walk.take_listing(link))
            else:
                reason = walk.take(link)
                self.count(f"links/refused/{reason}" if reason else "links/followed")
                if await walk.record(BUCKET):
                    self.wake.set()  # no need to wait for the rest of a long listing
        await walk.record()
        walk.note()
        self.wake.set()
        goes_on = walk.goes_on() and place.page < MOST_PAGES
        if goes_on:
            later = place.next_page()
            planned = [self.deeper(visit, link, later) for link in walk.following]
            goes_on = any(planned)
        if not goes_on:
            await walk.ended()

    def deeper(
        self,
        visit: Visit,
        link: Link,
        place: Place,
        rank: int = 0,
        changed_at: datetime | None = None,
    ) -> bool:
        """Plan a listing that a listing names; whether it is let through."""
        inner = place if link.kind == "next" else place.inside(link.kind, changed_at)
        reason = "too_deep" if inner.depth > MOST_DEPTH else visit.admission.refuse_listing(link)
        if reason:
            self.count(f"listings/refused/{reason}")
        else:
            visit.plan(link.url, inner, rank)
        return reason is None
