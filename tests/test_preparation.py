"""A database made ready again: for a newer record, for a reader, and one that is newer itself."""

import logging

import pytest

from crawler.exceptions import StorageError
from crawler.records import to_document
from crawler.storage import preparation
from crawler.storage.mongodb import MongoStore
from crawler.storage.preparation import prepare
from crawler.storage.schema import article_validator


async def indexes(store):
    return {tuple(each["key"]) async for each in await store.articles.list_indexes()}


async def test_a_database_of_an_older_version_is_brought_up_to_date(store, make_article, caplog):
    await store.articles.drop()
    old = {"$jsonSchema": {"bsonType": "object", "required": ["headline"]}}
    await store.database.create_collection("articles", validator=old)
    await store.articles.insert_one({"_id": "0" * 32, "headline": "قديم"})
    await store.database["meta"].replace_one({"_id": "schema"}, {"version": -1}, upsert=True)
    with caplog.at_level(logging.WARNING):
        await prepare(store)
    (line,) = [each.message for each in caplog.records]
    assert "brought from schema version -1 to 1; stored articles stay as they are" in line
    await store.articles.insert_one(to_document(make_article()))
    assert (await store.articles.options())["validator"] == article_validator()
    assert ("outlet", "published_at") in await indexes(store)
    assert await store.articles.count_documents({}) == 2
    caplog.clear()
    await prepare(store)
    assert not caplog.records


@pytest.mark.parametrize("is_reader", [True, False])
async def test_a_newer_database_is_left_alone(store, mongodb_folder, database_name, is_reader):
    await store.database["meta"].update_one({"_id": "schema"}, {"$set": {"version": 99}})
    with pytest.raises(
        StorageError, match="schema version 99, this program knows 1: use"
    ) as caught:
        await MongoStore.connect("", database_name, mongodb_folder, is_reader=is_reader)
    assert "\n" not in str(caught.value)


async def test_a_reader_creates_nothing(mongodb_folder):
    reader = await MongoStore.connect("", "never_written", mongodb_folder, is_reader=True)
    assert await reader.database.list_collection_names() == []
    await reader.close()


async def test_an_index_that_can_not_be_made_is_said_and_the_others_are_made(
    store, monkeypatch, caplog
):
    await store.articles.drop_index("content_key_1")
    await store.articles.create_index("content_key", unique=True)  # somebody's own, of that name
    keys = ((("content_key", 1),), (("title", 1),))
    monkeypatch.setattr(preparation, "INDEXES", keys)
    with caplog.at_level(logging.WARNING):
        await prepare(store)
    (line,) = [each.message for each in caplog.records]
    assert line.startswith("No index on content_key: the MongoDB server at mongodb://127.0.0.1:")
    assert ("title",) in await indexes(store)
