"""Peak memory of `scrapy export` and `scrapy search` as the store grows; the files are read again.

    python -m benchmarks.export_memory --articles 10000 --articles 100000

Printed for each format: seconds, articles a second, peak resident memory of the command's process
in MiB, size of the file, and how many rows another program reads in it.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq

from benchmarks.made_up import made_up
from benchmarks.peak import measured
from crawler.export.files import zstd
from crawler.records import to_document
from crawler.storage.mongodb import MongoStore

FILES = ("full.jsonl", "full.jsonl.zst", "flat.csv.gz", "schema.org.jsonl", "full.parquet")
BATCH = 1_000
WORDS = "المدينة بيروت"


async def fill(folder, first, end):
    """Put the articles from `first` to `end` into the store."""
    store = await MongoStore.connect("", "warraq", folder / "mongodb")
    try:
        for start in range(first, end, BATCH):
            numbers = range(start, min(start + BATCH, end))
            await store.articles.insert_many([to_document(made_up(each)) for each in numbers])
    finally:
        await store.close()


def rows(path):
    """How many rows another program reads in a file, and with what."""
    if path.suffix == ".parquet":
        return pq.read_table(path).num_rows, "pyarrow"
    if ".csv" in path.suffixes:
        return len(pd.read_csv(path)), "pandas"
    with zstd.open(path) if path.suffix == ".zst" else path.open("rb") as file:
        chunks = pd.read_json(file, lines=True, chunksize=10_000)
        return sum(len(chunk) for chunk in chunks), "pandas"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, action="append")
    wanted = sorted(parser.parse_args().articles or [10_000])
    with tempfile.TemporaryDirectory() as name:
        folder, stored = Path(name), 0
        for number in wanted:
            asyncio.run(fill(folder, stored, number))
            stored = number
            for file in FILES:
                path = folder / file
                command = [sys.executable, "-m", "scrapy", "export", str(path)]
                command += ["-s", f"DATA_DIR={folder}", "--as", file.partition(".")[0]]
                command[-1] = "schema.org" if file.startswith("schema") else command[-1]
                seconds, memory = measured(command)
                count, reader = rows(path)
                print(
                    f"{number:>7,} articles  {file:<17} {seconds:6.1f} s {number / seconds:6.0f} /s "
                    f"{memory:5.0f} MiB  {path.stat().st_size / 2**20:6.1f} MiB  "
                    f"{count:,} rows read by {reader}",
                    flush=True,
                )
            command = [sys.executable, "-m", "scrapy", "search", WORDS, "-s", f"DATA_DIR={folder}"]
            seconds, memory = measured(command)
            print(f"{number:>7,} articles  search {seconds:16.1f} s {memory:13.0f} MiB", flush=True)


if __name__ == "__main__":
    main()
