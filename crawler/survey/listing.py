"""A feed, sitemap, section or home page as a look at a site sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.discovery.admission import Admission
from crawler.discovery.dates import civil_day
from crawler.discovery.feeds import feed_links
from crawler.discovery.loadmore import json_links
from crawler.discovery.recognise import recognise
from crawler.discovery.sections import section_links
from crawler.discovery.sitemaps import sitemap_links
from crawler.parsing import html_selector
from crawler.survey.answers import standing
from crawler.urls import page_key

if TYPE_CHECKING:
    from datetime import date

    from parsel import Selector

    from crawler.discovery.links import Link
    from crawler.outlets import Outlet
    from crawler.survey.answers import Answer, Standing

# Links of one listing that are looked at.
MOST_LINKS = 1000
# A time that says how far it is from UTC.
ZONED = re.compile(r"(?:Z|[+-]\d\d:?\d\d|\b(?:GMT|UTC|UT|[ECMP][SD]T))\s*$")


@dataclass(slots=True, kw_only=True)
class Listing:
    """A listing with what it offers a crawl."""

    url: str
    kind: str
    """`feed`, `sitemap`, `json`, `section`, `home`; `other` for what is none."""
    answer: Answer
    standing: Standing
    articles: list[Link] = field(default_factory=list)
    """Links that a crawl would follow as articles."""
    listings: list[Link] = field(default_factory=list)
    """Further listings that it names."""
    newest: date | None = None
    """The latest day that an entry names."""
    dated: int = 0
    """Entries with a publishing date."""
    zoned: int = 0
    """Those of them whose date names its zone."""

    @property
    def count(self) -> int:
        """Pages among its articles, each once."""
        return len({page_key(link.url) for link in self.articles})

    @property
    def is_good(self) -> bool:
        """Whether it leads to articles."""
        return self.standing == "ok" and bool(self.articles)


def read_listing(answer: Answer, outlet: Outlet, kind: str = "section") -> Listing:
    """What an answer lists; `kind` is what a page of HTML is taken for."""
    stands = standing(answer, outlet.domain)
    listing = Listing(url=answer.asked, kind=kind, answer=answer, standing=stands)
    if stands != "ok":
        return listing
    found = recognise(answer.body, answer.content_type, answer.place)
    listing.kind = kind if found == "html" else found
    gate = Admission(outlet)
    for link in _links(answer, outlet, listing.kind)[:MOST_LINKS]:
        if link.kind != "article":
            if link.kind == "next" or gate.refuse_listing(link) is None:
                listing.listings.append(link)
        elif gate.refuse_article(link) is None:
            listing.articles.append(link)
    _note_dates(listing, outlet)
    return listing


def _links(answer: Answer, outlet: Outlet, kind: str) -> list[Link]:
    body, url, zone = answer.body, answer.place, outlet.timezone
    if kind == "feed":
        return list(feed_links(body, url, encoding=answer.charset, timezone=zone))
    if kind == "sitemap":
        return list(sitemap_links(body, url, encoding=answer.charset, timezone=zone))
    if kind == "json":
        return list(json_links(body, url, outlet, timezone=zone))
    if kind in ("other", "robots"):
        return []
    return list(section_links(page_of(answer), url, outlet))


def _note_dates(listing: Listing, outlet: Outlet) -> None:
    for link in listing.articles:
        if link.published_at:
            listing.dated += 1
            listing.zoned += bool(ZONED.search(link.published_at.text))
        known = link.published_at or link.modified_at
        if known:
            day = civil_day(known, outlet.timezone)
            listing.newest = max(listing.newest or day, day)


def page_of(answer: Answer) -> Selector:
    """A selector over an answer's page."""
    return html_selector(answer.body, answer.charset)
