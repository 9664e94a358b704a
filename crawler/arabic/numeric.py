"""Days in numbers: 29/01/2024, 1445-07-17, 20240129."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.calendars import LAST_HIJRI, gregorian
from crawler.arabic.named import Day, Reading, hijri_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.arabic.shapes import Line

# Three numbers with the same sign between them; read from each place anew.
NUMERIC = re.compile(
    r"(?=(?P<first>[12YI])(?P<sign>[-/.])(?P<second>[12])(?P=sign)(?P<third>[12YI]))"
)
NUMBERS = frozenset("12nNYIB")
# Right before them: a term, the end of a clock.
NO_DAY = re.compile(r"(?:[SF>]|[12nNYIB]:)$")
# Hijri years that no mark needs: 1403 may be Iran's solar year.
UNMARKED_HIJRI = 1410
MONTHS = 12


def numeric_days(line: Line) -> Iterator[Reading]:
    """The days that three numbers tell."""
    for found in NUMERIC.finditer(line.shape):
        start, end = found.start(), found.end("third")
        if _is_longer(line, start, end, found["sign"]):
            continue
        first, second, third = (line.number(found, name) for name in ("first", "second", "third"))
        is_hijri = line.shape[end : end + 1] == "e"
        if found["first"] in "YI" and found["third"] in "12":
            year, day, is_swappable = first, third, False
        elif found["first"] in "12" and found["third"] in "YI":
            year, day, is_swappable = third, first, True
        elif found["first"] in "12" and found["third"] == "2" and _is_year(line, found):
            year, day = third + (1400 if is_hijri else 2000), first
            is_swappable = found["sign"] != "."
        else:
            continue
        if is_hijri or UNMARKED_HIJRI <= year <= LAST_HIJRI:
            yield hijri_reading(year, second, day, start, end + is_hijri)
        elif year > LAST_HIJRI:
            weekday = weekday_beside(line, start, end) if is_swappable else None
            yield _gregorian(line, (year, second, day), (start, end), weekday, is_swappable)


def _gregorian(
    line: Line,
    parts: tuple[int, int, int],
    span: tuple[int, int],
    weekday: int | None,
    is_swappable: bool,
) -> Reading:
    """Day first; month first only where the second can be no month or the weekday says so."""
    year, month, day = parts
    usual = gregorian(year, month, day)
    swapped = gregorian(year, day, month) if is_swappable else None
    agrees = swapped and weekday == swapped.weekday() and usual and usual.weekday() != weekday
    value = swapped if agrees else usual or (swapped if month > MONTHS else None)
    end = span[1] + (line.shape[span[1] : span[1] + 1] in {"m", "g"})
    return Reading(Day(value, span[0], end) if value else None)


def _is_longer(line: Line, start: int, end: int, sign: str) -> bool:
    """Whether the three numbers are part of more, a version or a phone number.

    A clock may be glued to them, the number of an issue stand before, that of views behind.
    """
    shape = line.shape
    before, after = shape[max(0, start - 3) : start], shape[end : end + 3]
    is_full = "Y" in shape[start:end]
    if NO_DAY.search(before):
        return True
    if before[-1:] == sign and before[-2:-1] in NUMBERS and before[:-1] != ":2":
        is_other = before[-2] == "I" or (before[-2] == "B" and _is_long(line.values[start - 2]))
        return not (is_full and is_other)
    if after[:1] != sign or after[1:2] not in NUMBERS:
        return False
    is_clock = after[1] in "12" and (after[2:] == ":" or (is_full and after[2:] == "."))
    return not is_clock and not (is_full and after[2:] in {"x", "u", ",", "/"})


def _is_long(number: float | str | None) -> bool:
    """Whether a number has the digits of an issue's, and not those of an area code."""
    return int(number or 0) > 999


def _is_year(line: Line, found: re.Match[str]) -> bool:
    """Whether two digits are a year: not those of a clock, and not those of a version, ويندوز 11.10.22."""
    start, end = found.start(), found.end("third")
    if line.shape[end : end + 1] in {":", "%"}:
        return False
    before = line.shape[max(0, start - 2) : start].rstrip(":")
    return found["sign"] != "." or not before.endswith("x")


def stamped_days(line: Line) -> Iterator[Reading]:
    """20240129, alone or with a time; in a text of other words it may be any number."""
    at = line.shape.index("C")
    if not set(line.shape) <= set("Ct12NB:.+-kblig"):
        return
    digits = str(line.values[at])
    if value := gregorian(int(digits[:4]), int(digits[4:6]), int(digits[6:8])):
        yield Reading(Day(value, at, at + 1))


def weekday_beside(line: Line, start: int, end: int) -> int | None:
    """The weekday printed right before or behind a part of a line."""
    shape = line.shape
    left, right = start - 1, end
    while left >= 0 and shape[left] in ",|-(.iu":
        left -= 1
    if left >= 0 and shape[left] == "W":
        return int(line.values[left] or 0)
    while right < len(shape) and shape[right] in ",|-(.":
        right += 1
    return int(line.values[right] or 0) if shape[right : right + 1] == "W" else None
