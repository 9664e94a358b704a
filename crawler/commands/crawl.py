"""`scrapy crawl`, with one clear line and an exit status where the job could not be done."""

from __future__ import annotations

import sys
from logging import getLevelNamesMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.commands import crawl
from scrapy.exceptions import UsageError
from scrapy.extensions.postprocessing import Bz2Plugin, GzipPlugin, LZMAPlugin

from crawler.commands.output import reader_may_leave
from crawler.exceptions import OutletBusy, WarraqError
from crawler.extensions.exit_code import EXIT_STATUS, total

if TYPE_CHECKING:
    import argparse
    from asyncio import Task

    from scrapy.crawler import Crawler

# Exit status where another run crawls the outlet.
BUSY = 3
# Ending → what packs a feed.
PACKINGS = {
    ".gz": GzipPlugin,
    ".bz2": Bz2Plugin,
    ".xz": LZMAPlugin,
}


def with_format(target: str) -> str:
    """A feed's file with its format, where its ending says only how it is packed.

    >>> with_format("articles.jsonl.gz"), with_format("articles.jsonl")
    ('articles.jsonl.gz:jsonl', 'articles.jsonl')
    """
    endings = Path(target).suffixes
    is_packed = len(endings) > 1 and endings[-1] in PACKINGS
    return f"{target}:{endings[-2].removeprefix('.')}" if is_packed else target


def packed(feeds: dict[Any, Any]) -> dict[Any, Any]:
    """The feeds, those packed whose file's name says so."""
    plugins = {target: PACKINGS.get(Path(str(target)).suffix) for target in feeds}
    return {
        target: {"postprocessing": [plugins[target]], **feed} if plugins[target] else feed
        for target, feed in feeds.items()
    }


def unwritable(target: str) -> str | None:
    """Why a feed can't be written to the file `target`, creating its folder; None where it can."""
    if target == "-" or len(urlsplit(target).scheme) > 1:
        return None
    named, placeholder, _ = target.partition("%(")  # a time, filled in when the run begins
    path = Path(f"{named}_" if placeholder else target)
    existed = path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab"):
            pass
    except OSError as error:
        return f"can't write {target}: {error.strerror}"
    if not existed:
        path.unlink()
    return None


class Command(crawl.Command):
    """Scrapy's own command; errors of this project end it with one line instead of a traceback."""

    def long_desc(self) -> str:
        """What the spiders take with -a."""
        return (
            "Run a spider: one of `scrapy list`, which are the outlets, `news` (several of them) and "
            "`documents` (saved pages). Outlets take -a since=2024-01-31, until=2024-02-29, limit=20 "
            "(articles), scheduled=yes (only listings whose time has come); `news` takes outlets=a,b "
            "or all, country=EG, kind=agency or url=https://… as well; `documents` takes path=FOLDER "
            "and outlet=NAME."
        )

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Pack feeds as their names say, and check their files before anything is fetched.

        Scrapy only logs that they failed.
        """
        for name in ("output", "overwrite_output"):
            setattr(opts, name, [with_format(each) for each in getattr(opts, name) or ()])
        super().process_options(args, opts)
        assert self.settings is not None
        self.settings.set("FEEDS", packed(self.settings.getdict("FEEDS")), priority="cmdline")
        for file in filter(None, [*self.settings.getdict("FEEDS"), self.settings["LOG_FILE"]]):
            if line := unwritable(str(file)):
                raise UsageError(line, print_help=False)
        level = self.settings["LOG_LEVEL"]
        if not str(level).isdecimal() and level not in getLevelNamesMapping():
            levels = ", ".join(getLevelNamesMapping())
            raise UsageError(f"LOG_LEVEL {level!r} is none of {levels}", print_help=False)

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Run one spider; the exit status is 1 where it could not start or do its job,
        3 where another run is at it.
        """
        if len(args) != 1:
            raise UsageError("scrapy crawl takes the name of one spider; `scrapy list` has them")
        assert self.crawler_process is not None
        try:
            spider_crawler = self._create_crawler(args[0])
        except (WarraqError, KeyError) as error:
            self._fail(error)
            return
        running: Any = self.crawler_process.crawl(spider_crawler, **opts.spargs)
        running.add_done_callback(self._report)
        with reader_may_leave():
            self.crawler_process.start()
        if self.crawler_process.bootstrap_failed:
            self.exitcode = self.exitcode or 1
        self.exitcode = self.exitcode or self._status(spider_crawler)

    def _report(self, task: Task[None]) -> None:
        """Say an error of ours in one line; any other is a defect and keeps its traceback."""
        error = None if task.cancelled() else task.exception()
        if isinstance(error, WarraqError):
            self._fail(error)
        elif error is not None:
            self.exitcode = 1
            raise error

    def _fail(self, error: Exception) -> None:
        print(f"error: {error.args[0] if error.args else error}", file=sys.stderr)
        self.exitcode = BUSY if isinstance(error, OutletBusy) else 1

    @staticmethod
    def _status(spider_crawler: Crawler) -> int:
        stats = getattr(spider_crawler, "stats", None)  # absent where the crawl never began
        if stats is None or (status := stats.get_value(EXIT_STATUS)) is None:
            print("error: stopped before the crawl began", file=sys.stderr)
            return 1
        if not status and total(stats.get_stats(), "feedexport/failed_count/"):
            # known only now: feeds are closed while the others write their summaries
            print("error: a feed could not be closed; the log says why", file=sys.stderr)
            return 1
        return int(status)
