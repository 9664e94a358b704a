"""The store's share of a crawl's time: the same press crawled with and without MongoDB, in turns.

    python -m benchmarks.store_share --pages 2000 [--turns 3]

Without: the same spider and pipelines but for those that speak to the database (`MongoDBPipeline`,
`FrontierPipeline`). Printed: seconds of every crawl, CPU seconds of its process, and the share of
the time that goes without MongoDB, by the medians.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = 8
SETTINGS = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS": "32",
    "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
    "LOG_LEVEL": "WARNING",
    "SUMMARY_ENABLED": "0",
}
WITHOUT = '{"pipelines.mongodb.MongoDBPipeline": null, "pipelines.frontier.FrontierPipeline": null, "pipelines.validation.ValidationPipeline": 100, "pipelines.duplicates.DuplicatesPipeline": 200}'


def crawl(press, folder, *, with_store):
    """Seconds of one crawl with data of its own."""
    with tempfile.TemporaryDirectory(dir=folder) as data:
        values = SETTINGS | {"SEEDS_PATHS": str(press.seeds), "DATA_DIR": data}
        if not with_store:
            values["ITEM_PIPELINES"] = WITHOUT
        command = [sys.executable, "-m", "scrapy", "crawl", "news"]
        command += ["-a", f"outlets={','.join(press.names)}", "-O", f"{data}/articles.jsonl"]
        command += [part for name, value in values.items() for part in ("-s", f"{name}={value}")]
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
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    times = {True: [], False: []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Newsroom(folder, outlets=OUTLETS, articles=options.pages // OUTLETS) as press:
            for _ in range(options.turns):
                for with_store in (False, True):
                    seconds = crawl(press, folder, with_store=with_store)
                    times[with_store].append(seconds)
    share = 1 - median(times[False]) / median(times[True])
    print(f"the store's share: {share:.1%}")
    return 0 if share <= 0.15 else 1


if __name__ == "__main__":
    sys.exit(main())
