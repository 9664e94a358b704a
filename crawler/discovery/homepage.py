"""Home pages to listings: feeds they name, sections in their navigation, well-known places."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

from crawler.discovery.links import Link, absolute, plain
from crawler.discovery.pagination import NUMBER
from crawler.discovery.sections import ARTICLE_POINTS, in_navigation
from crawler.discovery.shapes import NO_PAGE, article_points
from crawler.urls import page_key, same_site, site_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from parsel import Selector

FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
)
WELL_KNOWN = (
    ("/sitemap.xml", "sitemap"),
    ("/sitemap_index.xml", "sitemap"),
    ("/news-sitemap.xml", "sitemap"),
    ("/sitemap-news.xml", "sitemap"),
    ("/feed/", "feed"),
    ("/rss", "feed"),
    ("/rss.xml", "feed"),
    ("/feed.xml", "feed"),
    ("/atom.xml", "feed"),
)
# A section's name has few words, its address few parts.
SECTION_WORDS = 4
SECTION_DEPTH = 3
# Sections of one home page that are followed.
MOST_SECTIONS = 60
# Words of addresses in navigation that are no sections of news.
NO_SECTION_TABLE = """
    about about-us aboutus contact contact-us contactus privacy privacy-policy terms policy login
    signin register signup account advertise ads jobs careers newsletter subscribe faq rss feed feeds
    sitemap search apps live-tv author authors tag tags user profile shop cart en fr english french
    wp-login.php cdn-cgi weather prayer-times currency horoscope video videos gallery photos podcasts
    من-نحن اتصل-بنا سياسة-الخصوصية شروط-الاستخدام أعلن-معنا اعلن-معنا
"""
NO_SECTION = frozenset(NO_SECTION_TABLE.split())
# Names of pages about the site itself, and of page numbers.
NO_SECTION_NAME = re.compile(
    r"^(?:من نحن|اتصل بنا|تواصل معنا|اتصلوا بنا|أعلن معنا|اعلن معنا|للإعلان|الإعلانات|سياسة (?:ال)?(?:خصوصية|استخدام|تحرير|نشر)|شروط|"
    r"الشروط|اتفاقية|ميثاق|هيئة التحرير|فريق العمل|وظائف|النشرة|تسجيل|دخول|الأرشيف|حقوق النشر|"
    r"تحميل|تطبيق|خريطة الموقع|شاركنا|الرئيسية|اطلب|[\d٠-٩]+$|[‹›«»←→]|home|english|français|about|contact)",
    re.IGNORECASE,
)


def feed_addresses(selector: Selector, url: str) -> Iterator[Link]:
    """The feeds that a page names in its head, comment feeds left out."""
    for link in selector.xpath("//link[contains(@rel, 'alternate')][@type][@href]"):
        address = absolute(url, link.attrib["href"])
        if link.attrib["type"].lower() in FEED_TYPES and address and "/comments/" not in address:
            yield Link(address, "feed", title=plain(link.attrib.get("title")))


def section_addresses(selector: Selector, url: str) -> Iterator[Link]:
    """The sections in a page's navigation, in its order."""
    seen = {page_key(url)}
    for anchor in selector.root.iter("a"):
        address = absolute(url, anchor.get("href"))
        name = plain("".join(anchor.itertext()))
        if not address or not name or len(name.split()) > SECTION_WORDS:
            continue
        key = page_key(address)
        if (
            key in seen
            or NO_SECTION_NAME.match(name)
            or not in_navigation(anchor)
            or not _may_be_section(address, url)
        ):
            continue
        seen.add(key)
        yield Link(address, "section", title=name)
        if len(seen) > MOST_SECTIONS:
            return


def _may_be_section(address: str, url: str) -> bool:
    parts = urlsplit(address)
    segments = [segment.lower() for segment in unquote(parts.path).split("/") if segment]
    if not same_site(address, site_of(url)) or NO_SECTION.intersection(segments):
        return False
    if not segments and not parts.query:
        return False
    if NO_PAGE.search(parts.path) or NUMBER.search(address):
        return False
    return len(segments) <= SECTION_DEPTH and article_points(address) < ARTICLE_POINTS


def well_known(url: str) -> Iterator[Link]:
    """Where feeds and sitemaps lie on most sites; to be asked only where a site names none."""
    for path, kind in WELL_KNOWN:
        yield Link(urljoin(url, path), "sitemap" if kind == "sitemap" else "feed")
