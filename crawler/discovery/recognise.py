"""What an answer is: feed, sitemap, JSON, article, listing or nothing to read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from crawler.discovery.markup import decoded, unzipped
from crawler.discovery.shapes import article_points

if TYPE_CHECKING:
    from parsel import Selector

PageKind = Literal["feed", "sitemap", "json", "robots", "html", "other"]

# Bytes that are looked at; the root element stands there or nowhere.
HEAD = 4096
ROOT = re.compile(r"<(?!\?|!)(?:\w+:)?([A-Za-z]\w*)[\s/>]")
# A declaration in the middle: a server's warnings came first.
ROOT_BEHIND_JUNK = re.compile(
    r"<\?xml[^>]*\?>\s*(?:<[?!][^>]*>\s*)*<(?:\w+:)?(rss|feed|rdf|urlset|sitemapindex)[\s>]",
    re.IGNORECASE,
)
COMMENT = re.compile(r"<!--.*?(?:-->|$)", re.DOTALL)
FEED_ROOTS = frozenset(["rss", "feed", "rdf", "channel"])
SITEMAP_ROOTS = frozenset(["urlset", "sitemapindex"])
ADDRESS_LINES = re.compile(r"\s*(?:https?://\S+(?:\s+|$))+$")
JSON_LD = "//script[@type='application/ld+json']/text()"
JSON_LD_TYPE = re.compile(r'"(\w*(?:Article|BlogPosting|CollectionPage|SearchResultsPage))"')
ARTICLE_TYPES = frozenset(
    ["NewsArticle", "Article", "ReportageNewsArticle", "OpinionNewsArticle", "AnalysisNewsArticle",
     "BackgroundNewsArticle", "BlogPosting", "LiveBlogPosting", "ReviewNewsArticle"]
)  # fmt: skip
LISTING_TYPES = frozenset(["CollectionPage", "SearchResultsPage"])
# Signatures of files that are nobody's text.
BINARY = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"OggS", b"ID3")


def recognise(body: bytes, content_type: str | None = None, url: str = "") -> PageKind:
    """What a body is, by its bytes; the header is not believed, the address only for robots.txt.

    >>> recognise(b"<?xml version='1.0'?><rss version='2.0'>", "text/html")
    'feed'
    """
    head = decoded(unzipped(body, HEAD)[:HEAD]).lstrip("\ufeff \t\r\n")
    if body.startswith(BINARY) or not head:
        return "other"
    if url.partition("?")[0].endswith("/robots.txt"):
        return "robots"
    if head.startswith(("{", "[")):
        return (
            "feed" if '"https://jsonfeed.org/' in head or "jsonfeed.org" in head[:200] else "json"
        )
    if head.startswith("<"):
        return _by_root(head)
    if ADDRESS_LINES.match(head.rpartition("\n")[0] or head):
        return "sitemap"
    return _by_content_type(content_type or "")


def _by_root(head: str) -> PageKind:
    head = COMMENT.sub("", head)
    found = ROOT_BEHIND_JUNK.search(head) or ROOT.search(head)
    root = found[1].lower() if found else ""
    if root == "svg":
        return "other"
    if root in FEED_ROOTS:
        return "feed"
    if root in SITEMAP_ROOTS:
        return "sitemap"
    return "html"


def _by_content_type(content_type: str) -> PageKind:
    kind = content_type.partition(";")[0].strip().lower()
    if kind in ("", "text/html", "application/xhtml+xml", "text/plain"):
        return "html"
    if kind.endswith(("xml", "rss+xml")):
        return "html"
    return "other"


def is_article_page(selector: Selector, url: str) -> bool:
    """Whether an HTML page says of itself that it is one article, and its address does not deny it."""
    points = article_points(url)
    if points <= 0:
        return False
    types = set(JSON_LD_TYPE.findall(" ".join(selector.xpath(JSON_LD).getall())))
    if types & LISTING_TYPES:
        return False
    if types & ARTICLE_TYPES:
        return True
    og_type = selector.xpath("//meta[@property='og:type']/@content").get("")
    return og_type.strip().lower() in ("article", "news") and points >= 3
