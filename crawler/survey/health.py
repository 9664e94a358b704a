"""What the pages of a run say of an outlet: whether it is read as it should be, with examples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crawler.survey.looks import Look, Looks

State = Literal["ok", "degraded", "empty", "blocked", "down"]

# Reasons that a page is no article which a changed layout gives; a video or a log-in is none of them.
LAYOUT = ("no_body", "no_title", "empty", "undecodable")
CLOSED = (
    "bot_challenge",
    "login_wall",
    "consent_wall",
    "http_401",
    "http_402",
    "http_403",
    "http_429",
    "http_451",
)
# Pages that it takes to judge; where a run has fewer, those of earlier runs are looked at too.
LEAST = 3
# Share of the pages from which on a fault is the outlet's and not the page's.
SHARE = 0.5
# Bodies that are so much shorter than before are not whole.
SHRUNK = 0.25
MOST_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Health:
    """The state of an outlet, with its evidence."""

    state: State
    line: str = ""
    """The evidence in words; empty for `ok`."""
    examples: tuple[str, ...] = field(default=())
    """Addresses of pages that show it."""


def judge(looks: Looks, earlier: Sequence[Look] = ()) -> Health | None:
    """The state that a run has shown; None where it saw too little to say.

    `earlier` are the latest pages of earlier runs, oldest first.
    """
    if not looks.recent:
        return _without_pages(looks)
    pages = list(looks.recent)
    if len(pages) < LEAST:
        pages = [*earlier, *pages][-LEAST:]
    if len(pages) < LEAST:
        return None
    if looks.unread and not looks.read and (closed := _closed(looks)):
        return closed
    return (
        _unread(pages) or _undated(pages) or _lost(pages) or _short(pages, earlier) or _rest(pages)
    )


def _without_pages(looks: Looks) -> Health | None:
    """What a run says that has read no article's page."""
    if not looks.listings and looks.failed:
        closed = sum(looks.failed[each] for each in CLOSED)
        state: State = "blocked" if closed * 2 > looks.failed.total() else "down"
        return Health(state, f"nothing could be fetched: {_told(looks.failed)}")
    if looks.listings and not looks.links:
        return Health("empty", f"no link to an article in {looks.listings} listings")
    return None


def _closed(looks: Looks) -> Health | None:
    closed = Counter({each: looks.unread[each] for each in CLOSED if looks.unread[each]})
    if closed.total() < SHARE * looks.unread.total():
        return None
    return Health("blocked", f"closed pages in place of articles: {_told(closed)}")


def _unread(pages: Sequence[Look]) -> Health | None:
    """The health where pages lead to no text."""
    wrong = [each for each in pages if each.reason in LAYOUT]
    whole = [each for each in pages if not each.reason]
    if not _is_many(wrong, [*wrong, *whole]):
        return None
    told = _told(Counter(each.reason for each in wrong))
    return _degraded(
        wrong, f"{len(wrong)} of {len(wrong) + len(whole)} pages could not be read: {told}"
    )


def _undated(pages: Sequence[Look]) -> Health | None:
    read = [each for each in pages if not each.reason]
    wrong = [each for each in read if not each.is_dated]
    if not _is_many(wrong, read):
        return None
    return _degraded(wrong, f"{len(wrong)} of {len(read)} articles have no date")


def _lost(pages: Sequence[Look]) -> Health | None:
    read = [each for each in pages if not each.reason]
    wrong = [each for each in read if each.lost]
    if not _is_many(wrong, read):
        return None
    first = wrong[-1]
    instead = f"{first.instead} does" if first.instead else "nor does any rule"
    line = f"no selector of {first.lost} finds anything on {len(wrong)} of {len(read)} pages; {instead}"
    return _degraded(wrong, line)


def _short(pages: Sequence[Look], earlier: Sequence[Look]) -> Health | None:
    now = [each for each in pages if not each.reason and each not in earlier]
    before = [each.words for each in earlier if not each.reason and each.words]
    if min(len(now), len(before)) < LEAST:
        return None
    words, usual = median(each.words for each in now), median(before)
    if words >= SHRUNK * usual:
        return None
    return _degraded(now, f"bodies have {words:.0f} words, {usual:.0f} before")


def _rest(pages: Sequence[Look]) -> Health:
    if any(not each.reason for each in pages):
        return Health("ok")
    told = _told(Counter(each.reason for each in pages))
    return Health("empty", f"no article among {len(pages)} pages: {told}", _examples(pages))


def _is_many(wrong: Sequence[Look], of: Sequence[Look]) -> bool:
    return len(wrong) >= min(LEAST, len(of)) > 0 and len(wrong) >= SHARE * len(of)


def _degraded(wrong: Sequence[Look], line: str) -> Health:
    return Health("degraded", line, _examples(wrong))


def _examples(pages: Sequence[Look]) -> tuple[str, ...]:
    return tuple(each.url for each in reversed(pages[-MOST_EXAMPLES:]))


def _told(counts: Counter[str]) -> str:
    return ", ".join(f"{name} ×{number}" for name, number in counts.most_common())
