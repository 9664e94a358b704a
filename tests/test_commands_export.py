"""`scrapy export` on a real embedded server."""

import json
from datetime import timedelta

import pytest

from crawler.records import to_document, to_json_record
from tests.shelf import DAY, WHOLE, scrapy


@pytest.fixture
async def shelf(store, make_article):
    """Four stored articles."""
    articles = [
        make_article(1, **WHOLE),
        make_article(2, **{**WHOLE, "outlet": "other", "published_at": DAY + timedelta(days=9)}),
        make_article(3, country="SA", body="زار الوزير مدرستين في الرياض."),
        make_article(4, published_at=DAY - timedelta(days=9), country="EG"),
    ]
    await store.articles.insert_many([to_document(each) for each in articles])
    return articles


@pytest.fixture
def export(mongodb_folder, database_name):
    return lambda *arguments: scrapy(mongodb_folder, database_name, "export", *arguments)


def numbers(done):
    """The numbers of the articles on standard output."""
    urls = [json.loads(line)["url"] for line in done.stdout.splitlines()]
    return {int(url.rpartition("/")[2]) for url in urls}


async def test_all_of_it_to_standard_output(shelf, export):
    done = export("-")
    records = {each["id"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert records == {each.id: to_json_record(each) for each in shelf}
    assert (done.returncode, done.stderr) == (0, "4 articles of 2 outlets\n")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["--outlet", "press"], {1, 3, 4}),
        (["--outlet", "press,other"], {1, 2, 3, 4}),
        (["--country", "eg,ma"], {1, 2, 4}),
        (["--since", "2024-01-29"], {1, 2}),
        (["--until", "2024-01-29"], {1, 4}),
        (["--until", "9999-12-31", "--since", "2024-01-30"], {2}),
        (["--story", "s" * 32], {1, 2}),
        (["--text", "الوَزير الرياض"], {3}),
        (["--text", '"ابواب المكتبه"'], set()),
        (["--text", '"المكتبه ابوابها"', "--outlet", "press"], {1}),
        (["--text", "مكتبة", "--since", "2024-02-01", "--country", "EG"], {2}),
    ],
)
async def test_filters(shelf, export, arguments, expected):
    done = export(*arguments, "-")
    assert numbers(done) == expected
    assert done.returncode == (0 if expected else 1)


async def test_a_file_with_its_card(shelf, export, tmp_path):
    done = export("--as", "flat", "--country", "EG", str(tmp_path / "a.csv"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "a.csv").read_text("utf-8-sig").startswith("title,published_at,body,")
    card = (tmp_path / "a.csv.card.md").read_text("utf-8")
    assert "| articles | 3 |" in card
    assert "| asked for | country EG |" in card
    assert done.stdout == ""
    assert f"a.csv; what they are: {tmp_path}/a.csv.card.md" in done.stderr


MISTAKES = [
    ([], 2, "takes the name of one file"),
    (["a.txt"], 1, "must end in"),
    (["--as", "pretty", "-"], 1, "no profile 'pretty'; there are full, flat, schema.org, zyte"),
    (["--since", "yesterday", "-"], 1, "since='yesterday' is no day"),
    (["--text", "؟!", "-"], 1, "nothing to search for"),
    (["--outlet", "nobody", "a.jsonl"], 1, "matches; nothing is written"),
    (["/dev/full"], 1, "must end in"),
    (["/proc/a.jsonl"], 1, "can't write /proc/a.jsonl: "),
]


@pytest.mark.parametrize(("arguments", "status", "words"), MISTAKES)
async def test_a_mistake_is_one_line(shelf, export, arguments, status, words):
    done = export(*arguments)
    assert done.returncode == status
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1 or not arguments  # then the usage stands before it
    assert done.stdout == ""


def test_a_server_that_is_away_is_one_line(tmp_path):
    away = "mongodb://reader:s3cret@127.0.0.1:9/?serverSelectionTimeoutMS=300"
    done = scrapy(tmp_path / "mongodb", "press", "export", "-", "-s", f"MONGODB_URI={away}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("error: no MongoDB server answers at mongodb://reader:***@")
    assert len(done.stderr.splitlines()) == 1
