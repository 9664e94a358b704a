"""Articles out of the store, one by one, as the records that JSON Lines have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.records import document_record
from crawler.storage.failures import reason
from crawler.storage.filters import Filters

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from crawler.storage.mongodb import Document, MongoStore

# Documents in one answer of the server: bounds memory, not the number of records.
BATCH = 200


async def stored_records(
    store: MongoStore, filters: Filters | None = None
) -> AsyncGenerator[dict[str, Any], None]:
    """The JSON records of the stored articles, in the store's own order; all where none are named.

    StorageError where the server fails on the way.
    """
    async for document in stored_documents(store, filters or Filters()):
        yield document_record(document)


async def stored_documents(
    store: MongoStore, filters: Filters, fields: Document | None = None
) -> AsyncGenerator[Document, None]:
    """The documents that the filters mean; a text is looked for here, not by the server."""
    try:
        async with store.articles.find(filters.query(), fields, batch_size=BATCH) as found:
            async for document in found:
                if filters.has_words(document):
                    yield document
    except PyMongoError as error:
        raise StorageError(reason(error, store.uri)) from None
