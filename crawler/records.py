"""The one mapping of an article: to a MongoDB document, and from there to a JSON record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from itemadapter import ItemAdapter

# Separators that JSON allows in strings and that cut a line for many readers of JSON Lines.
LINE_SEPARATORS = {
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}
# Precisions of a publishing date that has no time: the record shows the date alone.
DATE_ALONE = frozenset({"day", "month"})


def to_document(article: object) -> dict[str, Any]:
    """The MongoDB document of an article: `_id`, aware UTC dates to the millisecond, nothing empty."""
    document: dict[str, Any] = filled(ItemAdapter(article).asdict())
    return {"_id": document.pop("id"), **document}


def to_json_record(article: object) -> dict[str, Any]:
    """The JSON record of an article: its document with `id` and ISO 8601 dates."""
    return document_record(to_document(article))


def document_record(document: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON record of a MongoDB document of the collection `articles`."""
    record: dict[str, Any] = _plain({"id": document["_id"], **document})
    del record["_id"]
    if record.get("published_precision") in DATE_ALONE and "published_at" in record:
        record["published_at"] = record["published_at"][:10]
    return record


def json_line(record: Mapping[str, Any]) -> str:
    r"""One line of JSON, Arabic as it is, without the newline.

    >>> json_line({"title": "خبر", "body": "سطر\u2028سطر"})
    '{"title": "خبر", "body": "سطر\\u2028سطر"}'
    """
    return json.dumps(record, ensure_ascii=False).translate(LINE_SEPARATORS)


def filled(value: Any) -> Any:
    """A value without None and empty lists, texts and tables; dates in UTC, cut to MongoDB's milliseconds."""
    if isinstance(value, Mapping):
        pairs = ((name, filled(each)) for name, each in value.items())
        return {name: each for name, each in pairs if each not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [filled(each) for each in value]
    if isinstance(value, datetime):
        moment = value.astimezone(UTC)
        return moment.replace(microsecond=moment.microsecond // 1000 * 1000)
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value
