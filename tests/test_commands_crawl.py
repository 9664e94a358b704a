"""`scrapy crawl` with what can go wrong: one clear line, a status other than 0, never a traceback."""

import gzip
import os
import signal
import socket
import subprocess

import pytest

from crawler.commands.crawl import unwritable
from spiders.news import ARGUMENTS
from tests.command import place, scrapy, words

PASSWORD = "s3cr3t-pass"


@pytest.fixture
def run(tmp_path):
    """A function that runs `scrapy` with its data in a folder of the test's own."""

    def run(*arguments, uri="", data=None):
        settings = {"DATA_DIR": data or tmp_path / "data", "RETRY_ENABLED": 0}
        is_crawl = arguments and arguments[0] == "crawl"
        variables = {"MONGODB_URI": uri}
        return scrapy(*arguments, variables=variables, **settings if is_crawl else {})

    return run


@pytest.fixture
def page(tmp_path):
    """A folder with one saved text, which could be stored."""
    folder = tmp_path / "pages"
    folder.mkdir()
    text = "افتتاح مكتبة الحي\n3 أيار 2024\n\n" + "فتحت مكتبة الحي أبوابها للقراء صباح اليوم. " * 5
    (folder / "article.txt").write_text(text, encoding="utf-8")
    return folder


def assert_one_line(result, *words):
    said = [line for line in result.stderr.splitlines() if all(word in line for word in words)]
    assert said, result.stderr[-2000:]
    assert result.returncode != 0
    assert "Traceback" not in result.stderr + result.stdout
    assert PASSWORD not in result.stderr + result.stdout


def test_an_unknown_outlet(run):
    assert_one_line(run("crawl", "nosuchoutlet"), "error: Unknown outlet 'nosuchoutlet'")


def test_a_broken_seed_file_stops_its_own_spider_and_names_the_key(run, tmp_path):
    (tmp_path / "broken.toml").write_text('title = "خبر"\ndomain = "a.example"\nfoo = 1\n')
    result = run("crawl", "broken", "-s", f"SEEDS_PATHS={tmp_path}")
    assert_one_line(result, "error:", "broken.toml", "foo: unknown key")


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        (f"mongodb://reader:{PASSWORD}@127.0.0.1:1/", "no MongoDB server answers at"),
        (f"mongo://reader:{PASSWORD}@127.0.0.1/", "MONGODB_URI is no valid address"),
        (f"mongodb://reader:{PASSWORD}@127.0.0.1:port/", "MONGODB_URI is no valid address"),
    ],
)
@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_a_database_that_is_not_there(run, page, uri, words, level):
    result = run("crawl", "documents", "-a", f"path={page}", "-s", f"LOG_LEVEL={level}", uri=uri)
    assert_one_line(result, "error:", words, "reader:***@" if "port" not in uri else "")


def test_a_data_folder_that_can_not_be_written(run, page, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    result = run("crawl", "documents", "-a", f"path={page}", data=blocked / "data")
    assert_one_line(result, "error: can't use the data folder", str(blocked))


def test_a_feed_that_can_not_be_written_stops_the_run_before_it_begins(run, page, tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    feed = blocked / "x.jsonl"
    result = run("crawl", "documents", "-a", f"path={page}", "-O", str(feed))
    assert_one_line(result, f"error: can't write {feed}")
    assert not (tmp_path / "data").exists()


def test_a_feed_whose_name_is_filled_in_is_tried_where_it_will_stand(tmp_path):
    blocked = tmp_path / "a-file"
    blocked.write_text("")
    assert unwritable(f"{tmp_path}/feeds/%(name)s/%(time)s.jsonl") is None
    assert "can't write" in unwritable(f"{blocked}/%(name)s/%(time)s.jsonl")
    assert {each.name for each in tmp_path.rglob("*")} == {"a-file", "feeds"}


def test_a_feed_is_packed_as_its_name_says(run, page, tmp_path):
    feed = tmp_path / "out.jsonl.gz"
    result = run("crawl", "documents", "-a", f"path={page}", "-O", str(feed))
    assert result.returncode == 0, result.stderr[-2000:]
    assert "افتتاح مكتبة الحي" in gzip.decompress(feed.read_bytes()).decode()
    assert f"JSON Lines   {feed}" in result.stderr


def test_a_feed_on_a_full_disk_is_a_problem_and_the_article_is_stored(run, page):
    result = run("crawl", "documents", "-a", f"path={page}", "-O", "/dev/full:jsonl")
    said = "1 articles are stored, but a feed could not be written: No space left on device"
    assert f"problem      {said}" in result.stderr
    assert result.returncode == 1
    assert "1 new" in result.stderr


def test_a_reader_of_the_feed_that_leaves_stops_nothing(run, page, tmp_path):
    chosen = ("-a", f"path={page}", "-o", "-:jsonl")
    command = words("crawl", "documents", *chosen, DATA_DIR=tmp_path / "data")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as output:
        result = subprocess.run(
            command, **place(), stdout=output, stderr=subprocess.PIPE, text=True, check=False
        )
    assert "a feed could not be written: Broken pipe" in result.stderr
    assert "Traceback" not in result.stderr
    assert "Exception ignored" not in result.stderr
    assert result.returncode == 1


def test_ctrl_c_before_anything_was_done_says_so(page, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        uri = f"mongodb://127.0.0.1:{silent.getsockname()[1]}/"
        settings = {"DATA_DIR": tmp_path / "data", "MONGODB_URI": uri}
        command = words("crawl", "documents", "-a", f"path={page}", **settings)
        with subprocess.Popen(command, **place(), stderr=subprocess.PIPE, text=True) as crawl:
            lines = iter(crawl.stderr.readline, "")
            assert any("Spider opened" in line for line in lines)
            crawl.send_signal(signal.SIGINT)
            said = crawl.stderr.read()
    assert "error: stopped before the crawl began" in said
    assert "Traceback" not in said
    assert crawl.returncode == 1


def test_no_network(run):
    result = run("crawl", "news", "-a", "url=https://no-such-host.invalid/")
    assert_one_line(result, "problem", "nothing could be fetched", "CannotResolveHost")


def test_a_private_address_that_nobody_allowed(run):
    result = run("crawl", "news", "-a", "url=http://127.0.0.1:9/")
    assert_one_line(result, "problem", "private or loopback", "ALLOWED_PRIVATE_HOSTS")


def test_a_page_that_is_no_article_is_named_and_nothing_is_stored(run, tmp_path):
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "list.html").write_text("<title>قائمة</title><p>لا شيء هنا</p>", encoding="utf-8")
    feed = tmp_path / "out.jsonl"
    result = run("crawl", "documents", "-a", f"path={folder}", "-O", str(feed))
    assert_one_line(result, "list.html: no article: no_body")
    assert_one_line(result, "problem", "no article among 1 pages read")
    assert feed.read_text() == ""


def test_the_help_names_every_argument(run):
    shown = run("crawl", "--help").stdout
    assert all(f"{name}=" in shown for name in (*ARGUMENTS, "path", "outlet"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["crawl"], "takes the name of one spider"),
        (["crawl", "news"], "say what to crawl"),
        (["crawl", "news", "-a", "url=hespress"], "is no http(s) address"),
        (["crawl", "news", "-a", "outlets=all", "-a", "since=gestern"], "is no day"),
        (["crawl", "documents"], "no folder"),
        (["crawl", "hespress", "-L", "LOUD"], "LOG_LEVEL 'LOUD' is none of CRITICAL, FATAL"),
        (["crawl", "hespress", "-s", "LOG_FILE=/proc/none/x.log"], "can't write /proc/none/x.log"),
        (["crawl", "hespress", "-s", "SEEDS_PATHS=/none"], "error: no seed file in /none"),
        (["crawl", "documents", "-a", "path=/no/such/folder"], "no such file or folder"),
        (["extract", "no-such-file.html"], "No such file"),
        (["extract", "seeds/README.md"], "no article: not_arabic"),
    ],
)
def test_wrong_words_on_the_command_line(run, arguments, words):
    assert_one_line(run(*arguments), words)
