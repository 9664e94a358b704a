"""Documents of the collection `revisions`: what an article was before its outlet changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crawler.duplicates.difference import count_words, difference
from crawler.records import filled
from crawler.storage.plan import now
from crawler.storage.quarantine import unfit_for_bson

if TYPE_CHECKING:
    from crawler.items import Article
    from crawler.storage.mongodb import Document


def earlier_text(document: Document, article: Article) -> Document:
    """A stored text that `article` replaces: whole, with the time and the words that changed.

    `changes` are those of title and body in the order of the text, each with `field`, `context`,
    `removed`, `added` (`crawler.duplicates.difference.Change`); they are left out where document
    and changes together are too large for MongoDB.
    """
    key = f"{document['_id']}:{document.get('revision', 1)}"
    earlier = {**document, "_id": key, "article": document["_id"], "replaced_at": filled(now())}
    told = {**earlier, **_changes(document, article)}
    return earlier if unfit_for_bson(told) else told


def _changes(document: Document, article: Article) -> Document:
    title = difference(document.get("title"), article.title)
    body = difference(document.get("body"), article.body)
    removed, added = count_words([*title, *body])
    changes = [{"field": "title", **each._asdict()} for each in title]
    changes += [{"field": "body", **each._asdict()} for each in body]
    told: Document = filled({"changes": changes})
    return {**told, "words_removed": removed, "words_added": added}
