"""Writers named in one line with the date, between headline and text."""

import pytest

from crawler import extract_article

TEXT = "".join(
    f"<p>{line}</p>"
    for line in (
        "افتتح المجلس البلدي ممشى جديدا على ضفة القناة يمتد كيلومترين كاملين.",
        "وقالت رئيسة المجلس إن الممشى مضاء ليلا وفيه مقاعد من خشب النخيل.",
    )
)
PAGE = """<html dir="rtl" lang="ar"><head><meta charset="utf-8"><title>ممشى جديد على ضفة القناة القديمة - مرايا القناة</title>
<meta property="og:site_name" content="مرايا القناة"><meta property="og:type" content="article"></head><body>
<article><h1>ممشى جديد على ضفة القناة القديمة</h1>{line}<div class="txt">{text}</div></article></body></html>"""


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<div>كتب نادر الحلو في 12 مارس 2025</div>", ["نادر الحلو"]),
        ("<div>نادر الحلو | 12 مارس 2025</div>", ["نادر الحلو"]),
        ("<div><span>نادر الحلو</span><span>12 مارس 2025</span></div>", ["نادر الحلو"]),
        ("<div>الأربعاء 12 مارس 2025 / نادر الحلو</div>", ["نادر الحلو"]),
        ("<div>المنصورة - نادر الحلو - الأربعاء 12 مارس 2025 10:20 ص</div>", ["نادر الحلو"]),
        ("<div>شعبان الحلو - 12 رمضان 1446 هـ</div>", ["شعبان الحلو"]),
        ("<h4>نادر الحلو</h4><p>12 مارس 2025</p>", ["نادر الحلو"]),
        ("<div>الأربعاء 12 ربيع الآخر 1446 | 15 تشرين الأول 2024</div>", []),
        ("<div>محليات | 12 مارس 2025 | 230 مشاهدة</div>", []),
        ("<div>مرايا القناة - 12 مارس 2025</div>", []),
        ("<div>أخبار نادر الحلو - 12 مارس 2025</div>", []),
    ],
)
def test_the_writers_of_a_line_with_a_date(line, authors):
    article = extract_article(PAGE.format(line=line, text=TEXT), "https://qanat.example/mamsha")
    assert [each.name for each in article.authors] == authors
