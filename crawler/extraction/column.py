"""What the column of an article is taken apart into."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from crawler.arabic.text import fold
from crawler.extraction.keywords import tag_name
from crawler.items import Author

if TYPE_CHECKING:
    from crawler.extraction.blocks import Block
    from crawler.items import RelatedArticle


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

    def credit(self, names: list[str], rule: str, text: str) -> None:
        """Add sources; the first rule and text stay, but a label's come before a bare agency's."""
        self.sources += [name for name in names if name not in self.sources]
        is_weaker = self.sources_rule == "agency-line" and rule.startswith("label:")
        if self.sources_text is None or is_weaker:
            self.sources_text, self.sources_rule = text, rule

    def sign(self, names: list[str], role: str | None, label: str | None) -> None:
        """Add authors that are not there yet."""
        known = {fold(author.name) for author in self.authors}
        self.authors += [Author(name=name, role=role) for name in names if fold(name) not in known]
        self.authors_label = self.authors_label or label

    def tag(self, words: list[str], label: str) -> None:
        """Add keywords that are not there yet."""
        self.keywords += [name for each in words if (name := tag_name(each)) not in self.keywords]
        self.keywords_label = self.keywords_label or label
