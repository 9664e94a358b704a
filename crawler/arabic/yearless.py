"""Days without a year, and months without a day."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from crawler.arabic.calendars import from_hijri, gregorian, hijri_year
from crawler.arabic.named import (
    DAY,
    MONTH,
    NO_TERM,
    TO_MONTH,
    TO_YEAR,
    YEAR,
    Day,
    is_span,
    month_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.arabic.shapes import Line

# Without a year, what stands beside must not make the day a name: شارع 26 يوليو, ثورة 25 يناير.
OPEN = r"(?:^|(?<=[-.,|():WblifRumsAPOGe#])|(?<=:2))"
CLOSED = r"(?=$|[-.,|():WblifmsAPOGT#]|[12][:.h])(?!:?[12]?[nNYIB])"
DAY_MONTH = re.compile(
    rf"{OPEN}{DAY}{TO_MONTH}(?:{MONTH}|(?P<hijri>H))(?![-/.,|]?[12nNYIB](?![:.h])){CLOSED}"
)
MONTH_DAY = re.compile(
    rf"{OPEN}{NO_TERM}(?P<month>M)(?P<second>)(?P<hijri>)(?P<day>[12])o?(?![-/.,|]?[12nNYIB](?![:.h])){CLOSED}"
)
# عمان 12 آذار (بترا): the agency makes it a dateline.
PLACE = r"^[cx]-?i?"
DATELINE_DAY = re.compile(rf"{PLACE}(?P<day>[12])[-/]?{MONTH}(?P<hijri>)[-,(/|]{{1,2}}Z")
DATELINE_NUMBERS = re.compile(
    r"^c-?i?(?P<day>[12])[-/](?P<month>[12])(?P<second>)(?P<hijri>)[-,(/|]{1,2}Z"
)
# Words of a longer line, which is a sentence.
MOST_OTHER_WORDS = 6
SHORT_DAYS = DAY_MONTH, MONTH_DAY
DATELINES = DATELINE_DAY, DATELINE_NUMBERS, *SHORT_DAYS
# السبت 27/1: the weekday must agree.
WEEKDAY_NUMERIC = re.compile(
    r"W[,|-]?(?P<day>[12])[-/](?P<month>[12])(?P<second>)(?![-/.:%]|[12nNYIB](?!:))"
)
MONTH_YEAR = re.compile(
    rf"(?<![x12nrMBNVEL])(?<![12nrMBNL][-/.,|juo&>()])(?<![12nrMBNL][-/.,|juo&>()]{{2}}){NO_TERM}{MONTH}{TO_YEAR}{YEAR}(?!>|[-/.]?[12nNIB](?![:.h]))"
)
# 29 February comes every four years, once in eight.
YEARS_BACK = 9


def day_without_year(line: Line, today: date) -> Day | None:
    """Day and month alone: the most recent such day that is not after today."""
    if "V" in line.shape or "E" in line.shape or line.shape.count("x") > MOST_OTHER_WORDS:
        return None
    for expression in DATELINES if "Z" in line.shape else SHORT_DAYS:
        if found := expression.search(line.shape):
            # العاشر من رمضان is a city, غرة رمضان a feast
            if found["hijri"] and found["day"] == "r":
                return None
            days = _hijri_years if found["hijri"] else _years
            value = next((day for day in days(line, found, today) if day and day <= today), None)
            return (
                Day(value, *found.span())
                if value and _agrees(line, value) and not is_span(line, found.start("day"))
                else None
            )
    return _weekday_numeric(line, today)


def month_without_day(line: Line, today: date) -> Day | None:
    """The first day of a month and year, if that is not ahead."""
    found = MONTH_YEAR.search(line.shape)
    month = month_of(line, found) if found else 0
    is_sentence = line.shape.count("x") > MOST_OTHER_WORDS
    if not found or not month or is_sentence or DAY_MONTH.search(line.shape):
        return None
    first = date(line.number(found, "year"), month, 1)
    return Day(first, *found.span(), "month") if first <= today else None


def _agrees(line: Line, value: date) -> bool:
    """Whether no other year is printed elsewhere in the line: شباط 2024 | 4 فبراير."""
    at = line.shape.find("Y")
    return at < 0 or line.values[at] == value.year


def _weekday_numeric(line: Line, today: date) -> Day | None:
    if not (found := WEEKDAY_NUMERIC.search(line.shape)):
        return None
    value = next((day for day in _years(line, found, today) if day and day <= today), None)
    if value is None or value.weekday() != line.values[found.start()]:
        return None
    return Day(value, found.start("day"), found.end())


def _years(line: Line, found: re.Match[str], today: date) -> Iterator[date | None]:
    month, number = month_of(line, found), line.number(found, "day")
    return (gregorian(today.year - back, month, number) for back in range(YEARS_BACK))


def _hijri_years(line: Line, found: re.Match[str], today: date) -> Iterator[date | None]:
    month, number = line.number(found, "hijri"), line.number(found, "day")
    last = hijri_year(today)
    return (from_hijri(last - back, month, number) for back in range(YEARS_BACK))
