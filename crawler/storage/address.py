"""The database's address in words that may be shown: never with a password."""

from __future__ import annotations

import re

# Greedy up to the last @, because an unescaped password may hold one itself.
CREDENTIALS = re.compile(r"^([a-z+]+://)([^/:@]*)(?::(.*))?@", re.DOTALL | re.IGNORECASE)


def masked(uri: str) -> str:
    """The address without its password.

    >>> masked("mongodb://reader:geheim@db.example:27017/press")
    'mongodb://reader:***@db.example:27017/press'
    """
    return CREDENTIALS.sub(lambda found: f"{found[1]}{found[2]}:***@", uri)


def without_password(text: str, uri: str) -> str:
    """A message about `uri` with its password, and any part of it that was split off, left out."""
    found = CREDENTIALS.match(uri)
    password = found[3] if found else None
    if not password:
        return text
    pieces = sorted({password, *re.split(r"[/:@?#]", password)}, key=len, reverse=True)
    for piece in pieces:
        if piece:
            text = text.replace(piece, "***")
    return text
