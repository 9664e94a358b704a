"""Which story each text of a batch tells: that of a text it is a copy of, or its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from crawler.duplicates.bulletins import is_filled, is_pattern
from crawler.duplicates.fingerprint import Fingerprint, fingerprint
from crawler.duplicates.index import Draft
from crawler.duplicates.overlap import Pair
from crawler.duplicates.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from crawler.duplicates.index import Candidate, Findings, Index
    from crawler.duplicates.shelf import Page


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
        return Text(self.body)

    @cached_property
    def fingerprint(self) -> Fingerprint | None:
        """Its fingerprint; None for a short text."""
        return fingerprint(self.text.words)


class Verdict(NamedTuple):
    """What became of a text."""

    story: str
    """The id of a text that tells it, mostly of the first one."""

    copy_of: str | None = None
    """The text that it was found to be a copy of."""

    merged: tuple[Candidate, ...] = ()
    """Texts of other stories that it is a copy of as well: those stories are this one now."""


def look_up(tellings: Iterable[Telling], index: Index) -> dict[str, Findings]:
    """What the index says of each text that is long enough."""
    return {each.id: index.look_up(each.fingerprint) for each in tellings if each.fingerprint}


def decide(
    tellings: Iterable[Telling],
    findings: Mapping[str, Findings],
    known: Iterable[Telling],
    *,
    keeps_copies: bool = True,
) -> tuple[dict[str, Verdict], Page]:
    """Text → verdict; and the page to be stored of those long enough, copies only where they are kept.

    `known` are the stored texts that the findings name; candidates that it lacks (removed
    meanwhile) count for nothing.
    """
    told = {each.id: each for each in known}
    draft = Draft()
    verdicts = {}
    for mine in tellings:
        found = findings.get(mine.id)
        if not (found and mine.fingerprint):
            verdicts[mine.id] = Verdict(mine.story or mine.id)
            continue
        candidates = draft.best(found.candidates, mine.fingerprint)
        verdict = _verdict(mine, candidates, told)
        if not keeps_copies:
            verdict = verdict._replace(merged=())
        verdicts[mine.id] = verdict
        if keeps_copies or verdict.copy_of is None:
            for other in verdict.merged:
                draft.merge(other.story, verdict.story)
            keys = found.worth_noting(verdict.story)
            draft.add(mine.id, verdict.story, mine.fingerprint, keys)
            told[mine.id] = mine
    return {
        key: verdict._replace(story=draft.merged.of(verdict.story))
        for key, verdict in verdicts.items()
    }, draft.page


def _verdict(
    mine: Telling, candidates: Iterable[Candidate], told: Mapping[str, Telling]
) -> Verdict:
    if mine.story:
        return Verdict(mine.story)
    pairs = {
        candidate: Pair(mine.text, told[candidate.text].text)
        for candidate in candidates
        if candidate.text in told and candidate.text != mine.id
    }
    is_bulletin = any(pair.is_copy for pair in pairs.values()) and is_pattern(pairs.values())
    copies: dict[str, Candidate] = {}
    for candidate, pair in pairs.items():
        if candidate.story in copies or (copies and not pair.is_close):
            continue
        if pair.is_copy and not (is_bulletin and is_filled(pair)):
            copies[candidate.story] = candidate
    if not copies:
        return Verdict(mine.id)
    first, *others = copies.values()
    # A text that once told its own story and now is found in it again copies nobody.
    copy_of = first.text if first.story != mine.id else None
    return Verdict(first.story, copy_of, tuple(others))
