"""Scrapy's commands that look at one page: they open no database and hold no outlet."""

import pytest

from tests.site import running
from tests.test_spiderloader import scrapy
from tests.walk import article

SEED = 'title = "ب"\ndomain = "{domain}"\n[settings]\nDOWNLOAD_DELAY = 0\n'


@pytest.fixture
def site(tmp_path):
    with running() as site:
        site.answers["/news/7"] = article(7)
        site.answers["/"] = "<html><body><h1>قائمة</h1></body></html>"
        (tmp_path / "one.toml").write_text(SEED.format(domain=site.domain), encoding="utf-8")
        yield site


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["fetch", "{url}/news/7"], "افتتاح الجسر رقم 7 فوق النهر"),
        (["parse", "{url}/news/7"], "'title': 'افتتاح الجسر رقم 7 فوق النهر'"),
        (["parse", "{url}/news/7", "--spider", "one"], "'outlet': 'one'"),
        (["shell", "{url}/news/7", "-c", "response.css('h1::text').get()"], "رقم 7"),
    ],
)
def test_one_page(site, tmp_path, command, words):
    arguments = [each.format(url=site.url) for each in command]
    done = scrapy(*arguments, "-s", "ALLOWED_PRIVATE_HOSTS=127.0.0.1", folder=tmp_path)
    assert words in done.stdout
    assert done.returncode == 0
    assert "ended after" not in done.stderr  # the summary of a crawl
    assert not (tmp_path / "data").exists()


def test_a_page_without_an_article_is_said(site, tmp_path):
    allowed = ("-s", "ALLOWED_PRIVATE_HOSTS=127.0.0.1")
    done = scrapy("parse", f"{site.url}/", *allowed, folder=tmp_path)
    assert f"{site.url}/: no article: " in done.stderr
    assert "Traceback" not in done.stderr


def test_with_pipelines_the_article_is_stored(site, tmp_path):
    arguments = ("parse", f"{site.url}/news/7", "--pipelines")
    done = scrapy(*arguments, "-s", "ALLOWED_PRIVATE_HOSTS=127.0.0.1", folder=tmp_path)
    assert "'story': '" in done.stdout
    assert (tmp_path / "data" / "mongodb").is_dir()
