"""A live line on the terminal: pages, articles, duplicates, errors, rate."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Any

from rich.live import Live
from rich.text import Text
from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured
from scrapy.utils.asyncio import create_looping_call

from crawler.extensions.exit_code import total
from crawler.extensions.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from scrapy.crawler import Crawler

# Seconds between two looks at the counters.
INTERVAL = 0.5
# Without a terminal (cron, CI) one plain line every so many looks: once in 30 seconds.
PLAIN_EVERY = 60


def progress_line(stats: Mapping[str, Any], seconds: float) -> str:
    """The counters as one line.

    >>> progress_line({"response_received_count": 30, "item_scraped_count": 20}, 10.0)
    '30 pages · 20 articles · 0 duplicates · 0 errors · 3.0 pages/s'
    """
    pages = stats.get("response_received_count", 0)
    articles = stats.get("item_scraped_count", 0)
    duplicates = total(stats, "articles/dropped/duplicate")
    errors = stats.get("log_count/ERROR", 0) + total(stats, "retry/max_reached")
    rate = pages / seconds if seconds else 0.0
    return (
        f"{pages:,} pages · {articles:,} articles · {duplicates:,} duplicates · "
        f"{errors:,} errors · {rate:.1f} pages/s"
    )


class Progress:
    """Shows the line while a spider runs; a terminal's line is redrawn, elsewhere lines are rare."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.console = Terminal()
        self.live: Live | None = None
        self.looks = 0
        self.started = 0.0
        self.loop = create_looping_call(self.look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """An extension that listens to `crawler`; NotConfigured unless PROGRESS_ENABLED."""
        # Without a log file the log itself scrolls on the terminal and says as much.
        watched = sys.stderr.isatty() and bool(crawler.settings["LOG_FILE"])
        is_said = crawler.settings["PROGRESS_ENABLED"] is not None
        if not (crawler.settings.getbool("PROGRESS_ENABLED") if is_said else watched):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def line(self) -> str:
        """The line as it stands now."""
        assert self.crawler.stats is not None
        return progress_line(self.crawler.stats.get_stats(), time.monotonic() - self.started)

    def spider_opened(self) -> None:
        """Start the line."""
        self.started = time.monotonic()
        if self.console.is_terminal:
            self.live = Live(console=self.console, auto_refresh=False, transient=True)
            self.live.start()
        self.loop.start(INTERVAL, now=False)

    def look(self) -> None:
        """Redraw the line, or print it where there is no terminal and it is time."""
        self.looks += 1
        if self.live:
            self.live.update(Text(self.line()), refresh=True)
        elif self.looks % PLAIN_EVERY == 0:
            self.console.print(self.line())

    def spider_closed(self, spider: Spider) -> None:
        """Stop, leaving the last line on the screen; nothing of a run that never began."""
        if not self.started:
            return
        if self.loop.running:
            self.loop.stop()
        if self.live:
            self.live.stop()
        self.console.print(f"{spider.name}: {self.line()}")
