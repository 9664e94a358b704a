"""Lines that a page prints twice: a headline, a lead, a pull quote."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.arabic.text import fold

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block

# Words from which two equal paragraphs are one printed twice, not a refrain.
LEAST_LEAD_WORDS = 8
LEAST_QUOTE_WORDS = 4
LEAST_TITLE_WORDS = 3


def without_repeats(blocks: list[Block], title: str | None) -> list[Block]:
    """The blocks of a text without its headline, without a second lead, without pulled quotes."""
    keys = [fold(block.text) for block in blocks]
    title_key = fold(title or "")
    kept: list[Block] = []
    seen: set[str] = set()
    for index, (block, key) in enumerate(zip(blocks, keys, strict=True)):
        words = len(key.split())
        is_long = words >= LEAST_TITLE_WORDS or not kept
        repeats_title = key == title_key and is_long and len(blocks) > 1
        repeats_text = key in seen and words >= LEAST_LEAD_WORDS and block.kind != "list_item"
        if not (repeats_title or repeats_text or _is_pulled(block, index, keys)):
            kept.append(block)
        seen.add(key)
    return kept


def _is_pulled(block: Block, index: int, keys: list[str]) -> bool:
    """Whether a quote set apart is taken out of a paragraph of the text."""
    key = keys[index]
    if block.kind != "quote" or len(key.split()) < LEAST_QUOTE_WORDS:
        return False
    return any(key in other and key != other for other in keys)
