"""Every seed file is a spider; what goes wrong is one line."""

import re
import time

import pytest
from scrapy import Request
from scrapy.settings import Settings

from crawler.exceptions import OutletError
from crawler.spiderloader import OutletSpiderLoader
from spiders.documents import DocumentsSpider
from spiders.news import NewsSpider
from tests import command

GOOD = 'title = "أخبار"\ndomain = "{domain}"\n[settings]\nDOWNLOAD_DELAY = 7\n'


@pytest.fixture
def folder(tmp_path):
    for name in ("aljazeera", "hespress"):
        (tmp_path / f"{name}.toml").write_text(GOOD.format(domain=f"{name}.net"), encoding="utf-8")
    (tmp_path / "broken.toml").write_text('title = "أ"\ncolour = 1\n', encoding="utf-8")
    return tmp_path


def loader(*folders):
    values = {"SPIDER_MODULES": ["spiders"], "SEEDS_PATHS": [str(each) for each in folders]}
    return OutletSpiderLoader.from_settings(Settings(values))


def scrapy(*arguments, folder, encoding="utf-8"):
    variables, data = {"PYTHONIOENCODING": encoding}, folder / "data"
    return command.scrapy(*arguments, variables=variables, SEEDS_PATHS=folder, DATA_DIR=data)


def test_a_seed_file_becomes_a_news_spider(folder):
    spider = loader(folder).load("aljazeera")
    assert issubclass(spider, NewsSpider)
    assert (spider.name, spider.outlet.domain) == ("aljazeera", "aljazeera.net")
    settings = Settings()
    spider.update_settings(settings)
    assert settings.getfloat("DOWNLOAD_DELAY") == 7


def test_written_spiders_are_there_too(folder):
    assert loader(folder).load("news") is NewsSpider
    assert loader(folder).load("documents") is DocumentsSpider


def test_a_broken_file_stops_that_spider_alone(folder):
    it = loader(folder)
    assert it.list() == ["aljazeera", "documents", "hespress", "news"]
    assert [str(error) for error in it.broken] == [
        f"{folder}/broken.toml: domain: missing (and 1 more)"
    ]
    with pytest.raises(OutletError, match=r"broken\.toml: domain"):
        it.load("broken")


def test_an_unknown_name_is_a_key_error_that_knows_better(folder):
    with pytest.raises(KeyError, match=r"Unknown outlet 'aljazera'. Did you mean: aljazeera\?"):
        loader(folder).load("aljazera")


def test_an_address_finds_its_outlet(folder):
    it = loader(folder)
    assert it.find_by_request(Request("https://www.hespress.net/1.html")) == ["hespress"]
    assert it.find_by_request(Request("https://example.com/")) == []
    assert it.broken == []  # that is what `list` has met


def test_a_class_with_an_outlets_name_takes_its_place(folder, tmp_path, monkeypatch):
    package = tmp_path / "ownspiders"
    package.mkdir()
    (package / "__init__.py").write_text(
        "from spiders.news import NewsSpider\n\n\nclass Hespress(NewsSpider):\n    name = 'hespress'\n    extra = 1\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    values = {"SPIDER_MODULES": ["spiders", "ownspiders"], "SEEDS_PATHS": [str(folder)]}
    it = OutletSpiderLoader(Settings(values))
    spider = it.load("hespress")
    assert (spider.extra, spider.outlet.name) == (1, "hespress")


def test_five_hundred_seed_files_are_listed_quickly(tmp_path):
    for number in range(500):
        (tmp_path / f"outlet{number}.toml").write_text(
            GOOD.format(domain=f"o{number}.com"), encoding="utf-8"
        )
    start = time.monotonic()
    assert len(loader(tmp_path).list()) == 502
    assert time.monotonic() - start < 1


def test_scrapy_list_names_the_broken_file(folder):
    done = scrapy("list", folder=folder)
    assert done.stdout.split() == ["aljazeera", "documents", "hespress", "news"]
    assert done.stderr.strip() == f"error: {folder}/broken.toml: domain: missing (and 1 more)"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["aljazera"], "error: Unknown outlet 'aljazera'. Did you mean: aljazeera?"),
        (["broken"], "broken.toml: domain: missing"),
        (["news"], "error: say what to crawl"),
        (["news", "-a", "outlets=nobody"], "error: Unknown outlet 'nobody'."),
        (["documents", "-a", "path=nowhere"], "error: nowhere: no such file or folder"),
    ],
)
def test_crawl_says_what_is_wrong_in_one_line(folder, arguments, words):
    done = scrapy("crawl", *arguments, "--nolog", folder=folder)
    assert done.returncode != 0
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert len(re.findall(r"\S.*", done.stderr)) == 1
