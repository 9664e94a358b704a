"""Live blogs: the entries that JSON-LD declares."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from crawler.arabic.text import fold
from crawler.extraction.metadata import text, types
from crawler.items import Update

if TYPE_CHECKING:
    from crawler.extraction.page import Page
    from crawler.extraction.published import Dates

# A clock alone, as it stands above an entry.
CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?:\s*\w{1,5})?")
LIVE = "liveblogposting"
MOST_UPDATES = 2_000


def is_live(article: dict[str, Any]) -> bool:
    """Whether a JSON-LD article calls itself a live blog."""
    return LIVE in types(article)


def without_entries(page: Page, updates: list[Update]) -> None:
    """Take the entries' headlines, texts and times out of the page's blocks: they are no body."""
    if not updates:
        return
    known = {
        fold(text) for each in updates for text in (each.title, *each.body.split("\n")) if text
    }
    page.blocks = [
        placed
        for placed in page.blocks
        if fold(placed.block.text) not in known and not CLOCK.fullmatch(placed.block.text)
    ]


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
