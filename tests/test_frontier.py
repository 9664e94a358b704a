"""The frontier on the real embedded server: nothing is fetched unwritten, nothing done unsettled."""

import asyncio
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from crawler.arabic.dates import ParsedDate
from crawler.discovery.admission import Admission
from crawler.discovery.links import Link
from crawler.exceptions import OutletBusy
from crawler.frontier import memory
from crawler.frontier import queue as queues
from crawler.frontier.listings import LEAST, MOST, Listing, listing_of, next_interval, rules_of
from crawler.frontier.lock import OutletLock, beat
from crawler.frontier.schedule import (
    LONGEST_PAUSE,
    MOST_ATTEMPTS,
    Outcome,
    after_article,
    after_failure,
)
from crawler.frontier.session import Frontier
from crawler.outlets import Outlet
from spiders.place import Place
from spiders.visit import Visit
from spiders.walk import Walk

PRESS = Outlet(name="press", title="ص", domain="press.example")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
DAY = timedelta(days=1)
DONE = Outcome("done", "article")


def everything(_link):
    return True


@pytest.fixture
def opened(store, tmp_path):
    """A function that opens the frontier of a run and gives its queue; all are let go at the end."""

    async def run(name="one", *, outlets=(PRESS,)):
        frontier = await Frontier.open(store, name, outlets, tmp_path / "locks")
        return frontier, frontier.queues["press"]

    return run


def die(frontier):
    """What a kill leaves: the files are free, everything else stays as it is."""
    for lock in frontier._locks:
        lock.let_go()


def found(queue, *numbers):
    link = "https://press.example/news/{}"
    return [queue.page(Link(link.format(n)), "feed", "https://press.example/feed") for n in numbers]


async def documents(store):
    return {each["_id"]: each async for each in store.database["frontier"].find()}


async def drain(queue):
    """The numbers of all pages that the queue gives, each settled as done."""
    numbers = []
    while page := await queue.next(everything) or await queue.older(everything):
        numbers.append(int(page.key.rpartition("/")[2]))
        queue.settle(page, DONE)
    return numbers


async def test_a_page_is_written_leased_before_it_is_given_out(opened, store):
    frontier, queue = await opened()
    assert await queue.record(found(queue, 1, 2)) == 2
    page = (await documents(store))["press.example/news/1"]
    assert (page["state"], page["run"], page["outlet"]) == ("leased", "one", "press")
    assert (page["by"], page["from"]) == ("feed", "https://press.example/feed")
    assert (await queue.next(everything)).key == "press.example/news/1"
    await frontier.close()


async def test_what_became_of_pages_is_written_when_the_run_ends(opened, store):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2, 3, 4))
    later = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)
    for outcome in (DONE, Outcome("gone", "http_404"), Outcome("failed", "http_500", later)):
        queue.settle(await queue.next(everything), outcome)
    assert await frontier.close() == 1
    pages = await documents(store)
    assert [pages[f"press.example/news/{n}"]["state"] for n in (1, 2, 3, 4)] == [
        "done",
        "gone",
        "failed",
        "due",
    ]
    assert pages["press.example/news/3"]["attempts"] == 1
    assert pages["press.example/news/3"]["next_visit"] == later
    assert "queue" not in pages["press.example/news/1"]
    assert "run" not in pages["press.example/news/4"]


async def test_a_known_page_is_skipped_and_counted(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2))
    assert await drain(queue) == [1, 2]
    await frontier.close()
    frontier, queue = await opened("two")
    assert await queue.record(found(queue, 1, 2, 3)) == 1
    assert await drain(queue) == [3]
    assert (queue.counts["known"], queue.counts["new"]) == (2, 1)
    assert await frontier.close() == 0


async def test_a_run_over_midnight_begins_another_days_budget(opened, monkeypatch):
    frontier, queue = await opened()
    queue.has_budget = True
    for moment, asked in ((NOW, 2), (NOW + timedelta(hours=12), 1)):
        for module in (memory, queues):
            monkeypatch.setattr(module, "now", lambda moment=moment: moment)
        for _ in range(asked):
            queue.ask()
        assert queue.today == asked
    await queue.note_asked()
    assert (await frontier.store.crawl_of("press"))["asked"] == {"2026-11-27": 1}
    await queue.open()
    assert queue.today == 1
    monkeypatch.undo()
    await frontier.close()


async def test_what_is_known_of_a_page_outlives_that_a_listing_names_it_again(opened, store):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2))
    queue.settle(await queue.next(everything), DONE, revision=3)
    again = Outcome("failed", "http_500", datetime.now(UTC) - timedelta(minutes=1))
    page = await queue.next(everything)
    page.attempts = 4
    queue.settle(page, again)
    await frontier.close()
    frontier, queue = await opened("two")
    link = Link("https://press.example/news/1", modified_at=ParsedDate(NOW + 9 * DAY, "second", ""))
    await queue.record([queue.page(link, "sitemap", "https://press.example/map")])
    assert (await queue.older(everything)).attempts == 5
    await frontier.changes.close()
    die(frontier)  # the first page is due, as the sitemap wants it, the second one is on its way
    frontier, queue = await opened("three")
    await queue.record(found(queue, 1, 2))
    for outcome in (DONE, again):
        queue.settle(await queue.next(everything), outcome, revision=3)
    assert queue.dates == {"wrong": 1}
    await frontier.close()
    pages = await documents(store)
    assert pages["press.example/news/1"]["visits"] == 2
    assert pages["press.example/news/2"]["attempts"] == 6


async def test_what_a_killed_run_had_leased_is_fetched_by_the_next(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, *range(10)))
    for _ in range(4):
        queue.settle(await queue.next(everything), DONE)
    await queue.next(everything)
    await frontier.changes.close()
    die(frontier)
    frontier, queue = await opened("two")
    assert sorted(await drain(queue)) == [4, 5, 6, 7, 8, 9]
    assert await frontier.close() == 0


async def test_a_settlement_that_a_kill_swallowed_means_a_second_fetch_not_a_loss(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1))
    queue.settle(await queue.next(everything), DONE)
    frontier.changes._task.cancel()
    die(frontier)
    _, queue = await opened("two")
    assert await drain(queue) == [1]


async def test_memory_holds_few_pages_however_many_there_are(opened, monkeypatch):
    monkeypatch.setattr(queues, "MOST_WAITING", 20)
    monkeypatch.setattr(queues, "BUCKET", 30)
    frontier, queue = await opened()
    for start in range(0, 300, 50):
        await queue.record(found(queue, *range(start, start + 50)))
        assert len(queue.waiting) <= 50
    assert sorted(await drain(queue)) == list(range(300))
    assert await frontier.close() == 0


async def test_leftovers_of_many_buckets_are_found_newest_first(opened, monkeypatch):
    monkeypatch.setattr(queues, "BUCKET", 10)
    frontier, queue = await opened()
    await queue.record(found(queue, *range(100)))
    for _ in range(90):
        page = await queue.next(everything)
        queue.settle(page, DONE)
    assert await frontier.close() == 10
    frontier, queue = await opened("two")
    await queue.record(found(queue, 200))
    assert await drain(queue) == [200, *range(90, 100)]
    await frontier.close()
    frontier, queue = await opened("three")
    assert list(queue.left) == ["press|00000010", "press|00000009"]
    await frontier.close()


async def test_queues_that_earlier_runs_have_emptied_are_not_looked_into_for_ever(opened):
    for number in range(5):
        frontier, queue = await opened(f"run{number}")
        await queue.record(found(queue, number))
        assert await drain(queue) == [number]
        await frontier.close()
    frontier, queue = await opened("last")
    assert list(queue.left) == ["press|00000004"]
    await frontier.close()


async def test_a_run_with_days_leaves_the_others_due(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2))
    await frontier.close()
    frontier, queue = await opened("two")

    def admits(link):
        return link.url.endswith("2")

    assert (await queue.older(admits)).key == "press.example/news/2"
    assert await queue.older(admits) is None
    assert queue.counts["out_of_range"] == 1
    await frontier.close()


async def test_a_page_that_is_found_again_while_leftovers_are_read_is_given_out_once(
    opened, monkeypatch
):
    frontier, queue = await opened()
    await queue.record(found(queue, 1))
    await frontier.close()
    frontier, queue = await opened("two")
    queued, has_been_found = frontier.store.queued, asyncio.Event()

    async def slow(names):
        read = await queued(names)
        await has_been_found.wait()
        return read

    monkeypatch.setattr(frontier.store, "queued", slow)
    reading = asyncio.create_task(queue.older(everything))
    await asyncio.sleep(0.1)
    finding = asyncio.create_task(queue.record(found(queue, 1)))
    await asyncio.sleep(0.3)
    has_been_found.set()
    await finding
    assert (await reading).key == "press.example/news/1"
    assert await drain(queue) == []
    await frontier.close()


async def test_pages_that_wait_in_the_database_are_read_though_the_last_in_memory_was_an_alias(
    opened, monkeypatch
):
    monkeypatch.setattr(queues, "MOST_WAITING", 2)
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2, 3))
    queue.settle(await queue.next(everything), DONE, alias="https://press.example/news/2")
    assert (await queue.next(everything)).key == "press.example/news/3"
    await frontier.close()


@pytest.mark.parametrize("way", ["put_off", "release"])
async def test_a_page_that_no_listing_has_named_is_written_down_where_it_is_left(
    opened, store, way
):
    """An address given by hand, and an article among the seeds."""
    frontier, queue = await opened()
    (page,) = found(queue, 1)
    day = ParsedDate(NOW.date(), "day", "")
    queue.put_off(page, day) if way == "put_off" else queue.release(page)
    await frontier.close()
    (document,) = (await documents(store)).values()
    assert (document["url"], document["outlet"]) == (page.link.url, "press")
    frontier, queue = await opened("two")
    again = await queue.older(everything)
    assert again.link.url == page.link.url
    assert again.link.published_at == (day if way == "put_off" else None)
    await frontier.close()


async def test_a_page_is_due_again_at_its_time(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2))
    past, later = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1)
    for when in (past, later):
        queue.settle(await queue.next(everything), Outcome("done", "article", when))
    await frontier.close()
    frontier, queue = await opened("two")
    page = await queue.older(everything)
    assert (page.key, page.visits) == ("press.example/news/1", 1)
    assert await queue.older(everything) is None
    await frontier.close()


async def test_a_clock_that_jumped_back_leaves_no_page_for_a_year(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2, 3))
    longest = datetime.now(UTC) + LONGEST_PAUSE
    ahead = datetime.now(UTC) + timedelta(days=365)
    for when in (longest, ahead, None):
        queue.settle(await queue.next(everything), Outcome("failed", "http_503", when))
    await frontier.close()
    frontier, queue = await opened("two")
    assert await drain(queue) == [2]
    await frontier.close()


def test_a_listing_that_a_clock_ran_ahead_of_is_looked_at():
    listing = Listing(url="https://press.example/feed", outlet="press", is_whole=True)
    listing.looked_at(NOW + timedelta(days=365), new=0, entries=9)
    assert listing.is_early(NOW + timedelta(days=365))
    assert not listing.is_early(NOW)
    looked(listing, "a", "1", days=365)
    assert looked(listing, "a", "1", days=365)
    assert listing.conditions(NOW) == {}


async def test_another_address_of_a_page_is_known_with_it(opened, store):
    frontier, queue = await opened()
    await queue.record(found(queue, 1, 2))
    page = await queue.next(everything)
    queue.settle(page, DONE, alias="https://press.example/news/2")
    assert await queue.next(everything) is None
    assert await frontier.close() == 0
    alias = (await documents(store))["press.example/news/2"]
    assert (alias["state"], alias["alias_of"]) == ("done", "press.example/news/1")


async def test_a_second_run_is_told_who_runs(opened):
    frontier, _ = await opened()
    with pytest.raises(OutletBusy, match=r"press is being crawled by run one \(process \d+ on "):
        await opened("two")
    await frontier.close()
    frontier, _ = await opened("two")
    await frontier.close()


async def test_of_several_outlets_those_that_are_free_are_crawled(opened):
    frontier, _ = await opened()
    other = Outlet(name="other", title="ص", domain="other.example")
    folder = frontier._locks[0].path.parent
    second = await Frontier.open(frontier.store.store, "two", [PRESS, other], folder)
    assert list(second.queues) == ["other"]
    assert "run one" in second.busy["press"]
    await second.close()
    await frontier.close()


async def test_on_another_machine_beats_tell_the_living_from_the_dead(opened, tmp_path):
    frontier, _ = await opened()
    await frontier.store.note("press", {"host": "elsewhere"})
    contender = OutletLock(frontier.store, "press", "two", tmp_path / "other", patience=3.0)
    waiting = asyncio.ensure_future(contender.acquire())
    await asyncio.sleep(0.3)
    assert await beat(frontier.store, "one", ["press"])
    with pytest.raises(OutletBusy, match="run one"):
        await waiting
    await contender.acquire()
    assert not await beat(frontier.store, "one", ["press"])
    await contender.release()
    die(frontier)


async def test_a_killed_process_on_this_machine_is_known_at_once(opened, tmp_path):
    frontier, _ = await opened()
    path = tmp_path / "theirs.lock"
    held = subprocess.Popen(
        [sys.executable, "-c", f"import fcntl,sys; f=open({str(path)!r},'ab'); fcntl.flock(f,2); print(1,flush=True); sys.stdin.read()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    held.stdout.readline()
    await frontier.store.note("press", {"file": str(path)})
    contender = OutletLock(frontier.store, "press", "two", tmp_path / "other", patience=60)
    with pytest.raises(OutletBusy):
        await contender.acquire()
    held.kill()
    held.communicate()
    await asyncio.wait_for(contender.acquire(), 5)
    await contender.release()
    die(frontier)


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(minutes=1), timedelta(minutes=20)),
        (timedelta(hours=5), timedelta(hours=3)),
        (timedelta(days=2), timedelta(hours=12)),
        (timedelta(days=10), timedelta(days=3)),
        (timedelta(days=15), None),
        (-timedelta(days=3), timedelta(minutes=20)),
    ],
)
def test_young_articles_are_looked_at_again_at_growing_intervals(age, pause):
    assert after_article(NOW - age, NOW) == (NOW + pause if pause else None)


@pytest.mark.parametrize(
    ("reason", "attempts", "state", "pause"),
    [
        ("http_404", 1, "gone", None),
        ("http_410", 1, "gone", None),
        ("http_500", 1, "failed", timedelta(minutes=10)),
        ("http_500", 2, "failed", timedelta(minutes=40)),
        ("http_500", MOST_ATTEMPTS, "failed", None),
        ("download_timeout", MOST_ATTEMPTS, "failed", timedelta(days=1)),
        ("cannot_resolve_host", 100, "failed", timedelta(days=1)),
        ("robots", 1, "failed", timedelta(days=7)),
    ],
)
def test_a_page_that_fails_is_tried_again_by_its_class_of_error(reason, attempts, state, pause):
    outcome = after_failure(reason, attempts, NOW)
    assert outcome == Outcome(state, reason, NOW + pause if pause else None)


def test_retry_after_is_kept():
    assert after_failure("http_429", 1, NOW, 7200.0).next_visit == NOW + timedelta(hours=2)


def looked(listing, digest, tag, days=0):
    listing.read(digest, tag, "", NOW + timedelta(days=days))
    listing.is_whole = True
    return listing.conditions(NOW + timedelta(days=days))


def test_a_servers_word_is_believed_once_its_tag_stayed_where_the_body_did():
    listing = Listing(url="https://press.example/feed", outlet="press")
    assert looked(listing, "a", "1") == {}
    assert looked(listing, "a", "1") == {"If-None-Match": "1"}
    assert looked(listing, "b", "2") == {"If-None-Match": "2"}
    assert listing.conditions(NOW + timedelta(days=2)) == {}
    listing.is_whole = False
    assert listing.conditions(NOW) == {}


def test_a_tag_that_stayed_where_the_body_changed_is_never_believed_again():
    listing = Listing(url="https://press.example/feed", outlet="press")
    looked(listing, "a", "1")
    assert looked(listing, "b", "1") == {}
    assert looked(listing, "b", "1") == {}


def test_intervals_stay_within_their_bounds():
    assert next_interval(LEAST.total_seconds(), 1.0) == LEAST.total_seconds()
    assert next_interval(MOST.total_seconds(), 0.0) == MOST.total_seconds()


async def test_a_listing_is_kept_and_forgotten_when_the_outlets_rules_change(opened):
    frontier, queue = await opened()
    listing = await queue.listing("https://press.example/feed")
    listing.read("a", "1", "", NOW)
    listing.is_whole, listing.children = True, [["feed", "https://press.example/rss"]]
    listing.looked_at(NOW, new=1, entries=2)
    await queue.keep(listing)
    assert await queue.listing("https://press.example/feed") == listing
    other = Outlet(name="press", title="ص", domain="press.example", deny=("/video/",))
    document = await frontier.store.listing(listing.url)
    assert not listing_of(document, listing.url, other).is_whole
    await frontier.close()


async def test_dates_of_change_that_were_wrong_too_often_are_no_longer_believed(opened):
    frontier, queue = await opened()
    await queue.record(found(queue, 1))
    queue.settle(await queue.next(everything), DONE, revision=1)
    await frontier.close()
    for turn in range(1, queues.MOST_WRONG + 3):
        frontier, queue = await opened(f"run{turn}")
        date = ParsedDate(datetime.now(UTC) + timedelta(days=turn), "second", "")
        link = Link("https://press.example/news/1", modified_at=date)
        await queue.record([queue.page(link, "sitemap", "https://press.example/map")])
        page = await queue.next(everything)
        assert (page is not None) == (turn <= queues.MOST_WRONG)
        if page:
            assert page.is_said_changed
            queue.settle(page, DONE, revision=1)
        await frontier.close()


async def test_a_listing_is_not_whole_between_its_links_and_its_end(opened, store):
    frontier, queue = await opened()
    url = "https://press.example/sport"
    await queue.keep(Listing(url=url, outlet="press", rules=rules_of(PRESS), is_whole=True))
    visit = Visit(PRESS, Admission(PRESS), {})
    visit.queue = queue
    walk = Walk(visit, (await visit.recalled(url, Place("section", url)))[1])
    assert walk.take(Link("https://press.example/2026/11/24/a-b-c-1")) is None
    await walk.record()
    # what a kill now leaves: the link is known, and the pages that may follow are still wanted
    assert "press.example/2026/11/24/a-b-c-1" in await documents(store)
    assert not (await queue.listing(url)).is_whole
    walk.following.append(Link(f"{url}?page=1", "next"))
    assert walk.goes_on()
    await walk.ended()
    assert (await queue.listing(url)).is_whole
    await frontier.close()


@pytest.mark.parametrize(
    ("age", "since_read", "stayed"),
    [
        (timedelta(minutes=30), timedelta(), False),  # clocks differ
        (timedelta(hours=2), timedelta(hours=23), True),
        (timedelta(hours=2), timedelta(hours=25), False),
        (100 * DAY, 9 * DAY, True),
        (100 * DAY, 11 * DAY, False),
        (3000 * DAY, 31 * DAY, False),
        (3000 * DAY, -timedelta(hours=1), False),  # a clock that ran ahead has written it
    ],
)
def test_a_date_of_change_is_believed_the_longer_the_older_it_is(age, since_read, stayed):
    listing = Listing(url="https://press.example/1.xml", outlet="press", is_whole=True, read_at=NOW)
    assert listing.has_stayed(NOW - age, NOW + since_read) is stayed
    assert not listing.has_stayed(None, NOW + since_read)


def test_a_date_of_change_that_was_wrong_once_is_believed_no_more():
    listing = Listing(url="https://press.example/1.xml", outlet="press", is_whole=True)
    old = NOW - 100 * DAY
    for digest, day, stayed in [("a", 0, True), ("a", 1, True), ("b", 2, False), ("b", 3, False)]:
        listing.read(digest, "", "", NOW + day * DAY, old)
        assert listing.has_stayed(old, NOW + day * DAY) is stayed
