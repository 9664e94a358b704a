"""Addresses of this machine, its network and the cloud, in any notation."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable

Address = IPv4Address | IPv6Address

# Not "private" for Python, but no place for a crawler either: carrier-grade NAT, and the address
# of cloud metadata in Alibaba's net.
ALSO_PRIVATE = (ip_network("100.64.0.0/10"), ip_network("192.0.0.0/24"))
# NAT64 and 6to4: an IPv4 address in the clothes of an IPv6 one.
NAT64 = ip_network("64:ff9b::/96")
LOCAL_NAMES = ("localhost", "local", "internal", "localdomain", "home.arpa", "lan", "intranet")
DEFAULT_PORTS = {"http": 80, "https": 443}


def literal_address(host: str) -> Address | None:
    """The address that a host spells, in any notation that a resolver understands; None for a name.

    >>> literal_address("0x7f.1"), literal_address("example.com")
    (IPv4Address('127.0.0.1'), None)
    """
    host = unquote(host).strip("[]").rstrip(".").partition("%")[0]
    with suppress(ValueError):
        return ip_address(host)
    try:
        return IPv4Address(socket.inet_aton(host)) if host[:1].isdigit() else None
    except (OSError, UnicodeError):
        return None


def is_private(address: Address) -> bool:
    """Whether an address lies in the machine, its network or the cloud's own services."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_private(inner)
    if any(address in net for net in ALSO_PRIVATE if net.version == address.version):
        return True
    return not address.is_global or address.is_multicast


def is_local_name(host: str) -> bool:
    """Whether a name means this machine or its network whatever a resolver says."""
    name = host.lower().rstrip(".")
    return name in LOCAL_NAMES or name.endswith(tuple(f".{each}" for each in LOCAL_NAMES))


def is_allowed(url: str, allowed: Iterable[str]) -> bool:
    """Whether ALLOWED_PRIVATE_HOSTS names a URL's host, or its host and port.

    >>> is_allowed("http://127.0.0.1:8001/a", ["127.0.0.1"])
    True
    >>> is_allowed("http://127.0.0.1:8001/a", ["127.0.0.1:9000"])
    False
    """
    parts = urlsplit(url)
    host = (parts.hostname or "").rstrip(".")
    port = parts.port or DEFAULT_PORTS.get(parts.scheme)
    named = {each.strip().lower().replace("[", "").replace("]", "") for each in allowed}
    return host in named or f"{host}:{port}" in named
