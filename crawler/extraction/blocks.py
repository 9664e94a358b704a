"""A page's text as an ordered list of blocks: what both HTML and plain text are read into."""

from __future__ import annotations

from typing import Literal, NamedTuple

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "caption"]

# Share of a block's letters inside links from which it is a link and no text.
LINKED = 0.8


class Link(NamedTuple):
    """A link inside a block."""

    text: str
    """Cleaned link text."""

    url: str
    """Absolute address."""


class Block(NamedTuple):
    """One paragraph-like piece of text, in page order."""

    text: str
    """Cleaned text; empty only for a menu's entry."""

    kind: BlockKind = "paragraph"
    """What the markup says it is."""

    links: tuple[Link, ...] = ()
    """The links inside it."""


def is_linked(block: Block) -> bool:
    """Whether nearly all of a block's text is link text."""
    return bool(block.links) and linked_letters(block) >= len(block.text) * LINKED


def linked_letters(block: Block) -> int:
    """Letters of a block inside its links."""
    return sum(len(link.text) for link in block.links) if block.links else 0
