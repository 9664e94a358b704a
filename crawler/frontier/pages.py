"""A page that discovery found, and its document in the collection `frontier`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal

from crawler.arabic.dates import ParsedDate
from crawler.discovery.links import Link
from crawler.records import filled

if TYPE_CHECKING:
    from collections.abc import Mapping

State = Literal["due", "leased", "done", "gone", "failed"]
Document = dict[str, Any]

# Characters of a headline that are kept as evidence.
MOST_TITLE = 300
# What earlier visits know of a page, by the same name in its document.
RECALLED = ("first_seen", "attempts", "visits", "revision", "is_said_changed")


@dataclass(slots=True)
class Page:
    """A page on its way: from the listing that named it to the article that is stored."""

    key: str
    """The page key, `_id` of its document."""
    link: Link
    """The address to fetch, with what its listing said."""
    outlet: str
    by: str
    """Kind of the listing that named it."""
    found_on: str
    """That listing's address."""
    first_seen: datetime
    attempts: int = 0
    """Fetches that failed since the last good one."""
    visits: int = 0
    """Fetches that did not fail; above 0 this is a re-visit."""
    revision: int = 0
    """The stored article's."""
    is_said_changed: bool = False
    """Whether a listing gave a new date of change."""


def new_document(page: Page, *, queue: str, rank: int) -> Document:
    """The document of a page that was not known, due."""
    link = page.link
    document = {
        "_id": page.key,
        "url": link.url,
        "outlet": page.outlet,
        "state": "due",
        "queue": queue,
        "rank": rank,
        "by": page.by,
        "from": page.found_on,
        "title": (link.title or "")[:MOST_TITLE],
        "published": date_document(link.published_at),
        "modified": date_document(link.modified_at),
        "attempts": 0,
        "first_seen": page.first_seen,
        "last_seen": page.first_seen,
    }
    return {name: filled(value) for name, value in document.items() if value not in (None, "")}


def page_of(document: Mapping[str, Any]) -> Page:
    """The page of a document."""
    link = Link(
        document["url"],
        title=document.get("title"),
        published_at=_date_of(document.get("published")),
        modified_at=_date_of(document.get("modified")),
    )
    page = Page(
        key=document["_id"],
        link=link,
        outlet=document["outlet"],
        by=document.get("by", "seed"),
        found_on=document.get("from", document["url"]),
        first_seen=document["first_seen"],
    )
    return recalled(page, document)


def recalled(page: Page, document: Mapping[str, Any]) -> Page:
    """A page with what earlier visits have left in its document."""
    return replace(page, **{name: document[name] for name in RECALLED if name in document})


def newest_first(document: Mapping[str, Any]) -> tuple[bool, float, int]:
    """What a batch of documents is sorted by: newest first, then as their listing had them.

    Copies go last: where a text and its copy have changed alike, the text is to be met first.
    """
    is_copy = document.get("reason") == "duplicate_text"
    found = _date_of(document.get("published"))
    moment = _moment(found) if found else document["first_seen"]
    return is_copy, -moment.timestamp(), document.get("rank", 0)


def with_known_date(link: Link, document: Mapping[str, Any]) -> Link:
    """A link with the publishing date that an earlier visit has found, where its listing gives none."""
    found = link.published_at or _date_of(document.get("published"))
    return replace(link, published_at=found)


def is_later(modified: ParsedDate | None, document: Mapping[str, Any]) -> bool:
    """Whether a listing's date of change is later than the one known, or than the last visit."""
    if modified is None:
        return False
    if known := _date_of(document.get("modified")):
        return _moment(modified) > _moment(known)
    visited = document.get("visited_at")
    return visited is not None and _moment(modified) > visited


def _moment(found: ParsedDate) -> datetime:
    value = found.value
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day, tzinfo=UTC)


def date_document(found: ParsedDate | None) -> Document | None:
    """A date as it is stored; None for none."""
    if found is None:
        return None
    return {"value": found.value.isoformat(), "precision": found.precision, "text": found.text}


def _date_of(document: Mapping[str, Any] | None) -> ParsedDate | None:
    if not document:
        return None
    text = document["value"]
    value = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    return ParsedDate(value, document["precision"], document["text"])
