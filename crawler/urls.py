"""Addresses: the form that is fetched and stored, and the key by which a page is known."""

from __future__ import annotations

import hashlib
import re
import string
import unicodedata
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

from crawler.tracking import is_tracking, is_view

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.outlets import Outlet

DRESS_HOSTS = re.compile(r"^(?:www\d?|m|mobile|amp|wap)\.(?=[^.]+\.)")
INDEX_NAMES = re.compile(r"^(?:index|default)\.(?:html?|php|aspx?|jsp|shtml)$", re.IGNORECASE)
AMP_NAMES = frozenset(["amp", "amp.html"])
AMP_SUFFIX = re.compile(r"\.amp(?=\.html?$|$)", re.IGNORECASE)
AMP_CACHE = re.compile(
    r"^https?://(?:[\w-]+\.cdn\.ampproject\.org/(?:[a-z]/)?|www\.google\.[a-z.]+/amp/)"
    r"(?P<secure>s/)?(?P<page>[\w-]+(?:\.[\w-]+)+(?:[:/?].*)?)$"
)
# ;jsessionid=… in the path, and ASP.NET's /(S(…))/
PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sid)=[^/;?]*|/\([A-Z]\([^)/]*\)\)", re.IGNORECASE
)
DEFAULT_PORTS = {"http": 80, "https": 443}
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?=//)")
NO_HOST_CHARACTER = re.compile(r"[^a-z0-9._:-]")
ESCAPES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
WHITE_SPACE = re.compile(r"[\t\n\r]")
SLASHES = re.compile(r"/{2,}")
UNRESERVED = frozenset(string.ascii_letters + string.digits + "-._~")
# Other characters that stand as they are in a path or a query; the rest is escaped.
PLAIN = "!$&'()*+,;=:@/?%[]~"
ASCII_OR_BROKEN = re.compile("[\x00-\x7f\ud800-\udfff]")
SURROGATES = re.compile("[\ud800-\udfff]")
# Zero width space, bidi marks and controls, BOM: copied along with Arabic links, seen by nobody.
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def canonical_url(url: str) -> str:
    """The address to fetch and to store: one spelling, without fragment, tracking and session.

    >>> canonical_url("HTTPS://Example.com:443/a/../خبر?utm_source=x&id=7#top")
    'https://example.com/%D8%AE%D8%A8%D8%B1?id=7'
    """
    parts = _split(url)
    if not parts.netloc:
        return url.strip()
    path = _escape(_without_dots(PATH_SESSION.sub("", parts.path)) or "/")
    query = "&".join(_joined(pair) for pair in _pairs(parts.query) if not is_tracking(*pair))
    return urlunsplit((parts.scheme, _netloc(parts), path, query, ""))


def page_key(url: str, *, outlet: Outlet | None = None) -> str:
    """The key of the page behind an address; the same for all addresses of one page.

    >>> page_key("http://m.example.com/news/5/amp/?utm_source=x#top")
    'example.com/news/5'
    >>> page_key("https://www.example.com/news?b=2&id=1") == page_key("example.com/news/?id=1&b=2")
    True
    """
    url = _behind_amp_cache(url.strip())
    parts = _split(url if SCHEME.match(url) else f"http://{url}")
    if parts.scheme not in DEFAULT_PORTS:
        return _escape(url)
    host = _bare_host(re.sub(r":(?:80|443)$", "", _netloc(parts)))
    path = _key_path(parts.path)
    if outlet and outlet.id_pattern and (found := re.search(outlet.id_pattern, unquote(path))):
        return f"{host}/:{found[1]}"
    pairs = sorted({pair for pair in _pairs(parts.query) if _identifies(pair, outlet)})
    query = "&".join(_joined(pair) for pair in pairs).replace("+", "%20")
    return host + path + (f"?{query}" if query else "")


def article_id(url: str, *, outlet: Outlet | None = None) -> str:
    """The record's id: the first 32 hex digits of the page key's sha-256."""
    return hashlib.sha256(page_key(url, outlet=outlet).encode()).hexdigest()[:32]


def same_site(url: str, domain: str) -> bool:
    """Whether an http(s) address lies on a domain or a subdomain of it; ports count.

    >>> same_site("https://m.example.com/a", "example.com")
    True
    >>> same_site("http://127.0.0.1:8001/a", "127.0.0.1:8002")
    False
    """
    parts = _split(url)
    if parts.scheme not in DEFAULT_PORTS:
        return False
    host, ours = _netloc(parts), _bare_host(_netloc(_split(f"http://{domain}")))
    return _bare_host(host) == ours or host.endswith(f".{ours}")


def site_of(url: str) -> str:
    """The host of an address as an outlet's domain: lower case, without `www.`, with its port.

    >>> site_of("https://www.Example.com/a"), site_of("http://127.0.0.1:8001/")
    ('example.com', '127.0.0.1:8001')
    """
    return _bare_host(_netloc(_split(url)))


@lru_cache(maxsize=1024)
def _ascii_host(host: str) -> str:
    """Lower case, IDN as punycode, without a final dot."""
    host = unicodedata.normalize("NFKC", unquote(host)).lower().rstrip(".")
    with suppress(UnicodeError):  # a label of over 63 letters: no such host exists
        host = host if host.isascii() else host.encode("idna").decode("ascii")
    return NO_HOST_CHARACTER.sub("-", host)


@lru_cache(maxsize=1024)  # a page's own address is asked for again and again
def _split(url: str) -> SplitResult:
    """`urlsplit` that never raises: an address that can't be read has no host."""
    try:
        parts = urlsplit(WHITE_SPACE.sub("", url.strip()))
        _ = parts.port
    except ValueError:
        return SplitResult("", "", url, "", "")
    return parts


@lru_cache(maxsize=1024)
def _netloc(parts: SplitResult) -> str:
    """Host and port, without user, password and default port."""
    host = _ascii_host(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    port = parts.port
    return host if port in (None, DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


@lru_cache(maxsize=1024)
def _bare_host(netloc: str) -> str:
    """The host without www., m., mobile., amp. in front."""
    if netloc.startswith("[") or netloc.replace(".", "").partition(":")[0].isdigit():
        return netloc
    while (bare := DRESS_HOSTS.sub("", netloc)) != netloc:
        netloc = bare
    return netloc


def _behind_amp_cache(url: str) -> str:
    """The outlet's own address of a page that lies in Google's AMP cache."""
    if "/amp/" not in url and ".cdn.ampproject.org" not in url:
        return url
    found = AMP_CACHE.match(url)
    return f"http{'s' if found['secure'] else ''}://{found['page']}" if found else url


def _without_dots(path: str) -> str:
    """The path with `.` and `..` resolved."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            kept = kept[:-1] or [""]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


@lru_cache(maxsize=4096)  # menus repeat on every page, and a link is looked at more than once
def _key_path(path: str) -> str:
    """The path without session, AMP parts, index document and trailing slash."""
    path = _escape(_without_dots(PATH_SESSION.sub("", path)), visible=True)
    segments = [segment for segment in SLASHES.sub("/", path).split("/") if segment]
    if len(segments) > 1 and segments[-1].lower() in AMP_NAMES:
        segments.pop()
    if len(segments) > 1 and segments[0].lower() == "amp":
        segments.pop(0)
    if segments and INDEX_NAMES.match(segments[-1]):
        segments.pop()
    if segments:
        segments[-1] = AMP_SUFFIX.sub("", segments[-1])
    return "".join(f"/{segment}" for segment in segments)


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    """Name and value of each part of the query, escaped one way, in its order."""
    for part in query.split("&"):
        name, _, value = part.removeprefix("amp;").partition("=")
        if name or value:
            yield _escape(name), _escape(value)


def _joined(pair: tuple[str, str]) -> str:
    name, value = pair
    return f"{name}={value}" if value else name


def _identifies(pair: tuple[str, str], outlet: Outlet | None) -> bool:
    """Whether a pair of the query belongs to the page key, by the outlet's rules first."""
    name, value = pair
    if outlet and name in outlet.keep_query:
        return True
    if outlet and (name in outlet.drop_query or "*" in outlet.drop_query):
        return False
    return not is_view(name, value) and not is_tracking(name, value)


def _escape(text: str, *, visible: bool = False) -> str:
    """One spelling of escapes: NFC, UTF-8, upper case, only where they are needed.

    Bytes that are not UTF-8 (`%C7` of windows-1256) stay as they are; with `visible`, characters
    that nobody sees are left out.
    """
    text = ESCAPES.sub(_decoded, STRAY_PERCENT.sub("%25", text))
    text = unicodedata.normalize("NFC", SURROGATES.sub("\ufffd", text))
    if visible and INVISIBLE.search(text):
        return _escape(INVISIBLE.sub("", text), visible=True)
    return quote(text, safe=PLAIN)


def _decoded(run: re.Match[str]) -> str:
    """The characters of a run of escapes; bytes that are reserved or not UTF-8 stay escaped."""
    chars = bytes.fromhex(run[0].replace("%", "")).decode("utf-8", "surrogateescape")
    if not ASCII_OR_BROKEN.search(chars):
        return chars
    return "".join(char if _stands(char) else f"%{ord(char) & 0xFF:02X}" for char in chars)


def _stands(char: str) -> bool:
    return char in UNRESERVED if char.isascii() else not SURROGATES.match(char)
