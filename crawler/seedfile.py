"""What a seed file may say: its keys, and the check of each value."""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from lxml.etree import XPath, XPathSyntaxError
from parsel.csstranslator import HTMLTranslator

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    # What is wrong with a value, in words; None where nothing is.
    Check = Callable[[Any], str | None]
    Checks = dict[str, Check]

KINDS = ("newspaper", "agency", "broadcaster", "portal", "magazine", "aggregator")
# What an aggregator's links to other sites' articles are: fetched, or named as the source.
ELSEWHERE = ("follow", "credit")
SEED_KINDS = ("sitemap", "feed", "section", "home", "article")
# Fields of the record for which a seed file may name selectors.
SELECTOR_FIELDS = (
    "title kicker subtitle summary published_at modified_at body authors sources dateline keywords "
    "sections images related updates"
)


def problems(table: dict[str, Any]) -> Iterator[str]:
    """A line for each key of a seed file that is missing, unknown or has a bad value."""
    yield from (f"{key}: missing" for key in ("title", "domain") if key not in table)
    yield from _problems(table, TOP_LEVEL, "")


def _problems(table: dict[str, Any], checks: Checks, where: str) -> Iterator[str]:
    for key, value in table.items():
        if key not in checks:
            yield f"{where}{key}: unknown key.{close_names(key, checks)}"
        elif why := checks[key](value):
            # a table's own problems come with their keys
            yield f"{where}{key}{'' if why.startswith(('.', '[')) else ': '}{why}"


def close_names(name: str, known: Iterable[str]) -> str:
    """` Did you mean: …?` with the known names that look like one; empty where none does."""
    close = get_close_matches(name, list(known), n=3, cutoff=0.6)
    return f" Did you mean: {', '.join(close)}?" if close else ""


def _inside(checks: Checks, value: object) -> str | None:
    """Problems of a table within the table: its first."""
    if not isinstance(value, dict):
        return "must be a table"
    return next(_problems(value, checks, "."), None)


def _seeds(value: object) -> str | None:
    if not isinstance(value, list):
        return "must be tables headed [[seeds]]"
    for number, seed in enumerate(value):
        missing = [key for key in SEED if not isinstance(seed, dict) or key not in seed]
        why = f".{missing[0]}: missing" if missing else _inside(SEED, seed)
        if why:
            return f"[{number}]{why}"
    return None


def _text(value: object) -> str | None:
    return None if isinstance(value, str) and value.strip() else "must be text that is not empty"


def _one_of(choices: Collection[str], value: object) -> str | None:
    good = isinstance(value, str) and value in choices
    return None if good else f"{value!r} is none of {', '.join(choices)}"


def _matches(pattern: str, what: str, value: object) -> str | None:
    good = isinstance(value, str) and re.fullmatch(pattern, value)
    return None if good else f"{value!r} is not {what}"


def _zone(value: object) -> str | None:
    try:
        ZoneInfo(str(value))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return f"{value!r} is no time zone; write one like 'Africa/Cairo'"
    return None


def _url(value: object) -> str | None:
    try:
        parts = urlsplit(str(value))
        good = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        good = False
    return None if good else f"{value!r} is no http(s) address"


def _each(check: Check, value: object) -> str | None:
    if not isinstance(value, list):
        return "must be a list"
    return next((why for each in value if (why := check(each))), None)


def _regex(value: object) -> str | None:
    if not isinstance(value, str):
        return f"{value!r} is not text"
    try:
        re.compile(value)
    except re.error as error:
        return f"{value!r} is no regex: {error}"
    return None


def _id_pattern(value: object) -> str | None:
    why = _regex(value)
    if why is None and re.compile(str(value)).groups != 1:
        return f"{value!r} must have one group: the article's number"
    return why


def _selector(value: object) -> str | None:
    """A check of a CSS selector, or an XPath after `xpath:`."""
    if not isinstance(value, str):
        return f"{value!r} is not text"
    try:
        if value.startswith("xpath:"):
            XPath(value.removeprefix("xpath:"))
        else:
            HTMLTranslator().css_to_xpath(value)
    except (XPathSyntaxError, SyntaxError) as error:  # cssselect's errors are SyntaxErrors
        return f"{value!r} is no selector: {error}"
    return None


def _number(least: float, most: float, kind: type, value: object) -> str | None:
    good = isinstance(value, (int, kind)) and not isinstance(value, bool)
    if good and least <= float(str(value)) <= most:
        return None
    return f"{value!r} is no {'whole ' if kind is int else ''}number from {least:g} to {most:g}"


def _switch(value: object) -> str | None:
    return None if isinstance(value, bool) else f"{value!r} is neither true nor false"


def _texts(value: object) -> str | None:
    good = isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
    return None if good else "must be a table of texts"


def _headers(value: object) -> str | None:
    if isinstance(value, dict) and any(str(name).lower() == "cookie" for name in value):
        return "write cookies as COOKIES, by name"
    return _texts(value)


SEED: Checks = {"url": _url, "kind": partial(_one_of, SEED_KINDS)}
# Scrapy's settings that make sense for one outlet, and what they take.
SETTINGS: Checks = {
    "AUTOTHROTTLE_ENABLED": _switch,
    "AUTOTHROTTLE_MAX_DELAY": partial(_number, 0, 3600, float),
    "AUTOTHROTTLE_START_DELAY": partial(_number, 0, 3600, float),
    "AUTOTHROTTLE_TARGET_CONCURRENCY": partial(_number, 0.01, 64, float),
    "CONCURRENT_REQUESTS_PER_DOMAIN": partial(_number, 1, 64, int),
    "COOKIES": _texts,
    "COOKIES_ENABLED": _switch,
    "DEFAULT_REQUEST_HEADERS": _headers,
    "DOWNLOAD_DELAY": partial(_number, 0, 3600, float),
    "DOWNLOAD_DELAY_JITTER": partial(_number, 0, 1, float),
    "DOWNLOAD_MAXSIZE": partial(_number, 1024, 2**30, int),
    "DOWNLOAD_TIMEOUT": partial(_number, 1, 600, float),
    "PAGES_PER_DAY": partial(_number, 1, 10_000_000, int),
    "RENDER": _switch,
    "RETRY_TIMES": partial(_number, 0, 20, int),
    "ROBOTSTXT_OBEY": _switch,
    "USER_AGENT": _text,
}
TOP_LEVEL: Checks = {
    "title": _text,
    "domain": partial(
        _matches, r"(?!www\.)[a-z0-9.-]+(:\d+)?|\[[0-9a-f:]+\](:\d+)?", "a host without www."
    ),
    "country": partial(_matches, r"[A-Z]{2}", "a country's code of two capital letters"),
    "kind": partial(_one_of, KINDS),
    "timezone": _zone,
    "seeds": _seeds,
    "articles": partial(
        _inside,
        {
            "allow": partial(_each, _regex),
            "deny": partial(_each, _regex),
            "elsewhere": partial(_one_of, ELSEWHERE),
        },
    ),
    "urls": partial(
        _inside,
        {
            "keep_query": partial(_each, _text),
            "drop_query": partial(_each, _text),
            "id_pattern": _id_pattern,
        },
    ),
    "selectors": partial(
        _inside, dict.fromkeys(SELECTOR_FIELDS.split(), partial(_each, _selector))
    ),
    "settings": partial(_inside, SETTINGS),
}
