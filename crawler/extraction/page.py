"""A page as it is read: its text as blocks that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element

    from crawler.extraction.blocks import Block, BlockKind


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
    url: str
    nodes: list[Node] = field(default_factory=list)
    blocks: list[PlacedBlock] = field(default_factory=list)
    media: list[_Element] = field(default_factory=list)
    images: list[tuple[_Element, int]] = field(default_factory=list)
    """Picture elements with the number of blocks before each."""
    menus: list[str] = field(default_factory=list)
    """Lines of menus; they are counted as blocks and not read."""


SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
# Addresses that joining leaves as they are, and those that only lack the page's host.
WHOLE = re.compile(r"https?://[\w.:-]+(?:/[^\s?#]*)?(?:\?[^\s?#]+)?(?:#\S+)?")
ROOTED = re.compile(r"/(?![/.])(?:[^\s?#/]|/(?!\.))*(?:\?[^\s?#]+)?(?:#\S+)?")


def absolute(base: str, address: str) -> str:
    """An address joined to the page's; empty for one that leads nowhere (`#`, `javascript:`, a file).

    >>> absolute("https://a.com/news/1", "../2")
    'https://a.com/2'
    """
    if WHOLE.fullmatch(address):
        return address
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    origin = _origin(base)
    if origin and ROOTED.fullmatch(address):
        return origin + address
    if SCHEME.match(address) and not address.lower().startswith(("http:", "https:")):
        return ""
    joined = _joined(base, address)
    return joined if joined.startswith("http") else ""  # a saved page's own place is none


@lru_cache(maxsize=512)
def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


@lru_cache(maxsize=16)
def _origin(url: str) -> str:
    """Scheme and host of an http address; empty for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (
        f"{parts.scheme}://{parts.netloc}"
        if parts.scheme.startswith("http") and parts.netloc
        else ""
    )
