"""`scrapy history` on a real embedded server."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.shelf import scrapy

TITLES = ["افتتاح المكتبة", "افتتاح المكتبة الكبرى", "افتتاح المكتبة الكبرى"]
BODIES = [
    "فتحت المكتبة أبوابها أمس بحضور الوزير.\n\nودام الحفل ساعة.",
    "فتحت المكتبة أبوابها اليوم بحضور الوزير.\n\nودام الحفل ساعة.",
    "فتحت المكتبة أبوابها اليوم.\n\nودام الحفل ساعة كاملة.",
]
WHEN = datetime(2024, 1, 1, tzinfo=UTC)


@pytest.fixture
async def changed(writer, make_article):
    """An article of three texts, met at another address too."""
    for number, (title, body) in enumerate(zip(TITLES, BODIES, strict=True)):
        article = make_article(
            1,
            title=title,
            body=body,
            content_key=f"{number:032x}",
            fetched_at=WHEN + timedelta(days=number),
            urls=["https://press.example/old/1"],
        )
        await writer.write(article)
    await writer.write(article)  # the same once more: no revision
    return article


@pytest.fixture
def history(mongodb_folder, database_name):
    return lambda *arguments: scrapy(mongodb_folder, database_name, "history", *arguments)


def test_what_changed_for_people(changed, history):
    done = history(changed.url)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[:4] == [
        TITLES[2],
        changed.url,
        "",
        "revision 1  2024-01-01 00:00 UTC",
    ]
    second, third = done.stdout.partition("revision 2  ")[2].split("\nrevision 3  ")
    assert second.splitlines()[0].endswith("UTC  1 words removed, 2 added")
    assert second.splitlines()[1:] == [
        "  title: … افتتاح المكتبة {+الكبرى+}",
        "  body: … فتحت المكتبة أبوابها [-أمس-] {+اليوم+}",
    ]
    assert third.splitlines()[0].endswith("UTC  4 words removed, 3 added")
    assert "[-اليوم بحضور الوزير.-] {+اليوم.+}" in third
    assert "[-ساعة.-] {+ساعة كاملة.+}" in third


def test_what_changed_as_json(changed, history):
    record = json.loads(history(changed.url, "--json").stdout)
    assert (record["id"], record["title"]) == (changed.id, TITLES[2])
    assert [each["revision"] for each in record["revisions"]] == [1, 2, 3]
    assert [each["title"] for each in record["revisions"]] == TITLES
    assert [each["body"] for each in record["revisions"]] == BODIES
    assert record["revisions"][0]["changes"] == []
    assert record["revisions"][1]["changes"][0]["added"] == "الكبرى"
    seen = [datetime.fromisoformat(each["seen_at"]) for each in record["revisions"]]
    assert seen == sorted(seen)
    assert seen[0] == WHEN


@pytest.mark.parametrize(
    "address",
    [
        "http://www.press.example/1/?utm_source=x#top",
        "https://press.example/old/1",
        "{id}",
    ],
)
def test_an_article_is_known_by_each_of_its_addresses_and_its_id(changed, history, address):
    done = history(address.format(id=changed.id), "--json")
    assert json.loads(done.stdout)["id"] == changed.id


async def test_revisions_of_an_older_program_are_compared_now(store, changed, history):
    gone = {"changes": "", "words_removed": "", "words_added": ""}
    await store.revisions.update_many({}, {"$unset": gone})
    assert "{+الكبرى+}" in history(changed.url).stdout


async def test_an_article_that_never_changed(writer, make_article, history):
    await writer.write(make_article(2, fetched_at=WHEN))
    done = history(make_article(2).url)
    assert done.stdout.splitlines()[3:] == ["revision 1  2024-01-01 00:00 UTC"]


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["https://press.example/nothing"], 1, "no article of https://press.example/nothing in"),
        (["not an address"], 1, "no article of not an address in"),
        (["0" * 32], 1, "no article of 000"),
        (["http://[/"], 1, "no article of http://[/ in"),
        ([], 2, "takes one address"),
    ],
)
def test_a_mistake_is_one_line(store, history, arguments, status, words):
    done = history(*arguments)
    assert (done.returncode, done.stdout) == (status, "")
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1 or not arguments
