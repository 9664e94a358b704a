"""An outlet built by JavaScript, crawled through Chromium, beside the same outlet served as HTML.

    python -m benchmarks.rendered [--articles 60]

Printed for each: articles of those that there are, pages a second, and the peak memory (proportional
set size, summed over the crawl's processes without the database's).
"""

from __future__ import annotations

import argparse
import os
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from tests.command import words
from tests.newsroom.child import ROOT, Newsroom

OUTLET, NUMBER = "nashrat_aljabal", 4


def tree(pid):
    """A process and all that it has started, without the database."""
    rows = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            _, rest = path.read_text().rsplit(")", 1)
            words = (path.parent / "cmdline").read_bytes()
        except OSError:
            continue
        if b"secantus" not in words and b"supervisor" not in words:
            rows.append((int(path.parent.name), int(rest.split()[1])))
    found = {pid}
    while more := {own for own, parent in rows if parent in found} - found:
        found |= more
    return found


def memory(pid):
    """Bytes that the tree holds, shared pages divided among their holders."""
    total = 0
    for each in tree(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) * 1024
    return total


def crawl(press, folder):
    """Seconds, peak of memory and articles of one crawl."""
    feed, peak = folder / "out.jsonl", 0
    places = {"SEEDS_PATHS": press.seeds, "DATA_DIR": folder / "data"}
    settings = {**places, "ALLOWED_PRIVATE_HOSTS": "127.0.0.1"}
    command = words("crawl", OUTLET, "-O", str(feed), **settings)
    begun = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=os.environ | {"MONGODB_URI": ""}, stderr=subprocess.DEVNULL
    )
    ended = threading.Event()
    threading.Thread(target=lambda: (process.wait(), ended.set())).start()
    while not ended.wait(0.3):
        peak = max(peak, memory(process.pid))
    return time.monotonic() - begun, peak, len(feed.read_text(encoding="utf-8").splitlines())


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=60)
    articles = parser.parse_args().articles
    print(f"{'':10}{'articles':>10}{'pages':>8}{'seconds':>9}{'pages/s':>9}{'MB':>7}")
    for kind, faults in (("html", []), ("built", [f"{NUMBER}=built"])):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            press = Newsroom(folder, outlets=NUMBER + 1, articles=articles, faults=faults)
            with press:
                if faults:
                    with (press.seeds / f"{OUTLET}.toml").open("a", encoding="utf-8") as file:
                        file.write("RENDER = true\n")
                seconds, peak, found = crawl(press, folder)
                log = press.log(press.bases[NUMBER])
                pages = sum(not path.startswith("/api/") for _, path, _ in log)
        print(
            f"{kind:10}{found:>7}/{articles}{pages:>8}{seconds:>9.1f}{pages / seconds:>9.1f}"
            f"{peak / 1e6:>7.0f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
