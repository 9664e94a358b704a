"""Listings of the made-up press: home page, sections, tags, feeds, sitemaps, robots.txt."""

from __future__ import annotations

import gzip
import re
from datetime import UTC
from email.utils import format_datetime
from itertools import islice
from urllib.parse import parse_qs, unquote

from tests.newsroom import extras
from tests.newsroom.layouts.markup import e

PAGE_SIZE = 25
FEED_SIZE = 30
HOME_SIZE = 15
SECTIONS = 4
SITEMAP_SIZE = 1000
NEWS_SIZE = 100
HTML, XML, TEXT, GZIP = "text/html", "application/xml", "text/plain", "application/gzip"
URLSET = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'


def listing(outlet, path, query):
    """Status, media type and content (str, or bytes for gzip) of a listing; None for other paths."""
    if path in FIXED:
        return FIXED[path](outlet)
    if found := re.fullmatch(r"/s/(\d)", path):
        return section(outlet, int(found[1]), int(parse_qs(query).get("page", ["1"])[0]))
    if found := re.fullmatch(r"/tag/([^/]+)/?", path):
        return tag(outlet, unquote(found[1]))
    if found := re.fullmatch(r"/(?:post-)?sitemap-?(\d+)\.xml(\.gz)?", path):
        return sitemap_part(outlet, int(found[1]), is_packed=bool(found[2]))
    return None


def is_listing(path):
    """Whether a path is a listing's, whatever it lists."""
    return path.partition("?")[0] in FIXED or bool(
        re.match(r"/(?:s/\d|tag/|(?:post-)?sitemap)", path)
    )


def cards(outlet, indexes):
    return "".join(
        f'<div class="card"><a href="{e(outlet.listed_url(each, "section"))}">'
        f"<h3>{e(outlet.story(each).title)}</h3></a></div>"
        for each in indexes
    )


def home(outlet):
    feed = '<link rel="alternate" type="application/atom+xml" href="/atom.xml" title="أتوم">'
    newest = islice(outlet.indexes(), HOME_SIZE)
    _, text = extras.page(outlet, "الرئيسية", f"<h2>آخر الأخبار</h2>{cards(outlet, newest)}")
    return 200, HTML, text.replace("</head>", f"{feed}</head>", 1)


def section(outlet, number, page):
    """Every fourth page of the outlet; all sections together list everything."""
    if not 1 <= number <= SECTIONS or page < 1:
        return None
    members = [each for each in outlet.indexes() if each % SECTIONS == number - 1]
    shown = members[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    more = page * PAGE_SIZE < len(members)
    following = f'<a class="next" rel="next" href="/s/{number}?page={page + 1}">التالي</a>'
    text = cards(outlet, shown) + (f'<div class="pager">{following}</div>' if more else "")
    return 200, HTML, extras.page(outlet, f"القسم {number}", f"<h1>القسم {number}</h1>{text}")[1]


def tag(outlet, word):
    shown = [index for index in range(outlet.articles) if word in outlet.story(index).keywords][:10]
    return 200, HTML, extras.page(outlet, word, f"<h1>وسم: {e(word)}</h1>{cards(outlet, shown)}")[1]


def rss(outlet):
    items = "".join(
        f"<item><title>{e(outlet.story(each).title)}</title><link>{e(outlet.listed_url(each, 'feed'))}</link>"
        f"<guid>{e(outlet.url(each))}</guid>"
        f"<pubDate>{format_datetime(outlet.story(each).published)}</pubDate></item>"
        for each in islice(outlet.indexes(), FEED_SIZE)
    )
    encoding = outlet.layout.ENCODING
    return (
        200,
        "application/rss+xml",
        (
            f'<?xml version="1.0" encoding="{encoding}"?><rss version="2.0"><channel>'
            f"<title>{e(outlet.title)}</title><link>{outlet.base}/</link>{items}</channel></rss>"
        ),
    )


def atom(outlet):
    entries = "".join(
        f"<entry><title>{e(outlet.story(each).title)}</title><id>{e(outlet.url(each))}</id>"
        f'<link rel="alternate" href="{e(outlet.listed_url(each, "feed"))}"/>'
        f"<updated>{outlet.story(each).published.isoformat()}</updated></entry>"
        for each in islice(outlet.indexes(), FEED_SIZE)
    )
    return (
        200,
        "application/atom+xml",
        (
            f'<?xml version="1.0" encoding="{outlet.layout.ENCODING}"?>'
            f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{e(outlet.title)}</title>{entries}</feed>'
        ),
    )


def urls(outlet, indexes):
    return "".join(
        f"<url><loc>{e(outlet.url(each))}</loc>"
        f"<lastmod>{(outlet.story(each).modified or outlet.story(each).published).isoformat()}</lastmod></url>"
        for each in indexes
    )


def sitemap(outlet):
    """One sitemap, or an index of several where the outlet is large or its layout does so."""
    every = outlet.indexes()
    if outlet.layout.__name__.endswith(("saudi", "live", "wordpress")) or len(every) > 5000:
        return sitemap_index(outlet)
    return 200, XML, f'<?xml version="1.0"?><urlset {URLSET}>{urls(outlet, every)}</urlset>'


def sitemap_index(outlet):
    packed = ".gz" if outlet.layout.__name__.endswith("saudi") else ""
    parts = -(-len(outlet.indexes()) // SITEMAP_SIZE)
    names = [f"/sitemap-{part}.xml{packed}" for part in range(1, parts + 1)] + ["/sitemap-news.xml"]
    inner = "".join(f"<sitemap><loc>{outlet.base}{name}</loc></sitemap>" for name in names)
    return 200, XML, f'<?xml version="1.0"?><sitemapindex {URLSET}>{inner}</sitemapindex>'


def sitemap_part(outlet, part, *, is_packed):
    indexes = outlet.indexes()[(part - 1) * SITEMAP_SIZE : part * SITEMAP_SIZE]
    if part < 1 or not indexes:
        return None
    text = f'<?xml version="1.0"?><urlset {URLSET}>{urls(outlet, indexes)}</urlset>'
    if is_packed:
        return 200, GZIP, gzip.compress(text.encode(), compresslevel=1, mtime=0)
    return 200, XML, text


def news_sitemap(outlet):
    inner = "".join(
        f"<url><loc>{e(outlet.url(each))}</loc><news:news><news:publication><news:name>{e(outlet.title)}"
        "</news:name><news:language>ar</news:language></news:publication><news:publication_date>"
        f"{outlet.story(each).published.astimezone(UTC).isoformat()}</news:publication_date>"
        f"<news:title>{e(outlet.story(each).title)}</news:title></news:news></url>"
        for each in islice(outlet.indexes(), NEWS_SIZE)
    )
    return 200, XML, f'<?xml version="1.0"?><urlset {URLSET} {NEWS}>{inner}</urlset>'


def robots(outlet):
    lines = ["User-agent: *", "Disallow: /private/"]
    if outlet.crawl_delay is not None:
        lines.append(f"Crawl-delay: {outlet.crawl_delay}")
    if any(kind == "sitemap" for kind, _ in outlet.layout.SEEDS):
        lines.append(f"Sitemap: {outlet.base}/sitemap.xml")
    return 200, TEXT, "\n".join(lines) + "\n"


FIXED = {
    "/": home,
    "/robots.txt": robots,
    "/feed/": rss,
    "/rss.xml": rss,
    "/rss.asp": rss,
    "/atom.xml": atom,
    "/sitemap.xml": sitemap,
    "/sitemap_index.xml": sitemap_index,
    "/sitemap-news.xml": news_sitemap,
}
