"""Lines above a text that name who writes and where."""

import pytest

from crawler.arabic.given import is_bare_name
from crawler.arabic.labels import inner_labels, is_writer_label, photographs
from crawler.extraction.opening import Opening, own_source, read_opening

SITE = "بوابة الساحل"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("بوابة الساحل", Opening()),
        ("بوابة الساحل/خاص", Opening()),
        ("بوابة الساحل – صفاقس", Opening(place="صفاقس")),
        ("الرباط: بوابة الساحل", Opening(place="الرباط")),
        ("القاهرة - بوابة الساحل: أمل المرزوقي", Opening(("أمل المرزوقي",), place="القاهرة")),
        ("الرياض - متابعات", Opening(place="الرياض")),
        ("سمير الأشقر - مكة المكرمة", Opening(("سمير الأشقر",), place="مكة المكرمة")),
        ("واس - حفر الباطن", Opening(agencies=("واس",), place="حفر الباطن")),
        ('تورونتو " رويترز', Opening(agencies=("رويترز",), place="تورونتو")),
        ("لندن: سمير الأشّقر", Opening(("سمير الأشّقر",), place="لندن")),
        ("دمشق: علي الأشقر", Opening(("علي الأشقر",), place="دمشق")),
        ("بيروت: نداء العمري", Opening(("نداء العمري",), place="بيروت")),
        ("جدة: د.أحمد الأشقر", Opening(("د.أحمد الأشقر",), place="جدة")),
        ("زيوريخ - الوكالات:", Opening(agencies=("الوكالات",), place="زيوريخ")),
        (
            "الخبر - هدى العمري / تصوير - سمير الأشقر:",
            Opening(("هدى العمري",), place="الخبر", photographers=("سمير الأشقر",)),
        ),
        (
            "صنعاء: سمير الأشقر - عدن: هدى العمري - تعز: خالد الهاشمي",
            Opening(("سمير الأشقر", "هدى العمري", "خالد الهاشمي"), place="صنعاء"),
        ),
        (
            "بيروت: سمير الأشقر وهدى العمري",
            Opening(("سمير الأشقر", "هدى العمري"), place="بيروت"),
        ),
        ("بغداد/ واع", Opening(agencies=("واع",), place="بغداد")),
        ("أ.ف.ب / القدس", Opening(agencies=("فرانس برس",), place="القدس")),
        ("رام الله - بوابة الساحل - وكالات", Opening(agencies=("وكالات",), place="رام الله")),
        ("الواحة / هيثم الحداد / الأناضول", Opening(("هيثم الحداد",), ("الأناضول",), "الواحة")),
        ("مراسل بوابة الساحل – طنجة", Opening(place="طنجة")),
        ("كتب – محرر الشؤون المحلية:", Opening()),
        ("كتب المحرر الثقافي", Opening()),
        ("غرفة الأخبار", Opening()),
        ("بوابة الساحل - وكالات", Opening(agencies=("وكالات",))),
        (
            "باريس - هدى العمري ووكالات",
            Opening(("هدى العمري",), ("وكالات",), "باريس"),
        ),
        ("هادي العنزي", Opening(("هادي العنزي",))),
        ("هادي العنزي من جدة", Opening(("هادي العنزي",), place="جدة")),
        ("الكاتب نزيه السمان", Opening(("نزيه السمان",), label="الكاتب")),
        ("كتبت منى الحلواني", Opening(("منى الحلواني",), label="كتبت")),
        ("دمشق-سانا", Opening(agencies=("سانا",), place="دمشق")),
    ],
)
def test_a_line_is_told_by_its_parts(line, expected):
    assert read_opening(line, SITE) == expected


@pytest.mark.parametrize(
    "line",
    [
        "الوزير: نعم",
        "كلمة السر:",
        "انظر أيضا:",
        "الأسواق – الأسعار – التجار",
        "عربي - أخبار وآراء وراديو",
        "شروط التسجيل",
        "الطريق الساحلي (عدسة: سامي الحوراني/وكالة الضفة)",
        "أعلنت بلدية الواحة أن الأعمال تبدأ في السوق القديم مطلع الشهر المقبل",
        "",
        "_",
    ],
)
def test_a_line_that_names_nobody_is_none(line):
    assert read_opening(line, SITE) is None


def test_without_the_outlets_name_its_line_is_not_known():
    assert read_opening("بوابة الساحل – صفاقس", None) is None
    assert read_opening("بوابة الساحل", "") is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("سلمى حداد", True),
        ("د. حسان النابلسي", True),
        ("محمد بن سعد الغامدي", True),
        ("محمد", False),
        ("محمد صلاح في القاهرة", False),
        ("محمد صلاح: سأعود", False),
        ("سوق الذهب", False),
        ("أحمد الحداد يزور باريس", False),
        ("محمد صلاح أفضل لاعب", False),
        ("محمد تركي ياسين", True),
        ("محمد علي حسن سعد فهد", False),
    ],
)
def test_a_bare_name_begins_with_a_given_one(line, expected):
    assert is_bare_name(line) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("الشارقة ـ بوابة الساحل", ["بوابة الساحل"]),
        ("بوابة الساحل", []),
        ("الشارقة - صحيفة أخرى", []),
    ],
)
def test_the_own_name_in_a_credit_of_place_and_name(text, expected):
    assert own_source(text.replace("ـ", "–"), SITE) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12/03/2025 المصدر : صدى البلد عدد المشاهدات 145", [("source", "صدى البلد")]),
        ("12/03/2025 | كتب: سامر الحلواني | 145", [("byline", "سامر الحلواني")]),
        ("قال المصدر: إن الوزير غادر", []),
        ("12/03/2025 بلا أي اسم", []),
    ],
)
def test_credits_inside_a_line_of_facts(line, expected):
    assert [(each.role, each.rest) for each in inner_labels(line)] == expected


def test_labels_of_writers_and_of_photographers():
    assert is_writer_label("الكاتب")
    assert not is_writer_label("الوزير")
    assert photographs("عدسة")
    assert not photographs("كتب")
