"""Countries and their time zones, out of the time zone database's own table."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

# Suffixes that countries sell to everybody, so that they say nothing about an outlet's place.
SOLD = frozenset("ai cc co fm io me net so tv ws dj".split())
TABLE = "zone.tab"


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
