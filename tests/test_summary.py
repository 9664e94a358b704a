"""What a run says at its end, and while it goes on."""

import io

import pytest
from rich.console import Console
from scrapy import Spider
from scrapy.exceptions import NotConfigured
from scrapy.utils.test import get_crawler

from crawler.extensions.progress import Progress, progress_line
from crawler.extensions.summary import Summary, article_card, counts_table, degraded, left_out
from crawler.items import Article, RelatedArticle

STATS = {
    "response_received_count": 120,
    "item_scraped_count": 90,
    "articles/stored/new": 80,
    "articles/stored/changed": 1,
    "articles/stored/unchanged": 9,
    "articles/dropped/duplicate_text": 4,
    "articles/dropped/duplicate_url": 2,
    "pages/not_article/listing": 20,
    "pages/not_article/never_heard_of": 1,
    "log_count/ERROR": 3,
}
ARTICLE = Article(
    id="0" * 32,
    url="https://press.example/1",
    title="افتتاح مكتبة جديدة في المدينة",
    body="فتحت المكتبة أبوابها صباح اليوم.\n\n" + "كلمة " * 200,
    published_text="نشر في 3 أيار 2024",
    sources=["وكالة الضفة"],
    keywords=["مكتبات", "ثقافة"],
    related=[RelatedArticle(title="قراء المدينة يحتفلون")],
)


def shown(renderable):
    console = Console(file=io.StringIO(), width=100, color_system=None)
    console.print(renderable)
    return console.file.getvalue()


def test_left_out_names_every_reason_in_words_largest_first():
    assert list(left_out(STATS)) == [
        ("a list of articles", 20),
        ("same text published again", 4),
        ("same article under another address", 2),
        ("never heard of", 1),
    ]


def test_counts_table_tells_new_from_known():
    text = shown(counts_table(STATS, 60.0))
    assert "120  2 a second" in text
    assert "80 new, 1 changed, 9 known before" in text
    assert "27" in text
    assert "unreadable" not in text
    assert "2  files; the log says why" in shown(counts_table({"files/unreadable": 2}, 1.0))


def test_copies_are_counted_where_there_are_some():
    assert "copies" not in shown(counts_table(STATS, 60.0))
    text = shown(counts_table(STATS | {"articles/copies": 7, "articles/dropped/copy": 3}, 60.0))
    assert "7  of the new ones tell a story that another article tells" in text
    assert "3  copy of a text that another article has" in text


def test_card_shows_the_article_as_a_reader_sees_it_and_cuts_long_text():
    text = shown(
        article_card(
            {field: getattr(ARTICLE, field) for field in ARTICLE.__slots__}
            | {
                "related": [{"title": "قراء المدينة يحتفلون"}],
            }
        )
    )
    for words in (
        "افتتاح مكتبة جديدة",
        "وكالة الضفة",
        "مكتبات، ثقافة",
        "قراء المدينة يحتفلون",
        " …",
    ):
        assert words in text
    assert text.count("كلمة") < 100


def test_summary_keeps_the_first_article_and_prints_the_problem(capsys):
    feeds = {"data/x.jsonl": {"format": "jsonl"}}
    uri = "mongodb://127.0.0.1:1"
    crawler = get_crawler(Spider, {"FEEDS": feeds, "SUMMARY_ENABLED": True, "MONGODB_URI": uri})
    extension = Summary.from_crawler(crawler)
    extension.spider_opened()
    extension.item_scraped(ARTICLE)
    crawler.stats.set_value("storage/address", "mongodb://127.0.0.1:1/press")
    extension.spider_closed(Spider("press"), "storage_failed")
    text = capsys.readouterr().err
    for words in (
        "press ended",
        "افتتاح",
        "data/x.jsonl",
        "mongodb://127.0.0.1:1/press",
        "storage_failed",
    ):
        assert words in text


def test_brackets_of_pages_and_addresses_are_no_markup(capsys):
    article = Article(id="0" * 32, url="https://a.com/%5B/b%5D", title="[عاجل] خبر [/x]")
    settings = {
        "SUMMARY_ENABLED": True,
        "LOG_FILE": "logs/[b]/log",
        "MONGODB_URI": "mongodb://a.com",
    }
    crawler = get_crawler(Spider, settings)
    crawler.stats.set_value("outlets/degraded/press", "no text; https://a.com/[/b]:on:")
    crawler.stats.set_value("storage/address", "mongodb://[fe80::1]:27017/press")
    extension = Summary.from_crawler(crawler)
    extension.spider_opened()
    extension.item_scraped(article)
    extension.spider_closed(Spider("press"), "[/x] :on:")
    text = capsys.readouterr().err
    for words in (
        "https://a.com/[/b]",
        "[/x]",
        "[fe80::1]",
        "logs/[b]/log",
        "[/b]:on:",
        "[/x] :on:",
    ):
        assert words in text


def test_items_of_a_spider_of_ones_own_are_no_card(capsys):
    extension = Summary.from_crawler(get_crawler(Spider, {"SUMMARY_ENABLED": True}))
    extension.spider_opened()
    extension.item_scraped({"just": "a dict"})
    extension.item_scraped(ARTICLE)
    extension.spider_closed(Spider("press"), "finished")
    assert "افتتاح" in capsys.readouterr().err


def test_each_feed_is_called_by_its_format_and_the_embedded_database_by_its_folder(capsys):
    feeds = {
        "data/x.csv": {"format": "csv"},
        "data/x.json": {"format": "json"},
        "stdout:": {"format": "jsonl"},
        "data/x.pickle": {"format": "pickle"},
    }
    settings = {"FEEDS": feeds, "SUMMARY_ENABLED": True, "DATA_DIR": "data", "MONGODB_URI": ""}
    extension = Summary.from_crawler(get_crawler(Spider, settings))
    stats = {"storage/address": "mongodb://127.0.0.1:1/press"}
    assert list(extension.places(stats)) == [
        ("CSV", "data/x.csv"),
        ("JSON", "data/x.json"),
        ("JSON Lines", "standard output"),
        ("pickle", "data/x.pickle"),
        ("database", "data/mongodb (embedded; `scrapy mongo` opens it)"),
    ]


def test_degraded_outlets_are_named_and_many_are_counted():
    stats = {f"outlets/degraded/press{n:02}": "no dates; https://a.example/1" for n in range(13)}
    lines = list(degraded(stats | {"outlets/degraded": 13}))
    assert lines[0] == "press00: no dates; https://a.example/1"
    assert lines[10:] == ["and 3 more: scrapy outlets --health degraded"]
    assert list(degraded(STATS)) == []


async def test_a_run_that_never_began_has_no_summary_and_no_progress(capsys):
    crawler = get_crawler(Spider, {"SUMMARY_ENABLED": True, "PROGRESS_ENABLED": True})
    Summary.from_crawler(crawler).spider_closed(Spider("press"), "shutdown")
    Progress.from_crawler(crawler).spider_closed(Spider("press"))
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("extension", [Summary, Progress])
def test_both_can_be_switched_off(extension):
    crawler = get_crawler(Spider, {"SUMMARY_ENABLED": False, "PROGRESS_ENABLED": False})
    with pytest.raises(NotConfigured):
        extension.from_crawler(crawler)


def test_progress_line_counts_pages_articles_duplicates_and_errors():
    line = progress_line(STATS | {"retry/max_reached": 2}, 60.0)
    assert line == "120 pages · 90 articles · 6 duplicates · 5 errors · 2.0 pages/s"
    assert progress_line({}, 0.0).endswith("0.0 pages/s")
