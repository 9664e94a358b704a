"""Which texts may be copies of a text: those that share a key with it, the most alike first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crawler.duplicates.fingerprint import likeness
from crawler.duplicates.shelf import Page, Shelf

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crawler.duplicates.fingerprint import Fingerprint

# Texts that are remembered, about 400 bytes each; from here on the older half is forgotten.
MOST = 1_000_000
# A key that so many texts have is a turn of phrase: nobody is looked up by it any more, and what a
# look costs stays the same however many texts there are.
CROWD = 32
# Copies of one story that are noted under one key; a later copy finds these.
MOST_OF_A_STORY = 3
# Candidates that are compared, the most alike first.
MOST_CANDIDATES = 6
# Equal bytes of two sketches, of 32, that make it worth to compare the texts: copies with a third of
# their words replaced have about 9, hardly one less than 3; texts that share a key by chance 1 or 2.
LEAST_LIKENESS = 3


class Candidate(NamedTuple):
    """A text that may have the same story."""

    text: str
    story: str
    likeness: int


class Findings(NamedTuple):
    """What the stored texts say of a text."""

    candidates: list[Candidate]

    stories: dict[int, list[str]]
    """Its keys that are worth noting, each with the stories that it stands for already."""


class Index:
    """The texts of the collection, the older and the younger half."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._old, self._young = Shelf(), Shelf()

    def __len__(self) -> int:
        return len(self._old) + len(self._young)

    def take(self, page: Page) -> None:
        """Note stored texts; the oldest are forgotten where they become too many."""
        if len(self._young) + len(page) > self.most // 2:
            self._old, self._young = self._young, Shelf()
        self._young.take(page)

    def look_up(self, mine: Fingerprint) -> Findings:
        """Texts that share a key and are somewhat alike, and the keys that are no turn of phrase."""
        met: set[tuple[int, int]] = set()
        stories: dict[int, list[str]] = {}
        shelves = [shelf for shelf in (self._old, self._young) if len(shelf)]
        for key in mine.keys:
            texts = [(n, text) for n, shelf in enumerate(shelves) for text in shelf.texts_of(key)]
            if len(texts) < CROWD:
                met.update(texts)
                enough = texts if len(texts) >= MOST_OF_A_STORY else ()
                stories[key] = [shelves[n].story(text) for n, text in enough]
        alike = ((likeness(mine.sketch, shelves[n].sketch(text)), n, text) for n, text in met)
        found = [
            Candidate(shelves[n].text(text), shelves[n].story(text), score)
            for score, n, text in alike
            if score >= LEAST_LIKENESS
        ]
        return Findings(best(found), stories)


class Draft:
    """The texts of a batch that are about to be stored."""

    def __init__(self) -> None:
        self.page = Page()
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

    def add(self, text: str, story: str, mine: Fingerprint, stories: dict[int, list[str]]) -> None:
        """Note a text under those of its keys that its story does not have often enough."""
        keys = [key for key, known in stories.items() if known.count(story) < MOST_OF_A_STORY]
        for key in keys:
            self._by_key.setdefault(key, []).append(len(self._texts))
        self._texts.append((text, story, mine.sketch))
        self.page.add(text, story, mine.sketch, keys)


def best(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Those that are worth comparing."""
    ranked: Sequence[Candidate] = sorted(candidates, key=lambda each: -each.likeness)
    return list(ranked[:MOST_CANDIDATES])
