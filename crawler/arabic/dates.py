"""Dates as the Arabic press prints them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["second", "minute", "hour", "day", "month"]


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """A date read from text."""

    value: datetime | date
    """An aware UTC datetime where the text has a time, a civil date where it has none."""

    precision: Precision
    """How exact the text is; `month` gives the month's first day (or, for منذ 4 أشهر, the same day of that month)."""

    text: str
    """The text as printed."""

    hijri: str | None = None
    """The Hijri date `YYYY-MM-DD`, where one is printed."""
