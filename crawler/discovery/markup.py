"""Bytes of feeds and sitemaps to a tree, however broken they are."""

from __future__ import annotations

import re
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from html.entities import html5
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element

# A sitemap may have 50 MB; what is larger is read up to here.
MOST_BYTES = 64 * 1024 * 1024
GZIP = b"\x1f\x8b"
PROLOG = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)""")
XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DOCTYPE = re.compile(r"<!DOCTYPE[^<>\[]*(?:\[[^\]]*\][^<>]*)?>", re.IGNORECASE)
# Letters in which it begins and ends: one without an end is looked for in no more.
MOST_DOCTYPE = 16 * 1024
# Letters that XML forbids even when escaped.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
ENTITY = re.compile(r"&(#[xX]?[0-9a-fA-F]+;|\w+;)?")
XML_ENTITIES = frozenset(["amp;", "lt;", "gt;", "quot;", "apos;"])
ARABIC = re.compile("[\u0621-\u064a]")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")
REPLACEMENT = "\ufffd"
ROOT_START = re.compile(
    r"<\?xml\s|<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)[\s>]", re.IGNORECASE
)
ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\s*>\s*$", re.IGNORECASE)
ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry|url|sitemap)\s*>", re.IGNORECASE)


def unzipped(body: bytes, most: int = MOST_BYTES) -> bytes:
    """The body, decompressed where it is gzip; what was cut off or is too large: as far as it goes.

    >>> import gzip; unzipped(gzip.compress(b"a" * 100), most=10)
    b'aaaaaaaaaa'
    """
    if not body.startswith(GZIP):
        return body
    try:
        return zlib.decompressobj(wbits=31).decompress(body, most)
    except zlib.error:
        return b""


def decoded(body: bytes, declared: str | None = None) -> str:
    """The text of a feed or sitemap; `declared` is the HTTP header's charset.

    UTF-8 is tried before what is declared: Arabic in another encoding is never valid UTF-8.
    """
    for bom, name in (
        (BOM_UTF8, "utf-8"),
        (BOM_UTF16_LE, "utf-16-le"),
        (BOM_UTF16_BE, "utf-16-be"),
    ):
        if body.startswith(bom):
            return body[len(bom) :].decode(name, "replace")
    if b"\x00" in body[:4]:
        return body.decode("utf-16-be" if body[:1] == b"\x00" else "utf-16-le", "replace")
    text = body.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT)
    # in another encoding nearly every Arabic letter would be bad; a few are damage
    if not bad or bad < len(BEYOND_ASCII.findall(text)) - bad:
        return text
    return _decoded_otherwise(body, declared)


def _decoded_otherwise(body: bytes, declared: str | None) -> str:
    """The reading with the most Arabic letters for each letter that could not be read."""
    prolog = PROLOG.match(body)
    names = [prolog[1].decode("ascii") if prolog else None, declared, "windows-1256", "utf-8"]
    readings = []
    for name in filter(None, names):
        try:
            readings.append(body.decode(name, "replace"))
        except LookupError:
            continue
    return max(readings, key=lambda text: len(ARABIC.findall(text)) - 10 * text.count(REPLACEMENT))


def repaired(text: str) -> str:
    """XML that a recovering parser can read without losing entries.

    Junk before the root, forbidden characters, HTML entities and bare ampersands go; a document
    that was cut off ends after its last whole entry.
    """
    root = ROOT_START.search(text)
    text = XML_DECLARATION.sub("", text[root.start() if root else 0 :], count=1)
    text = DOCTYPE.sub("", text[:MOST_DOCTYPE], count=1) + text[MOST_DOCTYPE:]
    text = ENTITY.sub(_xml_entity, FORBIDDEN.sub("", text))
    if not ROOT_END.search(text):
        ends = [found.end() for found in ENTRY_END.finditer(text)]
        text = text[: ends[-1]] if ends else text
    return text


def _xml_entity(found: re.Match[str]) -> str:
    name = found[1]
    if not name:
        return "&amp;"
    if name in XML_ENTITIES or name.startswith("#"):
        return found[0]
    return html5.get(name, f"&amp;{name}")


def tree(text: str) -> _Element | None:
    """The root element of a feed; None where there is none at all."""
    try:
        return etree.fromstring(XML_DECLARATION.sub("", text, count=1).encode(), _parser())
    except (etree.XMLSyntaxError, UnicodeEncodeError):
        return etree.fromstring(repaired(text).encode() or b"<none/>", _parser(recover=True))


def _parser(*, recover: bool = False) -> etree.XMLParser:
    return etree.XMLParser(
        encoding="utf-8", recover=recover, resolve_entities=False, no_network=True, huge_tree=False
    )


def local(element: _Element) -> str:
    """An element's name in small letters, without its namespace.

    >>> local(etree.fromstring('<a:Item xmlns:a="x"/>'))
    'item'
    """
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
