"""Names: whom a text credits, split and under their usual form."""

from __future__ import annotations

import re
from functools import lru_cache

from crawler.arabic.agencies import AGENCIES_TABLE, KINDS, OTHERS_TABLE
from crawler.arabic.given import WAW_NAMES
from crawler.arabic.text import clean, fold
from crawler.arabic.towns import is_town

EDGES = " \t\"'“”«»‘’„()[]{}<>.،,؛;:|/\\-–—_*+…·•"
# What joins the names of a list; و only before a name that is known.
LIST_SEPARATOR = re.compile(r"\s*(?:[+،,؛;/|\n]|\s[-–—]\s|(?<=\w)[-–—](?=\s)|\s&\s)\s*")
DASHED = re.compile(r"\s[-–—]\s|\w[-–—]\s")
AND_WORD = re.compile(r"\s+و\s*(?=\S)")
BRACKETED = re.compile(r"\(([^()]{2,40})\)|\[([^\[\]]{2,40})\]")
# Credits that name nobody.
NOBODY = frozenset(
    fold(each)
    for each in (
        "وكالة",
        "متابعات",
        "مواقع",
        "مواقع إلكترونية",
        "خاص",
        "خاص بالموقع",
    )
)
# Words of an editorial office, never of a person's name.
OFFICE = frozenset(
    fold(each)
    for each in (
        "admin",
        "آخرون",
        "وآخرون",
        "administrator",
        "editor",
        "editors",
        "التحرير",
        "تحرير",
        "المحرر",
        "محرر",
        "فريق",
        "هيئة",
        "إدارة",
        "الموقع",
        "موقع",
        "قسم",
        "غرفة",
        "الأخبار",
        "أخبار",
        "وكالات",
        "وكالة",
        "صحيفة",
        "جريدة",
        "قناة",
        "نيوز",
        "news",
        "staff",
        "desk",
        "team",
        "webmaster",
        "root",
        "user",
        "متابعات",
        "مكتب",
        "وحدة",
        "بوابة",
        "شبكة",
        "الإلكترونية",
        "الالكترونية",
        "مراسلون",
        "مراسلو",
        "newsroom",
        "online",
        "أونلاين",
        "خاص",
        "المحررين",
        "كاتب",
        "كاتبة",
        "باحث",
        "باحثة",
        "وباحث",
        "وباحثة",
        "وكاتب",
        "صحافي",
        "صحافية",
        "صحفي",
        "صحفية",
        "أكاديمي",
        "أكاديمية",
        "إعلامي",
        "إعلامية",
        "محلل",
        "روائي",
        "روائية",
        "وروائي",
        "وروائية",
        "وصحافي",
        "وصحافية",
        "وصحفي",
        "وصحفية",
        "وأكاديمي",
        "وأكاديمية",
        "وإعلامي",
        "وإعلامية",
        "ومحلل",
        "ومحللة",
        "وناشط",
        "وناشطة",
    )
)
MOST_NAME_WORDS = 6
# Words that stand before a name without a colon.
SENTENCE = frozenset(
    map(
        fold,
        (
            "إلى",
            "في",
            "من",
            "على",
            "عن",
            "أن",
            "الوزير",
            "الرئيس",
            "رسالة",
            "مقالا",
            "قال",
            "قالت",
            "هذا",
            "وقال",
            "وأضاف",
            "أهم",
            "أبرز",
            "التالي",
            "التالية",
        ),
    )
)
WROTE = frozenset(map(fold, ("كتب", "كتبت", "كتبه", "بقلم", "إعداد", "كتبها", "بواسطة")))
# Marks of sentences, which no name has.
NO_NAME = re.compile(r"[؟?!…:«»]")
MOST_AGENCY_WORDS = 5


def _spellings() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in AGENCIES_TABLE.strip().splitlines():
        usual, _, others = line.partition(" = ")
        for spelling in [usual, *others.split(" | ")]:
            table[fold(spelling)] = usual.strip()
    for name in OTHERS_TABLE.replace("\n", "|").split("|"):
        if name.strip():
            table.setdefault(fold(name), name.strip())
    return table


USUAL = _spellings()
AGENCIES = frozenset(
    line.partition(" = ")[0].strip() for line in AGENCIES_TABLE.strip().splitlines()
)
FOLDED_KINDS = frozenset(map(fold, KINDS))


def usual_name(text: str) -> str | None:
    """The usual name of a known agency or medium; None for any other text.

    >>> usual_name("(أ.ف.ب)")
    'فرانس برس'
    """
    key = fold(text)
    if found := USUAL.get(key):
        return found
    first, _, rest = key.partition(" ")
    return USUAL.get(rest) if first in FOLDED_KINDS else None


def spellings(text: str) -> frozenset[str]:
    """Folded spellings of a known agency or medium, its names in Latin letters among them; none else."""
    usual = usual_name(text)
    return frozenset(key for key, name in USUAL.items() if name == usual) if usual else frozenset()


def is_news_agency(text: str) -> bool:
    """Whether a text is the name of a known news agency; papers such as الرياض are none."""
    return usual_name(text) in AGENCIES


def bracketed_agency(text: str) -> str | None:
    """The agency that a bracket names: a known one, or any that calls itself one.

    >>> bracketed_agency("وكالة الضفة للأنباء"), bracketed_agency("وكالة")
    ('وكالة الضفة للأنباء', None)
    """
    name = text.strip(EDGES)
    if known := usual_name(name):
        return known
    words = name.split()
    is_named = 2 <= len(words) <= MOST_AGENCY_WORDS and fold(words[0]) == "وكاله"
    return name if is_named else None


def is_agency(text: str) -> bool:
    """Whether a text is nothing but the name of a known agency or medium."""
    return usual_name(text) is not None


@lru_cache(maxsize=1024)
def _sources(text: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in _split(clean(text)):
        for name in _parts(part):
            if name and fold(name) not in NOBODY and name not in found:
                found.append(name)
    return tuple(found)


def _split(text: str) -> list[str]:
    """The elements of a list; of «أبوظبي – البيان», joined by dashes, only those that are known."""
    parts = [part for part in LIST_SEPARATOR.split(text) if part.strip(EDGES)]
    if len(parts) > 1 and DASHED.search(text):
        return [part for part in parts if usual_name(part.strip(EDGES))] or parts
    return parts


def _parts(part: str) -> list[str]:
    """One element of a list: itself, or the names that و joins in it."""
    whole = part.strip(EDGES)
    if known := usual_name(whole):
        return [known]
    if bracket := BRACKETED.search(part):
        inside = next(filter(None, bracket.groups()))
        outside = BRACKETED.sub(" ", part).strip(EDGES)
        if known := usual_name(inside):
            return [known] if not outside or usual_name(outside) == known else [outside, known]
    names = [(raw, raw.removeprefix("و").strip(EDGES)) for raw in AND_WORD.split(whole)]
    if len(names) > 1 and all(usual_name(name) or usual_name(raw) for raw, name in names):
        return [usual_name(raw) or usual_name(name) or raw for raw, name in names]
    return [whole]


def normalise_source(text: str) -> list[str]:
    """Whom a credit names: agencies under their usual name, others as printed, in order.

    >>> normalise_source("RT + “نيويورك تايمز”")
    ['RT', 'نيويورك تايمز']
    >>> normalise_source("رويترز وأ ف ب، وكالات")
    ['رويترز', 'فرانس برس', 'وكالات']
    """
    return list(_sources(text))


def split_names(text: str) -> list[str]:
    """The persons that a byline names, split at ، , و and the like.

    >>> split_names("سلمى حداد ووليد منصور، كريم عباس")
    ['سلمى حداد', 'وليد منصور', 'كريم عباس']
    """
    names: list[str] = []
    line = clean(text)
    parts = [part.strip(EDGES) for part in LIST_SEPARATOR.split(line)]
    if DASHED.search(line) and any(" " in part for part in parts):
        parts = [part for part in parts if " " in part]  # «حسام أبو العلا - القاهرة»: the place
    for part in parts:
        names += _persons(part)
    return [name for name in dict.fromkeys(names) if name]


def _persons(part: str) -> list[str]:
    words, persons = part.split(), [[]]  # type: tuple[list[str], list[list[str]]]
    for index, word in enumerate(words):
        joined = index and (word == "و" or (word.startswith("و") and fold(word) not in WAW_NAMES))
        if joined and len(persons[-1]) >= 2 and index < len(words) - (word == "و"):
            persons.append([])
            word = word[1:]  # noqa: PLW2901 - the joining letter is no part of the name
        if word:
            persons[-1].append(word)
    return [" ".join(each).strip(EDGES) for each in persons]


def bare_byline(text: str) -> list[str]:
    """The persons of a line «كتب إسلام سعيد» or «أحمد كساب:», marked by its first word or its end; else none.

    >>> bare_byline("كتب إسلام سعيد"), bare_byline("كتب الوزير رسالة إلى المجلس")
    (['إسلام سعيد'], [])
    """
    line = clean(text).strip(" ·|")
    first, _, rest = line.partition(" ")
    if line.endswith(":"):
        rest = line[:-1]
    elif fold(first) not in WROTE:
        return []
    if rest.endswith(".") or SENTENCE & set(fold(rest).split()):
        return []
    names = split_names(rest)
    return names if all(2 <= len(n.split()) <= 3 and is_person_name(n) for n in names) else []


def is_person_name(text: str) -> bool:
    """Whether a text can be a person's name: few words, none of an office, no agency."""
    words = fold(text).split()
    if not 1 <= len(words) <= MOST_NAME_WORDS or is_agency(text) or "@" in text:
        return False
    if is_town(text.strip(EDGES)):
        return False
    if any(word in OFFICE or word.isdigit() for word in words):
        return False
    if NO_NAME.search(text):
        return False
    return any(char.isalpha() for char in text) and len(text) > 2
