"""A listing page by page: what is written down, whether to go on, what the next run may believe."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.discovery.dates import latest_moment
from crawler.frontier.listings import digest_of

if TYPE_CHECKING:
    from scrapy.http import Response

    from crawler.discovery.links import Link
    from crawler.frontier.pages import Page
    from spiders.place import Place
    from spiders.visit import Visit


def has_changed(response: Response, place: Place, visit: Visit) -> bool:
    """Whether a listing has to be read; what it is like is noted with what was known of it."""
    listing = place.listing
    if listing is None or place.page > 1:  # what is known of a listing is known of its first page
        return True
    if response.status == 304:
        return not listing.is_whole
    digest = digest_of(response.body)
    is_same = listing.is_unchanged(digest)
    tags = [response.headers.get(name) or b"" for name in ("ETag", "Last-Modified")]
    etag, modified = (tag.decode("latin-1") for tag in tags)
    listing.read(digest, etag, modified, datetime.now(UTC), place.changed_at)
    # asked for by hand: look at it whatever is known
    return not is_same or not visit.goes_on


class Walk:
    """One page of a listing on the way through it."""

    def __init__(self, visit: Visit, place: Place) -> None:
        self.visit = visit
        self.place = place
        self.listing = place.listing
        self.following: list[Link] = []
        self.children: list[list[str]] = []
        self.batch: list[Page] = []
        self.dated: list[Page] = []
        """Pages met before in this run, perhaps without the date of change that stands here."""
        self.links = 0
        self.fresh = 0
        """Links that earlier pages of the listing did not have."""
        self.new = 0
        """Links that no run before this one knew."""

    def take(self, link: Link) -> str | None:
        """Why an article's link is refused; None where it is to be written down."""
        visit, place = self.visit, self.place
        visit.found += 1
        reason = visit.admission.refuse_article(link)
        # sitemaps have no next page, and too many links to remember them twice
        if place.by != "sitemap" and reason in (None, "seen"):
            self.fresh += place.is_fresh(visit.admission.key(link.url))
        if reason is None:
            self.links += 1
            self.batch.append(visit.queue.page(link, place.by, place.url))
        elif reason == "seen":
            page = visit.queue.page(link, place.by, place.url)
            self.new += visit.queue.is_new(page.key)
            if link.modified_at:
                self.dated.append(page)
        return reason

    def take_listing(self, link: Link) -> datetime | None:
        """Note a listing that this one names; when it changed last, at the latest, where that is said."""
        self.children.append([link.kind, link.url])
        if link.modified_at is None:
            return None
        changed_at = latest_moment(link.modified_at, self.visit.outlet.timezone)
        self.children[-1].append(changed_at.isoformat())
        return changed_at

    async def record(self, least: int = 1) -> bool:
        """Write down what was taken, once there is enough of it; whether there was."""
        is_enough = len(self.batch) >= least
        if is_enough:
            await self._begun()
            self.new += await self.visit.queue.record(self.batch, self.visit.admits)
            self.batch = []
        if len(self.dated) >= least:
            await self.visit.queue.note_dates(self.dated)
            self.dated = []
        return is_enough

    def goes_on(self) -> bool:
        """Whether later pages may have what nobody knows.

        Those of a listing that was walked to its end have not, after a page with nothing new.
        """
        return bool(self.following and self.fresh) and not (self.place.was_whole and not self.new)

    def note(self) -> None:
        """Note the page's links with the listing."""
        if self.listing is None:
            return
        if self.place.page > 1:
            self.listing.links += self.links
            return
        self.listing.links, self.listing.children = self.links, self.children
        self.listing.looked_at(datetime.now(UTC), new=self.new, entries=max(self.links, self.new))

    async def _begun(self) -> None:
        """Until the walk has ended, no run may believe that what the listing names is known."""
        if self.listing and self.listing.is_whole:
            self.listing.is_whole = False
            await self.visit.queue.keep(self.listing)

    async def ended(self) -> None:
        """Everything that the listing names is written down; unless days were left out."""
        if self.listing and not self.visit.is_ranged():
            self.listing.is_whole = True
            await self.visit.queue.keep(self.listing)
