"""Lets through what is an article, and drops the rest with a counted reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler.items import Article

if TYPE_CHECKING:
    from collections.abc import Callable

    from scrapy.crawler import Crawler

# Clocks and zones of outlets are off by hours; a date further ahead than that is misread.
AHEAD = timedelta(days=1)
LANGUAGE = "ar"


def fault(article: Article, now: datetime) -> str | None:
    """The reason why an article can't be stored; None where it can."""
    if not article.title.strip():
        return "no_title"
    if not (article.body or article.updates or article.published_at):
        return "no_body"
    if not article.url.startswith(("http://", "https://", "file://")):
        return "bad_url"
    if article.language not in (LANGUAGE, None):
        return "not_arabic"
    if any(each and each.tzinfo is None for each in (article.published_at, article.modified_at)):
        return "date_without_zone"
    if article.published_at and article.published_at > now + AHEAD:
        return "published_in_future"
    return None


class ValidationPipeline:
    """Counts `articles/dropped/<reason>` for every article with a fault."""

    def __init__(self, crawler: Crawler, clock: Callable[[], datetime]) -> None:
        self.crawler = crawler
        self.clock = clock

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline on the machine's clock."""
        return cls(crawler, lambda: datetime.now(UTC))

    def process_item(self, item: object) -> object:
        """The item itself; DropItem for an article with a fault."""
        if isinstance(item, Article) and (reason := fault(item, self.clock())):
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value(f"articles/dropped/{reason}")
            raise DropItem(f"{reason}: {item.url}", log_level="INFO")
        return item
