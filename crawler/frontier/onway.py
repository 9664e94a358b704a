"""Articles on their way to the store: a page is done only when its article has arrived."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from crawler.frontier.schedule import Outcome, after_article, after_failure
from crawler.items import Article

if TYPE_CHECKING:
    from crawler.frontier.memory import MemoryQueue
    from crawler.frontier.pages import Page

# Reasons of a drop that leave the page to be fetched again.
NOT_STORED = "not stored"
LOST = "error"


class OnWay:
    """Items that extraction has made, each with the page it came from."""

    def __init__(self) -> None:
        self.is_watched = False
        """Whether anybody will say what became of the items."""
        self._pages: dict[int, tuple[MemoryQueue, Page]] = {}

    def note(self, item: Article, queue: MemoryQueue, page: Page) -> Article:
        """The item, noted."""
        if self.is_watched:
            self._pages[id(item)] = (queue, page)
        return item

    def stored(self, item: object) -> None:
        """Settle the page of an item that the store has acknowledged."""
        found = self._pages.pop(id(item), None)
        if found and isinstance(item, Article):
            queue, page = found
            now = datetime.now(UTC)
            published = min(item.published_at or page.first_seen, now)
            reason = "article" if item.published_at else "undated"
            outcome = Outcome("done", reason, after_article(published, now))
            queue.settle(page, outcome, alias=item.url, revision=item.revision)

    def dropped(self, item: object, reason: str) -> None:
        """Settle the page of an item that is no article to keep; give it back if that is no fault of its."""
        if found := self._pages.pop(id(item), None):
            queue, page = found
            if reason == NOT_STORED:
                queue.release(page)
            elif reason == LOST:
                queue.settle(page, after_failure(LOST, page.attempts + 1, datetime.now(UTC)))
            else:
                queue.settle(page, Outcome("done", reason))
