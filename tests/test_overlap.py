"""What is a copy of a text, and what only looks like one."""

import random

import pytest

from crawler.duplicates.alignment import words_in_order
from crawler.duplicates.overlap import Pair
from crawler.duplicates.slots import slot
from crawler.duplicates.text import Text
from tests.newsroom.bulletins import PATTERNS, TOLD_BY_THIRD, bulletin
from tests.newsroom.copies import EDITS, originals, reworded
from tests.newsroom.stories import Pen

FRAME = "أعلنت بلدية المدينة صباح اليوم بدء أعمال الصيانة في الشارع الرئيسي وقال رئيسها إن العمل يستمر {} أيام"
REST = "ويشمل الأرصفة والإنارة وشبكة المياه، ودعت البلدية السائقين إلى سلوك الطرق البديلة حتى انتهاء الأشغال كلها."
TEXT = f"{FRAME} {REST}"


def is_copy(mine, other):
    return Pair(mine, other).is_copy


def texts(count):
    told = originals("overlap", 40)
    return ["\n\n".join(next(told).paragraphs) for _ in range(count)]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_text_is_a_copy(edit):
    told = 0
    for number, body in enumerate(texts(60)):
        rng = random.Random(number)
        copy = edit(body, rng, Pen(rng))
        told += is_copy(Text(body), Text(copy)) and is_copy(Text(copy), Text(body))
    assert told >= 57


def test_a_full_third_of_the_words_may_be_others():
    told = 0
    for number, body in enumerate(texts(60)):
        rng = random.Random(number)
        tokens = body.split(" ")
        for spot in rng.sample(range(len(tokens)), len(tokens) // 3):
            tokens[spot] = "".join(rng.choices("ابتثجحخدرزسشصعفقكلمن", k=6))
        told += is_copy(Text(body), Text(" ".join(tokens)))
    assert told >= 57


def test_different_texts_are_no_copies():
    bodies = list(map(Text, texts(60)))
    assert not [1 for n, one in enumerate(bodies) for two in bodies[:n] if is_copy(one, two)]


@pytest.mark.parametrize("kind", [kind for kind in PATTERNS if kind not in TOLD_BY_THIRD])
def test_bulletins_are_no_copies_of_each_other(kind):
    rng = random.Random(kind)
    bodies = [Text(bulletin(kind, rng)) for _ in range(20)]
    wrong = sum(is_copy(one, two) for n, one in enumerate(bodies) for two in bodies[:n])
    assert wrong <= 5  # of 190: two days can be nearly equal


@pytest.mark.parametrize("kind", [kind for kind in PATTERNS if kind != "short"])
def test_a_bulletin_copied_by_another_outlet_is_a_copy(kind):
    body = bulletin(kind, random.Random(kind))
    for edit in EDITS[:2]:
        rng = random.Random(kind)
        assert is_copy(Text(body), Text(edit(body, rng, Pen(rng))))


@pytest.mark.parametrize(
    ("mine", "other", "is_one"),
    [
        (TEXT.format("خمسة"), TEXT.format("خمسة"), True),
        (TEXT.format("خمسة"), TEXT.format("5"), True),  # the same number in another spelling
        (TEXT.format("خمسة"), TEXT.format("6"), False),
        (TEXT.format("1,250"), TEXT.format("١٢٥٠"), True),
        (TEXT.format("بضعة"), TEXT.format("6"), True),
    ],
)
def test_numbers_in_one_place(mine, other, is_one):
    assert is_copy(Text(mine), Text(other)) == is_one


def test_a_digest_is_no_copy_of_its_parts():
    parts = texts(4)
    digest = Text("\n\n".join(parts))
    assert not any(
        is_copy(Text(part), digest) for part in parts if len(Text(part)) * 4 < len(digest)
    )


def test_less_than_thirty_words_are_no_copy():
    short = " ".join(TEXT.split()[:20])
    assert not is_copy(Text(short), Text(short))
    assert not is_copy(Text(None), Text(None))


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("2024", "number"),
        ("و12000", "number"),
        ("الثالثه", "number"),
        ("الاحد", "day"),
        ("شباط", "month"),
        ("بغداد", "place"),
        ("وبغداد", "place"),
        ("احمد", "name"),
        ("الوزير", None),
        ("وقال", None),
    ],
)
def test_slots(word, kind):
    assert (slot(word) or (None,))[0] == kind


def test_words_in_order_are_the_longest_that_both_have():
    rng = random.Random(3)
    for _ in range(200):
        mine, other = (rng.choices("ابتثج", k=rng.randrange(0, 14)) for _ in range(2))
        shared = words_in_order(mine, other)
        assert all(mine[one] == other[two] for one, two in shared)
        assert shared == sorted(shared)
        assert len({one for one, _ in shared}) == len({two for _, two in shared}) == len(shared)
        assert len(shared) == longest(mine, other)


def longest(mine, other):
    """The textbook's table."""
    row = [0] * (len(other) + 1)
    for one in mine:
        last = row[:]
        for n, two in enumerate(other, 1):
            row[n] = last[n - 1] + 1 if one == two else max(last[n], row[n - 1])
    return row[-1]


def test_texts_of_any_length_are_compared_quickly():
    body = " ".join(f"كلمة{n}" for n in range(100_000))
    assert len(Text(body)) == 3_000
    rng = random.Random(0)
    assert is_copy(Text(body), Text(reworded(body, rng, Pen(rng))))
