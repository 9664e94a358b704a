"""A line of text as a shape: one letter for each word and sign that may belong to a date.

The letters are those of `vocabulary.WORDS_TABLE` and these:

    1, 2, n   numbers of one, two and three digits
    Y, I, N   four digits: a year of 1900-2100, a Hijri year, any other
    C         a stamp of 8, 12 or 14 digits: 20240129
    B         any other number, and that of an issue or a page
    M, L, H   a Gregorian, a Libyan, a Hijri month
    W         a weekday
    r         a day of the month as a word: الخامس
    z         an hour as words: الساعة الثامنة
    R         a day told by its name: أمس
    c, k      a place or letters that name a time zone
    u, D, y   a unit of time, two of it, its one letter: ساعات, ساعتين, س
    w, Q, &   a number as a word, a share, و: ثلاث, نصف
    x         any other word
    #         what is read already

`الأحد، 4 فبراير 2024 - 12:55 م` has the shape `W,1MY-2:2m`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.arabic.lexicon import COUNTED, PHRASES, WORDS
from crawler.arabic.spelling import tokens

if TYPE_CHECKING:
    from crawler.arabic.lexicon import Value

AND = "و"
ISSUE = re.compile(r"(?<=q)[12nYIN]|(?<=q[:(])[12nYIN]")

# 4 يناير، 20224 يناير، 2022
# and 29.01.202429 يناير 2024
GLUED = re.compile(r"(?<=[12]M)B(?=M)|(?<=[12]M,)B(?=M)|(?<=[12][./-]2[./-])B(?=M)")

# فاتح ماي 2024 is a first of May, 1 الفاتح 2008 Libya's September.
OPENING = re.compile(r"(?<![12r])(?<![12r][-/j])L(?=[ju]{0,2}[MH])")
SEPTEMBER = 9


class Line(NamedTuple):
    """A line's shape, and for each of its letters the value: a number, a month's, a zone's name."""

    shape: str
    values: list[Value]

    def part(self, start: int, end: int) -> Line:
        """The part between two places."""
        return Line(self.shape[start:end], self.values[start:end])

    def without(self, start: int, end: int) -> Line:
        """The line with a part marked as read."""
        shape = self.shape
        return Line(shape[:start] + "#" * (end - start) + shape[end:], self.values)

    def number(self, found: re.Match[str], group: int | str) -> int:
        """The whole number that a group of a match stands for."""
        return int(self.values[found.start(group)] or 0)


def read_line(text: str) -> Line:
    """The shape and the values of a line.

    >>> read_line("الأحد، 4 فبراير 2024 - 12:55 م").shape
    'W,1MY-2:2m'
    """
    words = tokens(text)
    letters: list[str] = []
    values: list[Value] = []
    at, end = 0, len(words)
    while at < end:
        word = words[at]
        entry = WORDS.get(word)
        at += 1
        if word in PHRASES and (phrase := _phrase(word, words, at)):
            length, entry = phrase
            at += length
        elif entry is None and word[0] == AND and (entry := COUNTED.get(word[1:])):
            letters.append("&")
            values.append(None)
        letter, value = entry or _unlisted(word)
        letters.append(letter)
        values.append(value)
    return _corrected(Line("".join(letters), values))


def _phrase(word: str, words: list[str], at: int) -> tuple[int, tuple[str, Value]] | None:
    """How many words from `at` on go with a word, and what they mean together."""
    for rest, letter, value in PHRASES[word]:
        if words[at : at + len(rest)] == rest:
            return len(rest), (letter, value)
    return None


def _corrected(line: Line) -> Line:
    """The number of an issue is no day, and a year that is glued to the next day is one."""
    shape, values = line
    if "q" in shape:
        shape = ISSUE.sub("B", shape)
    if "B" in shape and (found := GLUED.search(shape)):
        at = found.start()
        shape = f"{shape[:at]}Y{shape[at + 1 :]}"
        values[at] = int(str(values[at])[:4])
    if "L" in shape and (found := OPENING.search(shape)):
        at = found.start()
        if values[at] == SEPTEMBER:
            shape, values[at] = f"{shape[:at]}r{shape[at + 1 :]}", 1
    return Line(shape, values)


def _unlisted(token: str) -> tuple[str, Value]:
    """Signs, words and numbers that no table has."""
    if not token[0].isdecimal():
        return ("x" if token[0].isalpha() else "|"), None
    digits = "".join(str(int(digit)) for digit in token)
    if digits != token:
        return WORDS.get(digits) or _unlisted(digits)
    if len(digits) <= 4:
        return {3: "n", 4: "N"}[len(digits)], int(digits)
    stamp = len(digits) in {8, 12, 14} and digits.startswith(("19", "20"))
    return ("C" if stamp else "B"), digits
