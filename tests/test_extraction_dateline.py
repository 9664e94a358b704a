"""What stands before a news text and behind it."""

import pytest

from crawler.extraction.blocks import Block
from crawler.extraction.dateline import (
    closing_agencies,
    credited_date,
    dateline_date,
    find_dateline,
    opening_dateline,
)
from crawler.extraction.endings import is_ending, without_endings


@pytest.mark.parametrize(
    ("text", "place", "agencies"),
    [
        ("كندا – صرح رئيس الوزراء", "كندا", ()),
        ("القاهرة (رويترز) - قال وزير", "القاهرة", ("رويترز",)),
        ("القاهرة - أ ف ب - قال وزير", "القاهرة", ("فرانس برس",)),
        ("الدوحة في 12 مارس /قنا/ افتتح المعرض", "الدوحة", ("قنا",)),
        ("الكويت - 12 - 3 (كونا) -- قال وزير", "الكويت", ("كونا",)),
        ("الخرطوم 12-3-2025 (سونا)- قال وزير", "الخرطوم", ("سونا",)),
        ("رام الله 12-3-2025 وفا- قال وزير", "رام الله", ("وفا",)),
        ("القاهرة – «القدس العربي»: قال وزير", "القاهرة", ("القدس العربي",)),
        ("شفق نيوز/ أعلن وزير", None, ("شفق نيوز",)),
        ("باكو - تاس. قال وزير", "باكو", ("تاس",)),
        ("حماة-سانا افتتح المعرض", "حماة", ("سانا",)),
        ("طوكيو 3 نيسان 2025 (شينخوا) قال وزير", "طوكيو", ("شينخوا",)),
    ],
)
def test_place_and_agency_before_the_text(text, place, agencies):
    found = find_dateline(text)
    assert (found.place, found.agencies) == (place, agencies)


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير – وهو في الستين – إن الطريق مغلق",
        "الوزير: لا عودة إلى الوراء",
        "أعلنت البلدية اليوم افتتاح الحديقة",
        "سؤال: متى تنتهي الأعمال؟",
        "2024 - عام الكتاب",
    ],
)
def test_a_text_that_begins_with_itself(text):
    assert find_dateline(text) is None


def test_a_dateline_that_is_a_line_of_its_own():
    assert opening_dateline("دمشق-سانا").agencies == ("سانا",)
    assert opening_dateline("القاهرة - محمد حسن").place == "القاهرة"


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("الرياض 12 رمضان 1446 هـ الموافق 12 مارس 2025 م واس", "واس"),
        ("نشر في صدى البلد يوم 12 - 03 - 2025", "صدى البلد"),
        ("نشر في مجلة الوادي يوم 12 - 03 - 2025", "مجلة الوادي"),
        ("الأربعاء 12 مارس 2025", None),
        ("نشر في 12 مارس 2025", None),
    ],
)
def test_whom_a_line_with_a_date_credits(line, name):
    assert credited_date(line) == name


def test_the_date_in_a_dateline():
    assert dateline_date("الخرطوم 12-3-2025 (سونا)- قال وزير").startswith("الخرطوم 12-3-2025")
    assert dateline_date("كندا – صرح رئيس الوزراء") is None


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("بحسب البيان. (أ ف ب)", ["فرانس برس"]),
        ("بحسب البيان (رويترز، أ ب).", ["رويترز", "أسوشيتد برس"]),
        ("بحسب البيان (انظر الصورة).", []),
        ("قالت (رويترز) إن الطريق مغلق", []),
    ],
)
def test_agencies_in_brackets_that_end_the_text(text, names):
    assert closing_agencies(text)[0] == names


@pytest.mark.parametrize(
    "line",
    ["// انتهى //", "(النهاية)", "انتهى", "14:20 ت م", "1420 جمت", "م ع / ح س", "ع.ف", "انتهى/17ح"],
)
def test_marks_behind_a_text(line):
    assert is_ending(line)


@pytest.mark.parametrize(
    "line", ["انتهى الاجتماع مساء أمس", "و لا", "وصل 14 شخصاً", "ثم عاد إلى بيته"]
)
def test_last_lines_that_are_text(line):
    assert not is_ending(line)


def test_a_text_without_its_marks_keeps_at_least_one_paragraph():
    blocks = [Block("افتتح المعرض. (النهاية)"), Block("م ع / ح س"), Block("14:20 ت م")]
    assert [block.text for block in without_endings(blocks)] == ["افتتح المعرض."]
    assert without_endings([Block("انتهى")]) == [Block("انتهى")]
