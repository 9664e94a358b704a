"""Which story each text of a batch tells: that of a text it is a copy of, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from crawler.duplicates.fingerprint import Fingerprint, fingerprint, folded_words
from crawler.duplicates.overlap import Text, is_copy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.duplicates.index import Index


@dataclass(frozen=True)
class Telling:
    """A text with its id."""

    id: str
    body: str | None
    story: str | None = None
    """The story it has already and keeps."""

    @cached_property
    def text(self) -> Text:
        """Its words."""
        return Text(folded_words(self.body))

    @cached_property
    def fingerprint(self) -> Fingerprint | None:
        """Its fingerprint; None for a short text."""
        return fingerprint(self.text.words)


class Verdict(NamedTuple):
    """What became of a text."""

    story: str
    """The id of the first text that told it."""

    copy_of: str | None = None
    """The text that it was found to be a copy of."""


def wanted(tellings: Iterable[Telling], index: Index) -> set[str]:
    """Ids of the stored texts that have to be compared with these."""
    prints = (each.fingerprint for each in tellings)
    return {found.text for mine in prints if mine for found in index.candidates(mine)}


def decide(
    tellings: Iterable[Telling],
    index: Index,
    known: Iterable[Telling],
    *,
    keeps_copies: bool = True,
) -> dict[str, Verdict]:
    """Text → verdict; those long enough become the index's draft, copies only where they are kept.

    `known` are the stored texts that are `wanted`; candidates that it lacks (removed meanwhile)
    count for nothing.
    """
    index.begin()
    told = {each.id: each for each in known}
    verdicts = {}
    for mine in tellings:
        verdict = verdicts[mine.id] = _verdict(mine, index, told)
        if mine.fingerprint and (keeps_copies or verdict.copy_of is None):
            index.draft(mine.id, verdict.story, mine.fingerprint)
            told[mine.id] = mine
    return verdicts


def _verdict(mine: Telling, index: Index, told: dict[str, Telling]) -> Verdict:
    if mine.story:
        return Verdict(mine.story)
    for candidate in index.candidates(mine.fingerprint) if mine.fingerprint else ():
        other = told.get(candidate.text)
        if other and candidate.text != mine.id and is_copy(mine.text, other.text):
            # A text that once told its own story and now is found in it again copies nobody.
            copy_of = candidate.text if candidate.story != mine.id else None
            return Verdict(candidate.story, copy_of)
    return Verdict(mine.id)
