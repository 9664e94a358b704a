"""`scrapy mongo`: the database's address for mongosh or Compass, and the embedded server kept up."""

from __future__ import annotations

import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.exceptions import WarraqError
from crawler.storage.address import masked
from crawler.storage.embedded import EmbeddedServer

if TYPE_CHECKING:
    import argparse

ENDS = {signal.SIGINT, signal.SIGTERM}


class Command(ScrapyCommand):
    """Prints the address; the embedded server stays until Ctrl-C, a server of your own is named only."""

    requires_project = True
    requires_crawler_process = False
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Print the database's address and keep the embedded server running"

    def run(self, args: list[str], opts: argparse.Namespace) -> None:  # noqa: ARG002 (Scrapy's signature)
        """Print the address on standard output, then wait."""
        if args:
            raise UsageError("scrapy mongo takes no arguments", print_help=False)
        assert self.settings is not None
        if uri := self.settings["MONGODB_URI"]:
            print(masked(uri))
            return
        server = EmbeddedServer(Path(self.settings["DATA_DIR"]) / "mongodb")
        try:
            uri = server.start()
        except WarraqError as error:
            print(f"error: {error}", file=sys.stderr)
            self.exitcode = 1
            return
        print(uri.replace("/?", f"/{self.settings['MONGODB_DATABASE']}?"), flush=True)
        print("The server runs until Ctrl-C, and while crawls use it.", file=sys.stderr)
        signal.pthread_sigmask(signal.SIG_BLOCK, ENDS)
        signal.sigwait(ENDS)
        server.stop()
