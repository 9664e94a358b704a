"""Listings as JSON, "load more" and pages behind a question about cookies, over HTTP."""

import json

import pytest

from crawler.exceptions import OutletError
from crawler.outlets import load_outlet
from tests.command import scrapy
from tests.newsroom.child import Newsroom

ARTICLES = 50
CONSENT = 3


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    folder = tmp_path_factory.mktemp("press")
    with Newsroom(folder, outlets=4, articles=ARTICLES, faults=[f"{CONSENT}=consent"]) as running:
        yield running


def crawl(press, number, seeds, folder, settings=""):
    """What a crawl of an outlet from such seeds stores, and what should be."""
    base = press.bases[number]
    text = f'title = "ميزان"\ndomain = "{base.removeprefix("http://")}"\n'
    for kind, path in seeds:
        text += f'[[seeds]]\nurl = "{base}{path}"\nkind = "{kind}"\n'
    text += "[settings]\nDOWNLOAD_DELAY = 0\nAUTOTHROTTLE_ENABLED = false\n" + settings
    (folder / "mizan.toml").write_text(text, encoding="utf-8")
    feed = folder / "out.jsonl"
    done = scrapy(
        *("crawl", "mizan", "-O", feed),
        SEEDS_PATHS=folder,
        DATA_DIR=folder / "data",
        ALLOWED_PRIVATE_HOSTS="127.0.0.1",
        CONCURRENT_REQUESTS_PER_DOMAIN=8,
    )
    got = {json.loads(line)["url"] for line in feed.read_text(encoding="utf-8").splitlines()}
    truth = Newsroom.lines(base, "/_truth.jsonl")
    want = {each["url"] for each in truth if each["is_article"] and not each.get("duplicate_of")}
    return got, want, done


@pytest.mark.parametrize("path", ["/api/latest?page=1", "/latest"])
def test_every_page_of_the_listing_is_followed(press, tmp_path, path):
    got, want, done = crawl(press, 1, [("section", path)], tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    assert want <= got
    asked = [each for _, each, _ in press.log(press.bases[1])]
    last = -(-(ARTICLES + 9) // 20)
    assert f"/api/{'latest' if 'api' in path else 'more'}?page={last}" in asked


def test_behind_a_question_about_cookies(press, tmp_path):
    seeds = [("sitemap", "/sitemap.xml")]
    got, want, done = crawl(press, CONSENT, seeds, tmp_path, 'COOKIES = { consent = "yes" }\n')
    assert done.returncode == 0, done.stderr[-2000:]
    assert want <= got


def test_without_the_cookie_the_run_says_that_pages_are_no_articles(press, tmp_path):
    got, _, done = crawl(press, CONSENT, [("sitemap", "/sitemap.xml")], tmp_path)
    assert got == set()
    assert done.returncode == 1
    assert "no article among " in done.stderr
    assert "consent_wall ×" in done.stderr


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('COOKIES = "consent=yes"', "settings.COOKIES: must be a table of texts"),
        ("COOKIES = { consent = 1 }", "settings.COOKIES: must be a table of texts"),
        ('DEFAULT_REQUEST_HEADERS = { Cookie = "a=b" }', "write cookies as COOKIES"),
    ],
)
def test_cookies_are_written_by_name(tmp_path, line, words):
    path = tmp_path / "press.toml"
    path.write_text(
        f'title = "م"\ndomain = "press.example"\n[settings]\n{line}\n', encoding="utf-8"
    )
    with pytest.raises(OutletError, match=words):
        load_outlet(path)
