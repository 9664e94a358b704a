"""Texts that a page declares and does not show."""

import json

import pytest

from crawler import extract_article
from crawler.exceptions import NotAnArticle

TITLE = "توسعة السوق القديم تبدأ الشهر المقبل"
PARTS = [
    f"أعلنت بلدية الواحة اليوم أن أعمال السوق القديم تبدأ مطلع الشهر المقبل بتمويل محلي في مرحلتها رقم {number}."
    for number in range(5)
]


def page(shown, *, script="", declared=None):
    node = {"@type": "NewsArticle", "headline": TITLE, "articleBody": declared}
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>' if declared else ""
    data = f'<script id="__NEXT_DATA__" type="application/json">{script}</script>'
    paragraphs = "".join(f"<p>{each}</p>" for each in shown)
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1><div>{paragraphs}</div>{data}</body></html>"


def body(html):
    return extract_article(html, "https://press.example/1").body.split("\n\n")


@pytest.mark.parametrize(
    "data",
    [
        {"props": {"article": {"title": TITLE, "body": "".join(f"<p>{x}</p>" for x in PARTS)}}},
        {
            "a": [
                {
                    "headline": TITLE,
                    "content_elements": [{"type": "text", "content": x} for x in PARTS],
                }
            ]
        },
        {
            "name": TITLE,
            "cards": [{"elements": [{"type": "text", "text": f"<p>{x}</p>"}]} for x in PARTS],
        },
        {"title": TITLE, "html": "\n".join(PARTS), "related": {"title": "آخر", "body": "نص آخر"}},
    ],
)
def test_the_text_of_the_object_with_the_headline(data):
    assert body(page([], script=json.dumps(data))) == PARTS


@pytest.mark.parametrize(
    "script",
    [
        "{",
        "[" * 100_000,
        json.dumps({"title": "عنوان آخر تماما", "body": " ".join(PARTS)}),
        json.dumps({"title": TITLE, "body": "قصير"}),
        json.dumps({"title": TITLE, "nested": json.loads("[" * 900 + "]" * 900)}),
        json.dumps({"title": TITLE, "body": 7, "text": None}),
    ],
)
def test_scripts_without_it_leave_the_page_without_a_text(script):
    with pytest.raises(NotAnArticle) as caught:
        extract_article(page([], script=script), "https://press.example/1")
    assert caught.value.reason == "no_body"


def test_the_rest_of_a_text_whose_opening_alone_is_shown():
    assert body(page(PARTS[:2], declared="\n".join(PARTS))) == PARTS


@pytest.mark.parametrize(
    "declared",
    [
        "\n".join(
            [*PARTS[2:], "وهذا نص مقال آخر لا علاقة له بالسوق ولا بالبلدية ولا بالمدينة كلها."]
        ),
        "\n".join(PARTS[:2]),
        "\n".join([*PARTS[:2], "جملة واحدة قصيرة."]),
    ],
)
def test_what_is_shown_stays_where_less_or_something_else_is_declared(declared):
    assert body(page(PARTS[:2], declared=declared)) == PARTS[:2]


def test_what_the_page_shows_elsewhere_was_left_out_for_a_reason():
    html = page(PARTS[:2], declared="\n".join(PARTS)).replace(
        "</body>", f"<div class='related'><p>{PARTS[4]}</p></div></body>"
    )
    assert body(html) == PARTS[:2]
