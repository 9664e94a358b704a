"""When a page is visited next, by what became of it: pure functions of what is known and the time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.frontier.pages import State

# Age of an article → how long after a visit its outlet may have changed it; older ones never.
REVISITS = (
    (timedelta(hours=2), timedelta(minutes=20)),
    (timedelta(days=1), timedelta(hours=3)),
    (timedelta(days=3), timedelta(hours=12)),
    (timedelta(days=14), timedelta(days=3)),
)
# Classes of errors that say that a page is no more.
GONE = ("http_404", "http_410")
# Classes that speak of the outlet or the way to it, not of the page: tried again for ever.
OUTLETS_OWN = (
    "cannot_resolve_host",
    "download_connection_refused",
    "download_failed",
    "download_timeout",
    "http_429",
    "http_502",
    "http_503",
    "http_504",
    "response_data_loss",
)
# First pause after a failure, what it grows by, and its bound.
PAUSE, GROWTH, MOST_PAUSE = timedelta(minutes=10), 4, timedelta(days=1)
# robots.txt changes seldom, and so do walls.
REFUSED = ("robots", "refused", "http_401", "http_402", "http_403", "http_451")
REFUSED_PAUSE = timedelta(days=7)
# A month: what a server asks for beyond that is a mistake, and so is a later visit.
LONGEST_PAUSE = timedelta(days=30)
# Failures of the page's own after which it is given up.
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a page: its state, why, and when it is due again (never: None)."""

    state: State
    reason: str
    next_visit: datetime | None = None


def after_article(published: datetime, now: datetime) -> datetime | None:
    """When an article is looked at again for changes, at growing intervals; None for never.

    >>> from datetime import UTC, datetime
    >>> noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    >>> after_article(noon, noon).isoformat(), after_article(noon - timedelta(days=60), noon)
    ('2026-11-26T12:20:00+00:00', None)
    """
    age = max(now - published, timedelta())
    return next((now + pause for bound, pause in REVISITS if age < bound), None)


def after_failure(
    reason: str, attempts: int, now: datetime, retry_after: float | None = None
) -> Outcome:
    """What becomes of a page that could not be fetched, `attempts` times with this one.

    >>> from datetime import UTC, datetime
    >>> after_failure("http_410", 1, datetime(2026, 11, 26, 12, tzinfo=UTC)).state
    'gone'
    """
    if reason in GONE:
        return Outcome("gone", reason)
    if reason not in OUTLETS_OWN and attempts >= MOST_ATTEMPTS:
        return Outcome("failed", reason)
    pause = REFUSED_PAUSE if reason in REFUSED else PAUSE * GROWTH ** min(attempts - 1, 6)
    pause = pause if reason in REFUSED else min(pause, MOST_PAUSE)
    if retry_after is not None:
        pause = max(pause, timedelta(seconds=retry_after))
    return Outcome("failed", reason, now + pause)
