"""What a run saw on an outlet's pages, kept small: counts of all, facts of the latest."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from crawler.items import Article
    from crawler.outlets import Outlet

# Pages whose facts are kept, from run to run.
MOST_RECENT = 20
# Fields whose selectors are watched.
WATCHED = ("title", "body", "published_at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One page that should have been an article."""

    url: str
    reason: str = ""
    """Why it was not read, a slug of NotAnArticle; empty where it was."""
    words: int = 0
    """Words of its body."""
    is_dated: bool = False
    lost: str = ""
    """The first field of which the outlet names selectors, none of which found anything."""
    instead: str = ""
    """The rule that found it in their place."""

    def as_document(self) -> dict[str, Any]:
        """What of it is not empty."""
        return {name: value for name, value in asdict(self).items() if value}


@dataclass(slots=True)
class Looks:
    """All pages of one outlet in one run."""

    read: int = 0
    undated: int = 0
    unread: Counter[str] = field(default_factory=Counter)
    """Reason → pages without an article."""
    failed: Counter[str] = field(default_factory=Counter)
    """Failure → pages and listings that could not be fetched."""
    listings: int = 0
    """Listings that were read."""
    links: int = 0
    """Links to articles in them."""
    new: int = 0
    """Articles that were not stored before."""
    new_at: datetime | None = None
    """When its last new article was fetched."""
    recent: deque[Look] = field(default_factory=lambda: deque(maxlen=MOST_RECENT))
    """The latest, oldest first."""

    def article(self, article: Article, outlet: Outlet) -> None:
        """Note a page that was read."""
        look = look_at(article, outlet)
        self.read += 1
        self.undated += not look.is_dated
        self.recent.append(look)

    def no_article(self, url: str, reason: str) -> None:
        """Note a page that was not."""
        self.unread[reason] += 1
        self.recent.append(Look(url=url, reason=reason))

    def counts(self) -> dict[str, Any]:
        """The counts as they are stored; nothing of what is 0."""
        counted = {
            "read": self.read,
            "new": self.new,
            "undated": self.undated,
            "unread": dict(self.unread),
            "failed": dict(self.failed),
            "listings": self.listings,
            "links": self.links,
        }
        return {name: value for name, value in counted.items() if value}


def look_at(article: Article, outlet: Outlet) -> Look:
    """The facts of a page that was read."""
    lost = lost_field(article, outlet)
    return Look(
        url=article.url,
        words=article.word_count or sum(len(each.body.split()) for each in article.updates),
        is_dated=article.published_at is not None,
        lost=lost,
        instead=article.provenance.get(lost, ""),
    )


def lost_field(article: Article, outlet: Outlet) -> str:
    """The first field of which the outlet names selectors, none of which has found it."""
    for name in WATCHED:
        own = [f"selector:{each}" for each in outlet.selectors.get(name, ())]
        if own and article.provenance.get(name) not in own:
            return name
    return ""


def recalled(documents: Iterable[Mapping[str, Any]]) -> list[Look]:
    """Looks out of the store; fields that this version does not know are left out."""
    names = Look.__dataclass_fields__
    return [Look(**{n: v for n, v in each.items() if n in names}) for each in documents]
