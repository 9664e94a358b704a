"""Listings that are written to keep a crawler busy: a second's work, whatever they hold."""

import pytest

from crawler.discovery.feeds import feed_links
from crawler.discovery.recognise import recognise
from crawler.discovery.sitemaps import sitemap_links

URL = "https://a.com/listing"
FEED = "<rss><channel><item><title>{}</title><link>https://a.com/1</link></item></channel></rss>"
MANY = 200_000


@pytest.mark.timeout(30)
def test_addresses_without_an_end_are_no_sitemap():
    assert recognise(b"https://a" * 300 + b" x", "text/html") == "html"
    lines = b"https://a.com/1\r\n https://a.com/2\n"
    assert recognise(lines) == recognise(lines * 500) == recognise(lines.strip()) == "sitemap"


@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "junk", ["<!DOCTYPE " + "a" * MANY, "<!DOCTYPE" * MANY, "<!DOCTYPE[" * MANY]
)
def test_a_declaration_without_an_end(junk):
    text = f"<urlset><url><loc>https://a.com/1</loc></url>{junk}"
    assert [link.url for link in sitemap_links(text.encode(), URL)] == ["https://a.com/1"]


@pytest.mark.timeout(30)
def test_tags_in_a_headline_without_an_end():
    (link,) = feed_links(FEED.format("&lt;a" * MANY).encode(), URL)
    assert link.url == "https://a.com/1"
