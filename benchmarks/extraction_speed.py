"""Time to read a page, beside the floor of any lxml-based reader and, where installed, trafilatura.

    python -m benchmarks.extraction_speed --corpus FOLDER [--rounds 5]

FOLDER holds `pages/*.html`. The floor decodes, parses with lxml and reads the title. Printed for
each, in one run: median and 99th percentile of a page's best time, pages a second, and the ratios.
"""

from __future__ import annotations

import argparse
import statistics
import time
from importlib.util import find_spec
from pathlib import Path

from lxml import html

from benchmarks.fuzz_extraction import read

FLOOR, OURS, OTHER = "floor", "ours", "trafilatura"


def floor(page):
    """The title of a page, and nothing else."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    return root.findtext(".//title")


def other(page):
    """What trafilatura reads, its metadata too."""
    import trafilatura  # noqa: PLC0415 - only where it is installed

    return trafilatura.bare_extraction(page, with_metadata=True)


def best(call, page, rounds):
    """Milliseconds of the fastest of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        call(page)
        times.append(time.perf_counter() - began)
    return min(times) * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    pages = [path.read_bytes() for path in sorted((given.corpus / "pages").glob("*.html"))]
    readers = {FLOOR: floor, OURS: read} | ({OTHER: other} if find_spec(OTHER) else {})
    medians, rates = {}, {}
    for name, call in readers.items():
        times = [best(call, page, given.rounds) for page in pages]
        medians[name] = statistics.median(times)
        rates[name] = len(times) * 1e3 / sum(times)
        high = statistics.quantiles(times, n=100, method="inclusive")[-1]
        print(
            f"{name:<12} median {medians[name]:7.2f} ms   99 % {high:7.2f} ms   "
            f"{rates[name]:7.1f} pages/s"
        )
    print(f"median ours / floor: {medians[OURS] / medians[FLOOR]:.1f}")
    if OTHER in rates:
        print(f"pages a second ours / trafilatura: {rates[OURS] / rates[OTHER]:.1f}")


if __name__ == "__main__":
    main()
