"""Bytes of a page as text: declared, detected or repaired, never mojibake."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from crawler.exceptions import NotAnArticle

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""",
    re.IGNORECASE,
)
# Bytes at the head in which a declaration is looked for, and those on which candidates are weighed.
HEAD = 4096
SAMPLE = 60_000
CANDIDATES = ("windows-1256", "iso-8859-6", "cp720", "mac_arabic")
# Names under which pages declare one thing and mean another; the WHATWG's table.
ALIASES = {
    "iso-8859-1": "windows-1252",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "arabic": "iso-8859-6",
    "cp1256": "windows-1256",
    "utf8": "utf-8",
    "utf-16": "utf-16-le",
}
NOT_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x00",
    b"OggS",
    b"ID3",
)
# UTF-8 read as Latin-1 or windows-1252: letters of Arabic become Ø and Ù with another sign each.
DOUBLE = re.compile("[\u00d8-\u00db][\u0080-\u00bf\u0152-\u2122\u0192\u02c6\u02dc]")
# The same read as windows-1256: Arabic becomes ط§ظ„.
DOUBLE_1256 = re.compile(
    "[\u0637\u0638][\u0080-\u00bf\u0152-\u2122\u0192\u02c6\u02dc\u200c-\u200f\u0679-\u06d2]"
)
RUN = re.compile("[\u0080-\u024f\u02c6\u02dc\u2010-\u2122\u0600-\u06ff\u200c-\u200f]{2,}")
ARABIC = re.compile("[\u0621-\u064a]")
# Words of every Arabic text, and the article: what a wrong reading of the bytes does not give.
COMMON = re.compile(
    r"(?<!\w)(?:ال\w{2,}|في|من|على|إلى|أن|إن|عن|التي|الذي|مع|هذا|هذه|كما|وقال|قال|بعد)(?!\w)"
)
REPLACEMENT = "\ufffd"
# Share of unreadable bytes up to which a page counts as readable.
MOST_UNREADABLE = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's text and how its bytes were read."""

    text: str
    """The text."""

    encoding: str
    """The encoding used."""

    declared: str | None = None
    """What header or markup declared."""

    repaired: bool = False
    """Whether the declaration was wrong, bytes were unreadable or the text was encoded twice."""


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """The text of a page: byte order mark, declaration and detection weighed by plausible Arabic.

    Raises NotAnArticle: `empty`, `binary`, or `undecodable` (to be quarantined).
    """
    if not body.strip():
        raise NotAnArticle("empty", "no bytes but white space")
    if body.startswith(NOT_TEXT) or (
        b"<" not in body[:HEAD] and body[:HEAD].count(b"\x00") > 400 and not _utf16(body)
    ):
        raise NotAnArticle("binary", "the bytes are no text")
    for mark, marked in BOMS:
        if body.startswith(mark):
            return _finished(body[len(mark) :], marked, declared or marked)
    if encoding := _utf16(body):
        return _finished(body, encoding, declared or encoding)
    declarations = [name for name in (declared, declared_in(body)) if name]
    named = declarations[0] if declarations else None
    if _is_utf8(body):
        return _finished(body, "utf-8", named)
    return _finished(body, _best(body, declarations), named)


def declared_in(body: bytes) -> str | None:
    """The encoding that a page's own markup declares."""
    found = META.search(body, 0, HEAD)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def repair_double(text: str) -> str:
    """A text whose UTF-8 was read as another encoding and encoded again, mended where it is so.

    >>> repair_double("Ø§Ù„ÙˆØ²ÙŠØ±")
    'الوزير'
    """
    if len(DOUBLE.findall(text)) >= 3:
        text = RUN.sub(lambda found: _undone(found[0], "windows-1252"), text)
    if len(DOUBLE_1256.findall(text)) >= 3:
        text = RUN.sub(lambda found: _undone(found[0], "windows-1256"), text)
    return text


def _undone(run: str, encoding: str) -> str:
    """A run of characters as bytes of `encoding`, read as UTF-8; itself where that is none."""
    data = bytearray()
    for char in run:
        try:
            data += char.encode(encoding)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return run
            data.append(ord(char))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return run


def _utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: markup's ASCII leaves every second byte empty."""
    head = body[:400]
    if head[1::2].count(0) > len(head) * 0.15 and head[0::2].count(0) < len(head) * 0.02:
        return "utf-16-le"
    if head[0::2].count(0) > len(head) * 0.15 and head[1::2].count(0) < len(head) * 0.02:
        return "utf-16-be"
    return None


def _is_utf8(body: bytes) -> bool:
    """Whether nearly all bytes beyond ASCII are valid UTF-8."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
        broken = text.count(REPLACEMENT)
        beyond = sum(1 for char in text if char > "\x7f")
        return broken * 20 < beyond
    return True


def _best(body: bytes, declarations: list[str]) -> str:
    """The single-byte encoding under which the bytes are the most plausible Arabic."""
    names = [ALIASES.get(name.lower(), name.lower()) for name in declarations]
    candidates = [name for name in dict.fromkeys([*names, *CANDIDATES]) if _is_known(name)]
    sample = body[:SAMPLE]
    # The first of equals wins: what is declared stands first.
    best = max(candidates, key=lambda name: _plausibility(sample.decode(name, "replace")))
    if _plausibility(sample.decode(best, "replace")) > 0:
        return best
    return names[0] if names and _is_known(names[0]) else "windows-1252"


def _plausibility(text: str) -> float:
    return len(COMMON.findall(text)) * 10 - text.count(REPLACEMENT) * 2


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True


def _finished(body: bytes, encoding: str, declared: str | None) -> Decoded:
    text = body.decode(encoding, "replace")
    unreadable = text.count(REPLACEMENT)
    mended = repair_double(text)
    meant = ALIASES.get((declared or encoding).lower(), (declared or encoding).lower())
    if unreadable > max(20, len(text) * MOST_UNREADABLE) or (
        DOUBLE.search(mended) and _still_double(mended)
    ):
        raise NotAnArticle(
            "undecodable", f"{unreadable} bytes are none of {encoding}", quarantine=True
        )
    repaired = (
        mended != text
        or bool(unreadable)
        or (_is_known(meant) and codecs.lookup(meant) != codecs.lookup(encoding))
    )
    return Decoded(mended.replace(REPLACEMENT, ""), encoding, declared, repaired)


def _still_double(text: str) -> bool:
    """Whether more of the text is mojibake than Arabic."""
    return len(DOUBLE.findall(text)) * 2 > len(ARABIC.findall(text))
