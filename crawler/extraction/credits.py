"""Who wrote it and what it is about, from what stands around the text and in the head."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from crawler.arabic.labels import is_label, match_label, writer_role
from crawler.arabic.names import (
    BRACKETED,
    is_person_name,
    spellings,
    split_names,
    usual_name,
)
from crawler.arabic.text import fold
from crawler.extraction.blocks import is_linked
from crawler.extraction.body import is_within
from crawler.extraction.chrome import MENUS
from crawler.extraction.keywords import keyword_list, tag_name
from crawler.extraction.metadata import text
from crawler.extraction.opening import from_place, read_opening, without_writer_label
from crawler.extraction.others import whole_related
from crawler.extraction.trailing import split_trailing
from crawler.items import Author, RelatedArticle

if TYPE_CHECKING:
    from collections.abc import Iterator

    from crawler.extraction.blocks import Block
    from crawler.extraction.metadata import Metadata
    from crawler.extraction.page import Page, PlacedBlock

MOST_BYLINE_WORDS = 8
# Words of the longest tag; longer links in a list of tags are headlines.
MOST_TAG_WORDS = 7
LEAST_TITLE_WORDS = 3
# Words below a related headline from which it is an article printed whole, not a teaser.
WHOLE_WORDS = 50
# How far above the headline a byline may stand, in blocks, and below the text.
ABOVE = 6
BELOW = 12
# Elements between a label and the one that it heads.
SCOPE_LEVELS = 3
# Paths of writers' pages, and chrome in which such links are others'.
WRITER = re.compile(
    r"/(?:authors?|writers?|kateb|kuttab|columnists?|journalists?|editors?|reporters?)/",
    re.IGNORECASE,
)
# Paths of tags' pages.
TAG_PATH = re.compile(
    r"/(?:tags?|topics?|keywords?|hashtags?|وسم|وسوم|الوسوم|كلمات)/", re.IGNORECASE
)
# Paths of sections' pages, which themes link as tags too.
SECTION_PATH = re.compile(r"/(?:categor(?:y|ies)|cats?|sections?)/", re.IGNORECASE)
# A tag's link; themes call those of sections so too, and say that they are categories.
TAG_RELATION = frozenset({"tag", "category"})
NO_BYLINE = frozenset({"nav", "footer", "sidebar", "related", "comments", "share", "ad", "tags"})
ACCOUNT = re.compile(r"\S*@\S*")
ARABIC = re.compile("[\u0621-\u064a]")
# Headings of boxes about the writer: «عن سلمى حداد», «نبذة عن الكاتب سلمى حداد».
ABOUT = re.compile(r"^(?:نبذة\s)?(?:عن|حول|about)\s+(?:(?:ال)?كاتبة?\s+)?", re.IGNORECASE)


class Credits:
    """The names on one page; `site` is what the outlet calls itself."""

    def __init__(self, page: Page, metadata: Metadata, title: str | None, site: str | None) -> None:
        self.page = page
        self.metadata = metadata
        self.title = title
        self.site = site
        self.site_key = fold(site or "")

    def authors(self, story: list[PlacedBlock]) -> Iterator[tuple[str, list[Author]]]:
        """Rule and authors: the byline printed near the headline, then JSON-LD, then meta."""
        printed = [name for block in self._bylines(story) for name in self._persons(block)]
        if printed:
            yield "class:author", [Author(name=name) for name in dict.fromkeys(printed)]
        names = [
            name
            for node in self.metadata.resolve(self.metadata.article(self.title).get("author"))
            for name in split_names(text(node.get("name")))
            if "organization" not in str(node.get("@type")).lower()
            and self._is_declared_person(name)
        ]
        if names:
            yield "json-ld:author", [Author(name=name) for name in dict.fromkeys(names)]
        for meta in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"):
            content = self.metadata.first(meta)
            names = [name for name in split_names(content or "") if self._is_declared_person(name)]
            if names and content and "://" not in content:
                yield f"meta:{meta}", [Author(name=name) for name in names]

    def agencies(self) -> Iterator[tuple[str, list[str]]]:
        """Rule and agencies that the head names as author."""
        article = self.metadata.article(self.title)
        names = [text(node.get("name")) for node in self.metadata.resolve(article.get("author"))]
        if known := [
            usual for name in names if (usual := usual_name(name)) and not self.is_site(name)
        ]:
            yield "json-ld:author", known

    def _bylines(self, story: list[PlacedBlock]) -> Iterator[PlacedBlock]:
        """Blocks in an author's element between headline and text, or right below the text."""
        blocks = self.page.blocks
        start = blocks.index(story[0]) if story else len(blocks)
        end = blocks.index(story[-1]) if story else start
        spot = self.page.headline
        first = max(0, min(spot if spot >= 0 else start, start) - ABOVE)
        for position in (*range(first, start), *range(start, min(end + BELOW, len(blocks)))):
            placed = blocks[position]
            is_writer = placed.chrome == "author" or (
                position < start
                and placed.chrome not in NO_BYLINE
                and leads_to_writer(placed.block)
            )
            if is_writer and len(placed.block.text.split()) <= MOST_BYLINE_WORDS:
                yield placed

    def _persons(self, placed: PlacedBlock) -> list[str]:
        block = placed.block
        label = match_label(block.text)
        if label and label.role != "byline":
            return []
        if opening := read_opening(block.text, self.site):
            return list(opening.authors)
        first, _, rest = block.text.partition(" ")
        if not label and " " not in rest and writer_role(first) in {"reporter", "editor"}:
            return []  # «مراسلة اقتصادية»
        source = label.rest if label else without_writer_label(block.text)
        if block.links and not label:
            source = block.links[0].text
        # «محمد داوود (جدة) mdawood@»: place and account
        source = ABOUT.sub("", ACCOUNT.sub("", BRACKETED.sub("، ", source)))
        # «الشارقة: ماهر الشامسي», «وائل العمري من جدة»
        source = from_place(source)[0].rpartition(":")[2]
        if any(char.isdigit() for char in source) or source.endswith("."):
            return []
        names = [name for name in split_names(source) if self._is_person(name)]
        # «إيمان الحوراني - Iman Hourani» is one person
        return [name for name in names if ARABIC.search(name)] or names

    def _is_person(self, name: str) -> bool:
        if not is_person_name(name) or self.is_site(name) or "://" in name:
            return False
        return fold(name) not in self.menu  # a section in the place of a writer

    @cached_property
    def menu(self) -> set[str]:
        """The lines of the page's menus, folded."""
        blocks = (each.block.text for each in self.page.blocks if each.chrome in MENUS)
        return {fold(line) for line in [*self.page.menus, *blocks]}

    def _is_declared_person(self, name: str) -> bool:
        """Whether the head's author is a writer, not a user of the publishing system.

        Users have Latin or single names; a writer's full name stands in Arabic, or on the page too.
        """
        if not self._is_person(name):
            return False
        if len(name.split()) >= 2 and ARABIC.search(name):
            return True
        key = fold(name)
        return any(
            fold(placed.block.text) == key
            for placed in self.page.blocks
            if placed.chrome == "author"
        )

    def is_site(self, name: str) -> bool:
        """Whether a name is the outlet's own."""
        keys = {fold(name), *spellings(name)} - {""}
        return bool(self.site_key) and any(
            key in self.site_key or self.site_key in key for key in keys
        )

    def is_own(self, names: list[str]) -> bool:
        """Whether names are nothing but the outlet's own, which it prints beside its texts."""
        return all(map(self.is_site, names))

    def keywords(self, body: str, story: list[PlacedBlock]) -> Iterator[tuple[str, list[str]]]:
        """Rule and keywords: tag links, then what the head declares for this article."""
        if tags := [*self._tag_links()]:
            yield "rel:tag", tags
        if tags := [*self._tag_blocks(story)]:
            yield "class:tags", tags
        if tags := [*self._tag_addresses(story)]:
            yield "href:tag", tags
        declared = self.metadata.article(self.title).get("keywords")
        for rule, values in (
            ("json-ld:keywords", declared if isinstance(declared, list) else [declared]),
            ("meta:article:tag", self.metadata.meta.get("article:tag", [])),
            ("meta:news_keywords", self.metadata.meta.get("news_keywords", [])),
            ("meta:keywords", self.metadata.meta.get("keywords", [])),
        ):
            words = [word for value in values for word in keyword_list(text(value) or "")]
            if words and self._is_specific(words, body, strict=rule == "meta:keywords"):
                yield rule, words

    def _is_specific(self, words: list[str], body: str, *, strict: bool) -> bool:
        """Whether keywords are this article's, not the site's: enough of them stand in it."""
        if [fold(" ".join(words))] == [fold(self.title or "")]:
            return False
        context = fold(f"{self.title} {body}")
        met = sum(fold(word) in context for word in words)
        return met * 2 >= len(words) if strict else met > 0 or len(words) <= 2

    def _tag_links(self) -> Iterator[str]:
        for element in self.page.tagged["a"]:
            relation = element.get("rel")
            if relation and TAG_RELATION & {*relation.lower().split()} == {"tag"}:
                if SECTION_PATH.search(element.get("href") or ""):
                    continue
                name = tag_name(" ".join("".join(map(str, element.itertext())).split()))
                if name and len(name.split()) <= MOST_TAG_WORDS:
                    yield name

    def _tag_addresses(self, story: list[PlacedBlock]) -> Iterator[str]:
        """Links to tags' pages right below the text, up to where other articles begin."""
        last = next((each for each in reversed(story) if not is_linked(each.block)), None)
        end = self.page.blocks.index(last) if last else -1
        for placed in self.page.blocks[end + 1 : end + 1 + BELOW]:
            for link in placed.block.links:
                if placed.chrome not in MENUS and TAG_PATH.search(link.url):
                    if not match_label(link.text) and len(link.text.split()) <= MOST_TAG_WORDS:
                        yield tag_name(link.text)
                elif len(link.text.split()) > MOST_TAG_WORDS - 2:
                    return

    def _tag_blocks(self, story: list[PlacedBlock]) -> Iterator[str]:
        """Links in blocks that call themselves tags, up to where other articles begin."""
        end = self.page.blocks.index(story[-1]) if story else -1
        for position, placed in enumerate(self.page.blocks):
            if placed.chrome == "tags":
                for link in placed.block.links:
                    if not match_label(link.text) and 0 < len(link.text.split()) <= MOST_TAG_WORDS:
                        yield tag_name(link.text)
            elif position > end >= 0:
                label = match_label(placed.block.text)
                if label and label.role == "related":
                    break

    def related(self, story: list[PlacedBlock]) -> Iterator[RelatedArticle]:
        """Articles linked or printed in blocks that call themselves related, behind the headline."""
        blocks = self.page.blocks
        start = blocks.index(story[0]) if story else 0
        spot = self.page.headline
        start = spot + 1 if 0 <= spot < start else start
        inside = {id(placed) for placed in story}
        label, scope = None, -1
        run: list[Block] = []
        for position, placed in enumerate(blocks[start:], start):
            found = match_label(placed.block.text) if placed.block.text else None
            if found and found.role == "related" and not found.rest:
                yield from related_articles(run, label)
                run, label, scope = [], found.label, self._scope(position)
            elif placed.chrome == "related" or (
                scope >= 0
                and id(placed) not in inside
                and is_linked(placed.block)
                and is_within(self.page, placed.node, scope)
            ):
                run.append(placed.block)
        yield from related_articles(run, label)

    def _scope(self, position: int) -> int:
        """The element that a label heads: the nearest around it that holds a link behind it."""
        linked = (each.node for each in self.page.blocks[position + 1 :] if is_linked(each.block))
        behind = next(linked, -1)
        index = self.page.blocks[position].node
        for _ in range(SCOPE_LEVELS):
            index = self.page.nodes[index].parent
            if index < 0:
                break
            if is_within(self.page, behind, index):
                return index
        return -1


def leads_to_writer(block: Block) -> bool:
    """Whether the only link of a block leads to a writer's page."""
    return (
        len(block.links) == 1
        and ARABIC.search(block.links[0].text) is not None
        and WRITER.search(block.links[0].url) is not None
    )


def related_articles(blocks: list[Block], label: str | None) -> Iterator[RelatedArticle]:
    """The articles of a related block: linked headlines, each with the text printed below it, if any."""
    heads = [i for i, each in enumerate(blocks) if is_linked(each) or each.kind == "heading"]
    for head, following in pairwise([*heads, len(blocks)]):
        below = blocks[head + 1 : following]
        links = [
            link
            for link in blocks[head].links
            if len(link.text.split()) >= LEAST_TITLE_WORDS and not is_label(link.text)
        ]
        if sum(len(each.text.split()) for each in below) >= WHOLE_WORDS:
            inner = split_trailing(below, title=blocks[head].text)
            yield whole_related(blocks[head], inner, label)
        else:
            yield from (
                RelatedArticle(title=link.text, url=link.url or None, label=label) for link in links
            )


def flag(value: Any) -> bool | None:
    """A JSON-LD boolean, also where it is written as text; None for anything else."""
    if isinstance(value, bool):
        return value
    return {"true": True, "false": False}.get(str(value).strip().rpartition("/")[2].lower())
