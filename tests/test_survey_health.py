"""The health of an outlet, from the pages of its runs."""

from datetime import UTC, datetime

import pytest

from crawler.items import Article
from crawler.outlets import Outlet
from crawler.survey.health import Health, judge
from crawler.survey.history import article_count, history, is_mended
from crawler.survey.looks import Look, Looks, look_at, recalled

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
OUTLET = Outlet(name="press", title="ميزان", domain="press.example")
GOOD = {"words": 200, "is_dated": True}


def pages(count, **facts):
    return [Look(url=f"https://press.example/{n}", **facts) for n in range(count)]


def run(*groups, **counts):
    looks = Looks(**counts)
    for each in (page for group in groups for page in group):
        looks.recent.append(each)
        if each.reason:
            looks.unread[each.reason] += 1
        else:
            looks.read += 1
    return looks


@pytest.mark.parametrize(
    ("looks", "state", "words"),
    [
        (run(pages(5, **GOOD)), "ok", ""),
        (run(pages(5, **GOOD), pages(3, reason="no_body")), "ok", ""),
        (run(pages(2, **GOOD), pages(3, reason="no_body")), "degraded", "3 of 5 pages could not be"),
        (run(pages(9, reason="video"), pages(4, **GOOD)), "ok", ""),
        (run(pages(4, words=90)), "degraded", "4 of 4 articles have no date"),
        (run(pages(4, words=90), pages(5, **GOOD)), "ok", ""),
        (
            run(pages(3, lost="body", instead="density", **GOOD)),
            "degraded",
            "no selector of body finds anything on 3 of 3 pages; density does",
        ),
        (run(pages(4, reason="listing")), "empty", "no article among 4 pages: listing ×4"),
        (run(pages(4, reason="bot_challenge")), "blocked", "bot_challenge ×4"),
        (run(listings=3), "empty", "no link to an article in 3 listings"),
    ],
)  # fmt: skip
def test_what_the_pages_of_a_run_say(looks, state, words):
    health = judge(looks)
    assert health.state == state
    assert words in health.line
    assert bool(health.examples) == (state == "degraded" or "among" in words)


@pytest.mark.parametrize(
    ("failures", "state"),
    [({"http_403": 4}, "blocked"), ({"download_timeout": 3, "http_403": 1}, "down")],
)
def test_a_run_without_any_answer(failures, state):
    looks = Looks()
    looks.failed.update(failures)
    assert judge(looks).state == state


def test_a_run_that_saw_nothing_new_says_nothing():
    assert judge(Looks(listings=3, links=90)) is None
    assert judge(run(pages(1, **GOOD))) is None


def test_few_pages_are_judged_with_those_of_earlier_runs():
    earlier = pages(5, reason="no_body")
    assert judge(run(pages(1, reason="no_body")), earlier).state == "degraded"
    assert judge(run(pages(3, **GOOD)), earlier).state == "ok"


def test_bodies_that_are_a_fraction_of_what_they_were():
    health = judge(run(pages(4, words=20, is_dated=True)), pages(6, **GOOD))
    assert (health.state, health.line) == ("degraded", "bodies have 20 words, 200 before")


def test_the_facts_of_an_article_and_the_way_back_from_the_store():
    outlet = Outlet(name="press", title="ميزان", domain="x.example", selectors={"body": ("p.old",)})
    article = Article(id="0", url="https://x.example/1", title="خبر", word_count=7)
    article.provenance = {"body": "density"}
    look = look_at(article, outlet)
    assert (look.words, look.is_dated, look.lost, look.instead) == (7, False, "body", "density")
    article.provenance = {"body": "selector:p.old"}
    assert not look_at(article, outlet).lost
    assert recalled([look.as_document() | {"later": 1}]) == [look]


def test_the_history_keeps_what_a_quiet_run_can_not_say():
    end = {"id": "press-1", "at": NOON, "reason": "finished"}
    bad = Health("degraded", "4 of 4 articles have no date", ("https://press.example/1",))
    first = history(OUTLET, run(pages(25, words=9), new_at=NOON), bad, {}, end)
    assert len(first["recent"]) == 20
    later = {"id": "press-2", "at": NOON.replace(hour=13), "reason": "finished"}
    quiet = history(OUTLET, Looks(), None, first, later)
    assert quiet["health"] == first["health"]
    assert quiet["new_at"] == NOON
    assert quiet["run"]["id"] == "press-2"
    again = history(OUTLET, Looks(), bad, quiet, later)
    assert again["health"]["since"] == NOON
    well = history(OUTLET, Looks(), Health("ok"), again, later)
    assert well["health"] == {"state": "ok", "since": later["at"], "run": "press-2"}


def test_another_way_of_reading_is_noticed_once():
    end = {"id": "press-1", "at": NOON, "reason": "finished"}
    known = history(OUTLET, Looks(), None, {}, end)
    assert not is_mended(OUTLET, {})
    assert not is_mended(OUTLET, known)
    changed = Outlet(name="press", title="م", domain="press.example", selectors={"body": ("p",)})
    assert is_mended(changed, known)
    rendered = Outlet(name="press", title="م", domain="press.example", settings={"RENDER": True})
    assert is_mended(rendered, known)
    slower = Outlet(name="press", title="م", domain="press.example", settings={"DOWNLOAD_DELAY": 9})
    assert not is_mended(slower, known)


def test_articles_are_added_up_and_counted_anew_after_a_killed_run():
    assert article_count(Looks(new=3), {}) is None
    assert article_count(Looks(new=3), {"articles": 40}) == 43
    assert article_count(Looks(new=3), {"articles": 40, "running": "press-1"}) is None
