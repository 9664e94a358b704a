"""Crawls in processes of their own: a second one fetches nothing again, a killed one loses nothing."""

import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from crawler.storage.mongodb import MongoStore
from tests.site import running
from tests.walk import article, sitemap

pytest.importorskip("crawler.extraction.article")

ROOT = Path(__file__).resolve().parent.parent
PAGES = 60


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
        "CONCURRENT_REQUESTS_PER_DOMAIN = 4\nRETRY_TIMES = 0\n",
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
        flags = [part for name, value in values.items() for part in ("-s", f"{name}={value}")]
        return [sys.executable, "-m", "scrapy", "crawl", spider, *arguments, *flags]

    return make


@pytest.fixture
def crawl(command):
    """A function that crawls the site to the end."""

    def run(*arguments, **settings):
        made = command(*arguments, **settings)
        return subprocess.run(made, cwd=ROOT, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
async def stored(tmp_path, mongodb_folder):
    """The run's database."""
    opened = await MongoStore.connect("", tmp_path.name, mongodb_folder)
    yield opened
    await opened.client.drop_database(tmp_path.name)
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
    assert re.search(rf"known before +{PAGES} +pages, not fetched again", second.stderr)
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


@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGTERM])
async def test_a_crawl_that_is_ended_goes_on_where_it_stood(command, crawl, site, stored, sent):
    for number in range(PAGES):
        body = article(number)
        site.answers[path_of(number)] = lambda body=body: time.sleep(0.03) or body
    for seen in (5, 20, 40):
        process = subprocess.Popen(command(), cwd=ROOT, stderr=subprocess.DEVNULL)
        wait_for(lambda seen=seen: len(asked(site)) >= seen)
        process.send_signal(sent)
        process.wait()
        assert len(asked(site)) < PAGES
    last = crawl()
    assert last.returncode == 0, last.stderr
    assert await states(stored) == {"done": PAGES}
    urls = [each["url"] async for each in stored.articles.find()]
    assert sorted(urls) == sorted(site.url + path_of(n) for n in range(PAGES))
    # only what was on its way when the process ended is fetched a second time
    assert sum(asked(site).values()) <= PAGES + 3 * 20
    assert await stored.revisions.count_documents({}) == 0


def wait_for(condition):
    """Return once a condition holds, at most ten seconds from now."""
    end = time.monotonic() + 10
    while not condition() and time.monotonic() < end:
        time.sleep(0.01)


async def test_two_processes_at_once(command, crawl, site, stored):
    site.answers[path_of(0)] = lambda: time.sleep(3) or article(0)
    process = subprocess.Popen(command(), cwd=ROOT, stderr=subprocess.DEVNULL)
    wait_for(lambda: asked(site))
    second = crawl()
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
