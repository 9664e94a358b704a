"""Times of day as the Arabic press prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Words for halves and parts of the day; `plain` spelling.
MORNING = "ص|صباحا|صباح|am|a\\.m\\.?|قبل الظهر|فجرا|الفجر|ضحي|فجر|صباحاً"
NOON = "ظهرا|الظهر|ظهر"
AFTERNOON = "م|مساء|مساءا|pm|p\\.m\\.?|بعد الظهر|عصرا|العصر|بعد الضهر|عصر|المساء|مساءً"
NIGHT = "ليلا|الليل|ليل"
HALF = f"(?P<morning>{MORNING})|(?P<noon>{NOON})|(?P<afternoon>{AFTERNOON})|(?P<night>{NIGHT})"
END = r"(?![^\W\d_])"
AT = r"(?:(?:في\s+)?(?:تمام\s+)?(?:ال)?ساعه\s*:?\s*)"
CLOCK = re.compile(
    rf"(?<![\d:.,/])(?P<hour>[01]?\d|2[0-4])\s?(?P<sep>[:.h])\s?(?P<minute>[0-5]\d)(?:\s?:\s?(?P<second>[0-5]\d)(?:[.,]\d{{1,9}})?)?"
    rf"(?!\d|[.:]\d)(?:\s*[-,(]?\s*(?:{HALF}){END})?"
)
BEFORE = re.compile(
    rf"(?<![^\W\d_])(?:{HALF})\s*(?P<hour>\d{{1,2}}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?!\d)"
)
HOUR = re.compile(rf"(?:{AT}(?P<at>))?(?<![\d:.,/])(?P<hour>1[0-2]|0?[1-9])\s*(?:{HALF}){END}")
MIDNIGHT = re.compile(r"منتصف الليل")


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day and how exact it is."""

    hour: int
    minute: int
    second: int
    precision: str
    """`second`, `minute` or `hour`."""

    span: tuple[int, int]
    """Where in the text it stands."""


def find_clock(text: str) -> Clock | None:
    """The time of day in a text (in `calendars.plain` spelling); None where none is printed."""
    for found in BEFORE.finditer(text):
        if clock := _made(found):
            return clock
    for found in CLOCK.finditer(text):
        # 14.30 may be a price; with a half of the day or a word for the hour it is a time.
        dotted = found["sep"] != ":"
        if dotted and not _half(found) and not re.search(r"ساعه\s*:?\s*$", text[: found.start()]):
            continue
        if clock := _made(found):
            return clock
    for found in HOUR.finditer(text):
        if found["afternoon"] == "م" and found["at"] is None:
            continue  # «3 م» is more often metres or a Gregorian year's mark
        if clock := _made(found, precision="hour"):
            return clock
    return None


def _half(found: re.Match[str]) -> str | None:
    return next((name for name in ("morning", "noon", "afternoon", "night") if found[name]), None)


def _made(found: re.Match[str], precision: str | None = None) -> Clock | None:
    groups = found.groupdict()
    hour, minute = int(groups["hour"]), int(groups.get("minute") or 0)
    hour = _full_hour(hour, _half(found))
    if hour > 23:
        return None
    second = groups.get("second")
    exact = precision or ("second" if second else "minute")
    return Clock(hour, minute, int(second or 0), exact, found.span())


def _full_hour(hour: int, half: str | None) -> int:
    """The hour of 24: 12 at night and in the morning is 0, 1 at noon is 13."""
    if hour == 24:
        return 0
    if half in {"morning", "night"} and hour == 12:
        return 0
    if (
        (half == "afternoon" and hour < 12)
        or (half == "noon" and hour < 10)
        or (half == "night" and 5 < hour < 12)
    ):
        return hour + 12
    return hour
