"""The store's share of a crawl's time: the same press crawled with and without MongoDB, in turns.

    python -m benchmarks.store_share --pages 2000 [--turns 3]

Without: the same spider and pipelines but for those that speak to the database (`MongoDBPipeline`,
`FrontierPipeline`). Printed: seconds of every crawl, CPU seconds of its process, and the share of
both that is MongoDB's, by the medians. The server is a process of its own: on a busy machine the
time says more about the neighbours, and the CPU time of the crawl is what to look at.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.command import words
from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = 8
MOST_SHARE = 0.15
SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS": "32",
    "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
    "LOG_LEVEL": "WARNING",
    "SUMMARY_ENABLED": "0",
}
WITHOUT = json.dumps(
    {
        "pipelines.mongodb.MongoDBPipeline": None,
        "pipelines.frontier.FrontierPipeline": None,
        "pipelines.validation.ValidationPipeline": 100,
        "pipelines.duplicates.DuplicatesPipeline": 200,
    }
)


def crawl(press, folder, *, with_store):
    """Seconds and CPU seconds of one crawl with data of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        values = SETTINGS | {"SEEDS_PATHS": str(press.seeds), "DATA_DIR": data}
        if not with_store:
            values["ITEM_PIPELINES"] = WITHOUT
        chosen = ["-a", f"outlets={','.join(press.names)}", "-O", f"{data}/articles.jsonl"]
        command = words("crawl", "news", *chosen, **values)
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - started
        with Path(data, "articles.jsonl").open(encoding="utf-8") as lines:
            count = sum(1 for _ in lines)
    print(
        f"{'with' if with_store else 'without':<8} {count:>6} records {seconds:7.1f} s  "
        f"CPU {usage.ru_utime + usage.ru_stime:6.1f} s  exit {os.waitstatus_to_exitcode(status)}",
        flush=True,
    )
    return seconds, usage.ru_utime + usage.ru_stime


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    measured = {True: [], False: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Newsroom(folder, outlets=OUTLETS, articles=options.pages // OUTLETS) as press:
            for _ in range(options.turns):
                for with_store in (False, True):
                    measured[with_store].append(crawl(press, folder, with_store=with_store))
    share, of_cpu = (
        1
        - median(each[kind] for each in measured[False])
        / median(each[kind] for each in measured[True])
        for kind in (0, 1)
    )
    print(f"the store's share: {share:.1%} of the time, {of_cpu:.1%} of the crawl's CPU time")
    return 0 if share <= MOST_SHARE else 1


if __name__ == "__main__":
    sys.exit(main())
