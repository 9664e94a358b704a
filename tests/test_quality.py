"""The floors under which the reading of pages may not fall; raised whenever a figure rises."""

import json
import re
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from benchmarks.newsroom_truth import FIELDS, comparable
from crawler import Outlet, extract_article
from crawler.arabic.text import fold
from crawler.exceptions import NotAnArticle
from crawler.records import to_json_record
from tests.corpus import CORPUS, needs_corpus
from tests.newsroom import press

ROOT = Path(__file__).resolve().parent.parent
WORD = re.compile(r"\w+")

# Share of the corpus's pages on which a field is right.
FLOORS = {
    "title": 1.0,
    "body": 1.0,
    "published": 1.0,
    "authors": 1.0,
    "keywords": 1.0,
    "sources": 1.0,
    "related_titles": 1.0,
}


def words(paragraphs):
    return [fold(word) for word in WORD.findall("\n".join(paragraphs))]


def is_published(article, gold):
    """Whether the date is the gold's: the instant where it has one, else the day; none for none."""
    if not gold or not article.published_at:
        return not gold and not article.published_at
    if len(gold) == len("2024-01-29"):
        return article.published_at.date().isoformat() == gold
    return abs(article.published_at - datetime.fromisoformat(gold)) <= timedelta(minutes=1)


def right(article, gold):
    """Field → whether it is right, for the fields that the gold has."""
    body = fold(article.body or "")
    found = {
        "title": words([article.title]) == words([gold["title"]]),
        "body": words((article.body or "").split("\n\n")) == words(gold.get("body") or ()),
        "published": is_published(article, gold["published"]),
        "authors": {each.name for each in article.authors} == set(gold.get("authors") or ()),
        "keywords": set(article.keywords) == set(gold.get("keywords") or ()),
        "sources": set(article.sources) == set(gold.get("sources") or ()),
        "related_titles": not any(fold(each) in body for each in gold.get("related_titles") or ()),
    }
    missing = {name for name in found if gold.get(name) is None} - {"published"}
    return {name: value for name, value in found.items() if name not in missing}


@needs_corpus
def test_no_field_of_the_saved_pages_falls_below_its_floor():
    met, total = Counter(), Counter()
    for path in sorted((CORPUS / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        page = (CORPUS / "pages" / f"{path.stem}.html").read_bytes()
        fields = right(extract_article(page, gold.get("url") or "https://press.example/1"), gold)
        total.update(fields)
        met.update(name for name, value in fields.items() if value)
    low = {
        name: met[name] / total[name] for name in FLOORS if met[name] / total[name] < FLOORS[name]
    }
    assert not low


@needs_corpus
@pytest.mark.parametrize("path", sorted((CORPUS / "sections").glob("*.html")), ids=lambda p: p.stem)
def test_a_saved_listing_is_no_article(path):
    with pytest.raises(NotAnArticle) as caught:
        extract_article(path.read_bytes(), f"https://press.example/{path.stem}")
    assert caught.value.reason == "listing"


OUTLETS = press.outlets(8, 60, 7, [f"https://press{number}.example" for number in range(8)])


@pytest.mark.parametrize("paper", OUTLETS, ids=lambda paper: paper.name)
def test_every_field_of_the_made_up_press_equals_its_truth(paper):
    outlet = Outlet(
        name=paper.name,
        title=paper.title,
        domain=paper.base.removeprefix("https://"),
        country=paper.country,
        kind=paper.kind,
        timezone=paper.timezone,
    )
    for index in range(30):
        truth = paper.truth(index)
        text = paper.layout.render(paper.story(index), paper, index)
        page = text.encode(paper.layout.ENCODING, "xmlcharrefreplace")
        record = to_json_record(extract_article(page, truth["url"], outlet=outlet))
        for field in FIELDS:
            assert comparable(record, field) == comparable(truth, field), (truth["url"], field)
