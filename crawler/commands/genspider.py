"""`scrapy genspider`, with this project's templates: a spider for an outlet that needs code."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import genspider
from scrapy.exceptions import UsageError

from crawler.outlets import SEED_NAME, seed_files

if TYPE_CHECKING:
    import argparse


class Command(genspider.Command):
    """Scrapy's own command; an outlet's seed file and its spider have one name, and both are needed."""

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Begin with this project's own template."""
        super().add_options(parser)
        parser.set_defaults(template="outlet")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the spider; a name that no seed file can have is refused, a missing one is said."""
        name = args[0] if args else ""
        if name and not SEED_NAME.fullmatch(name):
            raise UsageError(
                f"{name!r} is no outlet's name: small letters, digits, - and _", print_help=False
            )
        super().run(args, opts)
        assert self.settings is not None
        if len(args) > 1 and name not in seed_files(self.settings.getlist("SEEDS_PATHS")):
            print(f"Its seed file is missing; `scrapy onboard {args[1]}` drafts {name}.toml")

    def _spider_exists(self, name: str) -> bool:
        """Whether there is code of that name; a seed file is none."""
        assert self.settings is not None
        module = import_module(self.settings["NEWSPIDER_MODULE"])
        path = Path(str(module.__file__)).parent / f"{genspider.sanitize_module_name(name)}.py"
        if path.exists():
            print(f"{path} is there already; --force writes it anew")
            self.exitcode = 1
        return path.exists()
