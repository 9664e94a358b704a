"""Which texts may be copies of a text: those that share a key with it, the most alike first."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crawler.duplicates.fingerprint import likeness
from crawler.duplicates.shelf import Page, Shelf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.duplicates.fingerprint import Fingerprint

# Texts that are remembered, about 200 bytes each; from here on the older half is forgotten.
MOST = 1_000_000
# A key that so many texts have is a turn of phrase: nobody is looked up by it any more, and what a
# look costs stays the same however many texts there are.
CROWD = 12
# Copies of one story that are noted under one key; a later copy finds these.
MOST_OF_A_STORY = 3
# Candidates that are compared, the most alike first.
MOST_CANDIDATES = 6
# Equal bytes of two sketches, of 32, that make it worth to compare the texts: copies with a third of
# their words replaced have about 10, texts that share one key by chance 3.
LEAST_LIKENESS = 4


class Candidate(NamedTuple):
    """A text that may have the same story."""

    text: str
    story: str
    likeness: int


class Index:
    """Texts of the collection; those of a batch that is not stored yet stand apart as a draft."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._old, self._young = Shelf(), Shelf()
        self._draft, self._page = Shelf(), Page()

    def __len__(self) -> int:
        return len(self._old) + len(self._young)

    def take(self, page: Page) -> None:
        """Note stored texts; the oldest are forgotten where they become too many."""
        if len(self._young) + len(page) > self.most // 2:
            self._old, self._young = self._young, Shelf()
        self._young.take(page)

    def candidates(self, mine: Fingerprint) -> list[Candidate]:
        """Texts that share a key and are somewhat alike, those of the draft included."""
        found = [each for shelf in self._shelves for each in _candidates(shelf, mine)]
        found.sort(key=lambda each: -each.likeness)
        return found[:MOST_CANDIDATES]

    def draft(self, text: str, story: str, mine: Fingerprint) -> None:
        """Note a text that is about to be stored, under those of its keys that are worth it."""
        keys = [key for key in mine.keys if self._has_room(key, story)]
        page = Page()
        page.add(text, story, mine.sketch, keys)
        self._draft.take(page)
        self._page.extend(page)

    def drafted(self) -> Page:
        """The texts of the draft, to be stored."""
        return self._page

    def begin(self) -> None:
        """Forget the draft."""
        self._draft, self._page = Shelf(), Page()

    @property
    def _shelves(self) -> Sequence[Shelf]:
        return (self._old, self._young, self._draft)

    def _has_room(self, key: int, story: str) -> bool:
        known = [(shelf, number) for shelf in self._shelves for number in shelf.texts_of(key)]
        if len(known) >= CROWD:
            return False
        return sum(shelf.story(number) == story for shelf, number in known) < MOST_OF_A_STORY


def _candidates(shelf: Shelf, mine: Fingerprint) -> list[Candidate]:
    numbers: set[int] = set()
    for key in mine.keys:
        texts = shelf.texts_of(key)
        if len(texts) < CROWD:
            numbers.update(texts)
    alike = ((likeness(mine.sketch, shelf.sketch(number)), number) for number in numbers)
    return [
        Candidate(shelf.text(number), shelf.story(number), score)
        for score, number in alike
        if score >= LEAST_LIKENESS
    ]
