"""The language of a text, by its letters and commonest words; the same answer every time."""

from __future__ import annotations

import re

# Characters looked at: more change nothing.
MOST = 6000
ARABIC_LETTER = re.compile(r"[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+")
# The first bytes of the script's letters, those of all its usual ones before the others.
FIRST_BLOCK, OTHER_BLOCKS = 0x06, (0x07, 0x08, 0xFB, 0xFC, 0xFD, 0xFE)
LATIN_LETTER = re.compile(r"[A-Za-z\u00c0-\u024f]+")
HEBREW_LETTER = re.compile(r"[\u0590-\u05ff]+")
CYRILLIC_LETTER = re.compile(r"[\u0400-\u04ff]+")
SCRIPTS = {"latin": LATIN_LETTER, "he": HEBREW_LETTER, "ru": CYRILLIC_LETTER}
# Letters that Arabic does not have, and the languages that write them.
FOREIGN_LETTERS = {
    "ckb": "ڕڵۆێە",
    "ur": "ٹڈڑںےھ",
    "ps": "ټډړږښګڼۍې",
    "ug": "ۇۆۈېۋڭ",
    "fa": "پچژگکی",
}
FOREIGN_LETTER = re.compile(f"[{''.join(FOREIGN_LETTERS.values())}]")
# Share of all letters above which foreign ones decide; names such as فيتنام printed with ڤ stay under it.
FOREIGN_SHARE = 0.03
WORDS = {
    "fr": "le la les des une est dans pour que qui sur avec par pas plus sont aux cette ses ont été du et",
    "en": "the of and to in is that for it was on with as are by this from has have be will said not",
    "es": "el los las una que en por con para del como más pero sus este ha son al lo y",
    "de": "der die das und ist nicht mit den von zu ein eine auf für dem im werden auch sich des",
    "tr": "bir ve bu için ile olarak daha olan çok gibi kadar sonra ne değil var da de en",
}
WORD_SETS = {language: frozenset(words.split()) for language, words in WORDS.items()}
WORD = re.compile(r"[^\W\d_]+")


def detect(text: str) -> str | None:
    """BCP 47 code of the language most of a text is in; None without letters, `und` where unsure.

    >>> detect("قال الوزير إن الخطة تبدأ غداً"), detect("Le ministre est dans la ville")
    ('ar', 'fr')
    """
    sample = text[:MOST]
    letters = _arabic_letters(sample)
    if letters * 2 > len(sample):
        return _arabic_script(sample, letters)
    others = {name: len("".join(each.findall(sample))) for name, each in SCRIPTS.items()}
    counts = {"ar": letters, **others}
    script, letters = max(counts.items(), key=lambda pair: pair[1])
    if not letters:
        return None
    if script == "latin":
        return _latin(sample)
    return _arabic_script(sample, letters) if script == "ar" else script


def _arabic_letters(sample: str) -> int:
    """How many characters of a text are of the Arabic script; most texts have only those of its first block."""
    blocks = sample.encode("utf-16-le", "surrogatepass")[1::2]
    if any(map(blocks.count, OTHER_BLOCKS)):
        return len("".join(ARABIC_LETTER.findall(sample)))
    return blocks.count(FIRST_BLOCK)


def _arabic_script(sample: str, letters: int) -> str:
    if len(FOREIGN_LETTER.findall(sample)) / letters <= FOREIGN_SHARE:
        return "ar"
    shares = {
        language: sum(map(sample.count, foreign)) / letters
        for language, foreign in FOREIGN_LETTERS.items()
    }
    # Persian letters stand in its neighbours' texts too, so the others are asked first.
    for language, share in shares.items():
        if share > FOREIGN_SHARE and (language == "fa" or share * 2 > shares["fa"] or share > 0.1):
            return language
    return "ar"


def _latin(sample: str) -> str:
    words = [word.lower() for word in WORD.findall(sample)]
    hits = {language: sum(word in known for word in words) for language, known in WORD_SETS.items()}
    language, most = max(hits.items(), key=lambda pair: pair[1])
    return language if most and most >= len(words) * 0.05 else "und"
