"""A crawl of the made-up press held against its truth, field by field and record by record.

    python -m benchmarks.newsroom_truth --outlets 8 --articles 200 [--keep FOLDER] [--failures 5]

Printed: articles found of those published, the share equal to the truth per field, what was stored
that should not be, and whether JSON Lines and MongoDB agree. Exit status 1 where anything differs.
"""

from __future__ import annotations

import argparse
import asyncio
import collections
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from crawler.storage.mongodb import MongoStore
from crawler.storage.reading import stored_records
from crawler.urls import article_id
from tests.command import words
from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("title", "body", "published", "sources", "keywords", "related", "authors")
CRAWL_SETTINGS = {"ALLOWED_PRIVATE_HOSTS": "127.0.0.1", "LOG_LEVEL": "WARNING"}


def truths(press):
    """Every page that the press calls its truth, by article id."""
    return {article_id(record["url"]): record for record in press.truths()}


def crawl(folder):
    """Exit status of a crawl of every outlet in `folder/seeds`."""
    outlets = ",".join(sorted(path.stem for path in (folder / "seeds").glob("*.toml")))
    settings = CRAWL_SETTINGS | {
        "SEEDS_PATHS": str(folder / "seeds"),
        "DATA_DIR": str(folder / "data"),
    }
    chosen = ["-a", f"outlets={outlets}", "-O", str(folder / "articles.jsonl")]
    command = words("crawl", "news", *chosen, **settings)
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def records(path):
    """The exported records by id."""
    with path.open(encoding="utf-8") as lines:
        return {record["id"]: record for record in map(json.loads, lines)}


def comparable(record, field):
    """A field's value in the form in which crawl and truth are compared."""
    if field == "published":
        return record.get("published_precision"), moment(record)
    if field == "related":
        return [
            {name: each[name] for name in ("title", "body", "sources") if each.get(name)}
            for each in record.get("related") or []
        ]
    if field == "authors":
        return [each["name"] for each in record.get("authors") or []]
    return record.get(field) or None


def moment(record):
    """The publishing date as far as it is exact."""
    value = record.get("published_at")
    if not value:
        return None
    if record.get("published_precision") in {"day", "month"}:
        return value[:10]
    return value.replace("Z", "+00:00")


def compare(expected, got, failures):
    """Equal articles per field; the first differences are printed."""
    equal, shown = collections.Counter(), collections.Counter()
    for identity in expected.keys() & got.keys():
        for field in FIELDS:
            want, have = (comparable(each[identity], field) for each in (expected, got))
            equal[field] += want == have
            if want != have and shown[field] < failures:
                shown[field] += 1
                print(
                    f"  {field}: {expected[identity]['url']}\n    want {want!r}\n    have {have!r}"
                )
    return equal


async def stored(folder):
    """What the database holds, as the records that JSON Lines would have."""
    store = await MongoStore.connect("", "warraq", folder / "data" / "mongodb")
    try:
        return {record["id"]: record async for record in stored_records(store)}
    finally:
        await store.close()


def without_aliases(record):
    """A record but for `urls`, which grows in the database whenever its text is met elsewhere."""
    return {name: value for name, value in (record or {}).items() if name != "urls"}


def report(folder, truth, failures):
    """Print the figures; the number of differences."""
    got = records(folder / "articles.jsonl")
    expected = {
        identity: record
        for identity, record in truth.items()
        if record.get("is_article", True) and not record.get("duplicate_of")
    }
    unwanted = got.keys() - expected.keys()
    missing = expected.keys() - got.keys()
    equal = compare(expected, got, failures)
    met = len(expected) - len(missing)
    print(f"articles      {met} of {len(expected)} found, {len(missing)} missing")
    for identity in list(missing)[:failures]:
        print("  missing:", expected[identity]["url"])
    duplicates = sum(bool(record.get("duplicate_of")) for record in truth.values())
    others = sum(not record.get("is_article", True) for record in truth.values())
    print(f"kept out      {duplicates} planted duplicates and {others} pages that are no article")
    print(f"stored though not wanted: {len(unwanted)}")
    for identity in list(unwanted)[:failures]:
        print("  unwanted:", got[identity]["url"], truth.get(identity, {}).get("reason"))
    for field in FIELDS:
        print(f"{field:<13} {equal[field] / max(1, met):8.2%} equal to the truth")
    wrong = sum(met - equal[field] for field in FIELDS)
    database = asyncio.run(stored(folder))
    differing = sum(
        without_aliases(database.get(key)) != without_aliases(record) for key, record in got.items()
    )
    extra = len(database.keys() - got.keys())
    print(
        f"MongoDB       {len(database)} records, {differing} differ from JSON Lines, {extra} extra"
    )
    return len(missing) + len(unwanted) + wrong + differing + extra


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=8)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--failures", type=int, default=3)
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        with Newsroom(
            folder, outlets=arguments.outlets, articles=arguments.articles, seed=arguments.seed
        ) as press:
            truth = truths(press)
            status = crawl(folder)
        differences = report(folder, truth, arguments.failures)
    print(f"crawl's exit status {status}, {differences} differences")
    return 1 if status or differences else 0


if __name__ == "__main__":
    sys.exit(main())
