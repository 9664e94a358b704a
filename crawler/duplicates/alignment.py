"""Two rows of words side by side: the words that both have in order, and the gaps between them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


# Words from one shared word to the next, in either text, up to which they are in company; and by how
# many these may differ.
NEAR = 4
SHIFT = 2
# Words from one shared word to the next, up to which those between were reworded rather than written anew.
STRETCH = 6


class Gap(NamedTuple):
    """The words of either side between two that both have; neither side is empty."""

    mine: range
    other: range


def words_in_order(mine: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Places of the words that both have in the same order: their longest common subsequence.

    >>> words_in_order("قال الوزير أمس إن".split(), "قال إن الوزير أمس وصل".split())
    [(0, 0), (1, 2), (2, 3)]
    """
    start, end = _same_ends(mine, other)
    inner = _in_order(mine[start : len(mine) - end], other[start : len(other) - end])
    return [
        *((place, place) for place in range(start)),
        *((start + place, start + other_place) for place, other_place in inner),
        *((len(mine) - place, len(other) - place) for place in range(end, 0, -1)),
    ]


def gaps(shared: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """The places between shared words where both sides have others.

    >>> list(gaps([(0, 0), (2, 2), (3, 5)]))
    [Gap(mine=range(1, 2), other=range(1, 2))]
    """
    for (start, other_start), (end, other_end) in pairwise(shared):
        if end - start > 1 and other_end - other_start > 1:
            yield Gap(range(start + 1, end), range(other_start + 1, other_end))


def in_company(shared: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Shared words that have another one close by in both texts; the others are there by chance.

    >>> in_company([(0, 0), (1, 2), (9, 4)])
    [(0, 0), (1, 2)]
    """
    found = []
    was_near = False
    for here, there in pairwise([*shared, (0, 0)]):
        step, other_step = there[0] - here[0], there[1] - here[1]
        is_near = step <= NEAR and 0 < other_step <= NEAR and abs(step - other_step) <= SHIFT
        if is_near or was_near:
            found.append(here)
        was_near = is_near
    return found


def told(shared: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """How many words of either text stand in stretches that the other one tells too.

    >>> told([(0, 0), (1, 1), (4, 3), (30, 4)])
    (6, 5)
    """
    mine = other = int(bool(shared))
    for (start, other_start), (end, other_end) in pairwise(shared):
        step, other_step = end - start, other_end - other_start
        is_one = step <= STRETCH and other_step <= STRETCH
        mine += step if is_one else 1
        other += other_step if is_one else 1
    return mine, other


def _same_ends(mine: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and how many of the rest at the end."""
    least = min(len(mine), len(other))
    start = 0
    while start < least and mine[start] == other[start]:
        start += 1
    end = 0
    while end < least - start and mine[-1 - end] == other[-1 - end]:
        end += 1
    return start, end


def _in_order(mine: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    # One bit for each word of `mine`, set while no pair is found for it (Hyyrö 2004).
    places: dict[str, int] = {}
    for number, word in enumerate(mine):
        places[word] = places.get(word, 0) | 1 << number
    everything = (1 << len(mine)) - 1
    free = everything
    rows = [free]
    for word in other:
        if met := free & places.get(word, 0):
            free = ((free + met) | (free - met)) & everything
        rows.append(free)
    return list(_traced(rows, len(mine) - 1))[::-1]


def _traced(rows: Sequence[int], place: int) -> Iterator[tuple[int, int]]:
    """The pairs behind the bits, from the last one on."""
    row = len(rows) - 1
    while place >= 0 and row > 0:
        if rows[row] >> place & 1:
            place -= 1
        elif not rows[row - 1] >> place & 1:
            row -= 1
        else:
            place, row = place - 1, row - 1
            yield place + 1, row
