"""The duplicate stage as the collection grows: documents a second, and bytes of index a document.

    python -m benchmarks.stories_growth --index 100000 --index 1000000
    python -m benchmarks.stories_growth --store 10000 --store 100000

Texts of 80 words with the word frequencies of a language (Zipf, 30,000 words); every tenth is a copy
of an earlier one with a fifth of its words replaced. `--index` measures fingerprint, look-up and
verification in memory, in CPU time, of the first and the last 5,000 texts; those between are only
noted. `--store` measures the writer on the embedded server, stories included, of the first and the
last tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import resource
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from crawler.arabic.text import content_key
from crawler.duplicates.fingerprint import fingerprint, folded_words
from crawler.duplicates.index import Index
from crawler.duplicates.shelf import Page
from crawler.duplicates.stories import Telling, decide, look_up
from crawler.items import Article
from crawler.storage.fingerprints import FINGERPRINTS
from crawler.storage.journal import Journal
from crawler.storage.mongodb import MongoStore
from crawler.storage.writer import ArticleWriter

BATCH = 100
# Texts that are measured at the beginning and at the end.
WINDOW = 5_000
WORDS = 80
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
RNG = random.Random(7)
VOCABULARY = ["".join(RNG.choices(LETTERS, k=RNG.randrange(2, 8))) for _ in range(30_000)]
WEIGHTS = list(accumulate(1 / rank for rank in range(1, len(VOCABULARY) + 1)))


def body(number):
    """The text of a number; every tenth copies an earlier one."""
    rng = random.Random(number)
    if number % 10 or not number:
        return " ".join(rng.choices(VOCABULARY, cum_weights=WEIGHTS, k=WORDS))
    words = body(original(number)).split()
    for spot in rng.sample(range(WORDS), WORDS // 5):
        words[spot] = rng.choice(VOCABULARY)
    return " ".join(words)


def original(number):
    """The text that a tenth one copies: any earlier one that is no copy; else the text itself."""
    if number % 10 or not number:
        return number
    return random.Random(-number).randrange(number) // 10 * 10 + 1


def memory():
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


def stage(index, start):
    """One batch through the stage; how many copies it told rightly, and bytes to store."""
    batch = [Telling(f"{n:032x}", body(n)) for n in range(start, start + BATCH)]
    began = time.process_time()
    findings = look_up(batch, index)
    named = {each.text for found in findings.values() for each in found.candidates}
    known = [Telling(key, body(int(key, 16))) for key in named]
    verdicts, page = decide(batch, findings, known)
    index.take(page)
    seconds = time.process_time() - began
    told = sum(
        index.merged.of(verdicts[f"{n:032x}"].story) == f"{original(n):032x}"
        for n in range(start, start + BATCH)
        if n and n % 10 == 0
    )
    size = sum(map(len, (page.texts, page.stories, page.sketches, page.counts, page.keys)))
    return seconds, told, size


def fill(index, start, end):
    """Note texts in the index under all their keys, without looking anything up."""
    for first in range(start, end, BATCH):
        page = Page()
        for number in range(first, first + BATCH):
            mine = fingerprint(folded_words(body(number)))
            page.add(f"{number:032x}", f"{original(number):032x}", mine.sketch, mine.keys)
        index.take(page)


def index_alone(count):
    before = memory()
    index, rates, told, size = Index(2 * count), [], 0, 0
    for start in (0, count - WINDOW):
        fill(index, len(index), start)
        seconds = 0.0
        for first in range(start, start + WINDOW, BATCH):
            taken, right, written = stage(index, first)
            seconds, told, size = seconds + taken, told + right, size + written
        rates.append(WINDOW / seconds)
    print(
        f"index alone, {count:,} texts: the first {WINDOW:,} {rates[0]:,.0f} a second, the last "
        f"{rates[1]:,.0f}, ratio {rates[1] / rates[0]:.2f}; {(memory() - before) / count:.0f} bytes "
        f"a text in memory, {size / (2 * WINDOW):.0f} stored; "
        f"{told} of {2 * WINDOW // 10 - 1} copies told",
        flush=True,
    )


def report(name, rates):
    print(
        f"{name}: {len(rates) / sum(1 / rate for rate in rates):,.0f} a second, first tenth "
        f"{rates[0]:,.0f}, last tenth {rates[-1]:,.0f}, ratio {rates[-1] / rates[0]:.2f}",
        flush=True,
    )


def article(number):
    text, title = body(number), f"عنوان {number}"
    return Article(
        id=f"{number:032x}",
        url=f"https://press.example/{number}",
        outlet=f"outlet_{number % 50}",
        title=title,
        body=text,
        content_key=content_key(title, text),
        word_count=WORDS,
        language="ar",
    )


async def through_the_store(count):
    with tempfile.TemporaryDirectory() as folder:
        store = await MongoStore.connect("", "growth", Path(folder) / "mongodb")
        writer = ArticleWriter(store, Journal(Path(folder) / "journal", store.label))
        await writer.start()
        tenths = [0.0] * 10
        for start in range(0, count, BATCH):
            batch = [article(number) for number in range(start, start + BATCH)]
            began = time.monotonic()
            await asyncio.gather(*map(writer.write, batch))
            tenths[start * 10 // count] += time.monotonic() - began
        report(f"through the store, {count:,} articles", [count / 10 / each for each in tenths])
        stories = {
            each["_id"]: each["story"] async for each in store.articles.find({}, {"story": 1})
        }
        told = sum(stories[f"{n:032x}"] == f"{original(n):032x}" for n in range(10, count, 10))
        pages = await store.database[FINGERPRINTS].count_documents({})
        began = time.monotonic()
        again = ArticleWriter(store, Journal(Path(folder) / "journal", store.label))
        await again.start()
        await again.write(article(count))
        print(
            f"    {told} of {(count - 1) // 10} copies told, {pages} pages of fingerprints; the "
            f"first article of the next crawl took {time.monotonic() - began:.1f} s"
        )
        await again.close()
        await writer.close()
        await store.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--index", type=int, action="append", default=[])
    parser.add_argument("--store", type=int, action="append", default=[])
    options = parser.parse_args()
    for wanted in options.index:
        index_alone(wanted)
    for wanted in options.store:
        asyncio.run(through_the_store(wanted))
