"""Dates told from now: منذ ساعتين, أمس 20:30."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.arabic.shapes import Line

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]

# In shapes. An amount: نصف ساعة, ساعتين, 3 ساعات, ساعة واحدة; behind it ونصف.
AMOUNT = re.compile(
    r"(?:(?P<share>Q)(?P<whole>[uf])|(?P<dual>D)w?|(?P<number>[12nw])(?P<unit>[uyh])|(?P<one>u)w?)(?:&(?P<more>Q)[uf]?(?!u))?~?"
)
# الأعلى منذ 3 سنوات compares.
SINCE = re.compile(r"(?<![Er])(?<![Er]x)(?<![Er]xx)S~?")
# Words right before it, or right behind it, that make it a sentence.
HEADLINE = re.compile(r"(?:[x%][ic&]?){5}$")
SENTENCE = re.compile(r"[ic&]?(?:x[ic&]{0,2}){4}")
# منذ عام 2011, قبل ساعة من المباراة, منذ شهر رمضان and منذ يوم الأحد tell no publishing date.
NO_DATE = re.compile(r"[YIMHLW]|j(?!J)|[/:.-][12nYN](?![xu])")
AGO = re.compile(
    r"(?P<number>[12nw])?(?P<unit>[uyhD])w?(?:[,&](?P<second>[12nw])(?P<smaller>u))?a(?!j)"
)
# منذ ساعة 20 دقيقة; but منذ ساعة 5 دقائق قراءة says how long the text is
GOES_ON = re.compile(r"[12]u(?![xi])")
JUST_NOW = re.compile(r"SJ")
# What may stand beside a day that is named: anything else makes it part of a name, المصري اليوم.
BESIDE = re.compile(r"(?:Tc|[(]c[)]|[RWbliufjmsAPOGTkv:,.|()/+#-])*")
COLUMNS = re.compile(r"[|-]")
DAYS_OF_PAST_WEEK = re.compile(r"(?P<weekday>W)p")
MOST_DAYS = 36_000
SECONDS = {"second": 1, "minute": 60, "hour": 3600}
LETTER_UNITS: dict[str, Unit] = {"h": "hour"}


class Relative(NamedTuple):
    """A moment told from now: an instant, or a civil day with its precision."""

    value: datetime | date
    precision: Literal["second", "minute", "hour", "day", "month"]


def find_relative(line: Line, now: datetime) -> Relative | None:
    """The moment that a line tells from `now`, an aware local time."""
    shape = line.shape
    is_now = "J" in shape and BESIDE.fullmatch(shape.replace("J", "#"))
    if is_now or JUST_NOW.search(shape):
        return Relative(now, "minute")
    for since in SINCE.finditer(shape):
        if HEADLINE.search(shape[: since.start()]):
            continue
        if told := _since(line, since.end(), now):
            return told
    if "a" in shape and (found := AGO.search(shape)) and "F" not in shape[: found.start()]:
        return _back(list(_ago(line, found)), now)
    return None


def find_named_day(line: Line, now: datetime, clock: tuple[int, int] | None) -> date | None:
    """أمس and الأحد الماضي, where nothing but a time, a weekday or a label stands beside them."""
    rest = line.without(*clock) if clock else line
    today = now.date()
    if found := DAYS_OF_PAST_WEEK.search(rest.shape):
        alone = rest.without(*found.span())
        back = (today.weekday() - line.number(found, "weekday") - 1) % 7 + 1
        return today - timedelta(days=back) if BESIDE.fullmatch(alone.shape) else None
    if clock and not BESIDE.fullmatch(rest.shape):
        rest = _column(rest, clock[0])
    if "R" not in rest.shape or not BESIDE.fullmatch(rest.shape):
        return None
    day = today - timedelta(days=int(rest.values[rest.shape.index("R")] or 0))
    weekday = rest.shape.find("W")
    return day if weekday < 0 or rest.values[weekday] == day.weekday() else None


def _column(line: Line, at: int) -> Line:
    """What stands between two separators, around a place: أحمد علي | أمس 20:30 | رياضة."""
    edges = [found.start() for found in COLUMNS.finditer(line.shape)]
    start = max((edge + 1 for edge in edges if edge < at), default=0)
    return line.part(start, min((edge for edge in edges if edge > at), default=len(line.shape)))


def _since(line: Line, start: int, now: datetime) -> Relative | None:
    """The moment behind a منذ."""
    amounts: list[tuple[float, Unit]] = []
    while found := AMOUNT.match(line.shape, start):
        if found["one"] and str(line.values[found.start("one")]).endswith("s"):
            return _some(_unit(line, found.start("one")), now) if not amounts else None
        amounts.append(_amount(line, found))
        start = found.end()
        if line.shape[start : start + 1] in {"&", ","}:
            start += 1
        elif not GOES_ON.match(line.shape, start):
            break
    goes_on = NO_DATE.match(line.shape, start) or SENTENCE.match(line.shape, start)
    return _back(amounts, now) if amounts and not goes_on else None


def _amount(line: Line, found: re.Match[str]) -> tuple[float, Unit]:
    """Number and unit; half an hour is thirty minutes."""
    name = next(name for name in ("whole", "dual", "unit", "one") if found[name])
    unit = _unit(line, found.start(name))
    if name == "whole":
        share = _value(line, found, "share")
        return (share * 60, "minute") if unit == "hour" else (share, unit)
    number = 2 if name == "dual" else _value(line, found, "number") if name == "unit" else 1
    return number + (_value(line, found, "more") if found["more"] else 0), unit


def _value(line: Line, found: re.Match[str], group: str) -> float:
    return float(line.values[found.start(group)] or 0)


def _ago(line: Line, found: re.Match[str]) -> Iterator[tuple[float, Unit]]:
    """The amounts before an ago: 2 hours, 10 minutes."""
    for number, unit in (("number", "unit"), ("second", "smaller")):
        if found[unit]:
            count = _value(line, found, number) if found[number] else 1 + (found[unit] == "D")
            yield count, _unit(line, found.start(unit))


def _some(unit: Unit, now: datetime) -> Relative | None:
    """Some seconds are now, some minutes within the hour; some hours or days are no date."""
    exact: dict[Unit, Literal["minute", "hour"]] = {"second": "minute", "minute": "hour"}
    return Relative(now, exact[unit]) if unit in exact else None


def _unit(line: Line, at: int) -> Unit:
    if line.shape[at] == "f":
        return "hour"
    name = str(line.values[at] or LETTER_UNITS.get(line.shape[at]))
    return name.removesuffix("s")  # type: ignore[return-value]


def _back(amounts: list[tuple[float, Unit]], now: datetime) -> Relative | None:
    finest = amounts[-1][1]
    months = sum(
        n * (12 if unit == "year" else 1) for n, unit in amounts if unit in {"month", "year"}
    )
    days = sum(n * (7 if unit == "week" else 1) for n, unit in amounts if unit in {"day", "week"})
    seconds = sum(n * SECONDS.get(unit, 0) for n, unit in amounts)
    if days > MOST_DAYS or months > MOST_DAYS // 30:
        return None
    if months:
        return Relative(months_before(now.date(), int(months)), "month")
    if finest in SECONDS:
        return Relative(now - timedelta(days=days, seconds=seconds), finest)  # type: ignore[arg-type]
    return Relative((now - timedelta(days=int(days))).date(), "day")


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last one.

    >>> months_before(date(2024, 3, 31), 1)
    datetime.date(2024, 2, 29)
    """
    count = day.year * 12 + day.month - 1 - min(months, (day.year - 1) * 12)
    first = date(count // 12, count % 12 + 1, 1)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))
