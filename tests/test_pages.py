"""Pages of our own whose markup no layout of the newsroom has: each field that its JSON expects."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler import extract_article
from crawler.exceptions import NotAnArticle

PAGES = Path(__file__).parent / "pages"
NOW = datetime(2025, 7, 1, 12, tzinfo=UTC)
EXPECTED = {path.stem: path for path in sorted(PAGES.glob("*.json"))}


def instant(text):
    if len(text) == len("2025-01-01"):
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    value = datetime.fromisoformat(text)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def author(name_or_pair, found):
    """A name, or a name and its role."""
    return [found.name, found.role] if isinstance(name_or_pair, list) else found.name


def differences(article, expected):
    """Field → (expected, found), for the fields that differ."""
    found = {name: getattr(article, name) for name in expected if name != "url"}
    wanted = {name: value for name, value in expected.items() if name != "url"}
    for name in ("published_at", "modified_at"):
        if wanted.get(name):
            wanted[name] = instant(wanted[name])
    if "body" in wanted:
        found["body"] = (article.body or "").split("\n\n") if article.body else []
    if "authors" in wanted:
        samples = [*wanted["authors"], *[""] * len(article.authors)]
        found["authors"] = [
            author(sample, each) for sample, each in zip(samples, article.authors, strict=False)
        ]
    if "related" in wanted:
        found["related"] = [each.title for each in article.related]
    for name in ("videos", "embeds"):
        if name in wanted:
            found[name] = [each.url for each in found[name]]
    if "images" in wanted:
        found["images"] = [[each.url, each.caption, each.credit] for each in article.images]
    return {name: (wanted[name], found[name]) for name in wanted if wanted[name] != found[name]}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_page_gives_what_its_json_says(name):
    expected = json.loads(EXPECTED[name].read_text(encoding="utf-8"))
    page = (PAGES / f"{name}.html").read_bytes()
    assert differences(extract_article(page, expected["url"], now=NOW), expected) == {}


NONE = [(path.parent.name, path) for path in sorted((PAGES / "none").glob("*/*.html"))]


@pytest.mark.parametrize(("reason", "path"), NONE, ids=[path.stem for _, path in NONE])
def test_a_page_without_an_article_is_refused_with_its_reason(reason, path):
    source = path.read_text(encoding="utf-8")
    address = source.partition("<!-- ")[2].partition(" -->")[0]
    with pytest.raises(NotAnArticle) as caught:
        extract_article(path.read_bytes(), address, now=NOW)
    assert caught.value.reason == reason


def test_there_are_enough_pages_and_each_has_its_half():
    assert len(EXPECTED) >= 40
    assert {path.stem for path in PAGES.glob("*.html")} == set(EXPECTED)
