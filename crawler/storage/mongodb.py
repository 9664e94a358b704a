"""The database: one client, its collections made ready, its failures in one clear line."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, Self

from pymongo import AsyncMongoClient, WriteConcern
from pymongo.errors import (
    ConfigurationError,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
)

from crawler.exceptions import StorageError
from crawler.storage.address import masked, without_password
from crawler.storage.embedded import EmbeddedServer
from crawler.storage.schema import ARTICLES, INDEXES, QUARANTINE, REVISIONS, article_validator

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from pymongo.asynchronous.collection import AsyncCollection

Document = dict[str, Any]
logger = logging.getLogger(__name__)

# Milliseconds: a server that is away should slow a crawl down for seconds, not hang it.
TIMEOUTS = {"serverSelectionTimeoutMS": 5_000, "socketTimeoutMS": 30_000}
NAMESPACE_EXISTS = 48


class MongoStore:
    """An open database; `server` is the embedded one where no other was named."""

    def __init__(
        self,
        client: AsyncMongoClient[Document],
        uri: str,
        database: str,
        server: EmbeddedServer | None,
    ) -> None:
        self.client = client
        self.uri = uri
        self.server = server
        self.database = client.get_database(
            database, write_concern=WriteConcern(w="majority", j=True)
        )

    @classmethod
    async def connect(cls, uri: str, database: str, folder: Path | str) -> Self:
        """The database at `uri`, or on the embedded server with its data in `folder`; ready for use.

        Raises StorageError with one line, without the password, where it can't be used.
        """
        server = None if uri else EmbeddedServer(folder)
        address = server.start() if server else uri
        try:
            store = cls(_client(address), address, database, server)
            await store.prepare()
        except PyMongoError as error:
            if server:
                server.stop()
            raise StorageError(reason(error, address)) from None
        return store

    @property
    def address(self) -> str:
        """URI and database, for people: without password."""
        bare, _, options = masked(self.uri).partition("?")
        return bare.rstrip("/") + f"/{self.database.name}" + (f"?{options}" if options else "")

    @property
    def articles(self) -> AsyncCollection[Document]:
        """The current text of every article."""
        return self.database[ARTICLES]

    @property
    def revisions(self) -> AsyncCollection[Document]:
        """Earlier texts; `_id` is `<article>:<revision>`."""
        return self.database[REVISIONS]

    @property
    def quarantine(self) -> AsyncCollection[Document]:
        """What could not be read or stored, with the reason."""
        return self.database[QUARANTINE]

    async def prepare(self) -> None:
        """Create or update validator and indexes; an index that can't be made is a warning."""
        await self.client.admin.command("ping")
        await self._validate(article_validator())
        for keys in INDEXES:
            try:
                await self.articles.create_index(list(keys))
            except OperationFailure as error:
                logger.warning("No index on %s: %s", keys, reason(error, self.uri))

    async def _validate(self, validator: Mapping[str, Any]) -> None:
        try:
            await self.database.create_collection(
                ARTICLES, check_exists=False, validator=validator, validationLevel="moderate"
            )
        except OperationFailure as error:
            if error.code != NAMESPACE_EXISTS:
                raise
            await self.database.command("collMod", ARTICLES, validator=validator)

    async def close(self) -> None:
        """Close the client and let go of the embedded server."""
        await self.client.close()
        if self.server:
            self.server.stop()


def _client(uri: str) -> AsyncMongoClient[Document]:
    """A client whose time-outs give way to those of the URI; StorageError for a wrong one."""
    given = uri.partition("?")[2].lower()
    timeouts: dict[str, Any] = {
        name: value for name, value in TIMEOUTS.items() if name.lower() not in given
    }
    try:
        return AsyncMongoClient(uri, tz_aware=True, appname="warraq", **timeouts)
    except (ConfigurationError, ValueError) as error:
        told = without_password(str(error), uri)
        raise StorageError(f"MONGODB_URI is no valid address ({masked(uri)}): {told}") from None


def reason(error: PyMongoError, uri: str) -> str:
    """What is wrong with the database at `uri`, in one line without its password."""
    address = masked(uri)
    if isinstance(error, ServerSelectionTimeoutError):
        return f"no MongoDB server answers at {address}; is it running, and is the address right?"
    if isinstance(error, OperationFailure):
        told = (error.details or {}).get("errmsg", error)
        return f"the MongoDB server at {address} refused: {without_password(str(told), uri)}"
    return f"the MongoDB server at {address} failed: {without_password(str(error), uri)}"
