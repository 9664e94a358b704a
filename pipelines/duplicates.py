"""Drops a page that this run has met already under another address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler.duplicates.recent import Recent
from crawler.items import Article

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class DuplicatesPipeline:
    """Counts `articles/dropped/duplicate_url`.

    Decided and noted before anything is awaited, so that equal articles that arrive together leave
    exactly one. The same text under another page key is the writer's to know: only the store can
    say which of the two was there first.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.pages = Recent()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline that remembers nothing yet."""
        return cls(crawler)

    def process_item(self, item: object) -> object:
        """The item itself; DropItem for an article that was met before in this run."""
        if isinstance(item, Article) and self.pages.met(item.id):
            assert self.crawler.stats is not None
            self.crawler.stats.inc_value("articles/dropped/duplicate_url")
            raise DropItem(f"duplicate_url: {item.url}", log_level="DEBUG")
        return item
