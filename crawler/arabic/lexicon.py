"""Every word of the tables with the letter that stands for it in a line's shape, and its value."""

from __future__ import annotations

from crawler.arabic.calendars import (
    FIRST_HIJRI,
    GREGORIAN_TABLE,
    HIJRI_TABLE,
    LAST_HIJRI,
    LIBYAN_TABLE,
    WEEKDAY_TABLE,
)
from crawler.arabic.quantities import (
    FRACTIONS_TABLE,
    HOURS_TABLE,
    NAMED_DAYS_TABLE,
    NUMBERS_TABLE,
    ORDINALS_TABLE,
    SHORT_UNITS_TABLE,
    UNITS_TABLE,
)
from crawler.arabic.spelling import tokens
from crawler.arabic.vocabulary import SIGNS, WORDS_TABLE
from crawler.arabic.zones import LETTERS_TABLE, PLACES_TABLE

Value = int | float | str | None


def _rows(table: str) -> list[tuple[list[str], list[str]]]:
    """The fields before the equals sign and the spellings behind it."""
    rows = (line.partition(" = ") for line in table.strip().splitlines())
    return [(fields.split(), names.split(" | ")) for fields, _, names in rows]


def _entries() -> list[tuple[str, str, Value]]:
    """Spelling, letter and value of every word, the meaning that wins first."""
    found: list[tuple[str, str, Value]] = []
    months = ("M", GREGORIAN_TABLE), ("H", HIJRI_TABLE), ("W", WEEKDAY_TABLE)
    days = ("R", NAMED_DAYS_TABLE), ("w", NUMBERS_TABLE), ("r", ORDINALS_TABLE)
    for letter, table in (*months, *days, ("L", LIBYAN_TABLE), ("z", HOURS_TABLE)):
        found += [
            (name, letter, int(fields[0])) for fields, names in _rows(table) for name in names
        ]
    for fields, names in _rows(UNITS_TABLE):
        unit = fields[0] + ("s" if fields[1] == "p" else "")
        found += [(name, "D" if fields[1] == "d" else "u", unit) for name in names]
    found += [(name, "y", f[0]) for f, names in _rows(SHORT_UNITS_TABLE) for name in names]
    found += [(name, "Q", float(f[0])) for f, names in _rows(FRACTIONS_TABLE) for name in names]
    found += [(name, f[0], None) for f, names in _rows(WORDS_TABLE) for name in names]
    found += [(name, "k", f[0]) for f, names in _rows(LETTERS_TABLE) for name in names]
    found += [(name, "c", f[0]) for f, names in _rows(PLACES_TABLE) for name in names]
    return found


def _number_words() -> dict[str, int]:
    """Compounds: ثلاث عشرة, خمس وعشرين."""
    ones = [(name, int(f[0])) for f, names in _rows(NUMBERS_TABLE) for name in names]
    units = [*((name, n) for name, n in ones if n < 10), ("احد", 1), ("احدي", 1), ("اثنين", 2)]
    teens = {f"{name} {ten}": 10 + n for name, n in units for ten in ("عشر", "عشرة")}
    tens = [(name, n) for name, n in ones if 20 <= n < 100]
    joints = ("و", "و ")
    pairs = ((one, joint, ten) for one in units for joint in joints for ten in tens)
    return teens | {f"{one[0]} {joint}{ten[0]}": one[1] + ten[1] for one, joint, ten in pairs}


def _tables() -> tuple[dict[str, tuple[str, Value]], dict[str, list[tuple[list[str], str, Value]]]]:
    """Words by spelling, and phrases by their first word, the longest first."""
    words: dict[str, tuple[str, Value]] = {}
    phrases: dict[str, list[tuple[list[str], str, Value]]] = {}
    compounds = [(name, "w", n) for name, n in _number_words().items()]
    for name, letter, value in (*_entries(), *compounds):
        first, *rest = tokens(name)
        if not rest:
            words.setdefault(first, (letter, value))
            continue
        phrases.setdefault(first, []).append((rest, letter, value))
        if letter in "MHWRc":
            words.setdefault(first + "".join(rest), (letter, value))
    for continuations in phrases.values():
        continuations.sort(key=lambda each: -len(each[0]))
    return words, phrases


def _numbers() -> dict[str, tuple[str, Value]]:
    small = {f"{n:0{width}d}": (str(width), n) for width in (1, 2) for n in range(10**width)}
    years = {str(n): ("Y", n) for n in range(1900, 2101)}
    hijri = {str(n): ("I", n) for n in range(FIRST_HIJRI, LAST_HIJRI + 1)}
    return {**small, **years, **hijri}


WORDS, PHRASES = _tables()
# Words that may have a و before them.
COUNTED = {name: entry for name, entry in WORDS.items() if entry[0] in "uDwQ"}
WORDS |= {sign: (letter, None) for sign, letter in SIGNS.items()} | _numbers() | {"و": ("&", None)}
