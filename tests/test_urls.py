"""Page keys and canonical addresses: what merges, what stays apart."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.outlets import Outlet
from crawler.urls import article_id, canonical_url, page_key, same_site, site_of

ARTICLE = "https://www.example.com/news/2024/5/افتتاح-الجسر-الجديد/?id=77"

# Addresses of one page.
SAME = [
    ("https://example.com/news/5", "http://example.com/news/5"),
    ("https://example.com/news/5", "https://www.example.com/news/5"),
    ("https://example.com/news/5", "https://WWW.EXAMPLE.COM/news/5"),
    ("https://example.com/news/5", "https://m.example.com/news/5"),
    ("https://example.com/news/5", "https://mobile.example.com/news/5"),
    ("https://example.com/news/5", "https://amp.example.com/news/5"),
    ("https://example.com/news/5", "https://www.m.example.com/news/5"),
    ("https://example.com/news/5", "https://example.com./news/5"),
    ("https://example.com/news/5", "https://example.com:443/news/5"),
    ("https://example.com/news/5", "http://example.com:80/news/5"),
    ("https://example.com/news/5", "https://reader:secret@example.com/news/5"),
    ("https://example.com/news/5", "https://example.com/news/5/"),
    ("https://example.com/news/5", "https://example.com//news//5"),
    ("https://example.com/news/5", "https://example.com/news/./x/../5"),
    ("https://example.com/news/5", "https://example.com/news/5#comments"),
    ("https://example.com/news/5", "https://example.com/news/5/#rssom"),
    ("https://example.com/news/5", "https://example.com/news/5/amp"),
    ("https://example.com/news/5", "https://example.com/news/5/amp/"),
    ("https://example.com/news/5", "https://example.com/amp/news/5"),
    ("https://example.com/news/5", "https://example.com/news/5?amp"),
    ("https://example.com/news/5", "https://example.com/news/5?amp=1"),
    ("https://example.com/news/5", "https://example.com/news/5?outputType=amp"),
    ("https://example.com/news/5", "https://example.com/news/5?m=1"),
    ("https://example.com/news/5", "https://example.com/news/5/index.html"),
    ("https://example.com/news/5", "https://example.com/news/5/index.php"),
    ("https://example.com/news/5", "https://example.com/news/5/Default.aspx"),
    ("https://example.com/news/5", "https://example.com/news/5?utm_source=rss&utm_medium=feed"),
    ("https://example.com/news/5", "https://example.com/news/5?fbclid=IwAR0abc123"),
    ("https://example.com/news/5", "https://example.com/news/5?ref=home"),
    ("https://example.com/news/5", "https://example.com/news/5?replytocom=881"),
    ("https://example.com/news/5", "https://example.com/news/5;jsessionid=0A1B2C3D4E5F"),
    ("https://example.com/news/5", "https://example.com/(S(lit3py55t21z5v55vlm25s55))/news/5"),
    ("https://example.com/news/5", "https://example.com/news/5?PHPSESSID=9f2c6d1b8a7e4f50"),
    ("https://example.com/news/5", "https://example.com/news/5?sid=9f2c6d1b8a7e4f50"),
    ("https://example.com/news/5", " https://example.com/news/5\n"),
    ("https://example.com/a.html", "https://example.com/a.amp.html"),
    ("https://example.com/?a=1&b=2", "https://example.com/?b=2&a=1"),
    ("https://example.com/?a=1&b=2", "https://example.com/?a=1&amp;b=2"),
    ("https://example.com/?a=1&b=2", "https://example.com/?a=1&b=2&&"),
    ("https://example.com/?q=a b", "https://example.com/?q=a+b"),
    ("https://example.com/?q=a b", "https://example.com/?q=a%20b"),
    ("https://example.com/خبر", "https://example.com/%D8%AE%D8%A8%D8%B1"),
    ("https://example.com/خبر", "https://example.com/%d8%ae%d8%a8%d8%b1"),
    ("https://example.com/خبر", "https://example.com/خبر\u200f"),
    ("https://example.com/خبر", "https://example.com/%D8%AE%D8%A8%D8%B1%E2%80%8F"),
    # NFC and NFD of alef with hamza
    ("https://example.com/\u0623خبار", "https://example.com/\u0627\u0654خبار"),
    ("https://example.com/\u0623خبار", "https://example.com/%D8%A7%D9%94خبار"),
    ("https://example.com/a-b_c", "https://example.com/%61%2Db%5Fc"),
    ("https://example.com/100%", "https://example.com/100%25"),
    ("https://شبكة.net/a", "https://xn--ngbc5azd.net/a"),
    ("https://example.com", "https://example.com/"),
    ("https://ex.com/a/b", "https://www-ex-com.cdn.ampproject.org/c/s/www.ex.com/a/b"),
    ("https://ex.com/a/b", "https://www.google.com/amp/s/ex.com/a/b"),
]

# Addresses of pages that differ.
DIFFERENT = [
    ("https://example.com/news?id=1", "https://example.com/news?id=2"),
    ("https://example.com/news?id=1", "https://example.com/news"),
    ("https://example.com/?p=1", "https://example.com/?p=2"),
    ("https://example.com/news?ref=4711", "https://example.com/news?ref=4712"),
    ("https://example.com/news?sid=7", "https://example.com/news?sid=8"),
    ("https://example.com/news?m=2", "https://example.com/news?m=3"),
    ("https://example.com/news?page=1", "https://example.com/news?page=2"),
    ("https://example.com/?a=1&b=2", "https://example.com/?a=2&b=1"),
    ("https://example.com/index.1.html", "https://example.com/index.2.html"),
    ("https://example.com/News/a", "https://example.com/news/a"),
    ("https://example.com/a%2Fb", "https://example.com/a/b"),
    ("https://example.com/?a=1%26b=2", "https://example.com/?a=1&b=2"),
    ("https://example.com/a%2520b", "https://example.com/a%20b"),
    ("https://sport.example.com/a", "https://example.com/a"),
    ("https://example.com:8080/a", "https://example.com/a"),
    ("http://127.0.0.1:8001/a", "http://127.0.0.1:8002/a"),
    ("https://example.com/amplifier", "https://example.com/lifier"),
    ("https://example.com/amp", "https://example.com/"),
    ("https://amp.dev/a", "https://dev/a"),
    ("https://example.com/علي", "https://example.com/على"),
    # windows-1256 escapes are no UTF-8 and must not collapse
    ("https://example.com/?q=%C7%E1", "https://example.com/?q=%C7%E2"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_addresses_of_one_page_have_one_key(one, other):
    assert page_key(one) == page_key(other)
    assert article_id(one) == article_id(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_pages_that_differ_keep_their_keys(one, other):
    assert page_key(one) != page_key(other)


@pytest.mark.parametrize("url", [url for pair in SAME + DIFFERENT for url in pair])
def test_a_key_is_its_own_key_and_a_canonical_address_its_own(url):
    assert page_key(page_key(url)) == page_key(url)
    assert canonical_url(canonical_url(url)) == canonical_url(url)
    assert page_key(canonical_url(url)) == page_key(url)


SEGMENT = st.text(
    alphabet=string.ascii_letters + string.digits + "-_. %+خبرعاجلأإآىئ\u0654\u200f/?&=#;()ـ",
    max_size=12,
)
ADDRESS = st.builds(
    lambda scheme, host, path, query: f"{scheme}://{host}/{path}?{query}",
    st.sampled_from(["http", "https"]),
    st.sampled_from(["example.com", "m.example.com", "شبكة.net", "127.0.0.1:8001", "x.com:443"]),
    SEGMENT,
    SEGMENT,
)


@given(ADDRESS)
def test_keys_are_stable_for_any_address(url):
    key = page_key(url)
    assert page_key(key) == key
    assert page_key(canonical_url(url)) == key
    assert key.isascii()


@given(st.text(max_size=60))
def test_no_text_at_all_raises(text):
    page_key(text)
    canonical_url(text)
    assert same_site(text, "example.com") in (True, False)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_that_identify_are_never_lost(one, other):
    for form in ("/news/{}", "/news/{}.html", "/news?id={}", "/{}/amp", "/story.aspx?n={}&ref=x"):
        urls = [f"https://example.com{form.format(number)}" for number in (one, other)]
        assert (page_key(urls[0]) == page_key(urls[1])) == (one == other)


def test_an_outlet_says_which_queries_identify():
    outlet = Outlet(name="a", title="أ", domain="a.com", keep_query=("ref",), drop_query=("page",))
    assert page_key("https://a.com/x?ref=home", outlet=outlet) == "a.com/x?ref=home"
    assert page_key("https://a.com/x?page=2&ref=y", outlet=outlet) == "a.com/x?ref=y"
    only_id = Outlet(name="a", title="أ", domain="a.com", keep_query=("id",), drop_query=("*",))
    assert page_key("https://a.com/x?id=2&whatever=1", outlet=only_id) == "a.com/x?id=2"


def test_an_outlet_says_where_the_number_stands_that_outlives_the_slug():
    outlet = Outlet(name="a", title="أ", domain="a.com", id_pattern=r"^/news/(\d+)")
    old, new = "https://a.com/news/77/عنوان-قديم", "https://www.a.com/news/77/عنوان-جديد/"
    assert page_key(old, outlet=outlet) == page_key(new, outlet=outlet)
    assert page_key(old, outlet=outlet) != page_key("https://a.com/news/78/س", outlet=outlet)
    assert page_key("https://a.com/about", outlet=outlet) == "a.com/about"


def test_the_canonical_address_can_still_be_fetched():
    assert canonical_url(ARTICLE + "&utm_source=x#top") == (
        "https://www.example.com/news/2024/5/"
        "%D8%A7%D9%81%D8%AA%D8%AA%D8%A7%D8%AD-%D8%A7%D9%84%D8%AC%D8%B3%D8%B1-"
        "%D8%A7%D9%84%D8%AC%D8%AF%D9%8A%D8%AF/?id=77"
    )
    # what the server may tell apart stays: scheme, host, slash, AMP path, order of the query
    for url in ("http://m.example.com/a/amp/", "https://www.example.com/a?b=2&a=1&q=x+y"):
        assert canonical_url(url) == url


@pytest.mark.parametrize(
    ("url", "domain", "expected"),
    [
        ("https://www.example.com/a", "example.com", True),
        ("https://sport.example.com/a", "example.com", True),
        ("https://example.com/a", "www.example.com", True),
        ("https://notexample.com/a", "example.com", False),
        ("https://example.com.evil.net/a", "example.com", False),
        ("https://example.com@evil.net/a", "example.com", False),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8001", True),
        ("http://127.0.0.1:8001/a", "127.0.0.1:8002", False),
        ("http://127.0.0.1:8001/a", "127.0.0.1", False),
        ("https://شبكة.net/a", "xn--ngbc5azd.net", True),
        ("ftp://example.com/a", "example.com", False),
        ("mailto:desk@example.com", "example.com", False),
        ("javascript:void(0)", "example.com", False),
        ("", "example.com", False),
    ],
)
def test_same_site(url, domain, expected):
    assert same_site(url, domain) is expected


def test_site_of_is_what_an_outlet_calls_its_domain():
    assert site_of("https://www.Example.com:443/a") == "example.com"
    assert site_of("http://127.0.0.1:8001/x") == "127.0.0.1:8001"


def test_ids_are_32_hex_digits():
    assert len(article_id(ARTICLE)) == 32
    assert set(article_id(ARTICLE)) <= set(string.hexdigits.lower())
