"""Whether a column of text is teasers of other articles: linked headlines, each with a line or two below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from crawler.arabic.labels import match_label
from crawler.extraction.blocks import links_headline
from crawler.extraction.body import SHORT, text_weight

if TYPE_CHECKING:
    from crawler.arabic.labels import Role
    from crawler.extraction.blocks import Block
    from crawler.extraction.page import PlacedBlock

# Teasers from which a column is a list, and the share of its paragraphs that they have to be; related
# articles between the paragraphs of a text stand above few of them.
LEAST = 3
SHARE = 0.7
# The same where the page calls itself an article.
LEAST_DECLARED = 4
SHARE_DECLARED = 0.9
# The same where the column begins with something else, a word on the section.
LEAST_BEHIND_TEXT = 6
SHARE_BEHIND_TEXT = 0.8


class Teasers(NamedTuple):
    """What a column was counted to have."""

    teasers: int
    """Paragraphs right below a linked headline, or right above a link to the rest."""

    paragraphs: int
    """Paragraphs in all."""

    first: bool
    """Whether the first paragraph is one: a text begins with none."""

    def are_all(self, *, declared: bool) -> bool:
        """Whether the column is nothing else; `declared` where the page calls itself an article."""
        least, share = (LEAST_DECLARED, SHARE_DECLARED) if declared else (LEAST, SHARE)
        if not self.first:
            least, share = LEAST_BEHIND_TEXT, max(share, SHARE_BEHIND_TEXT)
        return self.teasers >= least and self.teasers >= self.paragraphs * share


def count_teasers(story: list[PlacedBlock]) -> Teasers:
    """The teasers and the paragraphs of a column."""
    teasers = paragraphs = 0
    is_headed = is_text = first = False
    for placed in story:
        block = placed.block
        if links_headline(block):
            is_headed, is_text = not _is_labelled(block, "related"), False
        elif text_weight(placed) >= SHORT:
            paragraphs += 1
            teasers += is_headed
            first = first or (is_headed and paragraphs == 1)
            is_headed, is_text = False, not is_headed
        elif is_text and block.links and _is_labelled(block, "read_more"):
            teasers += 1
            first = first or paragraphs == 1
            is_text = False
    return Teasers(teasers, paragraphs, first)


def _is_labelled(block: Block, role: Role) -> bool:
    label = match_label(block.text)
    return label is not None and label.role == role
