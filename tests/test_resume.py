"""Crawls in processes of their own: a second one fetches nothing again, a killed one loses nothing."""

import asyncio
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from crawler.frontier.names import later_name
from crawler.storage.mongodb import MongoStore
from tests.command import eventually, place, words
from tests.site import running
from tests.walk import article, section, sitemap

PAGES = 60
AT_ONCE = 4


@pytest.fixture
def site():
    with running() as opened:
        opened.answers["/robots.txt"] = "User-agent: *\nDisallow:\n"
        publish(opened, range(PAGES))
        yield opened


def path_of(number):
    return f"/2026/11/24/a-b-c-{number}"


def publish(site, numbers):
    site.answers["/sitemap.xml"] = sitemap([site.url + path_of(n) for n in numbers])
    for number in numbers:
        site.answers[path_of(number)] = article(number)


@pytest.fixture
def command(site, tmp_path, mongodb_folder):
    """A function that makes the command of a crawl of the site."""
    # the session's own server: a link to its folder, so that no second one is started
    (tmp_path / "mongodb").symlink_to(mongodb_folder)
    (tmp_path / "press.toml").write_text(
        f'title = "ص"\ndomain = "{site.domain}"\n[[seeds]]\nurl = "{site.url}/sitemap.xml"\n'
        'kind = "sitemap"\n[settings]\nDOWNLOAD_DELAY = 0\nAUTOTHROTTLE_ENABLED = false\n'
        f"CONCURRENT_REQUESTS_PER_DOMAIN = {AT_ONCE}\nRETRY_TIMES = 0\n",
        encoding="utf-8",
    )

    def make(*arguments, spider="press", **settings):
        values = {
            "SEEDS_PATHS": tmp_path,
            "DATA_DIR": tmp_path,
            "MONGODB_DATABASE": tmp_path.name,
            "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
            "LOG_FILE": tmp_path / "crawl.log",
            **settings,
        }
        return words("crawl", spider, *arguments, **values)

    return make


@pytest.fixture
def crawl(command):
    """A function that crawls the site to the end."""

    def run(*arguments, **settings):
        made = command(*arguments, **settings)
        done = subprocess.run(made, **place(), capture_output=True, text=True, check=False)
        print(f"exit {done.returncode}: {done.stderr}")  # shown where a test fails
        return done

    return run


@pytest.fixture
async def stored(tmp_path, mongodb_folder):
    """The run's database; it goes with the session's server."""
    opened = await MongoStore.connect("", tmp_path.name, mongodb_folder)
    yield opened
    await opened.close()


async def states(stored):
    return Counter([each["state"] async for each in stored.database["frontier"].find()])


def asked(site):
    """Article pages that were asked for, with their number."""
    return Counter(path for path in site.asked if path.startswith("/2026/"))


async def test_a_second_crawl_fetches_no_article_again(crawl, site, stored):
    first = crawl()
    assert first.returncode == 0, first.stderr
    assert asked(site) == {path_of(n): 1 for n in range(PAGES)}
    assert await states(stored) == {"done": PAGES}
    site.log.clear()
    second = crawl()
    assert second.returncode == 0, second.stderr
    assert not asked(site)
    assert re.search(
        rf"known before +{PAGES} +links to pages that need no second look", second.stderr
    )
    assert "0 new, 0 changed" in second.stderr


async def test_new_pages_alone_are_fetched(crawl, site, stored):
    crawl()
    site.log.clear()
    publish(site, range(PAGES + 3))
    crawl()
    assert asked(site) == {path_of(PAGES + n): 1 for n in range(3)}
    assert await stored.articles.count_documents({}) == PAGES + 3


async def test_a_limit_leaves_the_rest_for_the_next_run_and_says_so(crawl, site, stored, tmp_path):
    first = crawl("-a", "limit=10")
    assert first.returncode == 0, first.stderr
    assert re.search(rf"still due +{PAGES - 10} +pages, for the next run", first.stderr)
    assert "Closing spider (limit)" in (tmp_path / "crawl.log").read_text()
    assert await states(stored) == {"done": 10, "due": PAGES - 10}
    crawl()
    assert asked(site) == {path_of(n): 1 for n in range(PAGES)}


class Gate:
    """Lets `most` articles of the site be had; who asks for more waits."""

    def __init__(self, site):
        self.most = 0
        self.turn = 0
        self.answered = set()
        self.waiting = []
        for number in range(PAGES):
            site.answers[path_of(number)] = lambda number=number: self.answer(number)

    def answer(self, number):
        turn = self.turn
        self.waiting.append(number)
        while turn == self.turn and len(self.answered) >= self.most:
            time.sleep(0.01)
        self.answered.add(number)
        self.waiting.remove(number)
        return article(number)

    def close(self, done):
        """Send away who still waits; only what is `done` counts as had."""
        self.turn += 1
        eventually(lambda: not self.waiting)
        self.answered = set(range(done))


async def until_done(stored, least):
    end = time.monotonic() + 60
    while (await states(stored))["done"] < least:
        assert time.monotonic() < end
        await asyncio.sleep(0.05)


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
async def test_a_crawl_that_is_ended_goes_on_where_it_stood(command, crawl, site, stored, sent):
    gate = Gate(site)
    for number in (5, 20, 40):
        gate.most = number
        process = subprocess.Popen(command(), **place(), stderr=subprocess.DEVNULL)
        await until_done(stored, number)
        process.send_signal(sent)
        gate.most += 2 * AT_ONCE  # a crawl that is asked to end waits for what is on its way
        process.wait()
        gate.close((await states(stored))["done"])
    gate.most = PAGES
    last = crawl()
    assert last.returncode == 0, last.stderr
    assert await states(stored) == {"done": PAGES}
    urls = [each["url"] async for each in stored.articles.find()]
    assert sorted(urls) == sorted(site.url + path_of(n) for n in range(PAGES))
    # only what was on its way when the process ended is fetched a second time
    assert sum(asked(site).values()) <= PAGES + 3 * 2 * AT_ONCE
    assert await stored.revisions.count_documents({}) == 0


async def test_two_processes_at_once(command, crawl, site, stored):
    has_been_tried = threading.Event()
    site.answers[path_of(0)] = lambda: has_been_tried.wait(20) and article(0)
    process = subprocess.Popen(command(), **place(), stderr=subprocess.DEVNULL)
    eventually(lambda: asked(site))
    second = crawl()
    has_been_tried.set()
    assert second.returncode == 3
    assert "error: press is being crawled by run press-" in second.stderr
    assert f"(process {process.pid} on " in second.stderr
    assert "Traceback" not in second.stderr
    assert process.wait() == 0
    assert await states(stored) == {"done": PAGES}


async def test_what_became_of_each_page(crawl, site, stored):
    site.answers[path_of(0)] = (404, {}, "")
    site.answers[path_of(1)] = (500, {}, "")
    site.answers[path_of(2)] = "<html><p>لا شيء</p></html>"
    site.answers[path_of(3)] = (503, {"Retry-After": "1"}, "")
    site.answers[path_of(4)] = (302, {"Location": "http://127.0.0.1:9/x"}, "")
    result = crawl()
    assert result.returncode == 0, result.stderr
    pages = {
        each["url"].rpartition("-")[2]: each async for each in stored.database["frontier"].find()
    }
    assert [pages[str(n)]["state"] for n in range(5)] == [
        "gone",
        "failed",
        "done",
        "failed",
        "failed",
    ]
    assert [pages[str(n)]["reason"] for n in range(4)] == [
        "http_404",
        "http_500",
        "no_body",
        "http_503",
    ]
    assert await states(stored) == {"done": PAGES - 4, "gone": 1, "failed": 3}


async def test_an_article_that_is_asked_for_by_its_address_is_fetched_again(crawl, site, stored):
    crawl("-a", "limit=10")
    site.log.clear()
    site.answers[path_of(5)] = article(5000)
    result = crawl("-a", f"url={site.url}{path_of(5)}", spider="news")
    assert result.returncode == 0, result.stderr
    # and nothing else, though other pages are due
    assert asked(site) == {path_of(5): 1}
    assert await stored.revisions.count_documents({}) == 1
    assert await states(stored) == {"done": 10, "due": PAGES - 10}


def test_a_listing_that_has_not_changed_is_asked_for_with_its_tag_once_that_is_proved(crawl, site):
    site.tag = ""
    for unmodified in ([], [], ["/sitemap.xml"]):
        site.unmodified.clear()
        result = crawl()
        assert result.returncode == 0, result.stderr
        assert site.unmodified == unmodified
    assert re.search(rf"known before +{PAGES} ", result.stderr)
    publish(site, range(PAGES + 1))
    crawl()
    assert asked(site)[path_of(PAGES)] == 1


def test_a_tag_that_lies_is_not_believed(crawl, site):
    site.tag = "always-the-same"
    for number in range(PAGES + 1, PAGES + 4):
        crawl()
        publish(site, range(number))
    crawl()
    assert not site.unmodified
    assert asked(site) == {path_of(n): 1 for n in range(PAGES + 3)}


async def test_a_page_with_a_new_date_of_change_is_looked_at_again(crawl, site, stored):
    def listed(day):
        entries = "".join(
            f"<url><loc>{site.url}{path_of(n)}</loc><lastmod>2026-11-{day if n == 7 else 20}</lastmod></url>"
            for n in range(PAGES)
        )
        return f"<urlset>{entries}</urlset>"

    site.answers["/sitemap.xml"] = listed(20)
    crawl()
    site.log.clear()
    site.answers["/sitemap.xml"] = listed(21)
    site.answers[path_of(7)] = article(7000)
    result = crawl()
    assert asked(site) == {path_of(7): 1}
    assert "0 new, 1 changed" in result.stderr
    assert await stored.revisions.count_documents({}) == 1
    site.log.clear()
    crawl()
    assert not asked(site)


async def test_a_young_article_is_looked_at_again_when_its_time_has_come(crawl, site, stored):
    moment = datetime.now(UTC)
    for number in (1, 2):
        site.answers[path_of(number)] = article(number, date=moment.isoformat())
    crawl()
    site.log.clear()
    crawl()
    assert not asked(site)
    # twenty minutes later; the other articles are two days old
    pages = stored.database["frontier"]
    soon = {"$gt": "press@", "$lte": later_name("press", moment + timedelta(minutes=21))}
    earlier = {"next_visit": moment, "queue": later_name("press", moment)}
    assert (await pages.update_many({"queue": soon}, {"$set": earlier})).modified_count == 2
    site.answers[path_of(1)] = article(1000, date=moment.isoformat())
    result = crawl()
    assert asked(site) == {path_of(1): 1, path_of(2): 1}
    assert "0 new, 1 changed" in result.stderr
    assert await stored.revisions.count_documents({}) == 1


def test_a_scheduled_run_passes_over_listings_whose_time_has_not_come(crawl, site):
    crawl()
    site.log.clear()
    publish(site, range(PAGES + 1))
    assert crawl("-a", "scheduled=yes").returncode == 0
    assert not site.log
    crawl()
    assert asked(site) == {path_of(PAGES): 1}


@pytest.fixture
def lay_out(site, tmp_path):
    """A function that publishes a section of several pages, ten articles on each; the outlet's only seed."""
    seeds = (tmp_path / "press.toml").read_text().replace("/sitemap.xml", "/sport")
    (tmp_path / "press.toml").write_text(seeds.replace('"sitemap"', '"section"'))

    def publish_pages(pages, first):
        for number in range(pages):
            start = first + number * 10
            more = f'<a rel="next" href="/sport?page={number + 1}">التالي</a>'
            path = f"/sport?page={number}" if number else "/sport"
            links = [path_of(n) for n in range(start, start + 10)]
            site.answers[path] = section(links, more * (number + 1 < pages))

    return publish_pages


async def test_an_interrupted_walk_through_a_section_is_walked_again(crawl, site, stored, lay_out):
    lay_out(4, first=20)
    crawl()
    assert await states(stored) == {"done": 40}
    # twenty new ones, and the way to the second page of them is broken
    lay_out(4, first=0)
    site.answers["/sport?page=1"] = (500, {}, "")
    crawl()
    assert await states(stored) == {"done": 50}
    lay_out(4, first=0)
    site.log.clear()
    crawl()
    assert await states(stored) == {"done": 60}
    assert "/sport?page=3" in site.asked
    # and now that all is known, the first page is enough
    site.answers["/sport"] += "<!-- -->"
    site.log.clear()
    crawl()
    assert site.asked == ["/robots.txt", "/sport"]


def test_a_walk_ends_at_the_first_page_with_nothing_new(crawl, site, lay_out):
    lay_out(5, first=10)
    crawl()
    lay_out(5, first=5)
    site.log.clear()
    crawl()
    assert [path for path in site.asked if "sport" in path] == ["/sport", "/sport?page=1"]
    assert sorted(asked(site)) == sorted(path_of(n) for n in range(5, 10))


def test_a_section_of_several_pages_is_asked_for_with_the_tag_of_its_first(crawl, site, lay_out):
    site.tag = ""
    lay_out(3, first=0)
    for unmodified in ([], [], ["/sport"]):
        site.unmodified.clear()
        crawl()
        assert site.unmodified == unmodified


def test_a_sitemap_that_has_not_changed_by_its_index_is_not_asked_for(crawl, site):
    def publish_index(year):
        moments = {"/old.xml": f"{year}-01-31T20:00:00+03:00", "/new.xml": "2100-01-01"}
        entries = "".join(
            f"<sitemap><loc>{site.url}{path}</loc><lastmod>{moment}</lastmod></sitemap>"
            for path, moment in moments.items()
        )
        site.answers["/sitemap.xml"] = f"<sitemapindex>{entries}</sitemapindex>"

    publish_index(2020)
    site.answers["/old.xml"] = sitemap([site.url + path_of(n) for n in range(3)])
    site.answers["/new.xml"] = sitemap([site.url + path_of(n) for n in range(3, 6)])
    crawl()
    assert len(asked(site)) == 6
    for _ in range(2):  # the index has changed once, then not
        site.log.clear()
        assert crawl().returncode == 0
        assert site.asked == ["/robots.txt", "/sitemap.xml", "/new.xml"]
    site.answers["/old.xml"] = sitemap([site.url + path_of(n) for n in range(2, 8)])
    publish_index(2099)
    site.log.clear()
    crawl()
    assert asked(site) == {path_of(6): 1, path_of(7): 1}


def test_a_page_that_was_forgotten_is_met_anew(command, crawl, site):
    crawl()
    made = command()
    forget = ["frontier", "--forget", site.url + path_of(7)]
    made[made.index("crawl") : made.index("press") + 1] = forget
    done = subprocess.run(made, **place(), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    site.log.clear()
    result = crawl()
    assert asked(site) == {path_of(7): 1}
    assert "0 new, 0 changed, 1 known before" in result.stderr


async def test_the_days_budget_is_kept_over_several_runs(crawl, site, stored, tmp_path):
    (tmp_path / "press.toml").write_text(
        (tmp_path / "press.toml").read_text() + "PAGES_PER_DAY = 21\n"
    )
    result = crawl()
    assert result.returncode == 0, result.stderr
    assert len(asked(site)) == 20
    assert re.search(rf"still due +{PAGES - 20} ", result.stderr)
    assert "Closing spider (budget)" in (tmp_path / "crawl.log").read_text()
    crawl()
    assert len(asked(site)) == 20


async def test_an_outlet_that_fails_is_left_alone_until_the_next_run(crawl, site, stored, tmp_path):
    for number in range(PAGES):
        site.answers[path_of(number)] = (503, {"Retry-After": "0"}, "")
    crawl()
    assert len(asked(site)) < 20
    assert "Closing spider (outlet_fails)" in (tmp_path / "crawl.log").read_text()
    found = await states(stored)
    assert found["failed"] + found["due"] == PAGES
    assert found["failed"] < 20


async def test_since_and_until_leave_the_rest_to_other_runs(crawl, site, stored):
    days = [f"2026-11-{day:02d}" for day in range(1, 25)]
    for number in range(24):
        site.answers[path_of(number)] = article(number, date=f"{days[number]}T10:00:00+03:00")
    entries = "".join(f"<url><loc>{site.url}/news-{n}.html</loc></url>" for n in range(24))
    for number in range(24):
        site.answers[f"/news-{number}.html"] = site.answers[path_of(number)]
    site.answers["/sitemap.xml"] = f"<urlset>{entries}</urlset>"
    crawl("-a", "since=2026-11-10", "-a", "until=2026-11-19")
    assert await stored.articles.count_documents({}) == 10
    assert await states(stored) == {"done": 10, "due": 14}
    site.log.clear()
    crawl("-a", "since=2026-11-10", "-a", "until=2026-11-20")
    assert len([path for path in site.asked if "news" in path]) == 1
    crawl()
    assert await stored.articles.count_documents({}) == 24
