"""`scrapy outlets`: the outlets that can be crawled, and what is wrong with their seed files."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.outlets import load_outlets, seed_files
from crawler.selection import names
from crawler.survey.checks import check_files

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable

    from crawler.exceptions import OutletError
    from crawler.outlets import Outlet

# Columns where no terminal says how many it has.
PIPE_WIDTH = 160


def table(outlets: Iterable[Outlet]) -> Table:
    """The outlets, one row each."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("name", "country", "kind", "domain", "seeds", "title"):
        shown.add_column(column, no_wrap=True)
    for each in outlets:
        seeds = ", ".join(dict.fromkeys(seed.kind for seed in each.seeds)) or "home"
        shown.add_row(
            each.name, each.country or "", each.kind or "", each.domain, seeds, each.title
        )
    return shown


def counts(outlets: Iterable[Outlet]) -> list[str]:
    """How many outlets there are, by country and by kind, the most frequent first."""
    outlets = list(outlets)
    lines = [f"{len(outlets)} outlets"]
    for name in ("country", "kind"):
        counted = Counter(getattr(each, name) or "none said" for each in outlets).most_common()
        lines.append(f"by {name}: " + ", ".join(f"{value} {number}" for value, number in counted))
    return lines


class Command(ScrapyCommand):
    """Prints a table or JSON; `--check` prints every problem and ends with 1 where there is one."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--check] [--json] [--country XX] [--kind KIND]"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "List the outlets of the seed files, or check them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --check, --json, --country and --kind."""
        super().add_options(parser)
        parser.add_argument("--check", action="store_true", help="check all seed files")
        parser.add_argument("--json", action="store_true", help="print JSON, one outlet a line")
        parser.add_argument("--country", default="", help="only these countries (EG,SA)")
        parser.add_argument("--kind", default="", help="only these kinds (newspaper,agency)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the outlets, or what is wrong with their files."""
        if args:
            raise UsageError(
                "scrapy outlets takes no names; scrapy outlets --country XX", print_help=False
            )
        assert self.settings is not None
        folders = self.settings.getlist("SEEDS_PATHS")
        if opts.check:
            self.check(folders)
            return
        outlets = load_outlets(folders, broken=self.report).values()
        countries, kinds = names(opts.country.upper()), names(opts.kind.lower())
        chosen = [each for each in outlets if not countries or each.country in countries]
        chosen = [each for each in chosen if not kinds or each.kind in kinds]
        if opts.json:
            for each in chosen:
                print(json.dumps(asdict(each), ensure_ascii=False))
        else:
            Console(width=None if sys.stdout.isatty() else PIPE_WIDTH).print(table(chosen))
            print("", *counts(chosen), sep="\n")

    def check(self, folders: list[str]) -> None:
        """Print every problem of every file, and what a person should look at."""
        files = seed_files(folders)
        done = check_files(files)
        for line in done.problems:
            print(line, file=sys.stderr)
        for line in done.remarks:
            print(f"remark: {line}")
        if not files:
            print(f"no seed file in {', '.join(folders)}", file=sys.stderr)
        bad = len({line.partition(": ")[0] for line in done.problems})
        print(
            f"{done.files} seed files, {done.files - bad} good, "
            f"{len(done.problems)} problems, {len(done.remarks)} remarks"
        )
        print(*counts(done.outlets), sep="\n")
        self.exitcode = 1 if done.problems or not files else 0

    def report(self, error: OutletError) -> None:
        """Name a broken file; the others are listed."""
        print(f"error: {error}", file=sys.stderr)
        self.exitcode = 1
