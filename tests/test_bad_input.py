"""Whatever comes in, an article or the one documented error comes out, in time that grows with the input."""

import gzip
import time

import pytest

from crawler import extract_article
from crawler.exceptions import NotAnArticle

URL = "https://press.example/news/1"
SENTENCES = (
    "افتتحت البلدية صباح اليوم حديقة عامة جديدة في الحي الشرقي بحضور عدد من السكان.",
    "وتمتد الحديقة على مساحة ثلاثة آلاف متر، وفيها ملعب للأطفال وممشى يحيط به الشجر من كل جانب.",
    "وقالت مديرة الحدائق إن العمل استغرق تسعة أشهر، وإن السكان شاركوا في اختيار أنواع الأشجار.",
    "وأضافت أن حديقة ثانية ستفتح أبوابها في الحي الغربي قبل نهاية العام إذا توفر التمويل اللازم.",
    "وعبر عدد من الزوار عن أملهم في أن تبقى الحديقة نظيفة وأن تمدد ساعات الزيارة في الصيف.",
)
PAGE = f"<html><body><h1>حديقة جديدة في الحي الشرقي</h1>{''.join(f'<p>{each}</p>' for each in SENTENCES)}</body></html>"


def reason(page, url=URL):
    """The reason of the error; None where an article came out."""
    try:
        extract_article(page, url)
    except NotAnArticle as error:
        return error.reason
    return None


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (b"", "empty"),
        ("", "empty"),
        (b" \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), "binary"),
        (b"%PDF-1.7 \n" + bytes(range(256)) * 20, "binary"),
        (gzip.compress(PAGE.encode()), "binary"),
        (b"PK\x03\x04" + bytes(400), "binary"),
        (bytes(range(256)) * 40, "undecodable"),
        ("<html><frameset><frame src='/a'></frameset></html>", "no_body"),
        ("<html><head><title>عنوان</title></head></html>", "no_body"),
        ("<!-- nothing -->", "no_body"),
    ],
)
def test_what_is_no_page_has_its_reason(page, expected):
    assert reason(page) == expected


@pytest.mark.parametrize(
    "page",
    [
        PAGE.replace("<html><body>", ""),
        PAGE.replace(" ", "\x00 "),
        PAGE.replace("صباح", "صباح\ud800"),
        PAGE.replace("<body>", "<body" + " data-x='1'" * 50_000 + ">"),
        PAGE.replace("<body>", f"<body data-x='{'x' * 1_000_000}'>"),
        PAGE.replace("<h1>", "<script type='application/ld+json'>{</script>" * 10_000 + "<h1>"),
        PAGE.replace(
            "<h1>",
            "<script type='application/ld+json'>"
            + '{"a":' * 50_000
            + "1"
            + "}" * 50_000
            + "</script><h1>",
        ),
        PAGE.replace(
            "<h1>",
            '<script type="application/ld+json">{"@graph":'
            + "[" * 5_000
            + "]" * 5_000
            + "}</script><h1>",
        ),
        PAGE.replace("</body>", "<br>" * 100_000 + "</body>"),
        PAGE.replace("</body>", f"<p>{'كلمة ' * 100_000}</p></body>"),
        PAGE + "</div>" * 100_000,
    ],
    ids=lambda page: page[:60].replace("\x00", "0"),
)
def test_an_article_is_read_whatever_stands_around_it(page):
    assert reason(page.encode("utf-8", "surrogatepass") if "\ud800" not in page else page) is None


@pytest.mark.parametrize(
    "tag", ["div", "b", "a", "span", "table", "ul", "blockquote", "font", "section"]
)
def test_elements_nested_a_hundred_thousand_deep(tag):
    page = PAGE.replace("<h1>", f"<{tag}>" * 100_000 + "<h1>")
    assert reason(page) in {None, "no_body", "no_title", "empty", "listing"}


@pytest.mark.parametrize(
    "url", ["", "http://[", "not an address", "http://a b/\n", "javascript:1", "//x", "file:///"]
)
def test_an_address_that_is_none_loses_no_article(url):
    assert reason(PAGE, url) is None


@pytest.mark.parametrize(
    "address",
    ["http://[", "http://other./a", "http://co.uk/a", "http:///a", "//x", "http://a:b/c"],
)
def test_a_canonical_address_that_is_none_loses_no_article(address):
    link = f'<link rel="canonical" href="{address}">'
    assert reason(PAGE.replace("<body>", link + "<body>")) is None


def test_a_page_cut_off_anywhere():
    data = (PAGE + '<script type=\'application/ld+json\'>{"headline": "عنوان"}</script>').encode()
    for end in range(0, len(data), 7):
        assert reason(data[:end]) in {
            None,
            "empty",
            "no_body",
            "no_title",
            "not_arabic",
            "undecodable",
        }


LONG = {
    "spaces": " ",
    "line ends": "\n",
    "dots": ".",
    "dashes": "- ",
    "colons": "المصدر: ",
    "digits": "1",
    "dates": "2024/1/29 ",
    "letters": "م",
    "labels": "اقرأ أيضا: ",
    "brackets": "(",
    "quotes": "“",
    "pipes": " | ",
    "commas": "، ",
    "links": '<a href="/x">خبر من الحي الشرقي</a> ',
    "items": '<li><a href="/n/1">خبر من الحي الشرقي اليوم</a></li>',
    "bylines": "<p>كتب: أحمد علي</p>",
    "images": '<img src="/a.jpg">',
    "scripts": '<script type="application/ld+json">{"@type": "NewsArticle"}</script>',
    "entities": "&#1605;",
    "comments": "<!-- x -->",
}


@pytest.mark.parametrize("name", LONG)
def test_time_grows_with_the_input_and_no_faster(name):
    def seconds(size):
        piece = LONG[name]
        page = PAGE.replace("</body>", f"<p>{piece * (size // len(piece))}</p></body>")
        began = time.process_time()
        reason(page)
        return time.process_time() - began

    seconds(5_000)
    # ten times the input: about ten times the time; a hundred times would be quadratic
    assert seconds(300_000) < 40 * max(seconds(30_000), 0.005)
