"""Section pages to links: articles told from navigation, and the next page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from crawler.discovery.links import Link, absolute, plain
from crawler.discovery.shapes import NEVER, article_points, wanted
from crawler.urls import page_key, same_site, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement
    from parsel import Selector

    from crawler.outlets import Outlet

# What a link needs: a headline of five words and a slug, or a headline under a heading …
ARTICLE_POINTS = 4
# … or this, where most links of the same make are articles.
GROUP_POINTS = 2
# Points for the words of a link's text; more words than listed count as the last.
WORD_POINTS = (0, -1, 0, 1, 2, 3)
HEADING_POINTS = 2
NAVIGATION_POINTS = -3
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
NAVIGATION_TAGS = frozenset(["nav", "footer"])
NAVIGATION_CLASS = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|footer|breadcrumbs?|topbar|social|share|sharing|"
    r"pagination|pager|tags|tagcloud|login|lang|languages?|copyright|submenu|dropdown)(?:$|[\s_-])",
    re.IGNORECASE,
)
# Link texts that are no headline, however they are worded.
NO_HEADLINE = re.compile(
    r"^(?:(?:اقرأ|إقرأ|اقرا|قراءة|عرض|شاهد|المزيد|للمزيد|التفاصيل|تفاصيل|أكمل|تابع)(?:\s.{0,25})?|"
    r"(?:\d+|لا|أضف|اترك)\s*(?:تعليق\w*|مشاهد\w*)(?:\s.*)?|[\d٠-٩\s/:.,|-]+|"
    r"read more.*|more|share.*|leave a comment.*)$",
    re.IGNORECASE,
)
# What themes append to a headline.
MORE = re.compile(r"\s*(?:\.{3}|…)?\s*(?:اقرأ|إقرأ|قراءة|عرض)\s+المزيد\s*[»«.…←>]*$")


@dataclass(slots=True)
class Candidate:
    """An address on the page with all that its links say."""

    url: str
    order: int
    points: int = NEVER
    title: str | None = None
    title_rank: tuple[int, int] = (NEVER, 0)
    makes: list[str] = field(default_factory=list)


def section_links(selector: Selector, url: str, outlet: Outlet | None = None) -> Iterator[Link]:
    """The articles that a section or home page links to, in page order."""
    candidates = _candidates(selector, url, outlet)
    makes = _article_makes(candidates)
    for candidate in candidates:
        lifted = candidate.points >= GROUP_POINTS and makes.intersection(candidate.makes)
        if candidate.points >= ARTICLE_POINTS or lifted:
            yield Link(candidate.url, title=candidate.title)


def _candidates(selector: Selector, url: str, outlet: Outlet | None) -> list[Candidate]:
    domain = outlet.domain if outlet else site_of(url)
    follows = outlet is not None and outlet.elsewhere == "follow"
    found: dict[str, Candidate] = {page_key(url): Candidate(url, -1)}
    base = absolute(url, selector.xpath("//base/@href").get()) or url
    for order, anchor in enumerate(selector.root.iter("a")):
        address = absolute(base, anchor.get("href"))
        if not address or not (follows or same_site(address, domain)):
            continue
        candidate = found.setdefault(page_key(address, outlet=outlet), Candidate(address, order))
        if candidate.order >= 0:
            _weigh(candidate, anchor, outlet)
    return [candidate for candidate in found.values() if candidate.order >= 0]


def _weigh(candidate: Candidate, anchor: HtmlElement, outlet: Outlet | None) -> None:
    """Add what one link says; the best of several links to one page counts."""
    title, points = _context(anchor)
    rank = (points, len(title or ""))
    if title and rank > candidate.title_rank:
        candidate.title, candidate.title_rank = title, rank
    is_own = outlet is not None and same_site(candidate.url, outlet.domain)
    says = wanted(candidate.url, outlet) if outlet and is_own else None
    if says is not None:
        points = ARTICLE_POINTS if says else NEVER
    else:
        points += article_points(candidate.url)
    candidate.points = max(candidate.points, points)
    candidate.makes.append(_make(anchor))


def _context(anchor: HtmlElement) -> tuple[str | None, int]:
    """A link's headline, and the points for it and for where it stands."""
    text = plain("".join(anchor.itertext())) or plain(anchor.get("title")) or _picture_text(anchor)
    text = MORE.sub("", text or "")
    title = None if not text or NO_HEADLINE.match(text) else text
    words = len(title.split()) if title else 0
    points = WORD_POINTS[min(words, len(WORD_POINTS) - 1)]
    if words >= 2 and _in_heading(anchor):
        points += HEADING_POINTS
    if in_navigation(anchor):
        points += NAVIGATION_POINTS
    return title, points


def _picture_text(anchor: HtmlElement) -> str | None:
    return next((plain(image.get("alt")) for image in anchor.iter("img")), None)


def _in_heading(anchor: HtmlElement) -> bool:
    if any(child.tag in HEADINGS for child in anchor.iter() if isinstance(child.tag, str)):
        return True
    parent = anchor.getparent()
    return parent is not None and (
        parent.tag in HEADINGS
        or (parent.getparent() is not None and parent.getparent().tag in HEADINGS)
    )


def in_navigation(anchor: HtmlElement) -> bool:
    """Whether a link stands in a menu, a footer, a share bar or the like."""
    for element in anchor.iterancestors():
        if element.tag in ("article", "main", "body", "html"):
            return False
        if element.tag in NAVIGATION_TAGS or element.get("role") == "navigation":
            return True
        if NAVIGATION_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            return True
    return False


def _make(anchor: HtmlElement) -> str:
    """How a link is built: its nearest containers with their classes."""
    containers = [anchor, *islice(anchor.iterancestors(), 3)]
    return ">".join(f"{each.tag}.{each.get('class', '')}" for each in containers)


def _article_makes(candidates: list[Candidate]) -> set[str]:
    """Makes of which at least three links, and most, are articles."""
    all_makes: Counter[str] = Counter()
    of_articles: Counter[str] = Counter()
    for candidate in candidates:
        all_makes.update(set(candidate.makes))
        if candidate.points >= ARTICLE_POINTS:
            of_articles.update(set(candidate.makes))
    return {make for make, n in of_articles.items() if n >= 3 and 2 * n > all_makes[make]}
