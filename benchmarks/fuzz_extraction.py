"""Damaged pages and date strings through extraction: what is raised besides the documented error.

    python -m benchmarks.fuzz_extraction --pages 50000 --dates 150000 [--corpus FOLDER] [--seed 1]

Pages are those of the made-up press, and of `FOLDER/pages` where a folder is named: whole or in
part, with bytes changed, cut out, doubled, moved from one page to another. Printed: inputs, errors
that are not documented (the input is saved beside), the slowest input. Exit status 1 where any was.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from crawler import extract_article, parse_date
from crawler.exceptions import NotAnArticle
from tests.newsroom import press

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MOST = 60_000
TOKENS = [
    b"<", b">", b"</", b'"', b"'", b"&#", b"&", b"=", b"\x00", b"\xff", b"\xd8", b"<script>", b"<!--", b"-->",
    b"<div>", b"</div>", b"<br>", b"<p>", b"</p>", b"<h1>", b"</h1>", b"<a href=", b"<table>", b"<td>",
    b'<script type="application/ld+json">', b'{"@type":"NewsArticle"', b"[[", b"]]", b"}", b"{",
    "المصدر: ".encode(), "اقرأ أيضا: ".encode(), "(رويترز)".encode(), b"2024/13/45", "م".encode(),
    "\u202e".encode(), "\u0640".encode(), b"<![CDATA[", b"<?xml version='1.0' encoding='utf-16'?>",
]  # fmt: skip
WORDS = (
    "2024 1445 29 31 0 00 45 12:30 24:61 10:5 يناير كانون الثاني رجب هـ م ص مساء صباحا الأحد الإثنين اليوم أمس منذ قبل بعد "
    "ساعة ساعتين دقائق غرينتش GMT +0300 Z T - / | . ، : ( ) ٢٠٢٤ ٣٠ ۱۴۰۲ January 29th نشر في آخر تحديث غشت جانفي \u200f \u0640"
).split(" ")


def sources(corpus):
    """Whole pages to damage."""
    papers = press.outlets(8, 40, 3, [f"https://press{n}.example" for n in range(8)])
    for paper in papers:
        for index in range(6):
            text = paper.layout.render(paper.story(index), paper, index)
            yield text.encode(paper.layout.ENCODING, "xmlcharrefreplace")
    for path in sorted((corpus / "pages").glob("*.html")) if corpus else ():
        yield path.read_bytes()


def damaged(dice, pages):
    """A piece of a page with some of it changed."""
    page = dice.choice(pages)
    size = dice.choice((500, 3_000, 12_000, MOST))
    start = dice.randrange(max(1, len(page) - size)) if dice.random() < 0.5 else 0
    data = bytearray(page[start : start + size])
    for _ in range(dice.randrange(12)):
        at = dice.randrange(len(data) + 1)
        match dice.randrange(5):
            case 0:
                data[at : at + dice.randrange(40)] = b""
            case 1:
                data[at:at] = dice.choice(TOKENS) * dice.choice((1, 1, 2, 30))
            case 2:
                data[at : at + 1] = bytes([dice.randrange(256)])
            case 3:
                data[at:at] = data[at : at + dice.randrange(2_000)]
            case 4:
                other = dice.choice(pages)
                begin = dice.randrange(len(other))
                data[at:at] = other[begin : begin + dice.randrange(2_000)]
    return bytes(data)


def date_text(dice, printed):
    words = dice.choices(WORDS, k=dice.randrange(1, 12))
    if dice.random() < 0.6:
        words.insert(dice.randrange(len(words)), dice.choice(printed))
    text = dice.choice((" ", "", " ", "  ")).join(words)
    cut = dice.randrange(len(text) + 1)
    return text[cut:] + text[:cut] if dice.random() < 0.2 else text


def read(page):
    try:
        extract_article(page, "https://press.example/news/1", now=NOW)
    except NotAnArticle:
        return


def parse(text):
    parse_date(text, timezone="Asia/Riyadh", now=NOW)


def run(name, count, make, call, folder):
    """Number of undocumented errors among `count` inputs."""
    errors, slowest, worst = 0, 0.0, ""
    for number in range(count):
        item = make()
        began = time.perf_counter()
        try:
            call(item)
        except Exception as error:  # noqa: BLE001 - what this program looks for
            errors += 1
            data = item if isinstance(item, bytes) else item.encode("utf-8", "replace")
            (folder / f"{name}-{number}").write_bytes(data)
            print(f"{name} {number}: {type(error).__name__}: {error}")
        seconds = time.perf_counter() - began
        if seconds > slowest:
            slowest, worst = seconds, f"{len(item):,} long"
    print(
        f"{name}: {count:,} inputs, {errors} undocumented errors, slowest {slowest * 1e3:.0f} ms ({worst})"
    )
    return errors


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--dates", type=int, default=150_000)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    pages = list(sources(given.corpus))
    printed = (ROOT / "tests" / "dates.txt").read_text(encoding="utf-8").splitlines()
    folder = Path(tempfile.mkdtemp(prefix="fuzz-"))
    errors = run("pages", given.pages, lambda: damaged(dice, pages), read, folder)
    errors += run("dates", given.dates, lambda: date_text(dice, printed), parse, folder)
    if errors:
        print("inputs saved in", folder)
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
