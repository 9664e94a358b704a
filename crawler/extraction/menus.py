"""Menus: half of a page's elements, and none of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

# Letters from which a line may be a sentence or a headline, and no menu's entry.
MOST_LETTERS = 40
# Pieces of text that are looked at on a page: menus within menus are asked again and again.
MOST_PIECES = 10_000
TEXTS = etree.XPath("descendant::text()[normalize-space()]", smart_strings=False)
HEADS = ("h1", "article")
LISTS = ("nav", "ul", "ol", "div")


class Menus:
    """Tells menus among the navigation of one page."""

    def __init__(self) -> None:
        self.left = MOST_PIECES

    def lines(self, element: _Element) -> list[str] | None:
        """The lines of a menu; None for an element that has a headline, a breadcrumb or a sentence."""
        if self.left <= 0 or next(element.iter(*HEADS), None) is not None:
            return None
        texts = cast("list[str]", TEXTS(element))
        pieces = [line for piece in texts if (line := piece.strip())]
        self.left -= len(pieces)
        if pieces and max(map(len, pieces)) >= MOST_LETTERS:
            return None
        return None if any(map(is_breadcrumb, element.iter(*LISTS))) else pieces


def is_breadcrumb(element: _Element | None) -> bool:
    """Whether an element calls itself the way from the front page to this one."""
    if element is None or "rumb" not in " ".join(map(str, element.values())):
        return False
    get = element.get
    names = f"{get('class')} {get('id')} {get('itemtype')} {get('aria-label')}"
    return "crumb" in names or "Crumb" in names
