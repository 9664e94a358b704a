"""Which pages are no articles, and why."""

import pytest

from crawler import extract_article
from crawler.exceptions import NotAnArticle

SENTENCE = (
    "أعلنت بلدية الواحة اليوم أن أعمال توسعة السوق القديم تبدأ مطلع الشهر المقبل بتمويل محلي. "
)
EXCERPT = SENTENCE * 2 + "وأضافت أن التجار […]"


def page(body, *, classes="", title="توسعة السوق القديم تبدأ الشهر المقبل"):
    return f"<html><body class='{classes}'><h1>{title}</h1><div>{body}</div></body></html>"


@pytest.mark.parametrize(
    "html",
    [
        page(f"<p>{SENTENCE * 4}</p>", classes="rtl archive category category-12"),
        page(f"<p>{SENTENCE * 4}</p>", classes="rtl search search-results"),
        page(f"<p>{SENTENCE * 4}</p>", classes="home blog"),
        page(f"<p>{SENTENCE * 4}</p>", title="التصنيف: عقارات"),
        page(f"<p>{SENTENCE * 4}</p>", title="الوسم: بنوك"),
        page(f"<p>{EXCERPT}</p>"),
    ],
)
def test_archives_whose_first_excerpt_reads_like_an_article(html):
    with pytest.raises(NotAnArticle) as caught:
        extract_article(html, "https://press.example/page")
    assert caught.value.reason == "listing"


@pytest.mark.parametrize("classes", ["single single-post postid-7 archive", "blog", "category"])
def test_classes_that_single_posts_have_too(classes):
    html = page(f"<p>{SENTENCE * 2}</p><p>{SENTENCE * 3}</p>", classes=classes)
    assert extract_article(html, "https://press.example/1").word_count > 40


def test_a_headline_that_quotes_the_writer_is_no_archive():
    html = page(f"<p>{SENTENCE * 2}</p>", title="الكاتب: تقديم القصيدة وفق جدول معلن أمر ممكن")
    assert extract_article(html, "https://press.example/1").title.startswith("الكاتب")
