"""A page as it is read: its text as blocks that know where they stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

    from crawler.extraction.blocks import Block, BlockKind

    Tagged = defaultdict[str, list[_Element]]

# Elements that rules ask for by their tag.
TAGGED = ("a", "base", "link", "meta", "script", "time", "title")


@dataclass(slots=True, eq=False)
class Node:
    """A block-level element that the walk has met."""

    element: _Element
    parent: int
    tag: str
    kind: BlockKind
    chrome: str | None
    """What the element is around a text: `share`, `related`, `author` …; inherited in the end."""
    in_story: bool
    """Whether an element here or above calls itself the article's text."""
    letters: int = 0
    """Letters of sentences below it, chrome or not."""
    score: float = 0.0
    text_length: int = 0
    """Letters of text below it that are neither chrome nor links."""


@dataclass(slots=True, eq=False)
class PlacedBlock:
    """A block, the index of its node, and the heading level of its tag."""

    block: Block
    node: int
    tag: str
    chrome: str | None = None


@dataclass(slots=True)
class Page:
    """A parsed page and its blocks in document order."""

    root: _Element
    tagged: Tagged
    url: str
    nodes: list[Node] = field(default_factory=list)
    blocks: list[PlacedBlock] = field(default_factory=list)
    media: list[_Element] = field(default_factory=list)
    images: list[tuple[_Element, int]] = field(default_factory=list)
    """Picture elements with the number of blocks before each."""
    menus: list[str] = field(default_factory=list)
    """Lines of menus; they are counted as blocks and not read."""
    headline: int = -1
    """Index of the block that is the headline; -1 where none is, or before the title is known."""


def tagged(root: _Element) -> Tagged:
    """The elements of each of these tags in document order, found in one pass over a tree."""
    found: Tagged = defaultdict(list)
    for element in root.iter(*TAGGED):
        found[element.tag].append(element)
    return found
