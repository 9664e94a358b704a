"""A page read once: one parse, one walk, its text as blocks that know where they stand."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.arabic.text import clean
from crawler.exceptions import NotAnArticle
from crawler.extraction.blocks import Block, BlockKind, Link, linked_letters
from crawler.extraction.chrome import describe

if TYPE_CHECKING:
    from lxml.etree import _Element

# Characters of a page that are parsed: ten times the largest article page met.
MOST_CHARACTERS = 12_000_000
# Elements that are walked; beyond it lies nothing a person wrote.
MOST_ELEMENTS = 300_000
# Letters from which a block can be a sentence, for weighing what an element holds.
LEAST_SENTENCE = 40
# Share of the page's sentences from which an element is no chrome whatever it is called; comments
# and whole related articles may well be longer than the article.
MOST_OF_CHROME = 0.4
MOST_OF_ALL = 0.98
OTHERS_TEXT = frozenset({"comments", "related"})
# Chrome whose inner elements are better told by their own names.
WEAK = frozenset({None, "meta", "sidebar", "caption", "date", "author", "tools"})

SKIPPED = frozenset(
    "script style noscript template svg math iframe object embed video audio canvas map select button textarea "
    "input option datalist dialog head title link meta area progress meter".split()
)
INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark nobr q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr br amp-img picture source o:p st1:place".split()
)
KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    "li": "list_item",
    "dt": "list_item",
    "dd": "list_item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
}
# Kinds that hold for the blocks inside the element as well.
INHERITED = frozenset({"quote", "caption", "list_item"})
PICTURES = frozenset({"img", "amp-img"})
# Inline elements that are more than a style of their text.
INLINE_PLACES = PICTURES | {"br", "time", "a", "span", "i", "strong", "b"}
# What inline elements are set apart from the line they stand in.
APART: frozenset[str | None] = frozenset({"author", "date", "comments"})
MEDIA = frozenset({"iframe", "video", "audio", "embed", "amp-iframe", "amp-youtube"})


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


def parse(text: str, url: str) -> Page:
    """The page of an HTML text; NotAnArticle where it holds no element at all."""
    data = text[:MOST_CHARACTERS].replace("\x00", "").encode("utf-8", "replace")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotAnArticle("empty", f"no markup: {error}") from None
    if root is None:
        raise NotAnArticle("empty", "no markup")
    base = root.find(".//base[@href]")
    address = urljoin(url, base.get("href", "").strip()) if base is not None else url
    page = Page(root, address)
    body = root.find("body")
    _Walk(page).run(root if body is None else body)
    _settle_chrome(page)
    return page


def _settle_chrome(page: Page) -> None:
    """Inherit chrome downwards, but not from an element that holds the page's very text.

    Page builders call whole columns `widget`, `sticky-nav` or `footer-fixed`.
    """
    total = 0
    for placed in page.blocks:
        size = sentence_letters(placed.block)
        total += size
        index = placed.node if size else -1
        while index >= 0:
            page.nodes[index].letters += size
            index = page.nodes[index].parent
    for node in page.nodes:
        above = page.nodes[node.parent].chrome if node.parent >= 0 else None
        share = node.letters / total if total else 0.0
        if share >= (MOST_OF_ALL if node.chrome in OTHERS_TEXT else MOST_OF_CHROME):
            node.chrome = None
        node.chrome = (node.chrome or above) if above in WEAK else (above or node.chrome)
    for placed in page.blocks:
        placed.chrome = page.nodes[placed.node].chrome


def sentence_letters(block: Block) -> int:
    """Letters of a block outside its links, where it is long enough for a sentence."""
    plain = len(block.text) - linked_letters(block)
    return plain if plain >= LEAST_SENTENCE else 0


def attributes_of(element: _Element) -> dict[str, str]:
    """An element's attributes; lxml gives text where it parsed text."""
    return dict(element.items())  # type: ignore[arg-type]


class _Walk:
    """The walk over all elements in document order, without recursion."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.links: list[Link] = []
        self.link: str | None = None
        self.link_start = 0
        self.open: list[int] = []
        self.apart: list[_Element] = []

    def run(self, body: _Element) -> None:
        walker = etree.iterwalk(body, events=("start", "end"))
        left = MOST_ELEMENTS
        for event, element in walker:
            if event == "end":
                self._end(element, element.tag)
            elif element.tag in SKIPPED:
                self._skip(element, element.tag, walker)
            else:
                self._start(element, element.tag)
                left -= 1
                if not left:
                    break
        self._flush()

    def _skip(self, element: _Element, tag: str, walker: etree.iterwalk) -> None:
        if tag in MEDIA:
            self.page.media.append(element)
        walker.skip_subtree()

    def _start(self, element: _Element, tag: str) -> None:
        if tag not in INLINE:
            self._flush()
            self._push(element, tag, attributes_of(element))
        elif tag in INLINE_PLACES:
            self._start_inline(element, tag)
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.parts.append(text)

    def _start_inline(self, element: _Element, tag: str) -> None:
        """An inline element that may break the line, stand apart from it, link or show something."""
        if tag == "br":
            self._flush()
        elif tag in PICTURES:
            self.page.images.append((element, len(self.page.blocks)))
        else:
            attributes = attributes_of(element)
            if tag == "time" or describe(attributes, tag)[0] in APART:
                self._flush()
                self._push(element, "span", attributes)
                self.apart.append(element)
            if tag == "a":
                self.link = attributes.get("href", "")
                self.link_start = len(self.parts)

    def _end(self, element: _Element, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if self.apart and self.apart[-1] is element:
            self._flush()
            self.open.pop()
            self.apart.pop()
        elif tag not in INLINE and tag not in SKIPPED:
            self._flush()
            self.open.pop()
        text = element.tail
        if text and self.open and (self.parts or not text.isspace()):
            self.parts.append(text)

    def _push(self, element: _Element, tag: str, attributes: dict[str, str]) -> None:
        parent = self.open[-1] if self.open else -1
        kind: BlockKind = "paragraph"
        in_story = False
        if parent >= 0:
            above = self.page.nodes[parent]
            in_story = above.in_story
            if above.kind in INHERITED:
                kind = above.kind
        chrome, is_story = describe(attributes, tag)
        in_story = in_story or is_story
        self.open.append(len(self.page.nodes))
        self.page.nodes.append(Node(element, parent, tag, KINDS.get(tag, kind), chrome, in_story))

    def _end_link(self) -> None:
        if self.link is not None and (text := clean("".join(self.parts[self.link_start :]))):
            self.links.append(Link(text, absolute(self.page.url, self.link)))
        self.link = None

    def _flush(self) -> None:
        """Close the block that is being gathered."""
        if not self.parts:
            self.link_start = 0
            return
        text = clean("".join(self.parts))
        open_link = self.link
        if open_link is not None:
            self._end_link()
        if text and self.open:
            node = self.page.nodes[self.open[-1]]
            block = Block(text, node.kind, tuple(self.links))
            self.page.blocks.append(PlacedBlock(block, self.open[-1], node.tag))
        self.parts, self.links = [], []
        self.link, self.link_start = open_link, 0


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
