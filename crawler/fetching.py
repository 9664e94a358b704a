"""An outlet's settings as Scrapy wants them where one process crawls several outlets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scrapy.settings import SETTINGS_PRIORITIES
from w3lib.encoding import http_content_type_encoding

if TYPE_CHECKING:
    from scrapy.http import Response
    from scrapy.settings import BaseSettings

    from crawler.outlets import Outlet

# Setting → key of a DOWNLOAD_SLOTS entry.
SLOT_KEYS = {
    "DOWNLOAD_DELAY": "delay",
    "DOWNLOAD_DELAY_JITTER": "jitter",
    "CONCURRENT_REQUESTS_PER_DOMAIN": "concurrency",
}
# Setting → key of Request.meta.
META_KEYS = {
    "DOWNLOAD_TIMEOUT": "download_timeout",
    "DOWNLOAD_MAXSIZE": "download_maxsize",
    "RETRY_TIMES": "max_retry_times",
}


def slots(outlets: list[Outlet], settings: BaseSettings) -> dict[str, dict[str, Any]]:
    """DOWNLOAD_SLOTS: each outlet's own delay and concurrency, unless the command line sets them."""
    said = SETTINGS_PRIORITIES["cmdline"]
    keys = {n: k for n, k in SLOT_KEYS.items() if (settings.getpriority(n) or 0) < said}
    return {
        outlet.name: {keys[name]: value for name, value in outlet.settings.items() if name in keys}
        for outlet in outlets
    }


def request_options(outlet: Outlet) -> dict[str, Any]:
    """Keyword arguments of the outlet's requests: its slot, and settings that hold per request."""
    meta: dict[str, Any] = {"download_slot": outlet.name}
    headers = dict(outlet.settings.get("DEFAULT_REQUEST_HEADERS", {}))
    for name, value in outlet.settings.items():
        if name in META_KEYS:
            meta[META_KEYS[name]] = value
    if outlet.settings.get("ROBOTSTXT_OBEY") is False:
        meta["dont_obey_robotstxt"] = True
    if outlet.settings.get("AUTOTHROTTLE_ENABLED") is False:
        meta["autothrottle_dont_adjust_delay"] = True
    if outlet.settings.get("COOKIES_ENABLED") is False:
        meta["dont_merge_cookies"] = True
    if agent := outlet.settings.get("USER_AGENT"):
        headers["User-Agent"] = agent
    return {"meta": meta, "headers": headers}


def declared_charset(response: Response) -> str | None:
    """The charset of the Content-Type header; None where it names none."""
    header = response.headers.get("Content-Type") or b""
    return http_content_type_encoding(header.decode("latin-1"))
