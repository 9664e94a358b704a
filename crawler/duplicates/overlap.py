"""Whether two texts are copies of one: what they truly share, words in order and numbers in place."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from crawler.duplicates.fingerprint import LEAST_WORDS, shingles

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

# Of the shorter text's words, the share that the other has in the same order. Measured on the set of
# benchmarks/stories.py: copies have at least 0.65 (1 in 200 less), texts on one subject at most 0.57.
LEAST_SHARED = 0.62
# Under so many words, lists of names in one and the same frame come up to 0.68.
SHORT = 80
LEAST_SHARED_SHORT = 0.69
# Of the shorter text's runs of three words; with a third of the words replaced 0.25 or more are left.
LEAST_RUNS = 0.2
# A copy is cut to no less than this share of the other; under a half it has to be a plain cut. A
# digest of several texts is a copy of none.
LEAST_SIZE = 0.3
HALF = 0.5
LEAST_SHARED_CUT = 0.85
# So many numbers that differ in the same place make it another bulletin, where they are this share.
FEW_NUMBERS = 2
OTHER_NUMBERS = 0.25

# Words that stand for a number: what one day's bulletin has instead of another's.
CALENDAR = frozenset(
    """
    السبت الاحد الاثنين الثلاثاء الاربعاء الخميس الجمعه
    يناير فبراير مارس ابريل مايو يونيو يوليو اغسطس سبتمبر اكتوبر نوفمبر ديسمبر
    كانون شباط اذار نيسان ايار حزيران تموز اب ايلول تشرين
    جانفي فيفري افريل ماي جوان جويليه اوت غشت شتنبر نونبر دجنبر
    محرم صفر رجب شعبان رمضان شوال
    """.split()
)
Place = tuple[str, str]


class Text:
    """The folded words of a text, and what is compared of them."""

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def runs(self) -> set[str]:
        """Its runs of three words."""
        return shingles(self.words, 3)

    @cached_property
    def numbers(self) -> Mapping[Place, Counter[str]]:
        """Its numbers by the words before and behind them."""
        units = list(_units(self.words))
        places: dict[Place, Counter[str]] = {}
        for before, (unit, is_number), after in zip(units, units[1:], units[2:], strict=False):
            if is_number:
                places.setdefault((before[0], after[0]), Counter())[unit] += 1
        return places


def is_copy(mine: Text, other: Text) -> bool:
    """Whether both are one text: cut, reworded in up to a third, or with another lead; no bulletin.

    Bulletins (prices, weather, prayer times) have the same words with other numbers.
    """
    short, long = sorted((mine, other), key=len)
    size = len(short) / max(len(long), 1)
    if len(short) < LEAST_WORDS or size < LEAST_SIZE:
        return False
    if len(short.runs & long.runs) < LEAST_RUNS * len(short.runs):
        return False
    least = LEAST_SHARED_SHORT if len(short) < SHORT else LEAST_SHARED
    if size < HALF:
        least = LEAST_SHARED_CUT
    if words_in_order(short.words, long.words) < least * len(short):
        return False
    return not is_other_bulletin(short, long)


def is_other_bulletin(mine: Text, other: Text) -> bool:
    """Whether numbers that stand in the same place differ as they do from one bulletin to another."""
    same, differ = 0, 0
    for place in mine.numbers.keys() & other.numbers.keys():
        one, two = mine.numbers[place], other.numbers[place]
        equal = (one & two).total()
        same += equal
        differ += min(one.total(), two.total()) - equal
    if differ < FEW_NUMBERS:
        return differ > same
    return differ >= OTHER_NUMBERS * (same + differ)


def words_in_order(mine: Sequence[str], other: Sequence[str]) -> int:
    """How many words both have in the same order (their longest common subsequence).

    >>> words_in_order("قال الوزير أمس إن".split(), "قال إن الوزير أمس وصل".split())
    3
    """
    # One bit for each word of `mine`, set while no pair is found for it (Hyyrö 2004).
    places: dict[str, int] = {}
    for number, word in enumerate(mine):
        places[word] = places.get(word, 0) | 1 << number
    everything = (1 << len(mine)) - 1
    free = everything
    for word in other:
        if met := free & places.get(word, 0):
            free = ((free + met) | (free - met)) & everything
    return len(mine) - free.bit_count()


def _units(words: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Words, with neighbouring numbers as one, and whether each is a number; a blank at both ends."""
    yield "", False
    for is_number, group in groupby(words, _is_number):
        if is_number:
            yield " ".join(group), True
        else:
            for word in group:
                yield word, False
    yield "", False


def _is_number(word: str) -> bool:
    return word.isdecimal() or word in CALENDAR
