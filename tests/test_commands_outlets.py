"""`scrapy outlets`: the table, JSON, and the check."""

import json

import pytest

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
