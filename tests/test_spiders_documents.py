"""Saved pages and texts: which files, which addresses, and what is said of the unreadable."""

import gzip
import os
from pathlib import Path

import pytest
from w3lib.url import file_uri_to_path

from crawler.exceptions import OutletError, WarraqError
from crawler.saved import (
    address_of,
    known_as,
    manifest,
    named_twice,
    printed_address,
    saved_files,
)
from spiders.documents import DocumentsSpider
from tests.walk import article, walk


class Files(dict):
    """Answers from the disk, as Scrapy's handler for file: gives them."""

    def get(self, url, default=None):
        body = Path(file_uri_to_path(url)).read_bytes()
        return 200, {"Content-Type": ""}, body


@pytest.fixture
def folder(tmp_path):
    pages = tmp_path / "pages"
    (pages / "more").mkdir(parents=True)
    (pages / "one.html").write_text(article(1), encoding="utf-8")
    (pages / "more" / "two.HTM").write_text(
        article(2).replace("<head>", '<head><link rel="canonical" href="https://b.com/2">'),
        encoding="utf-8",
    )
    (pages / "empty.html").write_bytes(b"")
    (pages / "picture.png").write_bytes(b"\x89PNG")
    return pages


async def test_a_folder_is_read_with_what_lies_below(folder):
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert sorted(item.title for item in done.items) == [
        f"افتتاح الجسر رقم {n} فوق النهر" for n in (1, 2)
    ]
    first = next(item for item in done.items if "1" in item.title)
    assert first.url == (folder / "one.html").as_uri()
    assert (first.crawl["discovered_by"], first.crawl["discovered_from"]) == ("file", "one.html")
    assert {item.url for item in done.items} == {first.url, "https://b.com/2"}
    assert sum(n for name, n in done.stats.items() if name.startswith("pages/not_article/")) == 1


async def test_one_file(folder):
    done = await walk(DocumentsSpider, Files(), path=str(folder / "one.html"))
    assert len(done.items) == 1


async def test_the_manifest_has_the_first_word(folder):
    (folder.parent / "manifest.tsv").write_text(
        "id\tkind\turl\none\tarticle\thttps://a.com/1\ntwo\tarticle\t\n", encoding="utf-8"
    )
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert {item.url for item in done.items} == {"https://a.com/1", "https://b.com/2"}


async def test_a_manifest_names_files_by_their_paths_where_names_are_equal(folder):
    (folder / "other").mkdir()
    (folder / "other" / "one.html").write_text(article(3), encoding="utf-8")
    table = folder / "manifest.tsv"
    table.write_text("id\turl\none\thttps://a.com/1\n", encoding="utf-8")
    with pytest.raises(WarraqError, match=r"'one' is .*one\.html and .*one\.html; write their"):
        await walk(DocumentsSpider, Files(), path=str(folder))
    table.write_text(
        "url\tid\r\nhttps://a.com/1\tone.html\r\nhttps://a.com/3\tother/one\r\n",
        encoding="utf-8-sig",
    )
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert {item.url: item.title.split()[3] for item in done.items} == {
        "https://a.com/1": "1",
        "https://a.com/3": "3",
        "https://b.com/2": "2",
    }


def test_a_page_and_its_text_may_have_one_line_of_the_manifest(tmp_path):
    files = [tmp_path / "one.html", tmp_path / "one.txt"]
    assert named_twice(files, {"one": "https://a.com/1"}) is None


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (b"one\thttps://a.com/1\n", "its first line must name the columns id and url"),
        (b"id,url\none,https://a.com/1\n", "its first line must name the columns id and url"),
        (b"", "its first line must name the columns id and url"),
        (b"id\turl\none\thttps://a.com/\xe3\n", "not UTF-8 at byte 25"),
    ],
)
def test_a_manifest_that_is_none_is_said_in_the_folder_itself(folder, table, words):
    (folder / "manifest.tsv").write_bytes(table)
    with pytest.raises(WarraqError, match=words):
        manifest(folder)
    assert manifest(folder / "more") == {}  # above it, it may be somebody else's


async def test_files_that_are_neither_pages_nor_texts_are_counted(folder, caplog):
    for name in ("page.pdf.gz", "page.mhtml", "noending", ".hidden", "manifest.tsv.bak"):
        (folder / name).write_bytes(b"x")
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert done.stats["files/passed_over"] == 4
    assert "4 files are neither pages nor texts: " in caplog.text
    assert ".gz ×1" in caplog.text
    assert "no ending ×1" in caplog.text


async def test_packed_pages_are_read_like_others(folder):
    (folder / "manifest.tsv").write_text("id\turl\nthree\thttps://a.com/3\n", encoding="utf-8")
    page = gzip.compress(article(3).encode())
    (folder / "three.html.gz").write_bytes(page + gzip.compress(b"<!-- end -->"))
    (folder / "more" / "four.TXT.GZ").write_bytes(gzip.compress(article(4).encode()))
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert {item.title.split()[3] for item in done.items} == {"1", "2", "3", "4"}
    third = next(item for item in done.items if "3" in item.title)
    assert (third.url, third.crawl["bytes"]) == ("https://a.com/3", len(article(3).encode()) + 12)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (gzip.compress(b"<p>" + b" " * 20_000), "is more than 10,000 bytes when unpacked"),
        (gzip.compress(b"<p>" * 99)[:-12], "is no whole gzip file"),
        (b"<html>", "is no whole gzip file"),
        (b"\x1f\x8b\x08\x00" + b"\xff" * 40, "is no whole gzip file"),
    ],
)
async def test_a_packed_page_that_is_none_is_counted_and_named(folder, caplog, body, words):
    (folder / "page.html.gz").write_bytes(body)
    settings = {"DOWNLOAD_MAXSIZE": 10_000}
    done = await walk(DocumentsSpider, Files(), settings=settings, path=str(folder))
    assert len(done.items) == 2
    assert done.stats["files/unreadable"] == 1
    assert f"page.html.gz: {words}" in caplog.text


def test_a_page_is_named_in_the_manifest_packed_or_not():
    path = Path("/saved/a/1.html.gz")
    for key in ("1", "a/1.html", "1.html.gz"):
        assert known_as(path, {key: "https://a.com/1"}) == key
    both = [path, Path("/saved/a/1.html")]
    assert named_twice(both, {"1": "https://a.com/1"}) is None


async def test_the_outlet_is_the_one_on_whose_site_a_page_lies(folder, tmp_path):
    (tmp_path / "bee.toml").write_text('title = "ب"\ndomain = "b.com"\n', encoding="utf-8")
    settings = {"SEEDS_PATHS": [str(tmp_path)]}
    done = await walk(DocumentsSpider, Files(), settings=settings, path=str(folder))
    assert {item.url: item.outlet for item in done.items}["https://b.com/2"] == "bee"
    assert {item.outlet for item in done.items} == {"bee", None}
    named = await walk(DocumentsSpider, Files(), settings=settings, path=str(folder), outlet="bee")
    assert {item.outlet for item in named.items} == {"bee"}


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({}, WarraqError, "-a path=FOLDER"),
        ({"path": "nowhere"}, WarraqError, "nowhere: no such file"),
        ({"folder": "x", "path": "."}, WarraqError, "unknown argument 'folder'"),
        ({"outlet": "nobody"}, OutletError, "Unknown outlet 'nobody'"),
    ],
)
async def test_wrong_arguments_are_one_line(folder, arguments, error, words):
    if "outlet" in arguments:
        arguments = {**arguments, "path": str(folder)}
    with pytest.raises(error, match=words):
        await walk(DocumentsSpider, Files(), **arguments)


async def test_a_folder_without_pages(tmp_path):
    with pytest.raises(WarraqError, match=r"no \.html"):
        await walk(DocumentsSpider, Files(), path=str(tmp_path))


def test_files_come_in_order_and_by_their_kind(folder):
    assert [path.name for path in saved_files(folder)] == ["empty.html", "two.HTM", "one.html"]


PRINTED = [
    (b'<link rel="canonical" href="https://a.com/1">', "https://a.com/1"),
    (b"<link href='https://a.com/1' rel='canonical'/>", "https://a.com/1"),
    (b'<meta property="og:url" content="https://a.com/2">', "https://a.com/2"),
    (
        b'<link rel="canonical" href="/1"><meta property="og:url" content="https://a.com/2">',
        "https://a.com/2",
    ),
    (b'<link rel="canonical" href="">', None),
    (b'<link rel="canonical" href="file:///x">', None),
    ("نص بلا وسوم".encode(), None),
    (b"\xff\xfe\x00<", None),
    (b"", None),
]


@pytest.mark.parametrize(("body", "expected"), PRINTED)
def test_the_address_that_a_page_names(body, expected):
    assert printed_address(body) == expected


def test_the_address_of_a_file_at_last(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("نص", encoding="utf-8")
    assert address_of(path, b"") == path.as_uri()
    assert manifest(path) == {}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
async def test_an_unreadable_file_is_counted_and_named(folder):
    (folder / "one.html").chmod(0)
    done = await walk(DocumentsSpider, Files(), path=str(folder))
    assert done.stats["files/unreadable"] == 1
