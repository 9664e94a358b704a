"""What a page itself asks of robots: `<meta name="robots">` and the header X-Robots-Tag."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Who we are in such a rule; rules for others do not concern us.
NAMES = ("robots", "warraq")
# Bytes in which the head ends.
HEAD = 64 * 1024
META = re.compile(rb"<meta\s[^>]{0,300}>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    rb"""(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE
)
RULE_FOR = re.compile(r"^\s*([\w-]+)\s*:\s*(.*)$")


def robots_rules(body: bytes, headers: Iterable[str] = ()) -> frozenset[str]:
    """The rules for us, in small letters; `none` as `noindex` and `nofollow`.

    >>> sorted(robots_rules(b'<meta name="robots" content="NOINDEX, follow">', ["nofollow"]))
    ['follow', 'nofollow', 'noindex']
    """
    texts = [*_from_meta(body[:HEAD]), *(_for_us(header) for header in headers)]
    rules = {rule.strip().lower() for text in texts for rule in text.split(",")}
    if "none" in rules:
        rules |= {"noindex", "nofollow"}
    return frozenset(rules - {"", "none"})


def _from_meta(head: bytes) -> Iterator[str]:
    for tag in META.findall(head):
        found = {name.lower(): b"".join(values) for name, *values in ATTRIBUTE.findall(tag)}
        if found.get(b"name", b"").decode("latin-1").strip().lower() in NAMES:
            yield found.get(b"content", b"").decode("latin-1")


def _for_us(header: str) -> str:
    """A header's rules; nothing where they are for another robot (`googlebot: noindex`)."""
    found = RULE_FOR.match(header)
    if not found or found[1].lower() in ("unavailable_after", "max-snippet", "max-image-preview"):
        return header
    return found[2] if found[1].lower() in NAMES else ""
