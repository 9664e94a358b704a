"""What a server said to one request, and what that means for a crawl."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from crawler.discovery.markup import decoded
from crawler.urls import same_site, site_of

Standing = Literal["ok", "blocked", "gone", "down", "robots", "private", "moved"]

BLOCKED = (401, 402, 403, 406, 407, 429, 451)
GONE = (404, 410)
# Slugs of requests that were not sent.
UNSENT: dict[str, Standing] = {"robots": "robots", "private": "private"}
# What a check for robots says in place of a page; its markup is small.
CHALLENGE = re.compile(
    r"just a moment|checking your browser|attention required|verify you are human|captcha|"
    r"enable javascript and cookies|_incapsula_|ddos.guard",
    re.IGNORECASE,
)
CHALLENGE_BYTES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A server's answer, or why there is none."""

    asked: str
    """The address that was asked for."""
    url: str = ""
    """Where the answer came from, after redirects; the address asked for, where none came."""
    status: int = 0
    """HTTP status; 0 where no answer came."""
    body: bytes = b""
    content_type: str = ""
    charset: str | None = None
    """What the header declared."""
    robots: tuple[str, ...] = ()
    """The X-Robots-Tag headers."""
    problem: str = ""
    """Why no answer came: `robots`, `private`, or the failure in words."""

    @property
    def place(self) -> str:
        """Where the answer came from."""
        return self.url or self.asked


# An address, and the outlet whose settings hold for it, to what its server says.
Fetch = Callable[..., Awaitable[Answer]]


def standing(answer: Answer, domain: str = "") -> Standing:
    """What an answer means: `ok`, or why its body is not what was asked for.

    A redirect to another site is `moved`, unless it leads to `domain`.

    >>> standing(Answer(asked="https://a.com/", status=403)), standing(Answer(asked="https://a.com/"))
    ('blocked', 'down')
    """
    if answer.problem in UNSENT:
        return UNSENT[answer.problem]
    if answer.status in BLOCKED or is_challenge(answer):
        return "blocked"
    if answer.status in GONE:
        return "gone"
    if answer.status != 200:
        return "down"
    place, asked = answer.place, site_of(answer.asked)
    # feeds.a.com may send on to a.com
    known = (asked, domain or asked)
    if any(same_site(place, each) for each in known) or same_site(answer.asked, site_of(place)):
        return "ok"
    return "moved"


def is_challenge(answer: Answer) -> bool:
    """Whether a check for robots came in place of a page, whatever its status."""
    if not answer.body or len(answer.body) > CHALLENGE_BYTES:
        return False
    return bool(CHALLENGE.search(decoded(answer.body)))


def said(answer: Answer) -> str:
    """An answer in a few words.

    >>> said(Answer(asked="https://a.com/", url="https://b.com/", status=200))
    '200 from https://b.com/'
    """
    if not answer.status:
        return (
            "robots.txt forbids it" if answer.problem == "robots" else answer.problem or "silence"
        )
    words = str(answer.status)
    if is_challenge(answer):
        words += ", a check for robots"
    return f"{words} from {answer.url}" if answer.url not in ("", answer.asked) else words
