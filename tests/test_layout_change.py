"""A layout change, staged: noticed by the next run, mended by one line of the seed, read again."""

import json

import pytest

from tests import command
from tests.newsroom.child import Newsroom
from tests.newsroom.layouts.relaid import SELECTOR

ARTICLES = 30
NEW = 8


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    with Newsroom(folder, outlets=2, articles=ARTICLES) as running:
        yield running


def scrapy(*arguments, press, data):
    places = {"SEEDS_PATHS": press.seeds, "DATA_DIR": data}
    settings = {"ALLOWED_PRIVATE_HOSTS": "127.0.0.1", "RETRY_ENABLED": "0", **places}
    return command.scrapy(*arguments, **settings)


def records(feed):
    return [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]


def test_from_the_change_to_the_mended_seed(press, tmp_path):
    base, seed = press.bases[1], press.seeds / "daftar_alhadara.toml"

    def crawl(name):
        feed = tmp_path / f"{name}.jsonl"
        done = scrapy("crawl", seed.stem, "-O", str(feed), press=press, data=tmp_path)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stderr, records(feed)

    def snapshot(index):
        url = Newsroom.lines(base, f"/_truth/{index}.json")[0]["url"]
        done = scrapy("snapshot", seed.stem, url, press=press, data=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "\nsaved: " in done.stdout

    def check():
        return scrapy("snapshot", "--check", press=press, data=tmp_path)

    def health(*filters):
        done = scrapy("outlets", "--json", *filters, press=press, data=tmp_path)
        found = {each["name"]: each for each in map(json.loads, done.stdout.splitlines())}
        return done.returncode, found

    said, before = crawl("before")
    assert len(before) == ARTICLES
    assert "degraded" not in said

    snapshot(0)
    assert check().stdout == "1 pages, 1 as saved, 0 differ\n"

    press.relay(base)
    press.publish(base, new=NEW)
    said, relaid = crawl("relaid")
    (line,) = [each for each in said.splitlines() if each.startswith("degraded ")]
    assert "daftar_alhadara: " in line
    assert "pages could not be read: no_body ×" in line
    assert base in line
    assert len(relaid) < NEW
    said, _ = crawl("quiet")  # nothing new: nothing to judge by
    assert "degraded" not in said

    status, found = health("--health", "degraded")
    assert (status, set(found)) == (1, {seed.stem})
    assert found[seed.stem]["health"]["examples"][0].startswith(base)
    assert found[seed.stem]["articles"] >= ARTICLES

    with seed.open("a", encoding="utf-8") as file:
        file.write(f'[selectors]\nbody = ["{SELECTOR}"]\n')
    said, mended = crawl("mended")
    assert "degraded" not in said
    assert health("--health", "degraded") == (0, {})
    assert health()[1][seed.stem]["health"]["state"] == "ok"

    snapshot(1)  # the new layout's page beside the old one's
    assert check().stdout == "2 pages, 2 as saved, 0 differ\n"
    truth = {each["url"]: each for each in Newsroom.lines(base, "/_truth.jsonl")}
    new = {
        each["url"]: each
        for each in (*relaid, *mended)
        if each["url"] not in {b["url"] for b in before}
    }
    wanted = {u for u, t in truth.items() if t["is_article"] and t["index"] < 0}
    assert set(new) == wanted
    assert {u for u in wanted if new[u]["body"] != truth[u]["body"]} <= {e["url"] for e in relaid}


def test_of_several_outlets_the_one_that_changed_is_named(tmp_path):
    with Newsroom(tmp_path / "press", outlets=2, articles=12, faults=["1=relaid"]) as press:
        done = scrapy("crawl", "news", "-a", "outlets=all", press=press, data=tmp_path)
        assert done.returncode == 0, done.stderr[-2000:]
        named = [line for line in done.stderr.splitlines() if line.startswith("degraded ")]
        assert [line.split()[1] for line in named] == ["daftar_alhadara:"]
        listed = scrapy("outlets", "--json", press=press, data=tmp_path).stdout.splitlines()
        found = {each["name"]: each for each in map(json.loads, listed)}
        states = {name: each["health"]["state"] for name, each in found.items()}
        assert states == {"mizan_alyawm": "ok", "daftar_alhadara": "degraded"}
        assert len({each["last_run"]["id"] for each in found.values()}) == 1
        assert found["mizan_alyawm"]["articles"] == 12
