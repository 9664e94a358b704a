"""Keywords as a page prints them: linked, separated, or in one run that has to be cut."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.labels import match_label
from crawler.arabic.text import clean, fold

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block

SEPARATOR = re.compile(r"\s*(?:[،,؛;|#•·\n/]|\s[-–—]\s)\s*")
EDGES = " \t\"'“”«»()[]{}.:،,؛;|-–—_*•#"
# Longest phrase looked for, in words, and most words that a line of keywords has.
PHRASE_WORDS = 5
LINE_WORDS = 60
# Words of the longest tag; longer links in a list of tags are headlines.
MOST_TAG_WORDS = 6
# What a word of the text may carry before the word that a keyword has.
PREFIXES = ("وال", "بال", "كال", "فال", "ولل", "لل", "ال", "و", "ب", "ل", "ك", "ف")


def keyword_list(text: str, context: str = "") -> list[str]:
    """The keywords of a line, in order; one without separators is cut by the phrases of `context`.

    >>> keyword_list("مصر، بنوك، سعر الريال")
    ['مصر', 'بنوك', 'سعر الريال']
    >>> keyword_list("سوريا القوات الروسية", "غادرت القوات الروسية شمال سوريا")
    ['سوريا', 'القوات الروسية']
    """
    parts = [part.strip(EDGES) for part in SEPARATOR.split(text)]
    found = [clean(part).replace("_", " ") for part in parts if part]
    if len(found) == 1 and context:
        found = _cut(found[0], context)
    return list(dict.fromkeys(found))


def tag_name(text: str) -> str:
    """A tag as words: «#سد_الوادي» is سد الوادي."""
    return clean(text.strip("# ،,").replace("_", " "))


def _cut(line: str, context: str) -> list[str]:
    """Greedy from the left: the longest run of words that stands together in the context."""
    words = line.split()[:LINE_WORDS]
    bare = f" {' '.join(_apart(word) for word in fold(context).split())} "
    found, start = [], 0
    while start < len(words):
        size = next(
            (
                size
                for size in range(min(PHRASE_WORDS, len(words) - start), 1, -1)
                if _stands(words[start : start + size], bare)
            ),
            1,
        )
        found.append(" ".join(words[start : start + size]))
        start += size
    return found


def _stands(words: list[str], bare: str) -> bool:
    phrase = " ".join(_bare(word) for each in words for word in fold(each).split())
    return f" {phrase} " in bare


def _apart(word: str) -> str:
    """A word of the text, bare; one that و joins on begins a phrase and never goes on with one."""
    bare = _bare(word)
    prefix = word.removesuffix(bare)
    return f"| {bare}" if prefix.startswith("و") else bare


def _bare(word: str) -> str:
    """A folded word without article and joined particles."""
    for prefix in PREFIXES:
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def may_be_tags(block: Block) -> bool:
    """Whether a linked block can be tags, not a headline or an invitation to follow."""
    is_short = len(block.text.split()) <= MOST_TAG_WORDS * len(block.links)
    return is_short and block.kind != "heading" and not match_label(block.text)
