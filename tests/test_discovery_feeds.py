"""Feeds of every make and state: links, headlines, dates, keywords."""

import gzip
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery.dates import listing_date, period_in_url
from crawler.discovery.feeds import feed_links
from tests.corpus import CORPUS, needs_corpus

URL = "https://example.com/feed/"
REAL_PAGES = CORPUS / "feeds"


def rss(*items, head='<?xml version="1.0" encoding="UTF-8"?>'):
    return f'{head}<rss version="2.0"><channel><title>أخبار</title>{"".join(items)}</channel></rss>'


def item(number, title="افتتاح الجسر الجديد", extra=""):
    return f"<item><title>{title}</title><link>https://example.com/{number}</link>{extra}</item>"


def read(text, encoding="utf-8", **kwargs):
    body = text if isinstance(text, bytes) else text.encode(encoding)
    return list(feed_links(body, URL, **kwargs))


def urls(text, **kwargs):
    return [link.url for link in read(text, **kwargs)]


def test_an_rss_entry_keeps_all_its_evidence():
    extra = (
        "<pubDate>Tue, 24 Nov 2026 10:00:00 +0300</pubDate>"
        "<category>سياسة</category><category><![CDATA[الشرق الأوسط]]></category>"
    )
    (link,) = read(rss(item(1, extra=extra)))
    assert link.url == "https://example.com/1"
    assert link.title == "افتتاح الجسر الجديد"
    assert link.published_at.value == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert link.published_at.text == "Tue, 24 Nov 2026 10:00:00 +0300"
    assert link.keywords == ("سياسة", "الشرق الأوسط")


def test_atom():
    text = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/a/">
      <entry><title type="html">&lt;b&gt;قمة&lt;/b&gt; عربية</title>
        <link rel="enclosure" href="https://example.com/x.mp3"/><link rel="alternate" href="b/7"/>
        <id>tag:example.com,2026:7</id><published>2026-11-24T10:00:00Z</published>
        <updated>2026-11-24T11:30:00+02:00</updated><category term="اقتصاد"/></entry>
      <entry><title>بلا رابط</title><id>https://example.com/8</id></entry>
      <link rel="next" href="?page=2"/></feed>"""
    first, second, following = read(text)
    assert (first.url, first.title) == ("https://example.com/a/b/7", "قمة عربية")
    assert first.published_at.value == datetime(2026, 11, 24, 10, tzinfo=UTC)
    assert first.modified_at.value == datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert first.keywords == ("اقتصاد",)
    assert second.url == "https://example.com/8"
    assert (following.kind, following.url) == ("next", "https://example.com/a/?page=2")


def test_rss_1():
    text = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://example.com/"><title>أخبار</title></channel>
      <item rdf:about="https://example.com/1"><title>خبر</title><link>https://example.com/1</link>
        <dc:date>2026-11-24T10:00+03:00</dc:date><dc:subject>رياضة</dc:subject></item>
      <item rdf:about="https://example.com/2"><title>خبر ثان</title></item></rdf:RDF>"""
    first, second = read(text)
    assert first.published_at.value == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert first.published_at.precision == "minute"
    assert first.keywords == ("رياضة",)
    assert second.url == "https://example.com/2"


def test_json_feed():
    text = """{"version": "https://jsonfeed.org/version/1.1", "title": "أخبار", "items": [
      {"id": "1", "url": "/1", "title": "خبر", "date_published": "2026-11-24T10:00:00Z",
       "tags": ["اقتصاد"]}, {"id": "2"}, "junk"], "next_url": "/feed.json?page=2"}"""
    first, following = read(text)
    assert (first.url, first.keywords) == ("https://example.com/1", ("اقتصاد",))
    assert (following.kind, following.url) == ("next", "https://example.com/feed.json?page=2")


# How feeds break in the wild; each has the entries 1 and 2.
BROKEN = {
    "bare ampersand": rss(item(1, title="النفط & الغاز"), item(2)),
    "entity of HTML": rss(item(1, title="قمة&nbsp;عربية&hellip;"), item(2)),
    "ampersand in a link": rss(item(1), item("2?a=1&b=2&copy=3")),
    "junk before": "\n\n<br />\n<b>Warning</b>: something in x.php on line 3\n"
    + rss(item(1), item(2)),
    "white space before the declaration": "\n  " + rss(item(1), item(2)),
    "control characters": rss(item(1, title="خبر\x0b\x08عاجل"), item(2)),
    "unclosed tag": rss(item(1, extra="<description><p>نص"), item(2)),
    "cut off after an entry": rss(item(1), item(2))[:-16],
    "cut off within an entry": rss(item(1), item(2)).replace("</channel></rss>", "")
    + "<item><title>خبر</title><link>https://example.com/3",
    "undeclared namespace": rss(item(1, extra="<media:content url='x'/>"), item(2)),
    "document type": rss(item(1), item(2), head='<!DOCTYPE rss [<!ENTITY x "y">]>'),
    "junk after": rss(item(1), item(2)) + "<!-- generated in 0.2 s --><script>1</script>",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_feed_keeps_its_entries(name):
    found = urls(BROKEN[name])
    assert found[0] == "https://example.com/1"
    assert found[1].startswith("https://example.com/2")
    assert len(found) == 2


def test_an_ampersand_in_a_link_survives():
    assert urls(BROKEN["ampersand in a link"])[1] == "https://example.com/2?a=1&b=2&copy=3"


ENCODED = [
    ("windows-1256", '<?xml version="1.0" encoding="windows-1256"?>', None),
    ("windows-1256", '<?xml version="1.0" encoding="UTF-8"?>', None),
    ("windows-1256", '<?xml version="1.0"?>', "windows-1256"),
    ("windows-1256", '<?xml version="1.0" encoding="iso-8859-1"?>', "iso-8859-1"),
    ("iso-8859-6", '<?xml version="1.0" encoding="iso-8859-6"?>', None),
    ("utf-8", '<?xml version="1.0" encoding="windows-1256"?>', "windows-1256"),
    ("utf-8-sig", '<?xml version="1.0"?>', None),
    ("utf-16", '<?xml version="1.0" encoding="utf-16"?>', None),
    ("utf-16-le", '<?xml version="1.0" encoding="utf-8"?>', "utf-8"),
    ("utf-16-be", '<?xml version="1.0"?>', None),
]


@pytest.mark.parametrize(("encoding", "head", "declared"), ENCODED)
def test_arabic_is_read_whatever_the_feed_declares(encoding, head, declared):
    (link,) = (
        read(rss(item(1), head=head), encoding=encoding)
        if declared is None
        else list(feed_links(rss(item(1), head=head).encode(encoding), URL, encoding=declared))
    )
    assert link.title == "افتتاح الجسر الجديد"


def test_a_damaged_byte_does_not_turn_utf_8_into_windows_1256():
    body = rss(item(1), item(2)).encode().replace("الجسر".encode(), "الجسر".encode()[:-1], 1)
    titles = [link.title for link in read(body)]
    assert titles[1] == "افتتاح الجسر الجديد"


REDIRECTOR = (
    "<link>https://feeds.example.org/~r/x/1</link>"
    '<feedburner:origLink xmlns:feedburner="x">https://example.com/7</feedburner:origLink>'
)
LINKS = [
    ("<link>https://example.com/خبر-عاجل</link>", "https://example.com/خبر-عاجل"),
    ("<link>/news/7</link>", "https://example.com/news/7"),
    ("<link> https://example.com/7 \n</link>", "https://example.com/7"),
    ("<link><![CDATA[https://example.com/7?a=1&amp;b=2]]></link>", "https://example.com/7?a=1&b=2"),
    ("<guid>https://example.com/7</guid>", "https://example.com/7"),
    ('<guid isPermaLink="true">https://example.com/7</guid>', "https://example.com/7"),
    ('<guid isPermaLink="false">https://example.com/7</guid>', None),
    ("<guid>7</guid>", None),
    ('<link href="https://example.com/7"/>', "https://example.com/7"),
    ("<link>javascript:void(0)</link>", None),
    (REDIRECTOR, "https://example.com/7"),
]


@pytest.mark.parametrize(("markup", "expected"), LINKS)
def test_the_address_of_an_entry(markup, expected):
    found = urls(rss(f"<item><title>خبر</title>{markup}</item>"))
    assert found == ([expected] if expected else [])


def test_gzip_and_what_is_no_feed():
    assert urls(gzip.compress(rss(item(1)).encode())) == ["https://example.com/1"]
    for body in (
        b"",
        b"<html><p>not found</html>",
        b"\x00\x01",
        b"{}",
        b"[1]",
        b"{",
        b"\x1f\x8bxx",
    ):
        assert read(body) == []


DATES = [
    ("Tue, 24 Nov 2026 10:00:00 GMT", "UTC", "2026-11-24T10:00:00+00:00", "second"),
    ("Tue, 24 Nov 2026 10:00:00 +0300", "UTC", "2026-11-24T07:00:00+00:00", "second"),
    ("24 Nov 2026 10:00 +0300", "UTC", "2026-11-24T07:00:00+00:00", "minute"),
    ("Tue, 24 Nov 2026 10:00:00", "Africa/Cairo", "2026-11-24T08:00:00+00:00", "second"),
    ("2026-11-24T10:00:00Z", "UTC", "2026-11-24T10:00:00+00:00", "second"),
    ("2026-11-24T10:00:00.123+03:00", "UTC", "2026-11-24T07:00:00.123000+00:00", "second"),
    ("2026-11-24T10:00:00+0300", "UTC", "2026-11-24T07:00:00+00:00", "second"),
    ("2026-11-24 10:00", "Asia/Riyadh", "2026-11-24T07:00:00+00:00", "minute"),
    ("2026-11-24", "UTC", "2026-11-24", "day"),
    ("2026-11", "UTC", "2026-11-01", "month"),
    ("الثلاثاء 24 نوفمبر 2026 - 10:00", "Asia/Riyadh", "2026-11-24T07:00:00+00:00", "minute"),
    ("24 تشرين الثاني 2026", "UTC", "2026-11-24", "day"),
    ("24/11/2026 10:00", "Africa/Cairo", "2026-11-24T08:00:00+00:00", "minute"),
    ("0001-01-01T00:00:00Z", "UTC", None, None),
    ("Thu, 01 Jan 1970 00:00:00 GMT", "UTC", None, None),
    ("soon", "UTC", None, None),
    ("2026-13-45", "UTC", None, None),
    ("", "UTC", None, None),
    (None, "UTC", None, None),
]


@pytest.mark.parametrize(("text", "zone", "expected", "precision"), DATES)
def test_dates_of_feeds(text, zone, expected, precision):
    found = listing_date(text, zone)
    assert (found and found.value.isoformat()) == expected
    assert (found and found.precision) == precision


PERIODS = [
    ("https://a.com/2024/05/06/خبر/", date(2024, 5, 6), date(2024, 5, 6)),
    ("https://a.com/news/2024/5/6/x", date(2024, 5, 6), date(2024, 5, 6)),
    ("https://a.com/2024-05-06-x.html", date(2024, 5, 6), date(2024, 5, 6)),
    ("https://a.com/sitemap-2024-02.xml", date(2024, 2, 1), date(2024, 2, 29)),
    ("https://a.com/sitemap.xml?yyyy=2024&mm=05&dd=07", date(2024, 5, 7), date(2024, 5, 7)),
    ("https://a.com/sitemap_2019.xml", date(2019, 1, 1), date(2019, 12, 31)),
    ("https://a.com/20240506/x", date(2024, 5, 6), date(2024, 5, 6)),
    ("https://2024.com/x", None, None),
    ("https://a.com/news/202405061", None, None),
    ("https://a.com/news/12024", None, None),
]


@pytest.mark.parametrize(("url", "first", "last"), PERIODS)
def test_the_days_that_an_address_names(url, first, last):
    assert period_in_url(url) == ((first, last) if first else None)


@given(st.binary(max_size=300))
def test_no_bytes_at_all_raise(body):
    list(feed_links(body, URL))
    list(feed_links(b"<rss><channel><item>" + body, URL))


@needs_corpus
@pytest.mark.parametrize(
    ("name", "count"),
    [
        ("aksalser_2024", 50),
        ("economygate", 10),
        ("economygate_cat_latest", 8),
        ("racidy_cat_sport", 10),
        ("racidy_tag_egypt", 6),
    ],
)
def test_real_feeds(name, count):
    links = read((REAL_PAGES / f"{name}_rss.xml").read_bytes())
    assert len({link.url for link in links}) == count
    assert all(link.title and link.published_at for link in links)


def test_a_json_feed_with_half_a_character_or_without_end_breaks_nothing():
    half = b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"url": "https://a.com/\\ud800/1"}]}'
    (link,) = feed_links(half, "https://a.com/feed")
    assert link.url.encode() == "https://a.com/\ufffd/1".encode()
    endless = b'{"version": "https://jsonfeed.org/version/1.1", "items": ' + b"[" * 100_000
    assert list(feed_links(endless, "https://a.com/feed")) == []
