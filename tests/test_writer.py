"""The writer: acknowledged only when stored; new, changed, the same, a duplicate, refused."""

import asyncio
from datetime import UTC, datetime

import pytest

from crawler.items import QuarantinedPage
from crawler.records import document_record, to_document, to_json_record
from crawler.storage.bulk import carry_out, prepare
from crawler.storage.quarantine import MOST_BYTES


def at(hour):
    return datetime(2024, 1, 1, hour, tzinfo=UTC)


async def stored(writer):
    return {each["_id"]: each async for each in writer.store.articles.find()}


async def write_all(writer, *articles):
    return list(await asyncio.gather(*map(writer.write, articles)))


async def test_new_then_unchanged_then_changed(writer, make_article):
    assert await writer.write(make_article(fetched_at=at(1))) == "new"
    again = make_article(fetched_at=at(2))
    assert await writer.write(again) == "unchanged"
    assert (again.first_seen_at, again.revision) == (at(1), 1)
    mended = make_article(content_key="f" * 32, body="نص آخر.", fetched_at=at(3))
    assert await writer.write(mended) == "changed"
    assert (mended.first_seen_at, mended.revision) == (at(1), 2)
    assert (await stored(writer))[mended.id]["body"] == "نص آخر."
    earlier = await writer.store.revisions.find_one({"_id": f"{mended.id}:1"})
    assert earlier["body"] == make_article().body
    assert earlier["article"] == mended.id
    assert (earlier["words_removed"], earlier["words_added"]) == (7, 2)
    changed = {"field": "body", "removed": make_article().body, "added": "نص آخر."}
    assert earlier["changes"] == [changed]


async def test_json_record_and_document_agree(writer, make_article):
    article = make_article(fetched_at=datetime(2024, 1, 1, 1, 1, 1, 999999, tzinfo=UTC))
    for _ in range(2):
        await writer.write(article)
        assert document_record((await stored(writer))[article.id]) == to_json_record(article)


async def test_a_later_look_keeps_what_others_noted(writer, make_article):
    await writer.write(make_article(fetched_at=at(1)))
    noted = {"story": "s1", "duplicate_of": "0" * 32, "urls": ["https://press.example/old"]}
    await writer.store.articles.update_one({}, {"$set": noted})
    again = make_article(urls=["https://press.example/amp"], fetched_at=at(2))
    await writer.write(again)
    (document,) = (await stored(writer)).values()
    assert document["story"] == again.story == "s1"
    assert document["duplicate_of"] == "0" * 32
    assert document["urls"] == ["https://press.example/old", "https://press.example/amp"]


async def test_equal_articles_at_once_are_stored_once(writer, make_article):
    assert await write_all(writer, *(make_article(1) for _ in range(5))) == [
        "new",
        *["unchanged"] * 4,
    ]
    assert len(await stored(writer)) == 1


async def test_equal_text_at_once_is_stored_once_with_every_address(writer, make_article):
    copies = [make_article(number, content_key="c" * 32) for number in range(5)]
    outcomes = await write_all(writer, *copies)
    assert outcomes == ["new", *["duplicate"] * 4]
    (document,) = (await stored(writer)).values()
    assert sorted([document["url"], *document["urls"]]) == [each.url for each in copies]


async def test_equal_text_of_an_earlier_run_is_noted_as_an_address(writer, make_article):
    await writer.write(make_article(1, content_key="c" * 32))
    for _ in range(2):
        assert await writer.write(make_article(2, content_key="c" * 32)) == "duplicate"
    (document,) = (await stored(writer)).values()
    assert document["urls"] == [make_article(2).url]
    again = make_article(1, content_key="c" * 32)
    assert await writer.write(again) == "unchanged"
    assert again.urls == [make_article(2).url]


@pytest.mark.parametrize(
    "other",
    [
        {"outlet": "other"},  # wire copy
        {"outlet": None, "url": "https://other.example/2"},  # on a site nobody described
        {"body": None},  # a headline alone is no text
    ],
)
async def test_what_is_no_duplicate(writer, make_article, other):
    assert await writer.write(make_article(1, content_key="c" * 32)) == "new"
    assert (
        await writer.write(
            make_article(2, content_key="c" * 32)
            if not other
            else make_article(2, content_key="c" * 32, **other)
        )
        == "new"
    )


async def test_a_batch_keeps_every_article(writer, make_article):
    outcomes = await write_all(writer, *(make_article(n) for n in range(350)))
    assert outcomes == ["new"] * 350
    assert len(await stored(writer)) == 350


FAULTS = [
    {"kicker": 5},  # another type than the record's: the validator's to refuse
    {"crawl": {"status": object()}},  # no BSON at all
    {"crawl": {"bytes": 2**70}},
    {"crawl": {"a\0b": 1}},  # no name of BSON
    {"provenance": {"\ud83d": "x"}},  # nor UTF-8
    {"body": "ا" * (MOST_BYTES // 2 + 1)},
    {"published_at": datetime(2024, 1, 1)},  # noqa: DTZ001 - that is the fault
]


@pytest.mark.parametrize("fault", FAULTS)
async def test_what_is_refused_goes_to_quarantine_and_the_others_are_stored(
    writer, make_article, fault
):
    articles = [make_article(n, **(fault if n == 1 else {})) for n in range(3)]
    assert await write_all(writer, *articles) == ["new", "refused", "new"]
    kept = await writer.store.quarantine.find_one({"_id": f"{articles[1].id}:refused"})
    assert (kept["reason"], kept["url"]) == ("refused", articles[1].url)
    assert kept["detail"].strip()
    assert articles[1].title in kept["body"].decode("utf-8", "ignore")
    assert len(await stored(writer)) == 2


async def test_what_is_cut_says_so(writer, make_article):
    await writer.write(make_article(1, body="ا" * MOST_BYTES))
    kept = await writer.store.quarantine.find_one()
    assert kept["is_cut"] is True
    assert kept["size"] > len(kept["body"]) == MOST_BYTES


async def test_a_copy_of_a_refused_article_is_not_lost_with_it(writer, make_article):
    bad = make_article(1, content_key="c" * 32, kicker=5)
    copies = [make_article(number, content_key="c" * 32) for number in (2, 3)]
    assert await write_all(writer, bad, *copies) == ["refused", "new", "duplicate"]
    (document,) = (await stored(writer)).values()
    assert document["_id"] == copies[0].id


async def test_half_a_character_is_replaced(writer, make_article):
    assert await writer.write(make_article(title="خبر \ud83d")) == "new"
    (document,) = (await stored(writer)).values()
    assert document["title"] == "خبر \ufffd"


async def test_names_with_dollar_and_dots_are_kept(writer, make_article):
    article = make_article(crawl={"etag": '"x"', "$set": {"a.b": 1}})
    await writer.write(article)
    assert (await stored(writer))[article.id]["crawl"] == article.crawl


async def test_an_article_that_another_crawl_stores_meanwhile_is_not_refused(writer, make_article):
    mine, theirs = make_article(1, fetched_at=at(2)), make_article(1, fetched_at=at(1))
    plan = await prepare(writer.store, [mine])
    await writer.write(theirs)
    assert await carry_out(writer.store, plan, may_insert=True) == {mine.id}
    assert plan.outcomes[mine.id] == "new"
    assert await carry_out(writer.store, plan, may_insert=False) == set()


async def test_a_write_made_twice_makes_one_revision(writer, make_article):
    await writer.write(make_article(1))
    plan = await prepare(writer.store, [make_article(1, content_key="f" * 32)])
    for may_insert in (True, False):
        await carry_out(writer.store, plan, may_insert=may_insert)
    revisions = [each["_id"] async for each in writer.store.revisions.find()]
    assert revisions == [f"{make_article(1).id}:1"]
    assert (await stored(writer))[make_article(1).id]["revision"] == 2


async def test_one_article_that_breaks_the_writer_breaks_only_itself(writer, make_article):
    broken = make_article(1)
    broken.urls = 5  # no list: a defect of whoever made it
    outcomes = await asyncio.gather(
        *map(writer.write, [make_article(0), broken, make_article(2)]), return_exceptions=True
    )
    assert [outcomes[0], outcomes[2]] == ["new", "new"]
    assert isinstance(outcomes[1], TypeError) or outcomes[1] == "refused"
    assert set(await stored(writer)) == {make_article(0).id, make_article(2).id}


async def test_a_quarantined_page_keeps_its_bytes(writer):
    page = QuarantinedPage(url="https://press.example/x", reason="undecodable", body=b"\xff\x00")
    await writer.keep(page)
    await writer.keep(page)
    kept = [each async for each in writer.store.quarantine.find()]
    assert [(each["body"], each["reason"]) for each in kept] == [(b"\xff\x00", "undecodable")]
    assert kept[0]["fetched_at"].tzinfo


async def test_a_document_from_elsewhere_is_only_looked_at(writer, make_article):
    """A collection may hold documents of earlier versions, without the newer fields."""
    document = to_document(make_article(1))
    del document["content_key"]
    await writer.store.articles.insert_one(document)
    article = make_article(1)
    assert await writer.write(article) == "changed"
    assert article.revision == 2
