"""The database's address in words that may be shown: never with a password."""

from __future__ import annotations

import re

# Greedy up to the last @, because an unescaped password may hold one itself.
CREDENTIALS = re.compile(r"^([a-z+]+://)([^/:@]*)(?::(.*))?@", re.DOTALL | re.IGNORECASE)

IN_GENERAL = "check that the password is percent-encoded, and host, port and options"


def masked(uri: str) -> str:
    """The address without its password.

    >>> masked("mongodb://reader:geheim@db.example:27017/press")
    'mongodb://reader:***@db.example:27017/press'
    """
    return CREDENTIALS.sub(lambda found: f"{found[1]}{found[2]}:***@", uri)


def without_password(text: str, uri: str) -> str:
    """A message about `uri`; where that holds a password, one that can't repeat any part of it.

    >>> without_password("bad port: 'heim@db'", "mongodb://reader:ge:heim@db.example")
    'check that the password is percent-encoded, and host, port and options'
    """
    found = CREDENTIALS.match(uri)
    return IN_GENERAL if found and found[3] else text
