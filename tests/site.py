"""A site on loopback for tests of spiders: a table of paths and answers, and a log of requests."""

import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Answers: path → body, or (status, headers, body), or a function that makes one.

    `log` has the path and the time of every request, in order. Where `tag` is set, a page has it as
    its ETag, the hash of its body where it is empty, and 304 answers who names it.
    """

    def __init__(self):
        self.answers = {}
        self.log = []
        self.tag = None
        self.unmodified = []
        """Paths that were answered by 304."""
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                site.log.append((self.path, time.monotonic()))
                status, headers, body = site.tagged(self.path, self.headers)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.domain = f"127.0.0.1:{self.server.server_port}"
        self.url = f"http://{self.domain}"

    @property
    def asked(self):
        """The paths that were asked for, in order."""
        return [path for path, _ in self.log]

    def tagged(self, path, asked):
        """The answer to a path, with its ETag where the site has such."""
        status, headers, body = self.answer(path)
        if self.tag is None or status != 200:
            return status, headers, body
        tag = f'"{self.tag or hash(body)}"'
        if asked.get("If-None-Match") == tag:
            self.unmodified.append(path)
            return 304, {"ETag": tag}, b""
        return status, {**headers, "ETag": tag}, body

    def answer(self, path):
        """Status, headers and bytes for a path."""
        answer = self.answers.get(path, (404, {}, ""))
        answer = answer() if callable(answer) else answer
        status, headers, body = answer if isinstance(answer, tuple) else (200, {}, answer)
        headers = {"Content-Type": "text/html; charset=utf-8", **headers}
        return status, headers, body.encode() if isinstance(body, str) else body


@contextmanager
def running():
    """A site that serves until the end of the block."""
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        thread.join()
        site.server.server_close()
