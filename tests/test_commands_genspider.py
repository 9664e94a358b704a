"""`scrapy genspider`: what it writes is a spider that runs."""

import json
import subprocess
import sys
from functools import partial

import pytest

from tests.command import scrapy
from tests.newsroom.child import Newsroom

NAME = "daftar_alhadara"


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    with Newsroom(tmp_path_factory.mktemp("press"), outlets=2, articles=30) as running:
        yield running


@pytest.fixture
def run(press, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "__init__.py").write_text("")

    return partial(
        scrapy,
        variables={"PYTHONPATH": str(tmp_path)},
        NEWSPIDER_MODULE="mine",
        SPIDER_MODULES="spiders,mine",
        SEEDS_PATHS=press.seeds,
        DATA_DIR=tmp_path / "data",
        ALLOWED_PRIVATE_HOSTS="127.0.0.1",
    )


@pytest.mark.parametrize("template", ["outlet", "api"])
def test_the_spider_that_it_writes_crawls_its_outlet(run, press, tmp_path, template):
    base, seed = press.bases[1], press.seeds / f"{NAME}.toml"
    if template == "api":
        text = seed.read_text(encoding="utf-8").replace("/sitemap_index.xml", "/api/latest?page=1")
        seed.write_text(text.replace('kind = "sitemap"', 'kind = "section"'), encoding="utf-8")
    done = run("genspider", "-t", template, NAME, base)
    assert done.returncode == 0, done.stderr
    assert f"mine.{NAME}" in done.stdout
    source = (tmp_path / "mine" / f"{NAME}.py").read_text(encoding="utf-8")
    assert "class DaftarAlhadaraSpider(NewsSpider)" in source
    assert "$" not in source
    checked = subprocess.run(
        [
            sys.executable,
            "-m",
            "ruff",
            "check",
            "--isolated",
            "--select",
            "E,F,UP",
            "--line-length",
            "100",
            "-",
        ],
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0 or "No module named ruff" in checked.stderr, checked.stdout
    feed = tmp_path / "out.jsonl"
    crawled = run("crawl", NAME, "-O", str(feed))
    assert crawled.returncode == 0, crawled.stderr[-2000:]
    got = [json.loads(line) for line in feed.read_text(encoding="utf-8").splitlines()]
    truth = Newsroom.lines(base, "/_truth.jsonl")
    wanted = {each["url"] for each in truth if each["is_article"] and "duplicate_of" not in each}
    assert wanted <= {each["url"] for each in got}


def test_a_spider_that_is_there_is_kept(run, press, tmp_path):
    assert run("genspider", NAME, press.bases[1]).returncode == 0
    path = tmp_path / "mine" / f"{NAME}.py"
    path.write_text("# mine\n")
    done = run("genspider", NAME, press.bases[1])
    assert "is there already" in done.stdout
    assert done.returncode == 1
    assert path.read_text() == "# mine\n"


def test_the_templates_are_listed(run):
    assert run("genspider", "--list").stdout.split()[-2:] == ["api", "outlet"]


@pytest.mark.parametrize("name", ["a b", "اسم", "A1", "x.py"])
def test_a_name_that_no_outlet_can_have_is_refused(run, tmp_path, name):
    done = run("genspider", name, "a.example")
    assert done.returncode == 2
    assert f"{name!r} is no outlet's name" in done.stderr
    assert [each.name for each in (tmp_path / "mine").glob("*.py")] == ["__init__.py"]


def test_a_spider_without_a_seed_file_says_so_when_it_is_written_and_when_it_is_run(run):
    done = run("genspider", "7news-now", "news.example")
    assert "`scrapy onboard news.example` drafts 7news-now.toml" in done.stdout
    ran = run("crawl", "7news-now")
    assert "error: 7news-now has no seed file" in ran.stderr
    assert ran.returncode == 1
