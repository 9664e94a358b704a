"""The run's verdict: whether the job was done, and the exit status that says so."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from scrapy import Spider, signals

from crawler.exporters import LOST, REASON

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

EXIT_STATUS = "run/exit_status"
"""Stat: 0 where the job was done, 1 where not; `scrapy crawl` ends with it."""

PROBLEM = "run/problem"
"""Stat: one line that says why the status is not 0."""

# Reasons to end that are no failure: the job done, a limit reached, a person's Ctrl-C.
CLEAN_ENDS = (
    "finished",
    "closespider_itemcount",
    "closespider_pagecount",
    "closespider_timeout",
    # pages are left for the next run: the limit of articles, the day's budget, an outlet that fails
    "limit",
    "budget",
    "outlet_fails",
    "shutdown",
)


# Scrapy's download errors → what they mean.
MEANINGS = {
    "CannotResolveHostError": "no such host, or no network",
    "DownloadConnectionRefusedError": "connection refused",
    "DownloadTimeoutError": "no answer in time",
    "DownloadFailedError": "the connection broke",
}


def total(stats: Mapping[str, Any], prefix: str) -> int:
    """The sum of all counters whose name begins with `prefix`.

    >>> total({"pages/not_article/listing": 2, "pages/not_article/video": 1, "x": 9}, "pages/")
    3
    """
    return sum(
        int(value)
        for name, value in stats.items()
        if name.startswith(prefix) and isinstance(value, int)
    )


def problem(stats: Mapping[str, Any], reason: str) -> str | None:
    """The one line that says why a run did not do its job; None where it did.

    >>> problem({"downloader/response_count": 5, "item_scraped_count": 3}, "finished")
    >>> problem({"spider_exceptions/count": 2, "item_scraped_count": 3}, "finished")
    '2 pages or articles were lost to errors in the code; the log has them'
    """
    if reason not in CLEAN_ENDS:
        return str(stats.get("storage/failed") or f"the run ended early: {reason}")
    lost = stats.get("spider_exceptions/count", 0) + stats.get("items/errors", 0)
    if lost:
        return f"{lost} pages or articles were lost to errors in the code; the log has them"
    if unwritten := stats.get(LOST):
        return (
            f"{unwritten} articles are stored, but a feed could not be written: {stats.get(REASON)}; "
            "`scrapy export` has them"
        )
    if reason == "shutdown" or _anything_read(stats):
        return None
    return _nothing_read(stats)


def _anything_read(stats: Mapping[str, Any]) -> bool:
    """Whether an article was exported, known before, or a listing said that nothing changed."""
    return bool(
        stats.get("item_scraped_count")
        or total(stats, "articles/dropped/duplicate")
        or stats.get("downloader/response_status_count/304")
        or stats.get("listings/unchanged")
        or total(stats, "frontier/skipped")
    )


def _nothing_read(stats: Mapping[str, Any]) -> str:
    """Why a run without any article has none, from the most telling count."""
    if refused := total(stats, "requests/refused/private"):
        return (
            f"{refused} private or loopback addresses were refused; "
            "ALLOWED_PRIVATE_HOSTS names those that are allowed"
        )
    if not stats.get("downloader/response_count"):
        return "nothing could be fetched: " + (_download_failures(stats) or _unsent(stats))
    if stats.get("downloader/response_status_count/200", 0) == 0:
        return "every page answered with an error: " + _counts(
            stats, "downloader/response_status_count/"
        )
    if rejected := total(stats, "pages/not_article/"):
        return f"no article among {rejected} pages read: " + _counts(stats, "pages/not_article/")
    if failures := _download_failures(stats):
        return f"no article could be fetched: {failures}"
    return "no article was found; the seeds may have moved"


def in_words(error: str) -> str:
    """A download error's class with what it means, where that is known.

    >>> in_words("CannotResolveHostError")
    'no such host, or no network (CannotResolveHostError)'
    """
    return f"{MEANINGS[error]} ({error})" if error in MEANINGS else error


def _download_failures(stats: Mapping[str, Any]) -> str:
    prefix = "downloader/exception_type_count/"
    failures = {
        in_words(name.removeprefix(prefix).rpartition(".")[2]): value
        for name, value in stats.items()
        if name.startswith(prefix)
    }
    return ", ".join(f"{name} ×{value}" for name, value in sorted(failures.items()))


def _unsent(stats: Mapping[str, Any]) -> str:
    """Why no request left."""
    if stats.get("robotstxt/forbidden"):
        return "robots.txt forbids every seed"
    return "no request left; the outlet has no seed that can be fetched"


def _counts(stats: Mapping[str, Any], prefix: str) -> str:
    found = {n.removeprefix(prefix): v for n, v in stats.items() if n.startswith(prefix)}
    return ", ".join(f"{name} ×{value}" for name, value in sorted(found.items()))


class ExitCode:
    """Puts the verdict into the stats when the spider closes, and counts items lost to errors."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """An extension that listens to `crawler`."""
        extension = cls(crawler)
        crawler.signals.connect(extension.item_error, signal=signals.item_error)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def item_error(self) -> None:
        """Count an item that an exception in a pipeline has lost."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value("items/errors")

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Record status and problem; log the problem as one line."""
        stats = self.crawler.stats
        assert stats is not None
        line = problem(stats.get_stats(), reason)
        stats.set_value(EXIT_STATUS, 1 if line else 0)
        if line:
            stats.set_value(PROBLEM, line)
            logger.error("%s: %s", spider.name, line)
