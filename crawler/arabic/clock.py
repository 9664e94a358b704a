"""Times of day as the Arabic press prints them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from crawler.arabic.shapes import Line

# Halves and parts of the day, with the letters of `shapes`; before a number and behind it.
BEFORE = r"(?P<before>[APOGms])?"
AFTER = r"(?:[(]?(?P<half>[APOGms](?!\.[xW]))|[-,|](?P<parted>[APOG])(?![APOG]?W))?"
# nor 2024-01-29+03:00, nor مدة الفيديو 03:45
NOT_INSIDE = r"(?<![12nNYIB][:.,/])(?<![d+])(?<!d:)"
SECONDS = r"(?::(?P<second>2)(?:[.,][12nNYIBC])?)?"
COLON = re.compile(rf"{BEFORE}{NOT_INSIDE}(?P<hour>[12]):(?P<minute>2){SECONDS}(?![:][12]){AFTER}")
# One digit will do where nothing else can be meant: 2024-1-29T9:5:0.
SLOPPY = re.compile(r"(?:(?P<at>t)|(?<=#))(?P<hour>[12]):(?P<minute>[12])(?::(?P<second>[12]))?")
STAMPED = re.compile(
    r"t(?P<hour>[12])([:.])(?P<minute>[12])\2(?P<second>[12])(?![12])(?:[.,][12nNYIBC])?(?P<half>[AP])?"
)
# 14.30 may be a price: الساعة before it or half a day behind it makes it a time.
DOTTED = re.compile(
    rf"(?P<behind>(?<=#)[-,|ti]?(?=[12]\.2(?:$|[-,|()TkcAPsm])))?{NOT_INSIDE}(?P<hour>[12])\.(?P<minute>2)(?![.:][12]){AFTER}"
)
# 14.30 - 20 مايو 2024
LEADING = re.compile(r"^(?P<hour>[12])\.(?P<minute>2)(?=[-|,]W?,?#)")
# 9,30 م
COMMA = re.compile(r"(?<=#)[-,|]?(?P<hour>[12]),(?P<minute>2)(?P<half>[APOGms])")
LETTER = re.compile(rf"(?P<hour>[12])h(?P<minute>2)?{AFTER}")
# 14سا30, 14س30د
SHORT = re.compile(rf"(?P<hour>[12])(?P<unit>y)(?P<minute>2)y?{AFTER}")
AND = re.compile(rf"f:?(?P<hour>[12])(?:&(?P<minute>2)u?)?{AFTER}")
# الساعة الثامنة والنصف مساء; of the twelfth it must be plain which one is meant.
SPOKEN = re.compile(r"(?P<hour>z)(?:&(?P<share>Q))?(?P<half>[APOGms])")
BASIC = re.compile(r"t(?P<digits>[2NIYB])(?![:.]2)")
HOUR = re.compile(
    rf"{NOT_INSIDE}(?P<hour>[12])(?P<half>[APOG])|(?<=#)[-,|i]?(?P<bare>[12])(?P<letter>[ms])(?!\.)"
)


class Clock(NamedTuple):
    """A time of day, how exact it is, and where in the line it stands."""

    hour: int
    minute: int
    second: int
    precision: Literal["second", "minute", "hour"]
    start: int
    end: int


def find_clock(line: Line) -> Clock | None:
    """The time of day in a line whose date is marked as read; None where none is printed.

    An hour of 24 is midnight at the day's end.
    """
    shape = line.shape
    if "t" in shape and (found := STAMPED.search(shape)) and (clock := _made(line, found)):
        return clock
    if ":" in shape:
        for found in COLON.finditer(shape):
            if clock := _made(line, found):
                return clock
        for found in SLOPPY.finditer(shape):
            if (found["at"] or found["second"]) and (clock := _made(line, found)):
                return clock
    return _without_colon(line, shape)


def _without_colon(line: Line, shape: str) -> Clock | None:
    if "t" in shape and (found := BASIC.search(shape)):
        return _basic(line, found)
    if "." in shape:
        for found in DOTTED.finditer(shape):
            spoken = shape[: found.start()].endswith(("f", "f:", "u"))
            if (spoken or found["behind"] is not None or _half(found)) and (
                clock := _made(line, found)
            ):
                return clock
        if (found := LEADING.match(shape)) and (clock := _made(line, found)):
            return clock
    if "y" in shape and (found := SHORT.search(shape)):
        return _made(line, found) if line.values[found.start("unit")] == "hour" else None
    if "z" in shape and (found := SPOKEN.search(shape)):
        return _spoken(line, found)
    for expression in (COMMA, LETTER, AND, HOUR):
        found = expression.search(shape)
        if found and (clock := _made(line, found)):
            return clock
    return None


def _half(found: re.Match[str]) -> str | None:
    groups = found.groupdict()
    names = ("half", "parted", "letter", "before")
    return next((groups[name] for name in names if groups.get(name)), None)


def _made(line: Line, found: re.Match[str]) -> Clock | None:
    """The clock that a match gives; None for no time of day."""
    groups = found.groupdict()
    hour = line.number(found, "bare" if groups.get("bare") else "hour")
    minute = line.number(found, "minute") if groups.get("minute") else 0
    second = line.number(found, "second") if groups.get("second") else 0
    hour = full_hour(hour, _half(found))
    if hour == 24:
        if not groups.get("minute"):
            return None
        # browsers that count from 1 to 24 print 24:05 for 00:05
        hour = 0 if minute or second else 24
    if hour > 24 or minute > 59 or second > 60:
        return None
    exact: Literal["second", "minute", "hour"] = "hour"
    if groups.get("minute"):
        exact = "second" if groups.get("second") else "minute"
    return Clock(hour, minute, min(second, 59), exact, *found.span())


def _spoken(line: Line, found: re.Match[str]) -> Clock | None:
    """An hour told in words, with the half or the quarter behind it."""
    hour, half = line.number(found, "hour"), found["half"]
    if hour == 12 and half in "Pm":
        return None
    share = float(line.values[found.start("share")] or 0) if found["share"] else 0.0
    minute = round(share * 60 / 5) * 5
    return Clock(full_hour(hour, half), minute, 0, "minute" if share else "hour", *found.span())


def _basic(line: Line, found: re.Match[str]) -> Clock | None:
    """Hours, minutes and seconds without a colon: T100000."""
    kind, value = found["digits"], line.values[found.start("digits")]
    digits = str(value) if kind == "B" else f"{value:0{2 if kind == '2' else 4}d}"
    if len(digits) not in {2, 4, 6}:
        return None
    hour, minute, second = (int(digits[at : at + 2] or 0) for at in (0, 2, 4))
    if hour > 23 or minute > 59 or second > 59:
        return None
    exact: Literal["second", "minute", "hour"] = (
        "second" if len(digits) == 6 else "minute" if len(digits) == 4 else "hour"
    )
    return Clock(hour, minute, second, exact, *found.span())


def full_hour(hour: int, half: str | None) -> int:
    """The hour of 24 for an hour and the letter of its half: 12 at night is 0, 1 at noon is 13.

    >>> full_hour(12, "s"), full_hour(12, "m"), full_hour(1, "O"), full_hour(1, "G")
    (0, 12, 13, 1)
    """
    if hour == 12 and half in {"A", "s", "G"}:
        return 0
    afternoon = (half in {"P", "m"} and hour < 12) or (half == "O" and hour < 10)
    evening = half == "G" and 5 < hour < 12
    return hour + 12 if afternoon or evening else hour
