"""`scrapy snapshot`: a page and its record saved for later checks, and the check of all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError

from crawler.commands.output import reader_may_leave
from crawler.exceptions import NotAnArticle, OutletError, WarraqError
from crawler.outlets import find_outlet
from crawler.selection import outlet_of
from crawler.urls import same_site

if TYPE_CHECKING:
    import argparse

    from crawler.items import Article
    from crawler.outlets import Outlet
    from crawler.survey.answers import Answer, Fetch

# Where saved pages are kept, in DATA_DIR.
FOLDER = "snapshots"


def card(article: Article) -> list[str]:
    """What a person should compare with the page."""
    words = f"{article.word_count or 0} words, {article.paragraph_count or 0} paragraphs"
    facts = {
        "title": article.title,
        "published": article.published_text or "no date",
        "authors": "، ".join(each.name for each in article.authors),
        "sources": "، ".join(article.sources),
        "keywords": "، ".join(article.keywords),
        "related": str(len(article.related) or ""),
        "body": words,
    }
    lines = [f"{name:<11}{value}" for name, value in facts.items() if value]
    body = (article.body or "").split("\n\n")
    return [*lines, f"{'begins':<11}{body[0][:100]}", f"{'ends':<11}{body[-1][-100:]}"]


class Command(ScrapyCommand):
    """Saves one page, or reads all saved ones again; 1 where one differs or can't be saved."""

    requires_project = True
    requires_crawler_process = False  # `errand.run` makes its own
    default_settings = {"LOG_ENABLED": False}  # noqa: RUF012 (Scrapy's own type)

    def syntax(self) -> str:
        """The arguments."""
        return "[--folder FOLDER] OUTLET URL | --check [FOLDER]"

    def short_desc(self) -> str:
        """One line for `scrapy` without a command."""
        return "Save a page with its record, or check the saved ones"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Add --check and --folder."""
        super().add_options(parser)
        parser.add_argument("--check", action="store_true", help="read all saved pages again")
        parser.add_argument("--folder", default="", help=f"where they are (DATA_DIR/{FOLDER})")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Save a page or check the saved ones."""
        assert self.settings is not None
        if len(args) > 1 if opts.check else len(args) != 2:
            raise UsageError(
                "scrapy snapshot takes an outlet and an address, or --check and a folder",
                print_help=False,
            )
        folder = Path(opts.folder or Path(self.settings["DATA_DIR"]) / FOLDER)
        try:
            with reader_may_leave():
                if opts.check:
                    self.check(Path(args[0]) if args else folder)
                else:
                    self.save(args[0], args[1], folder)
        except NotAnArticle as error:
            self.fail(f"{args[1]}: no article: {error}; nothing was saved")
        except WarraqError as error:
            self.fail(f"error: {error}")

    def save(self, name: str, url: str, folder: Path) -> None:
        """Save the page at an address, and print what was read on it."""
        # here, so that other commands, which are imported together, do not load all of extraction
        from crawler.survey.snapshot import save  # noqa: PLC0415

        assert self.settings is not None
        outlet = find_outlet(name, self.settings.getlist("SEEDS_PATHS"))
        outlet_of(url)  # raises for what is no address
        if not same_site(url, outlet.domain):
            raise OutletError(f"{url} does not lie on {outlet.domain}, the site of {name}")
        answer = self.fetched(url, outlet)
        page, article = save(folder, outlet, answer.body, answer.place, answer.charset)
        print(*card(article), sep="\n")
        print(f"\nsaved: {page}\nCompare it with the page; mend {page.with_suffix('.json').name}.")

    def fetched(self, url: str, outlet: Outlet) -> Answer:
        """The page at an address; WarraqError says why there is none."""
        from crawler.survey.answers import said, standing  # noqa: PLC0415 - as in `save`
        from crawler.survey.errand import run  # noqa: PLC0415

        found: list[Answer] = []

        async def work(fetch: Fetch) -> None:
            found.append(await fetch(url, outlet=outlet))

        assert self.settings is not None
        run(self.settings, work, [outlet])
        if standing(found[0], outlet.domain) != "ok":
            raise WarraqError(f"{url}: {said(found[0])}; nothing was saved")
        return found[0]

    def check(self, folder: Path) -> None:
        """Print what differs, page by page, and how many do."""
        from crawler.survey.snapshot import check, snapshots  # noqa: PLC0415 - as in `save`

        assert self.settings is not None
        paths, bad = snapshots(folder), 0
        for path in paths:
            lines = check(path, self.settings.getlist("SEEDS_PATHS"))
            bad += bool(lines)
            for line in lines:
                print(f"{path.relative_to(folder).with_suffix('')}: {line}")
        print(f"{len(paths)} pages, {len(paths) - bad} as saved, {bad} differ")
        self.exitcode = 1 if bad else 0

    def fail(self, line: str) -> None:
        """One line on standard error, and status 1."""
        print(line, file=sys.stderr)
        self.exitcode = 1
