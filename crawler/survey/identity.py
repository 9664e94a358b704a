"""Who an outlet is, as its own pages say: title, country, kind, time zone; each with its evidence."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from crawler.arabic.text import clean, fold
from crawler.extraction.metadata import Metadata, types
from crawler.extraction.page import tagged
from crawler.places import country_in, country_of, zone_of, zones
from crawler.survey.listing import page_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.survey.answers import Answer
    from crawler.survey.site import Site

PUBLISHERS = frozenset("organization newsmediaorganization website".split())
PARTS = re.compile(r"\s+[|\-–—:•·«»]+\s+|\s*[|•«»]\s*")
ARABIC = re.compile(r"[\u0621-\u064a]")
# First words of a front page's title that are no outlet's name.
FRONT = frozenset(
    map(fold, ("الرئيسية", "الصفحة الرئيسية", "رئيسية", "home", "أخبار", "آخر الأخبار"))
)
# What an outlet calls itself → its kind; the first that is met counts.
KINDS = (
    (re.compile(r"وكال[ةه]"), "agency"),
    (re.compile(r"قنا[ةه]|تلفزيون|تليفزيون|إذاع[ةه]|اذاع[ةه]|راديو|فضائي[ةه]"), "broadcaster"),
    (re.compile(r"صحيف[ةه]|جريد[ةه]|يومي[ةه]"), "newspaper"),
    (re.compile(r"مجل[ةه]"), "magazine"),
)


class Known(NamedTuple):
    """A value and where it comes from; no value where nothing says it."""

    value: str | None
    evidence: str


def title_of(site: Site) -> Known:
    """The outlet's name; the site's own word for itself before a part of its pages' titles."""
    pages = [site.home.answer, *(each.answer for each in site.articles)]
    for answer in pages:
        for evidence, name in _declared_names(answer):
            if ARABIC.search(name):
                return Known(name, evidence)
    parts = [set(_title_parts(answer)) for answer in pages if answer.status == 200]
    shared = Counter(part for each in parts for part in each)
    for part, number in shared.most_common():
        if number >= 2 and ARABIC.search(part):
            return Known(part, f"the part that {number} pages' titles share")
    first = next((part for part in _title_parts(pages[0]) if ARABIC.search(part)), None)
    return Known(first, "the home page's title" if first else "no page says it")


def _declared_names(answer: Answer) -> Iterator[tuple[str, str]]:
    metadata = Metadata(tagged(page_of(answer).root))
    for name in ("og:site_name", "application-name"):
        if value := metadata.first(name):
            yield name, clean(value)
    for node in metadata.nodes:
        if types(node) & PUBLISHERS and isinstance(node.get("name"), str):
            yield "json-ld", clean(node["name"])


def _title_parts(answer: Answer) -> list[str]:
    title = clean(page_of(answer).xpath("//title/text()").get(""))
    parts = [part.strip() for part in PARTS.split(title)]
    return [part for part in parts if part and fold(part) not in FRONT]


def country_said(site: Site) -> Known:
    """The outlet's country: by its domain, else by what its pages declare."""
    if country := country_of(site.outlet.domain):
        return Known(country, "the domain")
    for answer in [site.home.answer, *(each.answer for each in site.articles)]:
        page = page_of(answer)
        locales = [
            *page.xpath("//meta[@property='og:locale']/@content").getall(),
            *page.xpath("/html/@lang").getall(),
        ]
        for locale in locales:
            if country := country_in(locale):
                return Known(country, f"the pages' language, {locale.strip()}")
    return Known(None, "neither the domain nor the pages say it")


def kind_of(site: Site, title: str) -> Known:
    """The outlet's kind, by what it calls itself."""
    home = " ".join(page_of(site.home.answer).xpath("//title/text()").getall())
    for text, evidence in ((title, "its name"), (home, "its front page's title")):
        for pattern, kind in KINDS:
            if pattern.search(text):
                return Known(kind, evidence)
    return Known("portal", "a guess: nothing says otherwise")


def timezone_of(country: str | None) -> Known:
    """The time zone of dates printed without one."""
    if country and (zone := zone_of(country)):
        return Known(zone, f"the zone of {country}")
    if country:
        return Known(None, f"{country} has {', '.join(zones()[country][:4])}")
    return Known(None, "follows from the country")


def name_of(domain: str) -> str:
    """A name for the seed file.

    >>> name_of("akhbar.com.eg"), name_of("arabic.example.net"), name_of("127.0.0.1:8480")
    ('akhbar', 'arabic-example', '127-0-0-1-8480')
    """
    host, _, port = domain.lower().partition(":")
    labels = host.split(".")
    if not labels[-1].isdecimal():
        labels = labels[:-1]
        if len(labels) > 1 and labels[-1] in ("com", "co", "net", "org", "gov", "edu", "press"):
            labels = labels[:-1]
    name = re.sub(r"[^a-z0-9]+", "-", "-".join([*labels, port]) if port else "-".join(labels))
    return name.strip("-") or "outlet"
