"""Writers named in one line with the date: «كتب كريم عباس في 12 مارس 2025», «كريم عباس | 12 مارس 2025»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line
from crawler.arabic.given import is_bare_name
from crawler.arabic.lexicon import WORDS
from crawler.arabic.names import is_person_name, split_names
from crawler.arabic.text import fold
from crawler.extraction.opening import read_opening, without_writer_label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.page import Page, PlacedBlock

MOST_LETTERS = 110
YEAR = re.compile(r"\d{4}")
DIGIT = re.compile(r"\d")
MOST_NAME_WORDS = 4
# Blocks behind the headline in which such a line stands.
NEAR = 8
GLUED = re.compile(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])")
COLUMN = re.compile(
    r"(?=(?:المصدر|التاريخ|القسم|المشاهدات)\s?:)|\s*[|•·–—/@-]\s*|\s+[^\w\s«»()]+\s*"
)
EDGES = " \t،,:;|•·–—-/@()[]"
# Letters of `shapes` that words of a date have, and words that lead to one.
DATED = frozenset("WMmsAPOGeg")
# Words of months of two words.
OF_MONTHS = frozenset(
    map(
        fold,
        "ربيع الأول الآخر الثاني جمادى الأولى الآخرة الثانية كانون تشرين ذو ذي القعدة الحجة".split(),
    )
)
LEADS = frozenset(map(fold, ("في", "يوم", "بتاريخ", "on", "الموافق", "الساعة")))


def dated_writers(page: Page, story: list[PlacedBlock], site: str | None) -> list[str]:
    """The persons that a line between headline and text names beside the date; empty where none does."""
    start = page.blocks.index(story[0]) if story else 0
    first = max(page.headline + 1, start - NEAR)
    for position in range(first, start):
        block = page.blocks[position].block
        line = block.text
        if block.kind == "heading":
            behind = page.blocks[position + 1].block.text
            if is_bare_name(line) and is_date_line(behind):
                return [line]
        elif len(line) < MOST_LETTERS and YEAR.search(line):
            for part in _undated(line):
                if names := _persons(part, site):
                    return names
    return []


def _undated(line: str) -> Iterator[str]:
    """The columns of a line without the words of its date."""
    for column in COLUMN.split(GLUED.sub(" ", line)):
        words = column.split()
        kept = [word for spot, word in enumerate(words) if not _is_dated(words, spot)]
        while kept and fold(kept[-1]) in LEADS:
            kept.pop()
        if kept:
            yield " ".join(kept).strip(EDGES)


def _is_dated(words: list[str], spot: int) -> bool:
    """Whether a word is a date's; months that persons are called after are, beside a number: 12 رمضان."""
    if DIGIT.search(words[spot]):
        return True
    key = fold(words[spot].strip(EDGES))
    letter = WORDS.get(key, " ")[0]
    if letter == "H" or key in OF_MONTHS:
        return DIGIT.search(" ".join(words[max(0, spot - 2) : spot + 3])) is not None
    return letter in DATED


def _persons(part: str, site: str | None) -> list[str]:
    """The persons that a column names and nothing else."""
    if not part or part.count(" ") > MOST_NAME_WORDS + 2:
        return []
    if opening := read_opening(part, site):
        return list(opening.authors)
    bare = without_writer_label(part)
    names = split_names(bare)
    is_labelled = bare != part
    is_name = is_person_name if is_labelled else is_bare_name
    short = all(1 <= name.count(" ") < MOST_NAME_WORDS for name in names)
    return names if names and short and all(map(is_name, names)) else []
