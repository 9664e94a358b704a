"""A frontier whose database goes away in the middle of a run."""

import asyncio

import pytest
from pymongo import UpdateOne

from crawler.exceptions import StorageError
from crawler.frontier import session
from crawler.frontier import store as stores
from crawler.frontier.session import Frontier
from crawler.frontier.store import FrontierStore
from crawler.outlets import Outlet
from crawler.storage.embedded import read_address
from crawler.storage.mongodb import MongoStore
from tests.wire import between

FORGOTTEN = {"ok": 0.0, "errmsg": "no such cursor", "code": 43, "codeName": "CursorNotFound"}
UNAUTHORIZED = {"ok": 0.0, "errmsg": "not allowed", "code": 13, "codeName": "Unauthorized"}


async def test_it_closes_though_its_beat_loses_a_cancellation(store, tmp_path, monkeypatch):
    """As seen under a server that was killed: pymongo's wait timed out in that very moment."""
    heard = []

    async def deaf(*_):
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
    await asyncio.sleep(0.2)
    closing = asyncio.create_task(frontier.close())
    done, _ = await asyncio.wait([closing], timeout=20)
    assert done
    assert len(heard) == 2


@pytest.fixture
def away(mongodb_folder, database_name, store, monkeypatch):
    """A function that runs `step` with a frontier whose next long reads answer with these."""
    monkeypatch.setattr(stores, "CURSOR_BATCH", 2)

    async def run(step, *answers):
        left = list(answers)

        def hook(command, _):
            return left.pop(0) if left and "getMore" in command else None

        with between(read_address(mongodb_folder)["port"], hook) as proxy:
            opened = await MongoStore.connect(proxy.uri, database_name, mongodb_folder)
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
