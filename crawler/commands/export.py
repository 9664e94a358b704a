"""`scrapy export`: stored articles to a file, in the shape that its user needs."""

from __future__ import annotations

import asyncio
import sys
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.arabic.matching import parse_query
from crawler.commands.output import reader_may_leave
from crawler.exceptions import ExportError, WarraqError
from crawler.export.card import Tally, write_card
from crawler.export.files import ENDINGS, STANDARD_OUTPUT, Target, opened, target
from crawler.export.formats import writer
from crawler.export.profiles import PROFILES, is_article
from crawler.records import document_record
from crawler.selection import names, period
from crawler.storage.filters import Filters
from crawler.storage.mongodb import MongoStore
from crawler.storage.origins import story_ids
from crawler.storage.reading import stored_documents

if TYPE_CHECKING:
    import argparse

    from crawler.export.formats import Writer
    from crawler.export.profiles import Profile
    from crawler.storage.mongodb import Document


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options that say which articles are meant."""
    parser.add_argument("--outlet", default="", help="only these outlets (hespress,elbalad)")
    parser.add_argument("--country", default="", help="only outlets of these countries (EG,SA)")
    parser.add_argument("--since", default="", help="published on this day or later (2024-01-31)")
    parser.add_argument("--until", default="", help="published on this day or earlier")


def filters(opts: argparse.Namespace, *, text: str = "", story: str = "") -> Filters:
    """What the options ask for; WarraqError for a day or a text that is none."""
    since, until = period(opts.since, opts.until)
    return Filters(
        outlets=tuple(names(opts.outlet)),
        countries=tuple(names(opts.country.upper())),
        since=since,
        until=until,
        story=(story,) if story else (),
        text=parse_query(text) if text else None,
    )


def export_one(document: Document, profile: Profile, output: Writer, tally: Tally) -> None:
    """Write a stored article and count it; what somebody else has put there is only counted."""
    try:
        record = document_record(document)
        exported = profile.convert(record) if is_article(record) else None
        if exported is not None:
            output.write(exported)
            tally.add(record, exported)
            return
    except TypeError:  # a value that JSON does not know
        pass
    tally.unfit += 1


class Command(ScrapyCommand):
    """Writes JSON Lines, CSV or Parquet, and a data card beside the file."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_LEVEL": "WARNING"}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--as PROFILE] [--outlet …] [--country …] [--since …] [--until …] [--text …] FILE"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Write stored articles to JSON Lines, CSV or Parquet"

    def long_desc(self) -> str:
        """What FILE is."""
        return f"{self.short_desc()}. FILE ends in {ENDINGS}; - is standard output."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add the profile and the filters."""
        super().add_options(parser)
        profiles = ", ".join(f"{each.name} ({each.about})" for each in PROFILES.values())
        parser.add_argument("--as", dest="shape", default="full", help=f"profile: {profiles}")
        add_filters(parser)
        parser.add_argument("--story", default="", help="only the copies of this story")
        parser.add_argument("--text", default="", help="only articles that have all these words")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the file; 1 where nothing matches or it can't be written."""
        if len(args) != 1:
            raise UsageError("scrapy export takes the name of one file, or -", print_help=False)
        try:
            if opts.shape not in PROFILES:
                raise ExportError(f"no profile {opts.shape!r}; there are {', '.join(PROFILES)}")
            place, asked = target(args[0]), filters(opts, text=opts.text, story=opts.story)
            with reader_may_leave():
                asyncio.run(self.export(place, PROFILES[opts.shape], asked))
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = 1

    async def export(self, place: Target, profile: Profile, asked: Filters) -> None:
        """Write the articles and the card; no file where none matches."""
        assert self.settings is not None
        store = await MongoStore.from_settings(self.settings, is_reader=True)
        tally = Tally()
        try:
            if asked.story:
                asked = replace(asked, story=tuple(await story_ids(store, *asked.story)))
            with opened(place) as file:
                output = writer(file, place, profile)
                async with aclosing(stored_documents(store, asked)) as documents:
                    async for document in documents:
                        export_one(document, profile, output, tally)
                output.close()
                if not tally.articles:
                    raise ExportError(f"no article of {store.address} matches; nothing is written")
        finally:
            await store.close()
        self.tell(place, profile, asked, tally)

    def tell(self, place: Target, profile: Profile, asked: Filters, tally: Tally) -> None:
        """Say what was written, and write the card where there is a file."""
        line = f"{tally.articles:,} articles of {len(tally.outlets):,} outlets"
        if tally.unfit:
            line += f" ({tally.unfit:,} documents that are no articles left out)"
        if place.is_file and place.name != STANDARD_OUTPUT:
            card = write_card(Path(place.name), tally, profile, asked.words())
            line += f" in {place.name}; what they are: {card}"
        print(line, file=sys.stderr)
