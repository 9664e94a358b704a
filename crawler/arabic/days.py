"""The civil days that a line prints, Gregorian and Hijri."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from crawler.arabic.named import Day, Reading, hijri_days, named_days
from crawler.arabic.numeric import numeric_days, stamped_days
from crawler.arabic.yearless import day_without_year, month_without_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.arabic.shapes import Line

# Days between the calendars of two countries.
NEAR = timedelta(days=3)
NONE = Reading(None)
# A day of an earlier year, with words beside it, is one that is told of.
FIRST_PRESS = 1990
# What a machine prints for a day that it does not know.
DEFAULTS = frozenset({date(1970, 1, 1), date(1900, 1, 1)})
# Between the first and the last day of a span.
TO_END = re.compile(">|-W?,?")
# A clock, or a label of publishing or update: the two days are the article's.
OF_ARTICLE = re.compile("[:bl]")
# ثورة 14 تموز 1958, ولد في 3 مايو 1950: what stands before a day that is told of.
TOLD_OF = re.compile(r"(?:V[iu]?|E[xicjuW:]{0,4})$")


class Days(NamedTuple):
    """The day that counts, and the Hijri one printed beside it."""

    day: Day
    hijri: Day | None = None
    printed: str | None = None
    """The Hijri date `YYYY-MM-DD`."""


def find_days(line: Line, today: date) -> Days | None:
    """The day of a line; None where it prints none, an impossible one, or one that is not certain."""
    readings = list(_readings(line, today))
    hijri, printed = next((each for each in readings if each.day and each.hijri), NONE)
    day = next(
        (
            each.day
            for each in readings
            if each.day and not each.hijri and not _is_told_of(line, each.day)
        ),
        None,
    )
    if day and (day.value in DEFAULTS or _begins_span(line, day, readings)):
        return None
    if day:
        return Days(day, hijri, printed)
    if hijri:
        return Days(_beside(line, hijri) or hijri, hijri, printed)
    if readings:
        return None
    alone = day_without_year(line, today) or month_without_day(line, today)
    return Days(alone) if alone else None


def _begins_span(line: Line, day: Day, readings: list[Reading]) -> bool:
    """Whether a later day ends what this one begins: 12/3/2024 - 15/3/2024."""
    if not (found := TO_END.match(line.shape, day.end)):
        return False
    others = (each.day for each in readings if each.day and not each.hijri)
    ends = (each for each in others if each.start == found.end() and each.value > day.value)
    return found[0] == ">" or (not OF_ARTICLE.search(line.shape) and any(ends))


def _is_told_of(line: Line, day: Day) -> bool:
    """Whether a day is one in history, or an event's, and not the press's own."""
    shape = line.shape
    if day.value.year < FIRST_PRESS and "x" in shape:
        return True
    return ("V" in shape or "E" in shape) and bool(TOLD_OF.search(shape[: day.start]))


def _readings(line: Line, today: date) -> Iterator[Reading]:
    """Whatever looks like a whole date."""
    if "M" in line.shape or "L" in line.shape:
        yield from named_days(line, today)
    if "H" in line.shape:
        yield from hijri_days(line)
    yield from numeric_days(line)
    if "C" in line.shape:
        yield from stamped_days(line)


def _beside(line: Line, hijri: Day) -> Day | None:
    """The Gregorian day without a year beside a Hijri date, which tells its year."""
    rest = line.without(hijri.start, hijri.end)
    day = day_without_year(rest, hijri.value + NEAR)
    return day if day and abs(day.value - hijri.value) <= NEAR else None
