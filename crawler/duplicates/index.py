"""Which texts may be copies of a text: those that share a key with it, the most alike first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from crawler.duplicates.fingerprint import likeness
from crawler.duplicates.merged import Merged, packed, unpacked
from crawler.duplicates.shelf import Page, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.duplicates.fingerprint import Fingerprint

# Texts that are remembered, about 700 bytes each; from here on the older half is forgotten: copies of a
# text come within days.
MOST = 500_000
# A key that so many texts have is a turn of phrase: nobody is looked up by it any more, and what a
# look costs stays the same however many texts there are.
CROWD = 32
# Copies of one story that are noted under one key; a later copy finds these.
MOST_OF_A_STORY = 3
# Keys, of 32, that a text has to share: copies with a third of their words replaced share about 9, and
# in a large collection most texts share one with somebody by chance.
LEAST_SHARED = 2
# One is enough for a text with fewer keys than these that are no turn of phrase.
MANY_KEYS = 26
# Texts whose sketches are looked at, those with the most keys in common.
MOST_SKETCHES = 64
# Candidates that are compared, the most alike first.
MOST_CANDIDATES = 6
# Of these, texts of one story: a text may be a copy of others' too.
MOST_OF_ONE = 2
# Equal bytes of two sketches, of 64, that make it worth to compare the texts: copies with a third of
# their words replaced have about 18, one in 200 less than 8; texts on one subject about 6.
LEAST_LIKENESS = 8


# A text on a shelf.
Place = tuple[Shelf, int]


class Candidate(NamedTuple):
    """A text that may have the same story."""

    text: str
    story: str
    likeness: int


@dataclass(frozen=True, slots=True)
class Findings:
    """What the stored texts say of a text."""

    candidates: list[Candidate]
    """The most alike first."""

    keys: dict[int, list[Place]]
    """Its keys that are no turn of phrase, each with the texts that have it."""

    merged: Merged
    """Stories that ended in others."""

    def worth_noting(self, story: str) -> list[int]:
        """Its keys that do not find the story often enough already."""
        if all(each.story != story for each in self.candidates):
            return list(self.keys)
        return [
            key
            for key, places in self.keys.items()
            if sum(self.merged.of(shelf.story(number)) == story for shelf, number in places)
            < MOST_OF_A_STORY
        ]


class Index:
    """The texts of the collection, the older and the younger half."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._old, self._young = Shelf(), Shelf()
        self.merged = Merged()
        """Stories that ended in others."""
        self._merged_before = 0

    def __len__(self) -> int:
        return len(self._old) + len(self._young)

    def take(self, page: Page) -> None:
        """Note stored texts; the oldest are forgotten where they become too many."""
        if len(self._young) + len(page) > self.most // 2:
            self._old, self._young = self._young, Shelf()
            # Texts were noted with the stories that these had become by then.
            self.merged.forget(self._merged_before)
            self._merged_before = len(self.merged)
        self._young.take(page)
        for ended, into in unpacked(page.merged):
            self.merged.add(ended, into)

    def look_up(self, mine: Fingerprint) -> Findings:
        """Texts that share a key and are somewhat alike, and the keys that are no turn of phrase."""
        shelves = [shelf for shelf in (self._old, self._young) if len(shelf)]
        keys: dict[int, list[Place]] = {}
        for key in mine.keys:
            places = [(shelf, number) for shelf in shelves for number in shelf.texts_of(key, CROWD)]
            if len(places) < CROWD:
                keys[key] = places
        shared = Counter(chain.from_iterable(keys.values()))
        least = LEAST_SHARED if len(keys) >= MANY_KEYS else 1
        likely = {place: count for place, count in shared.items() if count >= least}
        found = [
            Candidate(shelf.text(number), self.merged.of(shelf.story(number)), score)
            for shelf, number in nlargest(MOST_SKETCHES, likely, key=likely.__getitem__)
            if (score := likeness(mine.sketch, shelf.sketch(number))) >= LEAST_LIKENESS
        ]
        return Findings(best(found), keys, self.merged)


class Draft:
    """The texts of a batch that are about to be stored."""

    def __init__(self) -> None:
        self.page = Page()
        self.merged = Merged()
        self._texts: list[tuple[str, str, bytes]] = []
        self._by_key: dict[int, list[int]] = {}

    def candidates(self, mine: Fingerprint) -> list[Candidate]:
        """Texts of the draft that share a key and are somewhat alike."""
        numbers = {number for key in mine.keys for number in self._by_key.get(key, ())}
        found = [
            Candidate(text, story, likeness(mine.sketch, sketch))
            for text, story, sketch in map(self._texts.__getitem__, numbers)
        ]
        return [each for each in found if each.likeness >= LEAST_LIKENESS]

    def add(self, text: str, story: str, mine: Fingerprint, keys: Sequence[int]) -> None:
        """Note a text under some of its keys."""
        for key in keys:
            self._by_key.setdefault(key, []).append(len(self._texts))
        self._texts.append((text, story, mine.sketch))
        self.page.add(text, story, mine.sketch, keys)

    def merge(self, ended: str, into: str) -> None:
        """Note that a story is a part of another one now."""
        self.merged.add(ended, into)
        self.page.merged += packed([(ended, into)])

    def best(self, found: Iterable[Candidate], mine: Fingerprint) -> list[Candidate]:
        """Those worth comparing of stored texts and the draft's, with what their stories are now."""
        candidates = [*found, *self.candidates(mine)]
        return best(each._replace(story=self.merged.of(each.story)) for each in candidates)


def best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are worth comparing, the most alike first."""
    chosen: list[Candidate] = []
    met = Counter[str]()
    for each in sorted(candidates, key=lambda each: -each.likeness):
        met[each.story] += 1
        if met[each.story] <= MOST_OF_ONE:
            chosen.append(each)
    return chosen[:MOST_CANDIDATES]
