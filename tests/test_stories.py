"""Stories in the store: copies across outlets know each other, in one batch and in any later crawl."""

import asyncio
import json
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.arabic.text import content_key
from crawler.exceptions import StorageError
from crawler.storage.fingerprints import FINGERPRINTS
from crawler.storage.journal import Journal
from crawler.storage.stories import checked_policy
from crawler.storage.writer import ArticleWriter
from tests.newsroom.bulletins import PATTERNS, bulletin
from tests.newsroom.copies import EDITS, originals, reworded
from tests.newsroom.stories import Pen

ROOT = Path(__file__).resolve().parent.parent
# As another process of a crawl: it connects by itself and stores one text.
OTHER_CRAWL = """
import asyncio, json, sys
from crawler.items import Article
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import ArticleWriter

async def main(folder, database, fields):
    store = await MongoStore.connect("", database, folder)
    writer = ArticleWriter(store, Journal(folder + "/journal", store.label))
    await writer.start()
    article = Article(**fields)
    print(await writer.write(article), article.story)
    await writer.close()
    await store.close()

asyncio.run(main(sys.argv[1], sys.argv[2], json.loads(sys.argv[3])))
"""


@pytest.fixture
def texts():
    """Bodies that have nothing to do with each other."""
    told = originals("stories")
    return ["\n\n".join(next(told).paragraphs) for _ in range(8)]


@pytest.fixture
def make_copy(make_article):
    """A function that makes an article of its own outlet with a text."""

    def make(number, body, **fields):
        fields = {"outlet": f"outlet_{number}", "title": f"عنوان {number}"} | fields
        return make_article(
            number, body=body, content_key=content_key(fields["title"], body), **fields
        )

    return make


@pytest.fixture
def another_writer(store, tmp_path):
    """A function that starts one more crawl's writer on the same database."""

    async def start(**options):
        journal = Journal(tmp_path / "other", store.label)
        writer = ArticleWriter(store, journal, retries=(0.1,), **options)
        await writer.start()
        return writer

    return start


def edited(edit, body, seed=0):
    rng = random.Random(f"{seed}/{edit.__name__}")
    return edit(body, rng, Pen(rng))


async def write_all(writer, *articles):
    return list(await asyncio.gather(*map(writer.write, articles)))


async def stored_stories(store):
    return {each["_id"]: each["story"] async for each in store.articles.find({}, {"story": 1})}


@pytest.mark.parametrize("edit", EDITS)
async def test_copies_of_one_batch_are_one_story(writer, make_copy, texts, edit):
    copies = [make_copy(n, edited(edit, texts[0], n) if n else texts[0]) for n in range(4)]
    other = make_copy(9, texts[1])
    assert await write_all(writer, *copies, other) == ["new"] * 5
    assert {each.story for each in copies} == {copies[0].id}
    assert other.story == other.id
    assert await stored_stories(writer.store) == {each.id: each.story for each in [*copies, other]}


async def test_a_later_batch_and_a_later_crawl_know_the_story(
    writer, another_writer, make_copy, texts
):
    first = make_copy(1, texts[0])
    await writer.write(first)
    second = make_copy(2, edited(reworded, texts[0]))
    await writer.write(second)
    tomorrow = await another_writer()
    third = make_copy(3, edited(reworded, texts[0], 3))
    await tomorrow.write(third)
    await tomorrow.close()
    assert first.story == second.story == third.story == first.id


async def test_another_process_knows_the_story(
    writer, make_copy, texts, mongodb_folder, database_name
):
    first = make_copy(1, texts[0])
    await writer.write(first)
    copy = make_copy(2, edited(reworded, texts[0]))
    fields = {name: getattr(copy, name) for name in ("id", "url", "outlet", "title", "body")}
    fields["content_key"] = copy.content_key
    command = [sys.executable, "-c", OTHER_CRAWL, str(mongodb_folder), database_name]
    done = await asyncio.to_thread(
        subprocess.run,
        [*command, json.dumps(fields)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["new", first.id]
    # and this crawl, whose memory is older, sees what the other one noted
    third = make_copy(3, edited(reworded, texts[0], 3))
    await writer.write(third)
    assert third.story == first.id


async def test_of_two_crawls_at_the_same_moment_one_sees_the_other(
    writer, another_writer, make_copy, texts
):
    other = await another_writer()
    articles = [
        make_copy(number, edited(reworded, body, number) if number % 2 else body)
        for number, body in enumerate(body for body in texts for _ in range(2))
    ]
    await asyncio.gather(
        *(
            asyncio.gather(writer.write(one), other.write(two))
            for one, two in zip(articles[::2], articles[1::2], strict=True)
        )
    )
    await other.close()
    for one, two in zip(articles[::2], articles[1::2], strict=True):
        assert one.story == two.story in {one.id, two.id}


async def test_a_copy_is_marked_with_what_it_copies(another_writer, make_copy, texts):
    writer = await another_writer(policy="mark")
    first, copy = make_copy(1, texts[0]), make_copy(2, texts[0])
    assert await write_all(writer, first, copy) == ["new", "new"]
    await writer.close()
    assert (first.duplicate_of, copy.duplicate_of) == (None, first.id)
    document = await writer.store.articles.find_one({"_id": copy.id})
    assert (document["story"], document["duplicate_of"]) == (first.id, first.id)


async def test_a_copy_is_dropped_where_that_is_the_policy(another_writer, make_copy, texts):
    writer = await another_writer(policy="drop")
    first, copy, other = make_copy(1, texts[0]), make_copy(2, texts[0]), make_copy(3, texts[1])
    assert await write_all(writer, first, copy, other) == ["new", "copy", "new"]
    assert await writer.write(make_copy(2, texts[0])) == "copy"
    assert await writer.write(make_copy(1, texts[0])) == "unchanged"
    await writer.close()
    assert set(await stored_stories(writer.store)) == {first.id, other.id}
    story = await writer.store.stories.find_one({"_id": first.id})
    assert sorted(story["outlets"]) == ["outlet_1", "outlet_2"]


def test_a_policy_that_does_not_exist_is_said():
    assert checked_policy("mark") == "mark"
    with pytest.raises(StorageError, match="STORIES is one of keep, mark, drop, not 'none'"):
        checked_policy("none")


async def test_short_texts_stand_alone(writer, make_copy, texts):
    short = " ".join(texts[0].split()[:29])
    articles = [make_copy(number, short) for number in range(3)]
    articles.append(make_copy(3, None, published_at=datetime(2026, 1, 1, tzinfo=UTC)))
    await write_all(writer, *articles)
    assert [each.story for each in articles] == [each.id for each in articles]


@pytest.mark.parametrize("kind", PATTERNS)
async def test_bulletins_stand_alone(writer, make_copy, kind):
    rng = random.Random(kind)
    articles = [make_copy(number, bulletin(kind, rng)) for number in range(8)]
    await write_all(writer, *articles)
    assert len({each.story for each in articles}) >= 7  # two days can be nearly equal


async def test_a_story_survives_another_look_and_a_revision(writer, make_copy, texts):
    first, copy = make_copy(1, texts[0]), make_copy(2, texts[0])
    await write_all(writer, first, copy)
    again = make_copy(2, texts[0])
    assert await writer.write(again) == "unchanged"
    assert again.story == first.id
    for number in (1, 2):
        mended = make_copy(number, texts[3])
        assert await writer.write(mended) == "changed"
        assert mended.story == first.id
    follower = make_copy(4, texts[3])  # the new text is known too
    await writer.write(follower)
    assert follower.story == first.id


async def test_a_stub_that_grows_into_an_agency_s_text_joins_its_story(writer, make_copy, texts):
    first, stub = make_copy(1, texts[0]), make_copy(2, "عاجل: تفاصيل بعد قليل.")
    await write_all(writer, first, stub)
    assert stub.story == stub.id
    grown = make_copy(2, texts[0])
    assert await writer.write(grown) == "changed"
    assert grown.story == first.id


async def test_stories_say_who_was_first_and_whom_they_credit(writer, make_copy, texts):
    late = make_copy(1, texts[0], published_at=datetime(2026, 1, 2, 9, tzinfo=UTC))
    early = make_copy(
        2, texts[0], published_at=datetime(2026, 1, 2, 8, tzinfo=UTC), sources=["رويترز"]
    )
    day = make_copy(
        3, texts[0], published_at=datetime(2026, 1, 2, tzinfo=UTC), published_precision="day"
    )
    await write_all(writer, late, early, day, make_copy(4, texts[1]))
    (story,) = [each async for each in writer.store.stories.find()]
    assert story["_id"] == late.story
    assert (story["origin"]["article"], story["origin"]["outlet"]) == (early.id, "outlet_2")
    assert story["sources"] == ["رويترز"]
    assert sorted(story["outlets"]) == ["outlet_1", "outlet_2", "outlet_3"]


async def test_copies_of_unknown_outlets_and_dates_have_no_origin(writer, make_copy, texts):
    pages = [
        make_copy(n, texts[0], outlet=None, url=f"https://press{n}.example/{n}") for n in (1, 2)
    ]
    await write_all(writer, *pages)
    (story,) = [each async for each in writer.store.stories.find()]
    assert story == {"_id": pages[0].id, "last_copy": pages[1].id}


async def test_what_is_noted_and_never_stored_is_no_story(writer, another_writer, make_copy, texts):
    """A crawl that is killed between its note and its articles leaves no story behind."""
    await writer.write(make_copy(1, texts[0]))
    await writer.store.articles.delete_many({})
    tomorrow = await another_writer()
    copy = make_copy(2, texts[0])
    await tomorrow.write(copy)
    await tomorrow.close()
    assert copy.story == copy.id


async def test_articles_of_earlier_versions_get_their_story_when_seen_again(
    writer, make_copy, texts
):
    articles = [make_copy(number, texts[0]) for number in (1, 2)]
    await write_all(writer, *articles)
    await writer.store.articles.update_many({}, {"$unset": {"story": 1}})
    await writer.store.database[FINGERPRINTS].delete_many({})
    tomorrow = ArticleWriter(writer.store, writer.journal)
    await tomorrow.start()
    for number in (1, 2):
        assert await tomorrow.write(make_copy(number, texts[0])) == "unchanged"
    await tomorrow.close()
    assert set((await stored_stories(writer.store)).values()) == {articles[0].id}


async def test_what_waited_in_a_journal_finds_its_story(writer, another_writer, make_copy, texts):
    first, copy = make_copy(1, texts[0]), make_copy(2, edited(reworded, texts[0]))
    for each in (first, copy):
        writer._spill([each])
    writer.journal.close()
    writer.journal.path = None
    later = ArticleWriter(writer.store, Journal(writer.journal.folder.parent, writer.store.label))
    await later.start()
    await later.close()
    assert later.replayed == {"new": 2}
    assert set((await stored_stories(writer.store)).values()) == {first.id}
