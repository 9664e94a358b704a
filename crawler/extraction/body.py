"""The block of a page that holds the story: found by where its sentences stand."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from crawler.arabic.labels import match_label
from crawler.arabic.text import fold
from crawler.extraction.blocks import is_linked
from crawler.extraction.captions import mark_captions

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block
    from crawler.extraction.page import Node, Page, PlacedBlock

# A paragraph of fewer letters counts only when it ends as a sentence does.
SHORT = 60
SENTENCE = re.compile(r"[.!؟?…»\"”:،؛]\s*$|[.؟!،]\s")
# Share of a parent's score that its child's text gives: each level up dilutes the story.
DECAY = 0.5
LEVELS = 4
# How much more text a wider element must hold to be taken for the story's.
WIDER = 1.15
# Score of an element that calls itself the story, against one of the same text that does not.
STORY_FACTOR = 1.5
# Chrome whose blocks are never part of the text; what is hidden may be a folded text.
NEVER_TEXT = frozenset(
    {
        "related",
        "share",
        "tags",
        "comments",
        "newsletter",
        "ad",
        "nav",
        "sidebar",
        "footer",
        "tools",
        "author",
        "date",
        "spoken",
        "embed",
    }
)
PARAGRAPHS = frozenset("p li blockquote h1 h2 h3 h4 h5 h6 figcaption td dd pre".split())
LEAST_TITLE = 12
# Letters of a summary that the story's first paragraph has too, and the share of the longest text that it holds.
SUMMARY_LETTERS = 40
OF_LONGEST = 0.25
LEAST_HEADLINE_WORDS = 4
# Blocks that stand above a headline inside the story's element at most.
MOST_ABOVE_TITLE = 6
# Blocks above and below the story in which its labelled lines stand, and chrome that has others'.
AROUND = 20
OTHERS = frozenset(
    {"related", "comments", "sidebar", "footer", "nav", "newsletter", "ad", "share", "caption"}
)


def text_weight(placed: PlacedBlock) -> float:
    """How much of a story's text a block is: its letters outside links, none for mere labels."""
    block = placed.block
    if block.kind == "heading" or placed.chrome in NEVER_TEXT:
        return 0.0
    linked = sum(len(link.text) for link in block.links)
    plain = len(block.text) - linked
    if plain <= 0 or linked > len(block.text) * 0.5:
        return 0.0
    if len(block.text) < SHORT and not SENTENCE.search(block.text):
        return plain * 0.1
    return float(plain)


def story_blocks(page: Page, title: str | None, summary: str | None = None) -> list[PlacedBlock]:
    """The blocks of the story's element in order, chrome left out; empty where there is no text.

    `summary` is what the page's head says of it, often the story's own first words.
    """
    mark_captions(page)
    weights = [text_weight(placed) for placed in page.blocks]
    if not any(weights):
        return []
    _score(page, weights)
    best = max(range(len(page.nodes)), key=lambda index: page.nodes[index].score)
    if not page.nodes[best].score:
        return []
    best = _of_summary(page, weights, best, (summary or "")[:SUMMARY_LETTERS])
    chosen = _widened(page, best, page.blocks[page.headline] if page.headline >= 0 else None)
    inside = [placed for placed in page.blocks if is_within(page, placed.node, chosen)]
    return [
        each
        for each in _after_title(inside, title)
        if each.block.text
        and each.chrome not in NEVER_TEXT
        and not (each.chrome == "caption" and match_label(each.block.text) is None)
    ]


def _of_summary(page: Page, weights: list[float], best: int, opening: str) -> int:
    """The best element that holds the paragraph with which the summary begins, where the best of all does not.

    A notice or the rules for comments can be longer than a short story.
    """
    if len(opening) < SUMMARY_LETTERS:
        return best
    first = next(
        (
            each.node
            for each, weight in zip(page.blocks, weights, strict=True)
            if weight and each.block.text.startswith(opening)
        ),
        best,
    )
    if first == best or is_within(page, first, best):
        return best
    around = [index for index in range(first + 1) if is_within(page, first, index)]
    other = max(around, key=lambda index: page.nodes[index].score)
    if is_within(page, best, other):  # the rest of the story, below its first paragraph
        return best
    enough = page.nodes[best].text_length * OF_LONGEST
    return other if page.nodes[other].text_length >= enough else best


def neighbours(page: Page, story: list[PlacedBlock]) -> tuple[list[Block], list[Block]]:
    """The blocks between headline and story, and those right behind the story, without others' chrome."""
    if not story:
        return [], []
    start, end = page.blocks.index(story[0]), page.blocks.index(story[-1])
    spot = page.headline
    above = page.blocks[max(spot + 1 if 0 <= spot < start else 0, start - AROUND) : start]
    below = page.blocks[end + 1 : end + 1 + AROUND]
    return _own(above), _own(below)


def _own(blocks: list[PlacedBlock]) -> list[Block]:
    """The blocks that are not others'; a writer's link, or one that nobody sees, is no tag behind a label of tags."""
    return [
        placed.block._replace(links=()) if placed.chrome in {"author", "hidden"} else placed.block
        for placed in blocks
        if placed.chrome not in OTHERS
    ]


def title_position(page: Page, title: str | None) -> int:
    """Index of the block that is the headline, else of the first <h1>; -1 where there is neither.

    Tickers and breadcrumbs repeat a headline, and a site's own name may be an <h1>.
    """
    key = fold(title or "")
    is_long = len(key) >= LEAST_TITLE
    first = same = -1
    for index, placed in enumerate(page.blocks):
        is_first_level = placed.tag == "h1"
        if is_long and fold(placed.block.text) == key:
            if is_first_level:
                return index
            same = index if same < 0 else same
        elif is_first_level and first < 0:
            first = index
    return same if same >= 0 else first


def _score(page: Page, weights: list[float]) -> None:
    """Give every element the weight of its paragraphs, halved for each level between."""
    paragraphs = _paragraphs(page)
    own, others = _articles(page)
    for position, (placed, weight) in enumerate(zip(page.blocks, weights, strict=True)):
        if not weight:
            continue
        if position < page.headline:
            weight *= 0.3  # noqa: PLW2901 - a story seldom stands above its own headline
        if others and not is_within(page, placed.node, own) and _is_in(page, placed.node, others):
            weight *= 0.1  # noqa: PLW2901 - pages that never end carry other articles whole
        # the element that holds a paragraph among its siblings
        index = page.nodes[placed.node].parent if placed.node in paragraphs else placed.node
        share = weight
        for level in range(LEVELS + 20):
            if index < 0:
                break
            node = page.nodes[index]
            node.text_length += int(weight)
            if level < LEVELS:
                factor = STORY_FACTOR if _opens_story(page, node) else 1.0
                node.score += share * factor
                share *= DECAY
            index = node.parent


def _articles(page: Page) -> tuple[int, frozenset[int]]:
    """The <article> around the headline and the others on the page; none where it stands in none."""
    index = page.blocks[page.headline].node if page.headline >= 0 else -1
    while index >= 0 and page.nodes[index].tag != "article":
        index = page.nodes[index].parent
    if index < 0:
        return -1, frozenset()
    articles = (number for number, node in enumerate(page.nodes) if node.tag == "article")
    return index, frozenset(number for number in articles if number != index)


def _is_in(page: Page, node: int, elements: frozenset[int]) -> bool:
    """Whether one of these elements is a node or around it."""
    while node >= 0 and node not in elements:
        node = page.nodes[node].parent
    return node >= 0


def _paragraphs(page: Page) -> set[int]:
    """The elements that are one paragraph each: by their tag, or because they hold one block only."""
    blocks = Counter(placed.node for placed in page.blocks)
    parents = {node.parent for node in page.nodes}
    return {
        index
        for index, count in blocks.items()
        if page.nodes[index].tag in PARAGRAPHS or (count == 1 and index not in parents)
    }


def _opens_story(page: Page, node: Node) -> bool:
    """Whether the element itself, not one above it, calls itself the story."""
    return node.in_story and (node.parent < 0 or not page.nodes[node.parent].in_story)


def _widened(page: Page, best: int, title: PlacedBlock | None) -> int:
    """The element itself, or one above it over which the story goes on."""
    chosen, index = best, page.nodes[best].parent
    while index >= 0 and page.nodes[index].tag not in {"body", "html"}:
        node = page.nodes[index]
        if page.nodes[chosen].in_story and not node.in_story:
            break
        if node.text_length >= page.nodes[chosen].text_length * WIDER and _goes_on(
            page, chosen, index, title
        ):
            chosen = index
        index = node.parent
    return chosen


def _goes_on(page: Page, inner: int, outer: int, title: PlacedBlock | None) -> bool:
    """Whether what `outer` holds besides `inner` is more of the story: paragraphs, no cards or lists.

    A second headline like the page's own begins another article.
    """
    headline = page.nodes[title.node].element.get("class") if title else None
    story, other = 0, 0
    kin = _part_of(page, inner, outer)
    for placed in page.blocks:
        if placed is title:
            other = max(0, other - MOST_ABOVE_TITLE)  # sections and the like
        if not is_within(page, placed.node, outer) or is_within(page, placed.node, inner):
            continue
        is_other = headline and placed is not title and placed.block.kind == "heading"
        if is_other and page.nodes[placed.node].element.get("class") == headline:
            return False
        weight = text_weight(placed)
        is_kin = kin is not None and _part_of(page, placed.node, outer) == kin
        if (
            weight >= (SHORT if is_kin else SHORT * 2)
            and SENTENCE.search(placed.block.text)
            and not _in_card(page, placed.node, outer)
        ):
            story += 1
        elif (
            placed.block.links
            and placed.chrome not in NEVER_TEXT
            and not (is_kin and _is_aside(placed))
        ):
            other += 1
    return story > other


def _is_aside(placed: PlacedBlock) -> bool:
    """Whether a block leads elsewhere and says so: «اقرأ أيضا: …»."""
    label = match_label(placed.block.text)
    return label is not None and label.role == "related"


def _part_of(page: Page, index: int, outer: int) -> str | None:
    """The class of the element right below `outer` that a node stands in: pages in parts name each alike."""
    while index >= 0 and page.nodes[index].parent != outer:
        index = page.nodes[index].parent
    return page.nodes[index].element.get("class") if index >= 0 else None


def _in_card(page: Page, index: int, outer: int) -> bool:
    """Whether a block stands in a teaser: an element with a linked headline of its own."""
    while index >= 0 and index != outer:
        node = page.nodes[index]
        if node.tag in {"article", "li", "td"} or node.chrome in NEVER_TEXT:
            return True
        index = node.parent
    return False


def is_within(page: Page, index: int, outer: int) -> bool:
    """Whether a node is `outer` or below it; nodes are numbered in document order."""
    while index > outer:
        index = page.nodes[index].parent
    return index == outer


def _after_title(blocks: list[PlacedBlock], title: str | None) -> list[PlacedBlock]:
    """The blocks behind the headline, where that stands among the first, from the first sentence on.

    Between them stand deck, place and date.
    """
    key = fold(title or "")
    start = 0
    for index, placed in enumerate(blocks):
        is_title = index <= MOST_ABOVE_TITLE and key and fold(placed.block.text) == key
        if placed.tag == "h1" or is_title:  # a line of a poem may be its title
            start = index + 1
        elif text_weight(placed) >= SHORT or _is_sentence(placed):
            between = filter(_links_headline, blocks[start:index]) if start else blocks[:index]
            return [*between, *blocks[index:]]
    return blocks[start:]


def _is_sentence(placed: PlacedBlock) -> bool:
    """Whether a block is a short sentence of a text."""
    block = placed.block
    is_text = block.kind == "paragraph" and placed.chrome is None and not block.links
    return is_text and block.text.endswith(".") and block.text.count(" ") >= LEAST_HEADLINE_WORDS


def _links_headline(placed: PlacedBlock) -> bool:
    """Whether a block leads to another article: a teaser's headline, a related one."""
    return is_linked(placed.block) and len(placed.block.text.split()) >= LEAST_HEADLINE_WORDS
