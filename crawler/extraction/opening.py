"""The line above a text that says who writes and where: «الرياض – سلمى حداد», «القاهرة - رويترز»."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from crawler.arabic.given import is_bare_name
from crawler.arabic.labels import is_writer_label, photographs
from crawler.arabic.names import (
    NOBODY,
    bare_byline,
    is_person_name,
    split_names,
    usual_name,
)
from crawler.arabic.text import fold
from crawler.extraction.dateline import opening_dateline

# A line of more words is a sentence.
MOST_WORDS = 7
# What parts the place from the name in it.
MARKS = frozenset("-–—/|:(")
PARTING = re.compile(r"\s*[-–—|/:()،]\s*")
EDGES = " .*«»“”\"'\t"
WORD = re.compile(r"\w+")
LEAST_PARTS, MOST_PARTS = 2, 4
Kind = Literal["label", "own", "agency", "person", "place", "nobody"]
AGENCIES = fold("وكالات")
# First words of an editorial office's name.
DESKS = frozenset(
    map(
        fold,
        "قسم فريق هيئة محرر المحرر التحرير مكتب وحدة غرفة متابعة متابعات تغطية".split(),
    )
)
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


def read_opening(line: str, site: str | None) -> Opening | None:
    """What a line of place, persons, agency or the outlet's own name says; None for any other line.

    >>> read_opening("الرياض – سلمى حداد", None)
    Opening(authors=('سلمى حداد',), agencies=(), place='الرياض', label=None)
    >>> read_opening("مرايا نيوز – صفاقس", "مرايا نيوز").place
    'صفاقس'
    """
    if not 1 <= len(WORD.findall(line)) <= MOST_WORDS:
        return None
    key = fold(site or "")
    if len(key) >= LEAST_SITE and is_own_line(fold(line), key):
        return Opening()
    found = _parted(line, key) or _person_line(line) or _dateline(line)
    return None if found and any(map(photographs, WORD.findall(line))) else found


def _parted(line: str, site: str) -> Opening | None:
    """A line whose parts are all known: «تونس – «الصباح» – من رشيد البكوش», «عدن الغد/خاص»."""
    parts = [part for raw in PARTING.split(line) if (part := raw.strip(EDGES))]
    if not LEAST_PARTS <= len(parts) <= MOST_PARTS:
        return None
    told: dict[Kind, list[str]] = {}
    kind: Kind | None = None
    for part in parts:
        kind, name = _told(part, site, is_labelled=kind == "label")
        if kind is None:
            return None
        told.setdefault(kind, []).append(name)
    if not told.keys() & {"own", "agency", "person", "nobody"}:
        return None
    places = told.get("place", [])
    return Opening(
        tuple(told.get("person", ())), tuple(told.get("agency", ())), places[0] if places else None
    )


def _told(part: str, site: str, *, is_labelled: bool) -> tuple[Kind | None, str]:
    """What a part of such a line is, and the name in it."""
    name = without_writer_label(part)
    is_labelled = is_labelled or name != part
    if len(site) >= LEAST_SITE and is_own_name(name, site):
        return "own", name
    if fold(part) == AGENCIES:
        return "agency", part
    if fold(part) in NOBODY or fold(part.partition(" ")[0]) in DESKS:
        return "nobody", part
    if is_writer_label(part):
        return "label", part
    if is_bare_name(name) or (is_labelled and is_person_name(name)):
        return "person", name
    return _told_by_table(name)


def _told_by_table(name: str) -> tuple[Kind | None, str]:
    if fold(name) in CITIES:
        return "place", name
    if known := usual_name(name):
        return "agency", known
    dateline = opening_dateline(f"{name} -")
    is_place = dateline is not None and dateline.place == name
    return ("place", name) if is_place and (" " not in name or _is_town(name)) else (None, name)


def _is_town(name: str) -> bool:
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
    if len(key) < LEAST_SITE or len(parts) < LEAST_PARTS:
        return []
    return [part for part in parts if is_own_name(part, key)]
