"""`make crawl`: opens the made-up press on this machine, crawls it, and says what to type next."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.newsroom.child import ROOT, Newsroom

ARTICLES = 40
# First ports that are tried; the one that served is kept, so that addresses stay the same.
BASE_PORTS = (8480, 8580, 18480, 28480)
DATA = ROOT / "data"
FOLDER = DATA / "newsroom"
PORT_FILE = FOLDER / "base-port"
ARTICLES_FILE = DATA / "articles.jsonl"
NEXT = """
What to type next:
  make crawl                        again: the same pages, 0 new articles
  make crawl OUTLET=<name>          an outlet of the catalogue ({scrapy} list names them)
  make crawl URL=https://…          any other outlet, from its address alone
  {scrapy} extract <file or address> --explain
                                    one page as a record, and the rule behind each field
  {scrapy} mongo
                                    the database's address for mongosh or Compass
"""


def ports():
    """First ports in the order in which they are tried."""
    kept = PORT_FILE.read_text(encoding="utf-8").strip() if PORT_FILE.exists() else ""
    return dict.fromkeys([int(kept)] if kept.isdecimal() else []) | dict.fromkeys(BASE_PORTS)


def opened():
    """The press on the first free ports; RuntimeError where none are."""
    problem = RuntimeError("no ports are given")
    for port in ports():
        press = Newsroom(FOLDER, articles=ARTICLES, base_port=port)
        try:
            press.__enter__()
        except RuntimeError as error:
            problem = error
            continue
        PORT_FILE.write_text(str(port), encoding="utf-8")
        return press
    raise problem


def crawl(press):
    """Exit status of a crawl of all outlets."""
    command = [
        sys.executable,
        "-m",
        "scrapy",
        "crawl",
        "news",
        "-a",
        "outlets=" + ",".join(press.names),
    ]
    command += ["-o", relative(ARTICLES_FILE)]
    settings = {
        "SEEDS_PATHS": relative(press.seeds),
        "ALLOWED_PRIVATE_HOSTS": "127.0.0.1",
        "LOG_FILE": relative(DATA / "crawl.log"),
        "LOG_FILE_APPEND": "0",
    }
    command += [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def relative(path):
    return str(Path(path).relative_to(ROOT))


def main():
    FOLDER.mkdir(parents=True, exist_ok=True)
    try:
        press = opened()
    except RuntimeError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    try:
        print(
            f"A made-up press of {len(press.bases)} outlets is open on this machine; crawling it.",
            flush=True,
        )
        status = crawl(press)
    finally:
        press.__exit__()
    if status == 0:
        print(NEXT.format(scrapy=relative(Path(sys.executable).parent / "scrapy")))
    return status


if __name__ == "__main__":
    sys.exit(main())
