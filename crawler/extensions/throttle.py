"""AutoThrottle that knows each outlet's own least delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.throttle import AutoThrottle

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response


def least_delay(crawler: Crawler, slot: str) -> float:
    """Seconds between two requests of a slot: the outlet's, robots.txt's, or DOWNLOAD_DELAY."""
    own = crawler.engine.downloader.per_slot_settings.get(slot, {})
    return float(own.get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


class OutletThrottle(AutoThrottle):
    """Scrapy's own, whose lower bound is DOWNLOAD_DELAY for all slots alike, with one per slot."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        self.mindelay = least_delay(self.crawler, request.meta.get("download_slot", ""))
        super()._response_downloaded(response, request, spider)
