"""Fifty outlets in one process, ten of them bad: do the others wait for those?

    python -m benchmarks.many_outlets [--rounds 2] [--articles 8]

Five outlets answer after three seconds, three have no server, two answer each fourth request with
429 and Retry-After: 5; two good ones ask for a Crawl-delay of two seconds. In turns, all of them and
only the good ones are crawled, each time into an empty database; every outlet is asked once in
1.5 s. Printed: when the last of the 38 others had its last request, and by the servers' logs the
shortest pauses after Retry-After and between two requests under Crawl-delay, and requests to paths
that robots.txt forbids. Exit status 1 where bad outlets cost the others more than a tenth, a pause
is too short, or a forbidden path was asked for.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from statistics import median

from tests.command import words
from tests.newsroom.child import Newsroom

ROOT = Path(__file__).resolve().parent.parent
OUTLETS = 50
RETRY_AFTER, CRAWL_DELAY = 5, 2
FAULTS = {
    "slow": ("slow:3", (3, 11, 22, 33, 44)),
    "down": ("down", (1, 20, 41)),
    "busy": (f"busy:{RETRY_AFTER}", (8, 27)),
    "patient": (f"delay:{CRAWL_DELAY}", (15, 34)),
}


def crawl(press, names, folder):
    """When a crawl of some outlets began; it has ended."""
    settings = {
        "SEEDS_PATHS": press.seeds,
        "DATA_DIR": folder,
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "LOG_FILE": folder / "crawl.log",
        "RETRY_TIMES": 1,
        "SUMMARY_ENABLED": "0",
    }
    command = words("crawl", "news", "-a", "outlets=" + ",".join(names), **settings)
    began = time.time()
    if subprocess.run(command, cwd=ROOT, check=False).returncode:
        sys.exit((folder / "crawl.log").read_text(encoding="utf-8")[-3000:])
    return began


def at_a_usual_pace(press):
    """Give every outlet the pace of a usual one; base → name."""
    names = {}
    for path in press.seeds.glob("*.toml"):
        text = path.read_text(encoding="utf-8").replace(
            "DOWNLOAD_DELAY = 0", "DOWNLOAD_DELAY = 1.5"
        )
        text = text.replace("CONCURRENT_REQUESTS_PER_DOMAIN = 8", "")
        path.write_text(text, encoding="utf-8")
        names[next(base for base in press.bases if f"{base}/" in text)] = path.stem
    return names


def pauses(log, status=None):
    """Seconds between two requests; only those after an answer of that status where one is named."""
    pairs = pairwise(log)
    return [later - at for (at, _, got), (later, _, _) in pairs if status in (None, got)]


def measured(press, bases, folder):
    """A crawl of outlets: base → its requests, and when it began."""
    up = [base for base in bases if base not in press.down]
    before = {base: len(press.log(base)) for base in up}
    began = crawl(press, [press.by_base[base] for base in bases], folder)
    return began, {base: press.log(base)[before[base] :] for base in up}


def judge(logs, press):
    """What the servers' logs say of a crawl of all outlets: problems, one line each."""
    after = [p for base in press.kinds["busy"] for p in pauses(logs[base], 429)]
    between = [p for base in press.kinds["patient"] for p in pauses(logs[base])]
    forbidden = [
        path for log in logs.values() for _, path, _ in log if path.startswith("/private/")
    ]
    print(
        f"  after {len(after)} answers with Retry-After: {RETRY_AFTER}: at least {min(after):.2f} s; "
        f"between {len(between) + 1} requests under Crawl-delay: {CRAWL_DELAY}: at least "
        f"{min(between):.2f} s; {len(forbidden)} requests to forbidden paths"
    )
    if min(after) < RETRY_AFTER or min(between) < CRAWL_DELAY:
        yield "a pause is too short"
    if forbidden:
        yield f"forbidden: {forbidden[0]}"


def ends(began, logs, bases):
    """Seconds until each of some outlets had its last request."""
    return [logs[base][-1][0] - began for base in bases]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--articles", type=int, default=8)
    arguments = parser.parse_args()
    faults = [f"{number}={kind}" for kind, numbers in FAULTS.values() for number in numbers]
    problems, last = [], {"all 50": [], "40 good ones": []}
    with tempfile.TemporaryDirectory() as name:
        options = {"outlets": OUTLETS, "articles": arguments.articles, "faults": faults}
        with Newsroom(Path(name), **options) as press:
            press.by_base = at_a_usual_pace(press)
            press.kinds = {
                kind: [press.bases[number] for number in numbers]
                for kind, (_, numbers) in FAULTS.items()
            }
            press.down = press.kinds["down"]
            special = {base for bases in press.kinds.values() for base in bases}
            others = [base for base in press.bases if base not in special]
            for turn in range(arguments.rounds):
                for label, bases in (
                    ("40 good ones", others + press.kinds["patient"]),
                    ("all 50", press.bases),
                ):
                    folder = Path(name) / f"{turn}{label[:2]}"
                    folder.mkdir()
                    began, logs = measured(press, bases, folder)
                    found = ends(began, logs, others)
                    last[label].append(max(found))
                    print(
                        f"{label}: {sum(map(len, logs.values()))} requests in "
                        f"{time.time() - began:.0f} s; the {len(others)} others had their last one "
                        f"after {max(found):.1f} s (median {median(found):.1f} s)",
                        flush=True,
                    )
                    if label == "all 50":
                        problems += judge(logs, press)
    ratio = median(last["all 50"]) / median(last["40 good ones"])
    print(f"ratio {ratio:.2f}", *problems, sep="\n")
    return int(ratio > 1.1 or bool(problems))


if __name__ == "__main__":
    sys.exit(main())
