"""Section and home pages: articles told from everything else, next pages, sections, feeds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from crawler.discovery.homepage import feed_addresses, section_addresses, well_known
from crawler.discovery.loadmore import json_links
from crawler.discovery.pagination import next_link, page_number
from crawler.discovery.recognise import is_article_page
from crawler.discovery.sections import section_links
from crawler.discovery.shapes import NEVER, article_points, wanted
from crawler.outlets import Outlet
from tests.corpus import CORPUS, needs_corpus

URL = "https://example.com/sport/"
REAL_PAGES = CORPUS / "sections"

HEADLINES = [
    "افتتاح الجسر الجديد فوق النهر بحضور الوزير",
    "المنتخب يفوز على ضيفه بثلاثة أهداف نظيفة",
    "ارتفاع أسعار القمح في الأسواق العالمية اليوم",
    "حملة لتنظيف شاطئ المدينة يشارك فيها المئات",
    "جامعة العاصمة تعلن نتائج القبول للعام الجديد",
    "قمة اقتصادية تبحث مستقبل الطاقة في المنطقة",
]


def page(body):
    return Selector(text=f"<html><body>{body}</body></html>")


def found(body, **kwargs):
    return [
        link.url.removeprefix("https://example.com")
        for link in section_links(page(body), URL, **kwargs)
    ]


# How listings are built: name → a card from address and headline.
CARDS = {
    "heading": '<li><h3><a href="{url}">{title}</a></h3></li>',
    "link around the heading": '<div class="c"><a href="{url}"><img src="x.jpg"><h2>{title}</h2></a></div>',
    "picture and headline": '<div><a href="{url}"><img src="x.jpg"></a><a href="{url}">{title}</a><a href="{url}">المزيد</a></div>',
    "table": '<tr><td>1</td><td><a href="{url}">{title}</a></td></tr>',
    "title attribute": '<div class="p"><a href="{url}" title="{title}"><img src="x.jpg"></a></div>',
    "picture's text": '<div class="p"><a href="{url}"><img src="x.jpg" alt="{title}"></a></div>',
    "header of an article": '<article><header class="entry-header"><a href="{url}">{title}</a></header></article>',
    "date and comments": '<li><a href="{url}">{title}</a> <a href="{url}#c">5 تعليقات</a> 2026/11/24</li>',
}
# How articles are addressed, by number.
ADDRESSES = {
    "date and slug": "/2026/11/24/خبر-جديد-من-المدينة-{}/",
    "number": "/news/123{}",
    "number and slug": "/sport/8812{}/خبر-جديد",
    "slug": "/خبر-جديد-من-المدينة-رقم-{}/",
    "old query": "/news.php?id={}",
    "asp": "/Story.aspx?n=55{}&sid=3",
    "html": "/sport/77{}.html",
    "short number": "/news/{}",
    "uuid": "/story/9f2c6d1b-8a7e-4f50-9c1d-00000000000{}",
}
NAVIGATION = """
  <header><nav><ul class="menu"><li><a href="/">الرئيسية</a></li><li><a href="/politics">سياسة</a></li>
  <li><a href="/sport">رياضة</a></li><li><a href="/section/12/arab-and-world-news">أخبار العرب والعالم اليوم</a></li>
  <li><a href="/tag/القمة-العربية-في-المدينة">القمة العربية في المدينة الكبيرة الآن</a></li></ul></nav></header>"""
AROUND = """
  <div class="tags"><a href="/tag/12345/الجسر-الجديد-في-المدينة">الجسر الجديد</a></div>
  <div class="writer"><a href="/author/4711/كاتب-المقال-الأسبوعي-الكبير">كاتب المقال الأسبوعي الكبير هنا</a></div>
  <div class="share"><a href="https://facebook.com/share?u=x">شارك هذا الخبر مع أصدقائك الآن</a></div>
  <a href="https://other.com/2026/11/24/خبر-في-موقع-آخر-اليوم">خبر في موقع آخر نشر اليوم صباحا</a>
  <a href="/files/report-2026-of-the-ministry.pdf">تقرير الوزارة السنوي عن حركة التجارة</a>
  <a href="mailto:desk@example.com">راسلوا هيئة التحرير عبر البريد الإلكتروني</a>
  <a href="javascript:void(0)">إظهار المزيد من الأخبار في هذه الصفحة</a> <a href="#top">إلى أعلى الصفحة</a>
  <ul class="pagination"><li><a href="/sport/page/2">2</a></li><li><a href="/sport/page/3">3</a></li></ul>
  <footer><a href="/about-us">من نحن وما هي سياسة التحرير لدينا</a><a href="/privacy-policy">سياسة الخصوصية</a>
  <a href="/contact">اتصل بنا</a><a href="/rss">آر إس إس</a></footer>"""


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("card", CARDS)
def test_articles_are_told_from_everything_else(card, address):
    urls = [ADDRESSES[address].format(n) for n in range(1, 7)]
    cards = [
        CARDS[card].format(url=url, title=title) for url, title in zip(urls, HEADLINES, strict=True)
    ]
    around = "<table>{}</table>" if card == "table" else "<div>{}</div>"
    links = list(section_links(page(NAVIGATION + around.format("".join(cards)) + AROUND), URL))
    assert [link.url.removeprefix("https://example.com") for link in links] == urls
    assert [link.title for link in links] == HEADLINES


def test_a_short_headline_counts_where_its_neighbours_are_articles():
    cards = [
        f'<li class="n"><a href="/read/item{n}">{title}</a></li>'
        for n, title in enumerate(HEADLINES)
    ]
    cards.append('<li class="n"><a href="/read/item9">فوز كبير للمنتخب</a></li>')
    assert "/read/item9" in found("<ul>" + "".join(cards) + "</ul>")


def test_the_page_itself_and_repeats_are_left_out():
    body = (
        f'<h2><a href="/sport/">{HEADLINES[0]}</a></h2>'
        + 2 * f'<h2><a href="/news/5512">{HEADLINES[1]}</a></h2>'
    )
    assert found(body) == ["/news/5512"]


def test_relative_links_follow_the_base():
    body = f'<h2><a href="5512.html">{HEADLINES[1]}</a></h2>'
    selector = Selector(text=f'<head><base href="https://example.com/news/"></head>{body}')
    assert [link.url for link in section_links(selector, URL)] == [
        "https://example.com/news/5512.html"
    ]


def test_the_outlets_own_rules_go_first():
    outlet = Outlet(
        name="a", title="أ", domain="example.com", allow=(r"^/n/\d+$",), deny=(r"^/n/99",)
    )
    body = (
        '<a href="/n/1">نعم</a><a href="/n/991">لا</a>'
        f'<h2><a href="/2026/11/24/x">{HEADLINES[0]}</a></h2>'
    )
    assert found(body, outlet=outlet) == ["/n/1"]


RULES = [
    ("https://a.com/news/5", (r"/news/\d+",), (), True),
    ("https://a.com/blog/5", (r"/news/\d+",), (), False),
    ("https://a.com/blog/5", (), (), None),
    ("https://a.com/video/5", (), ("^/video/",), False),
    ("https://a.com/%D8%B1%D9%8A%D8%A7%D8%B6%D8%A9/5", ("^/رياضة/",), (), True),
    ("https://a.com/story.aspx?n=5", (r"n=\d+",), (), True),
]


@pytest.mark.parametrize(("url", "allow", "deny", "expected"), RULES)
def test_rules_are_searched_in_the_decoded_path(url, allow, deny, expected):
    assert (
        wanted(url, Outlet(name="a", title="أ", domain="a.com", allow=allow, deny=deny)) is expected
    )


@pytest.mark.parametrize(
    "path",
    ["/", "/tag/x-y-z-w-v", "/category/sport/", "/author/ahmad-ali-hassan", "/page/3", "/search?q=x", "/x.jpg",
     "/sport/page/12", "/wp-content/uploads/2026/11/a-b-c-d.html", "/feed/", "/وسم/القمة-العربية-في-المدينة",
     "/2026.pdf", "/2026/11/24/", "/calendar/2026/11", "/archive/2026-11-24", "/calendar/2026/11/24", "/login", "/?cat=12"],
)  # fmt: skip
def test_listings_and_files_get_no_points(path):
    assert article_points(f"https://example.com{path}") < 0


@pytest.mark.parametrize(
    "path",
    [
        "/خبر-جديد-من-المدينة/2026/11/24",
        "/news/12345/2026-11-24",
        "/2026-11-24-77",
        "/sport/2026/11/24/x",
    ],
)
def test_a_date_at_the_end_makes_no_calendar_of_an_article(path):
    assert article_points(f"https://example.com{path}") > 0


NEXT = [
    ('<a rel="next" href="/sport?page=2">2</a>', "/sport?page=2"),
    ('<a href="/sport/page/2/">التالي</a>', "/sport/page/2/"),
    ('<a href="/sport/page/2/">الصفحة التالية ←</a>', "/sport/page/2/"),
    ('<a href="/sport/page/2/">« المقالات الأقدم</a>', "/sport/page/2/"),
    ('<a href="/sport/page/2/">مقالات أقدم</a>', "/sport/page/2/"),
    ('<a href="/sport/page/2/">Next »</a>', "/sport/page/2/"),
    ('<a href="/sport/page/2/" title="التالي">›</a>', "/sport/page/2/"),
    ('<a class="next page-numbers" href="/sport/page/2/"><i></i></a>', "/sport/page/2/"),
    ('<span>1</span><a href="?page=2">2</a><a href="?page=3">3</a>', "/sport/?page=2"),
    ('<a href="index.2.html">2</a><a href="index.3.html">3</a>', "/sport/index.2.html"),
    ('<button class="load-more" data-url="/ajax/more?page=2">المزيد</button>', "/ajax/more?page=2"),
    ('<a href="/sport?page=2">عرض المزيد</a>', "/sport?page=2"),
    ('<a href="#">التالي</a>', None),
    ('<a href="javascript:next()">التالي</a>', None),
    ('<a href="https://other.com/page/2">التالي</a>', None),
    ('<a href="/sport/">التالي</a>', None),
    ('<a href="/news/2">2</a>', None),
    ("<p>لا شيء</p>", None),
]


@pytest.mark.parametrize(("body", "expected"), NEXT)
def test_the_next_page(body, expected):
    link = next_link(page(body), URL)
    assert (link and link.url) == (f"https://example.com{expected}" if expected else None)


def test_the_next_page_of_a_later_page():
    body = '<a href="/s?page=1">1</a><a href="/s?page=2">2</a><b>3</b><a href="/s?page=4">4</a><a href="/s?page=90">90</a>'
    assert next_link(page(body), "https://example.com/s?page=3").url.endswith("page=4")
    selector = Selector(text='<link rel="next" href="/s?page=4"><a href="/s?page=9">التالي</a>')
    assert next_link(selector, "https://example.com/s?page=3").url.endswith("page=4")


@pytest.mark.parametrize(
    ("url", "number"),
    [
        ("/s?page=3", 3),
        ("/s/page/12/", 12),
        ("/s?a=1&paged=2", 2),
        ("/index.7.html", 7),
        ("/s", 1),
        ("/news/44", 1),
    ],
)
def test_page_numbers(url, number):
    assert page_number(f"https://example.com{url}") == number


HOME = """<head><link rel="alternate" type="application/rss+xml" href="/feed/" title="الأخبار">
  <link rel="alternate" type="application/rss+xml" href="/comments/feed/">
  <link rel="alternate" type="application/atom+xml" href="https://feeds.example.org/a">
  <link rel="alternate" hreflang="en" href="/en/"></head><body><nav>
  <a href="/">الرئيسية</a><a href="/politics/">سياسة</a><a href="/sport">رياضة</a><a href="/sport/">رياضة</a>
  <a href="/category/اقتصاد">اقتصاد وأعمال</a><a href="/about">من نحن</a><a href="/privacy">سياسة الخصوصية</a>
  <a href="/en/">English</a><a href="https://other.com/x">شريك</a><a href="/2026/11/24/خبر-جديد-من-المدينة">خبر</a>
  <a href="/page/2">2</a><a href="/menu.pdf">ملف</a></nav><a href="/hidden">خارج</a></body>"""


def test_a_home_page_names_feeds_and_sections():
    selector = Selector(text=HOME)
    assert [link.url for link in feed_addresses(selector, "https://example.com/")] == [
        "https://example.com/feed/",
        "https://feeds.example.org/a",
    ]
    sections = list(section_addresses(selector, "https://example.com/"))
    assert [link.url.removeprefix("https://example.com") for link in sections] == [
        "/politics/", "/sport", "/category/اقتصاد",
    ]  # fmt: skip
    assert {link.kind for link in sections} == {"section"}


def test_well_known_places_lie_on_the_same_host():
    places = [link.url for link in well_known("https://example.com/a/b?c")]
    assert "https://example.com/sitemap.xml" in places
    assert "https://example.com/feed/" in places


ARTICLE_PAGES = [
    ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', "/news/5512", True),
    ('<script type="application/ld+json">{"@graph":[{"@type":["Article","X"]}]}</script>', "/a-b-c-d", True),
    ('<meta property="og:type" content="article">', "/2026/11/24/a-b-c-d", True),
    ('<meta property="og:type" content="article">', "/sport", False),
    ('<script type="application/ld+json">{"@type": "CollectionPage"}</script><script type="application/ld+json">{"@type": "Article"}</script>', "/news/5512", False),
    ('<script type="application/ld+json">{"@type": "NewsArticle"}</script>', "/", False),
    ("<p>x</p>", "/news/5512", False),
]  # fmt: skip


@pytest.mark.parametrize(("head", "path", "expected"), ARTICLE_PAGES)
def test_an_article_given_as_a_listing_is_recognised(head, path, expected):
    assert is_article_page(Selector(text=head), f"https://example.com{path}") is expected


def read_json(text, url="https://example.com/api/more?page=2"):
    return [
        (link.kind, link.url.removeprefix("https://example.com"), link.title)
        for link in json_links(text.encode(), url)
    ]


JSON = [
    ('[{"link": "/n/5512", "title": {"rendered": "خبر &amp; آخر"}, "date_gmt": "2026-11-24T10:00:00"}]', [("article", "/n/5512", "خبر & آخر")]),
    ('{"data": {"items": [{"url": "/n/5512", "headline": "خبر", "image": {"url": "/x.jpg"}}]}}', [("article", "/n/5512", "خبر")]),
    ('{"posts": [{"permalink": "https://other.com/1", "title": "خبر"}]}', []),
    ('{"html": "<h2><a href=\\"/n/5512\\">افتتاح الجسر الجديد فوق النهر</a></h2>"}', [("article", "/n/5512", "افتتاح الجسر الجديد فوق النهر")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), JSON)
def test_json_of_any_make(text, expected):
    following = [("next", "/api/more?page=3", None)] if expected else []
    assert read_json(text) == expected + following


def test_json_names_its_next_page():
    text = '{"next_page_url": "/api/more?cursor=abc", "data": [{"url": "/n/5512", "title": "خبر"}]}'
    assert read_json(text)[-1] == ("next", "/api/more?cursor=abc", None)
    assert read_json('{"next": null, "data": []}') == []


def test_a_wordpress_date_in_gmt_is_utc():
    text = b'[{"link": "https://example.com/1", "title": "x", "date_gmt": "2026-11-24T10:00:00"}]'
    (link,) = json_links(text, "https://example.com/wp-json/", timezone="Asia/Riyadh")
    assert link.published_at.value.isoformat() == "2026-11-24T10:00:00+00:00"


@given(st.text(max_size=200))
def test_no_markup_at_all_raises(text):
    for body in (text, f'<a href="{text}">{text}</a>', f"<nav><a href='{text}'>x</a></nav>"):
        selector = page(body)
        list(section_links(selector, URL))
        list(section_addresses(selector, URL))
        next_link(selector, URL)
    list(json_links(text.encode("utf-8", "replace"), URL))
    assert article_points(f"https://example.com/{text}") >= NEVER


# Counted by hand: the articles that each saved page links to.
REAL = [
    ("economygate_author", "https://amr208.github.io/economy.gate/author/np_amr/", 10, "/author/np_amr/page/2/"),
    ("economygate_cat_latest", "https://amr208.github.io/economy.gate/x", 10, None),
    ("economygate_cat_realestate", "https://amr208.github.io/economy.gate/x", 8, None),
    ("economygate_home", "https://amr208.github.io/economy.gate/", 11, None),
    ("economygate_tag_banks", "https://amr208.github.io/economy.gate/x", 8, None),
    ("racidy_cat_sport", "https://racidy.com/", 10, "/page/2/index.html"),
    ("racidy_home", "https://racidy.com/", 10, "/page/2/index.html"),
    ("racidy_tag_egypt", "https://racidy.com/", 6, None),
    ("thevoicema_societe_p23", "https://thevoice.ma/category/societe/page/23/", 12, "/category/societe/page/24/"),
]  # fmt: skip


@needs_corpus
@pytest.mark.parametrize(("name", "url", "count", "following"), REAL)
def test_real_sections(name, url, count, following):
    selector = Selector(text=(REAL_PAGES / f"{name}.html").read_text(encoding="utf-8"))
    links = list(section_links(selector, url))
    assert len(links) == count
    assert all(link.title and len(link.title.split()) >= 4 for link in links)
    after = next_link(selector, url)
    assert (after is None) == (following is None)
    assert after is None or after.url.endswith(following)
