"""The record of an article and its parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

SCHEMA_VERSION = 1


@dataclass(slots=True, kw_only=True)
class Author:
    """A person credited for the text or its pictures."""

    name: str
    """The name alone, as printed, without كتب / بقلم."""

    role: str | None = None
    """`author`, `reporter`, `editor`, `translator` or `photographer`; absent where not said."""


@dataclass(slots=True, kw_only=True)
class Image:
    """A picture of the article."""

    url: str
    """Absolute address of the largest version that the page names."""

    caption: str | None = None
    """The text under the picture."""

    credit: str | None = None
    """Photographer or agency (تصوير, أ ف ب)."""

    is_main: bool = False
    """True for the picture that the page itself calls its main one."""


@dataclass(slots=True, kw_only=True)
class Media:
    """A video or an embedded post."""

    url: str
    """Absolute address."""

    provider: str | None = None
    """The service's host without `www.`: `youtube.com`, `x.com`."""


@dataclass(slots=True, kw_only=True)
class RelatedArticle:
    """An article that the page prints or links under إقرأ أيضاً / ذات صلة."""

    title: str
    """Its headline."""

    url: str | None = None
    """Absolute address, where it is a link."""

    label: str | None = None
    """The heading it stands under, as printed, without the colon."""

    published_at: datetime | None = None
    """Aware, UTC."""

    dateline: str | None = None
    """The place before the text: كندا – صرح … gives كندا."""

    body: str | None = None
    """Its paragraphs joined by blank lines, where it is printed whole."""

    sources: list[str] = field(default_factory=list)
    """Whom it credits, in the form of `Article.sources`."""


@dataclass(slots=True, kw_only=True)
class Update:
    """One entry of a live blog."""

    body: str
    """Its text; paragraphs joined by blank lines."""

    title: str | None = None
    """Its headline, where it has one."""

    published_at: datetime | None = None
    """Aware, UTC."""


@dataclass(slots=True, kw_only=True)
class Article:
    """One article of the press.

    Unknown is absent: None or an empty list here, left out of JSON and MongoDB. Text is NFC with
    vowel marks as printed, without bidi controls, zero-width characters and tatweel.
    """

    id: str
    """32 hex digits: sha-256 of the page key (`crawler.urls.page_key`), cut; MongoDB's `_id`."""

    url: str
    """Canonical address."""

    urls: list[str] = field(default_factory=list)
    """Other addresses at which the article was met."""

    outlet: str | None = None
    """The seed file's stem; absent where the outlet was not described."""

    outlet_title: str | None = None
    """The outlet's Arabic name, from its seed file."""

    country: str | None = None
    """ISO 3166-1 alpha-2 code of the outlet, from its seed file."""

    title: str
    """Headline, without the outlet's name, kicker apart."""

    kicker: str | None = None
    """عاجل / خاص above the title."""

    subtitle: str | None = None
    """The line below the title."""

    summary: str | None = None
    """The outlet's own abstract."""

    published_at: datetime | None = None
    """Aware, UTC. With precision `day` or `month`: midnight UTC of the (first) civil day printed;
    JSON then prints the date alone."""

    published_text: str | None = None
    """The publishing date as printed, label included."""

    published_precision: str | None = None
    """`second`, `minute`, `hour`, `day` or `month`."""

    published_hijri: str | None = None
    """The Hijri date `YYYY-MM-DD`, where one is printed."""

    modified_at: datetime | None = None
    """Aware, UTC: the outlet's own update time (آخر تحديث), never our clock."""

    body: str | None = None
    """Paragraphs and sub-headings joined by one blank line; without related blocks, source line,
    captions, share bars, tags and copyright lines. Absent only for a pure live blog."""

    paragraph_count: int | None = None
    """Paragraphs of the body, sub-headings included."""

    headings: list[str] = field(default_factory=list)
    """Those of the body's paragraphs that are sub-headings."""

    authors: list[Author] = field(default_factory=list)
    """كتب / بقلم / مراسل / تحرير / ترجمة / تصوير."""

    sources: list[str] = field(default_factory=list)
    """Whom the outlet credits (المصدر): known agencies under their usual name, others as printed."""

    sources_text: str | None = None
    """The source line as printed."""

    dateline: str | None = None
    """The place before the text; it stays in the body too."""

    keywords: list[str] = field(default_factory=list)
    """كلمات دلالية / وسوم / tags, in page order, multi-word ones whole."""

    sections: list[str] = field(default_factory=list)
    """Breadcrumb, outermost first, without home and without the article."""

    images: list[Image] = field(default_factory=list)
    """The article's own pictures, in page order."""

    videos: list[Media] = field(default_factory=list)
    """Videos of the article."""

    embeds: list[Media] = field(default_factory=list)
    """Embedded posts of other services."""

    related: list[RelatedArticle] = field(default_factory=list)
    """What stands under إقرأ أيضاً / ذات صلة."""

    updates: list[Update] = field(default_factory=list)
    """A live blog's entries, in page order."""

    type: str = "news"
    """`news`, `opinion`, `interview`, `live`, `video` or `gallery`."""

    language: str | None = None
    """BCP 47, by the letters used; `ar`."""

    is_free: bool | None = None
    """Free to read; only where the page says so."""

    word_count: int | None = None
    """Words of the body."""

    content_key: str | None = None
    """32 hex digits: hash of the folded title and body; equal text, equal key."""

    story: str | None = None
    """The cluster of copies of one text across outlets: `id` of one of them, mostly of the first one
    met; its own `id` where the text stands alone."""

    duplicate_of: str | None = None
    """`id` of the article that this one is a copy of; only where `STORIES` is `mark`."""

    revision: int | None = None
    """1, 2, …; earlier texts live in the collection `revisions`."""

    first_seen_at: datetime | None = None
    """Aware, UTC: our clock when the article was first stored."""

    fetched_at: datetime | None = None
    """Aware, UTC: our clock when this text was fetched."""

    provenance: dict[str, str] = field(default_factory=dict)
    """Field → rule that found it: `json-ld:headline`, `selector:h1`, `label:المصدر`."""

    crawl: dict[str, object] = field(default_factory=dict)
    """How it was fetched: run, spider, discovered_by, discovered_from, status, etag, encoding, bytes."""

    schema_version: int = SCHEMA_VERSION
    """Version of this record's layout."""


@dataclass(slots=True, kw_only=True)
class QuarantinedPage:
    """A page that looks like an article and could not be read, kept for a later look."""

    url: str
    """Address it was fetched from."""

    reason: str
    """`NotAnArticle.reason`."""

    detail: str = ""
    """What was seen, in words."""

    outlet: str | None = None
    """The seed file's stem."""

    body: bytes = b""
    """The page as it came."""

    content_type: str | None = None
    """The HTTP header, charset included."""

    fetched_at: datetime | None = None
    """Aware, UTC."""
