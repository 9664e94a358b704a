"""A frontier whose database goes away in the middle of a run."""

import asyncio

import pytest
from pymongo import UpdateOne

from crawler.exceptions import StorageError
from crawler.frontier import session
from crawler.frontier import store as stores
from crawler.frontier.holders import is_held
from crawler.frontier.lock import OutletLock
from crawler.frontier.session import Frontier
from crawler.frontier.store import FrontierStore
from crawler.outlets import Outlet
from crawler.storage.embedded import read_address
from crawler.storage.mongodb import MongoStore
from tests.wire import LOST, between

FORGOTTEN = {"ok": 0.0, "errmsg": "no such cursor", "code": 43, "codeName": "CursorNotFound"}
UNAUTHORIZED = {"ok": 0.0, "errmsg": "not allowed", "code": 13, "codeName": "Unauthorized"}


async def test_it_closes_though_its_beat_loses_a_cancellation(store, tmp_path, monkeypatch):
    """As seen under a server that was killed: pymongo's wait timed out in that very moment."""
    heard, has_begun = [], asyncio.Event()

    async def deaf(*_):
        has_begun.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            heard.append(True)
            if len(heard) > 1:
                raise
        raise StorageError("no server")

    monkeypatch.setattr(session, "beat", deaf)
    monkeypatch.setattr(session, "BEAT", 0.01)
    outlet = Outlet(name="press", title="الصحافة", domain="press.example")
    frontier = await Frontier.open(store, "run", [outlet], tmp_path)
    frontier.watch(lambda: None)
    await has_begun.wait()
    closing = asyncio.create_task(frontier.close())
    done, _ = await asyncio.wait([closing], timeout=20)
    assert done
    assert len(heard) == 2


async def test_others_see_that_a_run_lives_until_all_is_written(store, tmp_path, monkeypatch):
    monkeypatch.setattr(session, "BEAT", 0.02)
    outlet = Outlet(name="press", title="الصحافة", domain="press.example")
    frontier = await Frontier.open(store, "run", [outlet], tmp_path)
    frontier.watch(lambda: None)
    beats, beat, has_beaten = [], session.beat, asyncio.Event()

    async def noted(*arguments):
        is_ours = await beat(*arguments)
        has_beaten.set()
        return is_ours

    async def slow():
        for _ in range(3):  # the first may have been under way before
            has_beaten.clear()
            await asyncio.wait_for(has_beaten.wait(), 20)
            beats.append((await frontier.store.crawl_of("press"))["beats"])

    monkeypatch.setattr(session, "beat", noted)
    monkeypatch.setattr(frontier.changes, "close", slow)
    await frontier.close()
    assert beats[-1] > beats[0]


async def test_a_defect_in_the_beat_is_told_and_keeps_nothing_from_being_written(
    store, tmp_path, monkeypatch, caplog
):
    has_begun = asyncio.Event()

    async def broken(*_):
        has_begun.set()
        raise ZeroDivisionError

    monkeypatch.setattr(session, "beat", broken)
    monkeypatch.setattr(session, "BEAT", 0.01)
    outlet = Outlet(name="press", title="الصحافة", domain="press.example")
    frontier = await Frontier.open(store, "run", [outlet], tmp_path)
    frontier.watch(lambda: None)
    await has_begun.wait()
    await frontier.close()
    assert "ZeroDivisionError" in caplog.text
    assert "run" not in await frontier.store.crawl_of("press")


@pytest.fixture
def away(mongodb_folder, database_name, store, monkeypatch):
    """A function that runs `step` with a frontier that gets these answers to its next such commands."""
    monkeypatch.setattr(stores, "CURSOR_BATCH", 2)

    async def run(step, *answers, to="getMore", on="frontier"):
        left = list(answers)

        def hook(command, _):
            is_meant = to in command and on in (command[to], command.get("collection"))
            return left.pop(0) if left and is_meant else None

        with between(read_address(mongodb_folder)["port"], hook) as proxy:
            uri = f"{proxy.uri}&retryWrites=false"
            opened = await MongoStore.connect(uri, database_name, mongodb_folder)
            try:
                return await step(FrontierStore(opened, retries=(0.05,)))
            finally:
                await opened.close()

    return run


async def read_and_settled(frontier):
    """The keys of five pages that wait, each taken out of its queue as soon as it is read."""
    waiting = [UpdateOne({"_id": key}, {"$set": {"queue": "b"}}, upsert=True) for key in "12345"]
    await frontier.write(waiting)
    keys = []
    async for batch in frontier.between("a", "c"):
        keys += [each["_id"] for each in batch]
        await frontier.update([each["_id"] for each in batch], {"$unset": {"queue": ""}})
    return sorted(keys)


async def test_a_read_goes_on_when_the_server_has_forgotten_it(away):
    """MongoDB forgets what nobody has asked about for ten minutes: two hundred pages of a slow outlet."""
    assert await away(read_and_settled, FORGOTTEN) == list("12345")


async def test_a_read_that_is_refused_is_one_clear_line(away):
    with pytest.raises(StorageError, match="refused: not allowed"):
        await away(read_and_settled, UNAUTHORIZED)


async def test_an_outlet_is_ours_though_the_connection_broke_before_the_server_said_so(
    away, tmp_path
):
    async def taken(frontier):
        lock = OutletLock(frontier, "press", "one", tmp_path)
        await lock.acquire()
        lock.let_go()
        return (await frontier.crawl_of("press"))["run"]

    assert await away(taken, LOST, to="update", on="crawls") == "one"


async def test_where_one_lock_cannot_be_taken_none_is_kept(store, tmp_path):
    (tmp_path / "broken.lock").mkdir()
    outlets = [
        Outlet(name=name, title="ص", domain=f"{name}.example") for name in ("press", "broken")
    ]
    with pytest.raises(StorageError, match=r"can't lock .*/broken\.lock: Is a directory"):
        await Frontier.open(store, "one", outlets, tmp_path)
    await asyncio.sleep(0.5)
    assert "run" not in await FrontierStore(store).crawl_of("press")
    assert not is_held(tmp_path / "press.lock")
