"""What an outlet's own selectors find, before any general rule is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from parsel import Selector

from crawler.arabic.text import clean
from crawler.extraction.blocks import Block

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from crawler.outlets import Outlet

XPATH = "xpath:"


class Selected:
    """The outlet's selectors on one page; the parsed tree is shared, not copied."""

    def __init__(self, root: _Element, selectors: dict[str, tuple[str, ...]]) -> None:
        self.selector = Selector(root=root) if selectors else None
        self.selectors = selectors
        self.rules: dict[str, str] = {}

    def texts(self, field: str) -> Iterator[tuple[str, str]]:
        """Rule and text of the first element of each selector that finds one."""
        for rule, found in self._found(field):
            if text := clean(
                " ".join(found[0].xpath(".//text() | self::text()").getall()) or found[0].get()
            ):
                yield rule, text

    def blocks(self, field: str) -> list[Block]:
        """The elements of the first selector that finds any, each as a paragraph."""
        for rule, found in self._found(field):
            texts = [clean(" ".join(each.xpath(".//text()").getall())) for each in found]
            if blocks := [Block(text) for text in texts if text]:
                self.rules[field] = rule
                return blocks
        return []

    def _found(self, field: str) -> Iterator[tuple[str, list[Selector]]]:
        if self.selector is None:
            return
        for pattern in self.selectors.get(field, ()):
            if pattern.startswith(XPATH):
                found = self.selector.xpath(pattern.removeprefix(XPATH))
            else:
                found = self.selector.css(pattern)
            if found:
                yield f"selector:{pattern}", list(found)


def select(root: _Element, outlet: Outlet | None) -> Selected:
    """What an outlet's selectors find on a page; nothing without an outlet."""
    return Selected(root, dict(outlet.selectors) if outlet else {})
