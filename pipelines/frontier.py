"""Opens the frontier with the run, and tells it what the other pipelines made of each article."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Self

from scrapy import signals

from crawler.exceptions import StorageError
from crawler.extensions.exit_code import STORAGE_FAILED
from crawler.frontier.onway import LOST
from crawler.frontier.session import Frontier
from crawler.storage.mongodb import MongoStore

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from spiders.pace import PacedSpider

DUE = "frontier/due"
"""Stat: pages that are known and due when the run ends."""


class FrontierPipeline:
    """Counts `frontier/links/new`, `frontier/skipped/known` and `…/failed`, `frontier/due`.

    A page is settled by the signals that come after the last pipeline.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.store: MongoStore | None = None
        self.frontier: Frontier | None = None
        self.ending: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A pipeline that listens to `crawler`."""
        pipeline = cls(crawler)
        crawler.signals.connect(pipeline.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(pipeline.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(pipeline.item_error, signal=signals.item_error)
        return pipeline

    @property
    def spider(self) -> PacedSpider | None:
        """The spider, where it is one that finds its pages itself."""
        spider = self.crawler.spider
        return spider if hasattr(spider, "on_way") else None  # type: ignore[return-value]

    async def open_spider(self) -> None:
        """Take the outlets; OutletBusy or StorageError ends the run before anything is fetched."""
        if not self.spider:
            return
        settings = self.crawler.settings
        data = Path(settings["DATA_DIR"])
        self.store = await MongoStore.from_settings(settings)
        outlets = [visit.outlet for visit in self.spider.visits.values()]
        try:
            self.frontier = await Frontier.open(
                self.store, self.spider.run, outlets, data / "locks"
            )
        except BaseException:
            await self.store.close()
            raise
        self.frontier.watch(self._lost)
        self.spider.go_on_with(self.frontier)

    async def close_spider(self) -> None:
        """Give back what was not visited; a failure here is counted, never raised."""
        if not (self.frontier and self.store):
            return
        stats = self.crawler.stats
        assert stats is not None
        try:
            stats.set_value(DUE, await self.frontier.close())
        except StorageError as error:
            stats.set_value(STORAGE_FAILED, str(error))
        for queue in self.frontier.queues.values():
            for name, count in queue.counts.items():
                kind = "links" if name in ("new", "changed") else "skipped"
                stats.inc_value(f"frontier/{kind}/{name}", count)
        with suppress(StorageError):
            await self.store.close()

    def item_scraped(self, item: object) -> None:
        """Its page is done: every pipeline has let it through."""
        if self.spider:
            self.spider.on_way.stored(item)

    def item_dropped(self, item: object, exception: BaseException) -> None:
        """Its page is done too, unless the store was away."""
        if self.spider:
            self.spider.on_way.dropped(item, str(exception).partition(":")[0])

    def item_error(self, item: object) -> None:
        """Its page is tried again another day."""
        if self.spider:
            self.spider.on_way.dropped(item, LOST)

    def _lost(self) -> None:
        """End the run: another one has taken an outlet of it."""
        assert self.crawler.engine is not None
        ending = self.crawler.engine.close_spider_async(reason="outlet_taken")
        self.ending = asyncio.get_running_loop().create_task(ending)
