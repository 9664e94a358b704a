"""The database's address in words that may be shown: never with a password."""

from __future__ import annotations

import re
from urllib.parse import unquote, unquote_plus

# Greedy up to the last @, because an unescaped password may hold one itself.
CREDENTIALS = re.compile(r"^([a-z+]+://)([^/:@]*)(?::(.*))?@", re.DOTALL | re.IGNORECASE)
# Options whose value is a secret too.
SECRET_OPTIONS = re.compile(
    r"((?:tlsCertificateKeyFilePassword|sslClientCertificatePassword|proxyPassword"
    r"|authMechanismProperties)=)[^&]*",
    re.IGNORECASE,
)

IN_GENERAL = "check that the password is percent-encoded, and host, port and options"


def masked(uri: str) -> str:
    """The address without its password.

    >>> masked("mongodb://reader:geheim@db.example:27017/press")
    'mongodb://reader:***@db.example:27017/press'
    """
    return SECRET_OPTIONS.sub(
        r"\1***", CREDENTIALS.sub(lambda found: f"{found[1]}{found[2]}:***@", uri)
    )


def hosts(uri: str) -> str:
    """The hosts with their ports, as the address names them.

    >>> hosts("mongodb://reader:geheim@a.example:27017,b.example/press?replicaSet=rs")
    'a.example:27017,b.example'
    """
    rest = CREDENTIALS.sub("", uri).partition("?")[0]
    return (rest.partition("://")[2] or rest).partition("/")[0]


def has_password(uri: str) -> bool:
    """Whether a message about this address could repeat a part of a password."""
    found = CREDENTIALS.match(uri)
    return bool(found and found[3]) or SECRET_OPTIONS.search(uri) is not None


def without_password(text: str, uri: str) -> str:
    """A server's message about `uri` with the password, in whatever form, made unreadable.

    >>> without_password("no user a with b@c", "mongodb://a:b%40c@db.example")
    'no user a with ***'
    """
    found = CREDENTIALS.match(uri)
    if found and (password := found[3]):
        for form in sorted({password, unquote(password), unquote_plus(password)}, key=len):
            text = text.replace(form, "***")
    return SECRET_OPTIONS.sub(r"\1***", text)
