"""The source that a page names in an element of that name, without a label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line
from crawler.arabic.labels import match_label
from crawler.arabic.names import NO_NAME, normalise_source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.page import Page, PlacedBlock

# «source-name», «newsSource»; but not «photo-source», «resources», «sources-list».
SOURCE = re.compile(
    r"(?:^|\s)(?:(?:news|article|story|post|item|content)[-_]{0,2})?source(?:[-_]{0,2}(?:name|title|link|logo))?(?:\s|$)",
    re.IGNORECASE,
)
# Blocks above the headline and below the text in which it may stand.
NEAR = 6
MOST_WORDS = 4
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
        line = placed.block.text
        if (
            not line
            or placed.chrome in OTHERS
            or line.count(" ") >= MOST_WORDS
            or not _is_source(page, placed.node)
        ):
            continue
        if not (match_label(line) or is_date_line(line) or NO_NAME.search(line)):
            yield "class:source", normalise_source(line), line


def _is_source(page: Page, index: int) -> bool:
    """Whether a block's element, its link or the element around it is called a source."""
    element = page.nodes[index].element
    around = element.getparent()
    names = [element.get("class") or "", "" if around is None else around.get("class") or ""]
    names += [each.get("class") or "" for each in element.iterchildren("a", "span")]
    return any("ource" in each and SOURCE.search(each) for each in names)
