"""Documents of the collection `quarantine`: what could not be read or stored, with the reason."""

from __future__ import annotations

import dataclasses
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import bson
from bson.errors import InvalidDocument

from crawler.records import filled
from crawler.urls import article_id

if TYPE_CHECKING:
    from crawler.items import Article, QuarantinedPage
    from crawler.storage.mongodb import Document

# MongoDB takes 16 MiB a document; some room is left for its own fields.
MOST_BYTES = 15 * 1024 * 1024


def unfit_for_bson(document: Document) -> str | None:
    """Why a document can't be sent to MongoDB; None where it can."""
    try:
        size = len(bson.encode(document))
    except (InvalidDocument, UnicodeEncodeError, OverflowError) as error:
        return f"no BSON document: {type(error).__name__}"
    return f"{size} bytes are too many for one document" if size > MOST_BYTES else None


def refused_article(article: Article, detail: str) -> Document:
    """An article that can't be stored, as JSON, with what is wrong; it replaces an earlier one."""
    fields = json.dumps(dataclasses.asdict(article), ensure_ascii=False, default=str)
    return {
        **_body(fields.encode("utf-8", "replace")),
        "_id": f"{article.id}:refused",
        "reason": "refused",
        "detail": detail,
        "content_type": "application/json",
        "fetched_at": filled(datetime.now(UTC)),
        **filled({"url": str(article.url), "outlet": article.outlet and str(article.outlet)}),
    }


def kept_page(page: QuarantinedPage) -> Document:
    """A page that could not be read, with its bytes; it replaces an earlier one."""
    fields: dict[str, Any] = {**dataclasses.asdict(page), "body": b""}
    fields["fetched_at"] = page.fetched_at or datetime.now(UTC)
    return {"_id": article_id(page.url), **filled(fields), **_body(page.body)}


def _body(body: bytes) -> Document:
    """The bytes as they are, or their beginning and how many there were."""
    if len(body) <= MOST_BYTES:
        return {"body": body}
    return {"body": body[:MOST_BYTES], "is_cut": True, "size": len(body)}
