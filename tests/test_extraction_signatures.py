"""Closing lines that sign a text or say where it was taken from, and what is below them."""

import pytest

from crawler.extraction.endings import is_ending
from crawler.extraction.signatures import signature, taken_from


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("*سلمى حداد.. صحافية متدربة", [("سلمى حداد", None)]),
        ("سلمى حداد", [("سلمى حداد", None)]),
        ("سلمى حداد *", [("سلمى حداد", None)]),
        ("سلمى حداد وكريم عباس", [("سلمى حداد", None), ("كريم عباس", None)]),
        ("سلمى حداد - تونس", [("سلمى حداد", None)]),
        (
            "(إعداد سلمى حداد للنشرة العربية - تحرير كريم عباس)",
            [("سلمى حداد", "author"), ("كريم عباس", "editor")],
        ),
        (
            "(تغطية صحفية: سلمى حداد - إعداد كريم عباس للنشرة العربية)",
            [("سلمى حداد", "reporter"), ("كريم عباس", "author")],
        ),
        ("سليم. ق", [("سليم. ق", None)]),
        ("ن. مرزوقي", [("ن. مرزوقي", None)]),
        ("(أ ف ب)", []),
        ("(وهذا ما أكده الوزير - في ختام الجلسة)", []),
        ("تحرير: كريم عباس", []),
        ("سلمى حداد تفوز بالجائزة.", []),
        ("شروط التسجيل", []),
    ],
)
def test_the_writers_of_a_closing_line(line, expected):
    assert [(each.name, each.role) for each in signature(line)] == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("* نقلا عن جريدة الضفاف", ["الضفاف"]),
        ("الخبر نقلا عن صدى الوادي", ["صدى الوادي"]),
        ("نقلاً عن رويترز.", ["رويترز"]),
        ("عن «الشرق الأوسط»", ["الشرق الأوسط"]),
        ("عن صحيفة الضفاف", ["الضفاف"]),
        ("عن الوزير", []),
        ("عن «ذي تلغراف» البريطانية", ["ذي تلغراف"]),
        ("* خدمة «لوموند»", ["لوموند"]),
        ("خدمة المشتركين", []),
        ("نقلا عن مصادر في الوزارة قالت إن الاجتماع تأجل إلى الغد", []),
        ("قال نقلا عن الوزير", []),
    ],
)
def test_whom_a_closing_line_was_taken_from(line, expected):
    assert taken_from(line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("كانت هذه تفاصيل خبر افتتاح السوق لهذا اليوم", True),
        ("كما تجدر الاشارة بأن الخبر الأصلي قد تم نشره", True),
        ("*كاتب وباحث", True),
        ("كاتبة صحافية من تونس", True),
        ("salma@press.example", True),
        ("للتواصل مع الكاتبة: salma@press.example", True),
        ("كاتب القصة فاز بالجائزة.", False),
        ("كانت هذه الجلسة طويلة", False),
        ("راسل الوزارة على عنوانها قبل نهاية الشهر الجاري info@press.example", False),
    ],
)
def test_lines_below_a_text(line, expected):
    assert is_ending(line) is expected
