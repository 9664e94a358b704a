"""Articles of the made-up press in any number, without fetching a page."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import cache

from crawler.arabic.text import content_key, word_count
from crawler.items import Article, Author, Image, RelatedArticle
from crawler.urls import article_id
from tests.newsroom.stories import NEWEST, story

OUTLETS = 40
COUNTRIES = ("EG", "SA", "MA", "IQ", "LB", "JO", "TN", "DZ")
# Stories that are written; titles and lists are theirs, texts are their words drawn anew, because
# a vocabulary as small as the press's gives whole texts that look like copies of each other.
WRITTEN = 500
# Words of a paragraph.
LENGTH = 40


@cache
def words():
    """The words of all stories, as often as they stand there."""
    told = (story(1, n % OUTLETS, n) for n in range(WRITTEN))
    return [word for each in told for text in each.paragraphs for word in text.split()]


def made_up(number):
    """The article of a number; no two have one address, and none is another's copy."""
    told = story(1, number % OUTLETS, number % WRITTEN)
    drawn = random.Random(number).choices(words(), k=LENGTH * len(told.paragraphs))
    told_in_it = [" ".join(drawn[n : n + LENGTH]) for n in range(0, len(drawn), LENGTH)]
    outlet, url = f"press-{number % OUTLETS:02}", f"https://press.example/news/{number}"
    body = "\n\n".join((*told_in_it, f"نشر هذا الخبر تحت الرقم {number}."))
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
