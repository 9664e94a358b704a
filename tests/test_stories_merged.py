"""Two stories become one when a text turns up that is a copy of texts of both."""

import asyncio

import pytest

from crawler.arabic.text import content_key
from crawler.duplicates.index import Index
from crawler.duplicates.merged import Merged
from crawler.duplicates.stories import Telling, decide, look_up
from crawler.storage.fingerprints import FINGERPRINTS, FingerprintLog
from crawler.storage.journal import Journal
from crawler.storage.writer import ArticleWriter
from tests.newsroom.copies import originals


@pytest.fixture(scope="module")
def texts():
    """One desk's text with another end, another desk's with another lead, and what both have cut from."""
    told = originals("merged", 150)
    whole, one, two, other = (" ".join(next(told).paragraphs).split()[:150] for _ in range(4))
    return [
        " ".join(words) for words in (whole[:100] + one[:40], two[:40] + whole[50:], whole, other)
    ]


@pytest.fixture
def make_copy(make_article):
    def make(number, body, **fields):
        fields = {"outlet": f"outlet_{number}", "sources": [f"وكالة {number}"]} | fields
        key = content_key(str(number), body)
        return make_article(number, body=body, content_key=key, **fields)

    return make


@pytest.fixture
def another_crawl(store, tmp_path):
    """A function that starts one more crawl's writer on the same database."""

    async def start(name="other"):
        writer = ArticleWriter(store, Journal(tmp_path / name, store.label), retries=(0.1,))
        await writer.start()
        return writer

    return start


async def stories_of(store):
    return {each["_id"]: each["story"] async for each in store.articles.find({}, {"story": 1})}


def told(bodies, size):
    """Stories of texts, decided so many at a time."""
    index, known, stories = Index(), {}, {}
    for start in range(0, len(bodies), size):
        batch = [Telling(f"{n:032x}", bodies[n]) for n in range(start, start + size)]
        verdicts, page = decide(batch, look_up(batch, index), known.values())
        index.take(page)
        known |= {each.id: each for each in batch}
        stories |= {key: verdict.story for key, verdict in verdicts.items()}
    return [index.merged.of(story) for story in stories.values()]


@pytest.mark.parametrize("size", [1, 2, 4])
def test_a_text_between_two_makes_them_one_story(texts, size):
    one, two, whole, other = texts
    assert len(set(told([one, two, other, other], 1)[:2])) == 2
    stories = told([one, two, other, whole], size)
    assert stories[0] == stories[1] == stories[3] != stories[2]


def test_merged_stories_are_followed_to_the_last():
    merged = Merged()
    for ended, into in (("c", "b"), ("b", "a"), ("d", "c"), ("a", "d")):
        merged.add(ended, into)
    assert {merged.of(story) for story in "abcd"} == {"a"}
    merged.forget(1)
    assert list(merged) == ["b", "d"]


def test_the_index_forgets_merged_stories_with_the_texts_before_them(texts):
    index = Index(most=4)
    for number, body in enumerate([*texts, *texts, *texts]):
        batch = [Telling(f"{number:032x}", body)]
        known = [Telling(f"{n:032x}", ([*texts] * 3)[n]) for n in range(number)]
        _, page = decide(batch, look_up(batch, index), known)
        index.take(page)
        assert len(index.merged) <= 2
    assert len(index) <= 4


async def test_all_articles_get_the_one_story(writer, make_copy, texts):
    one, two, whole = articles = [make_copy(number, body) for number, body in enumerate(texts[:3])]
    await writer.write(one)
    follower = make_copy(7, texts[1])
    await writer.write(two)
    await writer.write(follower)
    assert len(set((await stories_of(writer.store)).values())) == 2
    await writer.write(whole)
    stories = await stories_of(writer.store)
    assert set(stories.values()) == {whole.story}
    assert whole.story in {one.id, two.id}
    ended = ({one.id, two.id} - {whole.story}).pop()
    known = {each["_id"]: each async for each in writer.store.stories.find()}
    assert known[ended]["merged_into"] == whole.story
    assert "merged_into" not in known[whole.story]
    assert len(known[whole.story]["outlets"]) == len(known[whole.story]["sources"]) == 4
    assert len(articles) + 1 == len(stories)


async def test_another_crawl_and_a_later_one_know_the_one_story(
    writer, another_crawl, make_copy, texts
):
    other = await another_crawl()
    await other.write(make_copy(9, texts[3]))
    for number, body in enumerate(texts[:3]):
        await writer.write(make_copy(number, body))
    (whole,) = {
        story
        for key, story in (await stories_of(writer.store)).items()
        if key != make_copy(9, "").id
    }
    tomorrow = await another_crawl("tomorrow")
    for crawl, start in ((other, 10), (tomorrow, 20)):
        for number, body in enumerate(texts[:3], start):
            copy = make_copy(number, body)
            await crawl.write(copy)
            assert copy.story == whole
    await other.close()
    await tomorrow.close()


async def test_an_article_stored_with_the_old_story_meanwhile_gets_the_new_one(
    writer, another_crawl, make_copy, texts
):
    slow = await another_crawl()
    one, two = make_copy(1, texts[0]), make_copy(2, texts[1])
    await writer.write(one)
    await slow.write(two)
    await writer.write(make_copy(3, texts[2]))
    # as if the slow crawl's write had come after the other's
    await writer.store.articles.update_one({"_id": one.id}, {"$set": {"story": one.id}})
    await writer.store.articles.update_one({"_id": two.id}, {"$set": {"story": two.id}})
    await slow.close()
    assert len(set((await stories_of(writer.store)).values())) == 1


async def test_a_crawl_killed_before_it_joined_two_stories_leaves_that_to_the_next(
    writer, another_crawl, make_copy, texts, monkeypatch
):
    one, two = make_copy(1, texts[0]), make_copy(2, texts[1])
    await writer.write(one)
    await writer.write(two)

    async def killed():
        raise asyncio.CancelledError

    monkeypatch.setattr(writer.stories, "settle", killed)
    with pytest.raises(asyncio.CancelledError):
        await writer._store([make_copy(3, texts[2])])
    assert (await stories_of(writer.store))[two.id] == two.id
    monkeypatch.undo()
    tomorrow = await another_crawl()
    await tomorrow.write(make_copy(4, texts[3]))
    await tomorrow.close()
    stories = await stories_of(writer.store)
    assert stories[one.id] == stories[two.id] == stories[make_copy(3, "").id]


async def test_pages_of_earlier_versions_have_no_merged_stories(
    writer, another_crawl, make_copy, texts
):
    first = make_copy(1, texts[0])
    await writer.write(first)
    await writer.store.database[FINGERPRINTS].update_many({}, {"$unset": {"merged": 1}})
    log = FingerprintLog(writer.store, Index())
    await log.catch_up()
    assert (len(log.index), log.merges) == (1, [])
    tomorrow = await another_crawl()
    copy = make_copy(2, texts[0])
    await tomorrow.write(copy)
    await tomorrow.close()
    assert copy.story == first.id


async def test_where_copies_are_dropped_stories_stay_as_they_are(store, tmp_path, make_copy, texts):
    writer = ArticleWriter(store, Journal(tmp_path / "drop", store.label), policy="drop")
    await writer.start()
    assert [await writer.write(make_copy(n, body)) for n, body in enumerate(texts[:3])] == [
        "new",
        "new",
        "copy",
    ]
    await writer.close()
    stories = await stories_of(store)
    assert len(stories) == 2
    assert stories == {key: key for key in stories}
