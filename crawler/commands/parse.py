"""`scrapy parse`, without what belongs to a crawl; with `--pipelines` the article is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.commands import parse

from crawler.bare import OF_A_CRAWL, leave_out

if TYPE_CHECKING:
    import argparse


class Command(parse.Command):
    """Prints the article of one page as its outlet's spider reads it."""

    def process_options(self, args: list[str], opts: argparse.Namespace) -> None:
        """Leave out extensions, and pipelines unless they are asked for."""
        super().process_options(args, opts)
        assert self.settings is not None
        leave_out(self.settings, OF_A_CRAWL[1:2] if opts.pipelines else OF_A_CRAWL[:2])
