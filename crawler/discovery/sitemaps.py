"""Sitemaps to links: index, sitemap, news sitemap, plain text; gzip or not."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING

from lxml import etree

from crawler.discovery.dates import civil_day, listing_date, period_in_url
from crawler.discovery.links import Link, absolute, plain
from crawler.discovery.markup import decoded, local, repaired, unzipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

ENTRIES = {"url": "article", "sitemap": "sitemap"}
# What stands for another thing than the page: pictures and videos have addresses and titles too.
FOREIGN = ("image", "video")
COMMA = re.compile(r"\s*[,،;]\s*")


def sitemap_links(
    body: bytes, url: str, *, encoding: str | None = None, timezone: str = "UTC"
) -> Iterator[Link]:
    """The pages that a sitemap names, in its order, and further sitemaps, the newest first."""
    text = decoded(unzipped(body), encoding)
    if not text.lstrip().startswith("<"):
        yield from _text_sitemap(text, url)
        return
    sitemaps = []
    for entry in _entries(repaired(text)):
        link = _link(entry, url, timezone)
        if link and link.kind == "sitemap":
            sitemaps.append(link)
        elif link:
            yield link
    yield from sorted(sitemaps, key=_last_day, reverse=True)


def _last_day(link: Link) -> date:
    """The day up to which a sitemap may name pages; those that don't say go last."""
    if link.modified_at:
        return civil_day(link.modified_at, "UTC")
    period = period_in_url(link.url)
    return period[1] if period else date.min


def _text_sitemap(text: str, url: str) -> Iterator[Link]:
    for line in text.splitlines():
        if line.strip().lower().startswith("http") and (address := absolute(url, line)):
            yield Link(address)


def _entries(text: str) -> Iterator[_Element]:
    """Entries one by one; each is forgotten after its turn, so that 50,000 need little memory."""
    events = etree.iterparse(
        BytesIO(text.encode()),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        encoding="utf-8",
    )
    try:
        for _, element in events:
            if local(element) in ENTRIES:
                yield element
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]
    except etree.XMLSyntaxError:
        return  # not even a root


def _link(entry: _Element, base: str, timezone: str) -> Link | None:
    values: dict[str, str] = {}
    for element in entry.iter():
        if not isinstance(element.tag, str) or any(f"-{name}/" in element.tag for name in FOREIGN):
            continue
        if element.text and (text := element.text.strip()):
            values.setdefault(local(element), text)
    url = absolute(base, values.get("loc"))
    if not url:
        return None
    return Link(
        url,
        "sitemap" if local(entry) == "sitemap" else "article",
        title=plain(values.get("title")),
        published_at=listing_date(values.get("publication_date"), timezone),
        modified_at=listing_date(values.get("lastmod"), timezone),
        keywords=tuple(word for word in COMMA.split(values.get("keywords", "").strip()) if word),
    )


def robots_sitemaps(text: str, url: str) -> Iterator[Link]:
    """The sitemaps that a robots.txt names.

    >>> [link.url for link in robots_sitemaps("Sitemap: /news.xml", "https://a.com/robots.txt")]
    ['https://a.com/news.xml']
    """
    for line in text.splitlines():
        name, _, address = line.partition(":")
        if name.strip().lower() == "sitemap" and (
            found := absolute(url, address.partition(" #")[0])
        ):
            yield Link(found, "sitemap")
