"""What is remembered of an outlet from run to run: one document, the input of `scrapy outlets`."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from crawler.survey.looks import MOST_RECENT, recalled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from crawler.outlets import Outlet
    from crawler.survey.health import Health
    from crawler.survey.looks import Looks

# Reasons of pages whose article another way of reading or asking may find.
UNREAD = (
    "no_body",
    "no_title",
    "empty",
    "undecodable",
    "undated",
    "consent_wall",
    "login_wall",
    "bot_challenge",
)
# Settings that decide what comes back for a page.
ASKING = ("COOKIES", "DEFAULT_REQUEST_HEADERS", "RENDER", "USER_AGENT")


def reading_key(outlet: Outlet) -> str:
    """A short name for how the outlet's pages are asked for and read: another one once that is changed."""
    asking = {name: outlet.settings[name] for name in ASKING if name in outlet.settings}
    reading = {name: list(each) for name, each in outlet.selectors.items()}
    text = json.dumps([reading, asking, outlet.elsewhere, outlet.timezone], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def is_mended(outlet: Outlet, known: Mapping[str, Any]) -> bool:
    """Whether its seed file says another way of reading than in the last run."""
    return bool(known) and known.get("reading") != reading_key(outlet)


def history(
    outlet: Outlet,
    looks: Looks,
    health: Health | None,
    known: Mapping[str, Any],
    run: Mapping[str, Any],
) -> dict[str, Any]:
    """The outlet's document after a run, from the one before it.

    `run` has `id`, `at` and `reason` of the run's end.
    """
    recent = [*recalled(known.get("recent", ())), *looks.recent][-MOST_RECENT:]
    document = {
        "_id": outlet.name,
        "run": dict(run),
        "articles": article_count(looks, known),
        "new_at": looks.new_at or known.get("new_at"),
        "health": _health(health, known.get("health") or {}, run),
        "recent": [each.as_document() for each in recent],
        "reading": reading_key(outlet),
    }
    return {name: value for name, value in document.items() if value is not None}


def article_count(looks: Looks, known: Mapping[str, Any]) -> int | None:
    """How many articles are stored; None where they have to be counted, because no run has done so
    yet or one was killed on its way.
    """
    if "articles" not in known or "running" in known:
        return None
    return int(known["articles"]) + looks.new


def _health(
    health: Health | None, known: Mapping[str, Any], run: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """What is known now, and since when; what was known before where the run could not say."""
    if health is None:
        return known or None
    since = known.get("since") if known.get("state") == health.state else None
    found = {"state": health.state, "line": health.line, "examples": list(health.examples)}
    return {
        **{name: value for name, value in found.items() if value},
        "since": since or run["at"],
        "run": run["id"],
    }
