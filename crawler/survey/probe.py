"""Whether an outlet's seed file still fits its site: each seed and one article, and a verdict."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, Literal

from crawler.outlets import Seed
from crawler.survey.answers import said
from crawler.survey.listing import read_listing
from crawler.survey.looks import lost_field
from crawler.survey.reading import read_article

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.discovery.links import Link
    from crawler.outlets import Outlet
    from crawler.survey.answers import Fetch
    from crawler.survey.listing import Listing
    from crawler.survey.reading import Reading

Outcome = Literal[
    "ok", "down", "blocked", "robots", "private", "moved", "empty", "not_arabic", "layout_changed"
]
# What is asked for at most, and how long one outlet may take, in seconds.
MOST_SEEDS, MOST_TRIES, MOST_SECONDS = 6, 3, 180.0
# A server that says so is not asked again by a probe.
BUSY = (429, 503)
# Reasons that a page has no article, and what they say about the outlet.
REASONS: dict[str, Outcome] = {
    "not_arabic": "not_arabic",
    "blocked": "blocked",
    "bot_challenge": "blocked",
    "login_wall": "blocked",
    "consent_wall": "blocked",
    "down": "down",
    "gone": "moved",
    "moved": "moved",
    "robots": "robots",
}
# Of several seeds that fail, the first of these that one of them has.
ORDER: tuple[Outcome, ...] = ("private", "blocked", "moved", "robots", "down")


@dataclass(slots=True, kw_only=True)
class Probe:
    """The verdict on one outlet, with its evidence."""

    outlet: str
    outcome: Outcome
    line: str
    """The evidence in words."""
    seeds: list[dict[str, Any]] = field(default_factory=list)
    """Address, kind, answer, articles and newest day of each seed that was fetched."""
    article: dict[str, Any] | None = None
    """Address of the page that was read last, and the rule of each field or the reason."""
    at: datetime
    """When."""


async def probe(outlet: Outlet, fetch: Fetch, *, seconds: float = MOST_SECONDS) -> Probe:
    """The verdict on an outlet; `down` where none is there after so many seconds."""
    try:
        return await asyncio.wait_for(_probe(outlet, partial(fetch, outlet=outlet)), seconds)
    except TimeoutError:
        line = f"no verdict after {seconds:.0f} s"
        return Probe(outlet=outlet.name, outcome="down", line=line, at=datetime.now(UTC))


async def _probe(outlet: Outlet, fetch: Fetch) -> Probe:
    seeds = outlet.seeds or (Seed(url=f"https://{outlet.domain}/", kind="home"),)
    listings: list[Listing] = []
    for seed in seeds[:MOST_SEEDS]:
        listings.append(await _listing(seed, outlet, fetch))
        if listings[-1].answer.status in BUSY:
            break
    readings: list[Reading] = []
    links: dict[str, Link] = {}
    for link in islice(_in_turn(listings), MOST_TRIES):
        links[link.url] = link
        readings.append(read_article(await fetch(link.url), outlet))
        if readings[-1].article:
            break
    outcome, line = verdict(outlet, listings, readings, links)
    return Probe(
        outlet=outlet.name,
        outcome=outcome,
        line=line,
        seeds=[_told(each) for each in listings],
        article=_told_article(readings[-1]) if readings else None,
        at=datetime.now(UTC),
    )


async def _listing(seed: Seed, outlet: Outlet, fetch: Fetch) -> Listing:
    """A seed's listing; for an index of sitemaps with the newest of its parts."""
    kind = seed.kind if seed.kind in ("home", "section") else "other"
    listing = read_listing(await fetch(seed.url), outlet, kind)
    parts = [each for each in listing.listings if each.kind == "sitemap"]
    if not listing.articles and parts:
        part = read_listing(await fetch(parts[0].url), outlet, "other")
        listing.articles, listing.newest = part.articles, part.newest
    return listing


def _in_turn(listings: list[Listing]) -> Iterator[Link]:
    """The first article of each listing, then the second of each."""
    for number in range(MOST_TRIES):
        yield from (each.articles[number] for each in listings if len(each.articles) > number)


def verdict(
    outlet: Outlet, listings: list[Listing], readings: list[Reading], links: dict[str, Link]
) -> tuple[Outcome, str]:
    """What the seeds' listings and the pages they led to say of an outlet, and the evidence."""
    failed = [each for each in listings if not each.is_good]
    if len(failed) == len(listings):
        return _without_listings(listings)
    read = next((each for each in readings if each.article), None)
    if read is None:
        return _without_article(readings)
    seeds = f"{len(listings) - len(failed)} of {len(listings)} seeds good"
    if failed:
        seeds += f" ({failed[0].url}: {_seed_words(failed[0])})"
    if changed := _changed(outlet, read, links.get(read.url)):
        return "layout_changed", f"{read.url}: {changed}"
    newest = max((each.newest for each in listings if each.newest), default=None)
    words = read.article.word_count if read.article else 0
    return "ok", f"{seeds}, newest {newest or 'not dated'}; {read.url}: {words} words"


def _without_listings(listings: list[Listing]) -> tuple[Outcome, str]:
    """The verdict where no seed leads to an article."""
    standings = {_outcome(each) for each in listings}
    outcome: Outcome = next((each for each in ORDER if each in standings), "empty")
    telling = next(each for each in listings if (outcome == "empty" or _outcome(each) == outcome))
    return outcome, f"{telling.url}: {_seed_words(telling)}"


def _outcome(listing: Listing) -> str:
    return "moved" if listing.standing == "gone" else listing.standing


def _seed_words(listing: Listing) -> str:
    if listing.standing != "ok":
        return said(listing.answer)
    return f"{said(listing.answer)}, no link to an article"


def _without_article(readings: list[Reading]) -> tuple[Outcome, str]:
    """The verdict where listings lead to pages, none of which is an article."""
    outcomes = Counter(REASONS.get(each.reason, "layout_changed") for each in readings)
    outcome = outcomes.most_common(1)[0][0]
    example = next(
        each for each in readings if REASONS.get(each.reason, "layout_changed") == outcome
    )
    told = f"{example.reason}: {example.detail}" if example.detail else example.reason
    return outcome, f"{len(readings)} pages, no article; {example.url}: {told}"


def _changed(outlet: Outlet, reading: Reading, link: Link | None) -> str | None:
    """What a page that was read lacks; None where it lacks nothing."""
    if reading.article is None:
        return None
    if lost := lost_field(reading.article, outlet):
        rule = reading.article.provenance.get(lost, "no rule")
        return f"no selector of {lost} finds anything; {rule} does"
    if not reading.article.published_at and not (link and link.published_at):
        return "no date, neither on the page nor in a listing"
    return None


def _told(listing: Listing) -> dict[str, Any]:
    return {
        "url": listing.url,
        "kind": listing.kind,
        "answer": said(listing.answer),
        "articles": listing.count,
        "newest": str(listing.newest) if listing.newest else None,
    }


def _told_article(reading: Reading) -> dict[str, Any]:
    if reading.article:
        return {"url": reading.url, "rules": reading.rules, "charset": reading.charset}
    return {"url": reading.url, "reason": reading.reason, "detail": reading.detail}
