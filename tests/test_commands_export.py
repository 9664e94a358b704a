"""`scrapy export` on a real embedded server."""

import argparse
import json
from datetime import timedelta

import pytest

from crawler.commands.export import add_filters, filters
from crawler.records import to_document, to_json_record
from crawler.storage.origins import story_ids
from crawler.storage.reading import stored_documents
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


async def test_all_of_it_to_standard_output(shelf, export):
    done = export("-")
    records = {each["id"]: each for each in map(json.loads, done.stdout.splitlines())}
    assert records == {each.id: to_json_record(each) for each in shelf}
    assert (done.returncode, done.stderr) == (0, "4 articles of 2 outlets\n")


def options(*arguments):
    """The parsed options of the command."""
    parser = argparse.ArgumentParser()
    add_filters(parser)
    for name in ("--story", "--text"):
        parser.add_argument(name, default="")
    return parser.parse_args(arguments)


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
async def test_filters(store, shelf, arguments, expected):
    given = options(*arguments)
    asked = filters(given, text=given.text, story=given.story)
    found = [each["url"] async for each in stored_documents(store, asked)]
    assert {int(url.rpartition("/")[2]) for url in found} == expected


async def test_the_command_filters(shelf, export):
    done = export("--text", "مكتبة", "--since", "2024-02-01", "--country", "EG", "-")
    (record,) = map(json.loads, done.stdout.splitlines())
    assert record["url"] == shelf[1].url


@pytest.mark.parametrize("asked", ["s" * 32, "b" * 32, "a" * 32])
async def test_a_story_is_found_by_its_old_ids_too(store, shelf, export, asked):
    merges = [
        {"_id": "a" * 32, "merged_into": "b" * 32},
        {"_id": "b" * 32, "merged_into": "s" * 32},
    ]
    await store.stories.insert_many([*merges, {"_id": "s" * 32, "outlets": ["press"]}])
    # A crawl was killed before it noted the merge.
    await store.articles.update_one({"url": shelf[0].url}, {"$set": {"story": "a" * 32}})
    done = export("--story", asked, "-")
    assert {json.loads(line)["url"] for line in done.stdout.splitlines()} == {
        each.url for each in shelf[:2]
    }


async def test_stories_that_name_each_other_end_the_search(store):
    merges = [{"_id": "a", "merged_into": "b"}, {"_id": "b", "merged_into": "a"}]
    await store.stories.insert_many(merges)
    assert await story_ids(store, "a") == ["b", "a"]


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


@pytest.mark.parametrize(
    ("profile", "name"),
    [("full", "a.parquet"), ("schema.org", "-"), ("zyte", "-"), ("flat", "a.csv")],
)
async def test_what_others_have_put_into_the_collection_is_left_out(
    store, shelf, export, tmp_path, name, profile
):
    await store.database.command("collMod", "articles", validator={})
    good = to_document(shelf[0])
    faults = [
        {"url": None},
        {"title": 5},
        {"word_count": "many"},
        {"published_at": "yesterday"},
        {"published_at": 5, "published_precision": "day"},
        {"sources": "رويترز"},
        {"authors": ["سلمى"]},
        {"images": [{"url": 5}]},
        {"crawl": {"etag": b"x"}},
    ]
    others = [{**good, "_id": f"{n:032x}", **fault} for n, fault in enumerate(faults)]
    await store.articles.insert_many([*others, {"note": "mine"}])
    done = export("--as", profile, name if name == "-" else str(tmp_path / name))
    assert done.returncode == 0, done.stderr
    unfit = len(faults) + 1 - (profile != "full")  # the others do not have `crawl`
    assert f"of 2 outlets ({unfit} documents that are no articles left out)" in done.stderr
