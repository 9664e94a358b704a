"""A page's one parse, and what its elements turn out to be once all of them are known."""

from __future__ import annotations

from urllib.parse import urljoin

from lxml import etree

from crawler.exceptions import NotAnArticle
from crawler.extraction.blocks import Block, linked_letters
from crawler.extraction.page import Node, Page, tagged
from crawler.extraction.walk import walk

# One for all pages; nobody asks for an element by its id.
PARSER = etree.HTMLParser(
    encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
)
# Characters of a page that are parsed: ten times the largest article page met.
MOST_CHARACTERS = 12_000_000
# Letters from which a block can be a sentence, for weighing what an element holds.
LEAST_SENTENCE = 40
# Share of the page's sentences from which an element is no chrome whatever it is called; comments
# and whole related articles may well be longer than the article.
MOST_OF_CHROME = 0.4
# A short item stands above a footer that tells at length who the outlet is.
MOST_OF_FOOTER = 0.7
MOST_OF_ALL = 0.98
OTHERS_TEXT = frozenset({"comments", "related"})
# Chrome whose inner elements are better told by their own names.
WEAK = frozenset({None, "meta", "sidebar", "caption", "date", "author", "tools"})


def parse(text: str, url: str, data: bytes | None = None) -> Page:
    """The page of an HTML text; NotAnArticle where it holds no element at all.

    `data` is the same text in UTF-8, where it is at hand.
    """
    if data is None or b"\x00" in data or len(text) > MOST_CHARACTERS:
        data = text[:MOST_CHARACTERS].replace("\x00", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, PARSER)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NotAnArticle("empty", f"no markup: {error}") from None
    if root is None:
        raise NotAnArticle("empty", "no markup")
    found = tagged(root)
    base = next((each.get("href") for each in found["base"] if each.get("href")), None)
    address = urljoin(url, base.strip()) if base else url
    page = Page(root, found, address)
    body = root.find("body")
    walk(page, root if body is None else body)
    _settle_chrome(page)
    return page


def _settle_chrome(page: Page) -> None:
    """Inherit chrome downwards, but not from an element that holds the page's very text.

    Page builders call whole columns `widget`, `sticky-nav` or `footer-fixed`.
    """
    nodes, total = page.nodes, 0
    for placed in page.blocks:
        if size := sentence_letters(placed.block):
            nodes[placed.node].letters += size
            total += size
    for node in reversed(nodes):  # an element stands behind the one around it
        if node.letters and node.parent >= 0:
            nodes[node.parent].letters += node.letters
    for node in nodes:
        above = nodes[node.parent].chrome if node.parent >= 0 else None
        share = node.letters / total if total else 0.0
        if share >= MOST_OF_CHROME and node.chrome and share >= _most(node):
            node.chrome = None
        node.chrome = (node.chrome or above) if above in WEAK else (above or node.chrome)
    for placed in page.blocks:
        placed.chrome = nodes[placed.node].chrome


def _most(node: Node) -> float:
    """The share of the page's sentences up to which an element is the chrome that it is called."""
    if node.chrome in OTHERS_TEXT or node.tag == "footer":
        return MOST_OF_ALL
    return MOST_OF_FOOTER if node.chrome == "footer" else MOST_OF_CHROME


def sentence_letters(block: Block) -> int:
    """Letters of a block outside its links, where it is long enough for a sentence."""
    letters = len(block.text)
    if letters >= LEAST_SENTENCE and block.links:
        letters -= linked_letters(block)
    return letters if letters >= LEAST_SENTENCE else 0
