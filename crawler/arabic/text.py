"""Text as a reader sees it (`clean`) and as a key for comparison (`fold`)."""

from __future__ import annotations

import codecs
import hashlib
import re
import unicodedata
from functools import lru_cache

TATWEEL = "\u0640"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REPLACEMENT = "\ufffd"

CONTROLS = [*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
INVISIBLE = dict.fromkeys([ord(char) for char in ZERO_WIDTH + BIDI_CONTROLS + TATWEEL] + CONTROLS)
SURROGATES = re.compile("[\ud800-\udfff]")
# Letters as old software printed them, one code for each place in a word.
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")

# Arabic vowel marks, Quranic signs and the dagger alef.
MARKS = [*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06EE)]
LETTERS = {
    "أ": "ا",
    "إ": "ا",
    "آ": "ا",
    "ٱ": "ا",
    "ى": "ي",
    "ی": "ي",
    "ئ": "ي",
    "ؤ": "و",
    "ة": "ه",
    "ک": "ك",
    "ـ": None,
}
DIGITS = {chr(start + value): str(value) for start in (0x0660, 0x06F0) for value in range(10)}
FOLDING = {
    **{ord(char): replacement for char, replacement in (LETTERS | DIGITS).items()},
    **dict.fromkeys(MARKS),
}
NO_WORD = re.compile(r"[\W_]+")
WORDS = re.compile(r"\w+")
# Letters and signs of nearly every text, a byte each: folded in C, eight times as fast.
COMMON = "".join(
    [
        *map(chr, range(0x80)),
        *map(chr, (0xA0, 0xAB, 0xBB, 0xB7, 0x60C, 0x61B, 0x61F)),
        *map(chr, range(0x621, 0x653)),
        *map(chr, range(0x660, 0x671)),
        *map(chr, range(0x6F0, 0x6FA)),
        *"پچژڤگکی–—‘’“”„…•©°×",
        *ZERO_WIDTH[:3],
        *BIDI_CONTROLS,
    ]
).ljust(256, REPLACEMENT)
# Characters of the longest text whose key is kept: the same lines are compared again and again.
MOST_KEPT = 160


# «القاهرة ـ أ ف ب»: a stretch of line between spaces is a dash.
LONE_TATWEEL = re.compile(rf"(?<=\s){TATWEEL}+(?=\s)")


def clean(text: str) -> str:
    r"""Text in NFC with white space collapsed, without invisible characters and tatweel.

    Vowel marks stay as printed.

    >>> clean("  مـحـمّد\u200f \u00a0 قال\n")
    'محمّد قال'
    """
    # what is printable has no white space but U+0020, no controls, surrogates and zero widths
    is_plain = text.isprintable()
    collapsed = text.strip() if is_plain and "  " not in text else " ".join(text.split())
    # what is NFKC has no old forms
    if (is_plain or collapsed.isprintable()) and TATWEEL not in collapsed:
        if unicodedata.is_normalized("NFKC", collapsed):
            return collapsed
    else:
        dashed = LONE_TATWEEL.sub("–", SURROGATES.sub("", text))
        collapsed = " ".join(dashed.translate(INVISIBLE).split())
    if PRESENTATION_FORMS.search(collapsed):
        collapsed = PRESENTATION_FORMS.sub(_modern, collapsed)
    return unicodedata.normalize("NFC", collapsed)


def fold(text: str) -> str:
    """A comparison key: spelling variants, vowel marks, digits, punctuation and case made no difference.

    >>> fold("إقرأ أيضاً:") == fold("اقرا ايضا")
    True
    """
    return _kept_key(text) if len(text) <= MOST_KEPT else _key(text)


def _key(text: str) -> str:
    try:
        data = codecs.charmap_encode(text, "strict", BYTES)[0]
    except UnicodeEncodeError:
        return _slow_key(text)
    words = data.translate(FOLDED_BYTES, DROPPED_BYTES).split()
    return codecs.charmap_decode(b" ".join(words), "strict", COMMON)[0]


def _slow_key(text: str) -> str:
    folded = unicodedata.normalize("NFKC", clean(text)).translate(FOLDING).casefold()
    return NO_WORD.sub(" ", folded).strip()


def content_key(title: str | None, body: str | None) -> str:
    """32 hex digits that are equal for texts of equal folded title and body."""
    text = f"{fold(title or '')}\n{fold(body or '')}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def word_count(text: str) -> int:
    """How many words a text has.

    >>> word_count("قال 3 وزراء: نعم")
    4
    """
    try:
        data = codecs.charmap_encode(text, "strict", BYTES)[0]
    except UnicodeEncodeError:
        return len(WORDS.findall(text))
    return len(data.translate(WORD_BYTES).split())


def _modern(found: re.Match[str]) -> str:
    """Presentation forms as plain letters; signs such as ﷺ stay one character."""
    return "".join(
        char
        if 0xFDF0 <= ord(char) <= 0xFDFF or char in "﴾﴿"
        else unicodedata.normalize("NFKC", char)
        for char in found[0]
    )


_kept_key = lru_cache(maxsize=4096)(_key)
BYTES = codecs.charmap_build(COMMON)
_folded = [_slow_key(char) for char in COMMON]
DROPPED_BYTES = bytes(
    spot
    for spot, char in enumerate(COMMON)
    if ord(char) in {**INVISIBLE, **FOLDING} and not _folded[spot]
)
WORD_BYTES = bytes(ord("w" if WORDS.match(char) else " ") for char in COMMON)
FOLDED_BYTES = bytes(COMMON.index(folded or " ") for folded in _folded)
