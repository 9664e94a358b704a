"""What goes wrong with outlets, on request: of a whole outlet, or at `/_fault/<kind>[:<number>]/…`."""

from __future__ import annotations

import gzip
import time
from collections import deque
from functools import lru_cache

from tests.newsroom import extras
from tests.newsroom.listings import is_listing
from tests.newsroom.reply import HTML, Reply

# Requests a second that a limited outlet bears.
MOST_A_SECOND = 5
BUSY_EVERY = 4
BOMB_BYTES = 300_000_000


class Fault:
    """A kind with its number: `slow:2` waits two seconds, `429:3` asks for three, `503` is a status.

    `busy:3` answers each fourth request with a 429 that asks for three seconds; `delay:2` asks for
    two between any two requests, in robots.txt.
    """

    def __init__(self, text, outlet=None):
        self.outlet = outlet
        self.kind, _, number = text.partition(":")
        self.number = float(number) if number else None
        if self.kind not in KINDS and not (self.kind.isdecimal() and 400 <= int(self.kind) < 600):
            raise ValueError(
                f"no fault of the name {text!r}; known: {', '.join(KINDS)}, 400 to 599"
            )
        self.recent = deque()
        self.asked = 0

    def applied(self, reply, path):
        """What is sent instead of a reply."""
        if self.kind in KINDS:
            return KINDS[self.kind](self, reply, path)
        return Reply(int(self.kind), HTML, b"<html><body>error</body></html>")

    def limited(self, reply, path):
        now = time.monotonic()
        while self.recent and now - self.recent[0] > 1:
            self.recent.popleft()
        self.recent.append(now)
        if len(self.recent) <= MOST_A_SECOND:
            return reply
        return self.too_many()

    def too_many(self):
        wait = str(int(self.number or 2))
        return Reply(429, HTML, b"<html><body>slow down</body></html>", {"Retry-After": wait})

    def busy(self, reply, path):
        self.asked += 1
        return self.too_many() if self.asked % BUSY_EVERY == 0 else reply

    def delay(self, reply, path):
        if path != "/robots.txt":
            return reply
        return reply._replace(body=reply.body + f"Crawl-delay: {self.number or 2:g}\n".encode())

    def slow(self, reply, path):
        return reply._replace(delay=self.number or 2.0)

    def reset(self, reply, path):
        return reply._replace(ending="reset")

    def cut(self, reply, path):
        return reply._replace(ending="cut")

    def charset(self, reply, path):
        return reply._replace(media_type=reply.media_type.partition(";")[0] + "; charset=utf-16")

    def bomb(self, reply, path):
        return Reply(200, HTML, bomb(), {"Content-Encoding": "gzip"})

    def loop(self, reply, path):
        stem, _, turn = path.partition("?turn=")
        return Reply(302, HTML, b"", {"Location": f"{stem}?turn={int(turn or 0) + 1}"})

    def moved(self, reply, path):
        """The outlet is another one's now: the number is that one's port."""
        port = int(self.number or 9)
        return Reply(301, HTML, b"", {"Location": f"http://127.0.0.1:{port}{path}"})

    def empty(self, reply, path):
        """Every address answers with the same few words."""
        return Reply(200, HTML, '<html lang="ar"><body><p>قريبا</p></body></html>'.encode())

    def english(self, reply, path):
        """Listings stay, whatever they lead to is in English."""
        if is_listing(path):
            return reply
        _, text = extras.english(self.outlet, None, sum(path.encode()))
        return Reply(200, HTML, text.encode())

    def unbuilt(self, reply, path):
        """Pages that a browser would have to build: a frame and scripts."""
        if path.partition("?")[0].endswith((".xml", ".txt", ".gz", "/feed/", ".asp")):
            return reply
        text = '<html lang="ar"><body><div id="app"></div><script src="/app.js"></script></body></html>'
        return Reply(200, HTML, text.encode())

    def built(self, reply, path):
        """Nothing here: the site's pages are built by scripts."""
        return reply

    def consent(self, reply, path):
        """Nothing here: the site shows its pages to who has agreed to cookies."""
        return reply

    def relaid(self, reply, path):
        """Nothing here: the site prints its articles in another layout."""
        return reply

    def calendar(self, reply, path):
        """A month's page that links the next one, without end."""
        months = int(path.rpartition("/")[2]) if path.rpartition("/")[2].isdecimal() else 0
        links = "".join(
            f'<a href="/_fault/calendar/{months + turn}">شهر {months + turn}</a>'
            for turn in (1, 2, 3)
        )
        return Reply(200, HTML, f'<html lang="ar"><body>{links}</body></html>'.encode())


KINDS = {
    "429": Fault.limited,
    "busy": Fault.busy,
    "delay": Fault.delay,
    "slow": Fault.slow,
    "reset": Fault.reset,
    "cut": Fault.cut,
    "charset": Fault.charset,
    "bomb": Fault.bomb,
    "loop": Fault.loop,
    "calendar": Fault.calendar,
    "moved": Fault.moved,
    "empty": Fault.empty,
    "english": Fault.english,
    "unbuilt": Fault.unbuilt,
    "built": Fault.built,
    "consent": Fault.consent,
    "relaid": Fault.relaid,
}
# No server at the outlet's address at all.
DOWN = "down"


@lru_cache(maxsize=1)
def bomb():
    """A small gzip stream that unpacks to a great deal."""
    return gzip.compress(b" " * BOMB_BYTES, compresslevel=9, mtime=0)
