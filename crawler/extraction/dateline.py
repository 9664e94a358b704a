"""The place (and the agency) printed before a news text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.arabic.names import (
    BRACKETED,
    bracketed_agency,
    is_news_agency,
    normalise_source,
    usual_name,
)
from crawler.arabic.text import fold

# The dash or colon behind a dateline, looked for in this many characters.
REACH = 70
BREAK = re.compile(r"\s*(?:[-–—]{1,2}(?=\s|\Z)|(?<=\s)[-–—]{1,2}|:|：|//)\s*")
EDGES = " \t\"'“”«»()[]{}.:،,؛;|-–—_*•/"
MOST_PLACE_WORDS = 3
# Words of a sentence, never of a place.
NO_PLACE = frozenset(
    fold(each)
    for each in (
        "قال قالت أعلن أعلنت أكد أكدت في من على إلى عن أن إن التي الذي هذا هذه كان كانت بعد قبل خلال وقال وأضاف "
        "كشف كشفت كتب كتبت بقلم الوزير الرئيس رئيس وزير مصدر مصادر خاص عاجل حصري تقرير فيديو صور بالفيديو بالصور "
        "شاهد اقرأ متابعة متابعات تحليل رأي مقال حوار سؤال جواب ملاحظة أولا ثانيا ثالثا رابعا اليوم أمس غدا لا ما "
        "هل كيف لماذا متى أين نعم هو هي هم نحن أنا تحديث نشر المصدر ترجمة تحرير إعداد يذكر كلمة بيان نص وهو وهي"
    ).split()
)
DATE_WORD = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the text."""

    place: str | None
    """The place, as printed."""

    agencies: tuple[str, ...] = ()
    """Agencies named with it, under their usual names."""


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline of a first paragraph; None where it begins with the text itself.

    >>> find_dateline("كندا – صرح رئيس الوزراء").place
    'كندا'
    >>> find_dateline("القاهرة (رويترز) - قال وزير")
    Dateline(place='القاهرة', agencies=('رويترز',))
    >>> find_dateline("قال الوزير – وهو في الستين – إن")
    """
    for found in BREAK.finditer(paragraph, 0, REACH):
        head = paragraph[: found.start()]
        if not head.strip():
            return None
        if dateline := _read(head, is_colon=found[0].strip() in {":", "："}):
            more = _next_agency(paragraph[found.end() :])
            return Dateline(dateline.place, (*dateline.agencies, *more))
    return None


def _next_agency(rest: str) -> tuple[str, ...]:
    """An agency between a second pair of dashes: «القاهرة - أ ف ب - قال»."""
    found = BREAK.search(rest, 0, 30)
    known = usual_name(rest[: found.start()]) if found else None
    return (known,) if known else ()


def _read(head: str, *, is_colon: bool) -> Dateline | None:
    agencies = [
        usual
        for groups in BRACKETED.findall(head)
        for text in groups
        for part in normalise_source(text)
        if (usual := bracketed_agency(part))
    ]
    bare = BRACKETED.sub(" ", head).strip(EDGES)
    parts = [part.strip(EDGES) for part in re.split(r"[،,/|]|\s[-–—]\s", bare)]
    places = [part for part in parts if part and not usual_name(part) and not DATE_WORD.match(part)]
    # a paper may be called after its city: «الرياض - » is the city
    agencies += [
        usual
        for spot, part in enumerate(parts)
        if (usual := usual_name(part)) and (spot or is_news_agency(part))
    ]
    if not places:
        return Dateline(None, tuple(agencies)) if agencies and not is_colon else None
    place = _place(places[0])
    # A colon alone marks speakers («الوزير: نعم») far more often than places.
    if place is None or (is_colon and not agencies):
        return None
    return Dateline(place, tuple(dict.fromkeys(agencies)))


def _place(text: str) -> str | None:
    """A text that can be a place; a date behind it («بيروت في 3 أيار») is left off."""
    words = re.split(r"\s+(?:في\s+)?\d", text)[0].split()
    if words and words[-1] == "في":
        words = words[:-1]
    if not 1 <= len(words) <= MOST_PLACE_WORDS:
        return None
    folded = [fold(word) for word in words]
    if any(word in NO_PLACE for word in folded) or not all(
        word.isalpha() for word in "".join(folded)
    ):
        return None
    return " ".join(words)
