"""Whom a credit names, and which lines name persons."""

import pytest

from crawler.arabic.names import (
    bare_byline,
    bracketed_agency,
    is_news_agency,
    is_person_name,
    normalise_source,
    split_names,
    usual_name,
)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("صدى البلد", ["صدى البلد"]),
        ("RT + “نيويورك تايمز”", ["RT", "نيويورك تايمز"]),
        ("الجزيرة + وكالات", ["الجزيرة", "وكالات"]),
        ("أ ف ب، رويترز", ["فرانس برس", "رويترز"]),
        ("أ.ف.ب/ د ب أ", ["فرانس برس", "د ب أ"]),
        ("رويترز وأسوشيتد برس", ["رويترز", "أسوشيتد برس"]),
        ("وكالة الأنباء السعودية (واس)", ["واس"]),
        ("وكالة الأنباء القطرية", ["قنا"]),
        ("Reuters", ["رويترز"]),
        ("صحيفة الضفاف المسائية", ["صحيفة الضفاف المسائية"]),
        ("دبي – البيان", ["البيان"]),
        ("وزارة الصحة", ["وزارة الصحة"]),
        ("متابعات", []),
        ("", []),
    ],
)
def test_sources_under_their_usual_names_others_as_printed(printed, expected):
    assert normalise_source(printed) == expected


@pytest.mark.parametrize(
    "spelling",
    ["أ ف ب", "ا ف ب", "(أ.ف.ب)", "أف ب", "فرانس برس", "وكالة فرانس برس", "AFP", "الفرنسية"],
)
def test_an_agency_has_one_usual_name(spelling):
    assert usual_name(spelling) == "فرانس برس"
    assert is_news_agency(spelling)


def test_a_paper_is_known_and_no_agency():
    assert usual_name("جريدة الشرق الأوسط") == "الشرق الأوسط"
    assert not is_news_agency("الرياض")
    assert usual_name("الوزير") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [("رويترز", "رويترز"), ("وكالة الوادي للأنباء", "وكالة الوادي للأنباء"), ("انظر الصورة", None)],
)
def test_an_agency_in_brackets(text, expected):
    assert bracketed_agency(text) == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("سلمى حداد", ["سلمى حداد"]),
        ("سلمى حداد ووليد منصور", ["سلمى حداد", "وليد منصور"]),
        ("سلمى حداد، وليد منصور وكريم عباس", ["سلمى حداد", "وليد منصور", "كريم عباس"]),
        ("وائل وهبي", ["وائل وهبي"]),
        ("سلمى حداد - القاهرة", ["سلمى حداد"]),
        ("العريش - محمد حسين", ["محمد حسين"]),
        ("سلمى حداد & كريم عباس", ["سلمى حداد", "كريم عباس"]),
    ],
)
def test_the_persons_of_a_byline_without_their_places(printed, expected):
    assert split_names(printed) == expected


@pytest.mark.parametrize("text", ["سلمى حداد", "د. كريم عباس", "John Smith", "ابن بطوطة الطنجي"])
def test_what_can_be_a_person(text):
    assert is_person_name(text)


@pytest.mark.parametrize(
    "text",
    ["رويترز", "admin", "فريق التحرير", "هل عاد الوزير؟", "2024", "a@b.example", "قسم الأخبار"],
)
def test_what_is_no_person(text):
    assert not is_person_name(text)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("كتب إسلام سعيد", ["إسلام سعيد"]),
        ("بواسطة سهى الأتاسي ·", ["سهى الأتاسي"]),
        ("أحمد كساب:", ["أحمد كساب"]),
        ("كتب الوزير رسالة إلى المجلس", []),
        ("كتب محمد عن الحرب", []),
        ("وقال الوزير:", []),
        ("فاز الفريق بالكأس", []),
    ],
)
def test_bylines_without_a_mark_behind_their_first_word(line, expected):
    assert bare_byline(line) == expected
