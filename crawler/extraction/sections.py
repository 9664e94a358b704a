"""The sections of an article: breadcrumb, what the head declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.arabic.text import fold
from crawler.extraction.menus import is_breadcrumb
from crawler.extraction.metadata import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from crawler.extraction.blocks import Block
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page

# Breadcrumb steps that lead to the front page.
HOME = frozenset(
    map(
        fold,
        (
            "الرئيسية",
            "الصفحة الرئيسية",
            "رئيسية",
            "home",
            "الرئيسيه",
            "البداية",
            "main",
            "صفحة البداية",
            "accueil",
            "الصفحة الأولى",
        ),
    )
)
OPINION = frozenset(
    map(
        fold,
        (
            "رأي",
            "آراء",
            "مقالات",
            "مقالات الرأي",
            "كتاب",
            "أعمدة",
            "مقال",
            "opinion",
            "كتاب وآراء",
            "الرأي",
            "وجهات نظر",
        ),
    )
)
NOT_A_SECTION = frozenset(map(fold, ("uncategorized", "غير مصنف", "بدون تصنيف", "غير مصنفة", "")))
MOST_SECTION_WORDS = 6
# A line that leads from the front page to a section or two, whatever it is called.
MOST_STEPS = 4
LEAST_STEPS = 2
# The path of a front page, also of one language's.
FRONT = re.compile(r"(?:/(?:ar|arabic|ar-\w{2})?)?/?")
BETWEEN = re.compile(r"[»›>/«‹<\\←|]")
# Elements between a link and the one that is called so: ul > li > span.
LEVELS = 4


def sections(
    page: Page, metadata: Metadata, title: str | None, is_site: Callable[[str], bool]
) -> Iterator[tuple[str, list[str]]]:
    """Rule and sections, outermost first; `is_site` tells the outlet's own name."""
    for rule, found in _declared(page, metadata, title):
        if trail := [*_trail(found, fold(title or ""), is_site)]:
            yield rule, trail


def _declared(page: Page, metadata: Metadata, title: str | None) -> Iterator[tuple[str, list[str]]]:
    """Rule and names as printed; the page is looked through only where its head is silent."""
    yield "json-ld:breadcrumb", metadata.breadcrumb()
    yield "class:breadcrumb", [*_breadcrumb_links(page)]
    declared = metadata.article(title).get("articleSection")
    names = declared if isinstance(declared, list) else [declared]
    yield "json-ld:articleSection", [text(each) for each in names]
    yield "meta:article:section", metadata.meta.get("article:section", [])


def _trail(names: list[str], title: str, is_site: Callable[[str], bool]) -> Iterator[str]:
    """The steps that are sections: not the front page, not the article itself."""
    for name in names:
        key = fold(name)
        if key in HOME | NOT_A_SECTION or key == title or len(name.split()) > MOST_SECTION_WORDS:
            continue
        if not is_site(name):
            yield name


def _breadcrumb_links(page: Page) -> Iterator[str]:
    known: dict[int, bool] = {}
    for placed in page.blocks:
        links = placed.block.links
        if links and (
            _is_in_breadcrumb(page, placed.node, LEVELS, known) or _leads_here(placed.block)
        ):
            yield from (link.text for link in links if not FRONT.fullmatch(urlsplit(link.url).path))


def _leads_here(block: Block) -> bool:
    """Whether a block is «الرئيسية » سياسة»: few links, the first to the front page, a mark between them."""
    return (
        LEAST_STEPS <= len(block.links) <= MOST_STEPS
        and fold(block.links[0].text) in HOME
        and BETWEEN.search(block.text) is not None
    )


def _is_in_breadcrumb(page: Page, index: int, levels: int, known: dict[int, bool]) -> bool:
    if index < 0 or not levels:
        return False
    if index not in known:
        node = page.nodes[index]
        known[index] = is_breadcrumb(node.element) or _is_in_breadcrumb(
            page, node.parent, levels - 1, known
        )
    return known[index]


def is_opinion(names: list[str]) -> bool:
    """Whether one of an article's sections is the opinions'."""
    return not OPINION.isdisjoint(map(fold, names))
