"""Columns of teasers, and texts with related articles between their paragraphs."""

import pytest

from crawler import extract_article
from crawler.exceptions import NotAnArticle

SENTENCE = (
    "أعلنت بلدية الواحة اليوم أن أعمال توسعة السوق القديم تبدأ مطلع الشهر المقبل بتمويل محلي رقم"
)
HEADLINE = "<h3><a href='/n/{0}'>توسعة السوق القديم في الواحة رقم {0}</a></h3>"
ARTICLE = '<meta property="og:type" content="article">'


def excerpt(number):
    return f"<p>{SENTENCE} {number}.</p>"


def page(body, head=""):
    return f"<html><head>{head}</head><body><h1>أخبار الواحة المحلية</h1><div>{body}</div></body></html>"


def verdict(html):
    try:
        return extract_article(html, "https://press.example/news/1").title
    except NotAnArticle as refused:
        return refused.reason


def teasers(count):
    return "".join(HEADLINE.format(each) + excerpt(each) for each in range(count))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (page(teasers(3)), "listing"),
        (page(teasers(5), ARTICLE), "listing"),
        (page(excerpt(9) + teasers(7)), "listing"),
        (
            page("".join(excerpt(n) + "<p><a href='/n'>اقرأ المزيد</a></p>" for n in range(4))),
            "listing",
        ),
        (page(teasers(3), ARTICLE), "أخبار الواحة المحلية"),
        (page(excerpt(9) + teasers(3)), "أخبار الواحة المحلية"),
        (page("".join(excerpt(n) + HEADLINE.format(n) for n in range(4))), "أخبار الواحة المحلية"),
    ],
)
def test_a_column_is_a_list_where_teasers_are_all_it_has(html, expected):
    assert verdict(html) == expected


def test_related_articles_under_their_label_are_no_teasers():
    label = "<p><strong>اقرأ أيضا: <a href='/n'>توسعة السوق القديم في الواحة</a></strong></p>"
    assert verdict(page("".join(label + excerpt(n) for n in range(4)))) == "أخبار الواحة المحلية"
