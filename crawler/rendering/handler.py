"""The downloader's handler: what asks for a browser gets one, everything else goes the usual way."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.utils.misc import build_from_crawler

from crawler.rendering.browser import Browser

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

# Crawl → its browser, which http and https share.
BROWSERS: WeakKeyDictionary[Crawler, Browser] = WeakKeyDictionary()


class RenderingHandler:
    """Follows Scrapy's `DownloadHandlerProtocol`; no browser is started before a page asks for one."""

    lazy = True

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.usual = build_from_crawler(HTTP11DownloadHandler, crawler)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A handler that shares the crawl's browser."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Response:
        """The answer to a request."""
        if not request.meta.get("playwright"):
            return await self.usual.download_request(request)
        if self.crawler not in BROWSERS:
            BROWSERS[self.crawler] = Browser(self.crawler)
        return await BROWSERS[self.crawler].render(request)

    async def close(self) -> None:
        """End the browser, where there is one, and the usual connections."""
        if browser := BROWSERS.pop(self.crawler, None):
            await browser.close()
        await self.usual.close()
