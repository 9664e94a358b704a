"""`scrapy frontier`: what is known of every outlet's pages, and a hand on those that failed."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.crawl import BUSY
from crawler.commands.output import PIPE_WIDTH, console, plain_table, reader_may_leave
from crawler.exceptions import OutletBusy, OutletError, StorageError, WarraqError
from crawler.frontier.store import FrontierStore
from crawler.frontier.tally import share_known
from crawler.frontier.upkeep import Upkeep
from crawler.outlets import seed_files, unknown_outlet
from crawler.selection import outlet_of
from crawler.storage.mongodb import MongoStore
from crawler.urls import page_key

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping, Sequence

    from rich.table import Table

    from crawler.frontier.tally import Tally


class Command(ScrapyCommand):
    """Prints a table, JSON or every page; 1 where something is wrong, 3 where a run has the outlet."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--json | --export | --retry failed|gone | --forget URL] [OUTLET ...]"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Show which pages are known, due, done, gone or failed, and why"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what is done besides showing."""
        super().add_options(parser)
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--json", action="store_true", help="print JSON, one outlet a line")
        what.add_argument("--export", action="store_true", help="print JSON, one page a line")
        what.add_argument(
            "--retry",
            choices=["failed", "gone"],
            help="let the next run fetch the pages that are in this state",
        )
        what.add_argument("--forget", metavar="URL", help="take one page out, as if never met")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Do what the options say; errors of this project are one line."""
        if opts.forget and args:
            raise UsageError("--forget takes an address and no outlet", print_help=False)
        try:
            with reader_may_leave():
                asyncio.run(self.work(args, opts))
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = BUSY if isinstance(error, OutletBusy) else 1

    async def work(self, args: list[str], opts: argparse.Namespace) -> None:
        """Open the database, do it, close."""
        assert self.settings is not None
        data = Path(self.settings["DATA_DIR"])
        folder = data / "mongodb"
        if not self.settings["MONGODB_URI"] and not (folder / "data").exists():
            raise StorageError(f"no database in {folder} yet; the first crawl makes one")
        store = await MongoStore.from_settings(self.settings)
        try:
            upkeep = Upkeep(FrontierStore(store), data / "locks")
            if opts.forget:
                await self.forget(upkeep, opts.forget)
                return
            outlets = self.chosen(args, await upkeep.outlets())
            if opts.retry:
                await self.retry(upkeep, outlets, opts.retry)
            elif opts.export:
                await self.export(upkeep, outlets)
            else:
                await self.show(upkeep, outlets, in_full=bool(args), as_json=opts.json)
        finally:
            await store.close()

    def chosen(self, args: Sequence[str], crawled: list[str]) -> list[str]:
        """The outlets that are named, else all that were ever crawled; OutletError for an unknown one."""
        assert self.settings is not None
        known = {*crawled, *seed_files(self.settings.getlist("SEEDS_PATHS"))}
        for name in args:
            if name not in known:
                raise OutletError(unknown_outlet(name, known))
        return list(dict.fromkeys(args)) or crawled

    async def show(
        self, upkeep: Upkeep, outlets: Iterable[str], *, in_full: bool, as_json: bool
    ) -> None:
        """Print the counts of each outlet, and for those that were named why, and its listings."""
        tallies = []
        for name in outlets:
            tally, listings = await upkeep.tally(name), []
            if in_full or as_json:
                listings = await upkeep.listings(name)
            if as_json:
                print(json.dumps(tally.as_record(listings), ensure_ascii=False), flush=True)
            tallies.append((tally, listings))
        if as_json:
            return
        place = console(width=PIPE_WIDTH)  # an address is not cut
        place.print(counts_table(tally for tally, _ in tallies))
        for tally, listings in tallies if in_full else ():
            for part in (reasons_table(tally), listings_table(listings)):
                if part.row_count:
                    place.print("", part, sep="\n")

    async def export(self, upkeep: Upkeep, outlets: Iterable[str]) -> None:
        """Print every page, one a line."""
        for name in outlets:
            async for page in upkeep.pages(name):
                print(json.dumps(page, ensure_ascii=False))

    async def retry(self, upkeep: Upkeep, outlets: Iterable[str], state: Any) -> None:
        """Say of how many pages it is that the next run fetches them."""
        for name in outlets:
            number = await upkeep.retry(name, state)
            print(f"{name}: {number} {state} pages are due now", flush=True)

    async def forget(self, upkeep: Upkeep, url: str) -> None:
        """Take a page out; OutletError where it is not known."""
        assert self.settings is not None
        outlet = outlet_of(url, self.settings.getlist("SEEDS_PATHS"))
        if not await upkeep.forget(outlet.name, page_key(url, outlet=outlet)):
            raise OutletError(f"{url} is not known")
        print(f"{outlet.name}: {url} is forgotten; the next run reads all its listings in full")


def counts_table(tallies: Iterable[Tally]) -> Table:
    """The outlets, one row each."""
    columns = ("known", "due", "done", "gone", "failed", "oldest due")
    shown = plain_table(("outlet", *columns), (), right=columns)
    for each in tallies:
        numbers = (
            each.known,
            each.due,
            *(each.states[name] for name in ("done", "gone", "failed")),
        )
        oldest = f"{each.oldest_due:%Y-%m-%d %H:%M UTC}" if each.oldest_due else ""
        shown.add_row(each.outlet, *(f"{number:,}" for number in numbers), oldest)
    return shown


def reasons_table(tally: Tally) -> Table:
    """Why pages are in their states, the most frequent reason first."""
    rows = (
        (state, reason, f"{number:,}")
        for state in ("failed", "gone", "done")
        for reason, number in tally.reasons.get(state, Counter()).most_common()
    )
    return plain_table(("state", "reason", "pages"), rows, right=("pages",))


def listings_table(listings: Iterable[Mapping[str, Any]]) -> Table:
    """Listings, one row each; what they are at their last look."""
    columns = ("entries", "known", "next look")
    shown = plain_table(("listing", *columns), (), right=columns)
    for each in listings:
        share, later = share_known(each), each.get("next_visit")
        shown.add_row(
            unquote(each["_id"]),
            f"{each.get('entries', 0):,}",
            "" if share is None else f"{share:.0%}",
            f"{later:%Y-%m-%d %H:%M UTC}" if later else "",
        )
    return shown
