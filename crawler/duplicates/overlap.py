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
FEW, ENOUGH = 12, 0.62
# Of the shorter text's words, the share in stretches that both tell: all of them in a reworded text, two
# thirds where a third is written anew, a half in a follow-up with old paragraphs.
LEAST_TOLD = 0.62
# Of the longer text's words from the first such stretch to the last, the share inside them: texts that have
# some sentences in common have others between them.
LEAST_SPAN = 0.65
# Of the shorter text's runs of three words; a third of the words replaced leaves 0.3, and 0.15 in a
# short text.
LEAST_RUNS = 0.12
# Of the longer text's words, the share behind which what both tell begins at the latest: a copy may have
# another lead; what is told further down is a follow-up's background.
LATEST = 0.5
# A copy is cut to no less than this share of the other; under a half it has to be a plain cut. A
# digest of several texts is a copy of none.
LEAST_SIZE = 0.3
HALF = 0.5
LEAST_SHARED_CUT = 0.75
LEAST_TOLD_CUT = 0.85
# Share in such stretches from which two stories may become one: that cannot be mended by a later text.
CLOSE = 0.7


class Pair:
    """Two texts side by side."""

    def __init__(self, mine: Text, other: Text) -> None:
        self.mine, self.other = mine, other

    @cached_property
    def shared(self) -> list[tuple[int, int]]:
        """Places of the words that both have in the same order."""
        return words_in_order(self.mine.words, self.other.words)

    @cached_property
    def told(self) -> float:
        """Share of the shorter text that the other one tells as well; 0 where that is too little.

        Both say the same: cut, reworded in up to a third, or with another lead.
        """
        short, long = sorted((self.mine, self.other), key=len)
        count = len(short)
        if count < max(LEAST_WORDS, LEAST_SIZE * len(long)):
            return 0
        is_cut = count < HALF * len(long)
        least = min(LEAST_SHARED * count + FEW, ENOUGH * count)
        if is_cut:
            least = LEAST_SHARED_CUT * count
        if len(short.runs & long.runs) < LEAST_RUNS * len(short.runs):
            return 0
        if words_in_any_order(short, long) < least:
            return 0
        shared = self.shared if short is self.mine else [(two, one) for one, two in self.shared]
        company = in_company(shared)
        if len(company) < least:
            return 0
        by_short, by_long = told(company)
        span = company[-1][1] - company[0][1] + 1
        least_told = LEAST_TOLD_CUT if is_cut else LEAST_TOLD
        if by_short < least_told * count or by_long < LEAST_SPAN * span:
            return 0
        if company[len(company) // 10][1] > LATEST * len(long):
            return 0
        return by_short / count

    @property
    def is_close(self) -> bool:
        """Whether the shorter text is nearly all in the other one."""
        return self.told >= CLOSE

    @cached_property
    def is_copy(self) -> bool:
        """Whether both are one text, and no bulletins: same words, other numbers and names."""
        return self.told > 0 and not is_other_bulletin(self.mine, self.other, self.shared)


def words_in_any_order(mine: Text, other: Text) -> int:
    """How many words both have: no less than in order, and soon told."""
    common = mine.bag.keys() & other.bag.keys()
    return sum(map(min, map(mine.bag.__getitem__, common), map(other.bag.__getitem__, common)))
