"""The press on loopback: a port for each outlet, pages rendered on demand.

Besides its pages an outlet serves `/_truth.jsonl`, `/_truth/<index>.json`, `/_log.jsonl` (requests
since the start), `/_publish?new=<count>&changed=<count>`, which moves the press's clock, and
`/_relay?on` (or `off`), which changes how its articles are laid out.
"""

from __future__ import annotations

import asyncio
import gzip
import json
import re
import time
from collections import deque
from hashlib import blake2b
from urllib.parse import parse_qs

from tests.newsroom import built, extras, listings, scripted
from tests.newsroom.faults import DOWN, Fault
from tests.newsroom.layouts import relaid
from tests.newsroom.press import PREFIXES, outlets
from tests.newsroom.reply import HTML, Reply

HOST = "127.0.0.1"
MOST_LOGGED = 500_000
# Pages kept ready.
MOST_PAGES = 3_000
GIF = bytes.fromhex(
    "47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b"
)
FAULT = re.compile(r"/_fault/([^/?]+)(?=[/?]|$)")
IMAGE = re.compile(r"/img/[\w-]+\.jpg|/[\w-]+\.gif|/favicon\.ico")
JSON = "application/json; charset=utf-8"
JSON_LINES = "application/jsonl; charset=utf-8"


class Site:
    """One outlet's answers."""

    def __init__(self, outlet, fault=None):
        self.outlet = outlet
        self.fault = Fault(fault, outlet) if fault and fault != DOWN else None
        self.layout = relaid if fault == "relaid" else outlet.layout
        self.is_down = fault == DOWN
        self.is_built = fault == "built"
        self.asks_consent = fault == "consent"
        self.log = deque(maxlen=MOST_LOGGED)
        self.pages = {}

    def answer(self, path, headers):
        """The reply to a request of a path with its query."""
        if path.startswith("/_") and (own := self._own(path)):
            return own
        if fault := FAULT.match(path):
            reply = Fault(fault[1]).applied(self._page("/"), path)
        else:
            reply = self._built(path) if self.is_built else self._page(path)
            if self.asks_consent and scripted.COOKIE not in headers.get("cookie", ""):
                reply = self._consent(reply, path)
            if self.fault:
                reply = self.fault.applied(reply, path)
        reply = self._conditional(reply, headers)
        self.log.append((time.time(), path, reply.status))
        return reply

    def _consent(self, reply, path):
        """The page that asks a reader for consent, in place of any other page."""
        if not reply.media_type.startswith("text/html"):
            return reply
        return reply._replace(
            status=200, media_type=HTML, body=scripted.consent(self.outlet).encode()
        )

    def _built(self, path):
        """A page that scripts build out of a second answer, at `/api/page`."""
        name, _, query = path.partition("?")
        if name == "/api/page":
            reply = self._page(parse_qs(query)["path"][0])
            return reply._replace(media_type=JSON, body=built.data(reply))
        reply = self._page(path)
        if not reply.media_type.startswith("text/html") or name.endswith("robots.txt"):
            return reply
        return reply._replace(media_type=HTML, body=built.SHELL.encode())

    def _conditional(self, reply, headers):
        """304 where the client has it already; packed where it can be."""
        if reply.status != 200 or "Content-Encoding" in reply.headers:
            return reply
        tag = f'"{blake2b(reply.body, digest_size=8).hexdigest()}"'
        if headers.get("if-none-match") == tag:
            return Reply(304, reply.media_type, b"", {"ETag": tag})
        added = {"ETag": tag}
        if self.outlet.number % 2 and "gzip" in headers.get("accept-encoding", ""):
            packed = gzip.compress(reply.body, compresslevel=1, mtime=0)
            return reply._replace(body=packed, headers=added | {"Content-Encoding": "gzip"})
        return reply._replace(headers=added)

    def _page(self, path):
        """The page at an address, from the ready ones where it is there."""
        if path in self.pages:
            return self.pages[path]
        reply = self._render(path)
        if len(self.pages) >= MOST_PAGES:
            self.pages.clear()
        self.pages[path] = reply
        return reply

    def _render(self, path):
        bare, _, query = path.partition("?")
        if found := listings.listing(self.outlet, bare, query) or scripted.scripted(
            self.outlet, bare, query
        ):
            status, media_type, content = found
            return self._encoded(status, media_type, content)
        if IMAGE.fullmatch(bare):
            return Reply(200, "image/gif", GIF)
        if bare.startswith("/private/"):
            return self._encoded(*extras.private(self.outlet, self.outlet.story(0), 0))
        prefix = next((each for each in PREFIXES.values() if path.startswith(each + "/")), "")
        index = self.outlet.index_of(path.removeprefix(prefix))
        if index is None:
            return Reply(404, HTML, b"<html><body>not found</body></html>")
        return self._article(index, is_alias=bool(prefix))

    def _article(self, index, *, is_alias):
        outlet = self.outlet
        kind = outlet.place(index).kind
        if kind in extras.PAGES:
            return self._encoded(*extras.PAGES[kind](outlet, outlet.story(index), index))
        text = self.layout.render(outlet.story(index), outlet, index)
        if is_alias and 'rel="canonical"' not in text:
            text = text.replace(
                "</head>", f'<link rel="canonical" href="{outlet.url(index)}"></head>', 1
            )
        return self._encoded(200, text, encoding=outlet.layout.ENCODING)

    def _encoded(self, status, *rest, encoding="utf-8"):
        """A reply from status, media type (HTML where there is none) and text or bytes."""
        media_type, content = rest if len(rest) == 2 else ("text/html", rest[0])
        if isinstance(content, bytes):
            return Reply(status, media_type, content)
        declared = re.match(r'<\?xml[^>]*encoding="([^"]+)"', content)
        encoding = declared[1] if declared else encoding
        # Old servers name no encoding; then the page itself does, or nobody.
        if encoding == "utf-8":
            media_type = f"{media_type}; charset=utf-8"
        return Reply(status, media_type, content.encode(encoding, "xmlcharrefreplace"))

    def _own(self, path):
        """What is for tests only."""
        name, _, query = path.partition("?")
        outlet = self.outlet
        if name == "/_truth.jsonl":
            lines = "".join(
                json.dumps(outlet.truth(i), ensure_ascii=False) + "\n" for i in outlet.indexes()
            )
            return Reply(200, JSON_LINES, lines.encode())
        if found := re.fullmatch(r"/_truth/(-?\d+)\.json", name):
            return Reply(
                200, JSON, json.dumps(outlet.truth(int(found[1])), ensure_ascii=False).encode()
            )
        if name == "/_log.jsonl":
            return Reply(
                200, JSON_LINES, "".join(json.dumps(each) + "\n" for each in self.log).encode()
            )
        if name == "/_relay":
            self.layout = relaid if query == "on" else outlet.layout
            self.pages.clear()
            return Reply(200, JSON, json.dumps({"relaid": self.layout is relaid}).encode())
        if name == "/_publish":
            wanted = {key: int(values[0]) for key, values in parse_qs(query).items()}
            outlet.publish(wanted.get("new", 0))
            step = max(1, outlet.articles // max(1, wanted.get("changed", 0)))
            changed = list(range(0, outlet.articles, step))[: wanted.get("changed", 0)]
            outlet.revise(changed)
            self.pages.clear()
            return Reply(
                200, JSON, json.dumps({"new": wanted.get("new", 0), "changed": changed}).encode()
            )
        return None


class Connection(asyncio.Protocol):
    """One client's requests, answered in order."""

    def __init__(self, site):
        self.site = site
        self.buffer = b""
        self.waiting = None

    def connection_made(self, transport):
        self.transport = transport

    def connection_lost(self, exc):
        if self.waiting:
            self.waiting.cancel()

    def data_received(self, data):
        self.buffer += data
        self.go_on()

    def go_on(self):
        """Answer what has come, until an answer has to wait."""
        self.waiting = None
        while not self.waiting and not self.transport.is_closing():
            head, end, self.buffer = self.buffer.partition(b"\r\n\r\n")
            if not end:
                self.buffer = head
                return
            self.request(head.decode("latin-1"))

    def request(self, head):
        first, *lines = head.split("\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (each.partition(":") for each in lines)
        }
        path = first.split(" ")[1]
        reply = self.site.answer(path, headers)
        is_last = headers.get("connection", "").lower() == "close" or first.endswith("HTTP/1.0")
        if reply.delay:
            loop = asyncio.get_running_loop()
            self.waiting = loop.call_later(reply.delay, self.send_late, reply, is_last)
        else:
            self.send(reply, is_last)

    def send_late(self, reply, is_last):
        self.send(reply, is_last)
        self.go_on()

    def send(self, reply, is_last):
        if reply.ending == "reset":
            self.transport.abort()
            return
        self.transport.write(reply.bytes(is_last=is_last))
        if is_last or reply.ending:
            self.transport.close()


async def serve(*, count, articles, seed, base_port, faults, ready):
    """Serve until cancelled; `ready` is called with the outlets once all ports are open.

    Port 0 takes free ones. OSError where a port is taken.
    """
    loop = asyncio.get_running_loop()
    bases, servers, sites = [], [], {}
    for number in range(count):
        port = base_port + number if base_port else 0
        server = await loop.create_server(lambda at=number: Connection(sites[at]), HOST, port)
        servers.append(server)
        bases.append(f"http://{HOST}:{server.sockets[0].getsockname()[1]}")
    press = outlets(count, articles, seed, bases)
    sites.update({outlet.number: Site(outlet, faults.get(outlet.number)) for outlet in press})
    for number, site in sites.items():
        if site.is_down:
            servers[number].close()
    ready(press)
    try:
        await asyncio.Event().wait()
    finally:
        for server in servers:
            server.close()
