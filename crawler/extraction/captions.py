"""Captions that nothing calls so: a short line that stands alone with its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from crawler.extraction.page import Page, PlacedBlock

# A longer line is a paragraph beside a picture.
MOST_WORDS = 15
SENTENCE_ENDS = (".", ":", "؟", "!", "،", "…", "»", "”", '"')
# Elements around a picture that are no element of their own.
AROUND = frozenset({"a", "span", "picture", "center", "font", "strong", "b", "amp-img"})
# Parts of a table that is laid out for a picture and the line below it.
CELLS = frozenset({"td", "tr", "tbody"})


def mark_captions(page: Page) -> None:
    """Call the blocks captions that repeat what a picture above them says it shows, or share an element with it alone."""
    for element, position in page.images:
        placed = page.blocks[position] if position < len(page.blocks) else None
        if placed and placed.chrome is None and _may_be_caption(placed):
            if (element.get("alt") or "").strip() == placed.block.text:
                placed.chrome = "caption"
                continue
            holder = _holder(page, element, placed.node)
            if holder >= 0 and _is_alone(page, position, holder):
                placed.chrome = "caption"


def _may_be_caption(placed: PlacedBlock) -> bool:
    text = placed.block.text
    return (
        placed.block.kind == "paragraph"
        and (text.endswith(").") or not text.endswith(SENTENCE_ENDS))
        and text.count(" ") < MOST_WORDS
        and not placed.block.links
    )


def _holder(page: Page, picture: _Element, index: int) -> int:
    """The node that holds the picture and the line: the line's own or the one around it; -1 for none."""
    above = picture.getparent()
    while above is not None and above.tag in AROUND:
        above = above.getparent()
    for number in (index, page.nodes[index].parent):
        if number >= 0 and page.nodes[number].element is above:
            return number
    return _table(page, above, index) if above is not None and above.tag == "td" else -1


def _table(page: Page, cell: _Element | None, index: int) -> int:
    """The table that holds a picture's cell and the line, with nothing but cells around them; -1 for none."""
    while cell is not None and cell.tag in CELLS:
        cell = cell.getparent()
    while index >= 0 and page.nodes[index].tag in CELLS:
        index = page.nodes[index].parent
    return index if index >= 0 and page.nodes[index].element is cell else -1


def _is_alone(page: Page, position: int, holder: int) -> bool:
    """Whether no other block stands in the same element."""
    beside = page.blocks[max(0, position - 1) : position] + page.blocks[position + 1 : position + 2]
    return not any(_is_below(page, each.node, holder) for each in beside)


def _is_below(page: Page, index: int, outer: int) -> bool:
    while index > outer:
        index = page.nodes[index].parent
    return index == outer
