"""`scrapy snapshot`: saved pages, what they are compared by, and bad input."""

import json

import pytest

from crawler.exceptions import NotAnArticle, WarraqError
from crawler.outlets import find_outlet
from crawler.survey.snapshot import check, differences, save, snapshots
from tests import site
from tests.command import scrapy
from tests.walk import article

URL = "https://press.example/7"


@pytest.fixture
def seeds(tmp_path):
    folder = tmp_path / "seeds"
    folder.mkdir()
    text = 'title = "ميزان"\ndomain = "press.example"\ntimezone = "Africa/Cairo"\n'
    (folder / "press.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def saved(tmp_path, seeds):
    page, _ = save(
        tmp_path / "pages", find_outlet("press", [seeds]), article(7).encode(), URL, "utf-8"
    )
    return page.with_suffix(".json")


def change(path, **fields):
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | fields, ensure_ascii=False), encoding="utf-8")


def test_a_page_gives_what_was_saved(saved, seeds):
    record = json.loads(saved.read_text(encoding="utf-8"))
    assert record["title"] == "افتتاح الجسر رقم 7 فوق النهر"
    assert record["snapshot"]["url"] == URL
    assert not {"fetched_at", "crawl", "provenance"} & set(record)
    assert saved.with_suffix(".html").read_bytes() == article(7).encode()
    assert check(saved, [seeds]) == []


def test_what_differs_is_named_by_field(saved, seeds):
    change(saved, title="عنوان آخر", sources=["رويترز"])
    assert check(saved, [seeds]) == [
        "title: عنوان آخر expected, افتتاح الجسر رقم 7 فوق النهر found",
        'sources: ["رويترز"] expected, nothing found',
    ]


def test_a_selector_that_finds_something_else_is_noticed(saved, seeds):
    with (seeds / "press.toml").open("a") as file:
        file.write('[selectors]\nbody = ["article p:first-of-type"]\n')
    assert any(line.startswith("body: ") for line in check(saved, [seeds]))
    text = (
        (seeds / "press.toml").read_text().replace('["article p:f', '["p.new", "article p", "p:f')
    )
    (seeds / "press.toml").write_text(text)
    assert check(saved, [seeds]) == []


def test_long_values_are_shown_where_they_differ():
    (line,) = differences({"body": "كلمة " * 100 + "أولى"}, {"body": "كلمة " * 100 + "ثانية"})
    assert "أولى expected" in line
    assert len(line) < 180


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda path, _: path.write_text("{"), "is no record of a saved page"),
        (lambda path, _: path.write_text("{}"), "is no record of a saved page: KeyError"),
        (lambda path, _: path.write_text('{"snapshot": 3}'), "is no record of a saved page"),
        (lambda path, _: path.with_suffix(".html").unlink(), "No such file"),
        (lambda path, _: path.with_suffix(".html").write_text("<p>لا شيء</p>"), "no article: no_"),
        (lambda _, seeds: (seeds / "press.toml").unlink(), "Unknown outlet 'press'"),
    ],
)
def test_a_saved_page_that_can_not_be_read_is_one_line(saved, seeds, spoil, words):
    spoil(saved, seeds)
    (line,) = check(saved, [seeds])
    assert words in line


def test_nothing_is_saved_twice_nor_without_an_article(saved, seeds, tmp_path):
    outlet = find_outlet("press", [seeds])
    with pytest.raises(WarraqError, match="is there already"):
        save(tmp_path / "pages", outlet, article(7).encode(), URL)
    with pytest.raises(NotAnArticle):
        save(tmp_path / "pages", outlet, b"<p>404</p>", URL)
    (tmp_path / "file").write_text("")
    with pytest.raises(WarraqError, match=r"file.*: "):
        save(tmp_path / "file", outlet, article(8).encode(), URL)
    assert len(snapshots(tmp_path / "pages")) == 1
    with pytest.raises(WarraqError, match="no saved pages"):
        snapshots(tmp_path / "nowhere")


def test_the_command_with_bad_input(tmp_path):
    with site.running() as press:
        press.answers |= {"/robots.txt": "", "/7": article(7), "/8": "<p>لا شيء هنا</p>"}
        text = f'title = "ميزان"\ndomain = "{press.domain}"\n[settings]\nDOWNLOAD_DELAY = 0\n'
        (tmp_path / "press.toml").write_text(text, encoding="utf-8")

        def snapshot(*arguments):
            done = scrapy(
                *("snapshot", *arguments),
                SEEDS_PATHS=tmp_path,
                DATA_DIR=tmp_path / "data",
                ALLOWED_PRIVATE_HOSTS="127.0.0.1",
            )
            assert "Traceback" not in done.stderr
            return done

        for arguments, words in [
            (["pres", press.url + "/7"], "Unknown outlet 'pres'. Did you mean: press?"),
            (["press", "7"], "is no http(s) address"),
            (["press", "https://other.example/7"], "does not lie on"),
            (["press", press.url + "/9"], "404; nothing was saved"),
            (["press", press.url + "/8"], "no article: "),
            (["press"], "takes an outlet and an address"),
            (["--check"], "no saved pages there"),
        ]:
            done = snapshot(*arguments)
            assert words in done.stderr, arguments
            assert done.returncode != 0
        assert not (tmp_path / "data").exists()
        assert snapshot("press", press.url + "/7").returncode == 0
        path = next((tmp_path / "data").rglob("*.json"))
        change(path, title="عنوان")
        done = snapshot("--check")
        assert done.returncode == 1
        assert done.stdout.splitlines()[-1] == "1 pages, 0 as saved, 1 differ"
