"""The walk over a page's elements: its text as blocks in document order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from crawler.arabic.labels import is_label
from crawler.arabic.text import clean
from crawler.extraction.blocks import Block, BlockKind, Link
from crawler.extraction.chrome import MENUS, describe
from crawler.extraction.menus import Menus
from crawler.extraction.page import Node, PlacedBlock

if TYPE_CHECKING:
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
        self.nodes = page.nodes
        self.node = -1
        """The innermost node that is open."""
        self.parts: list[str] = []
        self.links: list[tuple[str, int, int]] = []
        """Address of each link of the block, and the parts that are its text."""
        self.link: str | None = None
        self.link_start = 0
        self.apart: list[_Element] = []
        self.menus = Menus()

    def run(self, body: _Element) -> None:
        walker = etree.iterwalk(body, events=("start", "end"))
        parts, left = self.parts, MOST_ELEMENTS
        for event, element in walker:
            tag = element.tag
            if event == "end":
                text = element.tail
                if tag not in INLINE:
                    if tag not in SKIPPED:
                        self._end()
                elif tag in STYLES:
                    self._end_styled(element, tag, text)
            elif self._start(element, tag):
                walker.skip_subtree()
                continue
            else:
                text = element.text
                left -= 1
            if text and (parts or not text.isspace()):
                parts.append(text)
            if not left:
                break
        self._flush()

    def _start(self, element: _Element, tag: str) -> bool:
        """Whether what is inside the element is not to be read."""
        if tag not in INLINE:
            if tag in SKIPPED:
                if tag in MEDIA:
                    self.page.media.append(element)
                return True
            if self.parts:
                self._flush()
            chrome = self._push(element, tag)
            return chrome in MENUS and self._pass_over_menu(element, tag)
        if tag in STYLES:
            return self._start_styled(element, tag)
        if tag == "br":
            self._flush()
        elif tag in PICTURES:
            self.page.images.append((element, len(self.page.blocks)))
        return False

    def _pass_over_menu(self, element: _Element, tag: str) -> bool:
        """Whether the node just opened is a menu; its lines are counted as blocks.

        How far apart things stand is told by the blocks between. Where a larger element was no
        menu, its lists may be.
        """
        above = self.nodes[self.node].parent
        if tag not in LISTS and above >= 0 and self.nodes[above].chrome in MENUS:
            return False
        lines = self.menus.lines(element)
        if lines is None:
            return False
        self.page.menus += lines
        self.page.blocks += [PlacedBlock(NO_BLOCK, self.node, "li")] * len(lines)
        return True

    def _start_styled(self, element: _Element, tag: str) -> bool:
        """An inline element that may stand apart from its line, or link; true for one that no reader sees."""
        kind = describe(element, tag)[0]
        if kind == "spoken" and len(element) == 0:
            return True
        if tag == "time" or kind in APART:
            self._flush()
            self._push(element, "span")
            self.apart.append(element)
        if self.parts and self._is_label():
            self.parts.append(" ")  # «<span>المصدر</span><a>…»: parted by its style only
        if tag == "a":
            if self.links and self.links[-1][2] == len(self.parts):
                self.parts.append(" ")  # one link behind the other, parted by their style only
            self.link = element.get("href", "")
            self.link_start = len(self.parts)
        return False

    def _end(self) -> None:
        if self.parts:
            self._flush()
        self.node = self.nodes[self.node].parent

    def _end_styled(self, element: _Element, tag: str, behind: str | None) -> None:
        if tag == "a":
            self._end_link()
        if self.apart and self.apart[-1] is element:
            self._end()
            self.apart.pop()
        elif behind and self.parts and behind[0].isalpha() and self._is_label(" "):
            self.parts.append(" ")  # «<b>نشر في</b>12 مارس»: parted by its style only

    def _is_label(self, needed: str = "") -> bool:
        """Whether the line so far is a label that ends with a letter; `needed` is what it has to have."""
        if not self.parts[-1][-1:].isalpha():
            return False
        before = self._short_line()
        return needed in before and is_label(before)

    def _short_line(self) -> str:
        """The line so far; empty where it is too long for a label, and costs nothing then."""
        text = "".join(self.parts) if len(self.parts) <= LONGEST_LABEL else ""
        return text if len(text) <= LONGEST_LABEL else ""

    def _push(self, element: _Element, tag: str) -> str | None:
        """Open a node; what it is around a text."""
        nodes, kind, parent = self.nodes, KINDS.get(tag), self.node
        chrome, is_story = describe(element, tag)
        if parent >= 0:
            above = nodes[parent]
            is_story = is_story or above.in_story
            if kind is None and above.kind in INHERITED:
                kind = above.kind
        if tag == "footer" and self._is_in_article():
            chrome = "meta"  # the footer of an article has its tags and its source
        self.node = len(nodes)
        nodes.append(Node(element, parent, tag, kind or "paragraph", chrome, is_story))
        return chrome

    def _is_in_article(self) -> bool:
        index = self.node
        while index >= 0 and self.nodes[index].tag != "article":
            index = self.nodes[index].parent
        return index >= 0

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
            if "\n\n" in text and self.node >= 0 and self.nodes[self.node].tag == "pre":
                for part in text.split("\n\n"):
                    self._close(clean(part))
            else:
                self._close(clean(text))
            self.parts.clear()
            self.links.clear()
            self.link = open_link
        self.link_start = 0

    def _close(self, text: str) -> None:
        if text and self.node >= 0:
            node = self.nodes[self.node]
            links = self._links(text) if self.links else ()
            block = Block(text, node.kind, links)
            self.page.blocks.append(PlacedBlock(block, self.node, node.tag))

    def _links(self, whole: str) -> tuple[Link, ...]:
        if len(self.links) == 1 and self.links[0][2] - self.links[0][1] == len(self.parts):
            return (Link(whole, self.links[0][0], self.page.url),)
        texts = (clean("".join(self.parts[start:end])) for _, start, end in self.links)
        found = zip(texts, self.links, strict=True)
        return tuple([Link(text, link[0], self.page.url) for text, link in found if text])
