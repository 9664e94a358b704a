"""What the collections look like: indexes, and a validator made from the record itself."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any, get_args, get_origin, get_type_hints

from crawler.items import Article
from crawler.records import without_none

ARTICLES = "articles"
REVISIONS = "revisions"
QUARANTINE = "quarantine"
STORIES = "stories"
SEARCH = "search"
META = "meta"

# Keys of each index of `articles`, after the questions that users ask.
INDEXES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("outlet", 1), ("published_at", -1)),
    (("content_key", 1),),
    (("story", 1),),
    (("keywords", 1),),
    (("sources", 1),),
)
BSON_TYPES: dict[type, str] = {
    str: "string",
    int: "int",
    float: "double",
    bool: "bool",
    datetime: "date",
    dict: "object",
}
# `id` is the document's `_id`.
REQUIRED = ["_id", "url", "title", "schema_version"]


def article_validator() -> dict[str, Any]:
    """A `$jsonSchema` that refuses an article whose fields have other types than the record's."""
    schema = _object_schema(Article)
    properties = schema["properties"]
    properties["_id"] = {"bsonType": "string", "pattern": "^[0-9a-f]{32}$"}
    del properties["id"]
    return {"$jsonSchema": {**schema, "required": REQUIRED}}


def _object_schema(record: type) -> dict[str, Any]:
    hints = get_type_hints(record)
    names = [field.name for field in dataclasses.fields(record)]
    return {"bsonType": "object", "properties": {name: _schema(hints[name]) for name in names}}


def _schema(hint: Any) -> dict[str, Any]:
    hint = without_none(hint)
    if get_origin(hint) is list:
        return {"bsonType": "array", "items": _schema(get_args(hint)[0])}
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return _object_schema(hint)
    return {"bsonType": BSON_TYPES[get_origin(hint) or hint]}
