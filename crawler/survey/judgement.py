"""Whether a look at a site has found an outlet that can be crawled; if not, why not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crawler.extraction.language import detect
from crawler.survey.answers import said, standing
from crawler.survey.listing import page_of

if TYPE_CHECKING:
    from crawler.survey.site import Site

Outcome = Literal[
    "ok", "down", "gone", "blocked", "robots", "private", "moved", "not_arabic", "no_outlet"
]
# Reasons of pages that were closed to us rather than unreadable.
CLOSED = ("blocked", "bot_challenge")
# One readable page makes no newspaper.
LEAST_ARTICLES = 2


@dataclass(frozen=True, slots=True)
class Judgement:
    """An outcome with the evidence, in one line for a person."""

    outcome: Outcome
    line: str


def judge(site: Site) -> Judgement:
    """Whether the site is an outlet that can be crawled."""
    reasons = Counter(each.reason for each in site.readings)
    read, tried = len(site.articles), len(site.readings)
    if reasons["not_arabic"] > read:
        example = next(each for each in site.readings if each.reason == "not_arabic")
        part = "; if it has an Arabic part, give that part's address" if read else ""
        return Judgement("not_arabic", f"{example.url}: {example.detail}{part}")
    if read >= LEAST_ARTICLES or (read and tried <= LEAST_ARTICLES):
        return Judgement("ok", f"{read} of {tried} pages were read as articles")
    return _home(site) or _pages(site, reasons)


def _home(site: Site) -> Judgement | None:
    """The judgement of a home page that ended the look."""
    answer, url = site.home.answer, site.home.url
    if site.home.standing == "robots":
        return Judgement("robots", f"robots.txt forbids {url}")
    if site.home.standing == "private":
        return Judgement("private", f"{url} is a private address; ALLOWED_PRIVATE_HOSTS allows it")
    if site.home.standing == "moved":
        return Judgement("moved", f"{url} leads to another site: {answer.url}; try that address")
    if site.home.standing in ("down", "gone"):
        return Judgement(site.home.standing, f"{url}: {said(answer)}")
    return None


def _pages(site: Site, reasons: Counter[str]) -> Judgement:
    """The judgement of a site without readable articles."""
    home = site.home
    if home.standing == "blocked" or (reasons and set(reasons) <= set(CLOSED)):
        closed = [home.answer, *(each.answer for each in site.readings)]
        words = Counter(said(each) for each in closed if standing(each) == "blocked")
        told = ", ".join(f"{what} ×{number}" for what, number in words.items())
        return Judgement("blocked", f"{home.url} is closed to this crawler: {told}")
    if not reasons:
        language = detect(" ".join(page_of(home.answer).xpath("//body//text()").getall()))
        if language not in ("ar", "und", None):
            return Judgement("not_arabic", f"{home.url}: the text is in {language}")
        return Judgement("no_outlet", f"no link to an article on {home.url}{_scripts(site)}")
    told = ", ".join(f"{reason or 'article'} ×{number}" for reason, number in reasons.most_common())
    return Judgement("no_outlet", f"too few articles among {len(site.readings)} pages: {told}")


def _scripts(site: Site) -> str:
    """A hint where the home page has scripts in place of links."""
    body = site.home.answer.body.lower()
    if body.count(b"<script") and body.count(b"<a ") < 3:
        return "; the page is built by JavaScript, or empty"
    return " or in its feeds and sitemaps"
