"""Profiles: the shapes in which articles leave the store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from crawler.export import schema_org, zyte
from crawler.export.columns import fits, record_columns
from crawler.items import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Record = dict[str, Any]

COLUMNS = record_columns(Article)
REQUIRED = ("id", "url", "title")


@dataclass(frozen=True, slots=True)
class Profile:
    """One shape: how a JSON record becomes it, and its columns with their kinds."""

    name: str
    about: str
    convert: Callable[[Mapping[str, Any]], Record]
    columns: dict[str, Any]


FLAT = {
    "title": str,
    "published_at": datetime,
    "body": str,
    "sources": [str],
    "keywords": [str],
    "related": [str],
    "url": str,
}


def to_flat(record: Mapping[str, Any]) -> Record:
    """The handful of fields that most users want; `related` has the titles alone."""
    flat = {name: record[name] for name in FLAT if name in record}
    if "related" in flat:
        flat["related"] = [each["title"] for each in flat["related"]]
    return flat


def is_article(record: Mapping[str, Any]) -> bool:
    """Whether a JSON record has what every article has, and each field as the schema wants it."""
    return all(record.get(name) for name in REQUIRED) and fits(record, COLUMNS)


PROFILES = {
    each.name: each
    for each in (
        Profile("full", "every field of the record", dict, COLUMNS),
        Profile("flat", "title, date, body, sources, keywords, related titles, url", to_flat, FLAT),
        Profile(
            "schema.org",
            "NewsArticle in JSON-LD",
            schema_org.to_schema_org,
            schema_org.COLUMNS,
        ),
        Profile("zyte", "Zyte's standard article schema", zyte.to_zyte, zyte.COLUMNS),
    )
}
