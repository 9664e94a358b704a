"""Fingerprints, the index of them, and the log of them that all crawls share."""

import asyncio
import random

import pytest

from crawler.duplicates.fingerprint import ROWS, fingerprint, folded_words, likeness
from crawler.duplicates.index import CROWD, MOST_OF_A_STORY, Draft, Index
from crawler.duplicates.shelf import Page
from crawler.storage import fingerprints
from crawler.storage.fingerprints import FingerprintLog

WORDS = [f"كلمة{number}" for number in range(60)]


def name(number):
    return f"{number:032x}"


def page(*numbers, words=None, story=None):
    """A page with a text of its own, or the same, for each number."""
    made = Page()
    for number in numbers:
        mine = fingerprint(words or [f"{word}ن{number}" for word in WORDS])
        made.add(name(number), name(number if story is None else story), mine.sketch, mine.keys)
    return made


def found(index, words):
    return [each.text for each in index.look_up(fingerprint(words)).candidates]


def own_words(number):
    return [f"{word}ن{number}" for word in WORDS]


def test_a_fingerprint_is_the_same_everywhere_and_for_every_spelling():
    text = "أعلنتِ الوزارةُ إنشاءَ ٢٠٠ مدرسة على مدى خمس سنوات " * 6
    other = "اعلنت الوزاره انشاء 200 مدرسه علي مدي خمس سنوات " * 6
    assert fingerprint(folded_words(text)) == fingerprint(folded_words(other))
    # what another machine has stored
    assert fingerprint(WORDS).keys[:3] == KEYS


KEYS = (3057075317, 3054285289, 4011998623)


@pytest.mark.parametrize(("count", "is_long"), [(0, False), (29, False), (30, True)])
def test_short_texts_have_none(count, is_long):
    assert (fingerprint(WORDS[:count]) is not None) == is_long


def test_texts_with_a_third_of_the_words_replaced_are_alike_and_others_are_not():
    spots = random.Random(1).sample(range(len(WORDS)), len(WORDS) // 3)
    changed = [f"غير{n}" if n in spots else word for n, word in enumerate(WORDS)]
    mine, copy, other = map(fingerprint, (WORDS, changed, own_words(1)))
    assert likeness(mine.sketch, mine.sketch) == ROWS
    assert likeness(mine.sketch, copy.sketch) >= 9 > likeness(mine.sketch, other.sketch)


def test_the_index_finds_a_text_among_many():
    index = Index()
    index.take(page(*range(300)))
    assert found(index, own_words(123)) == [name(123)]
    assert found(index, WORDS) == []


def test_the_index_forgets_the_older_half():
    index = Index(most=20)
    for start in range(0, 40, 5):
        index.take(page(*range(start, start + 5)))
    assert len(index) <= 20
    assert found(index, own_words(0)) == []
    assert found(index, own_words(39)) == [name(39)]


def test_nobody_is_looked_up_by_a_turn_of_phrase():
    index = Index()
    index.take(page(*range(CROWD - 1), words=WORDS))
    assert found(index, WORDS)
    index.take(page(CROWD, words=WORDS))
    looked = index.look_up(fingerprint(WORDS))
    assert looked.candidates == []
    assert looked.keys == {}


def test_many_copies_of_one_story_never_crowd_its_keys_out():
    index, mine = Index(), fingerprint(WORDS)
    for number in range(3 * CROWD):
        draft = Draft()
        draft.add(name(number), name(0), mine, index.look_up(mine).worth_noting(name(0)))
        index.take(draft.page)
    looked = index.look_up(mine)
    assert {each.story for each in looked.candidates} == {name(0)}
    assert {len(places) for places in looked.keys.values()} == {MOST_OF_A_STORY}


def test_a_draft_knows_its_own_texts():
    draft, mine = Draft(), fingerprint(WORDS)
    draft.add(name(1), name(1), mine, mine.keys)
    assert [each.text for each in draft.candidates(mine)] == [name(1)]
    assert draft.candidates(fingerprint(own_words(5))) == []


async def test_a_page_is_written_only_by_whom_has_read_all_before_it(store):
    first, second = FingerprintLog(store, Index()), FingerprintLog(store, Index())
    for log in (first, second):
        assert await log.catch_up() == set()
    assert await first.append(page(1))
    assert not await second.append(page(2))
    assert len(second.index) == 0
    assert await second.catch_up() == {name(1)}
    assert await second.append(page(2))
    assert found(second.index, own_words(1)) == [name(1)]
    assert await first.catch_up() == {name(2)}


async def test_of_many_crawls_at_once_each_sees_all_pages_before_its_own(store):
    logs = [FingerprintLog(store, Index()) for _ in range(6)]
    for log in logs:
        await log.catch_up()

    async def write(log, crawl):
        for number in range(crawl * 10, crawl * 10 + 5):
            while not await log.append(page(number)):
                await log.catch_up()

    await asyncio.gather(*(write(log, crawl) for crawl, log in enumerate(logs)))
    late = FingerprintLog(store, Index())
    await late.catch_up()
    numbers = [each["_id"] async for each in late.pages.find()]
    assert sorted(numbers) == list(range(30))
    for log in (*logs, late):
        await log.catch_up()
        assert len(log.index) == 30


async def test_pages_are_read_in_packs_and_none_is_lost(store, monkeypatch):
    monkeypatch.setattr(fingerprints, "PACK", 3)
    monkeypatch.setattr(fingerprints, "READ", 2)
    writer, beside = FingerprintLog(store, Index()), FingerprintLog(store, Index())
    await writer.catch_up()
    for number in range(8):
        await writer.append(page(number))
        if number == 1:
            await beside.catch_up()  # reads on from the middle of a pack
    await beside.catch_up()
    assert {each["_id"] async for each in beside.packs.find()} == {1}
    for _ in range(2):
        late = FingerprintLog(store, Index())
        await late.catch_up()
        assert len(late.index) == 8
        assert [found(late.index, own_words(n)) for n in (0, 4, 7)] == [
            [name(n)] for n in (0, 4, 7)
        ]
    assert {each["_id"]: each["size"] async for each in late.packs.find()} == {0: 3, 1: 3}


async def test_of_a_large_collection_only_the_latest_packs_are_read(store, monkeypatch):
    monkeypatch.setattr(fingerprints, "PACK", 2)
    writer = FingerprintLog(store, Index())
    await writer.catch_up()
    for number in range(8):
        await writer.append(page(number))
    await FingerprintLog(store, Index()).catch_up()
    small = FingerprintLog(store, Index(most=4))
    await small.catch_up()
    assert found(small.index, own_words(0)) == []
    assert found(small.index, own_words(7)) == [name(7)]
