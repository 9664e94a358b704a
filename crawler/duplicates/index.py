"""The keys of texts, and which texts have them: candidates for a copy, to be looked at closely."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from crawler.duplicates.recent import Recent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A key that so many texts have is a turn of phrase: nobody is looked up by it any more, and what a
# look costs stays the same however many texts there are.
CROWD = 12
# Copies of one story that are noted under one key; a later copy finds these.
MOST_OF_A_STORY = 3
# Candidates that are compared, those with the most common keys first.
MOST_CANDIDATES = 6


class Index:
    """Text → keys and story, key → texts; small numbers of them, or all."""

    def __init__(self, phrases: Recent | None = None) -> None:
        self.phrases = phrases if phrases is not None else Recent()
        """Keys known to be turns of phrase."""
        self.stories: dict[str, str] = {}
        self._texts: dict[int, tuple[str, ...]] = {}

    def distinctive(self, keys: Iterable[int]) -> list[int]:
        """The keys that are no turn of phrase as far as is known."""
        return [key for key in keys if key not in self.phrases]

    def note(self, text: str, keys: Iterable[int], story: str) -> None:
        """Note a text's keys as they are stored."""
        self.stories[text] = story
        for key in keys:
            known = self._texts.get(key, ())
            if text not in known:
                self._texts[key] = (*known, text)

    def candidates(self, keys: Sequence[int]) -> list[str]:
        """Texts that share keys, those that share the most first."""
        shared = Counter(text for key in keys for text in self._texts.get(key, ()))
        return [text for text, _ in shared.most_common(MOST_CANDIDATES)]

    def add(self, text: str, keys: Sequence[int], story: str) -> list[int]:
        """Note a new text; those of its keys that are worth storing."""
        worth = [key for key in self.distinctive(keys) if self._has_room(key, story)]
        self.note(text, worth, story)
        return worth

    def _has_room(self, key: int, story: str) -> bool:
        known = self._texts.get(key, ())
        if len(known) >= CROWD:
            self.phrases.met(key)
            return False
        of_story = sum(1 for text in known if self.stories[text] == story)
        return of_story < MOST_OF_A_STORY
