"""Articles out of the store, one by one, as the records that JSON Lines have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from crawler.records import document_record

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from crawler.storage.mongodb import Document, MongoStore

# Documents in one answer of the server: bounds memory, not the number of records.
BATCH = 200


async def stored_records(
    store: MongoStore, query: Document | None = None
) -> AsyncIterator[dict[str, Any]]:
    """The JSON records of the stored articles, in the store's own order; all where no query is given."""
    async for document in store.articles.find(query or {}, batch_size=BATCH):
        yield document_record(document)
