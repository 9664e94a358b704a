"""The line above a text that says who writes and where: «الرياض – سلمى حداد», «القاهرة - رويترز»."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crawler.arabic.given import is_bare_name
from crawler.arabic.labels import is_writer_label, photographs
from crawler.arabic.names import (
    NOBODY,
    bare_byline,
    is_news_agency,
    is_person_name,
    split_names,
    usual_name,
)
from crawler.arabic.text import fold
from crawler.arabic.towns import is_town
from crawler.extraction.dateline import opening_dateline

# A line of more words is a sentence.
MOST_WORDS = 7
# What parts the place from the name in it.
MARKS = frozenset("-–—/|:(")
PARTING = re.compile(r"\s*[-–—|/:()،;\"]\s*")
EDGES = " .*«»“”\"'\t"
WORD = re.compile(r"\w+")
LEAST_PARTS, MOST_PARTS = 2, 6
# Words of the longest line of which each part is known.
MOST_KNOWN_WORDS = 16
PHOTOGRAPHED = re.compile(
    r"[\s/(،-]+(?P<label>\w+)\s*[-–:/ـ]?\s+(?P<names>\w+(?:\s\w+){1,5})\s*[:)]?\s*$"
)
Kind = Literal["label", "own", "agency", "person", "place", "nobody"]
AGENCIES = frozenset(map(fold, ("وكالات", "الوكالات", "وكالات الأنباء", "الوكالات العالمية")))
# First words of an editorial office's name.
DESKS = frozenset(
    map(
        fold,
        "قسم فريق هيئة محرر المحرر التحرير مكتب وحدة غرفة متابعة متابعات تغطية".split(),
    )
)
# Their other words.
DESK_WORDS = frozenset(
    map(
        fold,
        "السياسي الرياضي الاقتصادي الثقافي الفني المحلي السياسية الرياضية الاقتصادية الأخبار التحرير المحررين "
        "المراسلين المتابعة الديجيتال الرصد الترجمة الموقع".split(),
    )
)
MOST_DESK_WORDS = 4
# Places that papers are called after.
CITIES = frozenset(map(fold, ("الرياض", "القدس")))
# First words of towns' names, which no person's has.
TOWN_BEGINNINGS = frozenset(
    (
        "رام",
        "الدار",
        "سيدي",
        "بني",
        "كفر",
        "بور",
        "شرم",
        "خان",
        "بيت",
        "دير",
        "عين",
        "رأس",
        "تل",
        "وادي",
        "أم",
        "مرسى",
        "جنوب",
        "شمال",
        "شرق",
        "غرب",
        "قطاع",
        "مدينة",
        "محافظة",
        "ولاية",
        "مخيم",
        "بلدة",
        "حفر",
        "خميس",
        "المدينة",
        "نيو",
        "سان",
    )
)
FROM_PLACE = re.compile(r"\s+من\s+(\w+(?:\s\w+)?)$")
# What outlets put behind their names.
OWN_ENDINGS = frozenset(
    map(
        fold,
        (
            "نيوز",
            "ديجيتال",
            "عربية",
            "أونلاين",
            "نت",
            "برس",
            "بريس",
            "الإخبارية",
            "الإلكترونية",
            "خاص",
            "وكالات",
            "متابعات",
        ),
    )
)
# Words of the longest label of a writer.
LABEL_WORDS = 3
# An outlet's name of fewer letters is also a word of other names.
LEAST_SITE = 3


class Opening(NamedTuple):
    """What such a line names."""

    authors: tuple[str, ...] = ()
    """Persons."""

    agencies: tuple[str, ...] = ()
    """Agencies under their usual names."""

    place: str | None = None
    """The place."""

    label: str | None = None
    """The word before the persons: كتب."""

    photographers: tuple[str, ...] = ()
    """Who took the pictures."""

    def is_of(self, line: str, site: str | None) -> bool:
        """Whether the line names a person behind the outlet's own name: «النهر – سلمى حداد»."""
        own = fold(site or "")
        is_own = fold(line).startswith(own) or is_own_name(PARTING.split(line)[0], own)
        return bool(self.authors) and bool(own) and is_own


def read_opening(line: str, site: str | None) -> Opening | None:
    """What a line of place, persons, agency or the outlet's own name says; None for any other line.

    >>> read_opening("الرياض – سلمى حداد", None)
    Opening(authors=('سلمى حداد',), agencies=(), place='الرياض', label=None, photographers=())
    >>> read_opening("مرايا نيوز – صفاقس", "مرايا نيوز").place
    'صفاقس'
    """
    words, key = len(WORD.findall(line)), fold(site or "")
    if not 1 <= words <= MOST_KNOWN_WORDS:
        return None
    line, photographers = _without_photographers(line)
    if len(key) >= LEAST_SITE and is_own_line(fold(line), key):
        agencies = tuple(each for each in WORD.findall(line) if fold(each) in AGENCIES)
        return Opening(agencies=agencies, photographers=photographers)
    if words <= MOST_DESK_WORDS and _is_desk(line):
        return Opening()
    found = _parted(line, key)
    if found is None and words <= MOST_WORDS:
        found = _person_line(line) or _dateline(line)
    if found is None or any(map(photographs, WORD.findall(line))):
        return None
    return found._replace(photographers=photographers)


def _is_desk(line: str) -> bool:
    """Whether a line names nobody but an office: «المحرر السياسي», «كتب المحرر الرياضي», «غرفة الأخبار»."""
    words = fold(line).split()
    words = words[1:] if len(words) > 1 and is_writer_label(words[0]) else words
    return bool(words) and words[0] in DESKS and DESK_WORDS.issuperset(words[1:])


def _without_photographers(line: str) -> tuple[str, tuple[str, ...]]:
    """A line without «/ تصوير - سامي كمال» at its end, and who is named there."""
    found = PHOTOGRAPHED.search(line)
    while found and not photographs(found["label"]):  # «… كمال - تصوير حسام حداد»
        found = PHOTOGRAPHED.search(line, found.end("label"))
    names = split_names(found["names"]) if found else []
    if not found or not names or not all(map(is_person_name, names)):
        return line, ()
    return line[: found.start()], tuple(names)


def _parted(line: str, site: str) -> Opening | None:
    """A line whose parts are all known: «تونس – «الصباح» – من رشيد البكوش», «عدن الغد/خاص»."""
    parts = [part for raw in PARTING.split(line) if (part := raw.strip(EDGES))]
    if not LEAST_PARTS <= len(parts) <= MOST_PARTS:
        return None
    told: dict[Kind, list[str]] = {}
    kind: Kind | None = None
    is_placed = any(map(is_town, parts))
    for part in parts:
        kind, name = _told(part, site, is_labelled=kind == "label", is_placed=is_placed)
        if kind is None:
            return None
        told.setdefault(kind, []).append(name)
    if not told.keys() & {"own", "agency", "person", "nobody"}:
        return None
    places = told.get("place", [])
    names = [name for part in told.get("person", ()) for name in split_names(part)]
    agencies = [name for name in names if fold(name) in AGENCIES]  # «كريم عباس ووكالات»
    return Opening(
        tuple(name for name in names if name not in agencies),
        (*told.get("agency", ()), *agencies),
        places[0] if places else None,
    )


def _told(part: str, site: str, *, is_labelled: bool, is_placed: bool) -> tuple[Kind | None, str]:
    """What a part of such a line is, and the name in it."""
    name = without_writer_label(part)
    is_labelled = is_labelled or name != part
    if len(site) >= LEAST_SITE and is_own_name(name, site):
        return "own", name
    if fold(part) in AGENCIES:
        return "agency", part
    if fold(part) in NOBODY or fold(part.partition(" ")[0]) in DESKS:
        return "nobody", part
    if is_writer_label(part) or (is_labelled and is_writer_label(name.removeprefix("و"))):
        return "label", part
    if is_bare_name(name) or (is_labelled and is_person_name(name)):
        return "person", name
    names = split_names(name) or [name]  # «نذير رضا وهدى العمري»
    if all(is_bare_name(each, is_placed=is_placed) for each in names):
        return "person", name
    return _told_by_table(name)


def _told_by_table(name: str) -> tuple[Kind | None, str]:
    if fold(name) in CITIES or is_town(name):
        return "place", name
    if known := usual_name(name):
        return "agency", known
    dateline = opening_dateline(f"{name} -")
    is_place = dateline is not None and dateline.place == name
    return ("place", name) if is_place and (" " not in name or _may_be_town(name)) else (None, name)


def _may_be_town(name: str) -> bool:
    """Whether a name of several words is a town's: «رام الله», «الدار البيضاء»."""
    words = name.split()
    return words[0] in TOWN_BEGINNINGS or all(word.startswith("ال") for word in words)


def _person_line(line: str) -> Opening | None:
    """A line of persons: «كتب إسلام سعيد», «الكاتب هادي العنزي», «وائل العمري من جدة»."""
    first, _, rest = line.partition(" ")
    names = bare_byline(line)
    if names and (is_writer_label(first) or all(map(is_bare_name, names))):
        return Opening(authors=tuple(names), label=first)
    if is_writer_label(first) and is_bare_name(rest):
        return Opening(authors=(rest,), label=first)
    bare, place = from_place(line)
    persons = split_names(bare)
    if persons and all(map(is_bare_name, persons)):
        return Opening(authors=tuple(persons), place=place)
    return None


def _dateline(line: str) -> Opening | None:
    """A line of a place with agencies or one person: «الرياض – سلمى حداد», «القاهرة - رويترز»."""
    if not MARKS & set(line):  # «سلمى حداد، كريم عباس» are two persons
        return None
    dateline = opening_dateline(line)
    if dateline is None or dateline.place is None or is_bare_name(dateline.place):
        return None
    if dateline.agencies:
        return Opening(agencies=dateline.agencies, place=dateline.place)
    rest = [part for part in split_names(line) if fold(part) != fold(dateline.place)]
    if (
        len(rest) == 1
        and len(rest[0].split()) >= 2
        and "(" not in rest[0]
        and is_person_name(rest[0])
    ):
        return Opening(authors=(rest[0],), place=dateline.place)
    return None


def without_writer_label(line: str) -> str:
    """A byline without its first words: «بقلم سلمى حداد», «مرسلة بواسطة سلمى حداد», «من سلمى حداد»."""
    words = line.split(" ")
    for count in range(min(LABEL_WORDS, len(words) - 1), 0, -1):
        first = " ".join(words[:count])
        if first == "من" or is_writer_label(first):
            return " ".join(words[count:])
    return line


def from_place(line: str) -> tuple[str, str | None]:
    """A line without the place at its end, and the place: «وائل العمري من جدة»."""
    found = FROM_PLACE.search(line)
    return (line[: found.start()], found[1]) if found else (line, None)


def is_own_line(line_key: str, site_key: str) -> bool:
    """Whether a folded line is the outlet's name, alone or as papers lengthen theirs: «مرايا نيوز»."""
    rest = line_key.removeprefix(site_key).strip()
    return line_key.startswith(site_key) and (not rest or rest in OWN_ENDINGS)


def is_own_name(text: str, site_key: str) -> bool:
    """Whether a text is the outlet's name, or its name without «صحيفة» and the like."""
    key = fold(text)
    if any(map(str.isdigit, key)):  # «مدار24» of «مدار 24»
        key, site_key = key.replace(" ", ""), site_key.replace(" ", "")
        return len(key) > LEAST_SITE and key in site_key
    return key == site_key or (len(key) > LEAST_SITE and f" {site_key} ".find(f" {key} ") >= 0)


def own_source(text: str, site: str | None) -> list[str]:
    """The outlet's own name in a credit of place and name: «الشارقة ـ الساحل اليوم»; else empty."""
    key = fold(site or "")
    parts = [part for raw in PARTING.split(text) if (part := raw.strip(EDGES))]
    if len(key) < LEAST_SITE or len(parts) < LEAST_PARTS or "+" in text:
        return []
    own = [part for part in parts if is_own_name(part, key)]
    others = [
        usual_name(part) or part for part in parts if fold(part) in AGENCIES or is_news_agency(part)
    ]
    return own and [*own, *others]
