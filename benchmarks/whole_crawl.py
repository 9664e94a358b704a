"""The whole crawl against a bare Scrapy spider, on the same pages of the made-up press, in one run.

    python -m benchmarks.whole_crawl --pages 2000 --pages 20000

The floor is a Scrapy spider that fetches the same articles and reads `<title>`, nothing else.
Printed: pages a second of both, their ratio, and the peak resident memory of each process in MiB.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = 8
# One slot an outlet, several requests in each: the crawler is to be the bottleneck, not politeness.
FAST = {
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "CONCURRENT_REQUESTS": "32",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "32",
    "LOG_LEVEL": "WARNING",
}
BARE_SPIDER = """
import json, sys, scrapy

class Bare(scrapy.Spider):
    name = "bare"
    async def start(self):
        with open(self.addresses) as lines:
            for line in lines:
                yield scrapy.Request(line.strip())
    def parse(self, response):
        yield {"title": response.css("title::text").get()}
"""


def measured(command, **options):
    """Exit status, seconds and peak MiB of a command's process."""
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, **options)
    _, status, usage = os.wait4(process.pid, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - started, usage.ru_maxrss / 1024


def settings():
    return [part for name, value in FAST.items() for part in ("-s", f"{name}={value}")]


def lines(path):
    with path.open(encoding="utf-8") as file:
        return sum(1 for _ in file)


def write_addresses(press, folder):
    """Write the addresses of the press's articles; their number."""
    addresses = [each["url"] for each in press.truths() if each["is_article"]]
    (folder / "addresses.txt").write_text("\n".join(addresses), encoding="utf-8")
    return len(addresses)


def compare(pages):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Newsroom(folder, outlets=OUTLETS, articles=pages // OUTLETS) as press:
            count = write_addresses(press, folder)
            (folder / "bare.py").write_text(BARE_SPIDER, encoding="utf-8")
            scrapy = [sys.executable, "-m", "scrapy"]
            bare = [*scrapy, "runspider", str(folder / "bare.py"), *settings()]
            bare += [
                "-a",
                f"addresses={folder / 'addresses.txt'}",
                "-O",
                str(folder / "bare.jsonl"),
            ]
            # An empty settings module: the floor is Scrapy as it comes.
            environment = os.environ | {"SCRAPY_SETTINGS_MODULE": "benchmarks.bare_settings"}
            status, seconds, memory = measured(bare, env=environment)
            fetched = lines(folder / "bare.jsonl")
            floor = fetched / seconds
            print(
                f"bare spider  {fetched:>7} pages {seconds:7.1f} s {floor:7.1f} /s {memory:6.0f} MiB"
            )
            outlets = ",".join(sorted(path.stem for path in (folder / "seeds").glob("*.toml")))
            whole = [*scrapy, "crawl", "news", "-a", f"outlets={outlets}", *settings()]
            whole += ["-s", f"SEEDS_PATHS={folder / 'seeds'}", "-s", f"DATA_DIR={folder / 'data'}"]
            whole += ["-s", "ALLOWED_PRIVATE_HOSTS=127.0.0.1", "-O", str(folder / "whole.jsonl")]
            status, seconds, memory = measured(whole)
            stored = lines(folder / "whole.jsonl")
            print(
                f"whole crawl  {stored:>7} pages {seconds:7.1f} s {stored / seconds:7.1f} /s "
                f"{memory:6.0f} MiB   exit {status}, {count} articles in the truth"
            )
            print(f"ratio whole / bare: {stored / seconds / floor:.2f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, action="append")
    for wanted in parser.parse_args().pages or [2000]:
        compare(wanted)
