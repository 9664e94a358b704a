"""`parse_date` in the shape that date scorers call: `parse(text, now, tz, want="published")`."""

from __future__ import annotations

from crawler.arabic.dates import parse_date


def parse(text, now, tz, want="published"):
    """The parsed value, or None."""
    parsed = parse_date(text, timezone=tz, now=now, want=want)
    return parsed.value if parsed else None
