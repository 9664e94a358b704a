"""What an address alone says: article, listing, or neither."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

if TYPE_CHECKING:
    from crawler.outlets import Outlet

# Points; `sections.ARTICLE_POINTS` is what a link needs to be taken for an article.
DATED, NUMBERED, LONG_SLUG, SHORT_SLUG, SHORT_NUMBER, DOCUMENT = 3, 2, 2, 1, 1, 1
NEVER = -9

DATE = re.compile(
    r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-](?:0?[1-9]|[12]\d|3[01]))?(?=[/-]|$)"
)
LONG_NUMBER = re.compile(r"(?<!\d)\d{4,}(?!\d)")
YEAR_ONLY = re.compile(r"(?:19|20)\d\d")
SHORT = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
UUID = re.compile(
    r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{24,32}(?![0-9a-f])"
)
PAGE_FILE = re.compile(r"\.(?:html?|aspx?|php|jsp|cms|shtml)$", re.IGNORECASE)
WORD_BREAK = re.compile(r"[-_+ ،.]+")
LETTER = re.compile(r"[^\W\d_]")
PAGINATION = re.compile(r"^(?:page|p)[-_]?\d{1,4}$|^index\.\d+\.html?$|^page$", re.IGNORECASE)
NO_PAGE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|bmp|pdf|docx?|xlsx?|pptx?|zip|rar|7z|gz|mp[34]|m4[av]|avi|mov|"
    r"wmv|flv|webm|ogg|wav|css|js|json|xml|rss|atom|apk|exe|woff2?|ttf|eot)$",
    re.IGNORECASE,
)
# Query names whose value is an article's number.
NUMBER_NAMES = re.compile(
    r"^(?:id|p|n|a|nid|aid|sid|newsid|news_id|articleid|article_id|storyid|story|articl?e?|news|"
    r"item|post|postid|itemid|contentid|content|idnews|lngnews|serial|no|num|nn|art|t)$",
    re.IGNORECASE,
)
LISTING_QUERIES = frozenset(
    ["cat", "category", "tag", "author", "page", "paged", "s", "q", "search", "section", "secid",
     "sectionid", "feed", "catid", "cat_id", "dep_id", "month", "year"]
)  # fmt: skip
LISTING_TABLE = """
    tag tags topic topics label category categories categorie cat section sections author authors
    writer writers user users profile page search archive archives rss feed feeds sitemap wp-content
    wp-admin wp-login.php wp-json login signin register signup account cart contact contact-us
    contactus about about-us aboutus privacy privacy-policy terms policy advertise ads jobs careers
    newsletter subscribe subscription mobile-apps apps cdn-cgi keyword keywords hashtag live-tv tv
    radio podcasts prayer-times weather currency horoscope faq sitemaps staff team print share
    comments reply shop store download downloads
    وسم وسوم تاج تاغ تصنيف تصنيفات قسم أقسام كاتب كتاب بحث أرشيف اتصل-بنا من-نحن سياسة-الخصوصية
    الخصوصية شروط-الاستخدام اعلن-معنا أعلن-معنا
"""
LISTING_SEGMENTS = frozenset(LISTING_TABLE.split())


def wanted(url: str, outlet: Outlet) -> bool | None:
    """What the outlet's own rules say of an address: True, False, or None where they are silent."""
    path = unquote(urlsplit(url).path)
    if any(re.search(pattern, path) for pattern in outlet.deny):
        return False
    if not outlet.allow:
        return None
    query = urlsplit(url).query
    whole = f"{path}?{unquote(query)}" if query else path
    return any(re.search(pattern, whole) for pattern in outlet.allow)


def article_points(url: str) -> int:
    """How much an address looks like an article's; `NEVER` or less for what is surely none.

    >>> article_points("https://a.com/2024/05/06/افتتاح-الجسر-الجديد-في-المدينة/")
    5
    >>> article_points("https://a.com/tag/12345/الجسر-الجديد-في-المدينة") < 0
    True
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    segments = [segment for segment in path.split("/") if segment]
    if NO_PAGE.search(path) or any(_is_listing(segment) for segment in segments[:-1]):
        return NEVER
    query = parse_qsl(parts.query)
    points = _query_points(query)
    if not segments:
        return points if points > 0 else NEVER
    if _is_listing(segments[-1]) or (points <= 0 and _is_calendar(path)):
        return NEVER
    return points + _path_points(path, segments)


def _is_calendar(path: str) -> bool:
    """Whether a path is a day's or a month's archive: it ends in a date and names nothing else."""
    found = DATE.search(path)
    if not found or path[found.end() :].strip("/"):
        return False
    before = path[: found.start()].rpartition("/")[2]
    return _words(before) < 3 and not LONG_NUMBER.search(before)


def _is_listing(segment: str) -> bool:
    return segment.lower() in LISTING_SEGMENTS


def _query_points(query: list[tuple[str, str]]) -> int:
    names = {name.lower() for name, _ in query}
    numbered = any(NUMBER_NAMES.match(name) and _is_id(value) for name, value in query)
    if numbered:
        return NUMBERED
    return -4 if names & LISTING_QUERIES else 0


def _is_id(value: str) -> bool:
    return value.isdigit() or bool(UUID.search(value))


def _path_points(path: str, segments: list[str]) -> int:
    points = 0
    if DATE.search(path):
        points += DATED
    last = PAGE_FILE.sub("", segments[-1])
    rest = DATE.sub("", path)
    if UUID.search(rest) or any(not YEAR_ONLY.fullmatch(n) for n in LONG_NUMBER.findall(rest)):
        points += NUMBERED
    elif SHORT.search(rest) and not PAGINATION.match(segments[-1]):
        points += SHORT_NUMBER
    words = max(_words(last), _words(segments[-2]) if len(segments) > 1 and last.isdigit() else 0)
    points += LONG_SLUG if words >= 4 else SHORT_SLUG if words == 3 else 0
    return points + (DOCUMENT if PAGE_FILE.search(segments[-1]) else 0)


@lru_cache(maxsize=4096)
def _words(segment: str) -> int:
    """Words of a slug."""
    return sum(bool(LETTER.search(word)) for word in WORD_BREAK.split(segment))
