"""Stories that turned out to be one: a later text is a copy of texts of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Merge = tuple[str, str]
"""A story that ended, and the one that it is a part of now."""

# Bytes of the id of a story.
ID = 16


class Merged:
    """Which story each one that ended is a part of now.

    >>> merged = Merged()
    >>> merged.add("b", "a")
    >>> merged.add("c", "b")
    >>> merged.of("c"), merged.of("a")
    ('a', 'a')
    """

    def __init__(self) -> None:
        self._into: dict[str, str] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(self._into)

    def __len__(self) -> int:
        return len(self._into)

    def of(self, story: str) -> str:
        """The story that a story is now."""
        while (into := self._into.get(story)) is not None:
            story = into
        return story

    def add(self, ended: str, into: str) -> None:
        """Note that two stories are one."""
        ended, into = self.of(ended), self.of(into)
        if ended != into:
            self._into[ended] = into

    def forget(self, count: int) -> None:
        """Forget so many, those noted first."""
        for story in list(self._into)[:count]:
            del self._into[story]


def packed(merges: Iterable[Merge]) -> bytes:
    """Merges as they are stored.

    >>> unpacked(packed([("0f" * 16, "1e" * 16)]))
    [('0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f', '1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e')]
    """
    return bytes.fromhex("".join(ended + into for ended, into in merges))


def unpacked(stored: bytes | bytearray) -> list[Merge]:
    """The merges that are stored one behind the other."""
    return [
        (stored[start : start + ID].hex(), stored[start + ID : start + 2 * ID].hex())
        for start in range(0, len(stored), 2 * ID)
    ]
