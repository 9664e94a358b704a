"""A page's text as an ordered list of blocks: what both HTML and plain text are read into."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal, NamedTuple

from crawler.arabic.labels import LabelMatch, match_label
from crawler.extraction.hrefs import absolute

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "caption"]

# Share of a block's letters inside links from which it is a link and no text.
LINKED = 0.8
# Letters between one link and the next: «، ».
SEPARATOR_LETTERS = 2
# Share of a block's letters that a headline's link has at least, and the words of the shortest.
OF_BLOCK = 0.5
LEAST_HEADLINE_WORDS = 4
# Characters of the longest label before a link.
LONGEST_LABEL = 30


class Link(NamedTuple):
    """A link inside a block."""

    text: str
    """Cleaned link text."""

    href: str
    """The address as the page gives it."""

    base: str = ""
    """The page's own address."""

    @property
    def url(self) -> str:
        """Absolute address; empty for one that leads nowhere."""
        return absolute(self.base, self.href)


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


def links_headline(block: Block) -> bool:
    """Whether a block is a linked headline, a date or a section beside it or not."""
    return bool(block.links) and any(
        len(link.text) >= len(block.text) * OF_BLOCK
        and len(link.text.split()) >= LEAST_HEADLINE_WORDS
        for link in block.links
    )


def linked_letters(block: Block) -> int:
    """Letters of a block inside its links."""
    return sum([len(link.text) for link in block.links]) if block.links else 0


def block_label(block: Block) -> LabelMatch | None:
    """The label that a block begins with; one that only a link parts from what it labels, too.

    >>> block_label(Block("المصدر صدى البلد", links=(Link("صدى البلد", ""),))).rest
    'صدى البلد'
    """
    if label := match_label(block.text):
        return label
    if not block.links or not 0 < (start := block.text.find(block.links[0].text)) <= LONGEST_LABEL:
        return None
    label = match_label(block.text[:start])
    rest = block.text[start:]
    between = SEPARATOR_LETTERS * (len(block.links) - 1)
    if label is None or label.rest or linked_letters(block) + between < len(rest) * LINKED:
        return None
    return replace(label, rest=rest)
