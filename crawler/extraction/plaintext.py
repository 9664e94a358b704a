"""Plain text: a title line, a date line, paragraphs, labelled lines, a related block."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.arabic.labels import match_label
from crawler.arabic.text import clean
from crawler.extraction.blocks import Block
from crawler.extraction.trailing import split_trailing

if TYPE_CHECKING:
    from crawler.extraction.column import Trailing

MARKUP = re.compile(
    r"<(?:!doctype|html|head|body|div|p|article|table|meta|span|h1|a|br|script|title|section|main)\b[^>]*>",
    re.IGNORECASE,
)
# Characters in which markup would show.
HEAD = 20_000
# Lines below the title in which the date may stand.
DATE_LINES = 3
MOST_DATE_WORDS = 16


@dataclass(frozen=True, slots=True)
class PlainText:
    """A plain text taken apart."""

    title: str
    """The first line."""

    date_line: str | None
    """The line below the title that gives the date, as printed."""

    trailing: Trailing
    """Text, credits, keywords and related articles."""


def is_plaintext(source: str) -> bool:
    r"""Whether a text has no markup at all.

    >>> is_plaintext("عنوان الخبر\nنص الخبر"), is_plaintext("<p>نص</p>")
    (True, False)
    """
    return MARKUP.search(source, 0, HEAD) is None


def read_plaintext(source: str) -> PlainText:
    """The parts of a plain text; every part but the title may be missing."""
    lines = [line for line in map(clean, source.splitlines()) if line]
    title, rest = (lines[0], lines[1:]) if lines else ("", [])
    date_line = None
    for index, line in enumerate(rest[:DATE_LINES]):
        label = match_label(line)
        if label and label.role == "published" and any(char.isdigit() for char in label.rest):
            date_line = line
            rest = rest[:index] + rest[index + 1 :]
            break
    else:
        if rest and _is_date_like(rest[0]):
            date_line, rest = rest[0], rest[1:]
    return PlainText(title, date_line, split_trailing([Block(line) for line in rest], title=title))


def _is_date_like(line: str) -> bool:
    """A short line with a year in it and no sentence's end."""
    years = re.search(r"\b(?:19|20|14)\d\d\b|[٠-٩]{4}", line)
    return bool(years) and len(line.split()) <= MOST_DATE_WORDS and not line.endswith(".")
