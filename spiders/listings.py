"""A fetched listing to links: the right generator of `crawler.discovery` for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.discovery.feeds import feed_links
from crawler.discovery.homepage import feed_addresses, section_addresses, well_known
from crawler.discovery.loadmore import json_links
from crawler.discovery.pagination import next_link
from crawler.discovery.sections import section_links
from crawler.discovery.sitemaps import robots_sitemaps, sitemap_links
from crawler.fetching import declared_charset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector
    from scrapy.http import Response

    from crawler.discovery.links import Link
    from crawler.discovery.recognise import PageKind
    from spiders.visit import Visit


def listing_links(response: Response, kind: PageKind, visit: Visit) -> Iterator[Link]:
    """The links of a listing that is no HTML."""
    encoding, zone = declared_charset(response), visit.outlet.timezone
    body, url = response.body, response.url
    if kind == "feed":
        yield from feed_links(body, url, encoding=encoding, timezone=zone)
    elif kind == "sitemap":
        yield from sitemap_links(body, url, encoding=encoding, timezone=zone)
    elif kind == "json":
        yield from json_links(body, url, visit.outlet, timezone=zone)
    else:
        sitemaps = list(robots_sitemaps(body.decode("utf-8", "replace"), url))
        yield from sitemaps or usual_places(url, visit)


def page_links(selector: Selector, url: str, visit: Visit) -> list[Link]:
    """The articles of a section or home page, and its next page."""
    links = list(section_links(selector, url, visit.outlet))
    following = next_link(selector, url)
    return [*links, following] if following else links


def home_links(selector: Selector, url: str, visit: Visit) -> list[Link]:
    """The feeds and sections that a home page names."""
    feeds = list(feed_addresses(selector, url))
    visit.knows_feeds = visit.knows_feeds or bool(feeds)
    return [*feeds, *section_addresses(selector, url)]


def usual_places(url: str, visit: Visit) -> Iterator[Link]:
    """Where listings lie on most sites, if the home page names none."""
    if not visit.knows_feeds:
        yield from well_known(url)
