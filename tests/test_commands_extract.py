"""`scrapy extract`: a file or an address in, a record or one line out."""

import gzip
import json
from pathlib import Path

import pytest

from tests.site import running
from tests.test_spiderloader import scrapy
from tests.walk import article

REFERENCE = Path(__file__).parent.parent.parent / "shared" / "reference"
SEED = 'title = "الأولى"\ndomain = "{domain}"\ncountry = "EG"\n[settings]\nUSER_AGENT = "own-bot"\n'


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(article(7), encoding="utf-8")
    return path


def test_a_file(page, tmp_path):
    done = scrapy("extract", str(page), "--url", "https://a.com/7?utm_source=x", folder=tmp_path)
    record = json.loads(done.stdout)
    assert record["title"] == "افتتاح الجسر رقم 7 فوق النهر"
    assert record["url"] == "https://a.com/7"
    assert done.stderr == ""
    assert done.returncode == 0


def test_a_packed_file_and_a_broken_one(page, tmp_path):
    packed = tmp_path / "page.html.gz"
    packed.write_bytes(gzip.compress(page.read_bytes()))
    done = scrapy("extract", str(packed), folder=tmp_path)
    assert json.loads(done.stdout)["title"] == "افتتاح الجسر رقم 7 فوق النهر"
    packed.write_bytes(packed.read_bytes()[:-9])
    broken = scrapy("extract", str(packed), folder=tmp_path)
    assert (broken.returncode, broken.stdout) == (1, "")
    assert broken.stderr.startswith(f"error: {packed}: is no whole gzip file")


def test_explain_names_field_rule_and_printed_form(page, tmp_path):
    done = scrapy("extract", str(page), "--explain", folder=tmp_path)
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["field", "rule", "printed"]
    title = next(line for line in lines if line.startswith("title"))
    assert title.rstrip().endswith("افتتاح الجسر رقم 7 فوق النهر")


def test_brackets_of_selectors_and_pages_are_no_markup(page, tmp_path):
    seed = SEED.format(domain="a.com") + '[selectors]\ntitle = ["h1[class]"]\n'
    (tmp_path / "one.toml").write_text(seed, encoding="utf-8")
    page.write_text(article(7).replace("<h1>", '<h1 class="x">[/b] '), encoding="utf-8")
    done = scrapy("extract", str(page), "--url", "https://a.com/7", "--explain", folder=tmp_path)
    assert done.stderr == ""
    title = next(line for line in done.stdout.splitlines() if line.startswith("title"))
    assert "selector:h1[class]" in title
    assert "[/b] افتتاح" in title


def test_an_address_with_its_outlets_settings(tmp_path):
    with running() as site:
        site.answers["/news/7"] = article(7)
        site.answers["/robots.txt"] = "User-agent: *\nDisallow: /closed\n"
        (tmp_path / "one.toml").write_text(SEED.format(domain=site.domain), encoding="utf-8")
        arguments = ("-s", "ALLOWED_PRIVATE_HOSTS=127.0.0.1")
        done = scrapy("extract", f"{site.url}/news/7", *arguments, folder=tmp_path)
        closed = scrapy("extract", f"{site.url}/closed", *arguments, folder=tmp_path)
        gone = scrapy("extract", f"{site.url}/gone", *arguments, folder=tmp_path)
    assert json.loads(done.stdout)["outlet"] == "one"
    assert (closed.returncode, closed.stdout) == (1, "")
    assert "robots.txt" in closed.stderr
    assert gone.stderr == f"error: {site.url}/gone: the server answered 404\n"


MISTAKES = [
    (["nowhere.html"], "nowhere.html: No such file or directory"),
    (["http://127.0.0.1:9/x"], "private address"),
    (["http://nosuchhost.invalid/"], "nosuchhost.invalid"),
    (["{page}", "--outlet", "nobody"], "Unknown outlet 'nobody'"),
    (["{empty}"], "no article"),
    (["{binary}"], "no article"),
    ([], "one file or address"),
]


@pytest.mark.parametrize(("arguments", "words"), MISTAKES)
def test_a_mistake_is_one_line(arguments, words, page, tmp_path):
    files = {"page": page, "empty": tmp_path / "empty.html", "binary": tmp_path / "binary.html"}
    files["empty"].write_bytes(b"")
    files["binary"].write_bytes(bytes(range(256)) * 20)
    done = scrapy(
        "extract",
        *(each.format(**files) for each in arguments),
        "-s",
        "RETRY_ENABLED=0",
        folder=tmp_path,
    )
    assert done.returncode != 0
    assert done.stdout == ""
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not arguments or len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(
    not REFERENCE.exists(),
    reason=f"reads a real outlet's article, which is no part of this repository, from {REFERENCE}",
)
@pytest.mark.parametrize("name", ["article.html", "article.txt"])
def test_the_reference_article(name, tmp_path):
    done = scrapy("extract", str(REFERENCE / name), folder=tmp_path)
    record = json.loads(done.stdout)
    expected = json.loads((REFERENCE / "article.json").read_text(encoding="utf-8"))
    related = expected.pop("related")
    assert {name: record.get(name) for name in expected} == expected
    assert [
        {name: each.get(name) for name in want}
        for each, want in zip(record["related"], related, strict=True)
    ] == related
