"""The readable difference of two texts."""

import time

import pytest

from crawler.duplicates.difference import Change, count_words, difference

BEFORE = "افتتحت الوزارة المعرض صباح الأحد.\n\nوحضره 20 ناشرا.\n\nويستمر أسبوعا."


def replayed(before, changes):
    """The words of the new text, made from the old one and the changes alone."""
    words, done, out = before.split(), 0, []
    for each in changes:
        context, removed = each.context.split(), each.removed.split()
        spot = next(
            at
            for at in range(done, len(words) + 1)
            if words[max(at - len(context), 0) : at] == context
            and words[at : at + len(removed)] == removed
        )
        out += words[done:spot] + each.added.split()
        done = spot + len(removed)
    return out + words[done:]


@pytest.mark.parametrize(
    ("after", "changes"),
    [
        (BEFORE, []),
        (BEFORE.replace("\n\n", "\n\n\n "), []),
        (BEFORE.replace("20", "30"), [Change("المعرض صباح الأحد. وحضره", "20", "30")]),
        (BEFORE + "\n\nوالدخول حر.", [Change("20 ناشرا. ويستمر أسبوعا.", "", "والدخول حر.")]),
        ("عاجل " + BEFORE, [Change("", "", "عاجل")]),
        (
            BEFORE.replace("\n\nوحضره 20 ناشرا.", ""),
            [Change("الوزارة المعرض صباح الأحد.", "وحضره 20 ناشرا.", "")],
        ),
    ],
)
def test_changes_are_named_with_their_place(after, changes):
    assert difference(BEFORE, after) == changes
    assert replayed(BEFORE, changes) == after.split()


def test_a_text_that_was_missing_is_all_new():
    assert difference(None, "نص جديد") == [Change("", "", "نص جديد")]
    assert difference("نص قديم", None) == [Change("", "نص قديم", "")]
    assert difference(None, None) == []


def test_removed_and_added_words_are_counted():
    assert count_words(difference(BEFORE, BEFORE.replace("20 ناشرا", "مئة ناشر وناشرة"))) == (2, 3)


def test_a_change_reads_on_one_line():
    assert str(Change("وحضره", "20", "30")) == "… وحضره [-20-] {+30+}"
    assert str(Change("", "", "عاجل")) == "{+عاجل+}"


def test_texts_of_any_length_take_a_second():
    started = time.process_time()
    changes = difference("ا ب " * 100_000, "ب ج " * 100_000)
    assert changes[0].removed.startswith("ا ب")
    assert time.process_time() - started < 2
