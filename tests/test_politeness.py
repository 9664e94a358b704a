"""Delays that are kept: an outlet's own, robots.txt's Crawl-delay, Retry-After; by the server's clock."""

import itertools
import json
import time
from datetime import UTC, datetime
from statistics import median
from types import SimpleNamespace as Namespace

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Response

from crawler.extensions.throttle import OutletThrottle
from crawler.middlewares.politeness import MOST_PAUSE, hold, pause_of
from spiders.news import NewsSpider
from tests.command import scrapy
from tests.site import running
from tests.walk import article, rss, walk

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)

PAUSES = [
    ("7", 7.0),
    (" 0 ", 0.0),
    ("Tue, 24 Nov 2026 12:01:00 GMT", 60.0),
    ("Tue, 24 Nov 2026 11:00:00 GMT", 0.0),
    ("86400", MOST_PAUSE),
    ("soon", 30.0),
    ("-5", 30.0),
    ("", 30.0),
    (None, 30.0),
]


@pytest.mark.parametrize(("header", "seconds"), PAUSES)
def test_what_retry_after_asks_for(header, seconds):
    assert pause_of(header, NOW) == seconds


def test_holding_a_slot_never_shortens_a_pause():
    slot, before = Slot(1, 0), time.monotonic()
    hold(slot, 100)
    until = slot.lastseen
    hold(slot, 1)
    assert slot.lastseen == until
    assert before + 100 <= until <= time.monotonic() + 100


def test_a_held_slot_waits_as_long_whatever_its_jitter():
    slot, before = Slot(1, 40, jitter=1), time.monotonic()
    hold(slot, 100)
    slot.delay = 20  # as AutoThrottle may
    assert all(slot.lastseen + slot.download_delay() >= before + 100 for _ in range(50))


def crawl(*arguments, folder, allowed="127.0.0.1"):
    """A crawl in a process of its own, without database; its items."""
    output = folder / "out.jsonl"
    settings = {
        "SEEDS_PATHS": folder,
        "ALLOWED_PRIVATE_HOSTS": allowed,
        "ITEM_PIPELINES": "{}",
        "LOG_LEVEL": "WARNING",
        "SUMMARY_ENABLED": "0",
        "DOWNLOAD_DELAY_JITTER": "0",
        "AUTOTHROTTLE_START_DELAY": "0",
    }
    done = scrapy("crawl", *arguments, "-O", output, **settings)
    items = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    return items, done


def seed(folder, name, site, **settings):
    lines = "".join(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())
    text = f'title = "{name}"\ndomain = "{site.domain}"\n[[seeds]]\nurl = "{site.url}/feed"\nkind = "feed"\n[settings]\n{lines}'
    (folder / f"{name}.toml").write_text(text, encoding="utf-8")


def publish(site, count, robots="User-agent: *\nDisallow:\n"):
    site.answers["/robots.txt"] = robots
    site.answers["/feed"] = rss([f"{site.url}/news/{n}" for n in range(count)])
    for number in range(count):
        site.answers[f"/news/{number}"] = article(number)


def gaps(site):
    times = [moment for _, moment in site.log]
    return [after - before for before, after in itertools.pairwise(times)]


def test_a_crawl_delay_is_kept_and_disallowed_paths_are_not_asked_for(tmp_path):
    with running() as site:
        publish(site, 3, "User-agent: *\nCrawl-delay: 0.5\nDisallow: /news/1\n")
        seed(
            tmp_path,
            "slow",
            site,
            DOWNLOAD_DELAY=0,
            CONCURRENT_REQUESTS_PER_DOMAIN=4,
            AUTOTHROTTLE_ENABLED=False,
        )
        items, done = crawl("slow", folder=tmp_path)
    assert len(items) == 2, done.stderr
    assert "/news/1" not in site.asked
    assert median(gaps(site)) > 0.5


def test_retry_after_is_waited_for(tmp_path):
    with running() as site:
        publish(site, 1)
        busy = [(429, {"Retry-After": "1"}, "")]
        site.answers["/news/0"] = lambda: busy.pop() if busy else article(0)
        seed(tmp_path, "busy", site, DOWNLOAD_DELAY=0, AUTOTHROTTLE_ENABLED=False)
        items, done = crawl("busy", folder=tmp_path)
    assert len(items) == 1, done.stderr
    assert site.asked[-2:] == ["/news/0", "/news/0"]
    assert gaps(site)[-1] >= 1


def test_outlets_on_one_host_keep_their_own_delays(tmp_path):
    with running() as fast, running() as slow:
        for site, delay in ((fast, 0), (slow, 0.4)):
            publish(site, 4)
            seed(tmp_path, "slow" if delay else "fast", site, DOWNLOAD_DELAY=delay)
        items, done = crawl("news", "-a", "outlets=all", folder=tmp_path)
    assert sorted(item["outlet"] for item in items) == 4 * ["fast"] + 4 * ["slow"], done.stderr
    assert median(gaps(slow)) > 0.35
    assert sum(gaps(fast)) < sum(gaps(slow))


def test_nothing_but_refused_addresses_is_no_success(tmp_path):
    with running() as site:
        publish(site, 1)
        seed(tmp_path, "inside", site)
        items, done = crawl("inside", folder=tmp_path, allowed="127.0.0.1:1")
    assert (items, site.asked) == ([], [])
    assert done.returncode == 1
    assert f"{site.domain} is a private address and was refused" in done.stderr


def test_a_redirect_to_a_private_address_is_refused(tmp_path):
    with running() as site, running() as inside:
        publish(site, 2)
        site.answers["/news/1"] = (302, {"Location": f"{inside.url}/secret"}, "")
        seed(tmp_path, "outside", site, DOWNLOAD_DELAY=0, AUTOTHROTTLE_ENABLED=False)
        items, done = crawl("outside", folder=tmp_path, allowed=site.domain)
    assert len(items) == 1, done.stderr
    assert inside.asked == []
    assert f"{inside.domain} is a private address and was refused" in done.stderr


def test_no_bound_of_autothrottle_goes_below_what_a_robots_txt_asks_for(tmp_path):
    """Scrapy cuts every delay to AUTOTHROTTLE_MAX_DELAY, whose default is a minute."""
    with running() as site:
        publish(site, 4, "User-agent: *\nCrawl-delay: 0.6\n")
        seed(tmp_path, "slow", site, DOWNLOAD_DELAY=0, AUTOTHROTTLE_MAX_DELAY=0.1)
        items, done = crawl("slow", folder=tmp_path)
    assert len(items) == 4, done.stderr
    assert median(gaps(site)[1:]) > 0.5


async def test_autothrottle_has_each_outlets_own_bounds_in_one_process(tmp_path):
    for name, bounds in (("one", {"MAX_DELAY": 7, "TARGET_CONCURRENCY": 2}), ("two", {})):
        lines = "".join(f"AUTOTHROTTLE_{key} = {value}\n" for key, value in bounds.items())
        text = f'title = "{name}"\ndomain = "{name}.com"\n[settings]\n{lines}'
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    done = await walk(NewsSpider, {}, settings={"SEEDS_PATHS": [str(tmp_path)]}, outlets="all")
    crawler = done.crawler
    crawler.engine = Namespace(downloader=Namespace(slots={}, per_slot_settings={}))
    crawler.settings.frozen = False
    crawler.settings.set("AUTOTHROTTLE_ENABLED", True)
    throttle = OutletThrottle(crawler)
    for latency, expected in ((40.0, {"one": 7.0, "two": 40.0}), (8.0, {"one": 4.0, "two": 8.0})):
        for request in done.requests:
            key = request.meta["download_slot"]
            slot = crawler.engine.downloader.slots[key] = Slot(1, 0)
            request.meta["download_latency"] = latency
            throttle._response_downloaded(Response(request.url), request, crawler.spider)
            assert slot.delay == expected[key]
