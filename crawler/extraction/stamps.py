"""Lines and elements that may tell when an article was published."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line
from crawler.arabic.labels import match_label
from crawler.arabic.text import fold
from crawler.extraction.blocks import links_headline
from crawler.extraction.sections import HOME

if TYPE_CHECKING:
    from lxml.etree import _Element

    from crawler.arabic.dates import ParsedDate
    from crawler.extraction.page import PlacedBlock

# Words of the longest line that is a date and its label, and characters of the longest.
MOST_WORDS = 22
MOST_CHARACTERS = 160
# Chrome that has dates of other things: of comments, of other articles.
OTHERS = frozenset(
    {"comments", "related", "sidebar", "footer", "nav", "newsletter", "ad", "caption"}
)
# Words from which a heading is a headline: «… للمرة الأولى منذ تسع سنوات» dates nothing.
HEADLINE_WORDS = 7
# Words up to which a line without figures of a date tells one from now; longer ones tell a story.
MOST_AGO_WORDS = 7
FIGURES = re.compile(r"\d{4}|\d[:/.-]\d|\d\s?\w{1,3}\s?\d")
# Chrome that ends the way up from the headline to its date.
HEAD = frozenset({"nav", "sidebar", "footer"})
# 2025-02-08T00:00:00+03:00
MIDNIGHT = re.compile(r"[T ]00:00(?::00(?:\.0+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?$")
# A name and two dates with the word of an update between them, and characters of such a line.
MOST_STAMP = 80
TWO_STAMPS = re.compile(r"\D{3,30}[\d./: -]{8,18}\D{0,6}تحديثه?\s?:?\s?[\d./: -]{8,18}")
NEXT_SECTIONS = frozenset({"related", "comments", "sidebar"})


def declared_stamp(element: _Element) -> str | None:
    """The moment in an element's attributes."""
    get = element.get
    return get("datetime") or get("content") or (get("title") if element.tag == "abbr" else None)


def is_on(parsed: ParsedDate, day: date) -> bool:
    """Whether a stamp is of a civil day, where it was written or in UTC."""
    stamp = parsed.value
    return isinstance(stamp, datetime) and day in {stamp.date(), stamp.astimezone(UTC).date()}


def is_midnight(parsed: ParsedDate) -> bool:
    """Whether a stamp is written as the first moment of a day."""
    return MIDNIGHT.search(parsed.text) is not None


def above_headline(blocks: list[PlacedBlock]) -> list[PlacedBlock]:
    """The blocks above a headline, the nearest first, up to the page's own head with its menu and today's date."""
    found = []
    for placed in reversed(blocks):
        if placed.chrome in HEAD or fold(placed.block.text) in HOME:
            break
        found.append(placed)
    return found


def below_text(blocks: list[PlacedBlock]) -> list[PlacedBlock]:
    """The blocks behind a text up to where other articles or comments begin: their dates are theirs."""
    label_of = (match_label(placed.block.text[:MOST_CHARACTERS]) for placed in blocks)
    ends = (
        index
        for index, (placed, label) in enumerate(zip(blocks, label_of, strict=True))
        if links_headline(placed.block) or (label and label.role in NEXT_SECTIONS)
    )
    return blocks[: next(ends, len(blocks))]


def may_be_date(placed: PlacedBlock) -> bool:
    """Whether a block can be a line of dates: short, no sentence, no headline, not about something else."""
    text, words = placed.block.text, placed.block.text.count(" ") + 1
    if placed.chrome in OTHERS or len(text) > MOST_CHARACTERS or words > MOST_WORDS:
        return False
    if words > MOST_AGO_WORDS and not FIGURES.search(text):
        return False
    return not text.endswith(".") and not (
        placed.block.kind == "heading" and words >= HEADLINE_WORDS
    )


def urgency(placed: PlacedBlock) -> int:
    """The order in which lines are asked: labelled as published, any other, labelled as updated."""
    label = match_label(placed.block.text[:MOST_CHARACTERS])
    return {"published": 0, "updated": 2}.get(label.role if label else "", 1)


def is_stamp_line(line: str) -> bool:
    """Whether a line is a date, or a name and the dates of publishing and update.

    >>> is_stamp_line("Sami Haddad 29.05.2019 - تم تحديثه : 30.05.2019"), is_stamp_line("29.05.2019")
    (True, True)
    """
    return is_date_line(line) or (
        "تحديث" in line and len(line) <= MOST_STAMP and TWO_STAMPS.fullmatch(line) is not None
    )


def says_updated(line: str) -> bool:
    """Whether a short line with a date names an update somewhere: «14:20 12.03.2025 (تم التحديث: …)»."""
    return len(line) <= MOST_CHARACTERS and "حديث" in line and any(map(str.isdecimal, line))
