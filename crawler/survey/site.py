"""A short look at a site: its home page, robots.txt, feeds, sitemaps and a few articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from crawler.discovery.homepage import feed_addresses, section_addresses, well_known
from crawler.discovery.shapes import article_points
from crawler.discovery.sitemaps import robots_sitemaps
from crawler.outlets import Outlet
from crawler.survey.listing import page_of, read_listing
from crawler.survey.reading import read_article
from crawler.urls import page_key, site_of

if TYPE_CHECKING:
    from crawler.discovery.links import Link
    from crawler.survey.answers import Fetch
    from crawler.survey.listing import Listing
    from crawler.survey.reading import Reading

# What is asked for at most: with them a look takes under 30 requests.
MOST_FEEDS, MOST_SITEMAPS, MOST_PARTS, MOST_SECTIONS = 5, 3, 2, 2
# Articles that are read, and pages that are tried for them.
ARTICLES, MOST_TRIES = 3, 7
# From this on an address is taken for an article's rather than a front page's.
SURE_POINTS = 4
LANGUAGE = re.compile(r"/(ar|ara|arabic|ar[-_][a-z]{2})(?=/|$)", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Site:
    """What a look at a site has seen."""

    outlet: Outlet
    """The outlet as far as its address says what it is."""
    home: Listing
    robots: str = ""
    """Its robots.txt; empty where it has none."""
    feeds: list[Listing] = field(default_factory=list)
    sitemaps: list[Listing] = field(default_factory=list)
    sections: list[Link] = field(default_factory=list)
    """Sections that the home page names."""
    looked_into: list[Listing] = field(default_factory=list)
    """Those of them that were read."""
    readings: list[Reading] = field(default_factory=list)

    @property
    def articles(self) -> list[Reading]:
        """Pages that were read as articles."""
        return [each for each in self.readings if each.article]


def starting_point(url: str) -> tuple[str, Outlet]:
    """The front page of the site on which an address lies, and the outlet it makes.

    >>> page, outlet = starting_point("example.com/ar/news/7654321-افتتاح-الجسر-فوق-النهر")
    >>> page, outlet.domain, outlet.deny
    ('https://example.com/ar/', 'example.com', ('^/(?!ar(?:/|$))',))
    """
    url = url if "://" in url else f"https://{url}"
    language = LANGUAGE.match(urlsplit(url).path)
    page = url
    if article_points(url) >= SURE_POINTS:
        page = urljoin(url, f"/{language[1]}/" if language else "/")
    deny = (f"^/(?!{language[1]}(?:/|$))",) if language else ()
    domain = site_of(url)
    return page, Outlet(name=domain, title=domain, domain=domain, deny=deny)


async def look_at(url: str, fetch: Fetch) -> Site:
    """What there is at an address, without judging it."""
    page, outlet = starting_point(url)
    home = read_listing(await fetch(page), outlet, "home")
    site = Site(outlet=outlet, home=home)
    if home.standing in ("moved", "robots", "private", "down", "gone"):
        return site
    robots = await fetch(urljoin(page, "/robots.txt"))
    site.robots = robots.body.decode("utf-8", "replace") if robots.status == 200 else ""
    named = list(feed_addresses(page_of(home.answer), home.answer.place))
    site.feeds = await _listings(named[:MOST_FEEDS], "feed", site, fetch)
    named = list(robots_sitemaps(site.robots, page))
    site.sitemaps = await _listings(named[:MOST_SITEMAPS], "sitemap", site, fetch)
    for sitemap in site.sitemaps:
        await _look_into(sitemap, fetch, outlet)
    site.sections = list(section_addresses(page_of(home.answer), home.answer.place))
    if not any(each.is_good for each in site.sitemaps):
        for link in site.sections[:MOST_SECTIONS]:
            site.looked_into.append(read_listing(await fetch(link.url), outlet))
    site.readings = await _readings(site, [url] if page != url else [], fetch)
    return site


async def _listings(named: list[Link], kind: str, site: Site, fetch: Fetch) -> list[Listing]:
    """Listings that the site names; where none of them is good, the first at a usual place."""
    distinct = {page_key(each.url): each.url for each in named}.values()
    found = [read_listing(await fetch(each), site.outlet, "other") for each in distinct]
    if any(each.is_good or each.listings for each in found):
        return found
    for link in well_known(site.home.url):
        if link.kind == kind:
            guess = read_listing(await fetch(link.url), site.outlet, "other")
            if guess.kind == kind and (guess.is_good or guess.listings):
                return [*found, guess]
    return found


async def _look_into(sitemap: Listing, fetch: Fetch, outlet: Outlet) -> None:
    """Count the articles of an index's newest parts as its own."""
    for link in [each for each in sitemap.listings if each.kind == "sitemap"][:MOST_PARTS]:
        part = read_listing(await fetch(link.url), outlet, "other")
        sitemap.articles += part.articles
        sitemap.dated += part.dated
        sitemap.zoned += part.zoned
        days = [day for day in (sitemap.newest, part.newest) if day]
        sitemap.newest = max(days, default=None)


async def _readings(site: Site, urls: list[str], fetch: Fetch) -> list[Reading]:
    """A few articles, from all listings in turn, so that one kind of page does not stand for all."""
    lists = [site.home, *site.feeds, *site.sitemaps, *site.looked_into]
    turns = zip_longest(*([link.url for link in each.articles[:MOST_TRIES]] for each in lists))
    found: list[Reading] = []
    seen: set[str] = set()
    for address in filter(None, chain(urls, *turns)):
        if page_key(address) in seen:
            continue
        seen.add(page_key(address))
        found.append(read_article(await fetch(address), site.outlet))
        read = sum(each.article is not None for each in found)
        if read == ARTICLES or len(found) == MOST_TRIES:
            break
    return found
