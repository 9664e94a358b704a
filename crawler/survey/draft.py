"""A look at a site to the text of a seed file, and to a list of what a person should check."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from crawler.survey.identity import Known, country_said, kind_of, name_of, timezone_of, title_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from crawler.survey.listing import Listing
    from crawler.survey.site import Site

# Days after which a listing's newest entry makes one ask whether it is still fed.
FRESH = timedelta(days=7)


@dataclass(slots=True)
class Draft:
    """A seed file that nobody has read yet."""

    name: str
    text: str = ""
    checks: list[str] = field(default_factory=list)
    """What a person should look at, one line each."""


def draft(site: Site, today: date, country: str = "") -> Draft:
    """The seed file of a site, each line with its evidence; `country` where a person said it."""
    done = Draft(name_of(site.outlet.domain))
    lines = [f"# Drafted on {today} by a look at {site.home.url}"]
    lines += _facts(site, done, Known(country, "said") if country else country_said(site))
    for url, kind, evidence in _seeds(site, today, done):
        lines += ["", "[[seeds]]", f"url = {quoted(url)}  # {evidence}", f'kind = "{kind}"']
    if site.outlet.deny:
        patterns = ", ".join(f"'{each}'" for each in site.outlet.deny)
        lines += ["", "[articles]", f"deny = [{patterns}]  # everything outside the Arabic part"]
    done.text = "\n".join(lines) + "\n"
    _reading_checks(site, done)
    return done


def quoted(text: str) -> str:
    """A text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def _facts(site: Site, done: Draft, country: Known) -> Iterator[str]:
    """Title, country, kind, domain and time zone; what is not known stands in a comment."""
    title = title_of(site)
    name = title.value or site.outlet.domain
    facts = {
        "title": title,
        "country": country,
        "kind": kind_of(site, name),
        "timezone": timezone_of(country.value),
    }
    if not title.value:
        facts["title"] = title._replace(value=name)
        done.checks.append(f"title: {title.evidence}; its domain stands in its place")
    for key, (value, evidence) in facts.items():
        if key == "timezone":
            yield f"domain = {quoted(site.outlet.domain)}"
        yield f"{key} = {quoted(value)}  # {evidence}" if value else f'# {key} = ""  # {evidence}'
        if not value:
            done.checks.append(f"{key}: {evidence}; fill it in")
        elif evidence.startswith("a guess"):
            done.checks.append(f"{key}: {value!r} is {evidence}")


def _seeds(site: Site, today: date, done: Draft) -> Iterator[tuple[str, str, str]]:
    """Address, kind and evidence of the listings that a crawl should begin with.

    A feed has the newest, a sitemap everything; the home page is there unless both are good.
    """
    good = [each for each in (*site.feeds, *site.sitemaps) if each.is_good]
    fresh = {each.kind for each in good if _is_fresh(each, today)}
    for listing in good:
        yield listing.url, listing.kind, evidence(listing, today)
        if not _is_fresh(listing, today):
            last = listing.newest or "no dates"
            done.checks.append(f"{listing.url}: newest entry: {last}; is it still fed?")
    for listing in (*site.feeds, *site.sitemaps):
        if not listing.is_good and not any(each.url == listing.url for each in good):
            done.checks.append(f"{listing.url}: named by the site, no article in it; left out")
    if fresh < {"feed", "sitemap"}:
        count = site.home.count
        found = f"{count} articles and {len(site.sections)} sections"
        yield site.home.url, "home", f"tested {today:%Y-%m}: {found}"


def _is_fresh(listing: Listing, today: date) -> bool:
    return listing.newest is not None and today - listing.newest <= FRESH


def evidence(listing: Listing, today: date) -> str:
    """What a look at a listing has shown, for the comment behind its address."""
    words = [f"tested {today:%Y-%m}: {listing.count} articles"]
    if listing.newest:
        words.append(f"newest {listing.newest}")
    if listing.kind == "feed":
        zone = "dates with zone" if listing.zoned == listing.dated else "dates without zone"
        words.append(zone if listing.dated else "no publishing dates")
    return ", ".join(words)


def _reading_checks(site: Site, done: Draft) -> None:
    """Note what the articles' pages leave in doubt."""
    for reading in site.readings:
        article = reading.article
        if not article:
            done.checks.append(f"{reading.url}: no article: {reading.reason}: {reading.detail}")
            continue
        if not article.published_at:
            done.checks.append(f"{reading.url}: no date found; [selectors] published_at may help")
        if "(declared" in reading.charset:
            done.checks.append(
                f"{reading.url}: read as {reading.charset}; do its letters look right?"
            )
    if site.articles and not any(each.has_zone for each in site.articles):
        done.checks.append(
            "dates are printed without a zone: they are read in the outlet's timezone"
        )
