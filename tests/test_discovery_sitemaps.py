"""Sitemaps of every make and state."""

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.markup import unzipped
from crawler.discovery.recognise import recognise
from crawler.discovery.sitemaps import robots_sitemaps, sitemap_links
from tests.corpus import CORPUS, needs_corpus

URL = "https://example.com/sitemap.xml"
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
REAL_PAGES = CORPUS / "feeds"


def urlset(*entries, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return f"{head}<urlset {NAMESPACE}>{''.join(entries)}</urlset>"


def entry(address, extra=""):
    return f"<url><loc>{address}</loc>{extra}</url>"


def read(text, **kwargs):
    return list(sitemap_links(text if isinstance(text, bytes) else text.encode(), URL, **kwargs))


def test_a_sitemap():
    first, second = read(
        urlset(
            entry("https://example.com/1", "<lastmod>2026-11-24T10:00:00+03:00</lastmod>"),
            entry(" https://example.com/خبر \n", "<lastmod>2026-11-24</lastmod>"),
        )
    )
    assert (first.url, first.kind) == ("https://example.com/1", "article")
    assert first.modified_at.value == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert first.published_at is None
    assert second.url == "https://example.com/خبر"
    assert second.modified_at.value == date(2026, 11, 24)


def test_an_index_names_sitemaps():
    text = f"""<sitemapindex {NAMESPACE}>
      <sitemap><loc>https://example.com/a.xml</loc><lastmod>2026-11-01</lastmod></sitemap>
      <sitemap><loc>/b.xml.gz</loc></sitemap></sitemapindex>"""
    links = read(text)
    assert [(link.url, link.kind) for link in links] == [
        ("https://example.com/a.xml", "sitemap"),
        ("https://example.com/b.xml.gz", "sitemap"),
    ]
    assert links[0].modified_at.value == date(2026, 11, 1)


def test_an_index_gives_the_newest_first():
    names = ["old.xml", "2026-10.xml", "a.xml", "2026-11.xml"]
    days = {"old.xml": "2019-01-01", "a.xml": "2026-11-24"}
    entries = [
        f"<sitemap><loc>/{name}</loc>"
        + (f"<lastmod>{days[name]}</lastmod>" if name in days else "")
        + "</sitemap>"
        for name in [*names, "unknown.xml"]
    ]
    links = read(f"<sitemapindex>{''.join(entries)}</sitemapindex>")
    order = [link.url.rpartition("/")[2] for link in links]
    assert order == ["2026-11.xml", "a.xml", "2026-10.xml", "old.xml", "unknown.xml"]


def test_a_news_sitemap_keeps_date_headline_and_keywords():
    extra = """<news:news xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
      <news:publication><news:name>جريدة</news:name><news:language>ar</news:language>
      </news:publication><news:publication_date>2026-11-24T08:00:00Z</news:publication_date>
      <news:title>قمة &amp; أخرى</news:title><news:keywords>سياسة، اقتصاد,رياضة</news:keywords>
      </news:news>"""
    (link,) = read(urlset(entry("https://example.com/1", extra)))
    assert link.title == "قمة & أخرى"
    assert link.published_at.value == datetime(2026, 11, 24, 8, tzinfo=UTC)
    assert link.keywords == ("سياسة", "اقتصاد", "رياضة")


def test_pictures_and_videos_do_not_pass_for_the_page():
    extra = """<image:image xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <image:loc>https://example.com/1.jpg</image:loc><image:title>صورة</image:title></image:image>
      <video:video xmlns:video="http://www.google.com/schemas/sitemap-video/1.1">
      <video:title>فيديو</video:title><video:publication_date>2020-01-01</video:publication_date>
      </video:video>"""
    before = f"<url>{extra}<loc>https://example.com/1</loc></url>"
    (link,) = read(urlset(before))
    assert (link.url, link.title, link.published_at) == ("https://example.com/1", None, None)


# What sitemaps suffer; each has the entries 1 and 2 in the end.
BROKEN = {
    "bare ampersand": urlset(entry("https://example.com/1?a=1&b=2"), entry("https://example.com/2")),
    "no namespace": "<urlset><url><loc>https://example.com/1</loc></url><url><loc>https://example.com/2</loc></url></urlset>",
    "other namespace": '<s:urlset xmlns:s="http://www.google.com/schemas/sitemap/0.84"><s:url><s:loc>https://example.com/1</s:loc></s:url><s:url><s:loc>https://example.com/2</s:loc></s:url></s:urlset>',
    "bad date": urlset(entry("https://example.com/1", "<lastmod>0000-00-00</lastmod>"), entry("https://example.com/2", "<lastmod>x</lastmod>")),
    "cut off": urlset(entry("https://example.com/1"), entry("https://example.com/2"), "<url><loc>https://exam").replace("</urlset>", ""),
    "no address": urlset("<url></url>", entry("https://example.com/1"), entry(""), entry("https://example.com/2")),
    "blank lines before": "\n\n" + urlset(entry("https://example.com/1"), entry("https://example.com/2")),
    "style sheet": '<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?>' + urlset(entry("https://example.com/1"), entry("https://example.com/2"), head=""),
    "text": "https://example.com/1\r\nhttps://example.com/2\n",
    "text with a mark": "\ufeffhttps://example.com/1\nhttps://example.com/2",
}  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_sitemap_keeps_its_entries(name):
    found = [link.url for link in read(BROKEN[name])]
    assert [url.partition("?")[0] for url in found] == [
        "https://example.com/1",
        "https://example.com/2",
    ]


def test_fifty_thousand_entries_with_one_bad_date():
    entries = [
        entry(f"https://example.com/{n}", "<lastmod>2026-11-24</lastmod>") for n in range(50_000)
    ]
    entries[777] = entry("https://example.com/777", "<lastmod>24/11/1448 هـ</lastmod>")
    links = read(urlset(*entries))
    assert len({link.url for link in links}) == 50_000
    assert [link.url for link in links if link.modified_at is None] == ["https://example.com/777"]


def test_gzip_whole_cut_off_and_as_a_bomb():
    whole = gzip.compress(
        urlset(*(entry(f"https://example.com/{n}") for n in range(5000))).encode()
    )
    assert len(read(whole)) == 5000
    cut = read(whole[: len(whole) // 2])
    assert 0 < len(cut) < 5000
    assert len(unzipped(gzip.compress(b"\0" * 10_000_000), most=1000)) == 1000
    assert unzipped(b"\x1f\x8b broken") == b""


def test_robots_txt_names_sitemaps():
    text = "User-agent: *\nDisallow: /x\nSitemap: https://example.com/a.xml\nsitemap:/b.xml # news\nSITEMAP : /c.xml\n"
    found = [link.url for link in robots_sitemaps(text, "https://example.com/robots.txt")]
    assert found == [f"https://example.com/{name}.xml" for name in "abc"]


RECOGNISED = [
    (b"<?xml version='1.0'?><rss version='2.0'>", "text/html", "feed"),
    (b"<feed xmlns='http://www.w3.org/2005/Atom'>", "application/xml", "feed"),
    (b"<rdf:RDF xmlns:rdf='x'>", None, "feed"),
    (b"\n\n<?xml version='1.0'?><!-- x --><urlset>", "text/xml", "sitemap"),
    (b"<!-- <rss> --><sitemapindex xmlns='x'>", None, "sitemap"),
    (b"<br />Warning: x in y.php<?xml version='1.0'?><rss version='2.0'>", "text/html", "feed"),
    (gzip.compress(b"<urlset>", mtime=0), "application/x-gzip", "sitemap"),
    (b"https://example.com/1\nhttps://example.com/2\n", "text/plain", "sitemap"),
    ("<rss version='2.0'>".encode("utf-16"), None, "feed"),
    (b'{"version": "https://jsonfeed.org/version/1.1"}', "application/json", "feed"),
    (b'{"items": []}', "text/html", "json"),
    (b"[]", None, "json"),
    (b"<!DOCTYPE html><html>", "application/rss+xml", "html"),
    (b"<div>x</div>", None, "html"),
    (b"<svg xmlns='x'/>", "image/svg+xml", "other"),
    (b"%PDF-1.4", "text/html", "other"),
    (b"\x89PNG\r\n", None, "other"),
    (b"", "text/html", "other"),
]


@pytest.mark.parametrize(("body", "content_type", "expected"), RECOGNISED)
def test_an_answer_is_recognised_by_its_bytes(body, content_type, expected):
    assert recognise(body, content_type, URL) == expected


def test_robots_txt_is_known_by_its_address():
    assert recognise(b"User-agent: *", "text/plain", "https://example.com/robots.txt") == "robots"


@given(st.binary(max_size=300))
def test_no_bytes_at_all_raise(body):
    list(sitemap_links(body, URL))
    list(sitemap_links(b"<urlset><url><loc>" + body, URL))
    recognise(body, None, URL)


@needs_corpus
@pytest.mark.parametrize(
    ("name", "kind", "count"),
    [
        ("economygate_sitemap", "sitemap", 6),
        ("monooa_sitemap_index", "sitemap", 3),
        ("monooa_post_sitemap", "article", 29),
    ],
)
def test_real_sitemaps(name, kind, count):
    links = read((REAL_PAGES / f"{name}.xml").read_bytes())
    assert len(links) == count
    assert {link.kind for link in links} == {kind}
