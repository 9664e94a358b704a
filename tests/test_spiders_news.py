"""The generic spider: from any seed to articles, each once, and to an end."""

import pytest
from scrapy.settings import Settings

from crawler.exceptions import OutletError
from crawler.outlets import Outlet, Seed
from spiders.following import MOST_PAGES
from spiders.news import NewsSpider
from tests.walk import article, rss, section, sitemap, walk

SITE = "https://a.com"


def spider_of(*seeds, **fields):
    """A spider as the loader makes it from a seed file."""
    seeds = tuple(Seed(url=f"{SITE}{path}", kind=kind) for kind, path in seeds)
    outlet = Outlet(name="a", title="أ", domain="a.com", seeds=seeds, **fields)
    return type(
        "Bound", (NewsSpider,), {"name": "a", "outlet": outlet, "__module__": "spiders.news"}
    )


def site(paths):
    """Answers by path, and an article for each path that ends in a number."""
    return {path if path.startswith("http") else SITE + path: body for path, body in paths.items()}


def articles(*numbers, form="/news/{}"):
    return {form.format(n): article(n) for n in numbers}


def numbers(done):
    return sorted(int("".join(filter(str.isdigit, item.title))) for item in done.items)


async def test_a_feed_leads_to_its_articles():
    date = "Tue, 24 Nov 2026 10:00:00 +0300"
    answers = site(
        {"/feed": rss([f"{SITE}/news/1", f"{SITE}/news/2?utm_source=rss"], date), **articles(1, 2)}
    )
    done = await walk(spider_of(("feed", "/feed")), answers)
    assert numbers(done) == [1, 2]
    item = done.items[0]
    assert (item.outlet, item.url) == ("a", f"{SITE}/news/1")
    assert item.crawl["spider"] == "a"
    assert item.crawl["run"] == done.stats["run/id"]
    assert (item.crawl["discovered_by"], item.crawl["discovered_from"]) == ("feed", f"{SITE}/feed")
    assert item.crawl["status"] == 200
    assert item.crawl["bytes"] > 100
    assert item.fetched_at is not None


async def test_the_feeds_date_stands_in_for_a_page_without_one():
    date = "Tue, 24 Nov 2026 10:00:00 +0300"
    answers = site({"/feed": rss([f"{SITE}/news/1"], date), "/news/1": article(1, date=None)})
    (item,) = (await walk(spider_of(("feed", "/feed")), answers)).items
    assert item.published_at.isoformat() == "2026-11-24T07:00:00+00:00"
    assert (item.published_text, item.published_precision) == (date, "second")
    assert item.provenance["published_at"] == "feed:published"


async def test_sitemaps_within_sitemaps_and_one_that_names_itself():
    index = f"<sitemapindex><sitemap><loc>{SITE}/index.xml</loc></sitemap><sitemap><loc>{SITE}/s1.xml</loc></sitemap><sitemap><loc>{SITE}/author-sitemap.xml</loc></sitemap></sitemapindex>"
    answers = site(
        {
            "/index.xml": index,
            "/s1.xml": sitemap([f"{SITE}/news/1", "https://b.com/news/2", f"{SITE}/_x/3"]),
            **articles(1),
        }
    )
    done = await walk(spider_of(("sitemap", "/index.xml")), answers)
    assert numbers(done) == [1]
    assert done.items[0].crawl["discovered_by"] == "sitemap"
    assert done.asked == [f"{SITE}/index.xml", f"{SITE}/s1.xml", f"{SITE}/news/1"]
    assert done.stats["links/refused/offsite"] == 1
    assert done.stats["links/refused/internal"] == 1
    assert done.stats["listings/refused/seen"] == 1


async def test_a_section_is_followed_to_its_first_page_with_nothing_new():
    pages = {
        f"/sport?page={n}": section(
            [f"/news/{2 * n - 1}", f"/news/{2 * n}"], f'<a href="?page={n + 1}">التالي</a>'
        )
        for n in (1, 2, 3)
    }
    pages["/sport?page=4"] = section(["/news/5", "/news/6"], '<a href="?page=5">التالي</a>')
    pages["/sport?page=5"] = pages["/sport?page=4"]
    done = await walk(
        spider_of(("section", "/sport?page=1")), site({**pages, **articles(*range(1, 7))})
    )
    assert numbers(done) == [1, 2, 3, 4, 5, 6]
    assert f"{SITE}/sport?page=4" in done.asked
    assert f"{SITE}/sport?page=5" not in done.asked


async def test_pages_that_another_listing_knew_do_not_end_a_section():
    pages = {
        f"/sport?page={n}": section([f"/news/{n}"], f'<a href="?page={n + 1}">التالي</a>')
        for n in (1, 2, 3)
    }
    feed = rss([f"{SITE}/news/{n}" for n in (1, 2)])
    seeds = [("feed", "/feed"), ("section", "/sport?page=1")]
    done = await walk(spider_of(*seeds), site({"/feed": feed, **pages, **articles(1, 2, 3)}))
    assert numbers(done) == [1, 2, 3]


async def test_an_endless_calendar_ends():
    class Calendar(dict):
        def get(self, url, default=None):
            if "calendar" not in url:
                return default
            number = int(url.rpartition("/")[2])
            return section([], f'<a rel="next" href="/calendar/{number + 1}">التالي</a>')

    assert len((await walk(spider_of(("section", "/calendar/1")), Calendar())).asked) == 1


async def test_endless_pages_with_new_links_end_too():
    class Endless(dict):
        def get(self, url, default=None):
            if "page=" not in url:
                return default
            number = int(url.rpartition("=")[2])
            return section(
                [f"/news/{number}77"], f'<a rel="next" href="/sport?page={number + 1}">التالي</a>'
            )

    done = await walk(spider_of(("section", "/sport?page=1")), Endless())
    assert sum("page=" in url for url in done.asked) == MOST_PAGES


async def test_a_page_is_fetched_once_under_all_its_addresses():
    variants = [
        "/news/1",
        "/news/1/",
        "/news/1/amp/",
        "/news/1?utm_source=x&fbclid=y",
        "/news/1#c",
        "http://www.a.com/news/1",
        "https://m.a.com/news/1",
    ]
    done = await walk(
        spider_of(("section", "/sport")), site({"/sport": section(variants), **articles(1)})
    )
    assert done.asked == [f"{SITE}/sport", f"{SITE}/news/1"]


async def test_seeds_are_taken_for_what_they_are():
    answers = site({
        "/feed": section(["/news/1"]), "/sport": rss([f"{SITE}/news/2"]), "/map": '{"items": [{"url": "/news/3", "title": "خبر"}]}',
        "/2026/11/24/افتتاح-الجسر-الجديد-4": article(4), **articles(1, 2, 3),
    })  # fmt: skip
    answers = {url.replace("افتتاح-الجسر-الجديد", "a-b-c"): body for url, body in answers.items()}
    seeds = [
        ("feed", "/feed"),
        ("section", "/sport"),
        ("sitemap", "/map"),
        ("section", "/2026/11/24/a-b-c-4"),
    ]
    assert numbers(await walk(spider_of(*seeds), answers)) == [1, 2, 3, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
async def test_raw_arabic_addresses_survive_a_wrong_header(encoding):
    listing = section(["/أخبار/افتتاح-الجسر-الجديد-فوق-النهر-1"]).encode(encoding)
    path = "/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/%D8%A7%D9%81%D8%AA%D8%AA%D8%A7%D8%AD-%D8%A7%D9%84%D8%AC%D8%B3%D8%B1-%D8%A7%D9%84%D8%AC%D8%AF%D9%8A%D8%AF-%D9%81%D9%88%D9%82-%D8%A7%D9%84%D9%86%D9%87%D8%B1-1"
    header = {"Content-Type": "text/html; charset=ISO-8859-1"}
    answers = site({"/sport": (200, header, listing), path: article(1)})
    assert numbers(await walk(spider_of(("section", "/sport")), answers)) == [1]


async def test_an_article_seed():
    done = await walk(spider_of(("article", "/news/1")), site(articles(1)))
    assert numbers(done) == [1]
    assert done.items[0].crawl["discovered_by"] == "seed"


async def test_an_article_that_is_a_listing_gives_its_links():
    listing = section([f"/news/{n}" for n in range(1, 13)])
    answers = site(
        {"/feed": rss([f"{SITE}/news/900"]), "/news/900": listing, **articles(*range(1, 13))}
    )
    done = await walk(spider_of(("feed", "/feed")), answers)
    assert numbers(done) == list(range(1, 13))
    assert sum(n for name, n in done.stats.items() if name.startswith("pages/not_article/")) == 1


async def test_the_address_that_a_page_calls_its_own_is_not_fetched_again():
    head = f'<head><link rel="canonical" href="{SITE}/news/1">'
    answers = site(
        {
            "/feed": rss([f"{SITE}/p/77", f"{SITE}/p/78"]),
            "/p/77": article(1).replace("<head>", head),
            "/p/78": section([f"/news/{n}" for n in range(1, 13)]),
            **articles(*range(1, 13)),
        }
    )
    done = await walk(spider_of(("feed", "/feed")), answers)
    assert numbers(done) == list(range(1, 13))
    assert f"{SITE}/news/1" not in done.asked
    assert done.items[0].url == f"{SITE}/news/1"
    assert done.items[0].urls == [f"{SITE}/p/77"]


async def test_an_outlet_without_any_link_is_named(caplog):
    done = await walk(spider_of(("section", "/sport")), site({"/sport": section([])}))
    done.crawler.spider.closed("finished")
    assert "a: no link to an article in 1 listings" in caplog.text


async def test_redirects_to_another_site_are_dropped():
    answers = site(
        {
            "/feed": rss([f"{SITE}/news/1", f"{SITE}/news/2"]),
            "/news/1": (301, {"Location": "https://b.com/x"}, ""),
            "https://b.com/x": article(1),
            **articles(2),
        }
    )
    done = await walk(spider_of(("feed", "/feed")), answers)
    assert numbers(done) == [2]
    assert done.stats["pages/redirected_offsite"] == 1


async def test_failures_are_counted_by_their_kind(caplog):
    answers = site({"/feed": rss([f"{SITE}/news/1", f"{SITE}/news/2"]), "/news/2": (500, {}, "")})
    done = await walk(spider_of(("feed", "/feed"), ("feed", "/gone")), answers)
    assert done.stats["downloads/failed/http_404"] == 2
    assert done.stats["downloads/failed/http_500"] == 1
    assert done.stats["seeds/failed"] == 1
    assert "a: seed https://a.com/gone: http_404" in caplog.text


@pytest.mark.parametrize("limit", [1, 3, 5])
async def test_a_limit_is_met_exactly_though_some_pages_are_none(limit):
    urls = [f"{SITE}/news/{n}" for n in range(1, 11)]
    answers = site(
        {"/feed": rss(urls), **articles(*range(4, 11)), "/news/2": "<html><p>لا شيء</p></html>"}
    )
    done = await walk(spider_of(("feed", "/feed")), answers, limit=str(limit))
    assert len(done.items) == limit
    assert done.reason == "limit"
    assert len(done.asked) <= 1 + 3 + limit


async def test_since_and_until():
    old = section(["/2026/10/05/a-b-c-4"], '<a rel="next" href="/sport?page=4">التالي</a>')
    answers = site({
        "/sport?page=1": section(["/2026/11/24/a-b-c-1", "/2026/11/10/a-b-c-2"], '<a rel="next" href="/sport?page=2">التالي</a>'),
        "/sport?page=2": section(["/2026/11/02/a-b-c-3"], '<a rel="next" href="/sport?page=3">التالي</a>'),
        "/sport?page=3": old, "/sport?page=4": old,
        "/2026/11/10/a-b-c-2": article(2, date="2026-11-10T10:00:00+03:00"),
        "/2026/11/02/a-b-c-3": article(3, date="2026-11-02T10:00:00+03:00"),
    })  # fmt: skip
    done = await walk(
        spider_of(("section", "/sport?page=1")), answers, since="2026-11-01", until="2026-11-20"
    )
    assert numbers(done) == [2, 3]
    assert done.stats["links/refused/out_of_range"] == 2
    assert f"{SITE}/sport?page=4" not in done.asked


async def test_an_undated_link_is_judged_by_its_page():
    answers = site(
        {
            "/feed": rss([f"{SITE}/news/{n}" for n in (1, 2)]),
            "/news/1": article(1, date="2024-01-01T10:00:00+03:00"),
            **articles(2),
        }
    )
    done = await walk(spider_of(("feed", "/feed")), answers, since="2026-01-01")
    assert numbers(done) == [2]
    assert done.stats["articles/dropped/out_of_range"] == 1


async def test_pages_may_ask_not_to_be_kept_or_followed():
    closed = "<html><head><meta name='robots' content='noindex'>"
    answers = site(
        {
            "/feed": rss([f"{SITE}/news/1", f"{SITE}/news/2", f"{SITE}/news/3"]),
            "/news/1": article(1).replace('<html lang="ar"><head>', closed),
            "/news/2": (200, {"X-Robots-Tag": "noindex"}, article(2)),
            "/sport": (200, {"X-Robots-Tag": "nofollow"}, section(["/news/4"])),
            **articles(3, 4),
        }
    )
    spider = spider_of(("feed", "/feed"), ("section", "/sport"))
    done = await walk(spider, answers, settings={"ROBOTSTXT_OBEY": True})
    assert numbers(done) == [3]
    assert done.stats["pages/not_article/noindex"] == 2
    assert done.stats["listings/refused/nofollow"] == 1
    assert numbers(await walk(spider, answers, settings={"ROBOTSTXT_OBEY": False})) == [1, 2, 3, 4]


HOME = '<link rel="alternate" type="application/rss+xml" href="/feed">'


async def test_any_address_nobody_described():
    answers = site({
        "/": HOME + section(["/news/1"], '<nav><a href="/politics">سياسة</a></nav>'), "/politics": section(["/news/2"]), "/feed": rss([f"{SITE}/news/3"]),
        "/robots.txt": f"Sitemap: {SITE}/map.xml", "/map.xml": sitemap([f"{SITE}/news/4"]), **articles(1, 2, 3, 4),
    })  # fmt: skip
    done = await walk(NewsSpider, answers, url=f"{SITE}/")
    assert numbers(done) == [1, 2, 3, 4]
    assert {item.crawl["discovered_by"] for item in done.items} == {
        "home",
        "section",
        "feed",
        "sitemap",
    }
    assert {item.outlet for item in done.items} == {"a.com"}
    assert not any("rss.xml" in url for url in done.asked)


@pytest.mark.parametrize("robots", ["User-agent: *", None])
async def test_without_any_listing_named_the_usual_places_are_tried(robots):
    answers = site(
        {
            "/": section([]),
            "/sport": section([]),
            "/sitemap.xml": sitemap([f"{SITE}/news/1"]),
            "/feed/": "<html>غير موجود</html>",
            **articles(1),
        }
    )
    if robots:
        answers[f"{SITE}/robots.txt"] = robots
    done = await walk(NewsSpider, answers, url=f"{SITE}/")
    assert numbers(done) == [1]
    assert "downloads/failed/http_404" not in done.stats


async def test_one_address_of_an_article_is_that_article():
    done = await walk(
        NewsSpider, site({"/2026/11/24/a-b-c-1": article(1)}), url=f"{SITE}/2026/11/24/a-b-c-1"
    )
    assert numbers(done) == [1]
    assert len(done.asked) == 1


@pytest.fixture
def folder(tmp_path):
    for name, country, delay in (("one", "EG", 5), ("two", "SA", 0)):
        text = f'title = "{name}"\ndomain = "{name}.com"\ncountry = "{country}"\n[[seeds]]\nurl = "https://{name}.com/feed"\nkind = "feed"\n[settings]\nDOWNLOAD_DELAY = {delay}\nUSER_AGENT = "{name}-bot"\n'
        (tmp_path / f"{name}.toml").write_text(text)
    return tmp_path


async def test_many_outlets_in_one_process_keep_their_own_settings(folder):
    answers = {
        f"https://{name}.com/feed": rss([f"https://{name}.com/news/{n}"])
        for n, name in enumerate(("one", "two"))
    }
    answers |= {"https://one.com/news/0": article(0), "https://two.com/news/1": article(1)}
    done = await walk(NewsSpider, answers, settings={"SEEDS_PATHS": [str(folder)]}, outlets="all")
    assert sorted((item.outlet, item.crawl["spider"]) for item in done.items) == [
        ("one", "news"),
        ("two", "news"),
    ]
    assert done.crawler.settings.getdict("DOWNLOAD_SLOTS") == {
        "one": {"delay": 5},
        "two": {"delay": 0},
    }
    for request in done.requests:
        name = request.url[8:11]
        assert request.meta["download_slot"] == name
        assert request.headers["User-Agent"] == f"{name}-bot".encode()


@pytest.mark.parametrize(("given", "kept"), [({}, 80), ({"CONCURRENT_REQUESTS": 100}, 100)])
async def test_outlets_that_do_not_answer_leave_room_for_the_others(tmp_path, given, kept):
    for number in range(40):
        text = f'title = "ص"\ndomain = "{number}.com"\n'
        (tmp_path / f"n{number}.toml").write_text(text, encoding="utf-8")
    settings = {"CONCURRENT_REQUESTS": 64, "CONCURRENT_REQUESTS_PER_DOMAIN": 1, **given}
    settings["SEEDS_PATHS"] = [str(tmp_path)]
    done = await walk(NewsSpider, {}, settings=settings, outlets="all")
    # two of each outlet may be on their way
    assert done.crawler.settings.getint("CONCURRENT_REQUESTS") == kept


async def test_the_command_line_goes_before_the_outlets_settings(folder):
    seeds = {"SEEDS_PATHS": [str(folder)]}
    settings = Settings(seeds)
    settings.setdict(
        {"DOWNLOAD_DELAY": 0, "USER_AGENT": "me (+https://example.org)"}, priority="cmdline"
    )
    done = await walk(NewsSpider, {}, settings=settings, outlets="one")
    assert done.crawler.settings.getdict("DOWNLOAD_SLOTS") == {"one": {}}
    assert "User-Agent" not in done.requests[0].headers


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({}, "-a outlets="),
        ({"outlets": "x"}, "Unknown outlet 'x'"),
        ({"outlet": "one"}, "unknown argument 'outlet'"),
        ({"outlets": "one", "since": "soon"}, "since='soon'"),
        ({"outlets": "one", "limit": "0"}, "limit='0'"),
        ({"url": "nowhere"}, "'nowhere'"),
    ],
)
async def test_wrong_arguments_are_one_line(folder, arguments, words):
    with pytest.raises(OutletError, match=words):
        await walk(NewsSpider, {}, settings={"SEEDS_PATHS": [str(folder)]}, **arguments)


async def test_a_bound_spider_takes_no_other_outlets():
    with pytest.raises(OutletError, match="is one outlet"):
        await walk(spider_of(("feed", "/feed")), {}, outlets="one")


def test_a_bound_spider_has_its_outlets_settings_below_the_command_lines():
    settings = Settings()
    settings.set("DOWNLOAD_DELAY", 1, priority="project")
    settings.set("RETRY_TIMES", 9, priority="cmdline")
    spider_of(settings={"DOWNLOAD_DELAY": 7, "RETRY_TIMES": 0}).update_settings(settings)
    assert (settings.getfloat("DOWNLOAD_DELAY"), settings.getint("RETRY_TIMES")) == (7, 9)


async def test_any_number_of_listings_whose_time_has_not_come_are_passed_over():
    """One after the other, not one within the other."""
    spider = spider_of(("sitemap", "/index.xml"))
    spider.passes_over = not_due
    parts = "".join(f"<sitemap><loc>{SITE}/{n}.xml</loc></sitemap>" for n in range(1500))
    index = f"<sitemapindex>{parts}</sitemapindex>"
    done = await walk(spider, site({"/index.xml": index}))
    assert done.asked == [f"{SITE}/index.xml"]


async def not_due(spider, visit, place):
    return not place.is_seed
