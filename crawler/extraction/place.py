"""Where a page is published, as the page itself says, for times that are printed without a zone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.arabic.dates import is_date_line
from crawler.arabic.zones import zone_named
from crawler.places import zone_at

if TYPE_CHECKING:
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page

# «القاهرة: الأربعاء، 07 أكتوبر 2020 12:19 م»: a page's head says what day it is, and where.
TODAY = re.compile(r"(?P<place>\w+(?:\s\w+)?)\s*[:،,|-]\s*(?P<day>.{6,70})")
MOST_CHARACTERS = 90


def zone_of_page(page: Page, metadata: Metadata, address: str) -> str | None:
    """The time zone of the page's country: by its host, its locale, or the city before today's date."""
    locales = [*metadata.meta.get("og:locale", []), page.root.get("lang") or ""]
    host = urlsplit(address).hostname or ""
    return zone_at(host, locales) or _zone_of_today(page)


def _zone_of_today(page: Page) -> str | None:
    for placed in page.blocks:
        line = placed.block.text
        found = TODAY.fullmatch(line) if len(line) <= MOST_CHARACTERS else None
        if found and (zone := zone_named(found["place"])) and is_date_line(found["day"]):
            return zone
    return None
