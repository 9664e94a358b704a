"""Revisions of changed articles, counted against the truth of the made-up press.

    python -m benchmarks.revisions [--changed 1000]

The press is crawled, changes the text of so many articles, and is crawled again from the beginning.
Printed: articles changed, revisions found, one difference; exit status 1 where they are not equal.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

from benchmarks.newsroom_truth import crawl
from crawler.duplicates.difference import difference
from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id
from tests.newsroom.child import Newsroom

OUTLETS = 8


def change(press, count):
    """Let every outlet change articles; the ids of all that were."""
    changed = {base: press.publish(base, changed=count // OUTLETS) for base in press.bases}
    truths = [each for each in press.truths() if each["is_article"]]
    return {
        article_id(each["url"])
        for base, indexes in changed.items()
        for each in truths
        if each["url"].startswith(base) and each["index"] in indexes
    }


async def opened(folder, visit):
    store = await MongoStore.connect("", "warraq", folder / "data" / "mongodb")
    try:
        return await visit(store)
    finally:
        await store.close()


async def forget(store):
    """Let the next crawl fetch every page again."""
    for name in ("frontier", "listings"):
        await store.database[name].drop()


async def revisions(store):
    found = [each async for each in store.revisions.find()]
    example = found[0] if found else {}
    after = await store.articles.find_one({"_id": example.get("article")})
    return found, example, after


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changed", type=int, default=1000)
    count = parser.parse_args().changed
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Newsroom(folder, outlets=OUTLETS, articles=count // OUTLETS + 25) as press:
            crawl(folder)
            wanted = change(press, count)
            asyncio.run(opened(folder, forget))
            crawl(folder)
            found, example, after = asyncio.run(opened(folder, revisions))
    articles = {each["article"] for each in found}
    print(f"{len(wanted)} articles changed, {len(found)} revisions of {len(articles)} articles")
    print(f"not found: {len(wanted - articles)}, of others: {len(articles - wanted)}")
    print(f"one of them: {example.get('url')}")
    for each in difference(example.get("body"), after["body"]):
        print(f"  {each}")
    return 0 if articles == wanted and len(found) == len(wanted) else 1


if __name__ == "__main__":
    sys.exit(main())
