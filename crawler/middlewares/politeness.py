"""Crawl-delay and Retry-After, kept per download slot."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import Request, signals

from crawler.extensions.throttle import least_delay

if TYPE_CHECKING:
    from typing import Self

    from scrapy.core.downloader import Slot
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)

SLOT = "download_slot"
BUSY = (429, 503)
# Seconds to wait where a busy server does not say, and at most: a server that says "in a day" is
# asked again in the next run, not waited for.
BUSY_PAUSE, MOST_PAUSE = 30.0, 600.0
# An outlet counts from arrival to arrival, and one request may be faster on its way than the last.
ON_THE_WAY = 0.1
# A Crawl-delay above this would end no crawl; it is kept, and said aloud.
LONG_DELAY = 60.0


def pause_of(header: str | None, now: datetime, most: float = MOST_PAUSE) -> float:
    """Seconds that a Retry-After header asks for, from nothing to `most`.

    >>> now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    >>> pause_of("120", now), pause_of("Tue, 24 Nov 2026 12:00:05 GMT", now), pause_of(None, now)
    (120.0, 5.0, 30.0)
    """
    text = (header or "").strip()
    if text.isdecimal():
        return min(float(text), most)
    try:
        until = parsedate_to_datetime(text)
    except ValueError:
        return BUSY_PAUSE
    until = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((until - now).total_seconds(), 0.0), most)


class WithoutTraceback(logging.Filter):
    """Takes the traceback off a record: that a robots.txt can't be fetched is no defect."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record pass, without its traceback."""
        record.exc_info = None
        return True


ROBOTS_LOGGER = logging.getLogger("scrapy.downloadermiddlewares.robotstxt")
WITHOUT_TRACEBACK = WithoutTraceback()


class Politeness:
    """Slows down where robots.txt or a busy server asks for it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        names = crawler.settings
        self.user_agent: str = names["ROBOTSTXT_USER_AGENT"] or names["USER_AGENT"]
        self.slots: dict[str, str] = {}
        """Host and port → slot, so that robots.txt goes through its outlet's slot too."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A middleware that listens to `crawler`."""
        ROBOTS_LOGGER.addFilter(WITHOUT_TRACEBACK)
        middleware = cls(crawler)
        crawler.signals.connect(middleware.robots_parsed, signal=signals.robots_parsed)
        crawler.signals.connect(middleware.response_downloaded, signal=signals.response_downloaded)
        return middleware

    def process_request(self, request: Request) -> None:
        """Remember the slot of a host; give it to requests that come without one."""
        netloc = urlsplit(request.url).netloc
        if SLOT in request.meta:
            self.slots.setdefault(netloc, request.meta[SLOT])
        elif netloc in self.slots:
            request.meta[SLOT] = self.slots[netloc]

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Keep the Crawl-delay that a robots.txt asks for."""
        seconds = robotparser.crawl_delay(self.user_agent)
        key = self.crawler.engine.downloader.get_slot_key(request)
        if not seconds:
            return
        # no jitter either: it would go below what was asked for
        seconds = max(float(seconds) + ON_THE_WAY, least_delay(self.crawler, key))
        self._count("politeness/crawl_delays")
        if seconds > LONG_DELAY:
            logger.warning("%s asks for %.0f s between two requests", key, seconds)
        settings = self.crawler.engine.downloader.per_slot_settings
        # for slots that Scrapy drops when idle and makes anew
        settings[key] = {**settings.get(key, {}), "delay": seconds, "jitter": 0, "concurrency": 1}
        if slot := self._slot(request):
            slot.delay, slot.jitter, slot.concurrency = seconds, 0.0, 1

    def response_downloaded(self, request: Request, response: Response) -> None:
        """Hold back a busy server's slot."""
        slot = self._slot(request)
        if slot and response.status in BUSY:
            header = (response.headers.get("Retry-After") or b"").decode("latin-1")
            pause = pause_of(header, datetime.now(UTC))
            hold(slot, pause)
            self._count("politeness/pauses")
            logger.info("%s answered %s: a pause of %.0f s", request.url, response.status, pause)

    def _slot(self, request: Request) -> Slot | None:
        return self.crawler.engine.downloader.slots.get(request.meta.get(SLOT, ""))

    def _count(self, name: str) -> None:
        self.crawler.stats.inc_value(name)


def hold(slot: Slot, seconds: float) -> None:
    """Let no request leave a slot before so many seconds from now.

    The slot's delay comes on top: it varies by chance and by AutoThrottle, so it can't be taken off.
    """
    # a slot without a delay looks at no clock at all
    slot.delay = max(slot.delay, 0.001)
    slot.lastseen = max(slot.lastseen, monotonic() + seconds)
