"""Crawls of the made-up press that are killed at random moments, held against the truth.

    python -m benchmarks.kill_crawler --pages 2000 --trials 20 [--kills 3]
                                      [--victim crawler|database|term|disk]

Each trial begins with an empty database: the crawler (or the database under it, or the crawler by
SIGTERM) is killed at random moments, started again, and at last left to end. With `disk`, the disk
is full instead: no file of the crawler or its database may grow beyond a random size (a limit of
the process), until a run says that it did its job or the limit is lifted. Printed for each trial: pages of the truth that are missing, pages
stored twice or as a needless revision, pages fetched more than once. Exit status 1 where a trial has
any of the first two.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from crawler.storage.embedded import SERVER_LOCK, is_locked, read_address
from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id
from tests.command import words
from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = 8
# Seconds after which a crawl hangs.
TIMEOUT = 600
# Bytes that a file may have where the disk is full.
DISKS = (200_000, 4_000_000)
URI = os.environ.get("MONGODB_URI", "")


def start(press, folder, most_bytes=None):
    """A crawl of the whole press; none of its files, or its database's, may be larger."""
    settings = {
        "SEEDS_PATHS": press.seeds,
        "DATA_DIR": folder,
        "MONGODB_DATABASE": folder.name,
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "WARNING",
        "LOG_FILE": folder / "crawl.log",
        "SUMMARY_ENABLED": "0",
    }
    command = words("crawl", "news", "-a", "outlets=" + ",".join(press.names), **settings)
    limit = most_bytes and (lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes,) * 2))
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL, preexec_fn=limit)  # noqa: PLW1509 (no threads)


def kill(victim, process, folder):
    """Kill what is to be killed; the crawler's end is waited for where it is the victim."""
    if victim == "database":
        if address := read_address(folder / "mongodb"):
            os.kill(address["pid"], signal.SIGKILL)
        return
    process.send_signal(signal.SIGTERM if victim == "term" else signal.SIGKILL)
    process.wait(TIMEOUT)


def fill_disk(press, folder, times):
    """Crawl on a full disk; the last crawl, and how many runs ended saying that they failed."""
    for failed in range(times):
        process = start(press, folder, random.randint(*DISKS))
        if process.wait(TIMEOUT) == 0:  # it has to be true: nothing runs after it
            return process, failed
        lines = (folder / "crawl.log").read_text(encoding="utf-8").splitlines()
        print("  ", next((each for each in reversed(lines) if " ERROR: " in each), "no log")[:160])
        while is_locked(folder / "mongodb" / SERVER_LOCK):
            time.sleep(0.1)
    return start(press, folder), times


def kill_some(press, folder, arguments, duration):
    """Kill crawls, or the database under one; the last crawl, and how often something was killed."""
    process = start(press, folder)
    for kills in range(arguments.kills):
        moment = time.monotonic() + random.uniform(1, duration)
        while time.monotonic() < moment and process.poll() is None:
            time.sleep(0.05)
        if process.poll() is not None:
            return process, kills
        kill(arguments.victim, process, folder)
        if process.poll() is not None:
            process = start(press, folder)
    return process, arguments.kills


def trial(press, folder, arguments, duration):
    """Crawl with kills until an end; how often something was killed."""
    if arguments.victim == "disk":
        process, kills = fill_disk(press, folder, arguments.kills)
    else:
        process, kills = kill_some(press, folder, arguments, duration)
    while process.wait(TIMEOUT):
        print(f"  a run ended with status {process.returncode}; once more")
        print("   ", *(folder / "crawl.log").read_text().splitlines()[-3:], sep="\n    ")
        process = start(press, folder)
    return kills


async def stored(folder):
    """Ids of the stored articles, how many revisions there are, the states of the frontier."""
    store = await MongoStore.connect(URI, folder.name, folder / "mongodb")
    try:
        ids = Counter([each["_id"] async for each in store.articles.find({}, {"_id": 1})])
        states = Counter([each["state"] async for each in store.database["frontier"].find()])
        revisions = await store.revisions.count_documents({})
        if URI:
            await store.client.drop_database(folder.name)
        return ids, revisions, states
    finally:
        await store.close()


def texts(press):
    """Id → id of the first page with its text, for every article of the press.

    Of two pages with one text the store keeps the one that it meets first.
    """
    return {
        article_id(each["url"]): article_id(each.get("duplicate_of", each["url"]))
        for each in press.truths()
        if each["is_article"]
    }


def fetched_again(press, before):
    """Article pages that were asked for more than once since the log had `before` lines."""
    count = 0
    for base in press.bases:
        asked = Counter(path for _, path, _ in press.log(base)[before[base] :])
        listings = ("/s/", "/sitemap", "/robots", "/feed", "/rss", "/atom", "/post-sitemap")
        count += sum(
            times - 1
            for path, times in asked.items()
            if times > 1 and path != "/" and not path.startswith(listings)
        )
    return count


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument(
        "--victim", choices=["crawler", "database", "term", "disk"], default="crawler"
    )
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    bad, duration = 0, 4.0
    with tempfile.TemporaryDirectory() as name:
        press = Newsroom(Path(name), outlets=OUTLETS, articles=arguments.pages // OUTLETS)
        with press:
            first = texts(press)
            truth = set(first.values())
            for number in range(1, arguments.trials + 1):
                folder = Path(name) / f"trial{number}"
                folder.mkdir()
                before = {base: len(press.log(base)) for base in press.bases}
                began = time.monotonic()
                kills = trial(press, folder, arguments, duration)
                whole = time.monotonic() - began
                duration = max(duration, whole / (kills + 1))
                ids, revisions, states = asyncio.run(stored(folder))
                ids = Counter(first.get(each, each) for each in ids.elements())
                missing = len(truth - ids.keys())
                extra = ids.total() - len(truth & ids.keys())
                bad += bool(missing or extra or revisions)
                print(
                    f"trial {number}: {kills} kills of the {arguments.victim}, {whole:.0f} s, "
                    f"{len(ids)} of {len(truth)} stored, {missing} missing, {extra} extra, "
                    f"{revisions} revisions, {fetched_again(press, before)} fetched again, "
                    f"frontier {dict(states)}",
                    flush=True,
                )
    print(f"{arguments.trials - bad} of {arguments.trials} trials: every page stored exactly once")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
