"""Whether text that stands in an article's column is another article's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.dates import is_date_line
from crawler.arabic.given import WAW_NAMES
from crawler.arabic.labels import match_label
from crawler.arabic.text import clean, fold
from crawler.extraction.blocks import Block, is_linked
from crawler.items import RelatedArticle

if TYPE_CHECKING:
    from crawler.arabic.labels import LabelMatch
    from crawler.extraction.column import Trailing

MOST_HEADLINE_WORDS = 30
# How an excerpt ends.
CUT = frozenset("….")
SKIP = re.compile(r"تخط[ىي]\s+(?P<name>.{2,60}?)\s+وواصل القراءة(?:$|\s?(?P=name)$)")
END = " نهاية"
LEAST_TEXT_WORDS = 8
# A link of fewer words is a name or a button, no headline.
LEAST_TITLE_WORDS = 3
# Words by which a text goes on; none begins with them, nor with a joined و before a verb.
GOING_ON = frozenset(
    fold(each)
    for each in (
        "كما لكن إلا فيما بينما بدوره بدورها ومن يذكر يشار تابع أضاف أضافت أوضح أوضحت لذلك لذا حيث غير وفي ثم إذ"
    ).split()
)
# What parts a related label inside a paragraph from the headline behind it.
WORD = re.compile(r"[^\s()\[\]]+")
SEPARATOR = re.compile(r"\s*(?:[:：|…]|\.{2,})\s*")
SEPARATES = (":", "|", "…", "..", "：")
# Characters before a separator in which its label is looked for, and words of the longest one.
REACH = 40
LABEL_WORDS = 3


def without_skipped(blocks: list[Block]) -> list[Block]:
    """The blocks without what a page itself offers to skip, «تخطى قصص مقترحة وواصل القراءة» … «قصص مقترحة نهاية».

    Nor are there excerpts below linked headings. The links stay: they name the related articles.
    """
    kept: list[Block] = []
    position = 0
    while position < len(blocks):
        found = SKIP.match(blocks[position].text)
        if found:
            end = _end_of_skipped(blocks, position + 1, f"{found['name']} نهاية")
            kept += [block for block in blocks[position + 1 : end] if is_linked(block)]
            position = end
        elif blocks[position].text.endswith(END) and _ends_related(blocks[position].text):
            position += 1
        elif position and blocks[position].text[-1:] in CUT and _is_teased(blocks, position):
            position += 1 + is_date_line(
                "".join(each.text for each in blocks[position + 1 : position + 2])
            )
        else:
            kept.append(blocks[position])
            position += 1
    return kept


def _ends_related(text: str) -> bool:
    """Whether a line marks the end of a related block that was not announced: «قصص مقترحة نهاية»."""
    label = match_label(text.removesuffix(END))
    return label is not None and label.role == "related" and not label.rest


def _is_teased(blocks: list[Block], position: int) -> bool:
    """Whether a text that is cut off stands right below a linked heading: another article's first words."""
    above, block = blocks[position - 1], blocks[position]
    if above.kind != "heading" or not above.links or not block.text.endswith(("...", "…")):
        return False
    return is_linked(above) and not is_linked(block)


def _end_of_skipped(blocks: list[Block], start: int, mark: str) -> int:
    """Where the text goes on: behind the mark, or where there is none before the next sentence."""
    for position in range(start, len(blocks)):
        block = blocks[position]
        if block.text == mark:
            return position + 1
        if SKIP.match(block.text):
            break
    for position in range(start, len(blocks)):
        if blocks[position].text.endswith(".") and not is_linked(blocks[position]):
            return position
    return start


def is_headline(block: Block) -> bool:
    """Whether a block can be the headline of another article, printed without a link."""
    return len(block.text.split()) <= MOST_HEADLINE_WORDS and not block.text.endswith((".", "،"))


def goes_on(text: str) -> bool:
    """Whether a paragraph goes on with the text before it and so begins no article.

    >>> goes_on("وقالت الشركة إن المحطة بنيت"), goes_on("كندا – صرح الوزير"), goes_on("وليد منصور يفوز")
    (True, False, False)
    """
    first = (fold(text).split() or [""])[0]
    return first in GOING_ON or (
        first.startswith("و") and len(first) > 3 and first not in WAW_NAMES | OF_WAW
    )


# Words of the news that begin with a و of their own.
OF_WAW = frozenset(
    fold(each)
    for each in (
        "وزير وزيرة وزارة وزراء وكالة وكيل وفد وصل وصلت وقع وقعت وافق وافقت وفاة وفق وثيقة وثائق ولاية ولي وحدة "
        "وسط وسائل واشنطن والي واصل واصلت وجه وجهت وعد وضع وضعت ورشة وردت ورد ودع وادي والد والدة وطني وسيط واحد واحة"
    ).split()
)


def inline_related(block: Block) -> tuple[Block, list[RelatedArticle]]:
    """A paragraph without the «اقرأ أيضاً: …» inside it, and the articles that stood behind it.

    The headline is the link behind the label, else all that follows in the paragraph.
    """
    if not any(sign in block.text for sign in SEPARATES):
        return block, []
    for found in SEPARATOR.finditer(block.text):
        label, start = _label_before(block.text, found.start())
        if label is None or not block.text[:start].strip():
            continue
        behind = block.text[found.end() :]
        link = next((each for each in block.links if behind.startswith(each.text)), None)
        title = link.text if link else behind
        if not title:
            continue
        if not link and (len(behind.split()) > MOST_HEADLINE_WORDS or behind.endswith(".")):
            continue
        rest = clean(block.text[:start] + " " + behind[len(title) :].lstrip(" )]."))
        links = tuple(each for each in block.links if each is not link)
        related = RelatedArticle(
            title=title, url=link.url or None if link else None, label=label.label
        )
        return Block(rest, block.kind, links), [related]
    return block, []


def _label_before(text: str, end: int) -> tuple[LabelMatch | None, int]:
    """The related label that ends at a separator, and where it begins."""
    words = list(WORD.finditer(text, max(0, end - REACH), end))[-LABEL_WORDS:]
    for first in words[:-1]:
        label = match_label(text[first.start() : end] + ":")
        if label and label.role == "related":
            opening = text[: first.start()].rstrip()
            return label, len(opening) - 1 if opening.endswith(("(", "[")) else first.start()
    return None, 0


def is_other_text(blocks: list[Block], *, ended: bool, has_links: bool) -> bool:
    """Whether the text behind a headline is that headline's, not the page's own going on.

    Ours has `ended` where its source or keywords stand already; without them, a column that
    `has_links` would have linked what it only names.
    """
    if is_linked(blocks[0]):
        return False
    if not ended and any(goes_on(each.text) for each in _first_sentence(blocks)):
        return False
    return len(blocks[0].text.split()) >= LEAST_TEXT_WORDS and (ended or not has_links)


def _first_sentence(blocks: list[Block]) -> list[Block]:
    """The first block that is no headline; empty where all are."""
    return next(([block] for block in blocks if not is_headline(block)), [])


def whole_related(head: Block, inner: Trailing, label: str | None) -> RelatedArticle:
    """The article printed whole below its headline; `inner` is its column taken apart."""
    return RelatedArticle(
        title=head.text,
        url=(head.links[0].url or None) if head.links else None,
        label=label,
        dateline=inner.dateline,
        body="\n\n".join(each.text for each in inner.body),
        sources=inner.sources,
    )
