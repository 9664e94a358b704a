"""The one mapping of an article: to a MongoDB document and back, and from there to a JSON record."""

from __future__ import annotations

import dataclasses
import json
import re
import types
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from itemadapter import ItemAdapter

from crawler.items import Article

# Separators that JSON allows in strings and that cut a line for many readers of JSON Lines.
LINE_SEPARATORS = {
    ord("\u2028"): "\\u2028",
    ord("\u2029"): "\\u2029",
}
# Half of a pair of UTF-16 units: no text, neither UTF-8 nor BSON can hold it.
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
REPLACEMENT = "\ufffd"
# Nothing is known; False and 0 are something.
EMPTY: tuple[object, ...] = ("", [], {})
# How much of `published_at` is known, and what stands for the rest.
DATE_ALONE = {"day": (10, ""), "month": (7, "-01")}


def to_document(article: object) -> dict[str, Any]:
    """The MongoDB document of an article: `_id`, aware UTC dates to the millisecond, nothing empty.

    ValueError where a date has no time zone.
    """
    document: dict[str, Any] = filled(ItemAdapter(article))
    return {"_id": document.pop("id"), **document}


def from_document(document: Mapping[str, Any]) -> Article:
    """The article of a MongoDB document; fields that this version does not know are left out."""
    article: Article = _build(Article, {"id": document["_id"], **document})
    return article


def to_json_record(article: object) -> dict[str, Any]:
    """The JSON record of an article: its document with `id` and ISO 8601 dates."""
    return document_record(to_document(article))


def document_record(document: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON record of a MongoDB document of the collection `articles`."""
    record: dict[str, Any] = _plain({"id": document["_id"], **document})
    del record["_id"]
    precision = record.get("published_precision")
    if precision in DATE_ALONE and "published_at" in record:
        length, rest = DATE_ALONE[precision]
        record["published_at"] = record["published_at"][:length] + rest
    return record


def json_line(record: Mapping[str, Any]) -> str:
    r"""One line of JSON, Arabic as it is, without the newline.

    >>> json_line({"title": "خبر", "body": "سطر\u2028سطر"})
    '{"title": "خبر", "body": "سطر\\u2028سطر"}'
    """
    return json.dumps(record, ensure_ascii=False).translate(LINE_SEPARATORS)


def filled(value: Any) -> Any:
    """A value as it is stored: without None and empty lists, texts and tables.

    Dates are in UTC, cut to MongoDB's milliseconds; half characters are replaced.
    """
    if isinstance(value, str):
        return value if value.isascii() else LONE_SURROGATE.sub(REPLACEMENT, value)
    if isinstance(value, list | tuple):
        return [filled(each) for each in value]
    if isinstance(value, datetime):
        return _utc(value)
    if dataclasses.is_dataclass(value):
        value = ItemAdapter(value)
    if isinstance(value, Mapping):
        pairs = ((name, filled(each)) for name, each in value.items() if each is not None)
        return {name: each for name, each in pairs if each not in EMPTY}
    return value


def _utc(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError(f"a date without time zone: {moment.isoformat()}")
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, datetime) else value


def _build(record: type, values: Mapping[str, Any]) -> Any:
    """A dataclass of the record from its stored fields."""
    parts = _parts(record)
    return record(**{name: _part(parts[name], values[name]) for name in parts if name in values})


def _part(part: type | None, value: Any) -> Any:
    if part is None or value is None:
        return value
    return [_build(part, each) for each in value] if isinstance(value, list) else value


@cache
def _parts(record: type) -> dict[str, type | None]:
    """Field → the dataclass that its list is made of; None for a plain field."""
    return {name: list_part(hint) for name, hint in get_type_hints(record).items()}


def list_part(hint: Any) -> type | None:
    """The dataclass in an annotation `list[…]`; None for any other annotation."""
    part = get_args(hint)[0] if get_origin(hint) is list else None
    return part if isinstance(part, type) and dataclasses.is_dataclass(part) else None


def without_none(hint: Any) -> Any:
    """The annotation `X` of `X | None`; any other as it is."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint
    return next(each for each in get_args(hint) if each is not type(None))
