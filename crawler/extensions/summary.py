"""The end of a run in words: what was found, what was left out and why, one article as a card."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from itemadapter import ItemAdapter
from rich.align import Align
from rich.console import Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text
from scrapy import Spider, signals
from scrapy.exceptions import NotConfigured

from crawler.extensions.exit_code import PROBLEM, problem
from crawler.extensions.run_record import DEGRADED
from crawler.extensions.terminal import Terminal
from crawler.items import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Self

    from scrapy.crawler import Crawler

# Reasons in words; a reason without an entry is shown as it is.
REASONS = {
    "duplicate_url": "same article under another address",
    "duplicate_text": "same text published again",
    "copy": "copy of a text that another article has",
    "not_arabic": "not in Arabic",
    "listing": "a list of articles",
    "no_body": "no text of an article",
    "no_title": "no headline",
    "soft_404": "“page not found” served as a page",
    "login_wall": "behind a log-in",
    "consent_wall": "a question about cookies",
    "bot_challenge": "a check for robots",
    "gallery": "pictures only",
    "video": "a video only",
    "empty": "empty",
    "date_without_zone": "a date without time zone",
}
# Pages that were not fetched, and what that means.
NOT_FETCHED = {
    "known before": "links to pages that need no second look",  # one may be met in several listings
    "failed before": "pages, tried again when it is their time",
    "still due": "pages, for the next run",
}
# How a publishing date is shown, by its precision; any other with its time.
DATE_FORMATS: dict[object, str] = {"day": "%Y-%m-%d", "month": "%Y-%m"}
# Feed's format → how it is called; any other as Scrapy calls it.
FORMATS = {
    "jsonlines": "JSON Lines",
    "jsonl": "JSON Lines",
    "jl": "JSON Lines",
    "json": "JSON",
    "csv": "CSV",
    "xml": "XML",
}
STANDARD_OUTPUT = ("-", "stdout:")
# Outlets that are named; the others are counted.
MOST_DEGRADED = 10
# Characters of the body that the card shows.
CARD_BODY = 400


def left_out(stats: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Reason in words and count for everything fetched but not stored, the largest first."""
    counted: dict[str, int] = {}
    for prefix in ("articles/dropped/", "pages/not_article/"):
        for name, value in stats.items():
            if name.startswith(prefix):
                reason = name.removeprefix(prefix)
                words = REASONS.get(reason, reason.replace("_", " "))
                counted[words] = counted.get(words, 0) + value
    yield from sorted(counted.items(), key=lambda pair: -pair[1])


def not_fetched(stats: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """What is known of the frontier's pages that this run had no need, or no time, to fetch."""
    for words, name in (
        ("known before", "frontier/skipped/known"),
        ("failed before", "frontier/skipped/failed"),
        ("still due", "frontier/due"),
    ):
        if count := stats.get(name, 0):
            yield words, count


def degraded(stats: Mapping[str, Any]) -> Iterator[str]:
    """A line for each outlet that is not read as it should be, and one for those that are too many."""
    prefix = f"{DEGRADED}/"
    found = sorted(name for name in stats if name.startswith(prefix))
    for name in found[:MOST_DEGRADED]:
        yield f"{name.removeprefix(prefix)}: {stats[name]}"
    if len(found) > MOST_DEGRADED:
        yield f"and {len(found) - MOST_DEGRADED} more: scrapy outlets --health degraded"


def counts_table(stats: Mapping[str, Any], seconds: float) -> Table:
    """Pages, articles and what was left out, as rows of name, number, remark."""
    table = Table.grid(padding=(0, 2))
    table.add_column()
    table.add_column(justify="right")
    table.add_column(style="dim")
    pages = stats.get("response_received_count", 0)
    table.add_row("pages fetched", f"{pages:,}", f"{pages / seconds:.0f} a second")
    stored = {kind: stats.get(f"articles/stored/{kind}", 0) for kind in ("new", "changed")}
    known = stats.get("articles/stored/unchanged", 0)
    remark = f"{stored['new']:,} new, {stored['changed']:,} changed, {known:,} known before"
    table.add_row("articles read", f"{stats.get('item_scraped_count', 0):,}", remark)
    if copies := stats.get("articles/copies", 0):
        table.add_row(
            "copies", f"{copies:,}", "of the new ones tell a story that another article tells"
        )
    if others := stats.get("files/passed_over", 0):
        table.add_row("passed over", f"{others:,}", "files that are neither pages nor texts")
    if unreadable := stats.get("files/unreadable", 0):
        table.add_row("unreadable", f"{unreadable:,}", "files; the log says why")
    for words, count in not_fetched(stats):
        table.add_row(words, f"{count:,}", NOT_FETCHED[words])
    rows = list(left_out(stats))
    table.add_row("left out", f"{sum(count for _, count in rows):,}", "")
    for words, count in rows:
        table.add_row("", f"{count:,}", words)
    table.add_row("errors", f"{stats.get('log_count/ERROR', 0):,}", "")
    return table


def article_card(article: Mapping[str, Any]) -> Panel:
    """One article, right to left, as a reader would see it."""
    body = str(article.get("body") or "")
    short = body[:CARD_BODY].rsplit(" ", 1)[0] + " …" if len(body) > CARD_BODY else body
    facts = [
        _named("التاريخ", published(article)),
        _named("الكاتب", "، ".join(author["name"] for author in article.get("authors") or ())),
        _named("المصدر", "، ".join(article.get("sources") or ())),
        _named("كلمات دلالية", "، ".join(article.get("keywords") or ())),
        _named("اقرأ أيضاً", "، ".join(each["title"] for each in article.get("related") or ())),
    ]
    lines: list[Any] = [Text(str(article["title"]), style="bold", justify="right"), Text("")]
    lines += [Text(paragraph, justify="right") for paragraph in short.split("\n\n")]
    lines += [Text("")] + [Text(fact, style="dim", justify="right") for fact in facts if fact]
    address = Text(unquote(str(article.get("url", ""))))
    return Panel(Align.right(Group(*lines)), title=address, width=80)


def published(article: Mapping[str, Any]) -> str:
    """The publishing date as far as it is known, in UTC; empty where it is not.

    >>> from datetime import UTC
    >>> published({"published_at": datetime(2024, 1, 29, tzinfo=UTC), "published_precision": "day"})
    '2024-01-29'
    """
    value = article.get("published_at")
    if not isinstance(value, datetime):
        return ""
    return value.strftime(
        DATE_FORMATS.get(article.get("published_precision"), "%Y-%m-%d %H:%M UTC")
    )


def _named(name: str, value: object) -> str:
    return f"{name}: {value}" if value else ""


class Summary:
    """Prints the summary to standard error when the spider closes."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.first: dict[str, Any] | None = None
        self.started: float | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """An extension that listens to `crawler`; NotConfigured where SUMMARY_ENABLED is false."""
        if not crawler.settings.getbool("SUMMARY_ENABLED"):
            raise NotConfigured
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(extension.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(extension.spider_closed, signal=signals.spider_closed)
        return extension

    def spider_opened(self) -> None:
        """Start the clock."""
        self.started = time.monotonic()

    def item_scraped(self, item: object) -> None:
        """Keep the first article for the card."""
        if self.first is None and isinstance(item, Article):
            self.first = ItemAdapter(item).asdict()

    def spider_closed(self, spider: Spider, reason: str) -> None:
        """Print counts, card, problem and where things are; nothing for a run that never began."""
        if self.started is None:
            return
        assert self.crawler.stats is not None
        stats = self.crawler.stats.get_stats()
        seconds = max(time.monotonic() - self.started, 0.001)
        console = Terminal()
        ended = f" ended after {seconds:.0f} s"
        console.print(Text.assemble("\n", (spider.name, "bold"), ended))
        console.print(counts_table(stats, seconds))
        if self.first:
            console.print(article_card(self.first))
        for each in degraded(stats):
            console.print(_marked("degraded", "yellow", each), soft_wrap=True)
        for name, place in self.places(stats):
            console.print(f"{name:<13}{place}", soft_wrap=True)
        if line := stats.get(PROBLEM) or problem(stats, reason):
            console.print(_marked("problem", "red", line), soft_wrap=True)

    def places(self, stats: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Name and place of everything that the run has written."""
        settings = self.crawler.settings
        for uri, feed in settings.getdict("FEEDS").items():
            kind = str(feed.get("format"))
            place = _relative(str(uri))
            yield FORMATS.get(kind, kind), "standard output" if place in STANDARD_OUTPUT else place
        if address := stats.get("storage/address"):
            # the embedded server's port is gone with the run
            own = _relative(str(Path(str(settings["DATA_DIR"])) / "mongodb"))
            embedded = f"{own} (embedded; `scrapy mongo` opens it)"
            yield "database", str(address) if settings["MONGODB_URI"] else embedded
        if log := settings["LOG_FILE"]:
            yield "log", _relative(log)


def _marked(name: str, style: str, line: str) -> Text:
    return Text.assemble((f"{name:<13}", style), line)


def _relative(path: str) -> str:
    place = Path(path)
    here = Path.cwd()
    return str(place.relative_to(here)) if place.is_relative_to(here) else path
