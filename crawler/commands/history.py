"""`scrapy history`: what an outlet has changed in an article since it was first stored."""

from __future__ import annotations

import asyncio
import re
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from rich.console import Console
from rich.text import Text
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.output import reader_may_leave
from crawler.exceptions import StorageError, WarraqError
from crawler.outlets import load_outlets
from crawler.records import document_record, json_line
from crawler.selection import described
from crawler.storage.history import find_article, versions
from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id, canonical_url

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Mapping

    from crawler.storage.history import Version
    from crawler.storage.mongodb import Document

ARTICLE_ID = re.compile(r"[0-9a-f]{32}")
REMOVED, ADDED = "red", "green"


def as_record(article: Mapping[str, Any], told: list[Version]) -> dict[str, Any]:
    """An article's versions as one JSON record, each with its title, text and changes."""
    texts = []
    for each in told:
        removed, added = each.words()
        record = document_record({**each.document, "seen_at": each.seen_at})
        shown = ("seen_at", "modified_at", "title", "body")
        texts.append(
            {
                "revision": each.revision,
                **{name: record[name] for name in shown if record.get(name)},
                "words_removed": removed,
                "words_added": added,
                "changes": each.changes,
            }
        )
    record = document_record(article)
    shown = ("id", "url", "outlet", "title")
    return {**{name: record[name] for name in shown if name in record}, "revisions": texts}


def lines(article: Mapping[str, Any], told: list[Version]) -> Iterator[Text]:
    """An article's versions for a person, what went and what came marked as wdiff does."""
    yield Text(article["title"], style="bold")
    yield Text(unquote(article["url"]), style="dim")
    for each in told:
        seen = f"{each.seen_at:%Y-%m-%d %H:%M UTC}" if each.seen_at else "at an unknown time"
        line = f"\nrevision {each.revision}  {seen}"
        if each is not told[0]:
            removed, added = each.words()
            line += f"  {removed:,} words removed, {added:,} added"
        yield Text(line)
        yield from (change_line(change) for change in each.changes)


def change_line(change: Mapping[str, str]) -> Text:
    """One changed place: the words before it, those that went, those that came."""
    parts = [Text(f"  {change['field']}: ")]
    if context := change.get("context"):
        parts.append(Text(f"… {context} ", style="dim"))
    if removed := change.get("removed"):
        parts.append(Text(f"[-{removed}-]", style=REMOVED))
    if added := change.get("added"):
        parts.append(Text(" " * bool(removed) + f"{{+{added}+}}", style=ADDED))
    return Text.assemble(*parts)


class Command(ScrapyCommand):
    """Prints the versions of an article, or JSON; 1 where the address is unknown."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_LEVEL": "WARNING"}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--json] URL"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Show what an outlet has changed in a stored article"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --json."""
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="print one JSON record")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the versions."""
        if len(args) != 1:
            raise UsageError("scrapy history takes one address", print_help=False)
        try:
            with reader_may_leave():
                article, told = asyncio.run(self.found(args[0].strip()))
                if opts.json:
                    print(json_line(as_record(article, told)))
                else:
                    Console(highlight=False, soft_wrap=True).print(*lines(article, told), sep="\n")
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = 1

    async def found(self, address: str) -> tuple[Document, list[Version]]:
        """The article behind an address or an id, and its versions; StorageError where there is none."""
        assert self.settings is not None
        key = address
        if not ARTICLE_ID.fullmatch(address):
            outlets = load_outlets(self.settings.getlist("SEEDS_PATHS"), broken=lambda _: None)
            key = article_id(address, outlet=described(address, outlets.values()))
        store = await MongoStore.from_settings(self.settings, is_reader=True)
        try:
            article = await find_article(store, key, canonical_url(address))
            if article is None:
                raise StorageError(f"no article of {address} in {store.address}")
            return article, await versions(store, article)
        finally:
            await store.close()
