"""Text as a reader sees it (`clean`) and as a key for comparison (`fold`)."""

from __future__ import annotations

import hashlib
import re
import unicodedata

TATWEEL = "\u0640"
NO_BREAK_SPACE = "\u00a0"
ZERO_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u180e"
BIDI_CONTROLS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
REPLACEMENT = "\ufffd"
SUPERSCRIPT_ALEF = "\u0670"

CONTROLS = [*range(0x09), 0x0B, *range(0x0E, 0x20), *range(0x7F, 0x85), *range(0x86, 0xA0)]
INVISIBLE = dict.fromkeys([ord(char) for char in ZERO_WIDTH + BIDI_CONTROLS + TATWEEL] + CONTROLS)
SURROGATES = re.compile("[\ud800-\udfff]")
# Letters as old software printed them, one code for each place in a word.
PRESENTATION_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
SPACES = re.compile(r"\s+")

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
NO_WORD = re.compile(r"[^\w]+|_+")
WORDS = re.compile(r"\w+")


def clean(text: str) -> str:
    r"""Text in NFC with white space collapsed, without invisible characters and tatweel.

    Vowel marks stay as printed.

    >>> clean("  مـحـمّد\u200f \u00a0 قال\n")
    'محمّد قال'
    """
    if not text.isascii():
        text = SURROGATES.sub("", text).translate(INVISIBLE)
        if PRESENTATION_FORMS.search(text):
            text = PRESENTATION_FORMS.sub(_modern, text)
        text = unicodedata.normalize("NFC", text)
    elif not text.isprintable():
        text = text.translate(INVISIBLE)
    return SPACES.sub(" ", text).strip()


def fold(text: str) -> str:
    """A comparison key: spelling variants, vowel marks, digits, punctuation and case made no difference.

    >>> fold("إقرأ أيضاً:") == fold("اقرا ايضا")
    True
    """
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
    return sum(1 for _ in WORDS.finditer(text))


def _modern(found: re.Match[str]) -> str:
    """Presentation forms as plain letters; signs such as ﷺ stay one character."""
    return "".join(
        char
        if 0xFDF0 <= ord(char) <= 0xFDFF or char in "﴾﴿"
        else unicodedata.normalize("NFKC", char)
        for char in found[0]
    )
