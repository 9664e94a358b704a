"""Addresses as links give them, joined to their page's."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")
# Addresses that joining leaves as they are, and those that only lack the page's host.
WHOLE = re.compile(r"https?://[\w.:-]+(?:/[^\s?#]*)?(?:\?[^\s?#]+)?(?:#\S+)?")
ROOTED = re.compile(r"/(?![/.])(?:[^\s?#/]|/(?!\.))*(?:\?[^\s?#]+)?(?:#\S+)?")


def absolute(base: str, address: str) -> str:
    """An address joined to the page's; empty for one that leads nowhere (`#`, `javascript:`, a file).

    >>> absolute("https://a.com/news/1", "../2")
    'https://a.com/2'
    """
    if WHOLE.fullmatch(address):
        return address
    address = address.strip()
    if not address or address.startswith("#"):
        return ""
    origin = _origin(base)
    if origin and ROOTED.fullmatch(address):
        return origin + address
    if SCHEME.match(address) and not address.lower().startswith(("http:", "https:")):
        return ""
    joined = _joined(base, address)
    return joined if joined.startswith("http") else ""  # a saved page's own place is none


@lru_cache(maxsize=512)
def _joined(base: str, address: str) -> str:
    try:
        return urljoin(base, address)
    except ValueError:
        return ""


@lru_cache(maxsize=16)
def _origin(url: str) -> str:
    """Scheme and host of an http address; empty for any other."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return (
        f"{parts.scheme}://{parts.netloc}"
        if parts.scheme.startswith("http") and parts.netloc
        else ""
    )
