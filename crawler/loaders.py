"""The item loader: values found by rules become the fields of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from itemloaders import ItemLoader
from itemloaders.processors import Identity, TakeFirst

from crawler.arabic.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from crawler.items import Article


def cleaned(values: Iterable[Any]) -> list[Any]:
    """Texts cleaned, empty ones left out; other values as they are."""
    prepared = (clean(value) if isinstance(value, str) else value for value in values)
    return [value for value in prepared if value not in (None, "")]


def distinct(values: Iterable[Any]) -> list[Any]:
    """Values without repetition, in order."""
    return list(dict.fromkeys(values))


class ArticleLoader(ItemLoader):
    """One processor a field; the first rule that gives a value fills it and is noted as provenance."""

    default_input_processor = staticmethod(cleaned)
    default_output_processor = TakeFirst()

    body_in = Identity()
    keywords_out = staticmethod(distinct)
    sources_out = staticmethod(distinct)
    sections_out = staticmethod(distinct)
    headings_out = staticmethod(distinct)
    authors_out = Identity()
    images_out = Identity()
    videos_out = Identity()
    embeds_out = Identity()
    related_out = Identity()
    updates_out = Identity()

    def __init__(self, article: Article) -> None:
        super().__init__()
        self.article = article
        self.provenance: dict[str, str] = {}

    def get_input_processor(self, field_name: str) -> Callable[..., Any]:
        """The field's own processor or the default; the item's fields name none."""
        return getattr(self, f"{field_name}_in", self.default_input_processor)

    def get_output_processor(self, field_name: str) -> Callable[..., Any]:
        """The field's own processor or the default; the item's fields name none."""
        return getattr(self, f"{field_name}_out", self.default_output_processor)

    def add_rule(self, field: str, rule: str, value: Any) -> bool:
        """Fill a field by a rule unless an earlier one has; whether the field is filled."""
        if field in self.provenance:
            return True
        if value is None or value == []:
            return False
        self.add_value(field, value)
        if self.get_collected_values(field):
            self.provenance[field] = rule
        return field in self.provenance

    def add_rules(self, field: str, found: Iterable[tuple[str, Any]]) -> None:
        """Fill a field by the first of the rules that finds something; those behind it are not asked."""
        if field not in self.provenance:
            any(self.add_rule(field, rule, value) for rule, value in found)

    def load_item(self) -> Article:
        """The article with what the rules have found; its other fields stay as they are."""
        for field in self.provenance:
            if (value := self.get_output_value(field)) is not None:
                setattr(self.article, field, value)
        return self.article
