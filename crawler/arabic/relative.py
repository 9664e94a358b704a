"""Dates told from now: منذ ساعتين, أمس 20:30."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from crawler.arabic.calendars import WEEKDAYS, pattern, plain

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year"]

UNITS_TABLE: dict[Unit, str] = {
    "second": "ثانيه|ثواني|ثوان|ثانية|seconds|second|sec|secs|secondes",
    "minute": "دقيقه|دقائق|دقايق|دقائق|minutes|minute|min|mins",
    "hour": "ساعه|ساعات|hours|hour|hrs|hr|heures|heure",
    "day": "يوم|ايام|يوما|days|day|jours|jour",
    "week": "اسبوع|اسابيع|اسبوعا|weeks|week|semaines|semaine",
    "month": "شهر|اشهر|شهور|شهرا|months|month|mois",
    "year": "سنه|سنوات|سنين|عام|اعوام|عاما|years|year|ans|an",
}
DUALS_TABLE: dict[Unit, str] = {
    "second": "ثانيتين|ثانيتان",
    "minute": "دقيقتين|دقيقتان",
    "hour": "ساعتين|ساعتان",
    "day": "يومين|يومان",
    "week": "اسبوعين|اسبوعان",
    "month": "شهرين|شهران",
    "year": "سنتين|سنتان|عامين|عامان",
}
# Masculine and feminine forms; ثماني/ثمان and the compounds of eleven to nineteen.
NUMBER_WORDS = (
    "",
    "واحد|واحده|احد|احدي",
    "اثنين|اثنان|اثنتين|اثنتان|اثنا|اثنتا|اثني|اثنتي",
    "ثلاث|ثلاثه",
    "اربع|اربعه",
    "خمس|خمسه",
    "ست|سته",
    "سبع|سبعه",
    "ثماني|ثمانيه|ثمان",
    "تسع|تسعه",
    "عشر|عشره",
)
TENS_WORDS = {20: "عشرين|عشرون", 30: "ثلاثين|ثلاثون", 40: "اربعين|اربعون", 50: "خمسين|خمسون"}
TEN = ("عشر", "عشره")


def _numbers() -> dict[str, int]:
    words = {plain(w): n for n, names in enumerate(NUMBER_WORDS) for w in names.split("|") if w}
    tens = {plain(w): n for n, names in TENS_WORDS.items() for w in names.split("|")}
    compound = {f"{unit} {ten}": 10 + n for unit, n in words.items() for ten in TEN if n < 10}
    joined = {
        f"{unit} و{ten}": n + m for unit, n in words.items() for ten, m in tens.items() if n < 10
    }
    return words | tens | compound | joined


NUMBERS = _numbers()
UNITS = {plain(name): unit for unit, names in UNITS_TABLE.items() for name in names.split("|")}
DUALS = {plain(name): unit for unit, names in DUALS_TABLE.items() for name in names.split("|")}


def _either(names: object) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))  # type: ignore[call-overload]


END = r"(?![^\W\d_])"
START = r"(?<![^\W\d_])"
SINCE = re.compile(
    rf"{START}(?:منذ|مند|قبل|مضي علي[هي]?ا?|مضت|il y a)\s+(?:حوالي|نحو|اكثر من|اقل من|قرابه|حوالى)?\s*"
)
AMOUNT = re.compile(
    rf"(?:(?P<dual>{_either(DUALS)})|(?:(?P<digits>\d{{1,3}})|(?P<word>{_either(NUMBERS)}))?\s*(?P<unit>{_either(UNITS)})){END}"
    r"(?:\s+(?:واحده?|فقط|تقريبا))?(?P<half>\s+ونصف(?:\s+ال\w+)?)?(?P<quarter>\s+وربع)?"
)
AGO = re.compile(
    rf"(?<![\d.:/-])(?P<digits>\d{{1,3}}|an?|one)\s+(?P<unit>{_either(n for n in UNITS if n.isascii())})\s+ago\b|مضت"
)
JOIN = re.compile(r"\s*و\s*(?=\S)")
MOMENTS = re.compile(
    rf"{START}(?:(?:منذ|قبل)\s+(?:لحظات|لحظه|قليل|ثوان|ثواني|دقائق معدوده)|الان|للتو|just now|now){END}"
)
# Days named by a word: days back.
NAMED_TABLE = {
    0: "اليوم|today|هذا اليوم",
    1: "امس|البارحه|يوم امس|ليله امس|مساء امس|yesterday|بالامس|الامس",
    2: "اول امس|اول من امس|امس الاول|قبل امس|امس الاولي|اول البارحه|الاول من امس",
}
NAMED = {plain(name): days for days, names in NAMED_TABLE.items() for name in names.split("|")}
NAMED_DAY = re.compile(rf"{START}(?P<day>{_either(NAMED)}){END}")
FUTURE = re.compile(rf"{START}(?:بعد|خلال|في غضون|باقي|متبقي|يتبقي|غدا|in)\s")
# What may stand beside a named day: anything else makes it part of a name, المصري اليوم.
BESIDE = re.compile(
    rf"(?:{pattern(WEEKDAYS)}|نشر[ت]?|في|تم النشر|تحديث|اخر تحديث|الساعه|ساعه|علي|عند|تاريخ النشر|نشر في|كتب|at|on"
    rf"|ص|م|صباحا|مساء|مساءا|ظهرا|عصرا|فجرا|ليلا|am|pm|بتوقيت|توقيت|غرينتش|gmt|[^\w]|\d|_)+"
)


@dataclass(frozen=True, slots=True)
class Relative:
    """A moment told from now: an instant, or a civil day with its precision."""

    value: datetime | date
    precision: Literal["second", "minute", "hour", "day", "month"]
    span: tuple[int, int]


def find_relative(text: str, now: datetime) -> Relative | None:
    """The moment that a text (in `calendars.plain` spelling) tells from `now`, an aware local time."""
    if found := MOMENTS.search(text):
        return Relative(now, "minute", found.span())
    if found := AGO.search(text):
        if found["unit"]:
            number = int(found["digits"]) if found["digits"].isdigit() else 1
            return _back([(number, UNITS[found["unit"]])], now, found.span())
        return None
    for found in SINCE.finditer(text):
        amounts, end = _amounts(text, found.end())
        if amounts:
            return _back(amounts, now, (found.start(), end))
    return None


def find_named_day(text: str, now: datetime) -> Relative | None:
    """أمس and the like, where nothing but a time, a weekday or a label stands beside them."""
    found = NAMED_DAY.search(text)
    if not found or FUTURE.search(text):
        return None
    rest = text[: found.start()] + " " + text[found.end() :]
    if rest.strip() and not BESIDE.fullmatch(rest.strip()):
        return None
    day = (now - timedelta(days=NAMED[found["day"]])).date()
    return Relative(day, "day", found.span())


def _amounts(text: str, start: int) -> tuple[list[tuple[float, Unit]], int]:
    """The amounts that stand from `start` on, joined by و, and where they end."""
    amounts: list[tuple[float, Unit]] = []
    while found := AMOUNT.match(text, start):
        part = 0.5 if found["half"] else 0.25 if found["quarter"] else 0.0
        if found["dual"]:
            amounts.append((2 + part, DUALS[found["dual"]]))
        else:
            number = (
                int(found["digits"]) if found["digits"] else NUMBERS.get(found["word"] or "", 1)
            )
            amounts.append((number + part, UNITS[found["unit"]]))
        start = found.end()
        join = JOIN.match(text, start)
        if not join:
            break
        start = join.end()
    return amounts, start


def _back(
    amounts: list[tuple[float, Unit]], now: datetime, span: tuple[int, int]
) -> Relative | None:
    finest = amounts[-1][1]
    months = sum(
        int(n) * (12 if unit == "year" else 1) for n, unit in amounts if unit in {"month", "year"}
    )
    days = sum(n * (7 if unit == "week" else 1) for n, unit in amounts if unit in {"day", "week"})
    exact = {"second": 1, "minute": 60, "hour": 3600}
    seconds = sum(n * exact[unit] for n, unit in amounts if unit in exact)
    if months:
        return Relative(months_before(now.date(), months), "month", span)
    if finest in exact:
        return Relative(now - timedelta(days=days, seconds=seconds), finest, span)  # type: ignore[arg-type]
    return (
        Relative((now - timedelta(days=int(days))).date(), "day", span) if days < 36_000 else None
    )


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last one.

    >>> months_before(date(2024, 3, 31), 1)
    datetime.date(2024, 2, 29)
    """
    count = day.year * 12 + day.month - 1 - min(months, (day.year - 1) * 12)
    first = date(count // 12, count % 12 + 1, 1)
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))
