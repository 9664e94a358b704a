"""Log lines of one line each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.logformatter import LogFormatter

if TYPE_CHECKING:
    from scrapy import Spider
    from scrapy.http import Response
    from scrapy.logformatter import LogFormatterResult
    from twisted.python.failure import Failure


class OneLine(LogFormatter):
    """Scrapy's messages without the item: an article's text is no log line."""

    def scraped(
        self, item: Any, response: Response | Failure | None, spider: Spider
    ) -> LogFormatterResult:
        """The article's address."""
        return super().scraped(getattr(item, "url", type(item).__name__), response, spider)

    def dropped(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """The reason, which names the address."""
        line = super().dropped(getattr(item, "url", None), exception, response, spider)
        return {**line, "msg": "Dropped: %(exception)s"}

    def item_error(
        self,
        item: Any,
        exception: BaseException,
        response: Response | Failure | None,
        spider: Spider,
    ) -> LogFormatterResult:
        """The article's address; the traceback follows."""
        return super().item_error(
            getattr(item, "url", type(item).__name__), exception, response, spider
        )
