"""Lines that a page prints twice: the headline above the text, a lead, a pull quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.arabic.text import fold

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block

# Words from which two equal paragraphs are one printed twice, not a refrain.
LEAST_LEAD_WORDS = 8
# Words from which a quote, or a line beside its paragraph, is pulled out of the text.
LEAST_QUOTE_WORDS = 4
LEAST_PULLED_WORDS = 6
NEAR = 2


def without_repeats(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks of a text without its headline above it, without a second lead, without pulled quotes.

    A headline that stands again between paragraphs is a sub-heading and stays.
    """
    keys = [fold(block.text) for block in blocks]
    title_key = fold(title or "")
    kept: list[Block] = []
    seen: set[str] = set()
    for index, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        is_title = key == title_key and not kept and len(blocks) > 1
        words = key.count(" ") + 1
        is_long = words >= LEAST_LEAD_WORDS and block.kind != "list_item"
        if not (is_title or (is_long and key in seen) or _is_pulled(block, words, index, keys)):
            kept.append(block)
        seen.add(key)
    return kept


def _is_pulled(block: Block, words: int, index: int, keys: list[str]) -> bool:
    """Whether a line set apart is taken out of a paragraph of the text."""
    key = keys[index]
    if block.kind == "quote" and words >= LEAST_QUOTE_WORDS:
        others = keys
    elif block.kind == "paragraph" and words >= LEAST_PULLED_WORDS:
        others = keys[max(0, index - NEAR) : index + NEAR + 1]
    else:
        return False
    return any(key in other and key != other for other in others)
