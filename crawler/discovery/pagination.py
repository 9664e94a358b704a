"""The next page of a listing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.discovery.links import Link, absolute, plain
from crawler.urls import page_key, same_site, site_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from parsel import Selector

NEXT_TEXT = re.compile(
    r"^[\s«»‹›<>←→>]*(?:"
    r"(?:(?:ال)?(?:صفحة|مقالات|أخبار|مواضيع|تدوينات|مشاركات) )?"
    r"(?:التالي|التالية|تالي|تالية|اللاحق|اللاحقة|الأقدم|أقدم)|next(?: page)?|older(?: posts| entries)?|suivant"
    r"|(?:عرض|تحميل|شاهد|حمل) (?:ال)?مزيد|المزيد من (?:الأخبار|المقالات|المواضيع)|load more"
    r")[\s«»‹›<>←→>]*$|^[»›→]$",
    re.IGNORECASE,
)
NEXT_CLASS = re.compile(
    r"(?:^|[\s_-])(?:next|older|load-?more|loadmore)(?:$|[\s_-])", re.IGNORECASE
)
MORE_ATTRIBUTES = ("data-next", "data-next-url", "data-url", "data-href", "data-load-more")
# The page's number in an address: ?page=2, ?pageindex=2, /page/2, /p2, index.2.html, /2
NUMBER = re.compile(
    r"(?P<before>[?&](?:page|paged|pg|pageno|pagenum|pageindex|pagenumber|p|start_page)=|/page[/-]|/p|"
    r"/index\.|[-_]page[-_]?)(?P<number>\d{1,5})(?=$|[/&#.?])",
    re.IGNORECASE,
)


def next_link(selector: Selector, url: str) -> Link | None:
    """The listing's next page: `rel=next`, a link that says so, or the next number in a row."""
    base = absolute(url, selector.xpath("//base/@href").get()) or url
    address = (
        _first(base, url, selector.xpath("//link[@rel='next']/@href").getall())
        or _first(base, url, selector.xpath("//a[contains(@rel, 'next')]/@href").getall())
        or _by_text(selector, base, url)
        or _by_number(selector, base, url)
        or _by_attribute(selector, base, url)
    )
    return Link(address, "next") if address else None


def page_number(url: str) -> int:
    """The number of a listing's page; 1 where its address has none.

    >>> page_number("https://a.com/news?page=3"), page_number("https://a.com/news/")
    (3, 1)
    """
    found = NUMBER.search(url)
    return int(found["number"]) if found else 1


def _first(base: str, url: str, hrefs: list[str]) -> str | None:
    """The first address that is another page of the same site."""
    for href in hrefs:
        address = absolute(base, href)
        if address and same_site(address, site_of(url)) and page_key(address) != page_key(url):
            return address
    return None


def _by_text(selector: Selector, base: str, url: str) -> str | None:
    return _first(base, url, [a.get("href", "") for a in selector.root.iter("a") if _says_next(a)])


def _says_next(anchor: HtmlElement) -> bool:
    text = plain("".join(anchor.itertext())) or plain(anchor.get("title")) or ""
    if NEXT_TEXT.match(text):
        return True
    own_class = anchor.get("class", "")
    return bool(NEXT_CLASS.search(own_class)) and len(text.split()) <= 3


def _by_number(selector: Selector, base: str, url: str) -> str | None:
    """The link that shows the next number and has it in its address too."""
    wanted = page_number(url) + 1
    for anchor in selector.root.iter("a"):
        text = plain("".join(anchor.itertext())) or ""
        if text.isdecimal() and int(text) == wanted:
            address = _first(base, url, [anchor.get("href", "")])
            if address and NUMBER.search(address) and page_number(address) == wanted:
                return address
    return None


def _by_attribute(selector: Selector, base: str, url: str) -> str | None:
    """A "load more" button's address."""
    for element in selector.root.iter("button", "a", "div", "span"):
        if not NEXT_CLASS.search(f"{element.get('class', '')} {element.get('id', '')}"):
            continue
        values = [element.get(name, "") for name in MORE_ATTRIBUTES]
        if address := _first(base, url, [each for each in values if "/" in each or "?" in each]):
            return address
    return None
