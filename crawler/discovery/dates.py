"""The dates of feeds, sitemaps and listings."""

from __future__ import annotations

import re
from calendar import monthrange
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from crawler.arabic.dates import ParsedDate, parse_date

if TYPE_CHECKING:
    from crawler.arabic.moments import Precision

MONTH = re.compile(r"\d{4}-\d{2}")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SECONDS = re.compile(r"\d{1,2}:\d{2}:\d{2}")
# A day, month or year in an address: /2024/05/06/, sitemap-2024-05.xml, yyyy=2024&mm=05.
PERIOD = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)"
    r"(?:(?:[/_.-]|&mm=|)(?P<month>0[1-9]|1[0-2]|(?<=[/_.-])[1-9](?!\d))"
    r"(?:(?:[/_.-]|&dd=|)(?P<day>0[1-9]|[12]\d|3[01]|(?<=[/_.-])[1-9](?!\d)))?)?(?!\d)"
)
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
    found = _civil(text) or _instant(text, timezone) or parse_date(text, timezone=timezone)
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
            precision: Precision = "second" if SECONDS.search(text) else "minute"
            return ParsedDate(value.astimezone(UTC), precision, text)
    return None


def civil_day(parsed: ParsedDate, timezone: str) -> date:
    """The day of a date as the outlet's readers know it."""
    if isinstance(parsed.value, datetime):
        return parsed.value.astimezone(ZoneInfo(timezone)).date()
    return parsed.value


def latest_moment(parsed: ParsedDate, timezone: str) -> datetime:
    """The end of the minute, day or month that a date names, where its outlet is.

    >>> latest_moment(ParsedDate(date(2026, 11, 24), "day", ""), "Asia/Riyadh").isoformat()
    '2026-11-24T21:00:00+00:00'
    """
    value = parsed.value
    if isinstance(value, datetime):
        return value + timedelta(minutes=1)
    days = monthrange(value.year, value.month)[1] - value.day if parsed.precision == "month" else 0
    return datetime.combine(value + timedelta(days + 1), time(), ZoneInfo(timezone)).astimezone(UTC)


def period_in_url(url: str) -> tuple[date, date] | None:
    """First and last day of the day, month or year that an address names.

    >>> [str(day) for day in period_in_url("https://a.com/sitemap-2024-02.xml")]
    ['2024-02-01', '2024-02-29']
    """
    for found in PERIOD.finditer(url.partition("://")[2].partition("/")[2]):
        year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
        with suppress(ValueError):
            last_month = month or 12
            last_day = day or monthrange(year, last_month)[1]
            return date(year, month or 1, day or 1), date(year, last_month, last_day)
    return None
