"""Dates as the Arabic press prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.arabic.clock import find_clock
from crawler.arabic.days import Days, find_days
from crawler.arabic.moments import AHEAD, Told, moment_of
from crawler.arabic.named import Day
from crawler.arabic.relative import find_named_day, find_relative
from crawler.arabic.shapes import read_line
from crawler.arabic.stamps import read_stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawler.arabic.moments import Precision
    from crawler.arabic.shapes import Line

Want = Literal["published", "updated"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date read from text."""

    value: datetime | date
    """An aware UTC datetime where the text has a time, a civil date where it has none."""

    precision: Precision
    """How exact the text is; `month` gives the month's first day (or, for منذ 4 أشهر, the same day of that month)."""

    text: str
    """The text as printed."""

    hijri: str | None = None
    """The Hijri date `YYYY-MM-DD`, where one is printed."""


# Characters that are looked at: a date line is short.
MOST = 600
YEARS = range(1900, 2200)
LABEL = re.compile("[bl]")
# Letters of a line that is nothing but a date and a time, and the longest such line.
ONLY_DATE = re.compile(r"[^xqlbRSaJFpLcuwQDyn%B>VEd]*(?:T[ck][^xqlbRSaJFpVE]*)?")
# One that only tells it from now: منذ ساعتين, أمس 20:30.
ONLY_AGO = re.compile(r"(?=.*[SRa])[SRa12nwuDyhfQ&:,.|()TckmJ~-]{2,16}")
# The update's label and a clock with its zone.
CLOCK_ONLY = re.compile(r"l[:,|-]*[12]:2(?::2)?[msAPO]?(?:[(,]*[Tck+-]*[N2]?[:2]*[),]*)?")
DAY_OR_YEAR = re.compile(r"[YIN]|[12][/.-][12]")
MOST_DATE_LETTERS = 90


def parse_date(
    text: str,
    *,
    timezone: str = "UTC",
    now: datetime | None = None,
    want: Want = "published",
) -> ParsedDate | None:
    """The date that a text prints; None where it prints none, or none that is certain.

    `timezone` is the IANA name for texts that name no zone; `now` (aware; the clock's where None)
    is what relative dates count from and what no date lies far ahead of. With `want="updated"`
    the update's date of a text that gives one. Raises ValueError for an unknown time zone and for a
    `now` that is naive or outside 1900-2199, and nothing else.

    >>> parse_date("الأربعاء 17 رجب 1445").value
    datetime.date(2024, 1, 29)
    >>> parse_date("آخر تحديث 3 أيار 2024 - 14:05", timezone="Asia/Beirut").value.isoformat()
    '2024-05-03T11:05:00+00:00'
    """
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None or moment.year not in YEARS:
        raise ValueError(f"now must be an aware datetime of {YEARS[0]}-{YEARS[-1]}")
    zone = _zone(timezone)
    if want == "published" and (stamp := read_stamp(text)):
        return ParsedDate(stamp, "second", text) if stamp <= moment + AHEAD else None
    for part in _parts(read_line(text[:MOST]), want):
        if told := _read(part, zone, moment.astimezone(zone)):
            return ParsedDate(told.value, told.precision, text.strip(), told.hijri)
    return None


def is_date_line(text: str) -> bool:
    """Whether a line is a date, with or without its time, and nothing else.

    >>> is_date_line("الأربعاء 30 أيلول 2026 - 16:16"), is_date_line("في 3 أيار 2024 سافرت")
    (True, False)
    >>> is_date_line("أمس، 10:12 GMT"), is_date_line("منذ ساعتين"), is_date_line("منذ ساعتين من الآن")
    (True, True, False)
    """
    if len(text) > MOST_DATE_LETTERS:
        return False
    shape = read_line(text).shape
    if ONLY_AGO.fullmatch(shape):
        return True
    return bool(DAY_OR_YEAR.search(shape)) and bool(ONLY_DATE.fullmatch(shape))


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone: {name}") from error


def _parts(line: Line, want: Want) -> Iterator[Line]:
    """The pieces of a line in which to look, the wanted one first."""
    if "l" not in line.shape:
        if want == "published":
            yield line
        return
    marks = [found.start() for found in LABEL.finditer(line.shape)]
    edges = [0, *marks, len(line.shape)]
    pieces = [
        ("l" if line.shape[start : start + 1] == "l" else "b", line.part(start, end))
        for start, end in pairwise(edges)
        if start < end
    ]
    if joined := _clock_of_update(line, pieces, want):
        yield joined
    wanted = "b" if want == "published" else "l"
    yield from (piece for kind, piece in pieces if kind == wanted)
    if want == "published":
        yield from (piece for kind, piece in pieces if kind == "l")


def _clock_of_update(line: Line, pieces: list[tuple[str, Line]], want: Want) -> Line | None:
    """A day whose only time stands behind the label of its update: «28 آب 2013، آخر تحديث 14:00» is one stamp."""
    if [kind for kind, _ in pieces] != ["b", "l"]:
        return None
    (_, day), (_, update) = pieces
    is_labelled = day.shape.startswith("b")
    if not CLOCK_ONLY.fullmatch(update.shape):
        return None
    at = len(day.shape)
    rest = line.without(at, at + 1)
    if ":" in day.shape:
        return None if want == "published" else _later_the_same_day(rest, day, update)
    return None if want == "published" and is_labelled else rest


def _later_the_same_day(line: Line, day: Line, update: Line) -> Line | None:
    """The line without its first clock; None where the second may be one of the next day."""
    first, second = find_clock(day), find_clock(update)
    if not first or not second or second[:3] < first[:3]:
        return None
    return line.without(first.start, first.end)


def _read(line: Line, zone: ZoneInfo, now: datetime) -> Told | None:
    """What a line tells, `now` being local time."""
    if days := find_days(line, now.date()):
        return moment_of(line, days, zone, now)
    if found := find_relative(line, now):
        value = found.value
        if isinstance(value, datetime):
            value = value.astimezone(UTC)
        return Told(value, found.precision)
    if "R" not in line.shape and "p" not in line.shape:
        return None
    clock = find_clock(line)
    day = find_named_day(line, now, (clock.start, clock.end) if clock else None)
    return moment_of(line, Days(Day(day, 0, 0)), zone, now) if day else None
