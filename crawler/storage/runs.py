"""The collections `runs`, a document a run, and `outlets`, what is known of each outlet's latest one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pymongo import ReplaceOne
from pymongo.errors import PyMongoError

from crawler.exceptions import StorageError
from crawler.records import filled
from crawler.storage.failures import reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from crawler.storage.mongodb import Document, MongoStore

RUNS = "runs"
OUTLETS = "outlets"


class RunStore:
    """Reads and writes run facts; StorageError, in one line, where the database does not answer."""

    def __init__(self, store: MongoStore) -> None:
        self.store = store

    async def keep_run(self, document: Mapping[str, Any]) -> None:
        """Write a run's document, `_id` its name; one without `ended_at` has not ended, or was killed."""
        try:
            runs = self.store.database[RUNS]
            await runs.replace_one({"_id": document["_id"]}, filled(document), upsert=True)
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.uri)) from None

    async def keep_outlets(self, documents: Sequence[Document]) -> None:
        """Write what is known of outlets, `_id` their name."""
        changes = [
            ReplaceOne({"_id": each["_id"]}, filled(each), upsert=True) for each in documents
        ]
        try:
            if changes:
                await self.store.database[OUTLETS].bulk_write(changes, ordered=False)
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.uri)) from None

    async def outlets(self, names: Iterable[str] | None = None) -> dict[str, Document]:
        """Name → what is known of the outlet; of all where no names are given."""
        query = {} if names is None else {"_id": {"$in": list(names)}}
        try:
            found = await self.store.database[OUTLETS].find(query).to_list()
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.uri)) from None
        return {each["_id"]: each for each in found}

    async def begin_outlets(self, names: Iterable[str], run: str) -> None:
        """Note the run that is at outlets; it stays where the run is killed."""
        query, change = {"_id": {"$in": list(names)}}, {"$set": {"running": run}}
        try:
            await self.store.database[OUTLETS].update_many(query, change)
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.uri)) from None

    async def article_count(self, outlet: str) -> int:
        """How many articles of an outlet are stored: a walk through all of them."""
        try:
            return await self.store.articles.count_documents({"outlet": outlet})
        except PyMongoError as error:
            raise StorageError(reason(error, self.store.uri)) from None
