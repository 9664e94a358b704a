"""The errors that this project raises, and who raises them."""

from __future__ import annotations


class WarraqError(Exception):
    """Base of every error that this project raises on purpose; its message is one line for a person."""


class NotAnArticle(WarraqError):
    """Raised by `crawler.extract_article` when a page yields no article.

    `reason` is a short slug that is counted as a stat (`listing`, `not_arabic`, `no_body`, …);
    `detail` says in words what was seen. `quarantine` is True where the page looks like an
    article that could not be read, so that its bytes should be kept for a later look.
    """

    def __init__(self, reason: str, detail: str = "", *, quarantine: bool = False) -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail
        self.quarantine = quarantine


class OutletError(WarraqError):
    """Raised by `crawler.outlets` when a seed file is wrong or an outlet unknown; names file and key."""


class StorageError(WarraqError):
    """Raised by `crawler.storage` when the database can't be used; never shows a password."""


class OutletBusy(WarraqError):
    """Raised by `crawler.frontier` when another run crawls the outlet; names it. Exit status 3."""


class ExportError(WarraqError):
    """Raised by `crawler.export` when a file can't be written, or its format is none we know."""


class SearchError(WarraqError):
    """Raised by `crawler.arabic.matching` when nothing is left to search for."""
