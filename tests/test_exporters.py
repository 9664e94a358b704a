"""The bytes of a feed."""

import io
import json

import pytest

from crawler.exporters import ArticleJsonLinesExporter


def exported(*items, **options):
    file = io.BytesIO()
    exporter = ArticleJsonLinesExporter(file, **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return file.getvalue()


def test_arabic_is_written_as_utf8_one_record_a_line(make_article):
    data = exported(make_article(1), make_article(2, body="سطر\u2028آخر"))
    assert data.count(b"\n") == 2
    assert "افتتاح".encode() in data
    assert b"\\u06" not in data
    records = [json.loads(line) for line in data.decode().splitlines()]
    assert records[1]["body"] == "سطر\u2028آخر"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (["title", "kicker", "url"], ["title", "url"]),
        ({"title": "headline"}, ["headline"]),
    ],
)
def test_fields_can_be_chosen(make_article, fields, expected):
    assert list(json.loads(exported(make_article(), fields_to_export=fields))) == expected


def test_other_items_go_scrapys_way():
    assert json.loads(exported({"a": 1})) == {"a": 1}
