"""The writer: acknowledged only when stored, new, changed, the same, a duplicate, refused."""

import asyncio
import os
import signal
from datetime import UTC, datetime

import pytest

from crawler.exceptions import StorageError
from crawler.items import QuarantinedPage
from crawler.records import document_record, to_json_record
from crawler.storage.embedded import read_address
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import MOST_BYTES, ArticleWriter, keep_page, unfit_for_bson


@pytest.fixture
async def writer(mongodb_folder, database_name):
    """A running writer on a database of its own."""
    store = await MongoStore.connect("", database_name, mongodb_folder)
    running = ArticleWriter(store, retries=(0.1, 0.1))
    running.start()
    yield running
    await running.close()
    await store.client.drop_database(database_name)
    await store.close()


async def stored(writer):
    return {each["_id"]: each async for each in writer.store.articles.find()}


async def test_new_then_unchanged_then_changed(writer, make_article):
    assert await writer.write(make_article(fetched_at=datetime(2024, 1, 1, tzinfo=UTC))) == "new"
    again = make_article(fetched_at=datetime(2024, 1, 2, tzinfo=UTC))
    assert await writer.write(again) == "unchanged"
    assert again.first_seen_at == datetime(2024, 1, 1, tzinfo=UTC)
    assert again.revision == 1
    mended = make_article(content_key="f" * 32, body="نص آخر.")
    assert await writer.write(mended) == "changed"
    assert mended.revision == 2
    assert (await stored(writer))[mended.id]["body"] == "نص آخر."
    earlier = await writer.store.revisions.find_one({"_id": f"{mended.id}:1"})
    assert earlier["body"] == make_article().body
    assert earlier["article"] == mended.id


async def test_json_record_and_document_agree(writer, make_article):
    article = make_article(fetched_at=datetime(2024, 1, 1, 1, 1, 1, 999999, tzinfo=UTC))
    await writer.write(article)
    await writer.write(article)
    assert document_record((await stored(writer))[article.id]) == to_json_record(article)


async def test_equal_text_at_once_is_stored_once(writer, make_article):
    copies = [make_article(number, content_key="c" * 32) for number in range(5)]
    outcomes = await asyncio.gather(*map(writer.write, copies))
    assert sorted(outcomes) == ["duplicate"] * 4 + ["new"]
    assert len(await stored(writer)) == 1


async def test_equal_text_of_another_outlet_is_an_article_of_its_own(writer, make_article):
    assert await writer.write(make_article(1, content_key="c" * 32)) == "new"
    assert await writer.write(make_article(2, content_key="c" * 32, outlet="other")) == "new"


async def test_equal_text_of_an_earlier_run_is_a_duplicate_in_whatever_order(writer, make_article):
    await writer.write(make_article(1, content_key="c" * 32))
    assert await writer.write(make_article(2, content_key="c" * 32)) == "duplicate"
    assert await writer.write(make_article(1, content_key="c" * 32)) == "unchanged"


async def test_a_batch_keeps_every_article(writer, make_article):
    outcomes = await asyncio.gather(*(writer.write(make_article(n)) for n in range(350)))
    assert outcomes == ["new"] * 350
    assert len(await stored(writer)) == 350


@pytest.mark.parametrize(
    "fault", [{"kicker": 5}, {"crawl": {"status": object()}}, {"body": "ا" * (MOST_BYTES // 2 + 1)}]
)
async def test_what_the_server_refuses_goes_to_quarantine_and_the_others_are_stored(
    writer, make_article, fault
):
    outcomes = await asyncio.gather(
        *(writer.write(make_article(n, **(fault if n == 1 else {}))) for n in range(3))
    )
    assert outcomes == ["new", "refused", "new"]
    kept = await writer.store.quarantine.find_one({"_id": f"{make_article(1).id}:refused"})
    assert kept["reason"] == "refused"
    assert kept["detail"]
    assert len(await stored(writer)) == 2


def test_a_lone_surrogate_is_no_document():
    assert unfit_for_bson({"title": "\ud800"}) == "no BSON document: UnicodeEncodeError"
    assert unfit_for_bson({"title": "خبر"}) is None


async def test_a_quarantined_page_keeps_its_bytes(writer):
    page = QuarantinedPage(url="https://press.example/x", reason="undecodable", body=b"\xff\x00")
    await keep_page(writer.store, page)
    await keep_page(writer.store, page)
    kept = [each async for each in writer.store.quarantine.find()]
    assert [(each["body"], each["reason"]) for each in kept] == [(b"\xff\x00", "undecodable")]


async def test_a_server_that_is_gone_ends_in_one_line_and_nothing_is_called_stored(
    tmp_path, make_article
):
    folder = tmp_path / "mongodb"
    store = await MongoStore.connect("", "press", folder)
    writer = ArticleWriter(store, retries=(0.1,))
    writer.start()
    assert await writer.write(make_article(1)) == "new"
    os.kill(read_address(folder)["pid"], signal.SIGKILL)
    with pytest.raises(StorageError, match=r"mongodb://127\.0\.0\.1"):
        await writer.write(make_article(2))
    await writer.close()
    await store.close()
    reopened = await MongoStore.connect("", "press", folder)
    assert [each["_id"] async for each in reopened.articles.find()] == [make_article(1).id]
    await reopened.close()
