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


def mark_captions(page: Page) -> None:
    """Call the blocks captions that share an element with a picture and with nothing else."""
    for element, position in page.images:
        placed = page.blocks[position] if position < len(page.blocks) else None
        if placed and placed.chrome is None and _may_be_caption(placed):
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
    return -1


def _is_alone(page: Page, position: int, holder: int) -> bool:
    """Whether no other block stands in the same element."""
    beside = page.blocks[max(0, position - 1) : position] + page.blocks[position + 1 : position + 2]
    return not any(_is_below(page, each.node, holder) for each in beside)


def _is_below(page: Page, index: int, outer: int) -> bool:
    while index > outer:
        index = page.nodes[index].parent
    return index == outer
