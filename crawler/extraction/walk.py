"""The walk over a page's elements: its text as blocks in document order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from crawler.arabic.labels import is_label
from crawler.arabic.text import clean
from crawler.extraction.blocks import Block, BlockKind, Link
from crawler.extraction.chrome import MENUS, describe
from crawler.extraction.hrefs import absolute
from crawler.extraction.menus import Menus
from crawler.extraction.page import Node, PlacedBlock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.extraction.page import Page

# Characters of the longest label that is looked for at the beginning of a block.
LONGEST_LABEL = 40
# Elements that are walked; beyond it lies nothing a person wrote.
MOST_ELEMENTS = 300_000
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
LISTS = frozenset({"nav", "ul", "ol"})
PICTURES = frozenset({"img", "amp-img"})
# Inline elements that may be set apart from the line they stand in, as author, date or comments.
STYLES = frozenset({"time", "a", "span", "i", "strong", "b"})
APART: frozenset[str | None] = frozenset({"author", "date", "comments"})
MEDIA = frozenset({"iframe", "video", "audio", "embed", "amp-iframe", "amp-youtube"})
NO_BLOCK = Block("")


def walk(page: Page, body: _Element) -> None:
    """Fill the page's nodes, blocks, media and images from its elements."""
    _Walk(page).run(body)


class _Walk:
    """Elements in document order, without recursion."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.parts: list[str] = []
        self.links: list[tuple[str, int, int]] = []
        """Address of each link of the block, and the parts that are its text."""
        self.link: str | None = None
        self.link_start = 0
        self.open: list[int] = []
        self.apart: list[_Element] = []
        self.menus = Menus()

    def run(self, body: _Element) -> None:
        walker = etree.iterwalk(body, events=("start", "end"))
        left = MOST_ELEMENTS
        for event, element in walker:
            tag = element.tag
            if event == "end":
                self._end(element, tag)
            elif tag in SKIPPED:
                if tag in MEDIA:
                    self.page.media.append(element)
                walker.skip_subtree()
            elif self._start(element, tag):
                walker.skip_subtree()
            else:
                left -= 1
                if not left:
                    break
        self._flush()

    def _start(self, element: _Element, tag: str) -> bool:
        """Whether what is inside the element is not to be read."""
        if tag not in INLINE:
            if self.parts:
                self._flush()
            self._push(element, tag)
            if self._may_be_menu(tag) and (lines := self.menus.lines(element)) is not None:
                self._pass_over(lines)
                return True
        elif tag in STYLES:
            if not self._start_styled(element, tag):
                return True
        elif tag == "br":
            self._flush()
        elif tag in PICTURES:
            self.page.images.append((element, len(self.page.blocks)))
        text = element.text
        if text and (self.parts or not text.isspace()):
            self.parts.append(text)
        return False

    def _may_be_menu(self, tag: str) -> bool:
        """Whether to ask if the node just opened is a menu: where a larger one was none, its lists are."""
        nodes = self.page.nodes
        node = nodes[-1]
        if node.chrome not in MENUS:
            return False
        return tag in LISTS or node.parent < 0 or nodes[node.parent].chrome not in MENUS

    def _pass_over(self, lines: list[str]) -> None:
        """Count a menu's lines as blocks: how far apart things stand is told by the blocks between."""
        self.page.menus += lines
        self.page.blocks += [PlacedBlock(NO_BLOCK, self.open[-1], "li")] * len(lines)

    def _start_styled(self, element: _Element, tag: str) -> bool:
        """An inline element that may stand apart from its line, or link; False for one that no reader sees."""
        kind = describe(element, tag)[0]
        if kind == "spoken" and len(element) == 0:
            return False
        if tag == "time" or kind in APART:
            self._flush()
            self._push(element, "span")
            self.apart.append(element)
        if self.parts and self.parts[-1][-1:].isalpha() and is_label("".join(self.parts)):
            self.parts.append(" ")  # «<span>المصدر</span><a>…»: parted by its style only
        if tag == "a":
            if self.links and self.links[-1][2] == len(self.parts):
                self.parts.append(" ")  # one link behind the other, parted by their style only
            self.link = element.get("href", "")
            self.link_start = len(self.parts)
        return True

    def _end(self, element: _Element, tag: str) -> None:
        if tag == "a":
            self._end_link()
        if self.apart and self.apart[-1] is element:
            self._flush()
            self.open.pop()
            self.apart.pop()
        elif tag not in INLINE and tag not in SKIPPED:
            if self.parts:
                self._flush()
            self.open.pop()
        text = element.tail
        if text and (self.parts or not text.isspace()) and self.open:
            if tag in STYLES and self.parts and self._is_glued(text):
                self.parts.append(" ")
            self.parts.append(text)

    def _is_glued(self, text: str) -> bool:
        """Whether the words behind a label are parted from it by its style only."""
        if not (text[0].isalpha() and self.parts[-1][-1:].isalpha()):
            return False
        before = "".join(self.parts)
        return len(before) <= LONGEST_LABEL and " " in before and is_label(before)

    def _push(self, element: _Element, tag: str) -> None:
        """Open a node."""
        nodes, kind, in_story, parent = self.page.nodes, KINDS.get(tag), False, -1
        if self.open:
            parent = self.open[-1]
            above = nodes[parent]
            in_story = above.in_story
            if kind is None and above.kind in INHERITED:
                kind = above.kind
        chrome, is_story = describe(element, tag)
        if tag == "footer" and any(nodes[index].tag == "article" for index in self.open):
            chrome = "meta"  # the footer of an article has its tags and its source
        self.open.append(len(nodes))
        nodes.append(Node(element, parent, tag, kind or "paragraph", chrome, in_story or is_story))

    def _end_link(self) -> None:
        if self.link is not None and len(self.parts) > self.link_start:
            self.links.append((self.link, self.link_start, len(self.parts)))
        self.link = None

    def _flush(self) -> None:
        """Close the block that is being gathered; a link that is open goes on in the next one."""
        if self.parts:
            open_link = self.link
            if open_link is not None:
                self._end_link()
            text = "".join(self.parts)
            if "\n\n" in text and self.open and self.page.nodes[self.open[-1]].tag == "pre":
                for part in text.split("\n\n"):
                    self._close(clean(part))
            else:
                self._close(clean(text))
            self.parts, self.links, self.link = [], [], open_link
        self.link_start = 0

    def _close(self, text: str) -> None:
        if text and self.open:
            node = self.page.nodes[self.open[-1]]
            links = tuple(self._links(text)) if self.links else ()
            block = Block(text, node.kind, links)
            self.page.blocks.append(PlacedBlock(block, self.open[-1], node.tag))

    def _links(self, whole: str) -> Iterator[Link]:
        for address, start, end in self.links:
            is_all = end - start == len(self.parts)
            text = whole if is_all else clean("".join(self.parts[start:end]))
            if text:
                yield Link(text, absolute(self.page.url, address))
