"""Outlets as data: seed files read strictly into frozen dataclasses."""

from __future__ import annotations

import logging
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.exceptions import OutletError
from crawler.seedfile import close_names, problems

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

logger = logging.getLogger(__name__)

# What a seed file, and the spider of that name, may be called.
SEED_NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
# Names of spiders that are no outlets.
RESERVED = ("news", "documents")


@dataclass(frozen=True, slots=True, kw_only=True)
class Seed:
    """A URL where the crawl of an outlet starts."""

    url: str
    """Absolute http(s) address."""

    kind: str
    """`sitemap`, `feed`, `section`, `home` or `article`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A news organisation's site, as its seed file describes it."""

    name: str
    """The seed file's stem, which is the spider's name."""

    title: str
    """Arabic name."""

    domain: str
    """Registered domain (and port, where not the default), without `www.`."""

    country: str | None = None
    """ISO 3166-1 alpha-2."""

    kind: str | None = None
    """`newspaper`, `agency`, `broadcaster`, `portal`, `magazine` or `aggregator`."""

    timezone: str = "UTC"
    """IANA name, for dates printed without a zone."""

    seeds: tuple[Seed, ...] = ()
    """Where the crawl starts, in order."""

    allow: tuple[str, ...] = ()
    """Regexes on the URL's path; an article's address matches one of them, if there are any."""

    deny: tuple[str, ...] = ()
    """Regexes on the URL's path that no article matches."""

    elsewhere: str | None = None
    """What is made of links to other sites' articles: `follow`, `credit`; None leaves them."""

    keep_query: tuple[str, ...] = ()
    """Query names that identify a page here, although they track elsewhere."""

    drop_query: tuple[str, ...] = ()
    """Query names that don't identify a page here; `*` for all but `keep_query`."""

    id_pattern: str | None = None
    """Regex on the decoded path whose group is the article's number, where slugs change."""

    selectors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Field → selectors tried in order: CSS, or XPath after `xpath:`."""

    settings: dict[str, Any] = field(default_factory=dict)
    """Scrapy settings for this outlet."""


def load_outlet(path: Path | str) -> Outlet:
    """The outlet that a seed file describes; OutletError names the file and the key that is wrong."""
    path = Path(path)
    table = _table(path)
    if wrong := list(_wrong(path, table)):
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        raise OutletError(wrong[0] + more)
    articles, urls = table.get("articles", {}), table.get("urls", {})
    return Outlet(
        name=path.stem,
        **{key: table[key] for key in ("title", "domain")},
        **{key: table[key] for key in ("country", "kind", "timezone") if key in table},
        seeds=tuple(Seed(**seed) for seed in table.get("seeds", ())),
        allow=tuple(articles.get("allow", ())),
        deny=tuple(articles.get("deny", ())),
        elsewhere=articles.get("elsewhere"),
        keep_query=tuple(urls.get("keep_query", ())),
        drop_query=tuple(urls.get("drop_query", ())),
        id_pattern=urls.get("id_pattern"),
        selectors={name: tuple(each) for name, each in table.get("selectors", {}).items()},
        settings=table.get("settings", {}),
    )


def load_outlets(
    folders: Iterable[Path | str], *, broken: Callable[[OutletError], None] | None = None
) -> dict[str, Outlet]:
    """Name → outlet for every good seed file; `broken` is called for each other (else: logged)."""
    outlets = {}
    for name, path in seed_files(folders).items():
        try:
            outlets[name] = load_outlet(path)
        except OutletError as error:
            (broken or logger.error)(error)
    return outlets


def seed_files(folders: Iterable[Path | str]) -> dict[str, Path]:
    """Name → seed file, sorted by name; of two with one name the first folder's counts."""
    found: dict[str, Path] = {}
    for folder in folders:
        for path in Path(folder).glob("*.toml"):
            found.setdefault(path.stem, path)
    return dict(sorted(found.items()))


def find_outlet(name: str, folders: Iterable[Path | str]) -> Outlet:
    """The outlet of that name; OutletError with names that are close where there is none."""
    files = seed_files(folders)
    if name not in files:
        raise OutletError(unknown_outlet(name, files))
    return load_outlet(files[name])


def unknown_outlet(name: str, known: Iterable[str]) -> str:
    """One line that says that an outlet is unknown and what was perhaps meant.

    >>> unknown_outlet("aljazera", ["aljazeera", "bbc"])
    "Unknown outlet 'aljazera'. Did you mean: aljazeera? `scrapy outlets` lists them."
    """
    return f"Unknown outlet {name!r}.{close_names(name, known)} `scrapy outlets` lists them."


def check_outlet(path: Path) -> list[str]:
    """Everything that is wrong with a seed file, one line each."""
    try:
        return list(_wrong(path, _table(path)))
    except OutletError as error:
        return [str(error)]


def _wrong(path: Path, table: dict[str, Any]) -> Iterator[str]:
    if not SEED_NAME.fullmatch(path.stem) or path.stem in RESERVED:
        yield f"{path}: the file name must be small letters, digits, - and _, and no spider's name"
    yield from (f"{path}: {line}" for line in problems(table))


def _table(path: Path) -> dict[str, Any]:
    """The file's TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise OutletError(f"{path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OutletError(f"{path}: not UTF-8 at byte {error.start}") from error
    except tomllib.TOMLDecodeError as error:
        raise OutletError(f"{path}: not TOML: {error}") from error
