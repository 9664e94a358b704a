"""What a look at the seed files alone can say: what is wrong, and what a person should look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.exceptions import OutletError
from crawler.outlets import check_outlet, load_outlet
from crawler.places import zones
from crawler.urls import page_key, same_site

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from crawler.outlets import Outlet


@dataclass(slots=True)
class Check:
    """The outcome of a look at seed files."""

    files: int = 0
    """Files that were read."""
    problems: list[str] = field(default_factory=list)
    """What must be mended, one line each, file and key first."""
    remarks: list[str] = field(default_factory=list)
    """What may be meant so, one line each."""
    outlets: list[Outlet] = field(default_factory=list)
    """Those whose file is good."""


def check_files(files: Mapping[str, Path]) -> Check:
    """Problems and remarks of seed files, name → path."""
    done = Check(files=len(files))
    for path in files.values():
        wrong = check_outlet(path)
        done.problems += wrong
        if not wrong:
            try:
                done.outlets.append(load_outlet(path))
            except OutletError as error:  # changed between two reads
                done.problems.append(str(error))
    done.problems += shared_domains(done.outlets, files)
    for outlet in done.outlets:
        done.remarks += [f"{files[outlet.name]}: {line}" for line in remarks(outlet)]
    done.remarks += nested_domains(done.outlets, files)
    return done


def shared_domains(outlets: Iterable[Outlet], files: Mapping[str, Path]) -> Iterator[str]:
    """A line for each outlet whose domain another one has: their articles would be mixed up."""
    first: dict[str, str] = {}
    for outlet in outlets:
        owner = first.setdefault(outlet.domain, outlet.name)
        if owner != outlet.name:
            yield f"{files[outlet.name]}: domain: {outlet.domain!r} is {owner}'s too"


def nested_domains(outlets: Iterable[Outlet], files: Mapping[str, Path]) -> Iterator[str]:
    """A line for each outlet on a subdomain of another's domain: that one may read its articles."""
    owners = {outlet.domain: outlet.name for outlet in outlets}
    for domain, name in owners.items():
        parts = domain.split(".")
        outer = (".".join(parts[cut:]) for cut in range(1, len(parts) - 1))
        if owner := next((owners[each] for each in outer if each in owners), None):
            yield f"{files[name]}: domain: {domain!r} lies within {owner}'s"


def remarks(outlet: Outlet) -> Iterator[str]:
    """What a person should look at in an outlet's file."""
    yield from (f"{key}: missing" for key in ("country", "kind") if not getattr(outlet, key))
    yield from _zone_remarks(outlet)
    yield from _seed_remarks(outlet)


def _zone_remarks(outlet: Outlet) -> Iterator[str]:
    known = zones()
    if not outlet.country:
        return
    if outlet.country not in known:
        yield f"country: {outlet.country!r} is no country of the time zone database"
    elif outlet.timezone == "UTC":
        yield f"timezone: missing; {outlet.country} has {', '.join(known[outlet.country][:3])}"
    elif outlet.timezone not in known[outlet.country]:
        yield f"timezone: {outlet.timezone!r} is no zone of {outlet.country}"


def _seed_remarks(outlet: Outlet) -> Iterator[str]:
    met: dict[str, int] = {}
    for number, seed in enumerate(outlet.seeds):
        twin = met.setdefault(page_key(seed.url), number)
        if twin != number:
            yield f"seeds[{number}].url: the same address as seeds[{twin}]"
        if not same_site(seed.url, outlet.domain):
            host = urlsplit(seed.url).hostname
            yield f"seeds[{number}].url: lies on {host}; articles must lie on {outlet.domain}"
