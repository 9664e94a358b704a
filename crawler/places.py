"""Countries and their time zones, out of the time zone database's own table."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Suffixes that countries sell to everybody, so that they say nothing about an outlet's place.
SOLD = frozenset("ai cc co fm io me net so tv ws dj".split())
TABLE = "zone.tab"
# A language with a country: ar_EG, ar-SA.
LOCALE = re.compile(r"^ar[-_]([A-Za-z]{2})$")
# Countries whose zones keep one time.
OF_ONE_TIME = frozenset({"PS"})


@cache
def zones() -> dict[str, tuple[str, ...]]:
    """Country code → its time zones, the table's order."""
    lines = (files("tzdata") / "zoneinfo" / TABLE).read_text(encoding="utf-8").splitlines()
    found: dict[str, tuple[str, ...]] = {}
    for line in lines:
        if not line.startswith("#"):
            country, _, zone = line.split("\t")[:3]
            found[country] = (*found.get(country, ()), zone)
    return found


def zone_of(country: str) -> str | None:
    """The time zone of a country that has one; None where it has several or is unknown.

    >>> zone_of("EG"), zone_of("US")
    ('Africa/Cairo', None)
    """
    found = zones().get(country, ())
    return found[0] if len(found) == 1 else None


def country_of(host: str) -> str | None:
    """The country that a host's last label names; None where it names none or anybody may have it.

    >>> country_of("alwasat.com.kw"), country_of("akhbar.tv"), country_of("news.co.uk")
    ('KW', None, 'GB')
    """
    label = host.partition(":")[0].rpartition(".")[2].lower()
    country = "GB" if label == "uk" else label.upper()
    return country if country in zones() and label not in SOLD else None


def country_in(locale: str) -> str | None:
    """The country of an Arabic locale; None where it names none.

    >>> country_in("ar_EG"), country_in("ar-sa"), country_in("ar_AR"), country_in("en_US")
    ('EG', 'SA', None, None)
    """
    found = LOCALE.match(locale.strip())
    country = found[1].upper() if found else None
    return country if country in zones() and country != "AR" else None


def zone_at(host: str, locales: Iterable[str]) -> str | None:
    """The time zone of a page by its host's country, else by its locales'; None where nothing says it.

    >>> zone_at("www.press.com.sa", []), zone_at("press.ps", []), zone_at("press.com", ["ar", "ar_EG"])
    ('Asia/Riyadh', 'Asia/Gaza', 'Africa/Cairo')
    """
    countries = [country_of(host), *map(country_in, locales)]
    country = next((each for each in countries if each), None)
    if country in OF_ONE_TIME:
        return zones()[country][0]
    return zone_of(country) if country else None
