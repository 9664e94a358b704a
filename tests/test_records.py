"""One mapping: article → document → JSON record."""

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest

from crawler.items import Author, RelatedArticle
from crawler.records import document_record, json_line, to_document, to_json_record

NOON = datetime(2024, 1, 29, 12, 0, 0, 123456, tzinfo=timezone(timedelta(hours=2)))


def test_unknown_is_absent(make_article):
    document = to_document(make_article(kicker="", keywords=[], authors=[Author(name="سلمى")]))
    assert document["authors"] == [{"name": "سلمى"}]
    assert (
        not {"kicker", "keywords", "published_at", "provenance", "is_free", "id"} & document.keys()
    )


def test_false_and_zero_are_known(make_article):
    document = to_document(make_article(is_free=False, word_count=0))
    assert document["is_free"] is False
    assert document["word_count"] == 0


def test_dates_are_utc_and_as_exact_as_mongodb(make_article):
    document = to_document(
        make_article(published_at=NOON, related=[RelatedArticle(title="خبر", published_at=NOON)])
    )
    expected = datetime(2024, 1, 29, 10, 0, 0, 123000, tzinfo=UTC)
    assert document["published_at"] == expected
    assert document["related"][0]["published_at"] == expected


@pytest.mark.parametrize(
    ("precision", "expected"),
    [
        ("second", "2024-01-29T10:00:00.123000+00:00"),
        ("minute", "2024-01-29T10:00:00.123000+00:00"),
        ("day", "2024-01-29"),
        ("month", "2024-01-01"),
        (None, "2024-01-29T10:00:00.123000+00:00"),
    ],
)
def test_a_date_without_time_is_exported_as_a_date(make_article, precision, expected):
    record = to_json_record(make_article(published_at=NOON, published_precision=precision))
    assert record["published_at"] == expected


def test_record_of_article_and_of_its_document_are_the_same(make_article):
    article = make_article(published_at=NOON, crawl={"status": 200, "etag": None})
    record = to_json_record(article)
    assert record == document_record(to_document(article))
    assert record["id"] == article.id
    assert record["crawl"] == {"status": 200}
    assert "_id" not in record


def test_json_line_is_one_line_of_readable_arabic():
    line = json_line({"title": "خبر\nثان", "body": "أ\u2028ب\u2029ج"})
    assert len(line.splitlines()) == 1
    assert "خبر" in line
    assert json.loads(line) == {"title": "خبر\nثان", "body": "أ\u2028ب\u2029ج"}
