"""The profile `schema.org`: an article as NewsArticle in JSON-LD."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.export.columns import without_empty

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT = "https://schema.org"
TYPES = {
    "opinion": "OpinionNewsArticle",
    "live": "LiveBlogPosting",
}
# Role of a person → the property that names people of this role.
ROLES = {
    "editor": "editor",
    "translator": "translator",
    "photographer": "contributor",
}
SAME_NAMES = {
    "headline": "title",
    "alternativeHeadline": "subtitle",
    "abstract": "summary",
    "datePublished": "published_at",
    "dateModified": "modified_at",
    "articleBody": "body",
    "wordCount": "word_count",
    "inLanguage": "language",
    "articleSection": "sections",
    "keywords": "keywords",
    "dateline": "dateline",
    "creditText": "sources_text",
    "isAccessibleForFree": "is_free",
}
PERSON = {"@type": str, "name": str}
COLUMNS: dict[str, Any] = {
    "@context": str,
    "@type": str,
    "@id": str,
    "identifier": str,
    "url": str,
    "mainEntityOfPage": {"@type": str, "@id": str, "relatedLink": [str]},
    "headline": str,
    "alternativeHeadline": str,
    "abstract": str,
    "datePublished": str,
    "dateModified": str,
    "articleBody": str,
    "wordCount": int,
    "inLanguage": str,
    "articleSection": [str],
    "keywords": [str],
    "dateline": str,
    "creditText": str,
    "isAccessibleForFree": bool,
    "author": [PERSON],
    "editor": [PERSON],
    "translator": [PERSON],
    "contributor": [PERSON],
    "publisher": {"@type": str, "name": str},
    "sourceOrganization": [PERSON],
    "image": [
        {
            "@type": str,
            "url": str,
            "caption": str,
            "creditText": str,
            "representativeOfPage": bool,
        }
    ],
    "video": [{"@type": str, "url": str, "name": str}],
    "liveBlogUpdate": [
        {"@type": str, "headline": str, "articleBody": str, "datePublished": str},
    ],
}


def to_schema_org(record: Mapping[str, Any]) -> dict[str, Any]:
    """The NewsArticle of an article's JSON record; unknown is absent."""
    shared = {name: record.get(field) for name, field in SAME_NAMES.items()}
    article = {
        "@context": CONTEXT,
        "@type": TYPES.get(record.get("type", ""), "NewsArticle"),
        "@id": record["url"],
        "identifier": record["id"],
        "url": record["url"],
        "mainEntityOfPage": _page(record),
        **shared,
        **_people(record.get("authors", [])),
        "publisher": _publisher(record),
        "sourceOrganization": [_named("Organization", name) for name in record.get("sources", [])],
        "image": [_image(each) for each in record.get("images", [])],
        "video": [_video(each, record) for each in record.get("videos", [])],
        "liveBlogUpdate": [_update(each) for each in record.get("updates", [])],
    }
    return without_empty(article)


def _named(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name}


def _page(record: Mapping[str, Any]) -> dict[str, Any]:
    links = [each["url"] for each in record.get("related", []) if "url" in each]
    return {"@type": "WebPage", "@id": record["url"], "relatedLink": links}


def _people(authors: list[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    """People under the property of their role; whose role is not said is an author."""
    found: dict[str, list[dict[str, str]]] = {"author": []}
    for each in authors:
        found.setdefault(ROLES.get(each.get("role", ""), "author"), []).append(
            _named("Person", each["name"])
        )
    return found


def _publisher(record: Mapping[str, Any]) -> dict[str, str]:
    name = record.get("outlet_title") or record.get("outlet")
    return _named("NewsMediaOrganization", name) if name else {}


def _image(image: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "url": image["url"],
        "caption": image.get("caption"),
        "creditText": image.get("credit"),
        "representativeOfPage": image.get("is_main") or None,
    }


def _video(video: Mapping[str, Any], record: Mapping[str, Any]) -> dict[str, Any]:
    return {"@type": "VideoObject", "url": video["url"], "name": record["title"]}


def _update(update: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "@type": "BlogPosting",
        "headline": update.get("title"),
        "articleBody": update["body"],
        "datePublished": update.get("published_at"),
    }
