"""`scrapy search`: stored articles that have certain words, newest first."""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.export import add_filters, filters
from crawler.commands.output import reader_may_leave
from crawler.exceptions import SearchError, WarraqError
from crawler.records import document_record, json_line
from crawler.selection import count
from crawler.storage import fulltext
from crawler.storage.mongodb import MongoStore
from crawler.storage.search import search

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping

    from crawler.arabic.matching import TextQuery
    from crawler.storage.filters import Filters
    from crawler.storage.search import Found

LIMIT = 20
# More belongs into a file.
MOST = 1_000
MARK = "bold black on yellow"
SCANNED = "this server has no text index, so every article was looked at"
UNFINISHED = (
    "the text index does not have the older articles yet, so every article was looked at; "
    "`scrapy search --index` adds them"
)


def hit(document: Mapping[str, Any], text: TextQuery) -> dict[str, Any]:
    """A found article as a JSON record; spans are start and end of each word found."""
    record = document_record(document)
    excerpt = text.excerpt(record.get("body") or record.get("summary") or "")
    shown = ("id", "url", "outlet", "title", "published_at", "published_precision")
    return {
        **{name: record[name] for name in shown if name in record},
        "excerpt": excerpt,
        "title_spans": text.spans(record["title"]),
        "excerpt_spans": text.spans(excerpt),
    }


def lines(found: Mapping[str, Any]) -> list[Text]:
    """A found article for a terminal: headline, where and when, excerpt; its words marked."""
    moment = found.get("published_at", "")[:16].replace("T", " ")
    told = (moment, found.get("outlet"), unquote(found["url"]))
    return [
        marked(found["title"], found["title_spans"], "bold"),
        Text("  ".join(each for each in told if each), style="dim"),
        marked(found["excerpt"], found["excerpt_spans"]),
        Text(),
    ]


def marked(text: str, spans: list[tuple[int, int]], style: str = "") -> Text:
    """A text with the words found made visible."""
    shown = Text(text, style=style)
    for start, end in spans:
        shown.stylize(MARK, start, end)
    return shown


class Command(ScrapyCommand):
    """Prints articles or JSON; 1 where none is found."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_LEVEL": "WARNING"}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--limit N] [--json] [--outlet …] [--country …] [--since …] [--until …] WORD ..."

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Find stored articles by their words, newest first"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the filters, the form and the bound."""
        super().add_options(parser)
        add_filters(parser)
        parser.add_argument("--limit", default=str(LIMIT), help=f"at most so many ({LIMIT})")
        parser.add_argument("--json", action="store_true", help="print JSON, one article a line")
        parser.add_argument("--index", action="store_true", help="make the text index anew")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print what is found, or make the index."""
        if not args and not opts.index:
            raise UsageError("scrapy search takes the words to look for", print_help=False)
        try:
            with reader_may_leave():
                asyncio.run(self.index() if opts.index else self.search(" ".join(args), opts))
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = 1

    async def search(self, words: str, opts: argparse.Namespace) -> None:
        """Print the articles, then how many there are and how they were found."""
        assert self.settings is not None
        limit = count(opts.limit, "limit") or LIMIT
        if limit > MOST:
            raise SearchError(f"--limit goes up to {MOST:,}; scrapy export --text writes them all")
        asked = filters(opts, text=words or " ")
        store = await MongoStore.from_settings(self.settings, is_reader=True)
        try:
            found = await search(store, asked, limit)
            why = UNFINISHED if store.has_text_index else SCANNED
        finally:
            await store.close()
        self.show(found, asked, as_json=opts.json)
        self.tell(found, "" if found.used_index else why)

    def show(self, found: Found, asked: Filters, *, as_json: bool) -> None:
        """Print the articles."""
        assert asked.text
        console = Console(highlight=False, soft_wrap=True)
        for document in found.documents:
            record = hit(document, asked.text)
            if as_json:
                print(json_line(record))
            else:
                console.print(*lines(record), sep="\n")

    def tell(self, found: Found, how: str) -> None:
        """Say how many there are; 1 where there is none."""
        shown, total = len(found.documents), found.total
        more = " newest" if total is None else f" of {total:,}" if total > shown else ""
        line = f"{shown:,}{more} articles" if shown else "no article has these words"
        print(f"{line}; {how}" if how else line, file=sys.stderr)
        self.exitcode = 0 if shown else 1

    async def index(self) -> None:
        """Make the text index, and the copies of all stored articles."""
        assert self.settings is not None
        store = await MongoStore.from_settings(self.settings)
        try:
            if not store.has_text_index:
                raise SearchError(f"{store.address} can't have a text index")
            print(f"{await fulltext.rebuild(store):,} articles in the text index", file=sys.stderr)
        finally:
            await store.close()
