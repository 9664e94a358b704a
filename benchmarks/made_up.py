"""Articles of the made-up press in any number, without fetching a page."""

from __future__ import annotations

from datetime import timedelta

from crawler.arabic.text import content_key, word_count
from crawler.items import Article, Author, Image, RelatedArticle
from crawler.urls import article_id
from tests.newsroom.stories import NEWEST, story

OUTLETS = 40
COUNTRIES = ("EG", "SA", "MA", "IQ", "LB", "JO", "TN", "DZ")
# Stories that are written; the articles beyond are these under other numbers.
WRITTEN = 2_000


def made_up(number):
    """The article of a number; no two have one address or one text."""
    told = story(1, number % OUTLETS, number % WRITTEN)
    outlet, url = f"press-{number % OUTLETS:02}", f"https://press.example/news/{number}"
    body = "\n\n".join((*told.paragraphs, f"نشر هذا الخبر تحت الرقم {number}."))
    return Article(
        id=article_id(url),
        url=url,
        outlet=outlet,
        outlet_title=f"صحيفة {number % OUTLETS}",
        country=COUNTRIES[number % len(COUNTRIES)],
        title=f"{told.title} ({number})",
        subtitle=told.subtitle,
        published_at=NEWEST - timedelta(minutes=number),
        published_precision="second",
        modified_at=told.modified,
        body=body,
        authors=[Author(name=name) for name in told.authors],
        sources=list(told.sources),
        keywords=list(told.keywords),
        sections=[told.section],
        images=[Image(url=f"{url}.jpg", caption=told.caption, credit=told.credit, is_main=True)],
        related=[RelatedArticle(title=told.title, url=f"{url}0")],
        language="ar",
        word_count=word_count(body),
        content_key=content_key(told.title, body),
        revision=1,
        first_seen_at=NEWEST,
        fetched_at=NEWEST,
        provenance={"title": "json-ld:headline", "body": "markup:paragraphs"},
        crawl={"run": "benchmark", "status": 200, "bytes": 48_000},
    )
