"""A text as it is compared: its folded words, and where marks stand between them."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from crawler.duplicates.fingerprint import folded_words

# An item of a list: the Arabic and is written with the word behind it; or a mark stands before it.
AND = "و"
BREAK = re.compile(r"(?<!\d)[.,،؛;:!؟?|/()«»\n]|[.,،؛;:!؟?|/()«»\n](?!\d)|(?<=\s)[-–—](?=\s)")
MARK = "وو"
# Words of a place where two texts differ, up to which it is a slot of a pattern.
SLOT = 4
# Words of an item in a list of names.
LONGEST_ITEM = 3


class Text:
    """The words of a text and what is asked of them again and again."""

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
    def breaks(self) -> set[int]:
        """Places of the words before which a punctuation mark or a new line stands; the end is one too."""
        found, place = {len(self.words)}, 0
        for word in folded_words(BREAK.sub(f" {MARK} ", self.body)):
            if word == MARK:
                found.add(place)
            else:
                place += 1
        return found

    @cached_property
    def items(self) -> set[int]:
        """Places of the words that may begin an item of a list: behind a mark, or with و."""
        return self.breaks | {place for place, word in enumerate(self.words) if word[0] == AND}

    def is_list(self, places: range) -> bool:
        """Whether words are a list: an item each, or names of two or three words."""
        items = len(self.items.intersection(places[1:]))
        if len(places) < SLOT:
            return 0 < items == len(places) - 1
        return items > 1 and LONGEST_ITEM * items >= len(places) - 1

    def ends_item(self, places: range) -> bool:
        """Whether these are a few words with a mark behind them."""
        return len(places) <= SLOT and places.stop in self.breaks
