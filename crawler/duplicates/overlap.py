"""Whether two texts are copies of one: what they share in order, and what stands where they differ."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.duplicates.alignment import gaps, words_in_order
from crawler.duplicates.fingerprint import LEAST_WORDS, folded_words
from crawler.duplicates.slots import slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.duplicates.alignment import Gap

# Of the shorter text's words, the share that the other has in the same order. A third of the words
# replaced leaves 0.66; texts on one subject have at most 0.57 (benchmarks/stories.py).
LEAST_SHARED = 0.62
# Of the shorter text's runs of three words; a third of the words replaced leaves 0.3, and 0.15 in a
# short text.
LEAST_RUNS = 0.12
# A copy is cut to no less than this share of the other; under a half it has to be a plain cut. A
# digest of several texts is a copy of none.
LEAST_SIZE = 0.3
HALF = 0.5
LEAST_SHARED_CUT = 0.85
# Words of a place where two texts differ, up to which it is a slot of a pattern.
SLOT = 4
# Words of an item in a list of names.
LONGEST_ITEM = 3
# Share of the filled slots that differ, from which it is another bulletin.
OTHER_SLOTS = 0.25
# An item of a list: the Arabic and is written with the word behind it; a comma stands before it.
AND, COMMA = "و", "،"
COMMA_AS_WORD = " وو "


class Text:
    """A text as it is compared."""

    def __init__(self, body: str | None) -> None:
        self.body = body or ""
        self.words = folded_words(self.body)

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def runs(self) -> set[int]:
        """Hashes of its runs of three words."""
        return set(map(hash, zip(self.words, self.words[1:], self.words[2:], strict=False)))

    @cached_property
    def bag(self) -> Counter[str]:
        """How often it has each word."""
        return Counter(self.words)

    @cached_property
    def items(self) -> set[int]:
        """Places of the words that may begin an item of a list: behind a comma, or with و."""
        found = {place for place, word in enumerate(self.words) if word[0] == AND}
        place = 0
        for word in folded_words(self.body.replace(COMMA, COMMA_AS_WORD)):
            if word == COMMA_AS_WORD.strip():
                found.add(place)
            else:
                place += 1
        return found

    def is_list(self, places: range) -> bool:
        """Whether words are a list: an item each, or names of two or three words."""
        items = len(self.items.intersection(places[1:]))
        if len(places) < SLOT:
            return 0 < items == len(places) - 1
        return items > 1 and LONGEST_ITEM * items >= len(places) - 1


def is_copy(mine: Text, other: Text) -> bool:
    """Whether both are one text: cut, reworded in up to a third, or with another lead; no bulletin.

    Bulletins (prices, weather, prayer times, line-ups) have the same words with other numbers and
    names.
    """
    short, long = sorted((mine, other), key=len)
    size = len(short) / max(len(long), 1)
    if len(short) < LEAST_WORDS or size < LEAST_SIZE:
        return False
    least = (LEAST_SHARED_CUT if size < HALF else LEAST_SHARED) * len(short)
    if words_in_any_order(short, long) < least:
        return False
    if len(short.runs & long.runs) < LEAST_RUNS * len(short.runs):
        return False
    shared = words_in_order(short.words, long.words)
    if len(shared) < least:
        return False
    return not is_other_bulletin(short, long, shared)


def words_in_any_order(mine: Text, other: Text) -> int:
    """How many words both have: no less than in order, and soon told."""
    common = mine.bag.keys() & other.bag.keys()
    return sum(map(min, map(mine.bag.__getitem__, common), map(other.bag.__getitem__, common)))


def is_other_bulletin(mine: Text, other: Text, shared: Sequence[tuple[int, int]]) -> bool:
    """Whether slots are filled otherwise, as they are from one bulletin to the next."""
    differ = sum(_differing_slots(mine, other, gap) for gap in gaps(shared))
    if not differ:
        return False
    same = sum(slot(mine.words[place]) is not None for place, _ in shared)
    return differ >= OTHER_SLOTS * (same + differ)


def _differing_slots(mine: Text, other: Text, gap: Gap) -> int:
    """How many slots both fill in this place, with something else; 0 where it is no slot."""
    if mine.is_list(gap.mine) and other.is_list(gap.other):
        return min(len(gap.mine), len(gap.other))
    if max(len(gap.mine), len(gap.other)) > SLOT:
        return 0
    one = Counter(filter(None, (slot(mine.words[place]) for place in gap.mine)))
    two = Counter(filter(None, (slot(other.words[place]) for place in gap.other)))
    if not (one and two):
        return 0
    kinds = [Counter(kind for kind, _ in each.elements()) for each in (one - two, two - one)]
    return (kinds[0] & kinds[1]).total()
