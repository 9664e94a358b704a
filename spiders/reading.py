"""A fetched page to an item: what the spiders share."""

from __future__ import annotations

import logging
import re
import secrets
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError

from crawler.discovery.robots import robots_rules
from crawler.fetching import declared_charset
from crawler.frontier.schedule import LONGEST_PAUSE
from crawler.items import QuarantinedPage
from crawler.middlewares.politeness import BUSY, pause_of
from crawler.parsing import html_selector

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector
    from scrapy import Request
    from scrapy.http import Response
    from scrapy.statscollectors import StatsCollector
    from twisted.python.failure import Failure

    from crawler.discovery.links import Link
    from crawler.exceptions import NotAnArticle
    from crawler.items import Article
    from crawler.outlets import Outlet

logger = logging.getLogger(__name__)

CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def run_name(spider: str) -> str:
    """A name for a run that no other has: spider, start, four hex digits."""
    return f"{spider}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"


def read_page(response: Response, outlet: Outlet | None, url: str | None = None) -> Article:
    """The article of a page or a plain text; NotAnArticle where it has none."""
    # here, so that `scrapy list` does not load all of extraction
    from crawler.extraction.article import extract_article  # noqa: PLC0415

    charset = declared_charset(response)
    now = datetime.now(UTC)
    article = extract_article(
        response.body,
        url or response.url,
        outlet=outlet,
        encoding=charset,
        now=None if response.url.startswith("file:") else now,  # a saved page is of another day
    )
    article.fetched_at = now
    facts = {
        "status": response.status,
        "etag": (response.headers.get("ETag") or b"").decode("latin-1"),
        "encoding": charset,
        "bytes": len(response.body),
    }
    article.crawl |= {name: value for name, value in facts.items() if value}
    return article


def rejected(
    error: NotAnArticle, response: Response, stats: StatsCollector, outlet: Outlet | None
) -> Iterator[QuarantinedPage]:
    """Count a page without an article; its bytes, where a later look may find one."""
    stats.inc_value(f"pages/not_article/{error.reason}")
    logger.debug("%s is no article: %s", response.url, error)
    if error.quarantine:
        yield QuarantinedPage(
            url=response.url,
            reason=error.reason,
            detail=error.detail,
            outlet=outlet.name if outlet else None,
            body=response.body,
            content_type=content_type(response) or None,
            fetched_at=datetime.now(UTC),
        )


def fill_from_link(article: Article, link: Link, by: str) -> None:
    """Give an article that prints no date the one that its listing gave."""
    found = link.published_at
    if article.published_at is None and found:
        value = found.value
        if not isinstance(value, datetime):  # midnight UTC of the day, as the record wants it
            value = datetime(value.year, value.month, value.day, tzinfo=UTC)
        article.published_at = value
        article.published_text = found.text
        article.published_precision = found.precision
        article.provenance["published_at"] = f"{by}:published"


def published_day(article: Article, timezone: str) -> date | None:
    """The day of publishing as the outlet's readers know it; None where only the month is known."""
    if article.published_at is None or article.published_precision == "month":
        return None
    if article.published_precision == "day":
        return article.published_at.date()
    return article.published_at.astimezone(ZoneInfo(timezone)).date()


def page_selector(response: Response) -> Selector:
    """A selector over a page; its bytes are read as extraction reads them, not as declared."""
    return html_selector(response.body, declared_charset(response))


def page_rules(response: Response) -> frozenset[str]:
    """What a page asks of robots (`noindex`, `nofollow`), in its head or in its headers."""
    headers = response.headers.getlist("X-Robots-Tag")
    return robots_rules(response.body, [header.decode("latin-1") for header in headers])


def content_type(response: Response) -> str:
    """The Content-Type header; empty where there is none."""
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


def failed_request(failure: Failure) -> Request:
    """The request that failed; Scrapy hangs it onto the failure."""
    request: Request = failure.request  # type: ignore[attr-defined]
    return request


def failure_name(failure: Failure) -> str:
    """A slug for why a page could not be fetched: `http_404`, `robots`, `download_timeout`."""
    error = failure.value
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):
        return "robots" if "robots.txt" in str(error) else "refused"
    return CAPITAL.sub("_", type(error).__name__.removesuffix("Error")).lower()


def retry_after(failure: Failure) -> float | None:
    """Seconds that a busy server asks to wait, as long as it may say; None where it does not."""
    error = failure.value
    if not isinstance(error, HttpError) or error.response.status not in BUSY:
        return None
    header, longest = error.response.headers.get("Retry-After"), LONGEST_PAUSE.total_seconds()
    return pause_of(header.decode("latin-1"), datetime.now(UTC), longest) if header else None
