"""Resident memory of a process that extracts many pages: after a tenth of them, and after all.

    python -m benchmarks.extraction_memory --pages 50000 [--corpus FOLDER]

Printed in MiB. What grows between the two is what a crawl of years would lose.
"""

from __future__ import annotations

import argparse
import gc
import itertools
from pathlib import Path

from benchmarks.fuzz_extraction import read, sources


def resident():
    """MiB of this process in memory now."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 2**20


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50_000)
    parser.add_argument("--corpus", type=Path)
    given = parser.parse_args()
    pages = itertools.cycle(list(sources(given.corpus)))
    early = 0.0
    for number, page in enumerate(itertools.islice(pages, given.pages), 1):
        read(page)
        if number == given.pages // 10:
            early = resident()
    late = resident()
    print(f"after {given.pages // 10:,}: {early:.1f} MiB; after {given.pages:,}: {late:.1f} MiB")
    print(f"growth {late - early:+.1f} MiB")


if __name__ == "__main__":
    main()
