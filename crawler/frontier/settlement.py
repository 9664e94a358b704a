"""What becomes of a page, as a change to its document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.frontier.names import later_name
from crawler.storage.plan import now

if TYPE_CHECKING:
    from crawler.frontier.pages import Document, Page
    from crawler.frontier.schedule import Outcome

# For pages that are known.
RELEASED: Document = {"$set": {"state": "due"}, "$unset": {"run": ""}}


def settled(page: Page, outcome: Outcome) -> Document:
    """The change that says what became of a page."""
    has_failed = outcome.state == "failed"
    facts: Document = {
        "state": outcome.state,
        "reason": outcome.reason,
        "visited_at": now(),
        "attempts": page.attempts + 1 if has_failed else 0,
        "visits": page.visits if has_failed else page.visits + 1,
    }
    gone: Document = {"run": "", "is_said_changed": ""}
    if outcome.next_visit:
        facts |= {
            "next_visit": outcome.next_visit,
            "queue": later_name(page.outlet, outcome.next_visit),
        }
    else:
        gone |= {"next_visit": "", "queue": ""}
    return {"$set": facts, "$unset": gone, "$setOnInsert": _first(page)}


def released(page: Page) -> Document:
    """The change that gives a page back; it is due then, also where no listing has named it."""
    queue = later_name(page.outlet, now())
    return RELEASED | {"$setOnInsert": {**_first(page), "queue": queue}}


def _first(page: Page) -> Document:
    """What is written down of a page that was not known."""
    first = {"url": page.link.url, "outlet": page.outlet, "by": page.by, "from": page.found_on}
    return first | {"first_seen": page.first_seen, "last_seen": page.first_seen}
