"""Saved pages and texts, sent through the same extraction and pipelines as fetched ones."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from w3lib.url import file_uri_to_path

from crawler.exceptions import NotAnArticle, WarraqError
from crawler.outlets import find_outlet, load_outlets
from crawler.saved import (
    SUFFIXES,
    address_of,
    manifest,
    named_twice,
    other_files,
    saved_files,
    unpacked,
)
from crawler.selection import described
from spiders.reading import failed_request, read_page, rejected, run_name

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from typing import Self

    from scrapy.crawler import Crawler
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.outlets import Outlet

logger = logging.getLogger(__name__)


class DocumentsSpider(Spider):
    """Reads files: `scrapy crawl documents -a path=FOLDER [-a outlet=NAME]`.

    Pages (.html, .htm, .xhtml) and texts (.txt), packed as .gz or not, are read from the folder and
    below; other files are counted (`files/passed_over`), and so are those that can't be read
    (`files/unreadable`). A page's address is the one in `manifest.tsv`, else the one it
    names itself, else the file's. Its outlet is the one named, else the one on whose site the
    address lies.
    """

    name = "documents"
    custom_settings = {  # noqa: RUF012 (Scrapy's own type)
        # Nobody's server is asked: no politeness needed.
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "ROBOTSTXT_OBEY": False,
    }

    def __init__(self, *args: Any, path: str = "", outlet: str = "", **unknown: str) -> None:
        super().__init__(*args)
        if unknown or not path:
            what = f"unknown argument {next(iter(unknown))!r}" if unknown else "no folder"
            raise WarraqError(f"{what}; scrapy crawl documents -a path=FOLDER [-a outlet=NAME]")
        self.run = run_name(self.name)
        self.files = list(saved_files(Path(path)))
        if not self.files:
            raise WarraqError(f"{path}: no {', '.join(SUFFIXES)} file in it")
        self.others = other_files(Path(path))
        self.addresses = manifest(Path(path))
        if line := named_twice(self.files, self.addresses):
            raise WarraqError(line)
        self.outlet_name = outlet
        self.outlets: dict[str, Outlet] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """A spider that knows the outlets."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        folders = crawler.settings.getlist("SEEDS_PATHS")
        if name := spider.outlet_name:
            spider.outlets = {name: find_outlet(name, folders)}
        else:
            spider.outlets = load_outlets(folders)
        return spider

    def outlet_at(self, url: str) -> Outlet | None:
        """The outlet of a page."""
        return self.outlets.get(self.outlet_name) or described(url, self.outlets.values())

    async def start(self) -> AsyncIterator[Any]:
        """A request for every file; none of them leaves the machine."""
        self.crawler.stats.set_value("run/id", self.run)
        if number := self.others.total():
            self.crawler.stats.set_value("files/passed_over", number)
            kinds = ", ".join(f"{kind} ×{count}" for kind, count in self.others.most_common(8))
            logger.warning("%d files are neither pages nor texts: %s", number, kinds)
        for url in (file.resolve().as_uri() for file in self.files):
            yield Request(url, self.parse, errback=self.failed, dont_filter=True)

    def parse(self, response: Response, **kwargs: Any) -> Iterator[Any]:  # noqa: ARG002 (Scrapy's signature)
        """The article of a file, or a line that says why there is none."""
        file = Path(file_uri_to_path(response.url))
        try:
            body = unpacked(file, response.body, self.settings.getint("DOWNLOAD_MAXSIZE"))
        except WarraqError as error:
            self.unreadable(error)
            return
        response = response.replace(body=body)
        url = address_of(file, body, self.addresses)
        outlet = self.outlet_at(url)
        try:
            article = read_page(response, outlet, url)
        except NotAnArticle as error:
            logger.info("%s: no article: %s", file.name, error)
            yield from rejected(error, response, self.crawler.stats, outlet)
            return
        article.crawl |= {"run": self.run, "spider": self.name}
        article.crawl |= {"discovered_by": "file", "discovered_from": file.name}
        yield article

    def failed(self, failure: Failure) -> None:
        """Count and name a file that could not be read."""
        file = Path(file_uri_to_path(failed_request(failure).url))
        self.unreadable(f"{file}: can't be read: {failure.value}")

    def unreadable(self, why: object) -> None:
        """Count a file that could not be read, and say why."""
        self.crawler.stats.inc_value("files/unreadable")
        logger.error("%s", why)
