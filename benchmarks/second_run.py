"""What a second run costs when nothing has changed, and after 1 % new and 1 % changed articles.

    python -m benchmarks.second_run [--outlets 8] [--articles 250]

Printed for each run: requests by the servers' logs, article pages among them, seconds, and what was
stored; for the run after the news also which of the new and changed articles were found. Changed
articles of outlets whose listings tell no date of change are found by a later visit only, and only
while they are young: they are counted apart.
"""

from __future__ import annotations

import argparse
import asyncio
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id
from tests.command import words
from tests.newsroom.child import Newsroom
from tests.newsroom.listings import is_listing

ROOT = Path(__file__).resolve().parent.parent


def crawl(press, folder):
    """Seconds of a crawl of the whole press."""
    settings = {
        "SEEDS_PATHS": press.seeds,
        "DATA_DIR": folder,
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "SUMMARY_ENABLED": "0",
    }
    command = words("crawl", "news", "-a", "outlets=" + ",".join(press.names), **settings)
    began = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True)
    return time.monotonic() - began


async def stored(folder):
    """Id → revision of every stored article."""
    store = await MongoStore.connect("", "warraq", folder / "mongodb")
    try:
        fields = {"revision": 1}
        return {each["_id"]: each["revision"] async for each in store.articles.find({}, fields)}
    finally:
        await store.close()


def run(press, folder, name):
    """Crawl and print; the stored articles afterwards."""
    before = {base: len(press.log(base)) for base in press.bases}
    seconds = crawl(press, folder)
    asked = [path for base in press.bases for _, path, _ in press.log(base)[before[base] :]]
    pages = [path for path in asked if not is_listing(path)]
    print(
        f"{name:<28} {len(asked):>6} requests, {len(pages):>5} of article pages, {seconds:5.1f} s",
        flush=True,
    )
    return asyncio.run(stored(folder)), len(asked), len(pages)


def news(press, share):
    """Publish; ids of the new articles, of the changed ones with dates of change, of the others."""
    new, dated, undated = set(), set(), set()
    for base in press.bases:
        truths = press.lines(base, "/_truth.jsonl")
        count = max(1, round(share * sum(each["is_article"] for each in truths)))
        changed = set(press.publish(base, new=count, changed=count))
        has_dates = any(
            "sitemap" in line
            for path in press.seeds.glob("*.toml")
            if base in (text := path.read_text(encoding="utf-8"))
            for line in text.splitlines()
            if line.startswith("kind")
        )
        for each in press.lines(base, "/_truth.jsonl"):
            if each["index"] < 0:
                new.add(article_id(each["url"]))
            elif each["index"] in changed:
                (dated if has_dates else undated).add(article_id(each["url"]))
    return new, dated, undated


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--outlets", type=int, default=8)
    parser.add_argument("--articles", type=int, default=250)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Newsroom(folder, outlets=arguments.outlets, articles=arguments.articles) as press:
            first, requests, _ = run(press, folder, "first run")
            same, again, pages = run(press, folder, "second, nothing changed")
            print(
                f"share of the first run's requests: {again / requests:.2%}, {pages} article pages"
            )
            third, again, pages = run(press, folder, "third, nothing changed")
            new, dated, undated = news(press, 0.01)
            last, again, pages = run(press, folder, "1 % new, 1 % changed")
            added = last.keys() - third.keys()
            revised = {key for key in third if last[key] != third[key]}
            print(
                f"new: {len(added & new)} of {len(new)} stored, {len(added - new)} others\n"
                f"changed: {len(revised & dated)} of {len(dated)} with a date of change, "
                f"{len(revised & undated)} of {len(undated)} without, "
                f"{len(revised - dated - undated)} others"
            )
    good = first == same == third and added == new and revised == dated
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
