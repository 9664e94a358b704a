"""A column's blocks on the way from the first to the last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.arabic.labels import match_label
from crawler.extraction.blocks import is_linked
from crawler.extraction.keywords import may_be_tags

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block


class Cursor:
    """Blocks and the place in them; what is taken is not looked at again."""

    def __init__(self, blocks: list[Block]) -> None:
        self.blocks = blocks
        self.position = 0

    def take(self) -> Block:
        """The next block."""
        self.position += 1
        return self.blocks[self.position - 1]

    def take_linked(self, *, short: bool = False) -> list[Block]:
        """The linked blocks that follow; `short` takes tags only: few words, no heading."""
        run = []
        while self.position < len(self.blocks):
            block = self.blocks[self.position]
            if not is_linked(block) or (short and not may_be_tags(block)):
                break
            run.append(block)
            self.position += 1
        return run

    def take_short(self, most: int = 8, *, heading: bool = True) -> str:
        """The text of the next block where it is short, no label and no sentence; else empty.

        Without `heading` a heading is not taken either.
        """
        if self.position >= len(self.blocks):
            return ""
        block = self.blocks[self.position]
        if block.kind == "heading" and not heading:
            return ""
        if len(block.text.split()) > most or block.text.endswith(".") or match_label(block.text):
            return ""
        self.position += 1
        return block.text
