"""`scrapy frontier` on a real embedded server: counts, reasons, listings; pages given back and forgotten."""

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from crawler.discovery.links import Link
from crawler.frontier.listings import Listing
from crawler.frontier.schedule import Outcome
from crawler.frontier.session import Frontier
from crawler.frontier.tally import Tally
from crawler.outlets import Outlet
from crawler.storage.mongodb import MongoStore
from tests.command import scrapy

PRESS = Outlet(name="press", title="ص", domain="press.example")
FEED = "https://press.example/أخبار.rss"
NOW = datetime.now(UTC)


@pytest.fixture
def folder(tmp_path, mongodb_folder):
    """A data folder on the session's server, with a seed file."""
    (tmp_path / "mongodb").symlink_to(mongodb_folder)
    (tmp_path / "seeds").mkdir()
    for name in ("press", "silent"):
        text = f'title = "ص"\ndomain = "{name}.example"\n'
        (tmp_path / "seeds" / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def frontier(folder):
    """A function that runs `scrapy frontier`."""

    def run(*arguments, uri="", data=folder):
        settings = {
            "DATA_DIR": data,
            "MONGODB_DATABASE": folder.name,
            "SEEDS_PATHS": folder / "seeds",
        }
        return scrapy("frontier", *arguments, variables={"MONGODB_URI": uri}, **settings)

    return run


@pytest.fixture
async def crawled(folder, mongodb_folder):
    """What a run has left: pages in every state, one with another address, a listing."""
    store = await MongoStore.connect("", folder.name, mongodb_folder)
    await store.client.drop_database(folder.name)
    run = await Frontier.open(store, "one", [PRESS], folder / "locks")
    queue = run.queues["press"]
    pages = [
        queue.page(Link(f"https://press.example/news/{n}"), "feed", FEED) for n in range(1, 11)
    ]
    await queue.record(pages)
    later = NOW - timedelta(hours=1)
    for page in pages[:3]:
        queue.settle(page, Outcome("done", "article"))
    queue.settle(pages[3], Outcome("done", "article", later), alias="https://press.example/a/4")
    queue.settle(pages[4], Outcome("gone", "http_404"))
    queue.settle(pages[5], Outcome("failed", "http_503", NOW + timedelta(hours=1)))
    queue.settle(pages[6], Outcome("failed", "http_503", later))
    queue.settle(pages[7], Outcome("failed", "http_500"))
    listing = Listing(url=FEED, outlet="press", is_whole=True)
    listing.looked_at(NOW, new=2, entries=10)
    await queue.keep(listing)
    queue.waiting.clear()
    for page in pages[8:]:
        queue.release(page)
    await run.close()
    yield store
    await store.client.drop_database(folder.name)
    await store.close()


async def run_in_thread(function, *arguments, **more):
    return await asyncio.to_thread(function, *arguments, **more)


async def test_an_outlet_is_told_with_reasons_and_listings(crawled, frontier):
    done = await run_in_thread(frontier, "press")
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split() for line in done.stdout.splitlines()]
    assert lines[0] == ["outlet", "known", "due", "done", "gone", "failed", "oldest", "due"]
    oldest = f"{NOW - timedelta(hours=1):%Y-%m-%d %H:%M} UTC"
    assert lines[1] == ["press", "10", "4", "4", "1", "3", *oldest.split()]
    assert lines[4:8] == [
        ["failed", "http_503", "2"],
        ["failed", "http_500", "1"],
        ["gone", "http_404", "1"],
        ["done", "article", "4"],
    ]
    assert lines[-1][:3] == [FEED, "10", "80%"]


async def test_without_a_name_all_outlets_that_were_crawled(crawled, frontier):
    done = await run_in_thread(frontier)
    assert [line.split()[0] for line in done.stdout.splitlines()] == ["outlet", "press"]
    assert (await run_in_thread(frontier, "silent")).stdout.splitlines()[1].split() == [
        "silent",
        *"00000",
    ]
    assert await crawled.database["crawls"].count_documents({}) == 1


async def test_json(crawled, frontier):
    (told,) = map(json.loads, (await run_in_thread(frontier, "--json")).stdout.splitlines())
    counts = {name: told[name] for name in ("known", "due", "done", "gone", "failed", "aliases")}
    assert counts == {"known": 10, "due": 4, "done": 4, "gone": 1, "failed": 3, "aliases": 1}
    assert told["reasons"]["failed"] == {"http_503": 2, "http_500": 1}
    assert told["listings"][0]["url"] == FEED
    assert told["listings"][0]["share_known"] == pytest.approx(0.8)


async def test_every_page_is_exported(crawled, frontier):
    done = await run_in_thread(frontier, "--export", "press")
    pages = {page["key"]: page for page in map(json.loads, done.stdout.splitlines())}
    assert len(pages) == 11
    assert pages["press.example/news/5"]["reason"] == "http_404"
    assert pages["press.example/news/6"]["from"] == FEED
    assert pages["press.example/a/4"]["alias_of"] == "press.example/news/4"
    assert datetime.fromisoformat(pages["press.example/news/1"]["first_seen"]).tzinfo


async def test_what_failed_is_fetched_by_the_next_run(crawled, frontier, folder):
    done = await run_in_thread(frontier, "--retry", "failed")
    assert (done.returncode, done.stdout) == (0, "press: 3 failed pages are due now\n")
    run = await Frontier.open(crawled, "two", [PRESS], folder / "locks")
    given = set()
    while page := await run.queues["press"].older(lambda _: True):
        given.add(page.key.rpartition("/")[2])
        run.queues["press"].settle(page, Outcome("done", "article"))
    await run.close()
    assert given == {"4", "6", "7", "8", "9", "10"}
    again = await run_in_thread(frontier, "--retry", "failed", "silent", "press")
    assert again.stdout == "silent: 0 failed pages are due now\npress: 0 failed pages are due now\n"


@pytest.mark.parametrize("address", ["http://www.press.example/news/4/", "press.example/a/4"])
async def test_a_page_is_forgotten_with_its_other_addresses(crawled, frontier, address):
    url = address if "//" in address else f"https://{address}?utm_source=x"
    done = await run_in_thread(frontier, "--forget", url)
    assert (done.returncode, done.stderr) == (0, "")
    assert await crawled.database["frontier"].count_documents({}) == 9
    assert (await crawled.database["listings"].find_one())["is_whole"] is False
    again = await run_in_thread(frontier, "--forget", url)
    assert (again.returncode, again.stderr) == (1, f"error: {url} is not known\n")


async def test_a_running_crawl_is_not_disturbed(crawled, frontier, folder):
    run = await Frontier.open(crawled, "two", [PRESS], folder / "locks")
    for arguments in (["--retry", "gone"], ["--forget", "https://press.example/news/1"]):
        done = await run_in_thread(frontier, *arguments)
        assert done.returncode == 3
        assert done.stderr.startswith("error: press is being crawled by run two (process ")
    assert (await run_in_thread(frontier)).returncode == 0
    await run.close()


@pytest.mark.parametrize(
    ("arguments", "told", "status"),
    [
        (["pres"], "error: Unknown outlet 'pres'. Did you mean: press?", 1),
        (["--forget", "nonsense"], "error: 'nonsense' is no http(s) address", 1),
        (["--forget", "https://x.example/1"], "error: https://x.example/1 is not known", 1),
        (["--forget", "https://x.example/1", "press"], "--forget takes an address", 2),
    ],
)
def test_wrong_words_are_one_line(frontier, arguments, told, status):
    done = frontier(*arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_no_database(frontier, tmp_path):
    done = frontier(data=tmp_path / "other")
    assert done.returncode == 1
    assert done.stderr.startswith("error: no database in ")
    assert not (tmp_path / "other").exists()
    done = frontier(uri="mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=100")
    assert done.returncode == 1
    assert done.stderr.startswith("error: no MongoDB server answers at ")


def test_a_tally_counts_a_page_once():
    tally = Tally("press")
    tally.add({"state": "leased", "first_seen": NOW}, NOW)
    tally.add({"state": "done", "reason": "alias", "first_seen": NOW}, NOW)
    tally.add({"state": "failed", "reason": "x", "first_seen": NOW, "next_visit": NOW}, NOW)
    assert (tally.known, tally.due, tally.aliases, tally.oldest_due) == (2, 2, 1, NOW)
