"""How old a page is by its own dates: «منذ 3 أسابيع» on a page saved years ago counts from then."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page

# A page whose latest date lies further back is no page of today.
FRESH = timedelta(days=90)
STAMP = re.compile(r"(20\d\d)-([01]\d)-[0-3]\d")
# «© 2022», «جميع الحقوق محفوظة 2022»
RIGHTS = re.compile(r"©|حقوق|copyright", re.IGNORECASE)
YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
MOST_CHARACTERS = 300
MONTHS = 12
STAMPED = ("datePublished", "dateModified", "uploadDate")


def is_old(page: Page, metadata: Metadata, now: datetime) -> bool:
    """Whether the page's latest date lies well before `now`; False where it has none."""
    today = now.date()
    days = [*_days(page, metadata)]
    return bool(days) and max(days) < today - FRESH


def _days(page: Page, metadata: Metadata) -> Iterator[date]:
    contents = (content for values in metadata.meta.values() for content in values)
    declared = (node.get(name) for node in metadata.nodes for name in STAMPED)
    elements = (element.get("datetime") for element in page.tagged["time"])
    for stamp in (*contents, *declared, *elements):
        found = STAMP.match(stamp) if isinstance(stamp, str) else None
        if found and 1 <= int(found[2]) <= MONTHS:
            yield date(int(found[1]), int(found[2]), 1)
    for line in (*page.menus, *(placed.block.text for placed in page.blocks)):
        if len(line) <= MOST_CHARACTERS and RIGHTS.search(line):
            yield from (date(int(year), MONTHS, 1) for year in YEAR.findall(line))
