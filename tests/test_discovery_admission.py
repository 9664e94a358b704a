"""The gate: each link once, within the site, the rules and the dates."""

from datetime import UTC, date, datetime

import pytest

from crawler.arabic.dates import ParsedDate
from crawler.discovery.admission import MOST_LISTINGS, Admission
from crawler.discovery.links import Link
from crawler.outlets import Outlet

OUTLET = Outlet(name="a", title="أ", domain="a.com", timezone="Asia/Riyadh", deny=("^/video/",))


def at(text):
    if len(text) == 10:
        return ParsedDate(date.fromisoformat(text), "day", text)
    return ParsedDate(datetime.fromisoformat(text).astimezone(UTC), "second", text)


REFUSED = [
    ("https://a.com/news/1", None),
    ("https://m.a.com/news/1", None),
    ("https://b.com/news/1", "offsite"),
    ("https://a.com.b.com/news/1", "offsite"),
    ("https://a.com/_truth/1", "internal"),
    ("https://a.com/video/1", "not_article"),
    ("https://a.com/tag/x", "not_article"),
    ("https://a.com/", "not_article"),
]


@pytest.mark.parametrize(("url", "reason"), REFUSED)
def test_why_an_article_is_not_followed(url, reason):
    assert Admission(OUTLET).refuse_article(Link(url)) == reason


def test_an_article_is_followed_once_whatever_its_address():
    admission = Admission(OUTLET)
    assert admission.refuse_article(Link("https://a.com/news/1")) is None
    for url in (
        "https://a.com/news/1/amp/",
        "http://www.a.com/news/1?utm_source=x",
        "https://a.com/news/1/#c",
    ):
        assert admission.refuse_article(Link(url)) == "seen"
    assert admission.refuse_article(Link("https://a.com/news/2")) is None


def test_a_refused_link_may_come_again_with_better_evidence():
    admission = Admission(OUTLET, since=date(2026, 11, 1))
    assert (
        admission.refuse_article(Link("https://a.com/news/1", published_at=at("2026-10-01")))
        == "out_of_range"
    )
    assert (
        admission.refuse_article(Link("https://a.com/news/1", published_at=at("2026-11-02")))
        is None
    )


RANGES = [
    ({"published_at": "2026-11-10"}, "/news/1", False),
    ({"published_at": "2026-10-31"}, "/news/1", True),
    ({"published_at": "2026-11-21"}, "/news/1", True),
    # 22:00 UTC is the next day in Riyadh
    ({"published_at": "2026-10-31T22:00:00+00:00"}, "/news/1", False),
    ({"published_at": "2026-11-20T22:00:00+00:00"}, "/news/1", True),
    ({}, "/2026/10/31/x", True),
    ({}, "/2026/11/10/x", False),
    ({}, "/2026/11/x-y-z", False),
    ({}, "/2025/x-y-z", True),
    ({"modified_at": "2026-10-01"}, "/news/1", True),
    ({"modified_at": "2026-12-01"}, "/news/1", False),
    ({}, "/news/1", False),
]


@pytest.mark.parametrize(("dates", "path", "out"), RANGES)
def test_dates_decide_where_they_are_known(dates, path, out):
    admission = Admission(OUTLET, since=date(2026, 11, 1), until=date(2026, 11, 20))
    link = Link(f"https://a.com{path}", **{name: at(text) for name, text in dates.items()})
    assert admission.out_of_range(link) is out
    assert Admission(OUTLET).out_of_range(link) is False


LISTINGS = [
    ("https://a.com/sitemap-2026-11.xml", "sitemap", None),
    ("https://a.com/sitemap-2026-10.xml", "sitemap", "out_of_range"),
    ("https://a.com/sitemap.xml?yyyy=2019&mm=01", "sitemap", "out_of_range"),
    ("https://a.com/post-sitemap3.xml", "sitemap", None),
    ("https://a.com/author-sitemap.xml", "sitemap", "not_article"),
    ("https://a.com/wp-sitemap-users-1.xml", "sitemap", "not_article"),
    ("https://a.com/wp-sitemap-taxonomies-category-1.xml", "sitemap", "not_article"),
    ("https://a.com/video-sitemap.xml", "sitemap", "not_article"),
    ("https://a.com/wp-sitemap-posts-post-1.xml", "sitemap", None),
    ("https://a.com/tag/x", "section", None),
    ("https://cdn.b.com/feed", "feed", None),
    ("https://a.com/_faults", "section", "internal"),
]


@pytest.mark.parametrize(("url", "kind", "reason"), LISTINGS)
def test_which_listings_are_read(url, kind, reason):
    assert Admission(OUTLET, since=date(2026, 11, 1)).refuse_listing(Link(url, kind)) == reason


def test_a_listing_is_read_once_and_an_endless_calendar_ends():
    admission = Admission(OUTLET)
    urls = [f"https://a.com/calendar/{n}" for n in range(MOST_LISTINGS + 1)]
    reasons = [admission.refuse_listing(Link(url, "next")) for url in [urls[0], *urls]]
    assert reasons[:2] == [None, "seen"]
    assert reasons[-1] == "too_many_listings"
