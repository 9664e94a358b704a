"""The profile `zyte`: an article under the names of Zyte's standard article schema."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.export.columns import without_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

SAME_NAMES = {
    "headline": "title",
    "datePublishedRaw": "published_text",
    "inLanguage": "language",
    "description": "summary",
    "articleBody": "body",
    "canonicalUrl": "url",
    "url": "url",
}
LINK = {"url": str}
COLUMNS: dict[str, Any] = {
    "headline": str,
    "datePublished": str,
    "datePublishedRaw": str,
    "dateModified": str,
    "authors": [{"name": str, "nameRaw": str}],
    "breadcrumbs": [{"name": str}],
    "inLanguage": str,
    "mainImage": LINK,
    "images": [LINK],
    "description": str,
    "articleBody": str,
    "videos": [LINK],
    "canonicalUrl": str,
    "url": str,
    "metadata": {"dateDownloaded": str},
}


def to_zyte(record: Mapping[str, Any]) -> dict[str, Any]:
    """The Article of that schema for an article's JSON record; unknown is absent.

    As the schema has it, `datePublished` falls back to the date of change, and a date without a
    printed time is given as midnight UTC.
    """
    images = record.get("images", [])
    changed = _moment(record.get("modified_at"))
    found = {
        **{name: record.get(field) for name, field in SAME_NAMES.items()},
        "datePublished": _moment(record.get("published_at")) or changed,
        "dateModified": changed,
        "authors": [
            {"name": each["name"], "nameRaw": each["name"]} for each in record.get("authors", [])
        ],
        "breadcrumbs": [{"name": each} for each in record.get("sections", [])],
        "mainImage": next((_link(each) for each in images if each.get("is_main")), None),
        "images": [_link(each) for each in images],
        "videos": [_link(each) for each in record.get("videos", [])],
        "metadata": {"dateDownloaded": _moment(record.get("fetched_at"))},
    }
    return without_empty({name: found[name] for name in COLUMNS})


def _link(part: Mapping[str, Any]) -> dict[str, str]:
    return {"url": part["url"]}


def _moment(text: str | None) -> str | None:
    """A record's date as `YYYY-MM-DDThh:mm:ssZ`.

    >>> _moment("2024-01-29"), _moment("2024-01-29T10:00:00.120000+00:00")
    ('2024-01-29T00:00:00Z', '2024-01-29T10:00:00Z')
    """
    return (text if "T" in text else f"{text}T00:00:00")[:19] + "Z" if text else None
