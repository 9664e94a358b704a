"""`scrapy search` on a real embedded server; a text index is played by a server in front of it."""

import json
import re
from datetime import timedelta

import pytest

from crawler.arabic.matching import parse_query
from crawler.records import to_document
from crawler.storage import fulltext
from crawler.storage.embedded import read_address
from crawler.storage.filters import Filters
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.search import search
from crawler.storage.writer import ArticleWriter
from tests.shelf import DAY, scrapy
from tests.wire import between

BODIES = [
    "افتتحت المدرسةُ أبوابها في الرياض.",
    "زار الوزير مدرسة في جدة، ثم عاد إلى الرياض.",
    "لا شيء عن ذلك هنا.",
    "مدرسون في المدينة.",
    "بالمدرسة وزراء كثيرون.",
]


def dated(make_article, number, body):
    fields = {"published_at": DAY + timedelta(days=number)} if number != 1 else {}
    return make_article(
        number, title=f"خبر {number}", body=body, first_seen_at=DAY, fetched_at=DAY, **fields
    )


@pytest.fixture
async def shelf(store, make_article):
    """Five stored articles, the later the newer; number 1 has no date but that of its first sight."""
    articles = [dated(make_article, number, body) for number, body in enumerate(BODIES)]
    await store.articles.insert_many([to_document(each) for each in articles])
    return articles


@pytest.fixture
def found(mongodb_folder, database_name):
    def run(*arguments):
        done = scrapy(mongodb_folder, database_name, "search", *arguments)
        assert "Traceback" not in done.stderr
        return done

    return run


@pytest.mark.parametrize(
    ("words", "options", "expected"),
    [
        ("المدرسة", {}, [4, 1, 0]),
        ("مدرسه", {}, [4, 1, 0]),
        ("مدرسة الرياض", {}, [1, 0]),
        ('"مدرسة في"', {}, [1]),
        ("مدرسة", {"until": DAY.date()}, [0]),
        ("مدرسة", {"outlets": ("press", "other")}, [4, 1, 0]),
        ("مدرسة", {"countries": ("EG",)}, []),
        ("غيره", {}, []),
    ],
)
async def test_newest_first(store, shelf, words, options, expected):
    found = await search(store, Filters(text=parse_query(words), **options), 10)
    assert [int(each["url"][-1]) for each in found.documents] == expected
    assert (found.total, found.used_index) == (len(expected), False)


async def test_the_command_says_how_it_went_about_it(shelf, found):
    done = found("--json", "مدرسة", "--outlet", "press", "--since", "2024-02-01")
    (record,) = map(json.loads, done.stdout.splitlines())
    assert (record["url"], done.returncode) == (shelf[4].url, 0)
    assert "this server has no text index, so every article was looked at" in done.stderr
    done = found("غيره")
    assert (done.stdout, done.returncode) == ("", 1)
    assert done.stderr.startswith("no article has these words; ")


async def test_a_hit_says_where_its_words_stand(shelf, found):
    done = found("--json", "مدرسة", "--limit", "2")
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["excerpt"] == BODIES[4]
    assert [BODIES[4][start:end] for start, end in first["excerpt_spans"]] == ["بالمدرسة"]
    assert first["published_at"] == "2024-02-02T00:00:00+00:00"
    assert "published_at" not in second
    assert done.stderr.startswith("2 of 3 articles; ")


async def test_for_people_words_are_marked(shelf, mongodb_folder, database_name):
    done = scrapy(mongodb_folder, database_name, "search", "مدرسة", "1", FORCE_COLOR="1")
    headline, told, excerpt, *_ = done.stdout.splitlines()
    assert headline.startswith("\x1b[1mخبر \x1b[0m\x1b[")
    assert "https://press.example/1" in told
    assert re.search("\x1b\\[[0-9;]*43mمدرسة\x1b\\[0m", excerpt)


MISTAKES = [
    ([], 2, "the words to look for"),
    (["؟!"], 1, "nothing to search for in '؟!'"),
    ([""], 1, "nothing to search for"),
    (["مدرسة", "--limit", "0"], 1, "limit='0' is no number"),
    (["مدرسة", "--limit", "many"], 1, "limit='many' is no number"),
    (["مدرسة", "--limit", "5000"], 1, "goes up to 1,000"),
    (["مدرسة", "--since", "2024-13-01"], 1, "is no day"),
    (["--index"], 1, "can't have a text index"),
]


@pytest.mark.parametrize(("arguments", "status", "words"), MISTAKES)
async def test_a_mistake_is_one_line(store, found, arguments, status, words):
    done = found(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1 or not arguments  # then the usage stands before it


async def test_the_embedded_server_is_asked_not_assumed(store):
    assert store.has_text_index is False
    assert "search" not in await store.database.list_collection_names()


def text_index(command, documents):
    """What MongoDB does with a text index: any of the words, each in quotation marks within the text."""
    if "createIndexes" in command and "text" in command["indexes"][0]["key"].values():
        index = {"key": {"text": 1}, "name": command["indexes"][0]["name"]}
        return {**command, "indexes": [index]}
    asked = command.get("filter", {}).pop("$text", None) if "find" in command else None
    if not asked:
        return None
    words = re.findall('"([^"]+)"', asked["$search"])
    wanted = [{"text": {"$regex": re.escape(word)}} for word in words]
    return {**command, "filter": {"$and": [*wanted, command["filter"]]}}


@pytest.fixture
async def indexed(mongodb_folder, database_name):
    """A database on a server that has text indexes."""
    with between(read_address(mongodb_folder)["port"], text_index) as proxy:
        opened = await MongoStore.connect(proxy.uri, database_name, mongodb_folder)
        opened.log = proxy.log
        yield opened
        await opened.client.drop_database(database_name)
        await opened.close()


async def test_where_there_is_a_text_index_it_is_used(indexed, make_article, tmp_path):
    assert indexed.has_text_index
    writer = ArticleWriter(indexed, Journal(tmp_path, indexed.label), retries=())
    await writer.start()
    for number, body in enumerate(BODIES):
        await writer.write(dated(make_article, number, body))
    await writer.write(make_article(9, kicker=5))  # refused: it must not be found either
    await writer.close()
    for words, expected in [("المدرسة", [4, 1, 0]), ("مدرسة الرياض", [1, 0]), ('"مدرسة في"', [1])]:
        found = await search(indexed, Filters(text=parse_query(words)), 10)
        assert [int(each["url"][-1]) for each in found.documents] == expected
        assert (found.used_index, found.total) == (True, len(expected))
    assert indexed.has_text_index
    assert await indexed.database["search"].count_documents({}) == len(BODIES)
    found = await search(indexed, Filters(text=parse_query("مدرسة")), 2)
    assert ([int(each["url"][-1]) for each in found.documents], found.total) == ([4, 1], None)


async def test_a_changed_article_is_found_by_its_new_words_only(indexed, make_article, tmp_path):
    writer = ArticleWriter(indexed, Journal(tmp_path, indexed.label), retries=())
    await writer.start()
    await writer.write(make_article(1, body="كلمة قديمة"))
    await writer.write(make_article(1, body="كلمة جديدة", content_key="f" * 32))
    await writer.close()
    for word, count in (("قديمة", 0), ("جديدة", 1)):
        found = await search(indexed, Filters(text=parse_query(word)), 10)
        assert len(found.documents) == count


async def test_articles_older_than_the_index_are_looked_at_until_it_is_made(
    mongodb_folder, database_name, store, shelf
):
    with between(read_address(mongodb_folder)["port"], text_index) as proxy:
        opened = await MongoStore.connect(proxy.uri, database_name, mongodb_folder)
        asked = Filters(text=parse_query("مدرسة"))
        before = await search(opened, asked, 10)
        assert await fulltext.rebuild(opened) == len(BODIES)
        after = await search(opened, asked, 10)
        await opened.close()
    assert (before.used_index, after.used_index) == (False, True)
    assert before.documents == after.documents
    assert len(after.documents) == 3
