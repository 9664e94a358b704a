"""The bytes of a feed."""

import csv
import gzip
import io
import json
import marshal
import pickle
from datetime import UTC, datetime

import pytest
from lxml import etree
from scrapy import Spider
from scrapy.exporters import CsvItemExporter, JsonItemExporter, XmlItemExporter
from scrapy.extensions.postprocessing import GzipPlugin, PostProcessingManager
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from crawler.exporters import (
    ArticleCsvExporter,
    ArticleJsonExporter,
    ArticleJsonLinesExporter,
    ArticleMarshalExporter,
    ArticlePickleExporter,
    ArticleXmlExporter,
)
from crawler.items import Author, RelatedArticle
from crawler.records import to_json_record
from crawler.settings import FEED_EXPORTERS


def exported(*items, kind=ArticleJsonLinesExporter, file=None, **options):
    file = file or io.BytesIO()
    exporter = kind(file, encoding="utf-8", **options)
    exporter.start_exporting()
    for item in items:
        exporter.export_item(item)
    exporter.finish_exporting()
    return file.getvalue() if isinstance(file, io.BytesIO) else b""


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


def full(make_article):
    return make_article(
        published_at=datetime(2024, 1, 29, tzinfo=UTC),
        published_precision="day",
        authors=[Author(name="ليلى ناصر", role="reporter")],
        related=[RelatedArticle(title="خبر آخر", sources=["رويترز"])],
        sources=["رويترز", "وام"],
        is_free=False,
    )


def test_json_has_the_records_of_json_lines(make_article):
    article = full(make_article)
    data = exported(article, {"a": 1}, kind=ArticleJsonExporter)
    assert json.loads(data) == [to_json_record(article), {"a": 1}]
    assert "ليلى ناصر".encode() in data


def test_xml_has_the_records_too(make_article):
    tree = etree.fromstring(exported(full(make_article), {"a": 1}, kind=ArticleXmlExporter))
    assert tree.findtext("item/published_at") == "2024-01-29"
    assert tree.findtext("item/related/value/title") == "خبر آخر"
    assert [each.text for each in tree.findall("item/sources/value")] == ["رويترز", "وام"]
    assert tree.find("item/kicker") is None
    assert tree.findtext("item[2]/a") == "1"


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_csv_has_a_column_for_each_field_and_json_in_its_cells(make_article):
    article = full(make_article)
    data = exported(article, make_article(2, kicker="عاجل"), kind=ArticleCsvExporter)
    assert data.startswith(b"\xef\xbb\xbfid,url,")
    first, second = rows(data)
    assert first["published_at"] == "2024-01-29"
    assert json.loads(first["related"]) == [{"title": "خبر آخر", "sources": ["رويترز"]}]
    assert json.loads(first["sources"]) == ["رويترز", "وام"]
    assert (first["is_free"], first["kicker"], second["kicker"]) == ("false", "", "عاجل")


def test_csv_that_is_added_to_has_one_header(make_article):
    file = io.BytesIO()
    for number in (1, 2):
        exported(make_article(number), kind=ArticleCsvExporter, file=file)
    assert [row["title"] for row in rows(file.getvalue())] == [
        make_article(number).title for number in (1, 2)
    ]


def test_csv_that_is_packed_has_a_header(make_article):
    file = io.BytesIO()
    packed = PostProcessingManager([GzipPlugin], file, {})
    exported(make_article(), kind=ArticleCsvExporter, file=packed)
    packed.head_plugin.close()
    assert rows(gzip.decompress(file.getvalue()))[0]["title"] == make_article().title


def test_csv_columns_can_be_chosen(make_article):
    data = exported(
        make_article(),
        kind=ArticleCsvExporter,
        fields_to_export={"title": "headline", "url": "url"},
    )
    assert list(rows(data)[0]) == ["headline", "url"]


@pytest.mark.parametrize(
    ("ours", "scrapys"),
    [
        (ArticleCsvExporter, CsvItemExporter),
        (ArticleJsonExporter, JsonItemExporter),
        (ArticleXmlExporter, XmlItemExporter),
    ],
)
def test_items_of_other_spiders_come_out_as_from_scrapy(ours, scrapys):
    item = {"name": "خبر", "tags": ["a", "b"]}
    assert exported(item, kind=ours) == exported(item, kind=scrapys)


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "xml"])
def test_an_article_is_on_disk_as_soon_as_it_is_exported(make_article, tmp_path, ending):
    path = tmp_path / f"articles.{ending}"
    crawler = get_crawler(Spider)
    with path.open("wb") as file:
        exporter = FEED_EXPORTERS[ending].from_crawler(crawler, file, encoding="utf-8")
        exporter.start_exporting()
        exporter.export_item(make_article())
        assert make_article().title in path.read_text(encoding="utf-8")


def test_marshal_and_pickle_can_be_read_again(make_article):
    article = full(make_article)
    data = exported(article, kind=ArticleMarshalExporter)
    assert marshal.loads(data) == to_json_record(article)
    assert pickle.loads(exported(article, kind=ArticlePickleExporter))["authors"] == article.authors


@pytest.mark.parametrize("ending", ["jsonl", "json", "csv", "xml", "marshal", "pickle"])
def test_what_can_not_be_written_is_counted(make_article, ending):
    crawler = get_crawler(Spider)
    crawler.stats = StatsCollector(crawler)
    file = io.FileIO("/dev/full", "wb")
    with file:
        exporter = FEED_EXPORTERS[ending].from_crawler(crawler, file, encoding="utf-8")
        for number in (1, 2):
            exporter.export_item(make_article(number))
    assert crawler.stats.get_value("feeds/lost") == 2
    assert crawler.stats.get_value("feeds/reason") == "No space left on device"
