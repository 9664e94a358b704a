"""The public door to one page: it knows the time zones of the outlets that seed files describe."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import NoneType
from typing import TYPE_CHECKING

from crawler.extraction.article import extract_article as read
from crawler.outlets import Outlet
from crawler.urls import same_site

if TYPE_CHECKING:
    from datetime import datetime

    from crawler.items import Article

SEEDS = Path(__file__).resolve().parent.parent / "seeds"
# The two lines of a seed file that are needed: reading all of it takes three times as long.
FACT = re.compile(r'^(domain|timezone)\s*=\s*"([^"\n]+)"', re.MULTILINE)


def extract_article(
    html: bytes | str,
    url: str,
    *,
    outlet: Outlet | None = None,
    now: datetime | None = None,
    encoding: str | None = None,
) -> Article:
    """The article of a page or of a plain text.

    `outlet` gives selectors, name and time zone; without one, a time that is printed without a zone
    is read in the zone of the described outlet on whose site the address lies, else in that of the
    page's country, else in UTC. `now` is the moment that relative dates count from; `encoding` is
    what the HTTP header declared. Raises NotAnArticle, and nothing else, for a page that has no
    article; its `reason` says why. A `url` that is no str, or an `outlet` that is a name, is a
    TypeError.
    """
    _check("url", url, str)
    _check("outlet", outlet, Outlet, NoneType)
    return read(html, url, outlet=outlet, now=now, encoding=encoding, zone_of=described_zone)


def _check(name: str, value: object, *types: type) -> None:
    if not isinstance(value, types):
        raise TypeError(f"{name} is {value!r:.60}, not {' or '.join(t.__name__ for t in types)}")


def described_zone(url: str) -> str | None:
    """The time zone of the described outlet on whose site an address lies; None where there is none."""
    on_site = [domain for domain in _zones() if same_site(url, domain)]
    return _zones()[max(on_site, key=len)] if on_site else None


@cache
def _zones() -> dict[str, str]:
    """Domain → time zone of every described outlet that has one."""
    facts = (dict(FACT.findall(path.read_text(encoding="utf-8"))) for path in SEEDS.glob("*.toml"))
    return {each["domain"]: each["timezone"] for each in facts if {*each} == {"domain", "timezone"}}
