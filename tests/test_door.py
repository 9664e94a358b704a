"""Times printed without a zone are read where the page is published."""

import pydoc
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path

import mypy.api
import pytest

import crawler
from crawler import Outlet, extract_article
from crawler.door import described_zone

ROOT = Path(__file__).resolve().parent.parent
PAGE = """<html lang="{lang}"><head><meta charset="utf-8"><title>افتتاح الجسر الجديد فوق الوادي</title>
<meta property="og:locale" content="{locale}"></head><body><div class="top">{top}</div>
<h1>افتتاح الجسر الجديد فوق الوادي</h1><div>{printed}</div>
<p>افتتح رئيس البلدية صباح اليوم الجسر الجديد فوق الوادي بعد عامين من العمل فيه وبحضور عدد من السكان.</p>
<p>وقال إن الجسر سيخفف الازدحام في وسط المدينة ويقصر الطريق بين الضفتين إلى دقائق معدودة.</p></body></html>"""


def published(url, *, printed="الأحد 14 يناير 2024 10:30 ص", more="", **facts):
    facts = {"lang": "ar", "locale": "ar_AR", "top": "صحيفة يومية"} | facts
    html = PAGE.format(printed=printed, **facts)
    return extract_article(html.replace("</head>", more + "</head>"), url).published_at


@pytest.mark.parametrize(
    ("url", "facts", "hour"),
    [
        ("https://press.example/1", {}, 10),
        ("https://www.press.com.sa/1", {}, 7),
        ("https://press.ps/1", {}, 8),
        ("https://press.tv/1", {}, 10),  # sold to everybody
        ("https://press.example/1", {"locale": "ar_EG"}, 8),
        ("https://press.example/1", {"lang": "ar-AE"}, 6),
        ("https://press.example/1", {"top": "القاهرة: الأحد، 14 يناير 2024 12:19 م"}, 8),
        ("https://press.example/1", {"top": "القاهرة: أمسية شعرية 14 يناير 2024"}, 10),
        (
            "https://press.example/1",
            {"more": '<meta name="Publisher" content="شركة البث الأردنية">'},
            7,
        ),
        ("https://press.example/1", {"more": '<meta name="author" content="خالد الأردني">'}, 10),
        ("https://www.hespress.com/1", {}, 9),  # described in a seed file
    ],
)
def test_a_time_without_a_zone_is_read_where_the_page_is_published(url, facts, hour):
    assert published(url, **facts) == datetime(2024, 1, 14, hour, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("printed", "hour"),
    [
        ("14 يناير 2024 10:30 بتوقيت غرينتش", 10),
        ('<time datetime="2024-01-14T10:30:00Z">14 يناير</time>', 10),
        ('<time datetime="2024-01-14T10:30:00+01:00">14 يناير</time>', 9),
        ('<time datetime="2024-01-14T10:30:00">14 يناير</time>', 7),
    ],
)
def test_a_zone_that_is_printed_wins(printed, hour):
    found = published("https://press.com.sa/1", printed=printed)
    assert found == datetime(2024, 1, 14, hour, 30, tzinfo=UTC)


def test_an_outlet_that_is_given_says_its_zone():
    outlet = Outlet(name="press", title="صحيفة", domain="press.com.sa", timezone="Asia/Dubai")
    html = PAGE.format(lang="ar", locale="ar_SA", top="", printed="14 يناير 2024 10:30")
    article = extract_article(html, "https://press.com.sa/1", outlet=outlet)
    assert article.published_at == datetime(2024, 1, 14, 6, 30, tzinfo=UTC)


def test_described_sites_are_known_by_their_domain():
    assert described_zone("https://m.hespress.com/a") == "Africa/Casablanca"
    assert described_zone("https://hespress.example/a") is None


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"url": None}, "url is None, not str"),
        ({"url": b"https://a.example/1"}, "url is b'https://a.example/1', not str"),
        ({"outlet": "hespress"}, "outlet is 'hespress', not Outlet or NoneType"),
    ],
)
def test_arguments_of_another_type_are_named(arguments, words):
    with pytest.raises(TypeError, match=words):
        extract_article(**({"html": PAGE, "url": "https://a.example/1"} | arguments))


def test_completion_and_help_know_the_public_names():
    assert set(crawler.__all__) <= set(dir(crawler))
    page = pydoc.render_doc(crawler, renderer=pydoc.plaintext)
    assert "extract_article(html: 'bytes | str', url: 'str'" in page
    with pytest.raises(AttributeError, match="module 'crawler' has no attribute 'read'"):
        crawler.read  # noqa: B018


def test_pages_are_read_in_other_processes_and_threads():
    """Articles, and the reason of a page without one, come back whole."""
    page = PAGE.format(printed="14 يناير 2024", lang="ar", locale="ar_AR", top="")
    address = "https://press.example/1"
    expected = extract_article(page, address)
    for pool in (ProcessPoolExecutor(1, mp_context=get_context("spawn")), ThreadPoolExecutor(2)):
        with pool:
            assert pool.submit(extract_article, page, address).result() == expected
            error = pool.submit(extract_article, "", address).exception()
            assert (error.reason, str(error)) == ("empty", "empty: no text")


SAVED = """<html lang="ar"><head><meta charset="utf-8"><title>افتتاح الجسر الجديد فوق الوادي</title>{stamp}</head><body>
<h1>افتتاح الجسر الجديد فوق الوادي</h1><span class="date">{printed}</span>
<p>افتتح رئيس البلدية الجسر الجديد فوق الوادي بعد عامين من العمل فيه وبحضور عدد من السكان والعاملين.</p>
<p>وقال إن الجسر سيخفف الازدحام في وسط المدينة ويقصر الطريق بين الضفتين إلى دقائق معدودة.</p>
<footer>جميع الحقوق محفوظة © صحيفة النهر {year}</footer></body></html>"""


@pytest.mark.parametrize("printed", ["منذ 3 أسابيع", "قبل يومين", "14 يناير"])
@pytest.mark.parametrize(
    ("facts", "is_dated"),
    [
        ({"year": 2019}, False),
        ({"year": datetime.now(UTC).year}, True),
        ({"year": ""}, True),
        ({"year": 2019, "stamp": f'<meta name="x" content="{datetime.now(UTC):%Y-%m-%d}">'}, True),
    ],
)
def test_an_age_on_a_page_saved_long_ago_is_no_date(printed, facts, is_dated):
    html = SAVED.format(printed=printed, **({"stamp": ""} | facts))
    assert (extract_article(html, "https://press.example/1").published_at is not None) is is_dated


def test_an_age_counts_from_the_moment_that_is_given():
    html = SAVED.format(printed="قبل يومين", stamp="", year=2019)
    now = datetime(2019, 5, 12, 9, tzinfo=UTC)
    article = extract_article(html, "https://press.example/1", now=now)
    assert article.published_at == datetime(2019, 5, 10, tzinfo=UTC)


def test_type_checkers_know_the_public_names_and_no_others(tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        "from crawler import Article, Outlet, extract_artcle, extract_article, parse_date\n"
        "article: Article = extract_article(b'', 'https://a.example/1')\n"
        "when: str = article.published_at\n"
    )
    said = mypy.api.run(["--strict", "--cache-dir", str(ROOT / ".mypy_cache"), str(script)])[0]
    assert 'Module "crawler" has no attribute "extract_artcle"' in said
    assert "script.py:3: error: Incompatible types in assignment" in said
    assert "Found 2 errors in 1 file" in said
