"""`scrapy outlets`: the table, JSON, and the check."""

import io
import json
from datetime import UTC, datetime

import pytest
from rich.console import Console

from crawler.commands.outlets import table, unwell
from crawler.outlets import Outlet
from crawler.survey.overview import Entry
from tests.test_spiderloader import scrapy

FILES = {
    "one": 'title = "الأولى"\ndomain = "one.com"\ncountry = "EG"\nkind = "newspaper"\n[[seeds]]\nurl = "https://one.com/feed"\nkind = "feed"\n',
    "two": 'title = "الثانية"\ndomain = "two.com"\ncountry = "SA"\nkind = "agency"\n',
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_table_shows_each_outlet(folder):
    done = scrapy("outlets", folder=folder)
    lines = done.stdout.splitlines()
    assert lines[1].split() == ["one", "EG", "newspaper", "one.com", "feed", "الأولى"]
    assert lines[2].split() == ["two", "SA", "agency", "two.com", "home", "الثانية"]
    assert lines[-3:] == ["2 outlets", "by country: EG 1, SA 1", "by kind: newspaper 1, agency 1"]
    assert done.returncode == 0
    assert done.stderr == "no crawl has run yet: there is no database\n"


def test_a_database_that_is_away_is_said(folder):
    uri = "MONGODB_URI=mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=50"
    done = scrapy("outlets", "-s", uri, folder=folder)
    assert "two.com" in done.stdout
    assert done.stderr.startswith("without the runs' facts: no MongoDB server answers")
    assert done.returncode == 0


def test_the_history_of_outlets_is_shown():
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    outlets = [Outlet(name=name, title="ميزان", domain=f"{name}.com") for name in ("one", "two")]
    health = {"state": "degraded", "line": "no dates", "since": noon, "examples": ["https://a/1"]}
    known = {"run": {"id": "r", "at": noon}, "new_at": noon, "health": health, "articles": 1234}
    first, second = Entry(outlets[0], known), Entry(outlets[1])
    console = Console(file=io.StringIO(), width=160)
    console.print(table([first, second], console))
    lines = console.file.getvalue().splitlines()
    assert lines[0].split()[-7:] == ["last", "run", "articles", "last", "new", "health", "title"]
    assert "2026-11-26 12:00     1,234  2026-11-26 12:00  degraded" in lines[1]
    assert lines[2].split() == ["two", "two.com", "home", "ميزان"]
    assert unwell([first, second]) == [
        "one: degraded since 2026-11-26 12:00: no dates; https://a/1"
    ]
    record = first.record()
    assert (record["last_run"]["at"], record["articles"]) == (noon.isoformat(), 1234)
    assert "health" not in second.record()


@pytest.mark.parametrize(
    ("width", "columns"),
    [
        (200, "name country kind domain seeds last run articles last new health title"),
        (88, "name country last run articles last new health"),
        (45, "name articles health"),
    ],
)
def test_a_narrow_terminal_has_fewer_columns_and_none_is_cut(width, columns):
    noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    name = "a-name-of-21-letters."
    outlet = Outlet(name=name, title="ميزان اليوم", domain="one.example.com", country="JO")
    known = {"run": {"at": noon}, "new_at": noon, "health": {"state": "degraded"}, "articles": 5}
    console = Console(file=io.StringIO(), width=width)
    console.print(table([Entry(outlet, known)], console))
    head, row = console.file.getvalue().splitlines()
    assert head.split() == columns.split()
    assert row.startswith(name)
    assert "degraded" in row
    assert "…" not in row


@pytest.mark.parametrize("option", ["--health", "--kind"])
def test_a_word_that_no_outlet_can_have(folder, option):
    done = scrapy("outlets", option, "degraded,blogged", folder=folder)
    assert done.returncode == 1
    assert done.stderr.startswith(f"error: {option}: ")
    assert "is none of" in done.stderr


def test_an_output_that_knows_no_arabic(folder):
    done = scrapy("outlets", "--json", folder=folder, encoding="ascii")
    assert done.returncode == 0
    assert r"\u0627\u0644\u0623" in done.stdout
    assert json.loads(done.stdout.splitlines()[0])["title"] == "الأولى"


def test_json_and_filters(folder):
    done = scrapy("outlets", "--json", "--country", "sa,ma", "--kind", "agency", folder=folder)
    (outlet,) = map(json.loads, done.stdout.splitlines())
    assert (outlet["name"], outlet["title"]) == ("two", "الثانية")


def test_the_check_lists_every_problem(folder):
    assert scrapy("outlets", "--check", folder=folder).returncode == 0
    (folder / "bad.toml").write_text('title = ""\ncolour = 1\n', encoding="utf-8")
    done = scrapy("outlets", "--check", folder=folder)
    assert done.returncode == 1
    assert "3 seed files, 2 good, 3 problems, 2 remarks\n2 outlets\n" in done.stdout
    assert "one.toml: timezone: missing; EG has Africa/Cairo" in done.stdout
    assert all("bad.toml: " in line for line in done.stderr.splitlines())
    assert len(done.stderr.splitlines()) == 3


def test_a_broken_file_does_not_hide_the_others(folder):
    (folder / "bad.toml").write_text("title = ", encoding="utf-8")
    done = scrapy("outlets", folder=folder)
    assert "two.com" in done.stdout
    assert "bad.toml: not TOML" in done.stderr
    assert done.returncode == 1


def test_a_folder_without_seed_files(tmp_path):
    done = scrapy("outlets", "--check", folder=tmp_path)
    assert done.returncode == 1
    assert "no seed file" in done.stderr
