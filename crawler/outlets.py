"""Outlets as data: seed files read strictly into frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A URL where the crawl of an outlet starts."""

    url: str
    """Absolute http(s) address."""

    kind: str
    """`sitemap`, `feed`, `section`, `home` or `article`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news organisation's site, as its seed file describes it."""

    name: str
    """The seed file's stem, which is the spider's name."""

    title: str
    """Arabic name."""

    domain: str
    """Registered domain (and port, where not the default), without `www.`."""

    country: str | None = None
    """ISO 3166-1 alpha-2."""

    kind: str | None = None
    """`newspaper`, `agency`, `broadcaster`, `portal`, `magazine` or `aggregator`."""

    timezone: str = "UTC"
    """IANA name, for dates printed without a zone."""

    seeds: tuple[Seed, ...] = ()
    """Where the crawl starts, in order."""

    allow: tuple[str, ...] = ()
    """Regexes on the URL's path; an article's address matches one of them, if there are any."""

    deny: tuple[str, ...] = ()
    """Regexes on the URL's path that no article matches."""

    keep_query: tuple[str, ...] = ()
    """Query names that identify a page here, although they track elsewhere."""

    drop_query: tuple[str, ...] = ()
    """Query names that don't identify a page here; `*` for all but `keep_query`."""

    id_pattern: str | None = None
    """Regex on the decoded path whose group is the article's number, where slugs change."""

    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → selectors tried in order: CSS, or XPath after `xpath:`."""

    settings: dict[str, Any] = field(default_factory=dict)
    """Scrapy settings for this outlet."""
