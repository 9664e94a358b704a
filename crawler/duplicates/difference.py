"""What an outlet changed in a text: the words that went and the words that came, with their place."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Words of the text before a change that show where it is.
CONTEXT = 4
# Words of one changed stretch that are compared singly; a longer one went and came as a whole.
MOST_COMPARED = 5_000


class Change(NamedTuple):
    """One place where two texts differ."""

    context: str
    """The last words before it, which both texts have; empty at the beginning."""

    removed: str
    """Words that are gone; empty where some were only added."""

    added: str
    """Words that are new; empty where some were only removed."""

    def __str__(self) -> str:
        """The change on one line, as wdiff prints it."""
        removed = self.removed and f"[-{self.removed}-]"
        added = self.added and f"{{+{self.added}+}}"
        return " ".join(
            part for part in (self.context and f"… {self.context}", removed, added) if part
        )


def difference(before: str | None, after: str | None) -> list[Change]:
    """The changes from one text to the other, in the order of the text; white space is none.

    >>> [str(each) for each in difference("قال الوزير أمس إن", "قال الوزير اليوم إن")]
    ['… قال الوزير [-أمس-] {+اليوم+}']
    """
    old, new = _paragraphs(before), _paragraphs(after)
    found: list[Change] = []
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            lead = " ".join(old[:start]).split()
            found += _words(
                lead, " ".join(old[start:end]).split(), " ".join(new[new_start:new_end]).split()
            )
    return found


def count_words(changes: Sequence[Change]) -> tuple[int, int]:
    """How many words were removed, and how many added.

    >>> count_words(difference("واحد اثنان", "واحد ثلاثة أربعة"))
    (1, 2)
    """
    return (
        sum(len(each.removed.split()) for each in changes),
        sum(len(each.added.split()) for each in changes),
    )


def _paragraphs(text: str | None) -> list[str]:
    return [" ".join(part.split()) for part in (text or "").split("\n\n") if part.strip()]


def _words(lead: list[str], old: list[str], new: list[str]) -> Iterator[Change]:
    """The changes of one stretch; `lead` are the words before it."""
    if max(len(old), len(new)) > MOST_COMPARED:
        yield Change(_context(lead), " ".join(old), " ".join(new))
        return
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind != "equal":
            context = _context(lead + old[:start])
            yield Change(context, " ".join(old[start:end]), " ".join(new[new_start:new_end]))


def _context(words: Sequence[str]) -> str:
    return " ".join(words[-CONTEXT:])
