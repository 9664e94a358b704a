"""A text's fingerprint: few keys, of which copies share some and other texts hardly any."""

from __future__ import annotations

from operator import eq
from typing import TYPE_CHECKING, NamedTuple

from rensa import RMinHash

from crawler.arabic.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Shorter texts say too little to tell a copy from a formula.
LEAST_WORDS = 30
# Words beyond these do not make a copy any clearer.
MOST_WORDS = 3_000
# MinHash of pairs of words, in bands of two rows: of copies with a third of their words replaced
# (Jaccard about 0.3) 99 in 100 share a key; 24 bands find no more, triples need twice as many.
BANDS = 16
ROWS = 2
SEED = 1447


def folded_words(body: str | None) -> list[str]:
    """The words of a text that are compared, folded.

    >>> folded_words("قـالَ إنّ القمة في ٢٠٢٤.")
    ['قال', 'ان', 'القمه', 'في', '2024']
    """
    return fold(body or "").split()[:MOST_WORDS]


def shingles(words: Sequence[str], length: int) -> set[str]:
    """All runs of so many words.

    >>> sorted(shingles(["ا", "ب", "ج"], 2))
    ['ا ب', 'ب ج']
    """
    starts = (words[start:] for start in range(length))
    return set(map(" ".join, zip(*starts, strict=False)))


class Fingerprint(NamedTuple):
    """What is kept of a text to find its copies by; the same on every machine."""

    keys: tuple[int, ...]
    """Numbers of 32 bits; copies share some."""

    sketch: bytes
    """A byte for each row of the MinHash; the share of equal ones is about the share of equal pairs."""


def fingerprint(words: Sequence[str]) -> Fingerprint | None:
    """The fingerprint of a text; None for a short one, which is never a copy."""
    if len(words) < LEAST_WORDS:
        return None
    hashes = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    hashes.update(sorted(shingles(words, 2)))
    digest = hashes.digest()
    return Fingerprint(tuple(_keys(digest)), bytes(value & 0xFF for value in digest))


def likeness(mine: bytes, other: bytes) -> int:
    """How many bytes of two sketches are equal.

    >>> likeness(b"abcd", b"abzd")
    3
    """
    return sum(map(eq, mine, other))


def _keys(digest: Sequence[int]) -> Iterator[int]:
    """A key for each band of a digest."""
    for band in range(BANDS):
        mixed = band
        for value in digest[band * ROWS : (band + 1) * ROWS]:
            mixed = ((mixed ^ value) * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
            mixed ^= mixed >> 29
        yield mixed >> 32
