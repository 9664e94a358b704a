"""Labels of lines, told from running text."""

import pytest

from crawler.arabic.labels import is_label, labelled_parts, match_label


@pytest.mark.parametrize(
    ("line", "role", "rest"),
    [
        ("المصدر: صدى البلد", "source", "صدى البلد"),
        ("المصدر | وكالة الوادي", "source", "وكالة الوادي"),
        ("المصـدر : صدى البلد", "source", "صدى البلد"),
        ("كلمات دلالية:", "keywords", ""),
        ("الكلمات المفتاحية", "keywords", ""),
        ("إقرأ أيضاً", "related", ""),
        ("اقرأ أيضا: قطار جديد", "related", "قطار جديد"),
        ("اقرأ ايضًا قطار جديد", "related", "قطار جديد"),
        ("قصص مقترحة", "related", ""),
        ("تقارير ذات صلة", "related", ""),
        ("بقلم: سلمى حداد", "byline", "سلمى حداد"),
        ("تصوير: سلمى حداد", "byline", "سلمى حداد"),
        ("تاريخ النشر: 3 أيار 2024", "published", "3 أيار 2024"),
        ("آخر تحديث - 3 أيار 2024", "updated", "3 أيار 2024"),
        ("تابعونا على تلغرام", "follow", "تلغرام"),
        ("جميع الحقوق محفوظة لصحيفة الوادي", "copyright", "لصحيفة الوادي"),
        ("صدر الصورة، وكالة", "caption", "وكالة"),
        ("للاشتراك في نشرتنا اضغط هنا", "newsletter", "نشرتنا اضغط هنا"),
        ("عاجل", "breaking", ""),
    ],
)
def test_a_label_its_role_and_what_stands_behind_it(line, role, rest):
    found = match_label(line)
    assert (found.role, found.rest) == (role, rest)


@pytest.mark.parametrize(
    "line",
    [
        "المصدر قال إن الوزير غادر",
        "كتب الوزير رسالة",
        "عن",
        "أيضا قال الوزير إن الطريق مغلق",
        "المصادر الطبيعية للطاقة في تزايد",
        "صور الأقمار تكشف واحة",
        "",
        "123",
    ],
)
def test_running_text_has_no_label(line):
    assert match_label(line) is None


def test_a_line_that_is_nothing_but_a_label():
    assert is_label("المصدر:")
    assert not is_label("المصدر: صدى البلد")


def test_the_role_of_an_author_comes_with_the_byline():
    assert match_label("ترجمة: هالة نجار").author_role == "translator"
    assert match_label("تصوير: هالة نجار").author_role == "photographer"


def test_a_line_of_several_bylines():
    parts = labelled_parts("تحرير: سعاد كمال ترجمة: عمر الحسن")
    assert [(each.author_role, each.rest) for each in parts] == [
        ("editor", "سعاد كمال"),
        ("translator", "عمر الحسن"),
    ]
