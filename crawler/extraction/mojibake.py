"""Text that was read in a wrong encoding and written again: known by its look, and undone."""

from __future__ import annotations

import html
import re

# UTF-8 read as Latin-1 or windows-1252: letters of Arabic become Ø and Ù with another sign each.
DOUBLE = re.compile("[\u00d8-\u00db][\u0080-\u00bf\u0152-\u2122\u0192\u02c6\u02dc]")
# The article and alef as such a text has them, by the encoding as which UTF-8 was read.
SIGNS = {
    "windows-1252": ("Ø§", "Ù„", "Ù\x84"),
    "windows-1256": ("ط§", "ظ„"),
}
# windows-1256 read as windows-1252: the article becomes Çá.
ARTICLE = "Çá"
ARTICLE_ENTITIES = "&Ccedil;&aacute;"
# Characters without which none of these stands in a text: looked for first, being next to free.
SUSPECTS = "ØÙ§„Ç"
# How often a sign must stand in a text for it to be no accident.
LEAST = 3
RUN = re.compile("[\u0080-\u024f\u02c6\u02dc\u2010-\u2122\u0600-\u06ff\u200c-\u200f]{2,}")
LATIN_RUN = re.compile("[\u0080-\u00ff\u0152-\u0192\u02c6\u02dc\u2013-\u2122]+")
NAMED = re.compile(r"&([A-Za-z]{3,7});")
ARABIC = re.compile("[\u0621-\u064a]")


def repair_double(text: str) -> str:
    """A text whose bytes were read in a wrong encoding and written again, mended where it is so.

    >>> repair_double("Ø§Ù„ÙˆØ²ÙŠØ± Ø§Ù„Ø£ÙˆÙ„")
    'الوزير الأول'
    """
    if ARTICLE_ENTITIES not in text and not any(char in text for char in SUSPECTS):
        return text
    for encoding, signs in SIGNS.items():
        if sum(map(text.count, signs)) >= LEAST:
            text = RUN.sub(lambda found, name=encoding: _undone(found[0], name), text)  # type: ignore[misc]
    if text.count(ARTICLE_ENTITIES) >= LEAST:
        text = NAMED.sub(_letter, text)
    if text.count(ARTICLE) >= LEAST:
        text = LATIN_RUN.sub(lambda found: _reread(found[0]), text)
    return text


def is_mojibake(text: str) -> bool:
    """Whether more of a text is UTF-8 read in a wrong encoding than Arabic."""
    if not any(char in text for char in "ØÙ"):
        return False
    return len(DOUBLE.findall(text)) * 2 > len(ARABIC.findall(text))


def _bytes(run: str, encoding: str) -> bytes | None:
    """The bytes that were read as `run`, the undefined ones of windows-1252 among them."""
    data = bytearray()
    for char in run:
        try:
            data += char.encode(encoding)
        except UnicodeEncodeError:
            if ord(char) > 0xFF:
                return None
            data.append(ord(char))
    return bytes(data)


def _undone(run: str, encoding: str) -> str:
    """A run of characters as bytes of `encoding`, read as UTF-8; itself where that is none."""
    data = _bytes(run, encoding)
    mended = data.decode("utf-8", "ignore") if data else ""
    # a byte or two may have been lost on the way; real Arabic gives next to nothing
    return mended if len(mended) * 3 >= len(run) and ARABIC.search(mended) else run


def _reread(run: str) -> str:
    data = _bytes(run, "windows-1252")
    return data.decode("windows-1256") if data else run


def _letter(found: re.Match[str]) -> str:
    """A named entity of a Latin letter as that letter; any other as it stands."""
    char = html.unescape(found[0])
    return char if len(char) == 1 and "\xa0" < char <= "\xff" else found[0]
