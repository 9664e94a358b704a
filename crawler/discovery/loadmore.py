"""JSON answers to links: load-more addresses, search and post interfaces of any make."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from parsel import Selector

from crawler.discovery.dates import listing_date
from crawler.discovery.links import Link, absolute, plain
from crawler.discovery.markup import decoded
from crawler.discovery.pagination import NUMBER, next_link, page_number
from crawler.discovery.sections import section_links
from crawler.urls import same_site, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.outlets import Outlet

# Names of an entry's values in small letters without _ and -, the likeliest first.
URLS = (
    "url",
    "link",
    "permalink",
    "href",
    "articleurl",
    "newsurl",
    "canonicalurl",
    "weburl",
    "path",
)
TITLES = ("title", "headline", "newstitle", "posttitle", "articletitle", "name", "subject")
DATES = (
    "dategmt", "datepublished", "publishedat", "publishdate", "publisheddate", "published", "pubdate",
    "date", "createdat", "created", "time",
)  # fmt: skip
NEXT = ("next", "nexturl", "nextpageurl", "nextpage", "nextlink", "loadmoreurl")
SEPARATOR = re.compile(r"[_\-\s]")
ANCHOR = re.compile(r"<a\s", re.IGNORECASE)
# Levels of nesting that are looked into.
DEPTH = 8


def json_links(
    body: bytes, url: str, outlet: Outlet | None = None, *, timezone: str = "UTC"
) -> Iterator[Link]:
    """The articles that a JSON answer lists, as entries or as pieces of HTML, and its next page."""
    try:
        data = json.loads(decoded(body))
    except (ValueError, RecursionError):
        return
    found = False
    following: str | None = None
    for node in _nodes(data, DEPTH):
        if isinstance(node, str):
            links = list(_from_html(node, url, outlet))
        else:
            links = [link] if (link := _entry(node, url, timezone)) else []
            following = following or _next(node, url)
        found = found or bool(links)
        yield from links
    if following or (found and NUMBER.search(url)):
        yield Link(following or _next_number(url), "next")


def _nodes(data: Any, depth: int) -> Iterator[dict[str, Any] | str]:
    """All objects, and all texts that hold links, from the outside in."""
    if isinstance(data, dict):
        yield data
        children = list(data.values())
    else:
        children = data if isinstance(data, list) else []
    for child in children:
        if isinstance(child, str) and ANCHOR.search(child):
            yield child
        elif depth:
            yield from _nodes(child, depth - 1)


def _from_html(text: str, url: str, outlet: Outlet | None) -> Iterator[Link]:
    selector = Selector(text=text)
    yield from section_links(selector, url, outlet)
    if link := next_link(selector, url):
        yield link


def _entry(node: dict[str, Any], base: str, timezone: str) -> Link | None:
    values = {SEPARATOR.sub("", str(name)).lower(): value for name, value in node.items()}
    title = next(filter(None, (_text(values.get(name)) for name in TITLES)), None)
    addresses = (absolute(base, _text(values.get(name))) for name in URLS)
    url = next((each for each in addresses if each and same_site(each, site_of(base))), None)
    if not url or not title:
        return None
    date = next(filter(None, (_text(values.get(name)) for name in DATES)), None)
    if date and "dategmt" in values and date == _text(values["dategmt"]):
        timezone = "UTC"
    return Link(url, title=plain(title), published_at=listing_date(date, timezone))


def _text(value: object) -> str | None:
    """A text, also where it is wrapped as WordPress does (`{"rendered": …}`)."""
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) and value.strip() else None


def _next(node: dict[str, Any], base: str) -> str | None:
    values = {SEPARATOR.sub("", str(name)).lower(): value for name, value in node.items()}
    for name in NEXT:
        text = _text(values.get(name))
        if text and ("/" in text or "?" in text) and (address := absolute(base, text)):
            return address
    return None


def _next_number(url: str) -> str:
    """The address of the page after this one."""
    return NUMBER.sub(lambda found: f"{found['before']}{page_number(url) + 1}", url, count=1)
