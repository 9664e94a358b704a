"""No request to private, loopback, link-local and metadata addresses, unless they are allowed."""

from __future__ import annotations

import logging
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.utils.defer import maybe_deferred_to_future
from scrapy.utils.reactor import is_reactor_installed

from crawler.addresses import (
    DEFAULT_PORTS,
    is_allowed,
    is_local_name,
    is_private,
    literal_address,
)

if TYPE_CHECKING:
    from typing import Self

    from scrapy import Request
    from scrapy.crawler import Crawler

    from crawler.addresses import Address

logger = logging.getLogger(__name__)

REFUSED = "requests/refused/private"


class Safety:
    """Refuses requests, redirects and robots.txt included, by address and by what a name means."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.allowed = crawler.settings.getlist("ALLOWED_PRIVATE_HOSTS")
        self.reported: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """A middleware with the crawler's ALLOWED_PRIVATE_HOSTS."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Let a request pass, or count it and raise IgnoreRequest."""
        parts = urlsplit(request.url)
        host = parts.hostname
        if parts.scheme not in DEFAULT_PORTS or not host or is_allowed(request.url, self.allowed):
            return
        literal = literal_address(host)
        address = literal or (None if is_local_name(host) else await resolved(host))
        if (address and is_private(address)) or is_local_name(host):
            self.refuse(parts.netloc)

    def refuse(self, netloc: str) -> None:
        """Count a refusal, say it once a host, and drop the request."""
        assert self.crawler.stats is not None
        self.crawler.stats.inc_value(REFUSED)
        if netloc not in self.reported:
            self.reported.add(netloc)
            logger.warning(
                "%s is a private address and was refused; -s ALLOWED_PRIVATE_HOSTS=%s allows it",
                netloc,
                netloc,
            )
        raise IgnoreRequest(f"private address: {netloc}")


async def resolved(host: str) -> Address | None:
    """The address that the downloader will connect to; None where the name has none.

    It asks Twisted's resolver, whose cache the downloader reads next: a name can't mean one
    address here and another one there.
    """
    if not is_reactor_installed():
        return None
    from twisted.internet import reactor  # noqa: PLC0415 (importing it installs one)

    try:
        found = await maybe_deferred_to_future(reactor.resolve(host))  # type: ignore[arg-type]
        return ip_address(found)
    except (OSError, ValueError):
        return None  # the downloader says it better
