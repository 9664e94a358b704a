"""Days whose month is named: 29 يناير 2024, 20 هانيبال 2009, 17 رجب 1445."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from crawler.arabic.calendars import from_hijri, gregorian

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawler.arabic.shapes import Line

# In shapes. No publishing date: منذ 7 أكتوبر 2023, حتى يوم 31 ديسمبر 2024.
NO_TERM = r"(?<![SF>])(?<![SF>]u)(?<![SF>]W)(?<![SF>]uW)"
# The second half of a number, or of a list of days.
NO_HALF = r"(?<![12nNYB][:./])(?<!I[:.])(?<!Y&)"
# 3-5 مايو, 3 و5 مايو; but 13:05-14 يونيو and 2024-01-29-17 رجب are none.
SPAN = re.compile(r"(?<![12nNYI][:/.])(?<![YI]-[12]-)[12][-&]$")
# 28 فبراير - 3 مارس
SPAN_OF_MONTHS = re.compile(r"[12r][ju]?M[-&]$")
DAY = rf"{NO_HALF}{NO_TERM}(?P<day>[12r])"
TO_MONTH = r"o?[)]?[-/.,|(]?,?[ju]{0,3}"
MONTH = r"(?P<month>M)(?:[-/(|)]?(?P<second>[ML])[)]?)?"
TO_YEAR = r"[-/.,()|]{0,2}[ju]{0,2}"
YEAR = r"(?P<year>Y)(?![-/.]?[YI]|[-/.]N)[mg]?"
DAY_MONTH_YEAR = re.compile(rf"{DAY}{TO_MONTH}{MONTH}{TO_YEAR}{YEAR}")
MONTH_DAY_YEAR = re.compile(rf"{NO_TERM}{MONTH}[-/.]?(?P<day>[12])o?[-/.,|]?[ju]?{YEAR}")
YEAR_MONTH_DAY = re.compile(
    rf"{NO_TERM}(?P<year>Y)[-/.,|]?{MONTH}[-/.,|]?(?P<day>[12])(?![:nNYIB])"
)
# Mon Jan 29 10:00:00 UTC 2024
MONTH_DAY_CLOCK_YEAR = re.compile(
    r"(?P<month>M)(?P<second>)(?P<day>[12])(?=[12]:2(?::2)?[kc]?(?:[+-](?:[NI]|2:?2))?(?P<year>Y))"
)
# 29-Jan-24 and, with a clock behind it, 29 Jan 24 10:00:00
SHORT_YEAR = re.compile(
    rf"{DAY}{TO_MONTH}{MONTH}[-/.,|]?(?P<year>2)(?:(?![:.h][12]|[12nNYIBmsAPOG%xuwDyqS]|[-/.,|]?[HML])|(?=[12]:2:2))"
)
NAMED = (DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY, MONTH_DAY_CLOCK_YEAR)
LIBYAN = re.compile(
    rf"{DAY}[-/]?[ju]{{0,2}}(?P<month>L)(?:[-/(|]?(?P<second>M)[)]?)?(?:I[^Y]{{0,8}})?[-/,(]?[ju]?{YEAR}"
)
LIBYAN_YEARS = range(1969, 2013)
HIJRI = (
    re.compile(rf"{DAY}{TO_MONTH}(?P<month>H){TO_YEAR}(?P<year>I)e?"),
    re.compile(r"(?P<month>H)(?P<day>[12])[-,|/]?(?P<year>I)e?"),
    re.compile(r"(?P<year>I)[-,/]?(?P<month>H)[-,/]?(?P<day>[12])(?![:nNYIBM])"),
)


class Day(NamedTuple):
    """A day that a line prints, and where; a month is its first day."""

    value: date
    start: int
    end: int
    precision: Literal["day", "month"] = "day"


class Reading(NamedTuple):
    """What a part of a line that looks like a date says: no day where there is no such day."""

    day: Day | None
    hijri: str | None = None
    """The Hijri date `YYYY-MM-DD`, where it is one."""


def named_days(line: Line, today: date) -> Iterator[Reading]:
    """The days that the names of Gregorian months tell."""
    if "Y" in line.shape:
        for expression in NAMED:
            for found in expression.finditer(line.shape):
                if not is_span(line, found.start("day")):
                    yield _reading(line, found, line.number(found, "year"))
        for found in LIBYAN.finditer(line.shape):
            if (year := line.number(found, "year")) in LIBYAN_YEARS:
                yield _reading(line, found, year)
    for found in SHORT_YEAR.finditer(line.shape):
        if (year := 2000 + line.number(found, "year")) <= today.year:
            yield _reading(line, found, year)


def hijri_days(line: Line) -> Iterator[Reading]:
    """The days that the names of Hijri months tell."""
    for expression in HIJRI:
        for found in expression.finditer(line.shape):
            year, month, day = (line.number(found, name) for name in ("year", "month", "day"))
            if not is_span(line, found.start("day")):
                yield hijri_reading(year, month, day, *found.span())


def hijri_reading(year: int, month: int, day: int, start: int, end: int) -> Reading:
    """The Hijri day that stands between two places of a line."""
    value = from_hijri(year, month, day)
    printed = f"{year:04d}-{month:02d}-{day:02d}"
    return Reading(Day(value, start, end) if value else None, printed)


def is_span(line: Line, at: int) -> bool:
    """Whether the day at a place of a line ends a span of days that an earlier one begins."""
    shape = line.shape
    if at < 2 or shape[at - 1] not in "-&":
        return False
    if shape[at - 2] == "M":
        return shape[at + 1 : at + 2] == "M" and bool(SPAN_OF_MONTHS.search(shape[:at]))
    if not SPAN.search(shape[max(0, at - 6) : at]):
        return False
    return int(line.values[at - 2] or 0) < int(line.values[at] or 0)


def month_of(line: Line, found: re.Match[str]) -> int:
    """The month that one or two names give; 0 where the two are not the same."""
    month = line.number(found, "month")
    return 0 if found["second"] and line.number(found, "second") != month else month


def _reading(line: Line, found: re.Match[str], year: int) -> Reading:
    value = gregorian(year, month_of(line, found), line.number(found, "day"))
    return Reading(Day(value, *found.span()) if value else None)
