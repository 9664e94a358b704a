"""Profiles, formats, files and the data card, without a database."""

import csv
import gzip
import io
import json
import sys
from datetime import UTC, datetime

import pytest

from crawler.exceptions import ExportError
from crawler.export.card import Tally, write_card
from crawler.export.columns import as_cell
from crawler.export.files import opened, target, zstd
from crawler.export.formats import writer
from crawler.export.profiles import PROFILES
from crawler.records import to_json_record
from tests.shelf import DAY, WHOLE

SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "@id": "https://press.example/1",
    "url": "https://press.example/1",
    "mainEntityOfPage": {
        "@type": "WebPage",
        "@id": "https://press.example/1",
        "relatedLink": ["https://press.example/9"],
    },
    "headline": "افتتاح المكتبة الكبرى | صور",
    "alternativeHeadline": "ألف كتاب في اليوم الأول",
    "abstract": "فتحت المكتبة أبوابها.",
    "datePublished": "2024-01-29",
    "dateModified": "2024-01-30T06:00:00+00:00",
    "articleBody": WHOLE["body"],
    "wordCount": 9,
    "inLanguage": "ar",
    "articleSection": ["ثقافة", "كتب"],
    "keywords": ["مكتبة", "كتب نادرة"],
    "dateline": "القاهرة",
    "creditText": "المصدر: رويترز + صدى البلد",
    "isAccessibleForFree": False,
    "author": [{"@type": "Person", "name": "سلمى حداد"}],
    "contributor": [{"@type": "Person", "name": "عمر زيدان"}],
    "publisher": {"@type": "NewsMediaOrganization", "name": "الصحافة"},
    "sourceOrganization": [
        {"@type": "Organization", "name": "رويترز"},
        {"@type": "Organization", "name": "صدى البلد"},
    ],
    "image": [
        {
            "@type": "ImageObject",
            "url": "https://press.example/1.jpg",
            "caption": "الباب",
            "creditText": "أ ف ب",
            "representativeOfPage": True,
        },
        {"@type": "ImageObject", "url": "https://press.example/2.jpg"},
    ],
    "video": [
        {
            "@type": "VideoObject",
            "url": "https://youtube.com/watch?v=1",
            "name": "افتتاح المكتبة الكبرى | صور",
        }
    ],
    "liveBlogUpdate": [
        {
            "@type": "BlogPosting",
            "headline": "بدء",
            "articleBody": "بدأ الحفل.",
            "datePublished": "2024-01-29T09:00:00+00:00",
        }
    ],
}
ZYTE = {
    "headline": "افتتاح المكتبة الكبرى | صور",
    "datePublished": "2024-01-29T00:00:00Z",
    "datePublishedRaw": "الإثنين 29 يناير 2024",
    "dateModified": "2024-01-30T06:00:00Z",
    "authors": [
        {"name": "سلمى حداد", "nameRaw": "سلمى حداد"},
        {"name": "عمر زيدان", "nameRaw": "عمر زيدان"},
    ],
    "breadcrumbs": [{"name": "ثقافة"}, {"name": "كتب"}],
    "inLanguage": "ar",
    "mainImage": {"url": "https://press.example/1.jpg"},
    "images": [{"url": "https://press.example/1.jpg"}, {"url": "https://press.example/2.jpg"}],
    "description": "فتحت المكتبة أبوابها.",
    "articleBody": WHOLE["body"],
    "videos": [{"url": "https://youtube.com/watch?v=1"}],
    "canonicalUrl": "https://press.example/1",
    "url": "https://press.example/1",
    "metadata": {"dateDownloaded": "2024-01-30T00:00:00Z"},
}
FLAT = {
    "title": "افتتاح المكتبة الكبرى | صور",
    "published_at": "2024-01-29",
    "body": WHOLE["body"],
    "sources": ["رويترز", "صدى البلد"],
    "keywords": ["مكتبة", "كتب نادرة"],
    "related": ["خبر أول", "خبر ثان"],
    "url": "https://press.example/1",
}


@pytest.fixture
def record(make_article):
    return to_json_record(make_article(1, **WHOLE))


@pytest.fixture
def small(make_article):
    return to_json_record(make_article(2, outlet=None, body=None, content_key=None, language=None))


def exported(folder, name, profile, *records):
    """The path of a file with records in a profile."""
    place = target(str(folder / name))
    with opened(place) as file:
        output = writer(file, place, PROFILES[profile])
        for each in records:
            output.write(PROFILES[profile].convert(each))
        output.close()
    return folder / name


@pytest.mark.parametrize(
    ("profile", "golden"), [("schema.org", SCHEMA_ORG), ("zyte", ZYTE), ("flat", FLAT)]
)
def test_a_profile_of_a_whole_article(record, profile, golden):
    expected = golden | ({"identifier": record["id"]} if profile == "schema.org" else {})
    converted = PROFILES[profile].convert(record)
    assert converted == expected
    assert set(converted) <= set(PROFILES[profile].columns)


def test_the_full_profile_is_the_record(record):
    assert PROFILES["full"].convert(record) == record
    assert set(record) <= set(PROFILES["full"].columns)


@pytest.mark.parametrize("profile", PROFILES)
def test_a_profile_makes_nothing_up(small, profile):
    converted = PROFILES[profile].convert(small)
    assert not [name for name, value in converted.items() if value in (None, "", [], {})]
    assert "publisher" not in converted
    assert "metadata" not in converted


@pytest.mark.parametrize(
    ("kind", "name"), [("opinion", "OpinionNewsArticle"), ("live", "LiveBlogPosting")]
)
def test_schema_org_names_the_kind_of_article(record, kind, name):
    assert PROFILES["schema.org"].convert(record | {"type": kind})["@type"] == name


def test_zyte_falls_back_to_the_date_of_change(record):
    del record["published_at"]
    assert PROFILES["zyte"].convert(record)["datePublished"] == "2024-01-30T06:00:00Z"


@pytest.mark.parametrize(
    ("name", "unpack"),
    [
        ("a.jsonl", bytes),
        ("a.ndjson.GZ", gzip.decompress),
        ("deep/er/a.jsonl.zst", zstd.decompress),
    ],
)
def test_json_lines_packed_as_the_name_says(tmp_path, record, small, name, unpack):
    lines = unpack(exported(tmp_path, name, "full", record, small).read_bytes())
    assert [json.loads(line) for line in lines.splitlines()] == [record, small]
    assert "المكتبة".encode() in lines


def test_csv_has_every_column_and_lists_as_json(tmp_path, record, small):
    data = gzip.decompress(exported(tmp_path, "a.csv.gz", "flat", record, small).read_bytes())
    assert data.startswith(b"\xef\xbb\xbf")
    first, second = csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert {name: as_cell(value) for name, value in FLAT.items()} == first
    assert json.loads(first["sources"]) == FLAT["sources"]
    assert (second["body"], second["sources"]) == ("", "")


@pytest.mark.parametrize("profile", PROFILES)
def test_parquet_keeps_every_value_of_every_profile(tmp_path, record, small, profile):
    parquet = pytest.importorskip("pyarrow.parquet")
    path = exported(tmp_path, "a.parquet", profile, *[record] * 1001, small)
    table = parquet.read_table(path)
    assert table.num_rows == 1002
    assert table.column_names == list(PROFILES[profile].columns)
    first, last = table.slice(0, 1).to_pylist()[0], table.slice(1001).to_pylist()[0]
    for row, source in ((first, record), (last, small)):
        expected = PROFILES[profile].convert(source)
        assert {name for name, value in row.items() if value is not None} == set(expected)
    if profile == "full":
        assert first["published_at"] == DAY
        assert first["fetched_at"] == datetime(2024, 1, 30, 0, 0, 0, 120000, UTC)
        assert first["related"][1]["sources"] == ["وام"]
        assert json.loads(first["crawl"]) == WHOLE["crawl"]
    if profile == "schema.org":
        assert first["image"][0]["caption"] == "الباب"


@pytest.mark.parametrize("name", ["a", "a.txt", "a.gz", "a.parquet.gz", "", ".jsonl/x", "jsonl"])
def test_an_ending_that_says_nothing_is_refused(name):
    with pytest.raises(ExportError, match="the name must end in"):
        target(name)


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"old\n")
    with pytest.raises(TypeError), opened(target(str(path))) as file:
        file.writelines([b"half", "a text is no bytes"])
    assert path.read_bytes() == b"old\n"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["file/a.jsonl", "folder.jsonl"])
def test_what_can_not_be_written_is_said_in_one_line(tmp_path, name):
    (tmp_path / "file").write_text("")
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(ExportError, match="can't write"), opened(target(str(tmp_path / name))):
        pass


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "a.jsonl.zst", "a.csv", "a.parquet"])
def test_a_full_disk_is_said_in_one_line(tmp_path, record, name):
    (tmp_path / name).symlink_to("/dev/full")
    with pytest.raises(ExportError, match="No space left on device"):
        exported(tmp_path, name, "full", *[record] * 2000)


def test_without_pyarrow_the_message_says_what_to_do(tmp_path, record, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "crawler.export.parquet", raising=False)
    with pytest.raises(ExportError, match=r"pip install -e '\.\[parquet\]'"):
        exported(tmp_path, "a.parquet", "full", record)
    assert not list(tmp_path.iterdir())


def test_the_card_counts_what_the_file_holds(tmp_path, record, small):
    path = exported(tmp_path, "a.jsonl", "flat", record, small)
    tally = Tally()
    for each in (record, record, small):
        tally.add(each, PROFILES["flat"].convert(each))
    card = write_card(path, tally, PROFILES["flat"], {"outlet": "press"}).read_text("utf-8")
    assert "| articles | 3 |" in card
    assert "| published | 2024-01-29 to 2024-01-29, 1 without a date |" in card
    assert "| press | الصحافة | EG | 2 |" in card
    assert "| not said | not said | not said | 1 |" in card
    assert "| sources | 66.7% |" in card
    assert "| asked for | outlet press |" in card
    assert "رويترز 2, صدى البلد 2" in card
    assert "2 of the articles are marked by their pages as not free" in card
