"""Aggregators: items whose text stands on another site, and canonical addresses that do."""

import json

import pytest
from parsel import Selector

from crawler import extract_article
from crawler.discovery.admission import Admission
from crawler.discovery.links import Link
from crawler.discovery.sections import section_links
from crawler.exceptions import OutletError
from crawler.extraction.elsewhere import foreign_canonical, source_link
from crawler.outlets import Outlet, load_outlet
from spiders.news import NewsSpider
from tests import site
from tests.command import scrapy
from tests.walk import article, rss, section, walk

URL = "https://gather.example/item/7"
SOURCE = "https://press.example/2026/11/24/bridge"


def item(*links, head="", text=""):
    """An aggregator's page: a headline, share buttons, links out."""
    anchors = "".join(f'<a href="{url}">{words}</a> ' for url, words in links)
    return (
        f'<html lang="ar"><head><title>افتتاح الجسر الجديد</title>{head}</head><body>'
        f'<nav><a href="https://partner.example/offer">شريكنا</a></nav><h1>افتتاح الجسر الجديد</h1>{text}'
        f'<a href="https://www.facebook.com/sharer?u=1">شارك</a> {anchors}</body></html>'
    )


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (item((SOURCE, "اقرأ الخبر من المصدر")), SOURCE),
        (item((SOURCE, "موقع الجسر")), SOURCE),
        (item((SOURCE, "المصدر"), ("https://ads.example/1", "إعلان")), SOURCE),
        (item((SOURCE, "أ"), ("https://ads.example/1", "ب")), None),
        (item(("https://press.example/", "المصدر")), None),
        (item(("https://gather.example/item/8", "المزيد")), None),
        (item(head=f'<link rel="canonical" href="{SOURCE}">'), SOURCE),
        (item(), None),
    ],
)
def test_the_page_that_an_item_is_about(page, found):
    assert source_link(Selector(text=page), URL, "gather.example") == found


@pytest.mark.parametrize(
    ("address", "is_foreign"),
    [
        (SOURCE, True),
        ("https://gather.example/item/8", False),
        ("https://m.gather.example/item/8", False),
        ("https://gather.net/item/7", False),
        ("https://press.example/", False),
        ("not an address", False),
    ],
)
def test_a_canonical_address_on_another_site(address, is_foreign):
    root = Selector(text=item(head=f'<link rel="canonical" href="{address}">')).root
    assert (foreign_canonical(root, "gather.example") == address) == is_foreign


def test_it_is_an_alias_and_a_credit():
    canonical = f'<link rel="canonical" href="{SOURCE}">'
    page = article(7).replace("</head>", f"{canonical}</head>")
    found = extract_article(page, URL)
    assert (found.url, found.urls, found.sources) == (URL, [SOURCE], ["press.example"])
    said = page.replace("</article>", "<p>المصدر: رويترز</p></article>")
    found = extract_article(said, URL)
    assert (found.urls, found.sources) == ([SOURCE], ["رويترز"])
    own = extract_article(page, SOURCE)
    assert (own.urls, own.sources) == ([], [])


def outlet(elsewhere=None):
    return Outlet(name="gather", title="جامع", domain="gather.example", elsewhere=elsewhere)


def test_links_out_of_an_aggregator_are_its_own_only_where_the_seed_says_so():
    links = [Link(SOURCE), Link("https://facebook.com/gather/posts/12345")]
    assert [Admission(outlet()).refuse_article(each) for each in links] == ["offsite"] * 2
    assert [Admission(outlet("credit")).refuse_article(each) for each in links] == ["offsite"] * 2
    assert [Admission(outlet("follow")).refuse_article(each) for each in links] == [None, "offsite"]
    page = Selector(text=section([SOURCE]))
    assert list(section_links(page, "https://gather.example/", outlet())) == []
    (link,) = section_links(page, "https://gather.example/", outlet("follow"))
    assert link.url == SOURCE


def test_the_key_of_the_seed_file(tmp_path):
    path = tmp_path / "gather.toml"
    text = 'title = "جامع"\ndomain = "gather.example"\n[articles]\nelsewhere = "{}"\n'
    path.write_text(text.format("follow"), encoding="utf-8")
    assert load_outlet(path).elsewhere == "follow"
    path.write_text(text.format("steal"), encoding="utf-8")
    with pytest.raises(
        OutletError, match=r"articles\.elsewhere: 'steal' is none of follow, credit"
    ):
        load_outlet(path)


async def test_an_outlet_to_which_an_aggregator_leads_keeps_its_own_delay(tmp_path):
    form = 'title = "ص"\ndomain = "{}.example"\n[articles]\nelsewhere = "{}"\n[settings]\nDOWNLOAD_DELAY = {}\n'
    for name, kind, delay in (("gather", "follow", 2), ("press", "credit", 9)):
        (tmp_path / f"{name}.toml").write_text(form.format(name, kind, delay), encoding="utf-8")
    given = {"SEEDS_PATHS": [str(tmp_path)]}
    own = {"outlet": load_outlet(tmp_path / "gather.toml"), "__module__": "spiders.news"}
    bound = type("Bound", (NewsSpider,), {"name": "gather", **own})
    for spider, arguments in ((NewsSpider, {"outlets": "gather"}), (bound, {})):
        done = await walk(spider, {}, settings=given, **arguments)
        slots = done.crawler.settings.getdict("DOWNLOAD_SLOTS")
        assert slots == {"gather": {"delay": 2}, "press": {"delay": 9}}


@pytest.fixture
def two(tmp_path):
    """An aggregator with two items, and the outlet that one of them leads to."""
    with site.running() as gather, site.running() as press:
        (tmp_path / "seeds").mkdir()
        for running in (gather, press):
            running.answers["/robots.txt"] = ""
        press.answers["/2026/11/24/bridge-7"] = article(7)
        gather.answers["/feed"] = rss(
            [f"{gather.url}/item/1007", f"{gather.url}/item/1008"], "Tue, 24 Nov 2026 08:00:00 GMT"
        )
        gather.answers["/item/1007"] = item((f"{press.url}/2026/11/24/bridge-7", "اقرأ الخبر"))
        gather.answers["/item/1008"] = article(8)
        yield gather, press


def crawl(two, folder, elsewhere):
    gather, press = two
    quick = "[settings]\nDOWNLOAD_DELAY = 0\nAUTOTHROTTLE_ENABLED = false\n"
    seed = f'[[seeds]]\nurl = "{gather.url}/feed"\nkind = "feed"\n'
    key = f'[articles]\nelsewhere = "{elsewhere}"\n' if elsewhere else ""
    texts = {
        "gather": f'title = "جامع"\ndomain = "{gather.domain}"\n{seed}{key}{quick}',
        "press": f'title = "صحيفة الجسر"\ndomain = "{press.domain}"\n{quick}',
    }
    for name, text in texts.items():
        (folder / "seeds" / f"{name}.toml").write_text(text, encoding="utf-8")
    done = scrapy(
        *("crawl", "gather", "-O", folder / "out.jsonl"),
        SEEDS_PATHS=folder / "seeds",
        DATA_DIR=folder / "data",
        ALLOWED_PRIVATE_HOSTS="127.0.0.1",
    )
    assert done.returncode == 0, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
    lines = (folder / "out.jsonl").read_text(encoding="utf-8").splitlines()
    return {each["url"]: each for each in map(json.loads, lines)}


def test_an_item_is_followed_to_the_page_that_it_is_about(two, tmp_path):
    gather, press = two
    found = crawl(two, tmp_path, "follow")
    theirs = found[f"{press.url}/2026/11/24/bridge-7"]
    assert (theirs["outlet"], theirs["outlet_title"]) == ("press", "صحيفة الجسر")
    assert theirs["crawl"]["discovered_from"] == f"{gather.url}/item/1007"
    assert found[f"{gather.url}/item/1008"]["outlet"] == "gather"
    assert press.asked == ["/robots.txt", "/2026/11/24/bridge-7"]


def test_an_item_is_recorded_with_its_credit(two, tmp_path):
    gather, press = two
    found = crawl(two, tmp_path, "credit")
    recorded = found[f"{gather.url}/item/1007"]
    assert recorded["sources"] == ["صحيفة الجسر"]
    assert recorded["related"][0]["url"] == f"{press.url}/2026/11/24/bridge-7"
    assert recorded["published_at"].startswith("2026-11-24")
    assert "body" not in recorded
    assert "sources" not in found[f"{gather.url}/item/1008"]
    assert press.asked == []


def test_without_the_key_an_item_without_text_is_no_article(two, tmp_path):
    gather, press = two
    assert set(crawl(two, tmp_path, None)) == {f"{gather.url}/item/1008"}
    assert press.asked == []
