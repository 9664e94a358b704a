"""Feeds: articles in JSON Lines, JSON, CSV and XML, from the same mapping as their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.exporters import (
    CsvItemExporter,
    JsonItemExporter,
    JsonLinesItemExporter,
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


class ArticleJsonLinesExporter(JsonLinesItemExporter):
    """JSON Lines in UTF-8, unescaped; items that are no article go the way Scrapy sends them."""

    def export_item(self, item: Any) -> None:
        """Write one record; FEED_EXPORT_FIELDS, where set, names the fields and their order."""
        if not isinstance(item, Article):
            super().export_item(item)
            return
        record = to_json_record(item)
        if fields := self.fields_to_export:
            names = fields if isinstance(fields, dict) else {name: name for name in fields}
            record = {names[name]: record[name] for name in names if name in record}
        self.file.write(json_line(record).encode() + b"\n")


class ArticleJsonExporter(JsonItemExporter):
    """One JSON list of all records."""

    def export_item(self, item: Any) -> None:
        """Write one record, or an item that is no article as Scrapy does."""
        super().export_item(to_json_record(item) if isinstance(item, Article) else item)


class ArticleXmlExporter(XmlItemExporter):
    """An `item` element for each record."""

    def export_item(self, item: Any) -> None:
        """Write one record, or an item that is no article as Scrapy does."""
        super().export_item(to_json_record(item) if isinstance(item, Article) else item)


class ArticleCsvExporter(CsvItemExporter):
    """A row for each record, as `scrapy export` writes it: lists and tables are JSON.

    A new file begins with a byte order mark and the columns' names; one that is added to has both.
    """

    def __init__(self, file: BytesIO, **kwargs: Any) -> None:
        super().__init__(file, **kwargs)
        self.include_headers_line &= not _is_begun(file)

    def export_item(self, item: Any) -> None:
        """Write one row, or an item that is no article as Scrapy does."""
        if not isinstance(item, Article):
            super().export_item(item)
            return
        if self._headers_not_written:
            self.fields_to_export = self.fields_to_export or list(COLUMNS)
            if self.include_headers_line and self.encoding == "utf-8":
                self.stream.write(BYTE_ORDER_MARK)
        super().export_item({name: as_cell(each) for name, each in to_json_record(item).items()})


def _is_begun(file: BytesIO) -> bool:
    """Whether a feed's file has rows in it; a packed one, which begins with its own header, can't tell."""
    return not isinstance(file, PostProcessingManager) and file.tell() > 0
