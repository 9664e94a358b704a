"""Words found again in texts, whatever their spelling, and with or without the article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from crawler.arabic.text import BIDI_CONTROLS, MARKS, TATWEEL, ZERO_WIDTH, fold
from crawler.exceptions import SearchError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# The article, with what is written joined to it → letters that have to be left for it to be one.
ARTICLES = {
    "وال": 4,
    "فال": 4,
    "بال": 4,
    "كال": 4,
    "لل": 4,
    "ال": 2,
}
# Words that only look as if they had it, and are something else without.
WHOLE = frozenset(["الله", "الان", "الذي", "التي", "الذين"])
# A word as it is printed, marks and invisible characters included.
PRINTED_WORD = re.compile(
    r"[^\W_](?:[\w" + "".join(map(chr, MARKS)) + TATWEEL + ZERO_WIDTH + BIDI_CONTROLS + "]*)"
)
QUOTED = re.compile(r"[\"«“”]([^\"»“”]*)[\"»“”]")
# Between two texts that are searched together: no phrase runs over it.
BETWEEN = " | "
# Letters of an excerpt, and of it before the first word found.
EXCERPT = 200
BEFORE = 70
Span = tuple[int, int]


@dataclass(frozen=True)
class TextQuery:
    """Words and phrases that a text must all have."""

    terms: tuple[tuple[str, ...], ...]
    """A word each, or the words of a phrase; without the article, folded."""

    asked: str = ""
    """What the person wrote."""

    def matches(self, texts: Iterable[str | None]) -> bool:
        """Whether all terms stand in the texts together.

        >>> parse_query("المدرسة").matches(["إلى مدرسةٍ"])
        True
        """
        folded = BETWEEN.join(fold(text) for text in texts if text)
        return all(
            all(word in folded for word in words) and pattern.search(folded)
            for words, pattern in zip(self.terms, self._patterns, strict=True)
        )

    def spans(self, text: str) -> list[Span]:
        """Where words of the query stand in a text as printed: start and end of each."""
        return [
            found.span()
            for found in PRINTED_WORD.finditer(text)
            if self._words & set(stems(found[0]))
        ]

    def excerpt(self, text: str) -> str:
        """The piece of a text around the first word found, on one line; its beginning where none is."""
        line = " ".join(text.split())
        first = next(iter(self.spans(line)), (0, 0))[0]
        start = line.rfind(" ", 0, first - BEFORE) + 1 if first > BEFORE else 0
        end = line.rfind(" ", start, start + EXCERPT) if len(line) > start + EXCERPT else len(line)
        end = end if end > start else start + EXCERPT
        return ("…" if start else "") + line[start:end] + ("…" if end < len(line) else "")

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(word for words in self.terms for word in words)

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        return [
            re.compile(r"(?<!\S)" + " ".join(map(_with_article, words)) + r"(?!\S)")
            for words in self.terms
        ]


def parse_query(text: str) -> TextQuery:
    """The query of a person's words; what stands in quotation marks is a phrase.

    SearchError where no letter and no digit is left.

    >>> parse_query('القمة "مجلس الوزراء"').terms
    (('مجلس', 'وزراء'), ('قمه',))
    """
    phrases = [tuple(stems(found[1])) for found in QUOTED.finditer(text)]
    words = [(word,) for word in stems(QUOTED.sub(" ", text))]
    terms = tuple(dict.fromkeys(term for term in (*phrases, *words) if term))
    if not terms:
        raise SearchError(f"nothing to search for in {text!r}: no letter and no digit")
    return TextQuery(terms, text)


def stems(text: str) -> Iterator[str]:
    """The folded words of a text, each without the article.

    >>> " ".join(stems("وبالمدرسةِ، لِلأطفال"))
    'وبالمدرسه اطفال'
    """
    return map(stem, fold(text).split())


def stem(word: str) -> str:
    """A folded word without the article."""
    if word in WHOLE:
        return word
    for article, least in ARTICLES.items():
        if word.startswith(article) and len(word) - len(article) >= least:
            return word[len(article) :]
    return word


def _with_article(word: str) -> str:
    """A pattern for a word without the article, and for the same with it."""
    before = [each for each in ARTICLES if stem(each + word) == word]
    return f"(?:{'|'.join(before)})?{re.escape(word)}" if before else re.escape(word)
