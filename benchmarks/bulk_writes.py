"""The writer against `insert_many` of the same documents on the same server, and its memory.

    python -m benchmarks.bulk_writes --articles 100000

Three databases' worth of writes in one run, with the same indexes, validator and write concern, an
embedded server of its own for `insert_many`:
`insert_many` in batches of the writer's size (the limit), the writer with new articles, the writer
with the same again. Printed: articles a second of each and its ratio to the limit, and the
resident memory of this process after a tenth of the articles and after all.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import tempfile
import time
from pathlib import Path

from benchmarks.extraction_memory import resident
from benchmarks.made_up import made_up
from crawler.records import to_document
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import BATCH, ArticleWriter

URI = os.environ.get("MONGODB_URI", "")
# Articles that are on their way at once: as many as a crawl's pipelines hold.
AT_ONCE = 2 * BATCH


class Clock:
    """Seconds of the writes alone: the articles are made between them."""

    def __init__(self):
        self.seconds = 0.0

    async def time(self, step):
        """The result of a step, its time added."""
        began = time.perf_counter()
        try:
            return await step
        finally:
            self.seconds += time.perf_counter() - began


async def drop(store):
    """Leave nothing on a server that is not ours; the embedded one's folder goes by itself."""
    if URI:
        await store.client.drop_database(store.database.name)
    await store.close()


async def limit(folder, number):
    """Seconds of `insert_many`."""
    clock = Clock()
    store = await MongoStore.connect(URI, "limit", folder / "limit")
    for first in range(0, number, BATCH):
        documents = [to_document(made_up(n)) for n in range(first, min(first + BATCH, number))]
        await clock.time(store.articles.insert_many(documents, ordered=False))
    await drop(store)
    return clock.seconds


async def written(store, folder, number, expected):
    """Seconds of the writer, and resident MiB after a tenth of the articles and after all."""
    clock, early = Clock(), 0.0
    writer = ArticleWriter(store, Journal(folder / "journal", store.label))
    await writer.start()
    for first in range(0, number, AT_ONCE):
        articles = [made_up(n) for n in range(first, min(first + AT_ONCE, number))]
        outcomes = await clock.time(asyncio.gather(*map(writer.write, articles)))
        assert set(outcomes) == {expected}, set(outcomes)
        if not early and first >= number // 10:
            early = resident()
    await writer.close()
    return clock.seconds, early, resident()


async def compare(folder, number):
    floor = await limit(folder, number)
    print(f"insert_many      {number / floor:7.0f} /s", flush=True)
    store = await MongoStore.connect(URI, "written", folder / "written")
    for expected in ("new", "unchanged"):
        seconds, early, late = await written(store, folder, number, expected)
        print(
            f"writer, {expected:<9}{number / seconds:7.0f} /s  {floor / seconds:.2f} of the limit  "
            f"{early:.0f} MiB after {number // 10:,}, {late:.0f} MiB after {number:,}",
            flush=True,
        )
    print(f"{await store.articles.count_documents({}):,} articles stored")
    await drop(store)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        asyncio.run(compare(Path(name) / "mongodb", given.articles))
