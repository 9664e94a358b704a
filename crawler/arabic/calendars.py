"""Month and weekday names of the Arabic press, and the Hijri calendar."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from hijridate import Hijri

from crawler.arabic.text import FOLDING, clean

# Spellings of each month, January first; hamza, article, vowel marks and ة/ه need no entry of their own.
GREGORIAN_TABLE = (
    # Families side by side: Egypt and Gulf; Levant and Iraq; the Maghreb; Mauritania; then English and French
    "يناير|كانون الثاني|كانون ثاني|كانون ثان|كانون2|ك2|جانفي|جانفيي|january|jan|janvier|janv|جنوار",
    "فبراير|شباط|فيفري|فيڤري|فبرائر|february|feb|fevrier|fevr|فيبراير|فبراي",
    "مارس|اذار|مارص|march|mar|mars|ادار",
    "ابريل|نيسان|افريل|أڤريل|april|apr|avril|avr|ابرايل",
    "مايو|ايار|ماي|may|mai|مايوا",
    "يونيو|حزيران|جوان|يونيه|june|jun|juin|جويين",
    "يوليو|تموز|جويليه|يوليوز|يوليه|july|jul|juillet|juil|جوليه|جويلي",
    "اغسطس|اب|اوت|غشت|اوغسطس|august|aug|aout|أغشت|اغشت|غست|أغسطوس",
    "سبتمبر|ايلول|شتنبر|سبتمبير|september|sept|sep|septembre|شتمبر|سيبتمبر",
    "اكتوبر|تشرين الاول|تشرين اول|تشرين1|ت1|اكتوبير|october|oct|octobre",
    "نوفمبر|تشرين الثاني|تشرين ثاني|تشرين ثان|تشرين2|ت2|نونبر|نوفمبير|november|nov|novembre|نوڤمبر",
    "ديسمبر|كانون الاول|كانون اول|كانون1|ك1|دجنبر|دسمبر|december|dec|decembre|ديسمبير|دجمبر|دسنبر",
)
# Libya, 1969-2011: ordinary words, so they count between a day and a year only.
LIBYAN_TABLE = (
    "اي النار|اى النار|أي النار|اينار",
    "النوار|نوار",
    "الربيع",
    "الطير",
    "الماء",
    "الصيف",
    "ناصر",
    "هانيبال|هنيبال|هانيبعل",
    "الفاتح",
    "التمور",
    "الحرث",
    "الكانون",
)
HIJRI_TABLE = (
    "محرم|المحرم|محرم الحرام",
    "صفر|صفر الخير",
    "ربيع الاول|ربيع اول|ربيع1|ربيع الاولي|ربيع اول",
    "ربيع الاخر|ربيع الثاني|ربيع ثاني|ربيع ثان|ربيع2|ربيع اخر|ربيع الثانى",
    "جمادي الاولي|جمادي الاول|جمادي1|جماد الاول|جماد الاولي|جمادي اولي|جمادى الأولى|جماد اول",
    "جمادي الاخره|جمادي الثانيه|جمادي الثاني|جمادي الاخر|جمادي2|جماد الثاني|جماد الاخر|جماد الاخره|جماد ثاني|جماد الثانيه",
    "رجب|رجب الفرد|رجب المرجب",
    "شعبان|شعبان المعظم",
    "رمضان|رمضان المبارك|رمضان المعظم",
    "شوال|شوّال",
    "ذو القعده|ذي القعده|ذوالقعده|ذيالقعده|ذو القعدة|ذا القعده|القعده|ذي قعده|ذو قعده",
    "ذو الحجه|ذي الحجه|ذوالحجه|ذيالحجه|ذا الحجه|الحجه|ذي حجه|ذو حجه",
)
# Monday first, as `date.weekday` counts.
WEEKDAY_TABLE = (
    "الاثنين|اثنين|الاتنين|monday|mon|lundi",
    "الثلاثاء|ثلاثاء|الثلاثا|التلات|الثلاثاءء|tuesday|tue|tues|mardi",
    "الاربعاء|اربعاء|الاربعا|wednesday|wed|mercredi",
    "الخميس|خميس|thursday|thu|thur|thurs|jeudi",
    "الجمعه|جمعه|friday|fri|vendredi",
    "السبت|سبت|saturday|sat|samedi",
    "الاحد|احد|sunday|sun|dimanche",
)
# Arabic and Latin separators that mean the same; é and û are written without in the tables.
PLAIN = {
    **FOLDING,
    ord("ڤ"): "ف",
    ord("é"): "e",
    ord("û"): "u",
    ord("،"): ",",
    ord("؛"): ";",
    ord("٫"): ".",
    ord("٬"): ",",
    ord("∕"): "/",
    ord("⁄"): "/",
    ord("／"): "/",
    ord("："): ":",
    ord("∶"): ":",
    ord("−"): "-",
    ord("–"): "-",
    ord("—"): "-",
    ord("‐"): "-",
    ord("‑"): "-",
    ord("ـ"): None,
}
FIRST_HIJRI, LAST_HIJRI = 1343, 1500


def plain(text: str) -> str:
    """Text in one spelling: letters folded, ASCII digits and separators, lower case.

    >>> plain("الإثنين، ٢٤ أكتوبر ٢٠٢٢")
    'الاثنين, 24 اكتوبر 2022'
    """
    return clean(text).translate(PLAIN).lower()


def _numbers(table: tuple[str, ...]) -> dict[str, int]:
    return {
        plain(name): number for number, names in enumerate(table, 1) for name in names.split("|")
    }


def pattern(names: dict[str, int]) -> str:
    """An alternation of names, the longest first; spaces in them may be any number or none."""
    ordered = sorted(names, key=len, reverse=True)
    return "|".join(
        re.sub(r"(?<=\w)(?=[12]$)", r"\\s?", name).replace(" ", r"\s*") for name in ordered
    )


GREGORIAN = _numbers(GREGORIAN_TABLE)
LIBYAN = _numbers(LIBYAN_TABLE)
HIJRI = _numbers(HIJRI_TABLE)
WEEKDAYS = {name: number - 1 for name, number in _numbers(WEEKDAY_TABLE).items()}


def _squeezed(names: dict[str, int]) -> dict[str, int]:
    return {name.replace(" ", ""): number for name, number in names.items()}


_GREGORIAN, _LIBYAN, _HIJRI = map(_squeezed, (GREGORIAN, LIBYAN, HIJRI))


def month_number(name: str) -> int:
    """The number of a Gregorian month's name as `pattern(GREGORIAN)` matches it."""
    return _GREGORIAN["".join(name.split())]


def libyan_number(name: str) -> int:
    """The number of a Libyan month's name."""
    return _LIBYAN["".join(name.split())]


def hijri_number(name: str) -> int:
    """The number of a Hijri month's name."""
    return _HIJRI["".join(name.split())]


def gregorian(year: int, month: int, day: int) -> date | None:
    """A civil day; None for one that does not exist or no press could print."""
    if not 1900 <= year <= 2100:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def from_hijri(year: int, month: int, day: int) -> date | None:
    """The civil day of an Umm al-Qura date; None for one that does not exist.

    >>> from_hijri(1445, 7, 17)
    datetime.date(2024, 1, 29)
    """
    if not FIRST_HIJRI <= year <= LAST_HIJRI:
        return None
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except (ValueError, OverflowError):
        return None


# What else a line holds that is nothing but a date.
BESIDES = "ه هـ م ص ق ظ صباحا مساء ظهرا فجرا الساعه بتوقيت غرينتش جرينتش مكه المكرمه توقيت في يوم من شهر سنه عام gmt utc am pm"
DATE_WORDS = frozenset(
    word
    for names in (*GREGORIAN, *HIJRI, *WEEKDAYS, *map(plain, BESIDES.split()))
    for word in names.split()
)
MOST_DATE_LETTERS = 90
WORD = re.compile(r"[^\W\d_]+")
DAY_OR_YEAR = re.compile(r"\d{4}|\d[/.-]\d")


def is_date_line(text: str) -> bool:
    """Whether a line is a date, with or without its time, and nothing else.

    >>> is_date_line("الأربعاء 30 أيلول 2026 - 16:16"), is_date_line("في 3 أيار 2024 سافرت")
    (True, False)
    """
    if len(text) > MOST_DATE_LETTERS:
        return False
    line = plain(text)
    return bool(DAY_OR_YEAR.search(line)) and all(word in DATE_WORDS for word in WORD.findall(line))
