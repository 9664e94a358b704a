"""Copies are told from other texts as well as benchmarks/stories.py says, on other texts of the kinds."""

from collections import Counter

import pytest

from benchmarks.stories import LEAST, measures, told
from tests.newsroom.copies import EDITS, HARD_EDITS, story_set


@pytest.fixture(scope="module")
def texts():
    return story_set(stories=60, copies=4, singles=80, templated=60, seed="quality")


def test_the_set_has_every_kind(texts):
    kinds = Counter(text.kind.split()[0] for text in texts)
    edits = (edit.__name__ for edit in (*EDITS, *HARD_EDITS))
    assert set(kinds) == {"original", "single", "follow_up", "bulletin", *edits}
    assert len(texts) == 440


def test_copies_are_told_from_other_texts(texts):
    found = measures([text.story for text in texts], told([text.body for text in texts]))
    assert all(found[name] >= least for name, least in LEAST.items()), found


def test_the_measures_are_those_of_the_books():
    truth = ["a", "a", "a", "b", "b", "c"]
    assert measures(truth, truth) == {"precision": 1, "recall": 1, "rand": 1}
    alone = measures(truth, list(range(6)))
    assert (alone["recall"], alone["rand"]) == (0, 0)
    lumped = measures(truth, [0] * 6)
    assert (lumped["precision"], lumped["recall"]) == (4 / 15, 1)
    split = measures(truth, [0, 0, 1, 1, 1, 2])
    # pairs: 2 of 4 right of 4 said; by chance 4 * 4 / 15
    assert split["rand"] == pytest.approx((2 - 16 / 15) / (4 - 16 / 15))
