"""Which story each text of a batch tells: that of a text it is a copy of, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.duplicates.fingerprint import Fingerprint, fingerprint, folded_words
from crawler.duplicates.overlap import Text, is_copy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.duplicates.index import Index


@dataclass(frozen=True)
class Telling:
    """A text with its id."""

    id: str
    body: str

    @cached_property
    def text(self) -> Text:
        """Its words."""
        return Text(folded_words(self.body))

    @cached_property
    def fingerprint(self) -> Fingerprint | None:
        """Its fingerprint; None for a short text."""
        return fingerprint(self.text.words)


def wanted(tellings: Iterable[Telling], index: Index) -> set[str]:
    """Ids of the stored texts that have to be compared with these."""
    prints = (each.fingerprint for each in tellings)
    return {found.text for mine in prints if mine for found in index.candidates(mine)}


def decide(
    tellings: Iterable[Telling], index: Index, known: Mapping[str, Telling]
) -> dict[str, str]:
    """Text → story, for those long enough; they become the index's draft.

    `known` are stored texts by id; candidates that it lacks (removed meanwhile) count for nothing.
    """
    index.begin()
    told = dict(known)
    stories = {}
    for mine in tellings:
        if mine.fingerprint is None:
            continue
        story = _story(mine, mine.fingerprint, index, told)
        index.draft(mine.id, story, mine.fingerprint)
        stories[mine.id] = story
        told[mine.id] = mine
    return stories


def _story(mine: Telling, key: Fingerprint, index: Index, told: Mapping[str, Telling]) -> str:
    for candidate in index.candidates(key):
        other = told.get(candidate.text)
        if candidate.text != mine.id and other and is_copy(mine.text, other.text):
            return candidate.story
    return mine.id
