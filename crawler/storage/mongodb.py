"""The database: one client, its collections made ready, its failures in one clear line."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pymongo
from pymongo import AsyncMongoClient, ReadPreference, WriteConcern
from pymongo.errors import (
    ConfigurationError,
    InvalidURI,
    PyMongoError,
)

from crawler.exceptions import StorageError
from crawler.storage.address import IN_GENERAL, has_password, hosts, masked
from crawler.storage.embedded import EmbeddedServer
from crawler.storage.failures import reason
from crawler.storage.preparation import look, prepare
from crawler.storage.schema import ARTICLES, QUARANTINE, REVISIONS, STORIES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pymongo.asynchronous.collection import AsyncCollection
    from pymongo.asynchronous.database import AsyncDatabase

Document = dict[str, Any]

# Milliseconds: a server that is away should slow a crawl down for seconds, not hang it.
TIMEOUTS = {
    "serverSelectionTimeoutMS": 5_000,
    "connectTimeoutMS": 5_000,
    "socketTimeoutMS": 30_000,
}
# Seconds that a look at whether the server is back may take.
PING_TIMEOUT = 1.0
# Acknowledged means: on the disk of most members. `w` or `journal` in the URI say otherwise.
DURABLE = WriteConcern(w="majority", j=True, wtimeout=10_000)


class MongoStore:
    """An open database; `server` is the embedded one where no other was named."""

    def __init__(self, uri: str, database: str, server: EmbeddedServer | None) -> None:
        self.uri = uri
        self.server = server
        self.name = database
        self.client = _client(uri)
        self.has_text_index = False
        """Whether the server has the text index of `crawler.storage.fulltext`."""

    @classmethod
    async def connect(
        cls, uri: str, database: str, folder: Path | str, *, is_reader: bool = False
    ) -> Self:
        """The database at `uri`, or on the embedded server with its data in `folder`; ready for use.

        For a reader nothing is created. Raises StorageError with one line, without the password,
        where the database can't be used.
        """
        server = None if uri else EmbeddedServer(folder)
        address = await asyncio.to_thread(server.start) if server else uri
        store = cls(address, database, server)
        try:
            await (look if is_reader else prepare)(store)
        except PyMongoError as error:
            await store.close()
            raise StorageError(reason(error, address)) from None
        except StorageError:
            await store.close()
            raise
        return store

    @classmethod
    async def from_settings(cls, settings: Mapping[Any, Any], *, is_reader: bool = False) -> Self:
        """The database that the settings name, as `connect` opens it."""
        uri, name = settings["MONGODB_URI"], settings["MONGODB_DATABASE"]
        folder = Path(settings["DATA_DIR"]) / "mongodb"
        return await cls.connect(uri, name, folder, is_reader=is_reader)

    @property
    def address(self) -> str:
        """URI and database, for people: without password."""
        shown = masked(self.uri)
        options = shown.partition("?")[2]
        start = shown[: shown.index(hosts(shown)) + len(hosts(shown))]
        return f"{start}/{self.name}" + (f"?{options}" if options else "")

    @property
    def label(self) -> str:
        """A name for the database that is the same in every run and may be shown."""
        return f"{self.name}@{'embedded' if self.server else hosts(self.uri)}"

    @property
    def database(self) -> AsyncDatabase[Document]:
        """The database, written durably and read where it is written."""
        concern = self.client.write_concern
        return self.client.get_database(
            self.name,
            write_concern=DURABLE if concern.is_server_default else concern,
            read_preference=ReadPreference.PRIMARY,
        )

    @property
    def articles(self) -> AsyncCollection[Document]:
        """The current text of every article."""
        return self.database[ARTICLES]

    @property
    def revisions(self) -> AsyncCollection[Document]:
        """Earlier texts; `_id` is `<article>:<revision>`."""
        return self.database[REVISIONS]

    @property
    def stories(self) -> AsyncCollection[Document]:
        """Of each story with copies: where it stands, whom it credits, who was first."""
        return self.database[STORIES]

    @property
    def quarantine(self) -> AsyncCollection[Document]:
        """What could not be read or stored, with the reason."""
        return self.database[QUARANTINE]

    async def answers(self) -> bool:
        """Whether the server answers within a second."""
        try:
            with pymongo.timeout(PING_TIMEOUT):
                await self.client.admin.command("ping")
        except PyMongoError:
            return False
        return True

    async def revive(self) -> None:
        """Start the embedded server again where it is gone; StorageError where it does not come."""
        if not self.server:
            return
        uri = await asyncio.to_thread(self.server.start)
        if uri != self.uri:  # its port was taken meanwhile
            old, self.uri, self.client = self.client, uri, _client(uri)
            await old.close()  # last, so that nobody meets a closed one

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
    except (ConfigurationError, InvalidURI, ValueError, OSError) as error:  # OSError: of TLS files
        told = IN_GENERAL if has_password(uri) else str(error)
        raise StorageError(f"MONGODB_URI is no valid address ({masked(uri)}): {told}") from None
