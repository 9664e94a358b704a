"""The instant that a day and the time beside it make."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from crawler.arabic.clock import Clock, find_clock
from crawler.arabic.zones import UNKNOWN, find_zone

if TYPE_CHECKING:
    from datetime import tzinfo
    from zoneinfo import ZoneInfo

    from crawler.arabic.days import Days
    from crawler.arabic.named import Day
    from crawler.arabic.shapes import Line

Precision = Literal["second", "minute", "hour", "day", "month"]
# A press prints no date of the day after tomorrow; zones and clocks excuse a day.
AHEAD = timedelta(days=2)
# توقيت عمان is Jordan's everywhere but in Oman.
OMAN, JORDAN = "Asia/Muscat", "Asia/Amman"
# A clock in the rest of a line: where the zone of the one before it ends.
NEXT_CLOCK = re.compile(r"(?<![+])(?<!k-)[12]:2")


class Told(NamedTuple):
    """Value, precision and Hijri date of one piece of a line."""

    value: datetime | date
    precision: Precision
    hijri: str | None = None


def moment_of(line: Line, days: Days, zone: ZoneInfo, now: datetime) -> Told | None:
    """The day with the time printed beside it; None for a day that lies ahead."""
    day = days.day
    rest = line.without(day.start, day.end)
    if days.hijri:
        rest = rest.without(days.hijri.start, days.hijri.end)
    clock = None if day.precision == "month" else _stamped(line, day) or find_clock(rest)
    if clock is None or UNKNOWN.match(rest.shape, clock.end):
        is_ahead = day.value > now.date() + AHEAD
        return None if is_ahead else Told(day.value, day.precision, days.printed)
    named = _zone_of(rest, clock)
    if named is None or (zone.key == OMAN and getattr(named, "key", "") == JORDAN):
        named = zone
    clocked = time(clock.hour % 24, clock.minute, clock.second, tzinfo=named)
    midnight = timedelta(days=clock.hour // 24)
    value = datetime.combine(day.value + midnight, clocked).astimezone(UTC)
    return None if value > now + AHEAD else Told(value, clock.precision, days.printed)


def _zone_of(rest: Line, clock: Clock) -> tzinfo | None:
    """The zone named behind the clock, else before it."""
    shape = rest.shape
    iso = clock.precision == "second" or "t" in shape[max(0, clock.start - 1) : clock.end]
    # behind a stamp of ISO 8601 the next two numbers are its offset
    following = NEXT_CLOCK.search(shape, clock.end + 2 * iso)
    behind = rest.part(0, following.start()) if following else rest
    return find_zone(behind, clock.end, signed=iso) or find_zone(rest.part(0, clock.start))


def _stamped(line: Line, day: Day) -> Clock | None:
    """The time of a stamp: 20240129103000."""
    digits = line.values[day.start] if line.shape[day.start : day.start + 1] == "C" else None
    if not isinstance(digits, str) or len(digits) == 8:
        return None
    hour, minute, second = (int(digits[at : at + 2] or 0) for at in (8, 10, 12))
    if hour > 23 or minute > 59 or second > 59:
        return None
    exact: Literal["second", "minute"] = "second" if len(digits) == 14 else "minute"
    return Clock(hour, minute, second, exact, day.start, day.end)
