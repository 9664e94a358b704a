"""Whom a labelled byline names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from crawler.arabic.given import is_bare_name
from crawler.arabic.names import is_person_name, split_names, usual_name
from crawler.arabic.text import fold
from crawler.extraction.opening import is_own_name

if TYPE_CHECKING:
    from crawler.arabic.labels import LabelMatch

# Labels behind which an outlet stands as often as a person.
COVERAGE = frozenset({"متابعه", "متابعات", "تغطيه"})
# «سلمى حداد (جدة)»
BRACKETED_PLACE = re.compile(r"\s*\((?!\s*(?:أ|ا|د|رويترز|واس|وام))[^()]{2,30}\)?\s*")
# «مراسلنا في غزة - كريم عباس»
PLACED = re.compile(r"(?:في|من|على|إلى)\s")
# «الصحفي: متى ينتهي العمل؟», «كتب: …» and a sentence of seven words.
SPEAKS = re.compile(r"[؟?!]$|^(?:\S+\s+){6,}\S+\.$")


class Named(NamedTuple):
    """The names of one byline."""

    agencies: list[str]
    """Agencies under their usual names."""

    persons: list[str]
    """Persons as printed."""


def named_in(
    label: LabelMatch, text: str, site: str | None = None, *, is_inside: bool
) -> Named | None:
    """The names behind a label; None where its line is running text.

    `site` is the outlet's own name, which is no person's. `is_inside` is said of a line in mid-text, where «المحرر: شكرا لكم» is a part of an interview.
    """
    names = split_names(BRACKETED_PLACE.sub("، ", text))
    agencies = [usual for name in names if (usual := usual_name(name))]
    is_person = is_bare_name if is_inside or fold(label.label) in COVERAGE else is_person_name
    persons = [
        name
        for name in names
        if not usual_name(name) and is_person(name) and not PLACED.match(name)
    ]
    if not (agencies or persons) or SPEAKS.search(label.rest):
        return None
    own = fold(site or "")
    agencies = [name for name in agencies if not (own and is_own_name(name, own))]
    return Named(agencies, [name for name in persons if not (own and is_own_name(name, own))])
