"""A frontier whose database goes away in the middle of a run."""

import asyncio

from crawler.exceptions import StorageError
from crawler.frontier import session
from crawler.frontier.session import Frontier
from crawler.outlets import Outlet


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
