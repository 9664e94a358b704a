"""One browser of one crawl: started for the first page, closed and started anew after so many."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from scrapy import Request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
)

from crawler.middlewares.safety import Safety

if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

# What a page's text needs; pictures, fonts, films and sockets are not fetched.
NEEDED = ("document", "script", "xhr", "fetch", "stylesheet")
# Milliseconds without a request after which a page counts as built are Playwright's 500; so long at most.
MOST_WAIT = 10_000
# Words of Chromium's errors → the error that Scrapy's own downloader would raise.
ERRORS = {
    "ERR_NAME_NOT_RESOLVED": CannotResolveHostError,
    "ERR_CONNECTION_REFUSED": DownloadConnectionRefusedError,
    "ERR_TIMED_OUT": DownloadTimeoutError,
    "Timeout": DownloadTimeoutError,
}


class Browser:
    """Renders pages with scrapy-playwright; all outlets of a crawl share it, each with its own cookies."""

    def __init__(self, crawler: Crawler) -> None:
        # here: scrapy-playwright is an extra
        from playwright.async_api import Error  # noqa: PLC0415
        from scrapy_playwright.handler import ScrapyPlaywrightDownloadHandler  # noqa: PLC0415

        # it logs a traceback for every page that can't be loaded; we say it in our own words
        logging.getLogger("scrapy-playwright").setLevel(logging.CRITICAL)
        self.crawler = crawler
        self.safety = Safety(crawler)
        self.most_pages = crawler.settings.getint("RENDER_PAGES_PER_BROWSER")
        self.most_bytes = crawler.settings.getint("DOWNLOAD_MAXSIZE")
        self.error: type[Exception] = Error
        self.handler: Any = ScrapyPlaywrightDownloadHandler.from_crawler(crawler)
        self.handler.abort_request = self.refuses
        self.turn = asyncio.Condition()
        self.is_started = False
        self.pages = 0
        """Pages that this browser has been asked for."""
        self.open = 0
        """Those of them that are not there yet."""

    async def render(self, request: Request) -> Response:
        """The page as its scripts have built it; Scrapy's own errors where it can't be loaded."""
        request.meta["playwright_page_methods"] = [_until_built()]
        try:
            await self._enter()
            try:
                response: Response = await self.handler.download_request(request)
            finally:
                await self._leave()
        except self.error as error:
            raise _translated(error) from None
        # a browser follows redirects by itself: what it has met must not be read
        await self.safety.process_request(Request(response.url))
        if self.most_bytes and len(response.body) > self.most_bytes:
            raise DownloadCancelledError(
                f"{len(response.body)} bytes are more than DOWNLOAD_MAXSIZE"
            )
        return response

    async def refuses(self, asked: Any) -> bool:
        """Whether a request of a page is not sent: pictures and the like, private addresses."""
        if asked.resource_type not in NEEDED:
            return True
        if not asked.url.startswith(("http://", "https://")):
            return False
        try:
            await self.safety.process_request(Request(asked.url))
        except IgnoreRequest:
            return True
        return False

    async def close(self) -> None:
        """End the browser and what drives it."""
        if self.is_started:
            self.is_started = False
            await self.handler.close()

    async def _enter(self) -> None:
        """Wait while the browser is changed; start what drives it for the first page."""
        async with self.turn:
            await self.turn.wait_for(lambda: not self.most_pages or self.pages < self.most_pages)
            if not self.is_started:
                await self.handler._launch()  # noqa: SLF001 - else done at the start of every crawl
                self.is_started = True
            self.pages += 1
            self.open += 1

    async def _leave(self) -> None:
        """Note that a page is there; after enough of them the browser is closed."""
        async with self.turn:
            self.open -= 1
            if self.most_pages and self.pages >= self.most_pages and not self.open:
                await self._recycle()
                self.pages = 0
                self.turn.notify_all()

    async def _recycle(self) -> None:
        """Close the browser; the next page starts another."""
        browser = getattr(self.handler, "browser", None)
        if browser is None:
            return
        # its listener forgets the browser at a time of its own
        browser.remove_listener("disconnected", self.handler._browser_disconnected_callback)  # noqa: SLF001
        for each in list(self.handler.context_wrappers.values()):
            with suppress(self.error):  # a context that is gone is what was wanted
                await each.context.close()
        await browser.close()
        self.handler.context_wrappers.clear()
        del self.handler.browser


def _until_built() -> Any:
    """The step after which a page counts as built: no request under way, or enough waiting."""
    from scrapy_playwright.page import PageMethod  # noqa: PLC0415 - as in `Browser`

    return PageMethod(_built)


async def _built(page: Any) -> None:
    from playwright.async_api import TimeoutError as TooLong  # noqa: PLC0415 - as in `Browser`

    with suppress(TooLong):
        await page.wait_for_load_state("networkidle", timeout=MOST_WAIT)


def _translated(error: Exception) -> Exception:
    """The error that Scrapy's own downloader would have raised."""
    words = " ".join(str(error).split())
    kind = next((kind for sign, kind in ERRORS.items() if sign in words), DownloadFailedError)
    return kind(f"the browser: {words[:200]}")
