"""What the column of an article is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block
    from crawler.items import Author, RelatedArticle


@dataclass(slots=True)
class Trailing:
    """A column of blocks taken apart."""

    body: list[Block] = field(default_factory=list)
    """The text itself, sub-headings included."""

    sources: list[str] = field(default_factory=list)
    """Whom the text credits, agencies under their usual names."""

    sources_text: str | None = None
    """The source line as printed."""

    sources_rule: str | None = None
    """How the sources were found: `label:المصدر`, `agency-line`, `agency-in-brackets`, `dateline`."""

    keywords: list[str] = field(default_factory=list)
    """Keywords in the order printed."""

    keywords_label: str | None = None
    """The label they stand behind."""

    authors: list[Author] = field(default_factory=list)
    """Persons of bylines."""

    authors_label: str | None = None
    """The label of the first byline; None for one without."""

    related: list[RelatedArticle] = field(default_factory=list)
    """Other articles, in the order printed."""

    dateline: str | None = None
    """The place before the text."""

    kicker: str | None = None
    """عاجل and the like above the text."""

    published_text: str | None = None
    """A line that gives the publishing date."""

    updated_text: str | None = None
    """A line that gives the update's date."""
