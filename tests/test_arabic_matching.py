"""Words found again: spelling and article make no difference, other words do."""

import pytest

from crawler.arabic.matching import parse_query, stem
from crawler.exceptions import SearchError

FOUND = [
    ("مدرسة", "افتتاح المدرسة اليوم"),
    ("المدرسة", "افتتاح مدرسه"),
    ("المدرسة", "بالمدرسة، وللأطفال"),
    ("اطفال", "للأطفال"),
    ("إلى المستشفى", "الي مستشفي"),
    ("محمد", "مُحَمَّــد قال"),
    ("١٢", "عدد 12 كتابا"),
    ("BBC", "قالت bbc"),
    ("دم", "الدم غال"),
    ("الوزير الرياض", "في الرياض زار وزير"),
    ('"مجلس الوزراء"', "عقد مجلسُ الوزراء"),
    ("«مجلس الوزراء» قرار", "قرار من مجلس وزراء"),
    ("الله", "إن شاء الله"),
    ("كتاب", "«الكتاب»"),
]
NOT_FOUND = [
    ("مدرسة", "مدرسون"),
    ("درس", "مدرسة"),
    ("له", "إن شاء الله"),
    ("أن", "الآن"),
    ("دين", "والدين"),
    ('"مجلس الوزراء"', "مجلس من الوزراء"),
    ('"مجلس الوزراء"', "وزراء مجلس"),
    ("الوزير الرياض", "زار وزير"),
    ("وزير", ""),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_found(query, text):
    assert parse_query(query).matches([text])


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_not_found(query, text):
    assert not parse_query(query).matches([text])


def test_words_may_stand_in_several_texts_but_not_a_phrase():
    assert parse_query("الوزير الرياض").matches(["زار الوزير", None, "الرياض"])
    assert not parse_query('"الوزير الرياض"').matches(["زار الوزير", "الرياض"])


@pytest.mark.parametrize("text", ["", " ", "؟!", "ــ", "\u064b", '""', "\u200f", "\ud83d"])
def test_nothing_to_search_for(text):
    with pytest.raises(SearchError, match="nothing to search for"):
        parse_query(text)


@pytest.mark.parametrize(
    "text", ["(", "[a-", "a|b", "\\d", '"', "$where", "a" * 100_000, "ا " * 5000]
)
def test_no_query_breaks_the_search(text):
    try:
        query = parse_query(text)
    except SearchError:
        return
    assert query.matches([text])


def test_a_stem_has_none():
    for word in ("المدرسه", "بالكلمات", "للاطفال", "والمدرسه"):
        assert stem(stem(word)) == stem(word)


def test_spans_are_those_of_the_printed_words():
    text = "إنّ «المَدْرَسةَ» في مدرسـة؛ لا مدرسون."
    spans = parse_query("مدرسه").spans(text)
    assert [text[start:end] for start, end in spans] == ["المَدْرَسةَ", "مدرسـة"]


def test_an_excerpt_stands_around_the_first_word_found():
    text = "كلام " * 100 + "\n\nالمدرسة " + "كلام " * 100
    excerpt = parse_query("مدرسة").excerpt(text)
    assert excerpt.startswith("…كلام")
    assert excerpt.endswith("كلام…")
    assert "المدرسة" in excerpt
    assert 180 <= len(excerpt) <= 202
    assert parse_query("مدرسة").excerpt("المدرسة\nمفتوحة") == "المدرسة مفتوحة"
    assert len(parse_query("غيره").excerpt("ا" * 1000)) == 201
