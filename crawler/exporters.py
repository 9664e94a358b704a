"""Feeds: an article as one line of JSON, from the same mapping as its document."""

from __future__ import annotations

from typing import Any

from scrapy.exporters import JsonLinesItemExporter

from crawler.items import Article
from crawler.records import json_line, to_json_record


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
