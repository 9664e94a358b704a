"""AutoThrottle that knows each outlet's own least delay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.extensions.throttle import AutoThrottle

from crawler.fetching import META_KEYS

if TYPE_CHECKING:
    from scrapy import Request, Spider
    from scrapy.crawler import Crawler
    from scrapy.http import Response


def least_delay(crawler: Crawler, slot: str) -> float:
    """Seconds between two requests of a slot: the outlet's, robots.txt's, or DOWNLOAD_DELAY."""
    own = crawler.engine.downloader.per_slot_settings.get(slot, {})
    return float(own.get("delay", crawler.settings.getfloat("DOWNLOAD_DELAY")))


class OutletThrottle(AutoThrottle):
    """Scrapy's own, whose bounds hold for all slots alike, with those of the request's outlet.

    The upper bound gives way to the lower one, which the outlet or its robots.txt asks for.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        self.mindelay = least_delay(self.crawler, request.meta.get("download_slot", ""))
        self.maxdelay = max(self._own(request, "AUTOTHROTTLE_MAX_DELAY"), self.mindelay)
        self.target_concurrency = self._own(request, "AUTOTHROTTLE_TARGET_CONCURRENCY")
        super()._response_downloaded(response, request, spider)

    def _own(self, request: Request, name: str) -> float:
        return float(request.meta.get(META_KEYS[name], self.crawler.settings.getfloat(name)))
