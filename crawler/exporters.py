"""Feeds: articles in JSON Lines, JSON, CSV and XML, from the same mapping as their documents."""

from __future__ import annotations

import logging
from typing import IO, TYPE_CHECKING, Any

from scrapy.exporters import (
    CsvItemExporter,
    JsonItemExporter,
    JsonLinesItemExporter,
    MarshalItemExporter,
    PickleItemExporter,
    XmlItemExporter,
)
from scrapy.extensions.postprocessing import PostProcessingManager

from crawler.export.columns import as_cell
from crawler.export.formats import BYTE_ORDER_MARK
from crawler.export.profiles import COLUMNS
from crawler.items import Article
from crawler.records import json_line, to_json_record

if TYPE_CHECKING:
    from io import BytesIO
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.statscollectors import StatsCollector

logger = logging.getLogger(__name__)

LOST = "feeds/lost"
"""Stat: articles that are stored, but could not be written to a feed."""

REASON = "feeds/reason"
"""Stat: why the first of them could not."""


class ArticleFeed:
    """What the feeds share: each article is handed to the system at once, so that a killed run has
    written what it called stored; what can't be written is counted, once said, and not exit 0.
    """

    place: IO[bytes] | None = None
    stats: StatsCollector | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler, file: IO[bytes], **options: Any) -> Self:
        """An exporter that counts in the run's stats."""
        exporter = cls(file, **options)  # type: ignore[call-arg]
        exporter.place, exporter.stats = file, crawler.stats
        return exporter

    def write(self, item: Any) -> None:
        """Write one item."""
        raise NotImplementedError

    def export_item(self, item: Any) -> None:
        """Write one item; OSError only where nobody counts."""
        try:
            self.write(item)
            if self.place:
                self.place.flush()
        except OSError as error:
            if self.stats is None:
                raise
            self._lose(error, self.stats)

    @staticmethod
    def _lose(error: OSError, stats: StatsCollector) -> None:
        if not stats.get_value(LOST):
            stats.set_value(REASON, error.strerror or str(error))
            logger.error("A feed can't be written: %s", error)
        stats.inc_value(LOST)


class ArticleJsonLinesExporter(ArticleFeed, JsonLinesItemExporter):
    """JSON Lines in UTF-8, unescaped; items that are no article go the way Scrapy sends them."""

    def write(self, item: Any) -> None:
        """Write one record; FEED_EXPORT_FIELDS, where set, names the fields and their order."""
        if not isinstance(item, Article):
            JsonLinesItemExporter.export_item(self, item)
            return
        record = to_json_record(item)
        if fields := self.fields_to_export:
            names = fields if isinstance(fields, dict) else {name: name for name in fields}
            record = {names[name]: record[name] for name in names if name in record}
        self.file.write(json_line(record).encode() + b"\n")


class ArticleJsonExporter(ArticleFeed, JsonItemExporter):
    """One JSON list of all records."""

    def write(self, item: Any) -> None:
        """Write one record, or an item that is no article as Scrapy does."""
        JsonItemExporter.export_item(
            self, to_json_record(item) if isinstance(item, Article) else item
        )


class ArticleXmlExporter(ArticleFeed, XmlItemExporter):
    """An `item` element for each record."""

    def write(self, item: Any) -> None:
        """Write one record, or an item that is no article as Scrapy does."""
        XmlItemExporter.export_item(
            self, to_json_record(item) if isinstance(item, Article) else item
        )


class ArticleMarshalExporter(ArticleFeed, MarshalItemExporter):
    """Records as Python's marshal writes them."""

    def write(self, item: Any) -> None:
        """Write one record, or an item that is no article as Scrapy does."""
        MarshalItemExporter.export_item(
            self, to_json_record(item) if isinstance(item, Article) else item
        )


class ArticlePickleExporter(ArticleFeed, PickleItemExporter):
    """Items as Python's pickle writes them: dates are datetimes, authors are `Author`."""

    def write(self, item: Any) -> None:
        """Write one item."""
        PickleItemExporter.export_item(self, item)


class ArticleCsvExporter(ArticleFeed, CsvItemExporter):
    """A row for each record, as `scrapy export` writes it: lists and tables are JSON.

    A new file begins with a byte order mark and the columns' names; one that is added to has both.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.include_headers_line &= not _is_begun(file)

    def write(self, item: Any) -> None:
        """Write one row, or an item that is no article as Scrapy does."""
        if not isinstance(item, Article):
            CsvItemExporter.export_item(self, item)
            return
        if self._headers_not_written:
            self.fields_to_export = self.fields_to_export or list(COLUMNS)
            if self.include_headers_line and self.encoding == "utf-8":
                self.stream.write(BYTE_ORDER_MARK)
        CsvItemExporter.export_item(
            self, {name: as_cell(each) for name, each in to_json_record(item).items()}
        )


def _is_begun(file: BytesIO) -> bool:
    """Whether a feed's file has rows in it; a packed one, which begins with its own header, can't tell."""
    return not isinstance(file, PostProcessingManager) and file.tell() > 0
