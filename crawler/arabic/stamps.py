"""Stamps as machines write them, ISO 8601 with time and zone: read without a look at words."""

from __future__ import annotations

import re
from datetime import UTC, datetime

# Years of the press, offsets of inhabited places; any other stamp is read as a line is.
STAMP = re.compile(
    r"((?:199|20\d)\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d)(?:\.\d{1,6})?(Z|[+-](?:0\d|1[0-3]):[03]0)",
    re.ASCII,
)


def read_stamp(text: str) -> datetime | None:
    """The moment of such a stamp, whole seconds in UTC; None for any other text.

    >>> read_stamp("2024-05-03T14:05:09.250+03:00").isoformat()
    '2024-05-03T11:05:09+00:00'
    """
    found = STAMP.fullmatch(text)
    try:
        return datetime.fromisoformat(found[1] + found[2]).astimezone(UTC) if found else None
    except ValueError:
        return None
