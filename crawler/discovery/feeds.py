"""Feeds to links: RSS 2.0 and 1.0, Atom, JSON Feed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from crawler.discovery.dates import listing_date
from crawler.discovery.links import Link, absolute, plain
from crawler.discovery.markup import decoded, local, tree, unzipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

ENTRIES = ("item", "entry")
PUBLISHED = ("published", "pubdate", "issued", "date", "created")
MODIFIED = ("updated", "modified")
KEYWORDS = ("category", "subject", "keywords", "tag")


def feed_links(
    body: bytes, url: str, *, encoding: str | None = None, timezone: str = "UTC"
) -> Iterator[Link]:
    """The entries of a feed, in its order; nothing where it is no feed."""
    text = decoded(unzipped(body), encoding)
    if text.lstrip().startswith(("{", "[")):
        yield from _json_feed(text, url, timezone)
        return
    root = tree(text)
    if root is None:
        return
    base = _base(root, url)
    for element in root.iter():
        if local(element) in ENTRIES:
            if link := _entry(element, base, timezone):
                yield link
        elif local(element) == "link" and element.get("rel") == "next":
            yield from _next_page(base, element.get("href"))


def _next_page(base: str, address: str | None) -> Iterator[Link]:
    if url := absolute(base, address):
        yield Link(url, "next")


def _base(root: _Element, url: str) -> str:
    """What relative addresses are relative to."""
    base = root.get("{http://www.w3.org/XML/1998/namespace}base")
    return absolute(url, base) or url


def _entry(entry: _Element, base: str, timezone: str) -> Link | None:
    children: dict[str, list[_Element]] = {}
    for child in entry:
        children.setdefault(local(child), []).append(child)
    url = _address(children, base) or absolute(base, entry.get(_RDF_ABOUT))
    if not url:
        return None
    modified = listing_date(_first(children, MODIFIED), timezone)
    return Link(
        url,
        title=plain(_first(children, ("title",))),
        published_at=listing_date(_first(children, PUBLISHED), timezone),
        modified_at=modified,
        keywords=tuple(_keywords(children)),
    )


_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"


def _address(children: dict[str, list[_Element]], base: str) -> str | None:
    """The entry's page: before a redirector (origLink), then link, then a guid that is an address."""
    links = (
        each for each in children.get("link", ()) if each.get("rel", "alternate") == "alternate"
    )
    addresses = [_text(each) for each in children.get("origlink", ())]
    addresses += [each.get("href") or _text(each) for each in links]
    guids = (each for name in ("guid", "id") for each in children.get(name, ()))
    addresses += [_text(each) for each in guids if _is_permalink(each)]
    return next((url for each in addresses if each and (url := absolute(base, each))), None)


def _is_permalink(guid: _Element) -> bool:
    said = guid.get("isPermaLink", "true").lower() != "false"
    return said and (_text(guid) or "").startswith("http")


def _first(children: dict[str, list[_Element]], names: Iterable[str]) -> str | None:
    texts = (_text(each) for name in names for each in children.get(name, ()))
    return next((text for text in texts if text), None)


def _text(element: _Element) -> str | None:
    return "".join(str(text) for text in element.itertext()).strip() or None


def _keywords(children: dict[str, list[_Element]]) -> Iterator[str]:
    """Categories whole; a keywords element is a list with commas."""
    for name in KEYWORDS:
        for each in children.get(name, ()):
            text = each.get("term") or _text(each) or ""
            parts = text.replace("،", ",").split(",") if name == "keywords" else [text]
            yield from (word for part in parts if (word := plain(part)))


def _json_feed(text: str, url: str, timezone: str) -> Iterator[Link]:
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError):
        return
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        return
    for item in feed["items"]:
        if isinstance(item, dict) and (link := _json_item(item, url, timezone)):
            yield link
    yield from _next_page(url, _string(feed.get("next_url")))


def _json_item(item: dict[str, Any], base: str, timezone: str) -> Link | None:
    named = [_string(item.get(key)) for key in ("url", "external_url", "id")]
    if named[2] and not named[2].startswith("http"):
        named.pop()
    url = next((found for each in named if (found := absolute(base, each))), None)
    if not url:
        return None
    tags = item.get("tags")
    return Link(
        url,
        title=plain(_string(item.get("title"))),
        published_at=listing_date(_string(item.get("date_published")), timezone),
        modified_at=listing_date(_string(item.get("date_modified")), timezone),
        keywords=tuple(str(tag) for tag in tags) if isinstance(tags, list) else (),
    )


def _string(value: object) -> str | None:
    return value if isinstance(value, str) else None
