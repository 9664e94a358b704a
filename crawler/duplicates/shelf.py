"""Texts and their keys in memory, about 700 bytes a text, and the pages in which they are stored."""

from __future__ import annotations

from array import array
from bisect import bisect_left, insort
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.duplicates.fingerprint import ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Bytes of an article's id (32 hex digits), of a key, of a sketch.
ID = 16
KEY = 4
SKETCH = ROWS
# Bits of a key that choose its list: lists stay short, so that one more key costs the same in a
# million texts as in the first.
LIST_BITS = 16
LOW_BITS = (1 << LIST_BITS) - 1


@dataclass(slots=True)
class Page:
    """Texts one behind the other, as they are written to the store."""

    texts: bytearray = field(default_factory=bytearray)
    stories: bytearray = field(default_factory=bytearray)
    sketches: bytearray = field(default_factory=bytearray)
    counts: bytearray = field(default_factory=bytearray)
    """How many keys each text has."""
    keys: bytearray = field(default_factory=bytearray)
    merged: bytearray = field(default_factory=bytearray)
    """Stories that ended, each with the one that it is a part of now."""

    def __len__(self) -> int:
        return len(self.counts)

    def add(self, text: str, story: str, sketch: bytes, keys: Sequence[int]) -> None:
        """Add a text behind the others."""
        self.texts += bytes.fromhex(text)
        self.stories += bytes.fromhex(story)
        self.sketches += sketch
        self.counts.append(len(keys))
        self.keys += array("I", keys).tobytes()

    def extend(self, other: Page) -> None:
        """Add the texts of another page."""
        self.texts += other.texts
        self.stories += other.stories
        self.sketches += other.sketches
        self.counts += other.counts
        self.keys += other.keys
        self.merged += other.merged

    def each_keys(self) -> Iterator[array[int]]:
        """The keys of each text."""
        start = 0
        for count in self.counts:
            end = start + count * KEY
            yield array("I", bytes(self.keys[start:end]))
            start = end


class Shelf:
    """Texts with their keys; `texts_of` finds the texts that have one."""

    def __init__(self) -> None:
        self._texts = bytearray()
        self._stories = bytearray()
        self._sketches = bytearray()
        # High bits of a key → its low bits and the text's number, in order.
        self._lists: defaultdict[int, array[int]] = defaultdict(_empty_list)

    def __len__(self) -> int:
        return len(self._texts) // ID

    def text(self, number: int) -> str:
        """The id of a text."""
        return self._texts[number * ID : number * ID + ID].hex()

    def story(self, number: int) -> str:
        """The story of a text."""
        return self._stories[number * ID : number * ID + ID].hex()

    def sketch(self, number: int) -> bytes:
        """The sketch of a text."""
        return bytes(self._sketches[number * SKETCH : (number + 1) * SKETCH])

    def texts_of(self, key: int, most: int) -> list[int]:
        """Numbers of the texts that have a key, so many at most."""
        high, low = key >> LIST_BITS, key & LOW_BITS
        entries = self._lists.get(high)
        if entries is None:
            return []
        start = bisect_left(entries, low << 32)
        end = bisect_left(entries, (low + 1) << 32, start)
        return [entry & 0xFFFFFFFF for entry in entries[start : min(end, start + most)]]

    def take(self, page: Page) -> None:
        """Put the texts of a page on the shelf."""
        start = len(self)
        self._texts += page.texts
        self._stories += page.stories
        self._sketches += page.sketches
        lists = self._lists
        for number, keys in enumerate(page.each_keys(), start):
            for key in keys:
                insort(lists[key >> LIST_BITS], (key & LOW_BITS) << 32 | number)


def _empty_list() -> array[int]:
    return array("Q")
