"""Crawls of the made-up press: wire copy across outlets is one story, whoever is crawled when."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id
from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
AGENCY = "wikalat_aldifaf"


@pytest.fixture
def crawl(tmp_path, mongodb_folder):
    """A function that crawls outlets in a process of its own; what it says at its end."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "mongodb").symlink_to(mongodb_folder)

    def run(*outlets, **settings):
        values = {
            "SEEDS_PATHS": tmp_path / "seeds",
            "DATA_DIR": tmp_path / "data",
            "MONGODB_DATABASE": tmp_path.name,
            "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
            "LOG_LEVEL": "WARNING",
            **settings,
        }
        command = [sys.executable, "-m", "scrapy", "crawl", "news"]
        command += ["-a", "outlets=" + ",".join(outlets)]
        command += [part for name, value in values.items() for part in ("-s", f"{name}={value}")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stderr

    return run


@pytest.fixture
def stored(tmp_path, mongodb_folder):
    """A function that reads a collection of the crawl's database."""

    async def read(collection):
        store = await MongoStore.connect("", tmp_path.name, mongodb_folder)
        found = {each["_id"]: each async for each in store.database[collection].find()}
        await store.close()
        return found

    return lambda collection: asyncio.run(read(collection))


@pytest.fixture
def press(tmp_path):
    with Newsroom(tmp_path, outlets=4, articles=60) as opened:
        yield opened


def copies(press):
    """Article → the agency's article that it copies, by id."""
    truths = [each for each in press.truths() if each["is_article"]]
    wires = {each["index"]: article_id(each["url"]) for each in truths if each["outlet"] == AGENCY}
    return {
        article_id(each["url"]): wires[each["wire_of"]]
        for each in truths
        if "wire_of" in each and "duplicate_of" not in each
    }


def test_wire_copy_is_one_story_in_one_crawl_and_in_the_next(press, crawl, stored):
    others = [name for name in press.names if name != AGENCY]
    crawl(others[0], AGENCY)
    said = crawl(*others[1:])
    articles, truth = stored("articles"), copies(press)
    assert len(truth) > 4
    assert {key: articles[key]["story"] for key in truth} == {
        key: articles[origin]["story"] for key, origin in truth.items()
    }
    alone = articles.keys() - truth.keys()
    assert len({articles[key]["story"] for key in alone}) == len(alone)
    assert "tell a story that another article tells" in said
    stories = stored("stories")
    assert len(stories) == len(set(truth.values()))
    assert all(AGENCY in each["outlets"] for each in stories.values())


def test_copies_are_dropped_and_counted_where_that_is_the_policy(press, crawl, stored):
    others = [name for name in press.names if name != AGENCY]
    crawl(AGENCY)
    said = crawl(*others, STORIES="drop")
    assert not stored("articles").keys() & copies(press).keys()
    assert f"{len(copies(press))}  copy of a text that another article has" in said


def test_a_wrong_policy_ends_the_run_before_anything_is_fetched(press, crawl):
    with pytest.raises(AssertionError, match="STORIES is one of keep, mark, drop, not 'merge'"):
        crawl(AGENCY, STORIES="merge")
    assert not [each for base in press.bases for each in press.log(base)]


def test_each_changed_article_has_one_revision_that_says_what_changed(
    press, crawl, stored, tmp_path, mongodb_folder
):
    outlet = press.names[0]
    crawl(outlet)
    before = stored("articles")
    base = next(
        base
        for base in press.bases
        if base.removeprefix("http://") in next(iter(before.values()))["url"]
    )
    changed = press.publish(base, changed=20)
    asyncio.run(forget(tmp_path.name, mongodb_folder))
    crawl(outlet)
    truths = {
        each["index"]: article_id(each["url"])
        for each in press.truths()
        if each["url"].startswith(base)
    }
    wanted = {truths[index] for index in changed}
    after, revisions = stored("articles"), stored("revisions")
    assert {each["article"] for each in revisions.values()} == wanted
    assert len(revisions) == len(wanted)
    for each in revisions.values():
        article = after[each["article"]]
        assert (article["revision"], article["story"]) == (2, before[each["article"]]["story"])
        (change,) = each["changes"]
        assert article["body"].endswith(change["added"])
        assert each["words_added"] == len(change["added"].split())
        assert each["words_removed"] == 0


async def forget(database, folder):
    """Let the next crawl fetch every page again."""
    store = await MongoStore.connect("", database, folder)
    for name in ("frontier", "listings"):
        await store.database[name].drop()
    await store.close()
