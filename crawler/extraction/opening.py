"""The line above a text that says who writes and where: «الرياض – سلمى حداد», «القاهرة - رويترز»."""

from __future__ import annotations

import re
from typing import NamedTuple

from crawler.arabic.given import is_bare_name
from crawler.arabic.labels import is_writer_label
from crawler.arabic.names import bare_byline, is_person_name, split_names, usual_name
from crawler.arabic.text import fold
from crawler.extraction.dateline import opening_dateline

# A line of more words is a sentence.
MOST_WORDS = 7
# What parts the place from the name in it.
MARKS = frozenset("-–—/|:(")
PARTING = re.compile(r"\s*(?:[–—|/:()،]|(?<=\s)-|-(?=\s))\s*")
FROM_PLACE = re.compile(r"\s+من\s+(\w+(?:\s\w+)?)$")
# Parts of such a line beside the persons: place, agency or paper.
MOST_OTHERS = 2
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
    if not 1 <= len(line.split()) <= MOST_WORDS:
        return None
    return _own_line(line, site) or _person_line(line) or _among_parts(line) or _dateline(line)


def _person_line(line: str) -> Opening | None:
    """A line of persons: «كتب إسلام سعيد», «الكاتب هادي العنزي», «وائل العمري من جدة»."""
    first, _, rest = line.partition(" ")
    if names := bare_byline(line):
        return Opening(authors=tuple(names), label=first)
    if is_writer_label(first) and is_bare_name(rest):
        return Opening(authors=(rest,), label=first)
    bare, place = from_place(line)
    return Opening(authors=(bare,), place=place) if is_bare_name(bare) else None


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
    if len(rest) == 1 and len(rest[0].split()) >= 2 and is_person_name(rest[0]):
        return Opening(authors=(rest[0],), place=dateline.place)
    return None


def _among_parts(line: str) -> Opening | None:
    """A person among the parts of a line: «حسام أبو العلا - القاهرة», «الواحة / هيثم الحداد / الأناضول»."""
    parts = [part.strip(" .*") for part in PARTING.split(line)]
    parts = [part for part in parts if part]
    persons = [part for part in parts if is_bare_name(part)]
    others = [part for part in parts if part not in persons]
    if not persons or not 1 <= len(others) <= MOST_OTHERS:
        return None
    agencies = [usual for part in others if (usual := usual_name(part))]
    datelines = [opening_dateline(f"{part} -") for part in others if not usual_name(part)]
    places = [each.place for each in datelines if each and each.place]
    if len(agencies) + len(places) < len(others):
        return None
    return Opening(tuple(persons), tuple(agencies), places[0] if places else None)


def without_writer_label(line: str) -> str:
    """A byline without its first word: «بقلم سلمى حداد»."""
    first, _, rest = line.partition(" ")
    return rest if rest and is_writer_label(first) else line


def from_place(line: str) -> tuple[str, str | None]:
    """A line without the place at its end, and the place: «وائل العمري من جدة»."""
    found = FROM_PLACE.search(line)
    return (line[: found.start()], found[1]) if found else (line, None)


def _own_line(line: str, site: str | None) -> Opening | None:
    """A line of the outlet's own name with a place or a person: «مرايا نيوز – صفاقس»."""
    key = fold(site or "")
    if len(key) >= LEAST_SITE and is_own_line(fold(line), key):
        return Opening()
    parts = [part.strip(" .*") for part in PARTING.split(line)]
    named = [part for part in parts if fold(part)]
    others = [part for part in named if not is_own_name(part, key)]
    if len(key) < LEAST_SITE or len(others) == len(named) or len(parts) < 2 or len(others) > 2:
        return None
    persons = [part for part in others if len(part.split()) >= 2 and is_person_name(part)]
    dateline = opening_dateline(f"{others[0]} -") if others and not persons else None
    if others and not persons and dateline is None:
        return None
    return Opening(authors=tuple(persons), place=dateline.place if dateline else None)


def is_own_line(line_key: str, site_key: str) -> bool:
    """Whether a folded line is the outlet's name, alone or as papers lengthen theirs: «مرايا نيوز»."""
    rest = line_key.removeprefix(site_key).strip()
    return line_key.startswith(site_key) and (not rest or rest in OWN_ENDINGS)


def is_own_name(text: str, site_key: str) -> bool:
    """Whether a text is the outlet's name, or its name without «صحيفة» and the like."""
    key = fold(text)
    return key == site_key or (len(key) > LEAST_SITE and f" {site_key} ".find(f" {key} ") >= 0)
