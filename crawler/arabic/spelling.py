"""One spelling for the words, digits and signs of a date line."""

from __future__ import annotations

import re
from html import unescape

from crawler.arabic.text import FOLDING, TATWEEL, clean

# Letters and signs that mean the same to a date; the tables need no accents.
PLAIN = {
    **FOLDING,
    ord("ڤ"): "ف",
    ord("é"): "e",
    ord("è"): "e",
    ord("û"): "u",
    ord("à"): "a",
    ord("،"): ",",
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
    ord("―"): "-",
    ord("‐"): "-",
    ord("‑"): "-",
}
# A tatweel between digits is a hyphen, and so is a low line.
STRETCHED = re.compile(rf"(?<=\d)(?:{TATWEEL}+|_)(?=\d)")
# 10:30مبتوقيت مكة, 10:30مساءالأحد: what is glued to a clock, and to the zone behind it.
GLUED = re.compile(r":\d\d ?[ء-يap]")
GLUED_HALF = re.compile(
    r"(?<=:\d\d)(صباحا|مساءا?|ظهرا|عصرا|فجرا|ليلا|[صم](?=ال|بتوقيت)|[ap]m(?=gmt))(?=[ء-يg])"
)
# 10:30 مالأربعاء: two elements of a page, parted by their style only.
GLUED_DAY = re.compile(
    r"(?<=:\d\d )([صم]|صباحا|مساءا?)(?=ال(?:احد|اثنين|ثلاثاء|اربعاء|خميس|جمع[هة]|سبت))"
)
ZONE = "بتوقيت"
GLUED_ZONE = re.compile(rf"{ZONE}(?=[ء-ي])")
# بتوقيت الرياضآخر تحديث
GLUED_LABEL = re.compile(r"(?<=[ء-ي])(?<!\sو)(?=اخر تح|اخر تعديل|تاريخ النشر|تم التحديث)")
# A clock is often glued to the year before it, 202410:30, or to the day: 2024-01-2910:30.
TOKEN = re.compile(
    r"(?:19|20)\d\d(?=\d{1,2}:\d\d)|(?<=[-/]\d\d[-/])\d\d(?=[0-2]\d:\d\d)(?!(?:19|20)\d\d:\d\d:)|\d+|[a-z]+|[^\W\d_a-z]+|\S"
)


def plain(text: str) -> str:
    """Text in one spelling: letters folded, ASCII digits and separators, lower case.

    >>> plain("الإثنين، ٢٤ أكتوبر ٢٠٢٢")
    'الاثنين, 24 اكتوبر 2022'
    """
    if "&" in text:
        text = unescape(text)
    if TATWEEL in text or "_" in text:
        text = STRETCHED.sub("-", text)
    text = clean(text).translate(PLAIN).lower()
    if ZONE in text:
        text = GLUED_ZONE.sub(f"{ZONE} ", text)
    if "اخر" in text or "تم" in text or "تاريخ" in text:
        text = GLUED_LABEL.sub(" ", text)
    if not GLUED.search(text):
        return text
    return GLUED_DAY.sub(r"\1 ", GLUED_HALF.sub(r"\1 ", text))


def tokens(text: str) -> list[str]:
    """Numbers, words and signs of a text in one spelling.

    >>> tokens("29يناير ٢٠٢٤م")
    ['29', 'يناير', '2024', 'م']
    """
    return TOKEN.findall(plain(text))
