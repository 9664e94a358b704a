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
    # read by our own `crawler.extensions.throttle`
    "AUTOTHROTTLE_MAX_DELAY": "autothrottle_max_delay",
    "AUTOTHROTTLE_TARGET_CONCURRENCY": "autothrottle_target_concurrency",
}
# Setting that is false → key of Request.meta that is then true.
OFF_KEYS = {
    "ROBOTSTXT_OBEY": "dont_obey_robotstxt",
    "AUTOTHROTTLE_ENABLED": "autothrottle_dont_adjust_delay",
    "COOKIES_ENABLED": "dont_merge_cookies",
}


def own_settings(outlet: Outlet, settings: BaseSettings) -> dict[str, Any]:
    """The outlet's settings without those that the command line sets."""
    said = SETTINGS_PRIORITIES["cmdline"]
    own = outlet.settings.items()
    return {name: value for name, value in own if (settings.getpriority(name) or 0) < said}


def slots(outlets: list[Outlet], settings: BaseSettings) -> dict[str, dict[str, Any]]:
    """DOWNLOAD_SLOTS: each outlet's own delay, jitter and concurrency."""
    found = {}
    for outlet in outlets:
        own = own_settings(outlet, settings)
        found[outlet.name] = {SLOT_KEYS[n]: value for n, value in own.items() if n in SLOT_KEYS}
    return found


def concurrency(outlet: Outlet, settings: BaseSettings) -> int:
    """How many requests the outlet gets at a time."""
    name = "CONCURRENT_REQUESTS_PER_DOMAIN"
    return int(own_settings(outlet, settings).get(name, settings.getint(name)))


def pages_per_day(outlet: Outlet, settings: BaseSettings) -> int | None:
    """How many requests a day the outlet gets at most; None for as many as there is something to ask."""
    name = "PAGES_PER_DAY"
    return int(own_settings(outlet, settings).get(name, settings.getint(name))) or None


def request_options(outlet: Outlet, settings: BaseSettings) -> dict[str, Any]:
    """Keyword arguments of the outlet's requests: its slot, and settings that hold per request."""
    own = own_settings(outlet, settings)
    meta: dict[str, Any] = {"download_slot": outlet.name}
    meta |= {META_KEYS[name]: value for name, value in own.items() if name in META_KEYS}
    meta |= {key: True for name, key in OFF_KEYS.items() if own.get(name) is False}
    headers = dict(own.get("DEFAULT_REQUEST_HEADERS", {}))
    if agent := own.get("USER_AGENT"):
        headers["User-Agent"] = agent
    return {"meta": meta, "headers": headers, "cookies": dict(own.get("COOKIES", {}))}


def declared_charset(response: Response) -> str | None:
    """The charset of the Content-Type header; None where it names none."""
    header = response.headers.get("Content-Type") or b""
    return http_content_type_encoding(header.decode("latin-1"))
