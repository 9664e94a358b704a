"""Names of queues: each is narrow enough for one read of the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

# Pages in one queue of pages that are due now.
BUCKET = 500


def bucket_name(outlet: str, number: int) -> str:
    """The queue of pages that are due now.

    >>> bucket_name("press", 12)
    'press|00000012'
    """
    return f"{outlet}|{number:08d}"


def later_name(outlet: str, when: datetime) -> str:
    """The queue of pages that are due at a minute to come; names sort by time.

    >>> from datetime import UTC, datetime
    >>> later_name("press", datetime(2026, 11, 26, tzinfo=UTC))
    'press@0029927520'
    """
    return f"{outlet}@{int(when.timestamp() // 60):010d}"


def number_of(queue: str) -> int:
    """The number in a queue's name.

    >>> number_of("press|00000012")
    12
    """
    return int(queue.rpartition("|")[2])
