"""The writer while the server is away, changes its primary, has a full disk, or does not answer."""

import asyncio
from collections import Counter
from datetime import UTC, datetime

import pytest

from crawler.exceptions import StorageError
from crawler.storage.embedded import read_address
from crawler.storage.journal import Entry, Journal, read
from crawler.storage.mongodb import MongoStore
from crawler.storage.plan import fit_document
from crawler.storage.writer import ArticleWriter
from tests.wire import LOST, Proxy

WRITES = {"insert", "update"}
STEPPED_DOWN = {
    "ok": 0.0,
    "errmsg": "not primary",
    "code": 10107,
    "codeName": "NotWritablePrimary",
    "errorLabels": ["RetryableWriteError"],
}
DISK_FULL = {"ok": 0.0, "errmsg": "no space", "code": 14031, "codeName": "OutOfDiskSpace"}
CONCERN = {
    "ok": 1.0,
    "n": 1,
    "nModified": 1,
    "writeConcernError": {"code": 189, "codeName": "PrimarySteppedDown", "errmsg": "stepped down"},
}
SHUTTING_DOWN = {"ok": 0.0, "errmsg": "shutting down", "code": 91, "codeName": "ShutdownInProgress"}

# Milliseconds: after such an answer pymongo asks the server anew who it is, half a second later.
HEARTBEAT = 3_000


def at(hour):
    return datetime(2024, 1, 1, hour, tzinfo=UTC)


class Away:
    """A writer whose server is behind a proxy that can be closed, opened again, or told to refuse."""

    def __init__(self, port, folder, name):
        self.port, self.folder, self.name = port, folder, name
        self.answers = []
        """What the server says to the next writes, instead of making them."""
        self.proxy = Proxy(port, self.hook)

    def hook(self, command, documents):
        is_ours = next(iter(command)) in WRITES and command.get("$db") == self.name
        return self.answers.pop(0) if is_ours and self.answers else None

    async def open(self, patience=300, **options):
        """A writer; `patience` are the milliseconds in which a server has to be found."""
        options_of_uri = f"serverSelectionTimeoutMS={patience}&retryWrites=false"
        # a server that really steps down tells a waiting monitor; this one has to be asked
        uri = f"{self.proxy.uri}&{options_of_uri}&serverMonitoringMode=poll"
        self.store = await MongoStore.connect(uri, self.name, self.folder)
        journal = Journal(self.folder, self.store.label)
        options = {"retries": (0.05, 0.05), "look_again": 0.0} | options
        self.writer = ArticleWriter(self.store, journal, **options)
        await self.writer.start()
        return self.writer

    def go(self):
        self.proxy.close()

    def come_back(self):
        self.proxy = Proxy(self.port, self.hook, port=self.proxy.port)

    async def stored(self):
        return {each["_id"]: each async for each in self.store.articles.find()}

    def journals(self):
        return [path for path in self.folder.rglob("*") if path.is_file()]


@pytest.fixture
async def away(mongodb_folder, database_name, store, tmp_path):
    place = Away(read_address(mongodb_folder)["port"], tmp_path / "journal", database_name)
    yield place
    await place.store.close()
    place.go()


async def test_what_comes_while_the_server_is_away_is_stored_when_it_is_back(away, make_article):
    writer = await away.open()
    assert await writer.write(make_article(1, fetched_at=at(1))) == "new"
    away.go()
    later = [make_article(2, fetched_at=at(2)), make_article(3, fetched_at=at(2))]
    assert await asyncio.gather(*map(writer.write, later)) == ["journalled"] * 2
    changed = make_article(1, body="نص آخر", content_key="f" * 32, fetched_at=at(3))
    assert await writer.write(changed) == "journalled"
    assert len(away.journals()) == 1
    away.come_back()
    assert await writer.write(make_article(4)) == "new"
    assert away.journals() == []
    assert await writer.close() is None
    documents = await away.stored()
    assert set(documents) == {make_article(number).id for number in (1, 2, 3, 4)}
    assert documents[changed.id]["revision"] == 2
    assert await away.store.revisions.count_documents({}) == 1
    assert writer.replayed == Counter(new=2, changed=1)


async def test_texts_are_stored_in_the_order_in_which_they_came(away, make_article):
    writer = await away.open()
    away.go()
    for hour in range(1, 5):
        article = make_article(
            1, body=f"نص {hour}", content_key=f"{hour:032x}", fetched_at=at(hour)
        )
        assert await writer.write(article) == "journalled"
    away.come_back()
    assert await writer.close() is None
    (document,) = (await away.stored()).values()
    assert (document["body"], document["revision"]) == ("نص 4", 4)
    earlier = [each["body"] async for each in away.store.revisions.find()]
    assert sorted(earlier) == ["نص 1", "نص 2", "نص 3"]


async def test_a_server_that_stays_away_leaves_the_journal_to_the_next_run(away, make_article):
    writer = await away.open()
    away.go()
    assert await writer.write(make_article(1)) == "journalled"
    path = await writer.close()
    assert [each.document["_id"] for each in read(path)] == [make_article(1).id]
    away.come_back()
    again = await away.open()
    assert set(await away.stored()) == {make_article(1).id}
    assert (again.replayed, away.journals()) == (Counter(new=1), [])
    assert await again.close() is None


async def test_a_journal_cut_off_in_mid_line_gives_what_is_whole(away, make_article):
    journal = Journal(away.folder, f"{away.name}@127.0.0.1:{away.proxy.port}")
    entries = [Entry("articles", fit_document(make_article(number))[0]) for number in range(3)]
    journal.append(entries)
    journal.close()
    journal.path.write_bytes(journal.path.read_bytes()[:-20])
    writer = await away.open()
    assert set(await away.stored()) == {make_article(number).id for number in range(2)}
    assert [path.suffix for path in away.journals()] == [".broken"]
    await writer.close()


async def test_a_late_text_does_not_replace_a_newer_one(away, make_article):
    writer = await away.open()
    away.go()
    await writer.write(make_article(1, body="قديم", content_key="a" * 32, fetched_at=at(1)))
    await writer.close()
    away.come_back()
    newer = make_article(1, body="جديد", content_key="b" * 32, fetched_at=at(2))
    document, _ = fit_document(newer)
    await away.store.articles.insert_one(document)
    again = await away.open()
    assert (await away.stored())[newer.id]["body"] == "جديد"
    assert again.replayed == Counter(outdated=1)
    await again.close()


@pytest.mark.parametrize("answer", [STEPPED_DOWN, SHUTTING_DOWN, DISK_FULL, CONCERN, LOST])
@pytest.mark.parametrize("times", [1, 2])
async def test_a_write_that_fails_in_passing_is_made_once(away, make_article, answer, times):
    writer = await away.open(HEARTBEAT)
    assert await writer.write(make_article(1, fetched_at=at(1))) == "new"
    for number, key in ((1, "f" * 32), (2, "2" * 32)):
        away.answers = [answer] * times
        article = make_article(number, content_key=key, fetched_at=at(2))
        assert await writer.write(article) in ("new", "changed")
        assert away.answers == []
    await writer.close()
    documents = await away.stored()
    assert {each["revision"] for each in documents.values()} == {1, 2}
    assert len(documents) == 2
    assert await away.store.revisions.count_documents({}) == 1
    assert await away.store.quarantine.count_documents({}) == 0
    assert away.journals() == []


@pytest.mark.parametrize("answer", [STEPPED_DOWN, DISK_FULL])
async def test_a_server_that_takes_no_writes_fills_the_journal(away, make_article, answer):
    writer = await away.open(HEARTBEAT, look_again=60.0)
    away.answers = [answer] * 100
    assert await writer.write(make_article(1)) == "journalled"
    assert len(away.journals()) == 1
    away.answers = []
    assert await writer.close() is None
    assert set(await away.stored()) == {make_article(1).id}


async def test_neither_server_nor_journal(away, make_article, tmp_path):
    (tmp_path / "journal").write_text("a file where the folder should be")
    writer = await away.open()
    away.go()
    with pytest.raises(
        StorageError, match=r"no MongoDB server answers .*; can't write the journal"
    ):
        await writer.write(make_article(1))
    await writer.close()


async def test_two_writers_with_the_same_articles_store_each_once(
    away, mongodb_folder, store, tmp_path, make_article
):
    first = await away.open()
    second = ArticleWriter(store, Journal(tmp_path / "second", store.label), retries=(0.1,))
    await second.start()
    both = [
        writer.write(make_article(number)) for number in range(150) for writer in (first, second)
    ]
    outcomes = await asyncio.gather(*both)
    for writer in (first, second):
        await writer.close()
    pairs = Counter(frozenset(outcomes[spot : spot + 2]) for spot in range(0, 300, 2))
    assert pairs == {frozenset(["new", "unchanged"]): 150}
    assert len(await away.stored()) == 150
    assert await store.revisions.count_documents({}) == 0
