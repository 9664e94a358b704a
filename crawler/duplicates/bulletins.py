"""Bulletins: texts on one pattern, with the same words and other numbers and names."""

from __future__ import annotations

from collections import Counter
from itertools import islice, permutations
from typing import TYPE_CHECKING

from crawler.duplicates.alignment import gaps
from crawler.duplicates.slots import slot
from crawler.duplicates.text import SLOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crawler.duplicates.alignment import Gap
    from crawler.duplicates.overlap import Pair
    from crawler.duplicates.text import Text

# Share of the filled slots that differ, from which it is another bulletin.
OTHER_SLOTS = 0.25
# Share of the places where two texts differ that are slots: in bulletins nearly all, in a reworded text few.
SLOT_GAPS = 0.2
# Places where two texts differ that have a mark behind them, as items of a list have; and their share of
# all, one in twelve in a reworded text.
LEAST_ITEMS = 4
OTHER_ITEMS = 0.5
# Words of a place that may be a slot where three texts tell.
LONGEST_FILLING = 10
# Words where two texts differ; and the share of them where a third one differs from both: nearly all in
# bulletins. Three texts that were reworded one by one differ so by chance, in about as large a share of
# these words as these are of the text.
LEAST_PLACES = 4
SAME_PLACES = 0.34
BY_CHANCE = 0.8
MOST_PAIRS = 4


def is_other_bulletin(mine: Text, other: Text, shared: Sequence[tuple[int, int]]) -> bool:
    """Whether slots are filled otherwise, as they are from one bulletin to the next."""
    found = list(gaps(shared))
    items = sum(mine.ends_item(gap.mine) and other.ends_item(gap.other) for gap in found)
    if items >= max(LEAST_ITEMS, OTHER_ITEMS * len(found)):
        return True
    differing = [_differing_slots(mine, other, gap) for gap in found]
    if sum(map(bool, differing)) < max(1, SLOT_GAPS * len(found)):
        return False
    differ = sum(differing)
    same = sum(slot(mine.words[place]) is not None for place, _ in shared)
    return differ >= OTHER_SLOTS * (same + differ)


def is_pattern(pairs: Iterable[Pair]) -> bool:
    """Whether a text and several others all differ in the same places, each from each.

    `pairs` have the text in common. What stands there is no matter: names that nobody lists, phrases,
    goods. Copies that were reworded one by one differ in places of their own.
    """
    found = list(islice(filter(is_filled, (pair for pair in pairs if pair.told)), MOST_PAIRS))
    if len(found) < 2:
        return False
    places = [fillings(pair) for pair in found]
    differ = sum(map(len, places)) / len(found)
    same = sum(_both_differ(one, two) for one, two in permutations(places, 2))
    least = SAME_PLACES + BY_CHANCE * differ / len(found[0].mine)
    return same >= least * differ * len(found) * (len(found) - 1)


def is_filled(pair: Pair) -> bool:
    """Whether two texts differ in enough places to be bulletins on one pattern."""
    return len(fillings(pair)) >= LEAST_PLACES


def _both_differ(mine: Mapping[int, set[str]], theirs: Mapping[int, set[str]]) -> int:
    """In how many places of a text two others differ from it and from each other."""
    return sum(
        2 * len(mine[place] & theirs[place]) < len(mine[place] | theirs[place])
        for place in mine.keys() & theirs.keys()
    )


def fillings(pair: Pair) -> dict[int, set[str]]:
    """Place of a word that was replaced → what stands there in the other text."""
    found = {}
    for gap in gaps(pair.shared):
        if max(len(gap.mine), len(gap.other)) <= LONGEST_FILLING:
            filling = set(pair.other.words[gap.other.start : gap.other.stop])
            found.update(dict.fromkeys(gap.mine, filling))
    return found


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
