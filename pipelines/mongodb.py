"""Stores articles, and lets each go on only when the database has acknowledged it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy.exceptions import DropItem

from crawler.exceptions import StorageError
from crawler.extensions.exit_code import STORAGE_FAILED
from crawler.items import Article, QuarantinedPage
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.stories import checked_policy
from crawler.storage.writer import ArticleWriter

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

logger = logging.getLogger(__name__)

ADDRESS = "storage/address"
"""Stat: where the articles are, without a password."""

# An outcome that leaves nothing to export, and the reason under which it is counted.
DROPPED = {"duplicate": "duplicate_text", "copy": "copy", "refused": "refused"}


class MongoDBPipeline:
    """Counts `articles/stored/new`, `…/changed`, `…/unchanged`, `…/journalled`, `pages/quarantined`.

    `articles/copies` are those of the new ones that tell a known story.
    `articles/replayed/…` says what became of articles that waited in a journal.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: MongoStore
        self.writer: ArticleWriter | None = None
        self.ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline that connects when the spider opens."""
        return cls(crawler)

    async def open_spider(self) -> None:
        """Connect and start the writer; StorageError ends the run before anything is fetched."""
        settings = self.crawler.settings
        data = Path(settings["DATA_DIR"])
        self.store = await MongoStore.from_settings(settings)
        self._set(ADDRESS, self.store.address)
        journal = Journal(data / "journal", self.store.label)
        try:
            policy = checked_policy(settings["STORIES"])
            writer = ArticleWriter(self.store, journal, policy=policy)
            await writer.start()
        except BaseException:
            await self.store.close()
            raise
        self.writer = writer

    async def process_item(self, item: object) -> object:
        """The article as stored; DropItem for what leaves nothing to export."""
        try:
            if isinstance(item, QuarantinedPage):
                await self._keep(item)
            elif isinstance(item, Article):
                await self._store(item)
        except StorageError as error:
            self._give_up(error)
            assert isinstance(item, Article | QuarantinedPage)
            raise DropItem(f"not stored: {item.url}", log_level="ERROR") from None
        return item

    async def close_spider(self) -> None:
        """Write what waits and let go of the database; a failure here is counted, never raised.

        Scrapy closes all pipelines at once and only logs an exception.
        """
        if self.writer is None:
            return
        try:
            if journal := await self.writer.close():
                self._set(
                    STORAGE_FAILED, f"the database stayed away; the next run stores {journal}"
                )
            for outcome, count in self.writer.replayed.items():
                self._set(f"articles/replayed/{outcome}", count)
            await self.store.close()
        except Exception as error:  # one failing close must not keep the others from theirs
            logger.exception("Closing the database failed")
            self._set(STORAGE_FAILED, f"closing the database failed: {error}")

    async def _keep(self, page: QuarantinedPage) -> None:
        assert self.writer
        await self.writer.keep(page)
        self._inc("pages/quarantined")
        raise DropItem(f"quarantined, {page.reason}: {page.url}", log_level="INFO")

    async def _store(self, article: Article) -> None:
        assert self.writer
        outcome = await self.writer.write(article)
        if reason := DROPPED.get(outcome):
            self._inc(f"articles/dropped/{reason}")
            level = "WARNING" if outcome == "refused" else "INFO"
            raise DropItem(f"{reason}: {article.url}", log_level=level)
        self._inc(f"articles/stored/{outcome}")
        if outcome == "new" and article.story not in (article.id, None):
            self._inc("articles/copies")

    def _give_up(self, error: StorageError) -> None:
        """End the run: what is fetched from here on could not be stored either."""
        self._inc("articles/dropped/not_stored")
        if self.ending:
            return
        self._set(STORAGE_FAILED, str(error))
        logger.error("%s", error)
        assert self.crawler.engine is not None
        # Not awaited: closing waits for this very item.
        ending = self.crawler.engine.close_spider_async(reason="storage_failed")
        self.ending = asyncio.get_running_loop().create_task(ending)

    def _set(self, name: str, value: object) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.set_value(name, value)

    def _inc(self, name: str) -> None:
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(name)
