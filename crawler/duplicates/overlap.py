"""Whether two texts are copies of one: what they share in order, and what stands where they differ."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from crawler.duplicates.alignment import in_company, told, words_in_order
from crawler.duplicates.bulletins import is_other_bulletin
from crawler.duplicates.fingerprint import LEAST_WORDS

if TYPE_CHECKING:
    from crawler.duplicates.text import Text

# Of the shorter text's words, the share that the other has in the same order and not alone: a third of
# the words replaced leaves 0.66, a third in both of two copies 0.45.
LEAST_SHARED = 0.4
# And so many more, which is much in a short text: there, two sentences on one pattern are soon a half.
FEW = 6
# Of the shorter text's words, the share in stretches that both tell: all of them in a reworded text, two
# thirds where a third is written anew, a half in a follow-up with old paragraphs.
LEAST_TOLD = 0.62
# Of the shorter text's runs of three words; a third of the words replaced leaves 0.3, and 0.15 in a
# short text.
LEAST_RUNS = 0.12
# A copy is cut to no less than this share of the other; under a half it has to be a plain cut. A
# digest of several texts is a copy of none.
LEAST_SIZE = 0.3
HALF = 0.5
LEAST_TOLD_CUT = 0.85


class Pair:
    """Two texts side by side."""

    def __init__(self, mine: Text, other: Text) -> None:
        self.mine, self.other = mine, other

    @cached_property
    def shared(self) -> list[tuple[int, int]]:
        """Places of the words that both have in the same order."""
        return words_in_order(self.mine.words, self.other.words)

    @cached_property
    def is_alike(self) -> bool:
        """Whether both say the same: cut, reworded in up to a third, or with another lead."""
        short, long = sorted((self.mine, self.other), key=len)
        if len(short) < max(LEAST_WORDS, LEAST_SIZE * len(long)):
            return False
        least = LEAST_SHARED * len(short) + FEW
        if words_in_any_order(short, long) < least:
            return False
        if len(short.runs & long.runs) < LEAST_RUNS * len(short.runs):
            return False
        company = in_company(self.shared)
        if len(company) < least:
            return False
        if short is self.other:
            company = [(other_place, place) for place, other_place in company]
        least_told = LEAST_TOLD if len(short) >= HALF * len(long) else LEAST_TOLD_CUT
        return told(company) >= least_told * len(short)

    @cached_property
    def is_copy(self) -> bool:
        """Whether both are one text, and no bulletins: same words, other numbers and names."""
        return self.is_alike and not is_other_bulletin(self.mine, self.other, self.shared)


def words_in_any_order(mine: Text, other: Text) -> int:
    """How many words both have: no less than in order, and soon told."""
    common = mine.bag.keys() & other.bag.keys()
    return sum(map(min, map(mine.bag.__getitem__, common), map(other.bag.__getitem__, common)))
