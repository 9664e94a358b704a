"""An HTTP answer of the made-up press."""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

HTML = "text/html; charset=utf-8"


class Reply(NamedTuple):
    """What is sent, and how badly."""

    status: int
    media_type: str
    body: bytes
    headers: dict = {}  # noqa: RUF012 - never changed
    delay: float = 0.0
    ending: str = ""
    """`reset`: the connection is torn down instead; `cut`: half of the body comes."""

    def bytes(self, *, is_last):
        """The answer as it goes over the wire."""
        lines = [f"HTTP/1.1 {self.status} {HTTPStatus(self.status).phrase}"]
        lines += [f"Content-Type: {self.media_type}", f"Content-Length: {len(self.body)}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if is_last or self.ending:
            lines.append("Connection: close")
        body = self.body[: len(self.body) // 2] if self.ending == "cut" else self.body
        return "\r\n".join([*lines, "", ""]).encode() + body
