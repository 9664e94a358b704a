"""What is known of an outlet's pages, added up."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

# What has to be read of a page.
TALLY_FIELDS = {"state": 1, "reason": 1, "next_visit": 1, "first_seen": 1}
# A page's other addresses are no pages.
ALIAS = "alias"
# States in which a page waits to be fetched for the first time, or once more.
WAITING = ("due", "leased")


@dataclass(slots=True)
class Tally:
    """Counts of an outlet's pages; a page whose time for another visit has come is in `again` too."""

    outlet: str
    states: Counter[str] = field(default_factory=Counter)
    aliases: int = 0
    """Other addresses of pages."""
    again: int = 0
    """Pages that are done or failed and would be visited again now."""
    reasons: dict[str, Counter[str]] = field(default_factory=dict)
    """State → reasons."""
    oldest_due: datetime | None = None
    """Since when the page has waited that has waited longest."""

    def add(self, page: Mapping[str, Any], now: datetime) -> None:
        """Count a page."""
        state, reason, later = page["state"], page.get("reason"), page.get("next_visit")
        if reason == ALIAS:
            self.aliases += 1
            return
        self.states[state] += 1
        if state in WAITING:
            self._waits_since(page["first_seen"])
            return
        self.reasons.setdefault(state, Counter())[str(reason)] += 1
        if later and later <= now:
            self.again += 1
            self._waits_since(later)

    @property
    def known(self) -> int:
        """All pages."""
        return self.states.total()

    @property
    def due(self) -> int:
        """Pages that a run would fetch now."""
        return self.again + sum(self.states[state] for state in WAITING)

    def as_record(self, listings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
        """Everything as values of JSON, with the outlet's listings."""
        since = self.oldest_due
        return {
            "outlet": self.outlet,
            "known": self.known,
            "due": self.due,
            "done": self.states["done"],
            "gone": self.states["gone"],
            "failed": self.states["failed"],
            "aliases": self.aliases,
            "oldest_due": since.isoformat() if since else None,
            "reasons": {
                state: dict(counts.most_common()) for state, counts in self.reasons.items()
            },
            "listings": [listing_record(each) for each in listings],
        }

    def _waits_since(self, moment: datetime) -> None:
        self.oldest_due = min(self.oldest_due or moment, moment)


def share_known(listing: Mapping[str, Any]) -> float | None:
    """The share of a listing's entries that were known at the last look; None where it had none.

    >>> share_known({"entries": 30, "new": 3}), share_known({})
    (0.9, None)
    """
    entries = listing.get("entries")
    return 1 - listing.get("new", 0) / entries if entries else None


def listing_record(listing: Mapping[str, Any]) -> dict[str, Any]:
    """A listing as values of JSON."""
    checked, later = listing.get("checked_at"), listing.get("next_visit")
    return {
        "url": listing["_id"],
        "entries": listing.get("entries", 0),
        "share_known": share_known(listing),
        "checked_at": checked.isoformat() if checked else None,
        "next_visit": later.isoformat() if later else None,
    }
