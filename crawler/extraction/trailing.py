"""What stands around a text in the same column: source, keywords, byline, related articles, chrome.

Works on blocks, so that HTML and plain text share the rules.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crawler.arabic.labels import LabelMatch, inner_labels, labelled_parts, match_label
from crawler.arabic.names import normalise_source, usual_name
from crawler.arabic.text import fold
from crawler.extraction.blocks import Block, block_label, is_linked
from crawler.extraction.buttons import is_chrome_line, is_ornament
from crawler.extraction.bylines import named_in
from crawler.extraction.column import Trailing
from crawler.extraction.cursor import Cursor
from crawler.extraction.dateline import (
    closing_agencies,
    credited_date,
    find_dateline,
)
from crawler.extraction.endings import without_endings, without_initials
from crawler.extraction.keywords import MOST_TAG_WORDS, keyword_list
from crawler.extraction.opening import is_own_name, own_source, read_opening
from crawler.extraction.others import (
    LEAST_TITLE_WORDS,
    MOST_HEADLINE_WORDS,
    inline_related,
    is_headline,
    is_other_text,
    whole_related,
    without_skipped,
)
from crawler.extraction.repeats import without_repeats
from crawler.extraction.signatures import taken_from
from crawler.extraction.stamps import is_stamp_line
from crawler.items import RelatedArticle

if TYPE_CHECKING:
    from collections.abc import Iterable

# Words up to which the rest of a labelled line is what its label says.
MOST_SOURCE_WORDS = MOST_BYLINE_WORDS = 14
MOST_CHROME_WORDS = 30
# «نشر في: … | آخر تحديث: …», each with weekday, date and time.
MOST_DATE_WORDS = 24
# Blocks above the text among which a line of facts is looked for; a page may have thousands.
MOST_ABOVE = 100
MOST_NEXT_WORDS = 14
# Blocks that stand behind a byline below a text at most.
MOST_SIGNED_BEHIND = 2
AGENCY_LABELS = frozenset({"وكالات", "وكاله"})
HASHTAGS = re.compile(r"(?:#\w+\s*)+")
ENDING_ROLES = ("comments", "sidebar")


def split_trailing(
    blocks: Iterable[Block],
    *,
    title: str | None = None,
    site: str | None = None,
    is_head: bool = False,
) -> Trailing:
    """The blocks of an article's column sorted into text and what stands around it.

    `site` is what the outlet calls itself; `is_head` is said of lines between headline and text.
    """
    return _Splitter(list(blocks), title, site, is_head=is_head).run()


class _Splitter(Cursor):
    """One pass over the blocks; `position` is the block looked at."""

    def __init__(
        self, blocks: list[Block], title: str | None, site: str | None, *, is_head: bool
    ) -> None:
        super().__init__(without_skipped(blocks))
        self.title = title
        self.site = site
        self.is_head = is_head
        self.after_links = False
        self.found = Trailing()
        self.has_links = any(block.links for block in self.blocks)

    def run(self) -> Trailing:
        while self.position < len(self.blocks):
            block = self.take()
            label = block_label(block)
            if label and label.role in ENDING_ROLES and not label.rest and self.found.body:
                break
            if label is None or not self._labelled(block, label):
                self._unlabelled(block)
            self.after_links = label is not None or is_linked(block)
        self._finish()
        return self.found

    def _labelled(self, block: Block, label: LabelMatch) -> bool:
        """Use a labelled block; False where its label turns out to be running text."""
        words = len(label.rest.split())
        match label.role:
            case "related":
                self._related(block, label)
            case "source":
                return words <= MOST_SOURCE_WORDS and self._source(block, label)
            case "keywords":
                return self._keywords(block, label)
            case "byline":
                return words <= MOST_BYLINE_WORDS and self._byline(block, label)
            case "published" | "updated":
                return words <= MOST_DATE_WORDS and self._date(block, f"{label.role}_text")
            case "breaking":
                return self._kicker(label)
            case "caption":
                return words <= MOST_SOURCE_WORDS
            case "contents":
                self.take_linked()
            case _:
                return words <= MOST_CHROME_WORDS
        return True

    def _unlabelled(self, block: Block) -> None:
        if self._is_known_line(block):
            return
        if is_linked(block) and block.kind != "quote":
            if len(block.text.split()) >= LEAST_TITLE_WORDS:
                self._add_links(block, None)
            elif block.kind == "heading" or len(self.blocks) < 3:
                self.found.body.append(block)
        elif block.kind != "caption":
            block, related = inline_related(block)
            self.found.related += related
            self.found.body.append(block)

    def _is_known_line(self, block: Block) -> bool:
        """Whether a line without a label is a byline, a credit, tags, a date or chrome; what it says is kept."""
        if HASHTAGS.fullmatch(block.text):
            if not block.links:  # linked ones are read where all tags of a page are
                self.found.tag(block.text.split("#")[1:], "#")
            return True
        return (
            is_ornament(block.text)
            or self._opening_byline(block)
            or self._agency_line(block)
            or is_chrome_line(block.text)
            or self._is_date(block)
            or self._inner_credits(block)
        )

    def _is_date(self, block: Block) -> bool:
        """A line of a date, which is read where all dates of a page are weighed."""
        if self._is_credited_date(block):
            return True
        return (self.after_links or not self.found.body) and is_stamp_line(block.text)

    # --- sources -------------------------------------------------------------------------------

    def _source(self, block: Block, label: LabelMatch) -> bool:
        text, is_named = label.rest, fold(label.label) in AGENCY_LABELS
        if is_named and text and not all(map(usual_name, normalise_source(text))):
            text = ""  # «وكالات - أبوظبي»: the place
        elif not text and not is_named:
            text = self.take_short()
            if not text:
                self.take_linked()  # «المصادر:» and the pages that were used
                return True
        if text.endswith(".") and len(text.split()) > 8:
            return False
        printed = block.text if label.rest else f"{block.text} {text}".strip()
        names = own_source(text, self.site) or normalise_source(text or label.label)
        self.found.credit(names, f"label:{label.label}", printed)
        return True

    def _agency_line(self, block: Block) -> bool:
        """A line that is nothing but an agency: «(رويترز)», «- أ ف ب»."""
        if len(block.text) > 60:
            return False
        site = fold(self.site or "")
        printed = normalise_source(without_initials(block.text))
        names = [name for name in printed if not site or not is_own_name(name, site)]
        if not printed or not all(usual_name(name) for name in names):
            return False
        if names or self.found.body:
            self.found.credit(names, "agency-line", block.text)
        return True

    def _is_credited_date(self, block: Block) -> bool:
        name = credited_date(block.text) if self.is_head or not self.found.body else None
        if name:
            self.found.credit([name], "dateline", block.text)
        return name is not None

    def _opening_byline(self, block: Block) -> bool:
        """A first line «الرياض – سلمى حداد» or «القاهرة - رويترز»."""
        is_late = bool(self.found.body) and not self.is_head
        if is_late or is_linked(block):
            return False
        opening = read_opening(block.text, self.site)
        if opening is None or (
            block.kind == "heading" and not opening.is_of(block.text, self.site)
        ):
            return False
        if opening.authors:
            self.found.sign(list(opening.authors), None, opening.label)
        if opening.photographers:
            self.found.sign(list(opening.photographers), "photographer", opening.label)
        if opening.agencies:
            self.found.credit(list(opening.agencies), "dateline", block.text)
        self.found.dateline = opening.place or self.found.dateline
        return True

    def _inner_credits(self, block: Block) -> bool:
        """A line of facts above the text, with a source or a writer among them."""
        if block.text.endswith(".") or len(block.text.split()) > MOST_DATE_WORDS:
            return False
        above = self.found.body
        if len(above) > MOST_ABOVE or any(each.text.endswith(".") for each in above):
            return False
        parts = inner_labels(block.text)
        return bool(parts) and all(self._labelled(block, part) for part in parts)

    # --- keywords ------------------------------------------------------------------------------

    def _keywords(self, block: Block, label: LabelMatch) -> bool:
        words: list[str] = []
        if any(len(link.text.split()) > MOST_TAG_WORDS for link in block.links):
            self._related(block, label)  # «المزيد عن: …» and headlines
            return True
        if block.links:
            words = [link.text for link in block.links]
        elif label.rest:
            if label.rest.endswith(".") and len(label.rest.split()) > 12:
                return False
            context = " ".join([self.title or "", *(each.text for each in self.found.body)])
            words = keyword_list(label.rest, context)
        else:
            words = [link.text for each in self.take_linked(short=True) for link in each.links]
        self.found.tag(words, label.label)
        return True

    # --- bylines and dates ---------------------------------------------------------------------

    def _byline(self, block: Block, label: LabelMatch) -> bool:
        if len(parts := labelled_parts(block.text)) > 1:
            done = [self._one_byline(part) for part in parts]
            return all(done)
        return self._one_byline(label)

    def _one_byline(self, label: LabelMatch) -> bool:
        text = label.rest or self.take_short()
        is_inside = bool(self.found.body) and len(self.blocks) - self.position > MOST_SIGNED_BEHIND
        named = named_in(label, text, self.site, is_inside=is_inside)
        if named is None:
            return not label.rest and not is_inside
        if named.agencies:
            self.found.credit(named.agencies, f"label:{label.label}", f"{label.label}: {text}")
        self.found.sign(named.persons, label.author_role, label.label)
        return True

    def _date(self, block: Block, name: str) -> bool:
        if block.text.endswith("."):
            return False
        self._is_credited_date(block)
        if not any(map(str.isdigit, block.text)):
            return len(block.text.split()) <= 3
        if getattr(self.found, name) is None:
            setattr(self.found, name, block.text)
        return True

    def _kicker(self, label: LabelMatch) -> bool:
        if label.rest:
            return False
        if not self.found.body:
            self.found.kicker = label.label
        return True

    # --- related -------------------------------------------------------------------------------

    def _related(self, block: Block, label: LabelMatch) -> None:
        """The articles that a label announces: in its own line, in links, or printed whole."""
        links = [link for link in block.links if fold(link.text) != fold(label.label)]
        if links:
            self._add_links(Block(block.text, links=tuple(links)), label.label)
        elif label.rest:
            self.found.related.append(RelatedArticle(title=label.rest, label=label.label))
        elif not self._whole_article(label):
            self._following_links(label)

    def _following_links(self, label: LabelMatch) -> None:
        run = self.take_linked()
        for each in run:
            self._add_links(each, label.label)
        title = "" if run or self.has_links else self.take_short(MOST_HEADLINE_WORDS)
        while title:
            self.found.related.append(RelatedArticle(title=title, label=label.label))
            title = self.take_short(MOST_NEXT_WORDS, heading=False)

    def _add_links(self, block: Block, label: str | None) -> None:
        known = {fold(each.title) for each in self.found.related}
        for link in block.links:
            inner = match_label(link.text)
            title = inner.rest if inner and inner.role == "related" else link.text
            if (
                len(title.split()) >= LEAST_TITLE_WORDS
                and fold(title) not in known
                and not (inner and not inner.rest)
            ):
                related = RelatedArticle(title=title, url=link.url or None, label=label)
                self.found.related.append(related)

    def _whole_article(self, label: LabelMatch) -> bool:
        """Whether all that follows is one other article, printed whole; it is taken where so."""
        rest = self.blocks[self.position :]
        if len(rest) < 2 or not self.found.body or match_label(rest[0].text):
            return False
        ended = bool(self.found.sources_text or self.found.keywords)
        if not is_headline(rest[0]) or not is_other_text(
            rest[1:], ended=ended, has_links=self.has_links
        ):
            return False
        inner = split_trailing(rest[1:], title=rest[0].text)
        if not inner.body:
            return False
        self.position = len(self.blocks)
        self.found.related.append(whole_related(rest[0], inner, label.label))
        self.found.related += inner.related
        return True

    # --- the end -------------------------------------------------------------------------------

    def _finish(self) -> None:
        body = without_endings(without_repeats(self.found.body, self.title))
        self.found.body = body
        if len(body) > 1 and (names := taken_from(body[-1].text)):
            self.found.credit(names, "label:عن", body.pop().text)
            body = self.found.body = without_endings(body)
        while body and body[-1].kind == "heading" and len(body) > 1:
            body.pop()
        if not body:
            return
        first = next((block for block in body if block.kind != "heading"), body[0])
        if dateline := find_dateline(first.text):
            if not is_own_name(dateline.place or "", fold(self.site or "")):
                self.found.dateline = self.found.dateline or dateline.place
            if dateline.agencies and not self.found.sources:
                self.found.credit(list(dateline.agencies), "dateline", first.text[:80])
        names, printed = closing_agencies(body[-1].text)
        if names and not self.found.sources:
            self.found.credit(names, "agency-in-brackets", printed)
