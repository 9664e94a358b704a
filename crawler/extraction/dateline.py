"""The place (and the agency) printed before a news text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

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
BREAK = re.compile(r"\s*(?:[-–—]{1,2}(?=\s|\Z)|(?<=\s)[-–—]{1,2}|:|：|//|(?<=\w)/(?=\s))\s*")
# «القاهرة – «القدس العربي»: قال»: the paper in quotes that ends what stands before the text.
QUOTED = re.compile(r"[«“\"]([^«»“”\"]{2,30})[»”\"]\s*$")
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
ARABIC = re.compile("[\u0621-\u064a]")
DATE_WORD = re.compile(r"\d")
NUMBERS = re.compile(r"[\d./]+")
SLASHED = re.compile(r"(?P<place>[^/:.،]{2,60}?)\s*/\s?(?P<agency>[^/]{2,30}?)\s?/{1,2}(?=\s|-|–)")
# «موسكو - سبوتنيك. قال», «دمشق-سانا افتتح», «بكين 12 مارس 2025 (شينخوا) قال»
UNPARTED = re.compile(
    r"(?P<place>[^\W\d]+(?:\s[^\W\d]+)?)(?:\s[-–]\s(?P<stopped>\w{2,12})\.\s|-(?P<joined>\w{2,12})\s"
    r"|\s\d[^()]{2,30}\((?P<bracketed>[^()]{2,30})\)\s)"
)
PUBLISHED_IN = re.compile(r"^نشرت?\s(?:في|فى)\s+(\D{3,40}?)\s+(?:يوم|بتاريخ|في)\s+\d")
YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
JOINED = re.compile(r"(?<=[^\W\d])[-–](?=[^\W\d])")
# Pieces between dashes behind the place: day, month, agency.
MOST_SEGMENTS = 3


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
    if slashed := _slashed(paragraph):
        return slashed
    for found in BREAK.finditer(paragraph, 0, REACH):
        head = paragraph[: found.start()]
        if not head.strip():
            return None
        if dateline := _read(head, is_colon=found[0].strip() in {":", "："}):
            more = _next_agency(paragraph[found.end() :])
            return Dateline(dateline.place, (*dateline.agencies, *more))
    return None


def opening_dateline(line: str) -> Dateline | None:
    """The dateline that is a line of its own: «القاهرة - محمد حسن», «دمشق-سانا».

    >>> opening_dateline("دمشق-سانا")
    Dateline(place='دمشق', agencies=('سانا',))
    """
    parted = JOINED.sub(" - ", line)
    return find_dateline(parted + " –") or find_dateline(parted)


def dateline_date(paragraph: str) -> str | None:
    """The part of a dateline that holds a date with its year: «الخرطوم 12-3-2025 (سونا)-»."""
    found = next((each for each in BREAK.finditer(paragraph, 0, REACH) if each.start()), None)
    head = paragraph[: found.start()] if found else ""
    return head if YEAR.search(head) else None


def _slashed(paragraph: str) -> Dateline | None:
    """The dateline of agencies that no dash parts from the text: «الدوحة في 12 مارس /قنا/ افتتح»."""
    found = SLASHED.match(paragraph)
    if found and (known := usual_name(found["agency"])):
        return Dateline(_place(found["place"].strip(EDGES)), (known,))
    found = UNPARTED.match(paragraph)
    name = found["stopped"] or found["joined"] or found["bracketed"] if found else ""
    known = usual_name(name) if found and is_news_agency(name) else None
    return Dateline(_place(found["place"]), (known,)) if found and known else None


def _next_agency(rest: str) -> tuple[str, ...]:
    """An agency between later dashes: «القاهرة - أ ف ب - قال», «الكويت - 12 - 3 (كونا) -- قال»."""
    start = 0
    for found in islice(BREAK.finditer(rest, 0, REACH), MOST_SEGMENTS):
        segment = rest[start : found.start()]
        if quoted := QUOTED.fullmatch(segment.strip()):  # «بيروت – «الضوء»: قال»
            return (usual_name(quoted[1]) or quoted[1],)
        name = NUMBERS.sub("", segment).strip(EDGES)
        if known := usual_name(name):
            return (known,)
        if name:
            break
        start = found.end()
    return ()


def _read(head: str, *, is_colon: bool) -> Dateline | None:
    agencies = [
        usual
        for groups in BRACKETED.findall(head)
        for text in groups
        for part in normalise_source(text)
        if (usual := bracketed_agency(part))
    ]
    if quoted := QUOTED.search(head):
        agencies.append(usual_name(quoted[1]) or quoted[1])
        head = head[: quoted.start()]
    bare = BRACKETED.sub(" ", head).strip(EDGES)
    bare, last = _last_agency(bare)
    agencies += last
    parts = [part.strip(EDGES) for part in re.split(r"[،,/|:]|\s[-–—]\s", bare)]
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


def _last_agency(head: str) -> tuple[str, list[str]]:
    """What stands before «رام الله 12-3-2025 وفا», and the agency that ends it behind a date."""
    words = head.split()
    for count in range(min(3, len(words) - 1), 0, -1):
        before, name = words[:-count], " ".join(words[-count:])
        if is_news_agency(name) and any(char.isdigit() for char in before[-1]):
            return " ".join(before), [usual for usual in (usual_name(name),) if usual]
    return head, []


def credited_date(line: str) -> str | None:
    """Whom a line of place and date, or of paper and date, credits; None for any other line.

    >>> credited_date("الرياض 12 رمضان 1446 هـ الموافق 12 مارس 2025 م واس")
    'واس'
    >>> credited_date("نشر في صدى البلد يوم 12 - 03 - 2025")
    'صدى البلد'
    """
    if found := PUBLISHED_IN.search(line):
        return usual_name(found[1]) or found[1].strip(EDGES)
    if not YEAR.search(line):
        return None
    words = line.split()
    names = (" ".join(words[-count:]).strip(EDGES) for count in (3, 2, 1) if len(words) > count)
    return next((usual_name(name) for name in names if is_news_agency(name)), None)


def closing_agencies(text: str) -> tuple[list[str], str]:
    """The agencies in brackets that end a text, «… بحسب البيان. (أ ف ب)», and the bracket as printed."""
    line = text.rstrip(" .")
    found = list(BRACKETED.finditer(line)) if line.endswith((")", "]")) else []
    if not found or found[-1].end() < len(line):
        return [], ""
    names = [bracketed_agency(name) for name in normalise_source(found[-1][0])]
    known = [name for name in names if name]
    return (known, found[-1][0]) if len(known) == len(names) else ([], "")


def _place(text: str) -> str | None:
    """A text that can be a place; a date behind it («بيروت في 3 أيار») is left off."""
    words = re.split(r"\s+(?:في\s+)?\d", text)[0].split()
    if words and words[-1] == "في":
        words = words[:-1]
    if not 1 <= len(words) <= MOST_PLACE_WORDS or not ARABIC.search(text):
        return None
    folded = [fold(word) for word in words]
    if any(word in NO_PLACE for word in folded) or not all(
        word.isalpha() for word in "".join(folded)
    ):
        return None
    return " ".join(words)
