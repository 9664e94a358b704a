"""The run's facts and each outlet's health: judged at the end, kept in the database."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote

from scrapy import signals

from crawler.exceptions import StorageError
from crawler.extensions.exit_code import EXIT_STATUS, PROBLEM, total
from crawler.items import Article
from crawler.storage.mongodb import MongoStore
from crawler.storage.runs import RunStore
from crawler.survey.health import Health, judge
from crawler.survey.history import UNREAD, history, is_mended
from crawler.survey.looks import recalled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from scrapy.crawler import Crawler

    from spiders.pace import PacedSpider
    from spiders.visit import Visit

logger = logging.getLogger(__name__)

DEGRADED = "outlets/degraded"
"""Stat: outlets that are not read as they should be; `…/<name>` says why, in one line."""

# Counters that a run's document has, by their name in the stats.
COUNTS = {
    "pages": "response_received_count",
    "articles": "item_scraped_count",
    "new": "articles/stored/new",
    "changed": "articles/stored/changed",
    "due": "frontier/due",
}


class RunRecord:
    """Judges the outlets of a run that ends, and writes `runs` and `outlets`.

    A spider without `visits` (saved pages) has no outlets to judge and leaves no record.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.started: datetime | None = None
        self.known: dict[str, Mapping[str, Any]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """An extension that listens to `crawler`."""
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    @property
    def visits(self) -> dict[str, Visit]:
        """The outlets of the run."""
        return getattr(self.crawler.spider, "visits", {})

    async def spider_opened(self) -> None:
        """Recall the outlets; what a changed seed file may find now is due once more."""
        self.started = datetime.now(UTC)
        spider = cast("PacedSpider", self.crawler.spider)
        if not (self.visits and spider.frontier):
            return
        frontier = spider.frontier.store
        runs = RunStore(frontier.store)
        try:
            self.known.update(await runs.outlets(self.visits))
            await runs.keep_run(
                {"_id": spider.run, "spider": spider.name, "started_at": self.started}
            )
            await runs.begin_outlets(self.visits, spider.run)
            for name, visit in self.visits.items():
                if is_mended(visit.outlet, self.known.get(name, {})):
                    count = await frontier.look_again(name, UNREAD)
                    logger.info(
                        "%s: its seed file was changed, %d pages are read again", name, count
                    )
        except StorageError as error:
            logger.warning("The run's record was not begun: %s", error)

    def item_scraped(self, item: object) -> None:
        """Note when an outlet had its last new article."""
        if not isinstance(item, Article) or item.first_seen_at != item.fetched_at:
            return
        if visit := self.visits.get(item.outlet or ""):
            visit.looks.new += 1
            visit.looks.new_at = item.fetched_at

    async def spider_closed(self, reason: str) -> None:
        """Judge, put what is degraded into the stats, then write it all down."""
        if self.started is None or not self.visits:
            return
        found = {name: self.judged(visit) for name, visit in self.visits.items()}
        self.tell({name: each for name, each in found.items() if each and each.state == "degraded"})
        spider = cast("PacedSpider", self.crawler.spider)
        if spider.frontier is None:
            return
        ended = datetime.now(UTC)
        run = {"id": spider.run, "at": ended, "reason": reason}
        outlets = [
            history(visit.outlet, visit.looks, found[name], self.known.get(name, {}), run)
            for name, visit in self.visits.items()
            if visit.goes_on  # an address given by hand says little of its outlet
        ]
        await self.write(self.facts(spider, reason, ended), outlets)

    def judged(self, visit: Visit) -> Health | None:
        """The health that the run has shown of an outlet."""
        visit.looks.listings, visit.looks.links = visit.listings, visit.found
        return judge(visit.looks, recalled(self.known.get(visit.outlet.name, {}).get("recent", ())))

    def tell(self, degraded: Mapping[str, Health]) -> None:
        """Log and count the outlets that are degraded; the summary shows them."""
        stats = self.crawler.stats
        assert stats is not None
        for name, health in degraded.items():
            line = "; ".join([health.line, *map(unquote, health.examples[:1])])
            logger.warning("%s is degraded: %s", name, line)
            stats.set_value(f"{DEGRADED}/{name}", line)
        if degraded:
            stats.set_value(DEGRADED, len(degraded))

    def facts(self, spider: PacedSpider, reason: str, ended: datetime) -> dict[str, Any]:
        """The run's document."""
        assert self.crawler.stats is not None
        stats = self.crawler.stats.get_stats()
        return {
            "_id": spider.run,
            "spider": spider.name,
            "started_at": self.started,
            "ended_at": ended,
            "reason": reason,
            "status": stats.get(EXIT_STATUS),
            "problem": stats.get(PROBLEM),
            **{name: stats.get(counter) for name, counter in COUNTS.items()},
            "left_out": total(stats, "articles/dropped/") + total(stats, "pages/not_article/"),
            "outlets": [
                {"outlet": name, **visit.looks.counts()} for name, visit in self.visits.items()
            ],
        }

    async def write(self, run: dict[str, Any], outlets: list[dict[str, Any]]) -> None:
        """Write the documents; the pipelines have let go of their database by now."""
        try:
            store = await MongoStore.from_settings(self.crawler.settings)
        except StorageError as error:
            logger.warning("The run's record was not written: %s", error)
            return
        try:
            runs = RunStore(store)
            for each in outlets:
                if "articles" not in each:
                    each["articles"] = await runs.article_count(each["_id"])
            await runs.keep_run(run)
            await runs.keep_outlets(outlets)
        except StorageError as error:
            logger.warning("The run's record was not written: %s", error)
        finally:
            await store.close()
