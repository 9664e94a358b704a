"""Bytes of a page as text: declared, detected or repaired, never mojibake."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from crawler.exceptions import NotAnArticle
from crawler.extraction.mojibake import is_mojibake, repair_double

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(
    rb"""<meta[^>]{0,200}?charset\s{0,9}=\s{0,9}["']?\s{0,9}([\w-]{2,20})|<\?xml[^>]{0,80}encoding=["']([\w-]{2,20})""",
    re.IGNORECASE,
)
# Bytes at the head in which a declaration is looked for, and bytes beyond ASCII on which the
# encodings are weighed.
HEAD = 4096
SAMPLE = 40_000
CANDIDATES = ("windows-1256", "iso-8859-6", "cp720", "mac_arabic")
# What a declaration may name; anything else is an error or a joke (`undefined`, `zip`).
NAMES = {
    **{name: name for name in CANDIDATES},
    **{f"windows-{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"cp{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"iso-8859-{number}": f"iso-8859-{number}" for number in (2, 5, 7, 8, 15)},
    # names under which pages declare one thing and mean another: the WHATWG's table
    "iso-8859-1": "windows-1252",
    "iso-8859-9": "windows-1254",
    "latin1": "windows-1252",
    "us-ascii": "windows-1252",
    "ascii": "windows-1252",
    "arabic": "iso-8859-6",
    "asmo-708": "iso-8859-6",
    "ecma-114": "iso-8859-6",
    "x-mac-arabic": "mac_arabic",
    "dos-720": "cp720",
    "utf8": "utf-8",
    "utf-8": "utf-8",
}
NOT_TEXT = (
    b"%PDF",
    b"\x89PNG",
    b"GIF8",
    b"\xff\xd8\xff",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"\x28\xb5\x2f\xfd",
    b"7z\xbc\xaf",
    b"Rar!",
    b"RIFF",
    b"\x00\x00\x00",
    b"OggS",
    b"ID3",
    b"wOF",
)
BEYOND_ASCII = re.compile(rb"[\x80-\xff][\x80-\xff\s]*")
# Words of every Arabic text, and the article: what a wrong reading of the bytes does not give.
COMMON = re.compile(
    r"(?<!\w)(?:ال\w{2,}|في|من|على|إلى|أن|إن|عن|التي|الذي|مع|هذا|هذه|كما|وقال|قال|بعد)(?!\w)"
)
REPLACEMENT = "\ufffd"
# Share of unreadable characters up to which a page counts as readable.
MOST_UNREADABLE = 0.01
# Broken characters of UTF-8 for each good one beyond ASCII up to which a page is UTF-8.
MOST_BROKEN = 0.05
# Share of bytes beyond ASCII from which a page is not in a language of Latin letters.
LEAST_FOREIGN = 0.15


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

    data: bytes | None = None
    """The bytes themselves, where they are this text in UTF-8 and nothing else."""


def decode(body: bytes, declared: str | None = None) -> Decoded:
    """The text of a page: byte order mark, declaration and detection weighed by plausible Arabic.

    Raises NotAnArticle: `empty`, `binary`, or `undecodable` (to be quarantined).
    """
    if not body or body.isspace():
        raise NotAnArticle("empty", "no bytes but white space")
    wide = _marked(body) or _utf16(body)
    if body.startswith(NOT_TEXT) or (not wide and body[:HEAD].count(0) > HEAD // 10):
        raise NotAnArticle("binary", "the bytes are no text")
    if wide:
        return _finished(body.decode(wide, "replace").removeprefix("\ufeff"), wide, declared)
    named = [name.strip().lower() for name in (declared, declared_in(body)) if name]
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        encoding = _detected(body, named)
    else:
        return _finished(text, "utf-8", *named[:1], sent=body)
    text = _mixed(body) if encoding == "utf-8" else body.decode(encoding, "replace")
    return _finished(text, encoding, *named[:1])


def declared_in(body: bytes) -> str | None:
    """The encoding that a page's own markup declares."""
    found = META.search(body, 0, HEAD)
    return (found[1] or found[2]).decode("ascii").lower() if found else None


def _marked(body: bytes) -> str | None:
    return next((encoding for mark, encoding in BOMS if body.startswith(mark)), None)


def _utf16(body: bytes) -> str | None:
    """UTF-16 without a mark: every second byte is empty (ASCII) or six (Arabic)."""
    head = body[:2000]
    first, second = (part.count(0) + part.count(6) for part in (head[0::2], head[1::2]))
    if max(first, second) < len(head) * 0.35 or min(first, second) > len(head) * 0.05:
        return None
    return "utf-16-le" if second > first else "utf-16-be"


def _detected(body: bytes, named: list[str]) -> str:
    """The encoding, UTF-8 with broken bytes among them, that makes the bytes plausible Arabic.

    Raises NotAnArticle `undecodable` where none does and the bytes are not Latin letters either.
    """
    text = body.decode("utf-8", "replace")
    broken = text.count(REPLACEMENT)
    beyond = sum(map(len, BEYOND_ASCII.findall(body)))
    # a good letter of Arabic is two bytes, a broken one at least one
    if broken < (beyond - broken) / 2 * MOST_BROKEN:
        return "utf-8"
    sample = b" ".join(BEYOND_ASCII.findall(body))[:SAMPLE]
    declared = [NAMES[name] for name in named if name in NAMES]
    # the first of equals wins: what is declared stands first
    candidates = dict.fromkeys([*declared, *CANDIDATES])
    best = max(candidates, key=lambda name: _plausibility(sample.decode(name, "replace")))
    if _plausibility(sample.decode(best, "replace")) > 0:
        return best
    if beyond > len(body) * LEAST_FOREIGN:
        raise NotAnArticle("undecodable", "the bytes are Arabic in no encoding", quarantine=True)
    return next((name for name in declared if name != "utf-8"), "windows-1252")


def _plausibility(text: str) -> float:
    return len(COMMON.findall(text)) * 10 - text.count(REPLACEMENT) * 2


def _mixed(body: bytes) -> str:
    """UTF-8 with bytes of windows-1256 between, as pages put together from two systems have it."""
    parts, end = [], 0
    for found in BEYOND_ASCII.finditer(body):
        parts += [body[end : found.start()].decode("ascii"), _run(found[0])]
        end = found.end()
    return "".join([*parts, body[end:].decode("ascii")])


def _run(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        arabic = data.decode("windows-1256")
        return arabic if _plausibility(arabic) > 0 else data.decode("utf-8", "replace")


def _finished(
    text: str, encoding: str, declared: str | None = None, *, sent: bytes | None = None
) -> Decoded:
    unreadable = text.count(REPLACEMENT) if REPLACEMENT in text else 0  # looking is next to free
    mended = repair_double(text)
    if unreadable > max(20, len(text) * MOST_UNREADABLE) or is_mojibake(mended):
        detail = f"{unreadable} characters are none of {encoding}" if unreadable else "mojibake"
        raise NotAnArticle("undecodable", detail, quarantine=True)
    meant = NAMES.get(declared, declared) if declared else encoding
    repaired = mended is not text or bool(unreadable) or meant != encoding
    if unreadable:
        mended = mended.replace(REPLACEMENT, "")
    return Decoded(mended, encoding, declared, repaired, sent if mended is text else None)
