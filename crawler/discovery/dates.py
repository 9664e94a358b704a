"""The dates of feeds, sitemaps and listings."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from crawler.arabic.dates import ParsedDate

MONTH = re.compile(r"\d{4}-\d{2}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
# Years outside are no publishing dates of the web: 0001, 1970, a mistyped 2204.
YEARS = range(1990, 2101)


def listing_date(text: str | None, timezone: str = "UTC") -> ParsedDate | None:
    """The date of a feed's or sitemap's entry; times without a zone are the outlet's.

    >>> listing_date("Tue, 24 Nov 2026 10:00:00 +0300").value.isoformat()
    '2026-11-24T07:00:00+00:00'
    >>> listing_date("2026-11-24").value.isoformat()
    '2026-11-24'
    """
    text = (text or "").strip()
    if not text:
        return None
    found = _civil(text) or _instant(text, timezone)
    return found if found and found.value.year in YEARS else None


def _civil(text: str) -> ParsedDate | None:
    """A day or a month, as sitemaps write them."""
    with suppress(ValueError):
        if DAY.fullmatch(text):
            return ParsedDate(date.fromisoformat(text), "day", text)
        if MONTH.fullmatch(text):
            return ParsedDate(date.fromisoformat(f"{text}-01"), "month", text)
    return None


def _instant(text: str, timezone: str) -> ParsedDate | None:
    """ISO 8601 or RFC 822."""
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        with suppress(ValueError, TypeError, IndexError, OverflowError):
            value = read(text)
            if value.tzinfo is None:
                value = value.replace(tzinfo=ZoneInfo(timezone))
            precision = "second" if SECONDS.search(text) else "minute"
            return ParsedDate(value.astimezone(UTC), precision, text)
    return None
