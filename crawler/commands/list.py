"""`scrapy list`, which also says which seed files are broken."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from scrapy.commands import list as scrapy_list
from scrapy.spiderloader import get_spider_loader

from crawler.commands.output import reader_may_leave

if TYPE_CHECKING:
    import argparse


class Command(scrapy_list.Command):
    """Scrapy's own command, with a line on standard error for each broken seed file."""

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Print the names of all spiders that can run."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        with reader_may_leave():
            print("\n".join(loader.list()))
        for error in getattr(loader, "broken", ()):
            print(f"error: {error}", file=sys.stderr)
