"""Onboarding and probing against the made-up press: good outlets, and one of each fault."""

import json
import tomllib

import pytest

from tests import command
from tests.newsroom.child import Newsroom

ARTICLES = 30
# Outlet's number → its fault, and what onboarding and probing say of it.
FAULTS = {
    1: ("403", "blocked", "blocked"),
    2: ("english", "not_arabic", "not_arabic"),
    3: ("empty", "no_outlet", "empty"),
    4: ("404", "gone", "moved"),
    5: ("unbuilt", "no_outlet", None),
    6: ("reset", "down", "down"),
}


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    """Two outlets as they should be, and six with a fault each."""
    faults = [f"{number}={fault}" for number, (fault, _, _) in FAULTS.items()]
    with Newsroom(tmp_path_factory.mktemp("press"), articles=ARTICLES, faults=faults) as running:
        yield running


def scrapy(*arguments, seeds, data):
    settings = {
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "DOWNLOAD_DELAY": "0",
        "AUTOTHROTTLE_ENABLED": "0",
        "RETRY_ENABLED": "0",
        "SEEDS_PATHS": seeds,
        "DATA_DIR": data,
    }
    return command.scrapy(*arguments, **settings)


@pytest.mark.parametrize("number", [0, 7])
def test_a_draft_crawls_its_outlet_unedited(press, tmp_path, number):
    seeds, data = tmp_path / "seeds", tmp_path / "data"
    seeds.mkdir()
    base = press.bases[number]
    done = scrapy("onboard", "--write", base + "/", seeds=seeds, data=data)
    assert done.returncode == 0, done.stderr
    assert "\nok: 3 of 3 pages were read as articles" in done.stderr
    (draft,) = seeds.glob("*.toml")
    facts = tomllib.loads(draft.read_text(encoding="utf-8"))
    assert facts["domain"] == base.removeprefix("http://")
    assert facts["seeds"]
    feed = tmp_path / "out.jsonl"
    crawled = scrapy("crawl", draft.stem, "-O", str(feed), seeds=seeds, data=data)
    assert crawled.returncode == 0, crawled.stderr[-2000:]
    got = {json.loads(line)["url"] for line in feed.read_text(encoding="utf-8").splitlines()}
    truth = Newsroom.lines(base, "/_truth.jsonl")
    want = {each["url"] for each in truth if each["is_article"] and not each.get("duplicate_of")}
    assert len(got & want) >= 0.95 * len(want)


@pytest.mark.parametrize("number", FAULTS)
def test_no_draft_for_what_is_no_outlet(press, tmp_path, number):
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    done = scrapy("onboard", "--write", press.bases[number] + "/", seeds=seeds, data=tmp_path)
    _, outcome, _ = FAULTS[number]
    assert f"\n{outcome}: " in done.stderr
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert not list(seeds.iterdir())


def test_a_probe_of_all_gives_each_its_verdict(press, tmp_path):
    done = scrapy("outlets", "--probe", "--json", seeds=press.seeds, data=tmp_path)
    found = {each["outlet"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert set(found) == set(press.names)
    domains = {
        tomllib.loads(path.read_text(encoding="utf-8"))["domain"]: path.stem
        for path in press.seeds.glob("*.toml")
    }
    for number, base in enumerate(press.bases):
        verdict = found[domains[base.removeprefix("http://")]]
        _, _, expected = FAULTS.get(number, (None, None, "ok"))
        if expected:
            assert verdict["outcome"] == expected, verdict
        else:
            assert verdict["outcome"] != "ok"
        assert verdict["line"]


def test_an_address_that_is_none(tmp_path):
    done = scrapy("onboard", "not an address", seeds=tmp_path, data=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error: ")
