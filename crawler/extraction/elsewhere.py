"""Pages whose text belongs to another site: its address is an alias, its name a credit."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.text import clean
from crawler.discovery.links import absolute
from crawler.discovery.outward import leads_out
from crawler.urls import canonical_url, site_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element
    from parsel import Selector

    from crawler.items import Article

# What leads from an item to the page that it is about.
TO_SOURCE = re.compile(
    r"المصدر|مصدر الخبر|(?:اقرأ|إقرأ|قراءة|تابع|أكمل|لقراءة|لمتابعة|طالع|شاهد)\s.*"
    r"|(?:الخبر|المقال|الموضوع|النص) (?:كاملا|كامل|الكامل|الأصلي)|التفاصيل|للمزيد|المزيد"
    r"|انتقل إلى|زيارة الموقع|read (?:more|the full)|source|original",
    re.IGNORECASE,
)
# Parts of endings like co.uk and com.eg.
SECOND_LEVEL = frozenset(["ac", "co", "com", "edu", "gov", "net", "org"])
CHROME = frozenset(["nav", "footer", "header", "aside", "form"])


def credited(article: Article, links: list[str | None], domain: str) -> Article:
    """The article; where its page names one of another site as its canonical address, that is an
    alias, and the site is credited unless the page itself names a source.

    `links` are the page's `canonical_links`.
    """
    address = foreign_address(links, domain)
    if address is None:
        return article
    if address not in article.urls:
        article.urls.append(address)
        article.provenance["urls"] = "link:canonical"
    if not article.sources:
        article.sources = [site_of(address)]
        article.provenance["sources"] = "link:canonical"
    return article


def foreign_canonical(root: _Element, domain: str) -> str | None:
    """The canonical address of a page, where it lies on another site; None where it does not.

    The same name under another ending (press.net, press.com) is the same outlet's.
    """
    return foreign_address(canonical_links(root.iter("link")), domain)


def foreign_address(links: list[str | None], domain: str) -> str | None:
    """The first of a page's canonical links that leads to another site."""
    for href in links:
        address = absolute("", href)
        if address and leads_out(address, domain) and _name(site_of(address)) != _name(domain):
            return canonical_url(address)
    return None


def canonical_links(links: Iterable[_Element]) -> list[str | None]:
    """What a page's links name as its own address, as printed; None where one names nothing."""
    return [each.get("href") for each in links if each.get("rel") == "canonical"]


def source_link(selector: Selector, url: str, domain: str) -> str | None:
    """The page of another site that an item is about; None where no link or several might be it.

    A link that says so (المصدر, اقرأ الخبر) goes before one that is the only one.
    """
    found: dict[str, bool] = {}
    for address, words in _links_out(selector.root, url, domain):
        found[address] = found.get(address, False) or bool(TO_SOURCE.match(words))
    if canonical := foreign_canonical(selector.root, domain):
        return canonical
    said = [address for address, says_so in found.items() if says_so]
    candidates = said or list(found)
    return candidates[0] if len(candidates) == 1 else None


def _links_out(root: _Element, url: str, domain: str) -> Iterator[tuple[str, str]]:
    for anchor in root.iter("a"):
        address = absolute(url, anchor.get("href"))
        if not address or not leads_out(address, domain):
            continue
        if not any(each.tag in CHROME for each in anchor.iterancestors()):
            yield canonical_url(address), clean(" ".join(map(str, anchor.itertext()))) or ""


def _name(host: str) -> str:
    """What a host is called, without subdomain and ending; all of it where it is an address.

    >>> _name("news.press.co.uk"), _name("press.net"), _name("127.0.0.1:80"), _name("localhost")
    ('press', 'press', '127.0.0.1:80', 'localhost')
    """
    labels = host.split(".")
    if labels[-1].partition(":")[0].isdigit():
        return host
    labels = labels[:-1] or labels
    while len(labels) > 1 and labels[-1] in SECOND_LEVEL:
        labels.pop()
    return labels[-1]
