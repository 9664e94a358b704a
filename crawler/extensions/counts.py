"""Scrapy's core counts, quiet about a run that never began."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.corestats import CoreStats

if TYPE_CHECKING:
    from scrapy import Spider


class Counts(CoreStats):
    """Scrapy's own raises, with a traceback in the log, where a pipeline could not open."""

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Set the finishing counts where there is a start to measure from."""
        if self.start_time is not None:
            super().spider_closed(spider, reason)
