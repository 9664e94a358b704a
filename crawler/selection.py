"""Which outlets a run crawls, and which days: the arguments of `scrapy crawl news`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.exceptions import OutletError
from crawler.outlets import Outlet, Seed, find_outlet, load_outlets
from crawler.urls import same_site, site_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COMMA = re.compile(r"\s*[,،]\s*")
HOW_TO_CHOOSE = (
    "say what to crawl: -a outlets=NAME,NAME (or `all`), -a country=EG, -a kind=newspaper "
    "or -a url=https://…; `scrapy outlets` lists the outlets"
)


def names(text: str) -> list[str]:
    """The parts of a list with commas.

    >>> names("elbalad, hespress،")
    ['elbalad', 'hespress']
    """
    return [name for name in COMMA.split(text.strip()) if name]


def choose(
    folders: Iterable[Path | str],
    *,
    outlets: str = "",
    country: str = "",
    kind: str = "",
    url: str = "",
) -> list[Outlet]:
    """The outlets that the arguments name; OutletError where they name none."""
    folders = list(folders)
    said = {"outlets": outlets, "country": country, "kind": kind}
    if url:
        if other := next((key for key, value in said.items() if value), None):
            raise OutletError(f"-a url=… names one address; -a {other}=… can't go with it")
        return [outlet_of(url, folders)]
    named, countries, kinds = names(outlets), names(country.upper()), names(kind.lower())
    if named and named != ["all"]:
        chosen = [find_outlet(name, folders) for name in named]
    elif named or countries or kinds:
        chosen = list(load_outlets(folders).values())
    else:
        raise OutletError(HOW_TO_CHOOSE)
    chosen = [outlet for outlet in chosen if not countries or outlet.country in countries]
    chosen = [outlet for outlet in chosen if not kinds or outlet.kind in kinds]
    if not chosen:
        among = f" of {', '.join(named)}" if named and named != ["all"] else ""
        has = " and ".join(f"{key} {said[key]!r}" for key in ("country", "kind") if said[key])
        raise OutletError(f"no outlet{among} has {has}" if has else "there are no outlets")
    return chosen


def outlet_of(url: str, folders: Iterable[Path | str] = ()) -> Outlet:
    """The outlet of any address, with that address as its only seed; described or not."""
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme in ("http", "https") and len((parts.hostname or "").split()) == 1
    except ValueError:
        good = False
    if not good:
        raise OutletError(f"{url!r} is no http(s) address")
    kind = "home" if parts.path in ("", "/") and not parts.query else "section"
    seeds = (Seed(url=url.strip(), kind=kind),)
    if found := described(url, load_outlets(folders, broken=lambda _: None).values()):
        return replace(found, seeds=seeds)
    site = site_of(url)
    return Outlet(name=re.sub(r"[^a-z0-9.-]", "-", site), title=site, domain=site, seeds=seeds)


def described(url: str, outlets: Iterable[Outlet]) -> Outlet | None:
    """The outlet on whose site an address lies; of several the one with the longest domain."""
    on_site = [outlet for outlet in outlets if same_site(url, outlet.domain)]
    return max(on_site, key=lambda outlet: len(outlet.domain), default=None)


def day(text: str, name: str) -> date | None:
    """A day written 2024-01-31; None for no text, OutletError for anything else."""
    if not text:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise OutletError(f"{name}={text!r} is no day; write it like 2024-01-31") from None


def period(since: str, until: str) -> tuple[date | None, date | None]:
    """First and last day that are asked for; OutletError where they are none, or end before they begin."""
    first, last = day(since, "since"), day(until, "until")
    if first and last and first > last:
        raise OutletError(f"since={since} is later than until={until}")
    return first, last


def yes(text: str, name: str) -> bool:
    """Whether an argument says yes; OutletError for what is neither yes nor no."""
    word = text.strip().lower()
    if word not in ("", "yes", "no", "1", "0", "true", "false"):
        raise OutletError(f"{name}={text!r} is neither yes nor no")
    return word in ("yes", "1", "true")


def count(text: str, name: str) -> int | None:
    """A number of one or more; None for no text, OutletError for anything else."""
    if not text:
        return None
    if not text.strip().isdecimal() or int(text) < 1:
        raise OutletError(f"{name}={text!r} is no number of one or more")
    return int(text)
