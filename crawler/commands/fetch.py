"""`scrapy fetch`, without what belongs to a crawl."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import fetch

from crawler.bare import leave_out

if TYPE_CHECKING:
    import argparse


class Command(fetch.Command):
    """Prints a page as it comes, without opening the database."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave out pipelines and extensions."""
        super().process_options(args, opts)
        assert self.settings is not None
        leave_out(self.settings)
