"""Warraq: a crawler of the Arabic press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from crawler.arabic.dates import parse_date
    from crawler.door import extract_article
    from crawler.items import Article, RelatedArticle
    from crawler.outlets import Outlet

__all__ = ["Article", "Outlet", "RelatedArticle", "extract_article", "parse_date"]

# Loaded on first use: commands that need none of it start faster.
_HOMES = {
    "Article": "crawler.items",
    "Outlet": "crawler.outlets",
    "RelatedArticle": "crawler.items",
    "extract_article": "crawler.door",
    "parse_date": "crawler.arabic.dates",
}


if not TYPE_CHECKING:  # type checkers then know a misspelt name

    def __getattr__(name: str) -> Any:
        """A public name, from the module it lives in."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """All names, for completion and help(): those not yet loaded too."""
    return sorted({*globals(), *__all__})
