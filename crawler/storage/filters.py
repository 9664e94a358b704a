"""Which stored articles are meant: what a person says, as a query of the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.arabic.matching import TextQuery

# What a text query looks into.
SEARCHED = ("title", "kicker", "subtitle", "summary", "body")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What is asked of an article; an empty one is asked nothing."""

    outlets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    """Days of `published_at` in UTC, both included; articles without a date are left out."""
    story: tuple[str, ...] = ()
    """The ids of one story, its present one first."""
    text: TextQuery | None = None

    def query(self) -> dict[str, Any]:
        """The server's part of the question: everything but the text."""
        asked: dict[str, Any] = {}
        if self.outlets:
            asked["outlet"] = _one_of(self.outlets)
        if self.countries:
            asked["country"] = _one_of(self.countries)
        if period := self._period():
            asked["published_at"] = period
        if self.story:
            asked["story"] = _one_of(self.story)
        return asked

    def has_words(self, document: Mapping[str, Any]) -> bool:
        """Whether a stored article has the words that are asked for."""
        return self.text is None or self.text.matches(searched_texts(document))

    def words(self) -> dict[str, str]:
        """Name → value of what is asked, for a person."""
        said = {
            "outlet": ", ".join(self.outlets),
            "country": ", ".join(self.countries),
            "since": str(self.since or ""),
            "until": str(self.until or ""),
            "story": "".join(self.story[:1]),
            "text": self.text.asked if self.text else "",
        }
        return {name: value for name, value in said.items() if value}

    def _period(self) -> dict[str, datetime]:
        period = {}
        if self.since:
            period["$gte"] = datetime.combine(self.since, time.min, UTC)
        if self.until:
            period["$lte"] = datetime.combine(self.until, time.max, UTC)
        return period


def searched_texts(document: Mapping[str, Any]) -> list[str]:
    """The texts of an article in which words are looked for."""
    keywords = document.get("keywords")
    found = [document.get(name) for name in SEARCHED]
    found += keywords if isinstance(keywords, list) else []
    return [text for text in found if isinstance(text, str)]


def _one_of(values: tuple[str, ...]) -> Any:
    """One value is asked for itself: the embedded server reads an index only so."""
    return values[0] if len(values) == 1 else {"$in": list(values)}
