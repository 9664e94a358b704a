"""A page's text as an ordered list of blocks: what both HTML and plain text are read into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["paragraph", "heading", "list_item", "quote", "caption"]


@dataclass(frozen=True, slots=True)
class Link:
    """A link inside a block."""

    text: str
    """Cleaned link text."""

    url: str
    """Absolute address."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph-like piece of text, in page order."""

    text: str
    """Cleaned text, never empty."""

    kind: BlockKind = "paragraph"
    """What the markup says it is."""

    links: tuple[Link, ...] = ()
    """The links inside it."""

    path: str = ""
    """Tag and classes of the containers, for rules that look at them: `div.related>p`."""
