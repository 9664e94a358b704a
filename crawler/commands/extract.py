"""`scrapy extract`: the record of one saved or fetched page."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.bare import leave_out
from crawler.commands.output import console, plain_table, reader_may_leave
from crawler.exceptions import NotAnArticle, WarraqError
from crawler.fetching import declared_charset, request_options
from crawler.outlets import find_outlet, load_outlets
from crawler.records import to_json_record
from crawler.rendering.wanted import render_meta, renderable
from crawler.saved import address_of, unpacked
from crawler.selection import described, outlet_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import AsyncIterator, Mapping
    from typing import Self

    from rich.table import Table
    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.items import Article
    from crawler.outlets import Outlet

# Field → the field with its printed form.
PRINTED = {"published_at": "published_text", "sources": "sources_text"}
# Letters of a value that the table shows.
SHOWN = 80


class Page(Spider):
    """Fetches one page for the command, through all of Scrapy's and our middlewares."""

    name = "extract"
    url: str
    outlet: Outlet
    response: Response | None = None
    problem: str = "nothing came back"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider with a browser at hand, where its outlet wants one."""
        renderable([kwargs["outlet"]], crawler.settings)
        return super().from_crawler(crawler, *args, **kwargs)

    async def start(self) -> AsyncIterator[Any]:
        """The page's request."""
        options = request_options(self.outlet, self.settings)
        options["meta"] |= render_meta(self.outlet, self.settings)
        yield Request(self.url, self.keep, errback=self.fail, **options)

    def keep(self, response: Response) -> None:
        """Hand the page to the command."""
        type(self).response = response

    def fail(self, failure: Failure) -> None:
        """Hand the reason to the command."""
        response = getattr(failure.value, "response", None)
        answered = f"the server answered {response.status}" if response is not None else ""
        type(self).problem = answered or failure.getErrorMessage()


def explanation(article: Article) -> Table:
    """Field, rule and printed form of everything that was found."""
    record = to_json_record(article)
    found = article.provenance.items()
    rows = ((field, rule, printed(record, field)) for field, rule in found)
    return plain_table(("field", "rule", "printed"), rows)


def printed(record: Mapping[str, Any], field: str) -> str:
    """A field as the page prints it, on one line.

    >>> printed({"sources": ["رويترز"], "sources_text": "المصدر: وكالة رويترز"}, "sources")
    'المصدر: وكالة رويترز'
    """
    value = record.get(PRINTED.get(field, field)) or record.get(field)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


class Command(ScrapyCommand):
    """Prints the record as JSON, or how each field was found; 1 where the page has no article."""

    requires_project = True

    def syntax(self) -> str:
        """The arguments."""
        return "[--url URL] [--outlet NAME] [--explain] FILE|URL"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Read one article from a saved page, a text or an address"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --url, --outlet and --explain."""
        super().add_options(parser)
        parser.add_argument("--url", default="", help="the address that a saved page came from")
        parser.add_argument("--outlet", default="", help="the outlet whose selectors hold")
        parser.add_argument("--explain", action="store_true", help="show the rule of each field")

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave out what belongs to a crawl: pipelines, feeds, summary, the log's usual lines."""
        super().process_options(args, opts)
        assert self.settings is not None
        leave_out(self.settings)
        if not opts.loglevel:  # what goes wrong is said once, by this command
            self.settings.set("LOG_LEVEL", "CRITICAL", priority="cmdline")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Print the record of a file or an address."""
        if len(args) != 1:
            raise UsageError("scrapy extract takes one file or address", print_help=False)
        try:
            article = self.article(args[0], opts)
        except NotAnArticle as error:
            self.fail(f"{args[0]}: no article: {error}")
            return
        except WarraqError as error:
            self.fail(f"error: {error}")
            return
        with reader_may_leave():
            if opts.explain:
                console().print(explanation(article))
            else:
                print(json.dumps(to_json_record(article), ensure_ascii=False, indent=2))

    def article(self, target: str, opts: argparse.Namespace) -> Article:
        """The article of a file or an address."""
        # here, so that other commands, which are imported together, do not load all of extraction
        from crawler.extraction.article import extract_article  # noqa: PLC0415

        assert self.settings is not None
        folders = self.settings.getlist("SEEDS_PATHS")
        outlet = find_outlet(opts.outlet, folders) if opts.outlet else None
        if target.startswith(("http://", "https://")):
            outlet = outlet or outlet_of(target, folders)
            response = self.fetched(target, outlet)
            body, url, charset = response.body, response.url, declared_charset(response)
            now = datetime.now(UTC)
        else:
            body, charset = saved(Path(target), self.settings.getint("DOWNLOAD_MAXSIZE")), None
            url = opts.url or address_of(Path(target), body)
            outlet = outlet or described(url, load_outlets(folders).values())
            now = None  # a saved page is of another day
        return extract_article(body, opts.url or url, outlet=outlet, encoding=charset, now=now)

    def fetched(self, url: str, outlet: Outlet) -> Response:
        """The page at an address; WarraqError says why there is none."""
        assert self.crawler_process is not None
        assert self.settings is not None
        renderable([outlet], self.settings.copy())  # an error there would be the crawl's, not ours
        self.crawler_process.crawl(Page, url=url, outlet=outlet)
        self.crawler_process.start()
        if Page.response is None:
            raise WarraqError(f"{url}: {Page.problem}")
        return Page.response

    def fail(self, line: str) -> None:
        """One line on standard error, and status 1."""
        print(line, file=sys.stderr)
        self.exitcode = 1


def saved(path: Path, most: int) -> bytes:
    """A file's bytes, unpacked, `most` of them; WarraqError where it can't be read."""
    try:
        return unpacked(path, path.read_bytes(), most)
    except OSError as error:
        raise WarraqError(f"{path}: {error.strerror}") from error
