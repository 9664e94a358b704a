"""Seed files: what is read, and what is said of each mistake."""

from pathlib import Path

import pytest

from crawler.exceptions import OutletError
from crawler.outlets import Seed, check_outlet, find_outlet, load_outlet, load_outlets, seed_files
from crawler.selection import choose, count, day, outlet_of, period

SEEDS = Path(__file__).parent.parent / "seeds"
GOOD = 'title = "أخبار"\ndomain = "example.com"\n'
WHOLE = """
title = "أخبار المدينة"
country = "EG"
kind = "newspaper"
domain = "example.com"
timezone = "Africa/Cairo"
[[seeds]]
url = "https://example.com/feed"
kind = "feed"
[[seeds]]
url = "https://example.com/"
kind = "home"
[articles]
allow = ['/\\d{4}/', '^/رياضة/']
deny = ["/video/"]
[urls]
keep_query = ["ref"]
drop_query = ["page"]
id_pattern = '/news/(\\d+)'
[selectors]
body = ["div.text p", "xpath://article//p"]
title = ["h1::text"]
[settings]
DOWNLOAD_DELAY = 3
ROBOTSTXT_OBEY = false
DEFAULT_REQUEST_HEADERS = { Accept-Language = "ar" }
"""


@pytest.fixture
def write(tmp_path):
    def write(text, name="outlet.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path

    return write


def test_a_whole_seed_file(write):
    outlet = load_outlet(write(WHOLE, "akhbar.toml"))
    assert (outlet.name, outlet.title, outlet.country) == ("akhbar", "أخبار المدينة", "EG")
    assert outlet.seeds == (
        Seed(url="https://example.com/feed", kind="feed"),
        Seed(url="https://example.com/", kind="home"),
    )
    assert outlet.allow == (r"/\d{4}/", "^/رياضة/")
    assert (outlet.keep_query, outlet.drop_query, outlet.id_pattern) == (
        ("ref",),
        ("page",),
        r"/news/(\d+)",
    )
    assert outlet.selectors["body"] == ("div.text p", "xpath://article//p")
    own = outlet.settings
    assert own["DOWNLOAD_DELAY"] == 3


def test_title_and_domain_are_enough(write):
    outlet = load_outlet(write(GOOD))
    assert (outlet.seeds, outlet.timezone, outlet.settings) == ((), "UTC", {})


# Text of a file → what the message must name.
MISTAKES = [
    ("", ["title", "missing"]),
    ('title = "أ"\n', ["domain", "missing"]),
    (GOOD + "colour = 1\n", ["colour", "unknown key"]),
    (GOOD + 'contry = "EG"\n', ["contry", "country"]),
    ('title = ""\ndomain = "a.com"\n', ["title", "empty"]),
    ('title = 7\ndomain = "a.com"\n', ["title", "text"]),
    ('title = "أ"\ndomain = "https://a.com/"\n', ["domain", "host"]),
    ('title = "أ"\ndomain = "www.a.com"\n', ["domain", "www"]),
    (GOOD + 'country = "Egypt"\n', ["country", "Egypt"]),
    (GOOD + 'kind = "blog"\n', ["kind", "blog", "newspaper"]),
    (GOOD + 'timezone = "Africa/Kairo"\n', ["timezone", "Africa/Kairo"]),
    (GOOD + 'timezone = "Africa"\n', ["timezone", "Africa"]),
    (GOOD + "timezone = 3\n", ["timezone", "3"]),
    (GOOD + 'seeds = "https://a.com"\n', ["seeds", "[[seeds]]"]),
    (GOOD + '[[seeds]]\nurl = "https://a.com"\n', ["seeds[0].kind", "missing"]),
    (GOOD + '[[seeds]]\nurl = "https://a.com"\nkind = "rss"\n', ["seeds[0].kind", "rss", "feed"]),
    (GOOD + '[[seeds]]\nurl = "a.com/feed"\nkind = "feed"\n', ["seeds[0].url", "a.com/feed"]),
    (GOOD + '[[seeds]]\nurl = "ftp://a.com/"\nkind = "feed"\n', ["seeds[0].url", "ftp"]),
    (GOOD + '[[seeds]]\nurl = "https://a.com:x/"\nkind = "feed"\n', ["seeds[0].url"]),
    (GOOD + '[[seeds]]\nurl = "https://a.com"\nkind = "feed"\ncountry = "EG"\n', ["seeds[0].country"]),
    (GOOD + "[articles]\nallow = ['(']\n", ["articles.allow", "regex", "("]),
    (GOOD + '[articles]\nallow = "/x/"\n', ["articles.allow", "list"]),
    (GOOD + '[articles]\nalow = ["/x/"]\n', ["articles.alow", "allow"]),
    (GOOD + "[urls]\nid_pattern = '/news/'\n", ["urls.id_pattern", "group"]),
    (GOOD + '[selectors]\nbody = ["div["]\n', ["selectors.body", "div["]),
    (GOOD + '[selectors]\nbody = ["xpath://["]\n', ["selectors.body", "xpath"]),
    (GOOD + '[selectors]\nbody = "div"\n', ["selectors.body", "list"]),
    (GOOD + '[selectors]\ntext = ["div"]\n', ["selectors.text", "unknown key"]),
    (GOOD + '[settings]\nDOWNLOAD_DELAY = "three"\n', ["settings.DOWNLOAD_DELAY", "three"]),
    (GOOD + "[settings]\nDOWNLOAD_DELAY = -1\n", ["settings.DOWNLOAD_DELAY", "-1"]),
    (GOOD + "[settings]\nDOWNLOAD_DELAY = true\n", ["settings.DOWNLOAD_DELAY", "True"]),
    (GOOD + "[settings]\nRETRY_TIMES = 1.5\n", ["settings.RETRY_TIMES", "1.5"]),
    (GOOD + "[settings]\nROBOTSTXT_OBEY = 0\n", ["settings.ROBOTSTXT_OBEY", "0"]),
    (GOOD + "[settings]\nDOWNLOAD_DELEY = 1\n", ["settings.DOWNLOAD_DELEY", "DOWNLOAD_DELAY"]),
    ("title = أخبار\n", ["not TOML"]),
    (b"title = \"\xc3\xc8\"\n", ["not UTF-8"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "named"), MISTAKES)
def test_a_mistake_is_named_by_file_and_key(write, text, named):
    path = write(text)
    with pytest.raises(OutletError) as raised:
        load_outlet(path)
    message = str(raised.value)
    assert "\n" not in message.strip()
    for words in [str(path), *named]:
        assert words in message


def test_all_mistakes_of_a_file_are_listed(write):
    path = write('title = ""\ncolour = 1\n')
    assert len(check_outlet(path)) == 3
    with pytest.raises(OutletError, match="and 2 more"):
        load_outlet(path)


@pytest.mark.parametrize(
    "name", ["news.toml", "documents.toml", "Aljazeera.toml", "اخبار.toml", "a b.toml"]
)
def test_a_file_needs_a_name_that_a_spider_can_have(write, name):
    with pytest.raises(OutletError, match="file name"):
        load_outlet(write(GOOD, name))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(OutletError, match=r"gone\.toml: No such file"):
        load_outlet(tmp_path / "gone.toml")


def test_a_broken_file_stops_nobody_else(write, tmp_path):
    write(GOOD, "good.toml")
    write("title = ", "broken.toml")
    broken = []
    assert list(load_outlets([tmp_path], broken=broken.append)) == ["good"]
    assert "broken.toml" in str(broken[0])


def test_the_first_folder_counts(write, tmp_path):
    write(GOOD, "a.toml")
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.toml").write_text('title = "ب"\ndomain = "b.com"\n')
    assert find_outlet("a", [other, tmp_path]).domain == "b.com"
    assert seed_files([tmp_path / "nowhere"]) == {}


def test_an_unknown_outlet_is_told_its_neighbours(write, tmp_path):
    write(GOOD, "aljazeera.toml")
    with pytest.raises(OutletError, match=r"'aljazera'. Did you mean: aljazeera\?"):
        find_outlet("aljazera", [tmp_path])


def test_every_seed_file_of_the_catalogue_is_good():
    problems = [line for path in seed_files([SEEDS]).values() for line in check_outlet(path)]
    assert problems == []
    outlets = load_outlets([SEEDS])
    assert len({outlet.domain for outlet in outlets.values()}) == len(outlets) >= 20
    assert len({outlet.country for outlet in outlets.values()}) >= 18


@pytest.fixture
def catalogue(write, tmp_path):
    write(GOOD + 'country = "EG"\nkind = "newspaper"\n', "a.toml")
    write('title = "ب"\ndomain = "b.example.com"\ncountry = "SA"\nkind = "newspaper"\n', "b.toml")
    write('title = "ج"\ndomain = "c.com"\ncountry = "SA"\nkind = "portal"\n', "c.toml")
    return [tmp_path]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"outlets": "c, a"}, "ca"),
        ({"outlets": "all"}, "abc"),
        ({"country": "SA"}, "bc"),
        ({"country": "sa,eg"}, "abc"),
        ({"kind": "portal"}, "c"),
        ({"country": "SA", "kind": "newspaper"}, "b"),
        ({"url": "https://www.b.example.com/x"}, "b"),
        ({"url": "http://a.example.com/"}, "a"),
    ],
)
def test_choosing_outlets(catalogue, arguments, expected):
    assert "".join(outlet.name for outlet in choose(catalogue, **arguments)) == expected


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "-a outlets="),
        ({"outlets": "x"}, "Unknown outlet 'x'"),
        ({"outlets": " ،"}, "-a outlets="),
        ({"country": "ZZ"}, "no outlet has country 'ZZ'"),
        ({"outlets": "all", "kind": "x"}, "no outlet has kind 'x'"),
        ({"outlets": "b,c", "country": "EG"}, "no outlet of b, c has country 'EG'"),
        ({"url": "http://a.example.com/", "country": "EG"}, "-a country=… can't go with it"),
        ({"url": "example"}, "'example' is no http"),
        ({"url": "http://[::1"}, "no http"),
    ],
)
def test_a_choice_of_nothing_says_so(catalogue, arguments, words):
    with pytest.raises(OutletError, match=words):
        choose(catalogue, **arguments)


def test_an_address_that_nobody_described():
    outlet = outlet_of("https://www.Unknown.org:8443/")
    assert (outlet.domain, outlet.seeds[0].kind) == ("unknown.org:8443", "home")
    assert outlet_of("https://unknown.org/2026/x").seeds[0].kind == "section"
    assert outlet_of("https://شبكة.net/").domain == "xn--ngbc5azd.net"


def test_days_and_counts():
    assert str(day("2024-01-31", "since")) == "2024-01-31"
    assert (day("", "since"), count("", "limit"), count("5", "limit")) == (None, None, 5)
    for function, text in ((day, "31/1/2024"), (day, "2024-02-30"), (count, "0"), (count, "many")):
        with pytest.raises(OutletError, match="x="):
            function(text, "x")


def test_a_period_does_not_end_before_it_begins():
    assert period("2024-01-31", "2024-01-31") == (day("2024-01-31", ""), day("2024-01-31", ""))
    assert period("", "2024-01-31") == (None, day("2024-01-31", ""))
    with pytest.raises(OutletError, match="since=2024-02-01 is later than until=2024-01-31"):
        period("2024-02-01", "2024-01-31")
