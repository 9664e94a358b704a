"""Dates as the Arabic press prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from crawler.arabic.calendars import (
    GREGORIAN,
    HIJRI,
    LIBYAN,
    WEEKDAYS,
    from_hijri,
    gregorian,
    hijri_number,
    libyan_number,
    month_number,
    pattern,
    plain,
)
from crawler.arabic.clock import Clock, find_clock
from crawler.arabic.relative import FUTURE, find_named_day, find_relative
from crawler.arabic.zones import find_zone

if TYPE_CHECKING:
    from collections.abc import Iterator

Precision = Literal["second", "minute", "hour", "day", "month"]
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
# A press prints no date of the day after tomorrow; zones and clocks excuse a day.
AHEAD = timedelta(days=2)
LETTER = re.compile(r"[^\W\d_]")
NO_LETTER_BEFORE = r"(?<![^\W\d_])"
NO_LETTER = r"(?![^\W\d_])"
MONTH = rf"(?P<month>{pattern(GREGORIAN)}){NO_LETTER}"
# A second name of the same month: كانون الثاني/يناير, فبراير (شباط).
SECOND = rf"(?:\s*[/(\[|-]\s*(?P<second>{pattern(GREGORIAN)}){NO_LETTER}\s*[)\]]?)?"
NAMED = rf"{NO_LETTER_BEFORE}{MONTH}{SECOND}"
DAY = r"(?<![\d.:/])(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
YEAR = r"(?P<year>(?:19|20)\d{2})(?!\d|\s?[-/]\s?\d{4})"
GAP = r"\s*(?:[-/.,]|من|of|de|شهر|من شهر)?\s*,?\s*"
YEAR_GAP = r"\s*[-/.,)]?\s*(?:سنه|عام|لعام|من عام|لسنه)?\s*"

DAY_MONTH_YEAR = re.compile(rf"{DAY}{GAP}{NAMED}{YEAR_GAP}{YEAR}")
MONTH_DAY_YEAR = re.compile(rf"{NAMED}\s*[-/.]?\s*{DAY}(?!\d|\s*:\s*\d)\s*[-/.,]?\s*{YEAR}")
YEAR_MONTH_DAY = re.compile(rf"(?<!\d){YEAR}\s*[-/.,]?\s*{NAMED}\s*[-/.,]?\s*{DAY}(?!\d|:)")
MONTH_YEAR = re.compile(rf"(?<!\d)(?<!\d\s)(?<!\d[-/.]){NAMED}{YEAR_GAP}{YEAR}(?!\s?[-/.]\s?\d)")
DAY_MONTH = re.compile(rf"{DAY}{GAP}{NAMED}(?!\s*[-/.,]?\s*(?:ه\b)?\d{{3}})")
MONTH_DAY = re.compile(rf"{NAMED}\s+{DAY}(?!\d|\s*:\s*\d|\s*[-/.,]?\s*\d{{4}}|\s*[%٪])")
LIBYA = re.compile(
    rf"{DAY}\s*[-/]?\s*{NO_LETTER_BEFORE}(?P<month>{pattern(LIBYAN)}){NO_LETTER}\s*[-/,]?\s*{YEAR}"
)
HIJRI_MARK = r"(?:\s*(?:هـ|هجريه|هجري|ه)(?![^\W\d_]))"
HIJRI_YEAR = r"(?P<year>1[345]\d{2})(?!\d)"
HIJRI_NAMED = re.compile(
    rf"(?<![\d.:/])(?P<day>\d{{1,2}})\s*[-/,]?\s*(?:من\s+)?(?:شهر\s+)?{NO_LETTER_BEFORE}(?P<month>{pattern(HIJRI)}){NO_LETTER}\s*[-/,]?\s*(?:سنه|عام|لعام)?\s*{HIJRI_YEAR}"
)
HIJRI_MONTH_FIRST = re.compile(
    rf"{NO_LETTER_BEFORE}(?P<month>{pattern(HIJRI)}){NO_LETTER}\s*(?P<day>\d{{1,2}})\s*,\s*{HIJRI_YEAR}"
)
SLASH = r"\s?[-/.\\]\s?"
GUARD_BEFORE = r"(?<![\d.:/\\-])"
NUMERIC_YEAR_FIRST = re.compile(
    rf"(?<![\d./\\:])(?<!\d-)(?P<year>\d{{4}}){SLASH}(?P<first>\d{{1,2}}){SLASH}(?P<last>\d{{1,2}})(?!\d|[./\\-]\d)"
)
NUMERIC_YEAR_LAST = re.compile(
    rf"{GUARD_BEFORE}(?P<first>\d{{1,2}}){SLASH}(?P<last>\d{{1,2}}){SLASH}(?P<year>\d{{4}})(?!\d|[./\\]\d)"
)
NUMERIC_SHORT = re.compile(
    rf"{GUARD_BEFORE}(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<last>\d{{1,2}})(?P=sep)(?P<year>\d{{2}})(?!\d|[./\\:-]\d|\s?%)"
)
COMPACT = re.compile(
    r"(?<!\d)(?P<year>20\d{2})(?P<first>0[1-9]|1[0-2])(?P<last>0[1-9]|[12]\d|3[01])(?:t(?P<hour>[01]\d|2[0-3])(?P<minute>[0-5]\d)(?P<seconds>[0-5]\d)?|(?=\D|$))"
)
# The T between date and time of ISO 8601, and a number glued to a word.
ISO_T = re.compile(r"(?<=\d)t(?=\d)")
WEEKDAY = re.compile(rf"{NO_LETTER_BEFORE}(?P<name>{pattern(WEEKDAYS)}){NO_LETTER}")
UPDATED = re.compile(
    rf"{NO_LETTER_BEFORE}(?:اخر\s+تحديث|اخر\s+تعديل|تم\s+التحديث|تم\s+تحديثه?|تاريخ\s+التحديث|وقت\s+التحديث|محدثه?|تحديث|حدث\s+في|حدثت|عدل\s+في|"
    rf"تم\s+التعديل|معدل|حدث|last\s+updated?|last\s+modified|updated|modified|update|mis\s+a\s+jour){NO_LETTER}"
)
PUBLISHED = re.compile(
    rf"{NO_LETTER_BEFORE}(?:تاريخ\s+النشر|تاريخ\s+الاضافه|تاريخ\s+الخبر|نشرت?\s+في|نشر\s+بتاريخ|تم\s+النشر|نشر\s+يوم|نشرت?|ادرج|اضيف|كتب\s+في|"
    rf"منشور|الاصدار|صدر|published|posted|created|publie|حررت?\s+في|انشئ){NO_LETTER}"
)
NOT_A_DATE = re.compile(r"قراءه|للقراءه|read(?:ing)?\b|min read")


def parse_date(
    text: str,
    *,
    timezone: str = "UTC",
    now: datetime | None = None,
    want: Want = "published",
) -> ParsedDate | None:
    """The date that a text prints; None where it prints none, or none that is certain.

    `timezone` is the IANA name for texts that name no zone; `now` (aware; the clock's where None)
    is what relative dates count from and what no date lies far behind of. With `want="updated"`
    the update's date of a text that gives one. Raises ValueError for an unknown time zone or a
    naive `now`, and nothing else.

    >>> parse_date("الأربعاء 17 رجب 1445").value
    datetime.date(2024, 1, 29)
    >>> parse_date("آخر تحديث 3 أيار 2024 - 14:05", timezone="Asia/Beirut").value.isoformat()
    '2024-05-03T11:05:00+00:00'
    """
    moment = now or datetime.now(UTC)
    if moment.tzinfo is None:
        raise ValueError("now must be an aware datetime")
    zone = _zone(timezone)
    line = ISO_T.sub(" ", plain(text[:MOST]))
    for part in _parts(line, want):
        if found := _Reader(part, zone, moment).read():
            value, precision, hijri = found
            return ParsedDate(value, precision, text.strip(), hijri)
    return None


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone: {name}") from error


def _parts(line: str, want: Want) -> Iterator[str]:
    """The pieces of a line in which to look, the wanted one first."""
    marks = [(found.start(), "updated") for found in UPDATED.finditer(line)]
    if not marks:
        if want == "published":
            yield line
        return
    taken = {start for start, _ in marks}
    marks += [
        (found.start(), "published")
        for found in PUBLISHED.finditer(line)
        if found.start() not in taken
    ]
    marks.sort()
    edges = [(0, "published"), *marks, (len(line), "")]
    pieces = [
        (kind, line[start:end])
        for (start, kind), (end, _) in pairwise(edges)
        if line[start:end].strip()
    ]
    yield from (piece for kind, piece in pieces if kind == want)
    if want == "published":
        yield from (piece for kind, piece in pieces if kind == "updated")


class _Reader:
    """Looks for one date in one line of `plain` spelling."""

    def __init__(self, line: str, zone: ZoneInfo, now: datetime) -> None:
        self.line = line
        self.zone = zone
        self.now = now
        self.local_now = now.astimezone(zone)
        weekday = WEEKDAY.search(line)
        self.weekday = WEEKDAYS.get(" ".join(weekday["name"].split())) if weekday else None

    def read(self) -> tuple[datetime | date, Precision, str | None] | None:
        """Value, precision and Hijri date."""
        if not any(char.isdigit() for char in self.line):
            return self._told()
        hijri = self._hijri()
        absolute = self._absolute() or self._without_year()
        if absolute:
            return self._finished(*absolute, hijri)
        if hijri:
            day, span, printed = hijri
            return self._finished(day, span, "day", (day, span, printed))
        return self._told() or self._month_only()

    def _absolute(self) -> tuple[date, tuple[int, int], Precision] | None:
        for reading in (self._named, self._numeric, self._libyan):
            if found := reading():
                return (*found, "day")
        return None

    def _named(self) -> tuple[date, tuple[int, int]] | None:
        for expression in (DAY_MONTH_YEAR, MONTH_DAY_YEAR, YEAR_MONTH_DAY):
            for found in expression.finditer(self.line):
                month = _month(found)
                day = gregorian(int(found["year"]), month, int(found["day"])) if month else None
                if day:
                    return day, found.span()
        return None

    def _libyan(self) -> tuple[date, tuple[int, int]] | None:
        for found in LIBYA.finditer(self.line):
            if day := gregorian(
                int(found["year"]), libyan_number(found["month"]), int(found["day"])
            ):
                return day, found.span()
        return None

    def _numeric(self) -> tuple[date, tuple[int, int]] | None:
        for found in NUMERIC_YEAR_FIRST.finditer(self.line):
            if day := gregorian(int(found["year"]), int(found["first"]), int(found["last"])):
                return day, found.span()
        for expression in (NUMERIC_YEAR_LAST, NUMERIC_SHORT):
            for found in expression.finditer(self.line):
                year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
                if day := self._day_first(year, int(found["first"]), int(found["last"])):
                    return day, found.span()
        compact = COMPACT.search(self.line)
        if compact and not LETTER.search(self.line.replace("t", "").replace("z", "")):
            day = gregorian(int(compact["year"]), int(compact["first"]), int(compact["last"]))
            return (day, compact.span()) if day else None
        return None

    def _day_first(self, year: int, first: int, second: int) -> date | None:
        """Day first; month first only where the second can be no month or the weekday says so."""
        usual, swapped = gregorian(year, second, first), gregorian(year, first, second)
        if usual and swapped and self.weekday is not None and usual != swapped:
            agrees = swapped.weekday() == self.weekday and usual.weekday() != self.weekday
            return swapped if agrees else usual
        return usual or (swapped if second > 12 else None)

    def _hijri(self) -> tuple[date, tuple[int, int], str] | None:
        for expression in (HIJRI_NAMED, HIJRI_MONTH_FIRST):
            for found in expression.finditer(self.line):
                parts = int(found["year"]), hijri_number(found["month"]), int(found["day"])
                if day := from_hijri(*parts):
                    return day, found.span(), _printed(*parts)
        for expression in (NUMERIC_YEAR_FIRST, NUMERIC_YEAR_LAST):
            for found in expression.finditer(self.line):
                year, first, last = int(found["year"]), int(found["first"]), int(found["last"])
                month, number = (first, last) if expression is NUMERIC_YEAR_FIRST else (last, first)
                if 1343 <= year <= 1500 and (day := from_hijri(year, month, number)):
                    return day, found.span(), _printed(year, month, number)
        return None

    def _without_year(self) -> tuple[date, tuple[int, int], Precision] | None:
        """Day and month alone: the most recent such day that is not after now."""
        if HIJRI_NAMED.search(self.line):
            return None
        for expression in (DAY_MONTH, MONTH_DAY):
            for found in expression.finditer(self.line):
                month, number = _month(found), int(found["day"])
                if not month:
                    continue
                today = self.local_now.date()
                years = (today.year - back for back in range(9))
                days = (gregorian(year, month, number) for year in years)
                if day := next((each for each in days if each and each <= today), None):
                    return day, found.span(), "day"
        return None

    def _month_only(self) -> tuple[date, Precision, None] | None:
        found = MONTH_YEAR.search(self.line)
        month = _month(found) if found else None
        if not found or not month:
            return None
        first = date(int(found["year"]), month, 1)
        return (first, "month", None) if first <= self.local_now.date() else None

    def _told(self) -> tuple[datetime | date, Precision, None] | None:
        """A moment told from now."""
        if NOT_A_DATE.search(self.line) or FUTURE.match(self.line):
            return None
        if found := find_relative(self.line, self.local_now):
            value = (
                found.value.astimezone(UTC) if isinstance(found.value, datetime) else found.value
            )
            return value, found.precision, None
        if found := find_named_day(self.line, self.local_now):
            assert not isinstance(found.value, datetime)
            done = self._finished(found.value, found.span, "day", None)
            return (done[0], done[1], None) if done else None
        return None

    def _finished(
        self,
        day: date,
        span: tuple[int, int],
        precision: Precision,
        hijri: tuple[date, tuple[int, int], str] | None,
    ) -> tuple[datetime | date, Precision, str | None] | None:
        """The day with the time printed beside it; None for a day that lies ahead."""
        printed = hijri[2] if hijri else None
        rest = _without(self.line, span)
        if hijri and hijri[1] != span:
            rest = _without(rest, hijri[1])
        clock = self._compact_clock(span) or find_clock(rest)
        if clock is None:
            return (day, precision, printed) if day <= self.local_now.date() + AHEAD else None
        zone = (
            find_zone(rest[: clock.span[0]] + "\x00" + rest[clock.span[1] :].lstrip()) or self.zone
        )
        value = datetime(
            day.year, day.month, day.day, clock.hour, clock.minute, clock.second, tzinfo=zone
        )
        value = value.astimezone(UTC)
        if value > self.now + AHEAD:
            return None
        return value, clock.precision, printed  # type: ignore[return-value]

    def _compact_clock(self, span: tuple[int, int]) -> Clock | None:
        found = COMPACT.match(self.line, span[0])
        if not found or not found["hour"]:
            return None
        hour, minute, seconds = int(found["hour"]), int(found["minute"]), int(found["seconds"] or 0)
        return Clock(hour, minute, seconds, "second" if found["seconds"] else "minute", (0, 0))


def _without(line: str, span: tuple[int, int]) -> str:
    """The line with a span blanked, so that positions stay."""
    return line[: span[0]] + " " * (span[1] - span[0]) + line[span[1] :]


def _month(found: re.Match[str]) -> int | None:
    """The month that one or two names give; None where the two are not the same."""
    first = month_number(found["month"])
    second = month_number(found["second"]) if found["second"] else first
    return first if first == second else None


def _printed(year: int, month: int, day: int) -> str:
    return f"{year:04d}-{month:02d}-{day:02d}"
