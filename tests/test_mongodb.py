"""The database: made ready, refusing what is no article, failing in one clear line."""

import asyncio

import pytest
from bson import BSON
from pymongo.errors import WriteError

from crawler.exceptions import StorageError
from crawler.records import to_document
from crawler.storage.address import masked, without_password
from crawler.storage.mongodb import MongoStore
from crawler.storage.schema import article_validator

SECRET = "s3cr:t@p/ss"  # as a person pastes it: not escaped


async def test_connecting_makes_validator_and_indexes_and_again_is_no_harm(store, mongodb_folder):
    again = await MongoStore.connect("", store.database.name, mongodb_folder)
    names = {tuple(each["key"]) async for each in await again.articles.list_indexes()}
    await again.close()
    assert {("outlet", "published_at"), ("content_key",), ("sources",)} <= names


async def test_the_validator_takes_a_whole_article(store, make_article):
    document = to_document(make_article(word_count=5, is_free=True, crawl={"status": 200}))
    await store.articles.insert_one(document)
    assert await store.articles.find_one({"_id": document["_id"]}) == document


@pytest.mark.parametrize(
    "fault",
    [{"title": 5}, {"published_at": "2024-01-29"}, {"sources": "رويترز"}, {"authors": ["سلمى"]}],
)
async def test_the_validator_refuses_other_types(store, make_article, fault):
    with pytest.raises(WriteError, match="validation"):
        await store.articles.insert_one(to_document(make_article()) | fault)


async def test_the_validator_wants_the_required_fields(store):
    with pytest.raises(WriteError, match="validation"):
        await store.articles.insert_one({"_id": "0" * 32, "url": "https://press.example/1"})


def test_the_validator_is_made_from_the_record():
    properties = article_validator()["$jsonSchema"]["properties"]
    assert properties["published_at"] == {"bsonType": "date"}
    assert properties["authors"]["items"]["properties"]["name"] == {"bsonType": "string"}
    assert len(BSON.encode(article_validator())) < 16_000


@pytest.mark.parametrize(
    ("uri", "expected"),
    [
        ("mongodb://127.0.0.1:9/?serverSelectionTimeoutMS=300", "no MongoDB server answers at"),
        (f"mongodb://user:{SECRET}@127.0.0.1:9/", "no valid address"),
        ("http://127.0.0.1/", "no valid address"),
        ("mongodb://user:pa55word@127.0.0.1:99999/", "no valid address"),
        ("mongodb://user:pa55word@127.0.0.1:9/?serverSelectionTimeoutMS=300", "user:\\*\\*\\*@"),
        ("mongodb://127.0.0.1:port/", "no valid address .*: Port"),
    ],
)
async def test_what_is_wrong_with_an_address_is_said_in_one_line(tmp_path, uri, expected):
    with pytest.raises(StorageError, match=expected) as caught:
        await MongoStore.connect(uri, "press", tmp_path)
    line = str(caught.value)
    assert "\n" not in line
    for secret in (SECRET, "pa55word", "s3cr", "p/ss"):
        assert secret not in line


@pytest.mark.parametrize(
    ("uri", "shown"),
    [
        ("mongodb://a.example/", "mongodb://a.example/"),
        ("mongodb+srv://u:p@a.example/x?y=1", "mongodb+srv://u:***@a.example/x?y=1"),
        ("mongodb://u:p@ss@a.example", "mongodb://u:***@a.example"),
        ("mongodb://u@a.example", "mongodb://u:***@a.example"),
    ],
)
def test_masked_shows_everything_but_the_password(uri, shown):
    assert masked(uri) == shown


def test_a_message_repeats_no_part_of_a_password():
    uri = "mongodb://user:s3cr%3At%40p@db.example"
    assert (
        without_password("no user with s3cr:t@p or s3cr%3At%40p", uri) == "no user with *** or ***"
    )
    assert without_password("timed out", "mongodb://db.example") == "timed out"


async def test_two_databases_on_one_server_do_not_mix(store, mongodb_folder, make_article):
    other = await MongoStore.connect("", store.database.name + "_other", mongodb_folder)
    await other.articles.insert_one(to_document(make_article()))
    found = await asyncio.gather(
        store.articles.count_documents({}), other.articles.count_documents({})
    )
    await other.client.drop_database(other.database.name)
    await other.close()
    assert found == [0, 1]
