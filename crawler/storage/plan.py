"""What becomes of a batch of articles: decided from what is stored, without any input or output."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

from crawler.records import filled, to_document
from crawler.storage.quarantine import refused_article, unfit_for_bson
from crawler.urls import site_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pymongo import UpdateOne

    from crawler.items import Article
    from crawler.storage.mongodb import Document

Outcome = Literal[
    "new", "changed", "unchanged", "duplicate", "copy", "refused", "outdated", "journalled"
]

# Of a stored article, what decides and what has to outlive the next writing.
KNOWN_FIELDS = {
    "content_key": 1,
    "duplicate_of": 1,
    "fetched_at": 1,
    "first_seen_at": 1,
    "outlet": 1,
    "revision": 1,
    "story": 1,
    "url": 1,
    "urls": 1,
}
TextKey = tuple[str, str]


@dataclass(slots=True)
class Plan:
    """Outcomes and writes of a batch; each write may be made again without harm."""

    outcomes: dict[str, Outcome] = field(default_factory=dict)
    articles: dict[str, Article] = field(default_factory=dict)
    """Those that are to be stored, by id."""
    documents: dict[str, Document] = field(default_factory=dict)
    """What goes into `articles`, by id."""
    earlier: list[Document] = field(default_factory=list)
    """What goes into `revisions`: the stored texts of changed articles."""
    quarantine: dict[str, Document] = field(default_factory=dict)
    """What no server would take, by the article's id."""
    aliases: dict[str, list[str]] = field(default_factory=dict)
    """Stored article of an earlier batch → other addresses at which its text was met."""
    first: dict[str, str] = field(default_factory=dict)
    """Duplicate → the article that has its text."""
    copies: list[UpdateOne] = field(default_factory=list)
    """What goes into `stories`."""

    def changed(self) -> list[str]:
        """Ids whose stored text is about to be replaced."""
        return [key for key, outcome in self.outcomes.items() if outcome == "changed"]

    def stored(self) -> list[Document]:
        """What is in `articles` once the plan has been carried out."""
        return [each for key, each in self.documents.items() if self.outcomes[key] != "refused"]

    def untold(self) -> list[Article]:
        """Articles whose story is to be decided: new and changed ones, and those that have none."""
        return [
            article
            for key, article in self.articles.items()
            if key in self.documents
            and (self.outcomes[key] != "unchanged" or article.story is None)
        ]

    def orphans(self) -> set[str]:
        """Duplicates of an article that could not be stored itself."""
        lost = {key for key, outcome in self.outcomes.items() if outcome == "refused"}
        return {key for key, first in self.first.items() if first in lost}


def text_key(outlet: str | None, url: str, content_key: str) -> TextKey:
    """What two articles share that are one text of one outlet, or of one site nobody described."""
    return outlet or site_of(url), content_key


def make_plan(
    articles: Sequence[Article],
    known: Mapping[str, Document],
    texts: Mapping[TextKey, str],
    *,
    is_late: bool = False,
) -> Plan:
    """The plan for articles with distinct ids.

    `known` are stored articles by id, `texts` the ids of the stored articles with these texts;
    `is_late` where the articles have waited in a journal. `first_seen_at`, `revision`, `urls`,
    `story` and `duplicate_of` of the articles are set.
    """
    plan = Plan()
    owners = dict(texts)
    for article in articles:  # a stored article's new text is its own before it is a copy's
        if article.id in known:
            _first_with_its_text(article, owners)
    for article in articles:
        stored = known.get(article.id)
        if is_late and stored and _is_outdated(article, stored):
            plan.outcomes[article.id] = "outdated"
        elif first := _first_with_its_text(article, owners) if stored is None else None:
            plan.outcomes[article.id] = "duplicate"
            plan.first[article.id] = first
        else:
            plan.outcomes[article.id] = _inherit(article, stored)
            plan.articles[article.id] = article
    for article in articles:
        if first := plan.first.get(article.id):
            _note_alias(plan, article, first)
    for article in plan.articles.values():
        _add_document(plan, article)
    return plan


def _first_with_its_text(article: Article, owners: dict[TextKey, str]) -> str | None:
    """The other article that has this text; None, and the text is this one's, where none has."""
    if not (article.content_key and article.body):
        return None
    key = text_key(article.outlet, article.url, article.content_key)
    first = owners.setdefault(key, article.id)
    return first if first != article.id else None


def _is_outdated(article: Article, stored: Document) -> bool:
    """Whether a later look at the page is stored already: the article comes from a journal."""
    mine, theirs = filled(article.fetched_at), stored.get("fetched_at")
    return bool(mine and theirs and mine < theirs)


def _note_alias(plan: Plan, article: Article, first: str) -> None:
    """Note the addresses of a duplicate with the article that has its text."""
    addresses = [article.url, *article.urls]
    if owner := plan.articles.get(first):
        owner.urls = _joined(owner.urls, addresses, without=owner.url)
    else:
        plan.aliases.setdefault(first, []).extend(addresses)


def _inherit(article: Article, stored: Document | None) -> Outcome:
    """Give the article what the store knows about it, and compare their texts."""
    if stored is None:
        article.revision = 1
        article.first_seen_at = article.fetched_at or now()
        return "new"
    is_changed = stored.get("content_key") != article.content_key
    article.revision = int(stored.get("revision", 1)) + is_changed
    article.first_seen_at = stored.get("first_seen_at") or article.fetched_at
    article.urls = _joined(stored.get("urls", []), article.urls, without=article.url)
    article.story = stored.get("story") or article.story
    article.duplicate_of = article.duplicate_of or stored.get("duplicate_of")
    return "changed" if is_changed else "unchanged"


def _add_document(plan: Plan, article: Article) -> None:
    """Add the article's document, or the reason why it has none."""
    document, fault = fit_document(article)
    if fault:
        plan.outcomes[article.id] = "refused"
        plan.quarantine[article.id] = refused_article(article, fault)
    else:
        plan.documents[article.id] = document


def fit_document(article: Article) -> tuple[Document, str | None]:
    """The article's document, and why no server would take it, if so."""
    try:
        document = to_document(article)
    except ValueError as error:
        return {}, str(error)
    return document, unfit_for_bson(document)


def _joined(known: list[str], more: list[str], *, without: str) -> list[str]:
    return [url for url in dict.fromkeys([*known, *more]) if url != without]


def now() -> datetime:
    """Our clock."""
    return datetime.now(UTC)
