"""Crawls of the made-up press under a database that is killed, held against their own log.

    python -m benchmarks.kill_server --trials 20 --pages 480 [--kills 1] [--away 20]

Each trial begins with an empty database. `kill -9` hits the server at random moments of the crawl,
and the crawler once; then the crawl is started again and left to end. With `--away`, nothing
answers for so many seconds after each kill, so that articles go to the journal. Printed for each
trial: articles that the log calls stored and that are not there, articles stored twice or as a needless
revision, pages of the truth that are missing, journals left. Exit status 1 where there is any.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from benchmarks.kill_crawler import OUTLETS, ROOT, TIMEOUT, texts
from crawler.logformatter import OneLine
from crawler.storage.embedded import EmbeddedServer, answers, read_address
from crawler.storage.mongodb import MongoStore
from crawler.urls import article_id
from tests.command import words
from tests.newsroom.child import Newsroom
from tests.wire import Proxy

# The whole pace of an outlet: the crawl is to last for a while, but not for a day.
DELAY = "0.02"


class Stored(OneLine):
    """Says at INFO which articles every pipeline has let through."""

    def scraped(self, item, response, spider):  # noqa: ARG002 (Scrapy's signature)
        """The article's address, as an article is called stored."""
        return {"level": logging.INFO, "msg": "STORED %(url)s", "args": {"url": item.url}}


class Trial:
    """One database, from its first article to the last."""

    def __init__(self, press, folder, away):
        folder.mkdir()
        self.press, self.folder, self.away = press, folder, away
        self.log = folder / "crawl.log"
        self.server = EmbeddedServer(folder / "mongodb")
        self.server.start()
        self.proxy = None
        if away:
            self.proxy = Proxy(read_address(folder / "mongodb")["port"], lambda *_: None)
        self.counts = Counter()
        self.back = threading.Thread(target=lambda: None)
        self.back.start()
        self.moments = []
        """How many articles the log called stored at each kill."""

    def start(self):
        """A crawl of the whole press, as soon as the database is there."""
        while self.back.is_alive() and self.proxy and self.proxy.is_closed:
            time.sleep(0.05)
        settings = {
            "SEEDS_PATHS": self.press.seeds,
            "DATA_DIR": self.folder,
            "MONGODB_DATABASE": "press",
            "MONGODB_URI": self.proxy.uri if self.proxy else "",
            "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
            "DOWNLOAD_DELAY": DELAY,
            "AUTOTHROTTLE_ENABLED": "0",
            "LOG_FORMATTER": "benchmarks.kill_server.Stored",
            "LOG_FILE": self.log,
            "SUMMARY_ENABLED": "0",
        }
        chosen = "outlets=" + ",".join(self.press.names)
        command = words("crawl", "news", "-a", chosen, **settings)
        return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)

    def kill_server(self):
        """Kill the database; the next one is up when this returns, or after the time away."""
        folder = self.folder / "mongodb"
        victim = read_address(folder)["pid"]
        if self.proxy:
            self.proxy.close()
        os.kill(victim, signal.SIGKILL)
        self.counts["server"] += 1
        deadline = time.monotonic() + TIMEOUT
        while time.monotonic() < deadline:
            address = read_address(folder)
            if address and address["pid"] != victim and answers(address["port"]):
                break
            time.sleep(0.05)
        if self.proxy:
            time.sleep(self.away)
            self.proxy = Proxy(address["port"], lambda *_: None, port=self.proxy.port)

    def crawl(self, kills, duration, spare):
        """Crawl with kills of the server, and one of the crawler at a random place among them."""
        victims = ["server"] * kills
        if not spare:
            victims.insert(random.randint(0, kills), "crawler")
        process = self.start()
        for victim in victims:
            if not self.back.is_alive():
                self.wait_for_article(process)
            moment = time.monotonic() + random.uniform(0.5, duration)
            while time.monotonic() < moment and process.poll() is None:
                time.sleep(0.05)
            if process.poll() is not None:
                self.counts["ended early"] += 1
                process = self.start()
                time.sleep(2)
            self.moments.append(len(self.called_stored()))
            if victim == "server":
                self.back.join()
                self.back = threading.Thread(target=self.kill_server)
                self.back.start()
            else:
                process.kill()
                self.counts["crawler"] += process.wait() == -signal.SIGKILL
                process = self.start()
        process.wait(TIMEOUT)
        self.back.join()
        for _ in range(3):  # a run that gave up, and one that finds nothing left to do
            process = self.start()
            self.counts["bad end"] += process.wait(TIMEOUT) != 0

    def wait_for_article(self, process):
        """Wait until the log calls one more article stored, or the crawl has ended."""
        before = len(self.called_stored())
        while len(self.called_stored()) == before and process.poll() is None:
            time.sleep(0.1)

    def close(self):
        """Let go of the database."""
        if self.proxy:
            self.proxy.close()
        self.server.stop()

    def called_stored(self):
        """Ids of the articles that the log calls stored."""
        if not self.log.exists():
            return set()
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return {article_id(line.rpartition(" ")[2]) for line in lines if " STORED " in line}

    def journals(self):
        """Files in the journal's folder, and articles that the runs stored from there."""
        replayed = self.log.read_text(encoding="utf-8").count("stored from the journal")
        replayed += self.log.read_text(encoding="utf-8").count("that an earlier run left in")
        return [path for path in (self.folder / "journal").rglob("*") if path.is_file()], replayed

    async def stored(self):
        """Ids of the stored articles, and how many revisions there are."""
        store = await MongoStore.connect("", "press", self.folder / "mongodb", is_reader=True)
        try:
            ids = Counter([each["_id"] async for each in store.articles.find({}, {"_id": 1})])
            return ids, await store.revisions.count_documents({})
        finally:
            await store.close()

    def report(self, number, first):
        """Print what became of the trial; whether anything is wrong."""
        ids, revisions = asyncio.run(self.stored())
        ids = Counter(first.get(each, each) for each in ids.elements())
        truth, called = (
            set(first.values()),
            {first.get(each, each) for each in self.called_stored()},
        )
        lost, missing = called - ids.keys(), truth - ids.keys()
        twice = ids.total() - len(truth & ids.keys()) + revisions
        left, replayed = self.journals()
        print(
            f"trial {number}: {self.counts['server']} kills of the server, "
            f"{self.counts['crawler']} of the crawler after {self.moments}, {len(called)} called stored, {len(lost)} of "
            f"them lost, {twice} twice, {len(missing)} of {len(truth)} missing, "
            f"{replayed} journals stored, {len(left)} left, {self.counts['bad end']} bad ends",
            flush=True,
        )
        return bool(lost or twice or missing or left)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=480)
    parser.add_argument("--trials", type=int, default=20)
    parser.add_argument("--kills", type=int, default=1, help="kills of the server in each trial")
    parser.add_argument("--away", type=float, default=0, help="seconds without a server each time")
    parser.add_argument("--between", type=float, default=6, help="most seconds between two kills")
    parser.add_argument("--spare", action="store_true", help="do not kill the crawler")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, help="folder for logs and databases")
    arguments = parser.parse_args()
    random.seed(arguments.seed)
    bad = 0
    with tempfile.TemporaryDirectory() as name:
        folder = arguments.keep or Path(name)
        with Newsroom(folder, outlets=OUTLETS, articles=arguments.pages // OUTLETS) as press:
            first = texts(press)
            for number in range(1, arguments.trials + 1):
                trial = Trial(press, folder / f"trial{number}", arguments.away)
                try:
                    trial.crawl(arguments.kills, arguments.between, arguments.spare)
                    bad += trial.report(number, first)
                finally:
                    trial.close()
    print(f"{arguments.trials - bad} of {arguments.trials} trials: nothing lost, nothing twice")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
