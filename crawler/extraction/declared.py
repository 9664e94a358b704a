"""The text that a page declares in its head or its script, where it shows none or only the opening."""

from __future__ import annotations

import json
import re
from collections import deque
from typing import TYPE_CHECKING, Any

from crawler.arabic.text import clean, fold
from crawler.extraction.parsing import parse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page

# Words of a declared text that must stand in the page's own for it to be believed.
AGREEMENT = 0.6
# Words of a body below which it is no text, and how much more has to be declared than a longer one has.
FEW_WORDS = 20
LONGER = 1.5
# Words of the declared text's end by which it is looked for on the page.
TAIL_WORDS = 6
# Characters of a script that is read, values that are looked at, words of the shortest text in it.
MOST_CHARACTERS = 1_500_000
MOST_VALUES = 20_000
LEAST_WORDS = 30
TITLES = ("title", "headline", "name", "seoTitle")
# Types of elements that are text, None where they have none; lists within lists that are looked into.
ELEMENT_TYPES = (None, "text", "paragraph", "raw_html")
MOST_DEPTH = 5
TEXTS = frozenset("body content text html articleBody description value paragraph".split())
TAG = re.compile(r"<(?:p|br|div|h\d|li)\b", re.IGNORECASE)


def declared_body(
    page: Page, metadata: Metadata, title: str | None, body: str
) -> tuple[str, str] | None:
    """Rule and text where more is declared than the page shows; None where what it shows is the text."""
    raw = metadata.article(title).get("articleBody")
    text = "\n\n".join(_paragraphs(raw)) if isinstance(raw, str) else ""
    if text and _is_fuller(page, body, text):
        return "json-ld:articleBody", text
    if len(body.split(maxsplit=FEW_WORDS)) < FEW_WORDS:
        text = "\n\n".join(_script_text(page, fold(title or "")))
        if len(text.split()) >= LEAST_WORDS and _agrees(body, text):
            return "script:json", text
    return None


def _is_fuller(page: Page, body: str, text: str) -> bool:
    """Whether a declared text is the page's own, longer, and its end is not on the page."""
    shown, told = len(body.split()), len(text.split())
    if shown < FEW_WORDS:
        return told > shown and _agrees(body, text)
    if told < shown * LONGER:
        return False
    key = fold(text)
    if not all(fold(part) in key for part in body.split("\n\n")):
        return False
    tail = " ".join(key.split()[-TAIL_WORDS:])
    return all(tail not in fold(placed.block.text) for placed in page.blocks)


def _agrees(body: str, declared: str) -> bool:
    """Whether a declared text is the page's own, longer: what the page shows stands in it."""
    words = fold(body).split()
    known = set(fold(declared).split())
    return not words or sum(word in known for word in words) >= len(words) * AGREEMENT


def _paragraphs(source: str) -> Iterator[str]:
    """The paragraphs of a text or of markup."""
    if TAG.search(source):
        yield from (placed.block.text for placed in parse(source, "").blocks)
    else:
        parts = source.replace("\r", "\n").split("\n")
        yield from (text for part in parts if (text := clean(part)))


def _script_text(page: Page, title: str) -> Iterator[str]:
    """The paragraphs of the object that has the page's headline, in the data of its script."""
    for script in page.tagged["script"]:
        is_data = script.get("id") == "__NEXT_DATA__" or script.get("type") == "application/json"
        source = script.text or ""
        if not is_data or not title or len(source) > MOST_CHARACTERS:
            continue
        try:
            data = json.loads(source)
        except (ValueError, RecursionError):
            continue
        if found := _article(data, title):
            for text in _texts(found):
                yield from _paragraphs(text)
            return


def _article(data: Any, title: str) -> dict[str, Any] | None:
    """The outermost object with this headline and a text."""
    waiting, left = deque([data]), MOST_VALUES
    while waiting and left:
        value = waiting.popleft()
        left -= 1
        if isinstance(value, dict):
            names = (value.get(name) for name in TITLES)
            if any(isinstance(name, str) and fold(name) == title for name in names) and any(
                _texts(value)
            ):
                return value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)
    return None


def _texts(value: dict[str, Any]) -> list[str]:
    """The longest text of an object, or those of the elements that it is made of."""
    own = [each for name, each in value.items() if name in TEXTS and isinstance(each, str)]
    longest = max(own, key=len, default="")
    if len(longest.split()) >= LEAST_WORDS:
        return [longest]
    parts = (_elements(each) for each in value.values() if isinstance(each, list))
    return max(parts, key=lambda each: sum(map(len, each)), default=[])


def _elements(values: list[Any], depth: int = MOST_DEPTH) -> list[str]:
    """The texts of a list of elements: [{"type": "text", "content": "<p>…"}], also within cards."""
    found: list[str] = []
    for each in values:
        if isinstance(each, dict) and each.get("type") in ELEMENT_TYPES:
            own = [text for name, text in each.items() if name in TEXTS and isinstance(text, str)]
            inner = [item for item in each.values() if isinstance(item, list) and depth]
            found += own[:1] or [text for item in inner for text in _elements(item, depth - 1)]
    return found
