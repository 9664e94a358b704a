"""Live blogs: the entries that JSON-LD declares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.extraction.metadata import text, types
from crawler.items import Update

if TYPE_CHECKING:
    from crawler.extraction.published import Dates

LIVE = "liveblogposting"
MOST_UPDATES = 2_000


def is_live(article: dict[str, Any]) -> bool:
    """Whether a JSON-LD article calls itself a live blog."""
    return LIVE in types(article)


def live_updates(article: dict[str, Any], dates: Dates) -> list[Update]:
    """The entries of a live blog in page order; empty for any other article."""
    entries = article.get("liveBlogUpdate")
    entries = entries if isinstance(entries, list) else [entries]
    updates = []
    for entry in entries[:MOST_UPDATES]:
        if not isinstance(entry, dict) or not (body := text(entry.get("articleBody"))):
            continue
        published = dates.instant(text(entry.get("datePublished")))
        updates.append(
            Update(body=body, title=text(entry.get("headline")) or None, published_at=published)
        )
    return updates
