"""What discovery finds: links, with the evidence that stood beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Literal
from urllib.parse import urljoin, urlsplit

from w3lib.html import remove_tags

from crawler.urls import SURROGATES

if TYPE_CHECKING:
    from crawler.arabic.dates import ParsedDate

LinkKind = Literal["article", "sitemap", "feed", "section", "next"]
WHITE_SPACE = re.compile(r"\s+")
# Bidi marks and controls, zero width space, BOM.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
AMPERSAND = re.compile(r"&(?:amp|#0*38|#x0*26);", re.IGNORECASE)
TAG = re.compile(r"<[a-zA-Z/!][^>]*>")


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a listing names."""

    url: str
    """Absolute http(s) address."""

    kind: LinkKind = "article"
    """What the listing takes it for; `next` is the listing's own next page."""

    title: str | None = None
    """The headline that the listing prints."""

    published_at: ParsedDate | None = None
    """The publishing date that the listing gives."""

    modified_at: ParsedDate | None = None
    """The date of the last change (`lastmod`)."""

    keywords: tuple[str, ...] = ()
    """Keywords that the listing gives."""


def absolute(base: str, address: str | None) -> str | None:
    """The absolute http(s) address of a link on a page; None where it is no such thing.

    >>> absolute("https://a.com/x/y", " ../خبر&amp;1 ")
    'https://a.com/خبر&1'
    >>> absolute("https://a.com/", "javascript:void(0)")
    """
    # only these: `&copy=1` in a query is no sign of copyright
    address = AMPERSAND.sub("&", address or "")
    # half characters come with JSON, and no database can hold them
    address = SURROGATES.sub("\ufffd", INVISIBLE.sub("", address)).strip()
    if not address or address.startswith("#"):
        return None
    try:
        url = urljoin(base, address)
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return url if good else None


def plain(text: str | None) -> str | None:
    """A headline as a reader sees it: without tags, entities and needless white space.

    >>> plain(" <b>قمة</b>&nbsp;عربية &amp;amp; أخرى")
    'قمة عربية & أخرى'
    """
    if not text:
        return None
    # twice: feeds often escape what is escaped already
    text = unescape(unescape(text))
    if TAG.search(text):
        text = remove_tags(text)
    return WHITE_SPACE.sub(" ", INVISIBLE.sub("", text)).strip() or None
