"""Saved pages of real outlets through the whole crawl: from the folder, and served over loopback.

    python -m benchmarks.real_pages CORPUS

CORPUS holds `pages/*.html` and `gold/*.json` (title, body as a list of paragraphs). Printed for both
ways: articles in JSON Lines and in MongoDB, titles and bodies equal to the gold, word for word.
"""

from __future__ import annotations

import argparse
import asyncio
import functools
import http.server
import json
import re
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from crawler.arabic.text import fold
from crawler.storage.mongodb import MongoStore
from crawler.storage.reading import stored_records

WORD = re.compile(r"\w+")
ROOT = Path(__file__).resolve().parent.parent
SETTINGS = {
    "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
    "DOWNLOAD_DELAY": "0",
    "AUTOTHROTTLE_ENABLED": "0",
    "LOG_LEVEL": "WARNING",
    "SUMMARY_ENABLED": "0",
}


class Site(http.server.SimpleHTTPRequestHandler):
    """The folder with a home page that links every page by its headline."""

    def __init__(self, *rest, titles, **options):
        self.titles = titles
        super().__init__(*rest, **options)

    def do_GET(self):
        """The home page, or a file."""
        if self.path != "/":
            super().do_GET()
            return
        links = "".join(
            f'<h3><a href="/{name}">{title}</a></h3>' for name, title in self.titles.items()
        )
        page = f'<html lang="ar"><meta charset="utf-8"><body>{links}</body></html>'.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def guess_type(self, path):
        """HTML without a charset: the page declares its own."""
        return "text/html" if str(path).endswith(".html") else super().guess_type(path)

    def log_message(self, *_):
        """Nothing: the crawl's own log says it."""


def crawl(folder, *arguments):
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        *arguments,
        "-O",
        str(folder / "real.jsonl"),
    ]
    settings = SETTINGS | {"DATA_DIR": str(folder / "data")}
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


async def stored(folder):
    store = await MongoStore.connect("", "warraq", folder / "data" / "mongodb")
    try:
        return {record["id"]: record async for record in stored_records(store)}
    finally:
        await store.close()


def words(text):
    return WORD.findall(fold(text))


def report(way, status, folder, gold):
    with (folder / "real.jsonl").open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    database = asyncio.run(stored(folder))
    wanted = {fold(each["title"]): words(" ".join(each.get("body", []))) for each in gold}
    met = [each for each in records if fold(each["title"]) in wanted]
    bodies = sum(words(each.get("body", "")) == wanted[fold(each["title"])] for each in met)
    same = sum(database.get(each["id"]) == each for each in records)
    print(
        f"{way}: exit {status}, {len(records)} in JSON Lines, {len(database)} in MongoDB ({same} equal), "
        f"{len({each['id'] for each in records})} ids; titles {len(met)}, bodies {bodies} of {len(gold)}"
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    corpus = parser.parse_args().corpus
    pages = corpus.resolve() / "pages"
    gold = {
        path.stem: json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((corpus / "gold").glob("*.json"))
    }
    articles = {name: each for name, each in gold.items() if each.get("is_article", True)}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        status = crawl(folder, "documents", "-a", f"path={pages}")
        report("from the folder", status, folder, list(articles.values()))
    handler = functools.partial(
        Site,
        directory=str(pages),
        titles={f"{name}.html": each["title"] for name, each in gold.items()},
    )
    with (
        tempfile.TemporaryDirectory() as name,
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        folder = Path(name)
        status = crawl(folder, "news", "-a", f"url=http://127.0.0.1:{server.server_port}/")
        report("over loopback", status, folder, list(articles.values()))
        server.shutdown()


if __name__ == "__main__":
    main()
