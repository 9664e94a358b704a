"""The data card: what an exported file holds, and what may be done with it, for people."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from crawler.export.profiles import Profile

SUFFIX = ".card.md"
UNKNOWN = "not said"
# Rows of the table of credited sources, of which there may be any number.
MOST_SOURCES = 20
LICENCE = """\
The texts and pictures belong to the outlets named above and to the agencies that they credit. This file grants no right
to them: what may be done with it depends on the terms of each outlet and agency and on the law of the country where it
is used. Before it is passed on or published, ask them. {free}
"""


@dataclass(slots=True)
class Tally:
    """What has been counted of the articles of an export; its size does not grow with theirs."""

    articles: int = 0
    unfit: int = 0
    """Documents that were left out, because they are no articles of this schema."""
    outlets: Counter[str] = field(default_factory=Counter)
    about: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Outlet → its Arabic name and country."""
    languages: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    sources: Counter[str] = field(default_factory=Counter)
    fields: Counter[str] = field(default_factory=Counter)
    """Column of the profile → records that have it."""
    first: str = ""
    last: str = ""
    undated: int = 0
    not_free: int = 0
    schema_versions: Counter[int] = field(default_factory=Counter)

    def add(self, record: Mapping[str, Any], exported: Mapping[str, Any]) -> None:
        """Count an article: its record, and what the profile made of it."""
        self.articles += 1
        outlet = record.get("outlet", UNKNOWN)
        self.outlets[outlet] += 1
        if "outlet_title" in record or outlet not in self.about:
            title, country = record.get("outlet_title", UNKNOWN), record.get("country", UNKNOWN)
            self.about[outlet] = (title, country)
        self.languages[record.get("language", UNKNOWN)] += 1
        self.types[record.get("type", UNKNOWN)] += 1
        self.schema_versions[record.get("schema_version", 0)] += 1
        self.sources.update(record.get("sources", ()))
        self.fields.update(exported.keys())
        self.not_free += record.get("is_free") is False
        self._date(record.get("published_at", "")[:10])

    def _date(self, day: str) -> None:
        if not day:
            self.undated += 1
            return
        self.first = min(self.first or day, day)
        self.last = max(self.last, day)


def write_card(path: Path, tally: Tally, profile: Profile, asked: Mapping[str, str]) -> Path:
    """Write the card of the file `path` beside it; where it is."""
    card = path.with_name(path.name + SUFFIX)
    lines = _lines(path, tally, profile, asked)
    card.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return card


def _lines(path: Path, tally: Tally, profile: Profile, asked: Mapping[str, str]) -> Iterator[str]:
    yield f"# {path.name}\n"
    yield from _table(("", ""), _facts(path, tally, profile, asked))
    yield "\n## Outlets\n"
    counts = tally.outlets.most_common()
    rows = ((name, *tally.about[name], f"{number:,}") for name, number in counts)
    yield from _table(("outlet", "name", "country", "articles"), rows)
    yield "\n## Fields\n"
    shares = ((name, f"{tally.fields[name] / tally.articles:.1%}") for name in profile.columns)
    yield from _table(("field", "of the articles have it"), shares)
    for title, counted in (("Languages", tally.languages), ("Types", tally.types)):
        yield f"\n## {title}\n"
        yield ", ".join(f"{name} {number:,}" for name, number in counted.most_common())
    yield "\n## Credited sources\n"
    told = (f"{_cell(name)} {number:,}" for name, number in tally.sources.most_common(MOST_SOURCES))
    more = f" and {len(tally.sources) - MOST_SOURCES:,} others"
    yield (", ".join(told) or "none") + (more if len(tally.sources) > MOST_SOURCES else "")
    yield "\n## Licence\n"
    free = f"{tally.not_free:,} of the articles are marked by their pages as not free to read."
    yield LICENCE.format(free=free if tally.not_free else "").rstrip()


def _facts(
    path: Path, tally: Tally, profile: Profile, asked: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    yield "articles", f"{tally.articles:,}"
    yield "outlets", f"{len(tally.outlets):,}"
    undated = f"{tally.undated:,} without a date"
    yield "published", f"{tally.first} to {tally.last}, {undated}" if tally.first else undated
    yield "asked for", "; ".join(f"{name} {value}" for name, value in asked.items()) or "all"
    yield "profile", f"{profile.name}: {profile.about}"
    yield "schema_version", ", ".join(map(str, sorted(tally.schema_versions)))
    yield "bytes", f"{path.stat().st_size:,}"
    yield "sha-256", _digest(path)
    yield "made", f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in rows:
        yield f"| {' | '.join(map(_cell, row))} |"


def _cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return " ".join(text.split()).replace("|", r"\|")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
