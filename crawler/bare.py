"""What is left out where a page is only looked at: what belongs to a crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from scrapy.settings import Settings

OF_A_CRAWL = ("ITEM_PIPELINES", "EXTENSIONS", "FEEDS")


def leave_out(settings: Settings, names: Iterable[str] = OF_A_CRAWL) -> None:
    """Take pipelines, extensions and feeds out: no database is opened, no outlet is held, no run noted."""
    for name in names:
        settings.set(name, {}, priority="cmdline")
