"""The source that a page names in an element of that name, without a label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.labels import match_label
from crawler.arabic.names import NO_NAME, normalise_source
from crawler.arabic.text import clean
from crawler.arabic.towns import is_town

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.extraction.page import Page, PlacedBlock

# «source-name», «newsSource»; but not «photo-source», «resources», «sources-list».
SOURCE = re.compile(
    r"(?:^|\s)(?:(?:news|article|story|post|item|content)[-_]{0,2})?(?:source(?:[-_]{0,2}(?:name|title|link|logo))?|provider(?:[-_]?name)?|publisher[-_]?name)(?:\s|$)",
    re.IGNORECASE,
)
# Blocks above the headline and below the text in which it may stand.
NEAR = 6
MOST_WORDS = 4
MOST_LETTERS = 60
OTHERS = frozenset(
    {"nav", "footer", "sidebar", "related", "comments", "share", "ad", "tags", "caption"}
)


def attributed(
    page: Page, spot: int, story: list[PlacedBlock]
) -> Iterator[tuple[str, list[str], str]]:
    """Rule, names and printed form; `spot` is the headline's place."""
    if not story:
        return
    start, end = page.blocks.index(story[0]), page.blocks.index(story[-1])
    top = max(0, (spot if 0 <= spot < start else start) - NEAR)
    for placed in (*page.blocks[top:start], *page.blocks[end + 1 : end + 1 + NEAR]):
        if placed.chrome in OTHERS or not 0 < len(placed.block.text) < MOST_LETTERS:
            continue
        line = _named(page, placed)
        if not line or line.count(" ") >= MOST_WORDS or NO_NAME.search(line):
            continue
        if not (match_label(line) or any(map(str.isdigit, line))):
            names = [name for name in normalise_source(line) if not is_town(name)]
            yield "class:source", names, line


def _named(page: Page, placed: PlacedBlock) -> str:
    """The words of a block in an element that is called a source: itself, one in it, the one around it."""
    element = page.nodes[placed.node].element
    for each in element.iterchildren("a", "span"):
        if _is_source(each):
            return clean(" ".join(map(str, each.itertext())))
    return placed.block.text if _is_source(element) or _is_source(element.getparent()) else ""


def _is_source(element: _Element | None) -> bool:
    names = element.get("class") if element is not None else None
    return bool(names) and SOURCE.search(names or "") is not None
