"""Planted variants of addresses, recorded in the real frontier: fetched twice, merged wrongly.

    python -m benchmarks.page_keys [--pages 6000] [--addresses 6]

Made-up outlets publish pages under ten kinds of addresses; pages that differ least stand side by
side (`?id=41` and `?id=42`, `News` and `news`, one letter of a slug). Each page is linked by several
addresses, each dressed in one to four random ways: scheme, host, port, tracking, fragment, slashes,
escapes, Unicode form, session, AMP, order of the query. All of them are recorded in the frontier on
the embedded server. Exit status 1 where more than one page would be fetched twice, or any is lost.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
import unicodedata
from collections import defaultdict
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from crawler.discovery.links import Link
from crawler.frontier.session import Frontier
from crawler.outlets import Outlet
from crawler.storage.mongodb import MongoStore
from crawler.urls import page_key

HOST = "sahifa.example"
BATCH = 500
WORDS = "افتتاح الجسر الجديد أخبار مؤتمر القمة على علي إلى مدرسة مدرسه رئيس الوزراء".split()

# Two pages each for a number; those of a pair differ as little as addresses do.
FORMS = (
    lambda n: (f"/news.php?id={2 * n}", f"/news.php?id={2 * n + 1}"),
    lambda n: (f"/News/{n}", f"/news/{n}"),
    lambda n: (f"/{slug(n)}-{n}", f"/{slug(n)}-{n}-2"),
    lambda n: (f"/?p={n}", f"/?page_id={n}"),
    lambda n: (f"/show.asp?cat=1&newsid={n}", f"/show.asp?cat={n}&newsid=1"),
    lambda n: (f"/story/{n}?lang=ar", f"/story/{n}?lang=en"),
    lambda n: (f"/2026/11/{n % 28 + 1:02d}/{slug(n)}", f"/2026/10/{n % 28 + 1:02d}/{slug(n)}"),
    lambda n: (f"/علي/{n}", f"/على/{n}"),
    lambda n: (f"/article/{n}.html", f"/article/{n}.html?page=2"),
    lambda n: (f"/a?ref={n}&sid=7", f"/a?ref={n}&sid=8"),
)


def slug(number):
    """Three words and the number in Arabic letters' order; the same for a number always."""
    chosen = random.Random(number)
    return "-".join([*chosen.sample(WORDS, 3), f"{number:x}"])


def lower_escapes(url):
    """Every Arabic letter escaped in lower case."""
    return "".join(c if c.isascii() else quote(c).lower() for c in url)


def with_query(pair):
    """A dress that adds a pair to the query."""
    return lambda url: url.partition("#")[0] + ("&" if "?" in url else "?") + pair


def on_host(host, scheme="https"):
    """A dress that changes scheme and host."""
    return lambda url: urlunsplit((scheme, host, *urlsplit(url)[2:]))


def in_path(change):
    """A dress that changes the path."""

    def dressed(url):
        parts = urlsplit(url)
        return urlunsplit(parts._replace(path=change(parts.path)))

    return dressed


def shuffled(url):
    """The query's pairs in another order."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(query="&".join(reversed(parts.query.split("&")))))


DRESSES = {
    "http": lambda url: url.replace("https://", "http://", 1),
    "www": on_host(f"www.{HOST}"),
    "mobile host": on_host(f"m.{HOST}"),
    "amp host": on_host(f"amp.{HOST}"),
    "capitals": on_host(HOST.upper()),
    "port": on_host(f"{HOST}:443"),
    "port of http": on_host(f"{HOST}:80", "http"),
    "user": on_host(f"reader:x@{HOST}"),
    "utm": with_query("utm_source=rss&utm_medium=feed"),
    "fbclid": with_query("fbclid=IwAR0abc123"),
    "gclid": with_query("gclid=EAIaIQob"),
    "escaped ampersand": with_query("amp;utm_campaign=x"),
    "session": with_query("PHPSESSID=9f2c6d1b8a7e4f50"),
    "reply": with_query("replytocom=881"),
    "word": with_query("from=home"),
    "fragment": lambda url: url.partition("#")[0] + "#comments",
    "slash": in_path(lambda path: path if path.endswith("/") else path + "/"),
    "slashes": in_path(lambda path: "/" + path),
    "dots": in_path(lambda path: "/x/.." + path),
    "jsessionid": in_path(lambda path: path.rstrip("/") + ";jsessionid=0A1B2C3D4E5F"),
    "lower escapes": lower_escapes,
    "upper escapes": lambda url: quote(url, safe="/:?=&#;@%,+()"),
    "decomposed": lambda url: unicodedata.normalize("NFD", url),
    "invisible": lambda url: url + "\u200f" if "?" not in url and "#" not in url else url,
    "amp in query": with_query("amp=1"),
    "white space": lambda url: f" {url}\n",
    "shuffled": shuffled,
}


def dressed(url, chosen):
    """An address in one to four dresses; their names too."""
    names = chosen.sample(list(DRESSES), chosen.randint(1, 4))
    for name in names:
        url = DRESSES[name](url.strip())
    return url, names


def planted(pages, addresses, seed):
    """Page → its addresses, each with the names of its dresses."""
    chosen, found = random.Random(seed), {}
    for number in range(pages // 2):
        for path in FORMS[number % len(FORMS)](number + 1):
            page = f"https://{HOST}{path}"
            found[page] = [(page, [])]
            found[page] += [dressed(page, chosen) for _ in range(addresses - 1)]
    return found


async def recorded(urls):
    """How many pages the frontier holds after the addresses, and the seconds it took."""
    outlet = Outlet(name="sahifa", title="صحيفة", domain=HOST)
    with tempfile.TemporaryDirectory() as name:
        store = await MongoStore.connect("", "warraq", Path(name) / "mongodb")
        frontier = await Frontier.open(store, "one", [outlet], Path(name) / "locks")
        queue, new, began = frontier.queues["sahifa"], 0, time.monotonic()
        for start in range(0, len(urls), BATCH):
            links = [Link(url) for url in urls[start : start + BATCH]]
            new += await queue.record([queue.page(link, "feed", "") for link in links])
        seconds = time.monotonic() - began
        await frontier.close()
        await store.close()
    return new, seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=6000)
    parser.add_argument("--addresses", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    pages = planted(arguments.pages, arguments.addresses, arguments.seed)
    keys, again = defaultdict(set), []
    for page, variants in pages.items():
        own = {page_key(url): names for url, names in reversed(variants)}
        again += [(page, names) for names in list(own.values())[:-1]]
        for key in own:
            keys[key].add(page)
    merged = [each for each in keys.values() if len(each) > 1]
    urls = [url for variants in pages.values() for url, _ in variants]
    random.Random(arguments.seed).shuffle(urls)
    new, seconds = asyncio.run(recorded(urls))
    print(f"{len(urls):,} addresses of {len(pages):,} pages, {len(DRESSES)} kinds of dress")
    print(f"fetched twice: {len(again)}; pages that differ merged: {len(merged)}")
    for page, names in again[:5]:
        print(f"  {page} was not known again as: {', '.join(names)}")
    for each in merged[:5]:
        print("  one key for", *sorted(each))
    print(f"the frontier has {new:,} pages after them, {len(urls) / seconds:,.0f} links a second")
    return int(len(again) > 1 or bool(merged) or new != len(pages) + len(again))


if __name__ == "__main__":
    sys.exit(main())
