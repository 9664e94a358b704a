"""`scrapy onboard`: a look at a site, and the draft of its seed file."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.output import PIPE_WIDTH, console, plain_table, reader_may_leave
from crawler.exceptions import OutletError, WarraqError
from crawler.outlets import load_outlets
from crawler.selection import described, outlet_of

if TYPE_CHECKING:
    import argparse

    from crawler.survey.answers import Fetch
    from crawler.survey.draft import Draft
    from crawler.survey.site import Site

# Letters of a value that a column shows.
SHOWN = 60


def report(site: Site) -> Table:
    """What was looked at and what it showed, one row each."""
    from crawler.survey.answers import said  # noqa: PLC0415 - see `run`

    shown = plain_table(("kind", "answer", "articles", "newest", "address"), ())
    robots = f"{len(site.robots.splitlines())} lines" if site.robots else "none"
    shown.add_row("robots", robots, "", "", "/robots.txt")
    for each in (site.home, *site.feeds, *site.sitemaps, *site.looked_into):
        newest = str(each.newest or "")
        shown.add_row(each.kind, said(each.answer), str(each.count), newest, unquote(each.url))
    return shown


def readings(site: Site) -> Table:
    """The articles' pages: the rule behind each field, the encoding."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("title", "body", "words", "published", "zone", "charset", "page"):
        shown.add_column(column, no_wrap=True, overflow="ellipsis", max_width=SHOWN)
    for each in site.readings:
        rules, article = each.rules, each.article
        if not article:
            shown.add_row("no article", each.reason, "", "", "", each.charset, unquote(each.url))
            continue
        zone = "printed" if each.has_zone else "outlet's"
        words, date = str(article.word_count or 0), rules.get("published_at", "none")
        body = rules.get("body", "none")
        title = rules.get("title", "")
        shown.add_row(title, body, words, date, zone, each.charset, unquote(each.url))
    return shown


class Command(ScrapyCommand):
    """Prints the draft of a seed file, and on standard error what it rests on; 1 where there is none."""

    requires_project = True
    requires_crawler_process = False  # `errand.run` makes its own
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--write] [--country XX] URL"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Look at a site and draft its seed file"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --write and --country."""
        super().add_options(parser)
        parser.add_argument("--country", default="", help="the outlet's country (EG)")
        parser.add_argument(
            "--write", action="store_true", help="write the draft into the first of SEEDS_PATHS"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Look, judge, and print the draft where there is an outlet."""
        if len(args) != 1:
            raise UsageError("scrapy onboard takes one address", print_help=False)
        try:
            with reader_may_leave():
                self.onboard(args[0], opts.country.upper(), write=opts.write)
        except WarraqError as error:
            self.fail(f"error: {error}")

    def onboard(self, url: str, country: str, *, write: bool) -> None:
        """Print what a look at an address shows."""
        # here, so that other commands, which are imported together, do not load all of extraction
        from crawler.survey.draft import draft  # noqa: PLC0415
        from crawler.survey.judgement import judge  # noqa: PLC0415

        folders = self.known(url)
        site = self.look(url)
        place = console(stderr=True, width=PIPE_WIDTH)  # rules are not cut
        place.print(report(site))
        if site.readings:
            place.print("", readings(site))
        judgement = judge(site)
        print(f"\n{judgement.outcome}: {judgement.line}", file=sys.stderr)
        if judgement.outcome != "ok":
            self.exitcode = 1
            return
        done = draft(site, datetime.now(UTC).date(), country)
        print(*(f"check: {line}" for line in done.checks), sep="\n", file=sys.stderr)
        if write:
            self.write(done, Path(folders[0]))
        else:
            print(done.text, end="")

    def known(self, url: str) -> list[str]:
        """The folders of seed files; OutletError where one of them has the address's outlet."""
        assert self.settings is not None
        folders: list[str] = self.settings.getlist("SEEDS_PATHS")
        address = url if "://" in url else f"https://{url}"
        outlet_of(address)  # raises for what is no address
        if found := described(address, load_outlets(folders).values()):
            raise OutletError(f"{found.name} is that outlet; scrapy outlets --probe {found.name}")
        return folders

    def look(self, url: str) -> Site:
        """What there is at the address."""
        from crawler.survey.errand import run  # noqa: PLC0415 - as in `onboard`
        from crawler.survey.site import look_at  # noqa: PLC0415

        found: list[Site] = []

        async def work(fetch: Fetch) -> None:
            found.append(await look_at(url, fetch))

        assert self.settings is not None
        run(self.settings, work)
        return found[0]

    def write(self, done: Draft, folder: Path) -> None:
        """Write the draft where no file of its name is."""
        path = folder / f"{done.name}.toml"
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(done.text)
        except OSError as error:
            raise OutletError(f"{path}: {error.strerror}") from error
        print(f"written: {path}")

    def fail(self, line: str) -> None:
        """One line on standard error, and status 1."""
        print(line, file=sys.stderr)
        self.exitcode = 1
