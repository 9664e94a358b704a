"""`scrapy outlets`: the outlets that can be crawled, and what is wrong with their seed files."""

from __future__ import annotations

import asyncio
import json
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, get_args
from urllib.parse import unquote

from scrapy.commands import ScrapyCommand

from crawler.commands.output import console, fitting, reader_may_leave
from crawler.exceptions import OutletError, WarraqError
from crawler.outlets import find_outlet, load_outlets, seed_files
from crawler.seedfile import KINDS
from crawler.selection import names
from crawler.survey.checks import check_files
from crawler.survey.health import State
from crawler.survey.overview import UNKNOWN, entries, minute

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Iterable

    from rich.console import Console
    from rich.table import Table

    from crawler.outlets import Outlet
    from crawler.survey.overview import Entry
    from crawler.survey.probe import Probe

COLUMNS = (
    "name",
    "country",
    "kind",
    "domain",
    "seeds",
    "last run",
    "articles",
    "last new",
    "health",
    "title",
)
# Columns that a narrow terminal does without, the first ones first.
EXPENDABLE = ("seeds", "domain", "title", "kind", "last new", "country", "last run")
HEALTHY = ("ok", UNKNOWN)
# The verdicts of the last round of probes, in DATA_DIR.
PROBES = "probe.jsonl"


def table(entries: Iterable[Entry], place: Console) -> Table:
    """The outlets, one row each; their history where there is any, as far as there is room."""
    entries = list(entries)
    has_history = any(each.known for each in entries)
    columns = COLUMNS if has_history else (*COLUMNS[:5], COLUMNS[-1])
    rows = []
    for entry in entries:
        each = entry.outlet
        seeds = ", ".join(dict.fromkeys(seed.kind for seed in each.seeds)) or "home"
        facts = (each.name, each.country or "", each.kind or "", each.domain, seeds)
        rows.append((*facts, *(entry.row() if has_history else ()), each.title))
    return fitting(place, columns, rows, expendable=EXPENDABLE, right=("articles",))


def unwell(entries: Iterable[Entry]) -> list[str]:
    """A line for each outlet that is not read as it should be, with an example."""
    lines = []
    for entry in entries:
        health = entry.known.get("health", {})
        if line := health.get("line"):
            told = (
                f"{entry.outlet.name}: {entry.health} since {minute(health.get('since'))}: {line}"
            )
            lines.append("; ".join([told, *map(unquote, health.get("examples", ())[:1])]))
    return lines


def counts(outlets: Iterable[Outlet]) -> list[str]:
    """How many outlets there are, by country and by kind, the most frequent first."""
    outlets = list(outlets)
    lines = [f"{len(outlets)} outlet{'' if len(outlets) == 1 else 's'}"]
    for name in ("country", "kind"):
        counted = Counter(getattr(each, name) or "none said" for each in outlets).most_common()
        lines.append(f"by {name}: " + ", ".join(f"{value} {number}" for value, number in counted))
    return lines


def known_words(option: str, text: str, known: Collection[str]) -> list[str]:
    """The words of an option; OutletError for one that could never be found.

    >>> known_words("--kind", "Agency,portal", ("agency", "portal"))
    ['agency', 'portal']
    """
    words = names(text.lower())
    if unknown := next((each for each in words if each not in known), None):
        raise OutletError(f"{option}: {unknown!r} is none of {', '.join(known)}")
    return words


def verdict_line(done: Probe) -> str:
    """A verdict as one line for a person."""
    return f"{done.outcome:<15}{done.outlet:<24}{unquote(done.line)}"


class Command(ScrapyCommand):
    """Prints a table or JSON; `--check` and `--probe` end with 1 where something is wrong."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--check | --probe [--resume]] [--json] [--country XX] [--kind KIND] [--health STATE] [NAME ...]"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "List the outlets of the seed files, check the files, or probe the sites"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add what is done, and for which outlets."""
        super().add_options(parser)
        parser.add_argument("--check", action="store_true", help="check all seed files, offline")
        parser.add_argument("--probe", action="store_true", help="fetch each seed and one article")
        parser.add_argument("--resume", action="store_true", help="go on with the last --probe")
        parser.add_argument("--json", action="store_true", help="print JSON, one outlet a line")
        parser.add_argument("--country", default="", help="only these countries (EG,SA)")
        parser.add_argument("--health", default="", help="only these states (degraded,down)")
        parser.add_argument("--kind", default="", help="only these kinds (newspaper,agency)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the outlets, or what is wrong with their files or their sites."""
        assert self.settings is not None
        folders = self.settings.getlist("SEEDS_PATHS")
        try:
            with reader_may_leave():
                self.do(folders, args, opts)
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = 1

    def do(self, folders: list[str], args: list[str], opts: argparse.Namespace) -> None:
        """Check the files, probe the sites, or show the outlets."""
        if opts.check:
            self.check(folders)
            return
        states = known_words("--health", opts.health, (*get_args(State), UNKNOWN))
        chosen = self.chosen(folders, args, opts)
        if opts.probe:
            self.probe(chosen, resume=opts.resume, as_json=opts.json)
        else:
            self.show(chosen, states, as_json=opts.json)

    def chosen(self, folders: list[str], args: list[str], opts: argparse.Namespace) -> list[Outlet]:
        """The outlets that names and filters leave; of all, broken files are named."""
        if args:
            outlets = [find_outlet(name, folders) for name in args]
        else:
            outlets = list(load_outlets(folders, broken=self.report).values())
        countries, kinds = names(opts.country.upper()), known_words("--kind", opts.kind, KINDS)
        outlets = [each for each in outlets if not countries or each.country in countries]
        return [each for each in outlets if not kinds or each.kind in kinds]

    def show(self, outlets: list[Outlet], states: list[str], *, as_json: bool) -> None:
        """Print the outlets with their history; status 1 where one of these bad states is found."""
        assert self.settings is not None
        found, absent = asyncio.run(
            entries(
                outlets,
                self.settings["MONGODB_URI"],
                self.settings["MONGODB_DATABASE"],
                Path(self.settings["DATA_DIR"]),
            )
        )
        found = [each for each in found if not states or each.health in states]
        if as_json:
            for each in found:
                print(json.dumps(each.record(), ensure_ascii=False))
        else:
            place = console()
            place.print(table(found, place))
            print("", *unwell(found), *counts(each.outlet for each in found), sep="\n")
        if absent:
            print(absent, file=sys.stderr)
        if any(each.health in states for each in found if each.health not in HEALTHY):
            self.exitcode = 1

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

    def probe(self, outlets: list[Outlet], *, resume: bool, as_json: bool) -> None:
        """Print a verdict for each outlet as soon as it is there, and how many there are of each."""
        # here, so that other commands, which are imported together, do not load all of extraction
        from crawler.survey.errand import run  # noqa: PLC0415
        from crawler.survey.round import Record, as_line, go_round  # noqa: PLC0415

        assert self.settings is not None
        record = Record(Path(self.settings["DATA_DIR"]) / PROBES)
        known = record.verdicts() if resume else {}
        if not known:
            record.begin()
        outcomes = Counter(each["outcome"] for each in known.values())

        def tell(done: Probe) -> None:
            record.add(done)
            outcomes[done.outcome] += 1
            print(as_line(done) if as_json else verdict_line(done), flush=True)

        left = [each for each in outlets if each.name not in known]
        try:
            run(self.settings, lambda fetch: go_round(left, fetch, tell), left)
        finally:
            told = ", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common())
            print(f"{outcomes.total()} outlets: {told}", file=sys.stderr)
        self.exitcode = 1 if set(outcomes) - {"ok"} else self.exitcode

    def report(self, error: OutletError) -> None:
        """Name a broken file; the others are listed."""
        print(f"error: {error}", file=sys.stderr)
        self.exitcode = 1
