"""The lead that stands above the element of the story and is its first paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.arabic.text import fold
from crawler.extraction.blocks import is_linked
from crawler.extraction.body import AROUND
from crawler.extraction.headline import SUMMARY_CLASSES
from crawler.extraction.others import goes_on

if TYPE_CHECKING:
    from crawler.extraction.page import Page, PlacedBlock

# Words of the shortest lead; below it stand captions and subtitles.
LEAST_LEAD_WORDS = 12
SENTENCE_ENDS = (".", "!", "؟", "…", "»", "”", '"')
# Letters by which a lead is known again in the text.
KNOWN_BY = 60


def with_lead(page: Page, story: list[PlacedBlock]) -> list[PlacedBlock]:
    """The story with the lead that stands above its element, where it is the text's own first paragraph.

    It is where the story goes on from it («وأوضح …»), or where it is a paragraph like the others and
    nothing calls it a summary.
    """
    if not story:
        return story
    start = page.blocks.index(story[0])
    for index in range(start - 1, max(page.headline, start - AROUND), -1):
        placed = page.blocks[index]
        block = placed.block
        if placed.chrome is not None or len(block.text.split()) < LEAST_LEAD_WORDS:
            continue
        is_sentence = block.text.endswith(SENTENCE_ENDS) and not is_linked(block)
        is_first = goes_on(story[0].block.text) or (
            placed.tag == "p" and not _is_summary(page, placed)
        )
        if is_sentence and is_first and not _is_repeated(block.text, story):
            return [placed, *story]
        break
    return story


def _is_summary(page: Page, placed: PlacedBlock) -> bool:
    """Whether a block or the element around it calls itself the outlet's abstract."""
    node = page.nodes[placed.node]
    above = page.nodes[node.parent] if node.parent >= 0 else node
    names = (each.element.get("class") or "" for each in (node, above))
    return SUMMARY_CLASSES.search(" ".join(names)) is not None


def _is_repeated(text: str, story: list[PlacedBlock]) -> bool:
    key = fold(text)
    return any(key[:KNOWN_BY] in fold(placed.block.text) for placed in story[:3])
