"""The headline, apart from the outlet's name, and the lines above and below it."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from crawler.arabic.labels import is_label, match_label
from crawler.arabic.text import clean, fold
from crawler.extraction.metadata import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lxml.etree import _Element

    from crawler.extraction.blocks import Block
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page, PlacedBlock

# What stands between a headline and the outlet's name in <title> and og:title.
SUFFIX = re.compile(r"\s+[-–—|»«·•:]+\s+|\s*\|\s*|\s+::\s+|\s*»\s*")
# A headline of fewer letters is a section's name.
LEAST = 8
# How outlets call themselves in a <title> that names their country too.
OUTLET = re.compile(r"(?:صحيفة|جريدة|وكالة|موقع|شبكة|بوابة|قناة|مجلة|إذاعة)\s")
# Words of a line that is no heading by its tag and yet the headline, because <title> says so.
LEAST_WORDS = 3
# The same of a line that begins or ends <title>, its share of that, and the blocks among which it is looked for.
LEAST_EDGE_WORDS = 4
EDGE_SHARE = 0.35
MOST_BEFORE = 200
# Share of a heading's words that metadata has too, where both are headlines of one article.
SAME_WORDS = 0.6
MOST_KICKER_WORDS = 2
MOST_SITE_WORDS = 4
# What headlines begin with, «فيديو | …», that is no outlet's name.
KICKERS = frozenset(
    map(fold, "فيديو بالفيديو صور بالصور شاهد تقرير تحليل رأي مقال حوار انفراد تحديث مباشر".split())
)
# What editors of pages put into a <title> that nobody fills in, and a host's name.
PLACEHOLDER = re.compile(
    r"untitled.{0,12}|new page ?\d*|(?:page )?title|home ?page|home|index|document|صفحة جديدة ?\d*|ب(?:دون|لا) عنوان"
    r"|[\W_]+|[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
# Markup by which pages without headings make a line large, and words of the longest such headline.
LARGE = frozenset("h1 h2 h3 h4 b strong font".split())
LEAST_PROMINENT = 5
MOST_HEADLINE_WORDS = 20
LARGE_FONT = "4"
# How far above and below the headline kicker and subtitle are looked for, in blocks.
NEAR = 3
# In lower case, which is searched far faster than in either.
KICKER_CLASSES = re.compile(
    r"kicker|pre-?title|sur-?title|over-?title|top-?title|strap|upper-?title|up-?title|eyebrow|tamhid"
)
SUBTITLE_CLASSES = re.compile(
    r"sub-?title|sub-?head|deck|standfirst|second-?title|bottom-?title|under-?title|chapeau|tag-?line"
)
SUMMARY_CLASSES = re.compile(r"excerpt|summary|lead\b|intro\b|abstract|teaser")


def headlines(page: Page, metadata: Metadata, site: str | None) -> Iterator[tuple[str, str]]:
    """Rule and headline, the most trusted first."""
    declared = metadata.first("og:title", "twitter:title")
    document = _document_title(page)
    structured = text(metadata.article(declared).get("headline"))
    known = [fold(each) for each in (declared, document, structured) if each]
    visible = [
        placed
        for placed in page.blocks
        if placed.tag == "h1" and len(placed.block.text) >= LEAST and not _leads_home(placed.block)
    ]
    if found := _agreeing(visible, known):
        yield "selector:h1", _without_kicker(found, (declared, structured))
    if found := _reworded(visible, known):
        yield "selector:h1", found
    for rule, value in (("meta:og:title", declared), ("json-ld:headline", structured)):
        if value and len(value) >= LEAST:
            yield (
                rule,
                without_site(
                    value, site, [each for each in (document, structured) if each and each != value]
                ),
            )
    if visible and visible[0].chrome is None:
        yield "selector:h1", visible[0].block.text
    if document and not PLACEHOLDER.fullmatch(document) and not is_label(document):
        stem = without_site(document, site, [])
        yield "selector:title", _heading_like(page, stem) or stem
    elif line := _prominent(page):
        yield "markup:prominent", line
    elif document and is_label(document):
        yield "selector:title", document


def site_in_title(page: Page) -> str | None:
    """What the outlet seems to call itself: the short tail or head of <title>; None where it has none."""
    parts = SUFFIX.split(_document_title(page) or "")
    tail = fold(parts[-1])
    is_head = len(parts) == 2 and len(parts[0].split()) <= MOST_SITE_WORDS < len(tail.split())
    if is_head and not match_label(parts[0]) and fold(parts[0]) not in KICKERS:
        return parts[0]  # «صحيفة النهر | افتتاح المعرض السنوي للكتاب في المدينة»
    if len(parts) < 2 or len(tail.split()) > MOST_SITE_WORDS:
        return None
    headings = (each.block.text for each in page.blocks if each.block.kind == "heading")
    if tail in map(fold, headings):
        return None
    return next((part for part in parts[1:] if OUTLET.match(part)), parts[-1])


def _document_title(page: Page) -> str | None:
    found = page.tagged["title"]
    return clean("".join(map(str, found[0].itertext()))) if found else None


def _agreeing(visible: list[PlacedBlock], known: list[str]) -> str | None:
    """The first-level heading of which the page's own metadata repeats most: <title> has the site too."""
    common = [(_common(fold(placed.block.text), known), placed) for placed in visible]
    most, best = max(common, key=lambda pair: pair[0], default=(0, None))
    return best.block.text if best and most else None


def _reworded(visible: list[PlacedBlock], known: list[str]) -> str | None:
    """The only first-level heading, where the metadata says the same in other words."""
    if len(visible) != 1:
        return None
    words = set(fold(visible[0].block.text).split())
    is_same = any(len(words & set(each.split())) >= len(words) * SAME_WORDS for each in known)
    return visible[0].block.text if len(words) >= LEAST_WORDS and is_same else None


def _without_kicker(heading: str, declared: Iterable[str | None]) -> str:
    """A heading without the word or two, خاص or عاجل, that only the page puts before its headline."""
    key = fold(heading)
    for title in filter(None, declared):
        extra = len(key.split()) - len(fold(title).split())
        if 0 < extra <= MOST_KICKER_WORDS and key.endswith(" " + fold(title)):
            return title
    return heading


def _common(key: str, known: list[str]) -> int:
    """Letters that a heading shares with metadata that holds it, or that it holds."""
    shared = (
        len(key) if key in each else len(each) if len(each) >= LEAST and each in key else 0
        for each in known
    )
    return max(shared, default=0)


def _heading_like(page: Page, stem: str) -> str | None:
    """A heading of any level that begins <title>, or any line that is one whole part of it."""
    key = fold(stem)
    parts = {fold(part) for part in SUFFIX.split(stem)}
    for placed in page.blocks:
        heading = placed.block.kind == "heading" and len(placed.block.text) >= LEAST
        if (
            heading
            and placed.chrome is None
            and fold(placed.block.text) in key
            and not _leads_home(placed.block)
        ):
            return placed.block.text
    for placed in page.blocks:
        line = placed.block.text
        if len(line.split()) >= LEAST_WORDS and placed.chrome is None and fold(line) in parts:
            return line
    return _edge(page, key)


def _edge(page: Page, key: str) -> str | None:
    """A line with which a long <title> begins or ends: «العنوان, أخبار, جريدة النهر, العدد 1265»."""
    for placed in page.blocks[:MOST_BEFORE]:
        line = placed.block.text
        if placed.chrome or placed.block.links or line.count(" ") < LEAST_EDGE_WORDS - 1:
            continue
        own = fold(line)
        is_edge = f"{key} ".startswith(f"{own} ") or f" {key}".endswith(f" {own}")
        if is_edge and len(own) >= len(key) * EDGE_SHARE:
            return line
    return None


def _leads_home(block: Block) -> bool:
    """Whether a block is a link to a site's front page: the outlet's own name."""
    if len(block.links) != 1 or block.links[0].text != block.text:
        return False
    parts = urlsplit(block.links[0].url)
    return not parts.path.strip("/") and not parts.query


def _prominent(page: Page) -> str | None:
    """The first line that is set apart by its markup and reads as a headline; of pages without headings."""
    for placed in page.blocks:
        line, element = placed.block.text, page.nodes[placed.node].element
        words = line.count(" ") + 1
        if placed.chrome or placed.block.links or line.endswith((".", ":")):
            continue
        least = LEAST_WORDS if placed.block.kind == "heading" else LEAST_PROMINENT
        if least <= words <= MOST_HEADLINE_WORDS and _is_large(element):
            return line
    return None


def _is_large(element: _Element) -> bool:
    """Whether an element, the one around it or one inside it makes its text large or bold."""
    for each in (element, element.getparent(), *islice(element.iter("b", "strong", "font"), 3)):
        if (
            each is not None
            and each.tag in LARGE
            and (each.tag != "font" or (each.get("size") or "0").lstrip("+") >= LARGE_FONT)
        ):
            return True
    return False


def without_site(title: str, site: str | None, others: list[str]) -> str:
    """A title without the outlet's name at its end or beginning.

    >>> without_site("افتتاح المعرض - صحيفة النهر", "صحيفة النهر", [])
    'افتتاح المعرض'
    """
    cuts = list(SUFFIX.finditer(title))
    if not cuts:
        return title
    key = fold(site or "")
    head, tail = title[: cuts[-1].start()], title[cuts[-1].end() :]
    first, rest = title[: cuts[0].start()], title[cuts[0].end() :]
    if key and fold(tail) and (fold(tail) in key or key in fold(tail)):
        return without_site(head, site, others)
    if key and fold(first) and (fold(first) in key or key in fold(first)):
        return rest
    if any(fold(other) == fold(head) for other in others):
        return head
    # Nobody says what the outlet is called: a short tail behind a long head is its name.
    if not key and len(tail.split()) <= 4 < len(head.split()):
        return head
    return title


def around(page: Page, title: str) -> dict[str, tuple[str, str]]:
    """Kicker, subtitle and summary by the classes of the blocks next to the headline: rule, text."""
    key = fold(title)
    spot = next(
        (
            i
            for i, each in enumerate(page.blocks)
            if each.tag == "h1" or fold(each.block.text) == key
        ),
        None,
    )
    if spot is None:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for index in range(max(0, spot - NEAR), min(len(page.blocks), spot + NEAR + 1)):
        placed = page.blocks[index]
        if index == spot or fold(placed.block.text) == key:
            continue
        if field := _field(page, placed, above=index < spot):
            found.setdefault(field, (f"class:{field}", placed.block.text))
    return found


def _field(page: Page, placed: PlacedBlock, *, above: bool) -> str | None:
    label = match_label(placed.block.text)
    if above and label and label.role == "breaking" and not label.rest:
        return "kicker"
    names = _names(page, placed).lower()
    if not names:
        return None
    if above and KICKER_CLASSES.search(names):
        return "kicker"
    if SUBTITLE_CLASSES.search(names):
        return "subtitle"
    return "summary" if not above and SUMMARY_CLASSES.search(names) else None


def _names(page: Page, placed: PlacedBlock) -> str:
    """Classes of a block's element and the one around it."""
    node = page.nodes[placed.node]
    names = [node.element.get("class") or ""]
    if node.parent >= 0 and page.nodes[node.parent].letters <= len(placed.block.text) * 1.2:
        names.append(page.nodes[node.parent].element.get("class") or "")
    return " ".join(names)
