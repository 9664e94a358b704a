"""Stores articles, and lets each go on only when the database has acknowledged it."""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler.exceptions import StorageError
from crawler.items import Article, QuarantinedPage
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import ArticleWriter, keep_page

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

FAILED = "storage/failed"
"""Stat: the one line that says why the database could not be used to the end."""

ADDRESS = "storage/address"
"""Stat: where the articles are, without a password."""

# An outcome that leaves nothing to export, and the reason under which it is counted.
DROPPED = {"duplicate": "duplicate_text", "refused": "refused"}


class MongoDBPipeline:
    """Counts `articles/stored/new`, `…/changed`, `…/unchanged` and `pages/quarantined`."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: MongoStore
        self.writer: ArticleWriter
        self.ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline that connects when the spider opens."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Connect and start the writer; StorageError ends the run before anything is fetched."""
        settings = self.crawler.settings
        folder = Path(settings["DATA_DIR"]) / "mongodb"
        self.store = await MongoStore.connect(
            settings["MONGODB_URI"], settings["MONGODB_DATABASE"], folder
        )
        self.writer = ArticleWriter(self.store)
        self.writer.start()
        self._count(ADDRESS, self.store.address)

    async def process_item(self, item: object) -> object:
        """The article as stored; DropItem for what leaves nothing to export."""
        if isinstance(item, QuarantinedPage):
            item.fetched_at = item.fetched_at or datetime.now(UTC)
            await keep_page(self.store, item)
            self._inc("pages/quarantined")
            raise DropItem(f"quarantined, {item.reason}: {item.url}", log_level="INFO")
        if not isinstance(item, Article):
            return item
        try:
            outcome = await self.writer.write(item)
        except StorageError as error:
            await self._give_up(error)
            raise DropItem(f"not stored: {item.url}", log_level="ERROR") from None
        if reason := DROPPED.get(outcome):
            self._inc(f"articles/dropped/{reason}")
            raise DropItem(f"{reason}: {item.url}", log_level="INFO")
        self._inc(f"articles/stored/{outcome}")
        return item

    async def close_spider(self) -> None:
        """Write what waits and let go of the database; a failure here is counted, never raised.

        Scrapy closes all pipelines at once and only logs an exception.
        """
        if not hasattr(self, "writer"):
            return
        try:
            await self.writer.close()
            await self.store.close()
        except Exception as error:  # one failing close must not keep the others from theirs
            logger.exception("Closing the database failed")
            self._count(FAILED, f"closing the database failed: {error}")

    async def _give_up(self, error: StorageError) -> None:
        """End the run: what is fetched from here on could not be stored either."""
        self._inc("articles/dropped/not_stored")
        assert self.crawler.stats is not None
        if self.crawler.stats.get_value(FAILED):
            return
        self._count(FAILED, str(error))
        logger.error("%s", error)
        assert self.crawler.engine is not None
        # Not awaited: closing waits for this very item.
        ending = self.crawler.engine.close_spider_async(reason="storage_failed")
        self.ending = asyncio.get_running_loop().create_task(ending)

    def _count(self, name: str, value: object) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.set_value(name, value)

    def _inc(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name)
