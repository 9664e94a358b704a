"""Crawls with 10,000 and 200,000 known pages: memory, links recorded a second, time to a first request.

    python -m benchmarks.frontier_growth [--pages 10000 200000]

For each size, with an empty database on the embedded server: a real crawl reads sitemaps of that
many addresses and is killed (SIGKILL) once all are written down; then it is started again and left
to fetch a few articles. Printed: links recorded a second, the crawler's highest memory in both runs,
and how long after the restart the first request, and the first one for an article, was made.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from crawler.storage.mongodb import MongoStore
from tests.command import words
from tests.site import running
from tests.walk import article, sitemap

ROOT = Path(__file__).resolve().parent.parent
# Addresses in one sitemap: the protocol's own bound.
MOST_ENTRIES = 50_000
# Articles that are fetched after the restart.
FEW = 20
# Seconds that an article takes, so that few are fetched while links are recorded.
SLOW = 0.5


class Pages(dict):
    """An article at every address under /2026/, slowly."""

    def get(self, path, default=None):
        """The page at a path."""
        if path.startswith("/2026/"):
            time.sleep(SLOW)
            return article(int(path.rpartition("-")[2]))
        return super().get(path, default)


def publish(site, pages, folder):
    """Sitemaps of so many addresses, and the outlet's seed file."""
    site.answers = Pages({"/robots.txt": "User-agent: *\nDisallow:\n"})
    seeds = ""
    for part, start in enumerate(range(0, pages, MOST_ENTRIES)):
        numbers = range(start, min(start + MOST_ENTRIES, pages))
        urls = [f"{site.url}/2026/11/24/a-b-c-{number}" for number in numbers]
        site.answers[f"/sitemap-{part}.xml"] = sitemap(urls)
        seeds += f'[[seeds]]\nurl = "{site.url}/sitemap-{part}.xml"\nkind = "sitemap"\n'
    (folder / "press.toml").write_text(
        f'title = "ص"\ndomain = "{site.domain}"\n{seeds}[settings]\n'
        "DOWNLOAD_DELAY = 0\nAUTOTHROTTLE_ENABLED = false\n",
        encoding="utf-8",
    )


def start(folder, *arguments):
    """A crawl of the outlet."""
    settings = {
        "SEEDS_PATHS": folder,
        "DATA_DIR": folder,
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "LOG_FILE": folder / "crawl.log",
        "SUMMARY_ENABLED": "0",
    }
    return subprocess.Popen(words("crawl", "press", *arguments, **settings), cwd=ROOT)


def ended(process):
    """The most memory that a process had, in MB, once it has ended."""
    _, process.returncode, usage = os.wait4(process.pid, 0)
    return usage.ru_maxrss / 1024


def first(site, start):
    """When a path that begins so was first asked for."""
    return next(at for path, at in site.log if path.startswith(start))


async def recorded(store, site, pages):
    """Links recorded a second, until all are there."""
    while await store.database["frontier"].estimated_document_count() < pages:  # noqa: ASYNC110 (another process)
        await asyncio.sleep(0.5)
    return pages / (time.monotonic() - first(site, "/sitemap"))


async def measure(pages):
    """Print what crawls with so many pages need."""
    with tempfile.TemporaryDirectory() as name, running() as site:
        folder = Path(name)
        publish(site, pages, folder)
        site.server.handle_error = lambda *_: None  # who is killed hangs up
        # held open, so that the server outlives the crawler
        store = await MongoStore.connect("", "warraq", folder / "mongodb")
        process = start(folder)
        a_second = await recorded(store, site, pages)
        process.kill()
        memory = ended(process)
        site.log.clear()
        again = time.monotonic()
        process = start(folder, "-a", f"limit={FEW}")
        memory_again = await asyncio.to_thread(ended, process)
        known = await store.database["frontier"].estimated_document_count()
        done = await store.articles.estimated_document_count()
        await store.close()
        print(
            f"{pages:>7,} pages: {a_second:,.0f} links recorded a second; crawler at most "
            f"{memory:.0f} MB, after the restart {memory_again:.0f} MB; first request "
            f"{first(site, '/') - again:.1f} s, first article {first(site, '/2026') - again:.1f} s "
            f"after the restart; {known:,} pages known, {done} articles stored at the end",
            flush=True,
        )
        return known == pages and process.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, nargs="+", default=[10_000, 200_000])
    good = [asyncio.run(measure(pages)) for pages in parser.parse_args().pages]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
