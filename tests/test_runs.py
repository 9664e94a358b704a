"""The facts of runs in the database."""

from datetime import UTC, datetime

import pytest

from crawler.discovery.links import Link
from crawler.exceptions import StorageError
from crawler.frontier.schedule import Outcome
from crawler.frontier.session import Frontier
from crawler.outlets import Outlet
from crawler.storage.mongodb import MongoStore
from crawler.storage.runs import RunStore

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


async def test_runs_and_outlets_are_written_and_found(store):
    runs = RunStore(store)
    await runs.keep_run({"_id": "press-1", "started_at": NOON})
    await runs.keep_run({"_id": "press-1", "started_at": NOON, "ended_at": NOON, "problem": None})
    assert await store.database["runs"].find().to_list() == [
        {"_id": "press-1", "started_at": NOON, "ended_at": NOON}
    ]
    await runs.keep_outlets([{"_id": "a", "run": {"id": "press-1"}}, {"_id": "b"}])
    await runs.keep_outlets([])
    assert set(await runs.outlets(["a", "c"])) == {"a"}
    assert set(await runs.outlets()) == {"a", "b"}


async def test_the_articles_of_an_outlet_are_counted(writer, store, make_article):
    for number in range(5):
        await writer.write(make_article(number, outlet="press" if number else "other"))
    assert await RunStore(store).article_count("press") == 4


async def test_a_killed_run_leaves_its_name_with_the_outlet(store):
    runs = RunStore(store)
    await runs.keep_outlets([{"_id": "a", "articles": 7}])
    await runs.begin_outlets(["a", "b"], "press-2")
    assert await runs.outlets() == {"a": {"_id": "a", "articles": 7, "running": "press-2"}}


async def test_a_server_that_is_away_is_one_line():
    away = MongoStore("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50", "press", None)
    with pytest.raises(StorageError, match="no MongoDB server answers"):
        await RunStore(away).outlets()
    await away.close()


async def test_pages_done_for_a_reason_are_due_again(store, tmp_path):
    outlet = Outlet(name="press", title="ميزان", domain="press.example")
    links = [Link(f"https://press.example/{number}") for number in range(4)]
    opened = await Frontier.open(store, "run-1", [outlet], tmp_path)
    queue = opened.queues["press"]
    await queue.record([queue.page(link, "feed", "https://press.example/feed") for link in links])
    for reason in ("no_body", "article", "undated", "video"):
        queue.settle(await queue.next(lambda link: True), Outcome("done", reason))
    await opened.close()
    opened = await Frontier.open(store, "run-2", [outlet], tmp_path)
    assert await opened.store.look_again("press", ["no_body", "undated"]) == 2
    queue, found = opened.queues["press"], set()
    while page := await queue.older(lambda link: True):
        found.add(page.link.url)
    assert found == {links[0].url, links[2].url}
    await opened.close()
