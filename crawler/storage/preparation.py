"""A database made ready: validator, indexes, and the version of the records that it holds."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from pymongo.errors import OperationFailure

from crawler.exceptions import StorageError
from crawler.items import SCHEMA_VERSION
from crawler.storage import fulltext
from crawler.storage.failures import reason
from crawler.storage.schema import ARTICLES, INDEXES, META, article_validator

if TYPE_CHECKING:
    from crawler.storage.mongodb import Document, MongoStore

logger = logging.getLogger(__name__)

# The document of `meta` that says which version of the record the database was made ready for.
SCHEMA = "schema"
NAMESPACE_EXISTS = 48


async def prepare(store: MongoStore) -> None:
    """Create or update validator and indexes; what this server can't make is a warning.

    StorageError where the database belongs to a newer version of this program.
    """
    version = await checked_version(store)
    await _validate(store, article_validator())
    for keys in INDEXES:
        try:
            await store.articles.create_index(list(keys))
        except OperationFailure as error:
            logger.warning("No index on %s: %s", _named(keys), reason(error, store.uri))
    store.has_text_index = await fulltext.create(store)
    if version != SCHEMA_VERSION:
        await _note_version(store, version)


async def look(store: MongoStore) -> None:
    """Learn what a reader has to know of the database, and change nothing; StorageError as above."""
    await checked_version(store)
    store.has_text_index = await fulltext.exists(store)


async def checked_version(store: MongoStore) -> int | None:
    """The version that the database was made ready for; None for one without a note of it."""
    await store.client.admin.command("ping")
    noted = await store.database[META].find_one({"_id": SCHEMA})
    version = int(noted["version"]) if noted else None
    if version and version > SCHEMA_VERSION:
        raise StorageError(
            f"{store.address} holds records of schema version {version}, this program knows "
            f"{SCHEMA_VERSION}: use the newer program, or another MONGODB_DATABASE"
        )
    return version


async def _note_version(store: MongoStore, before: int | None) -> None:
    """Write down that the database is ready for this version; said where it was an older one's."""
    new = {"_id": SCHEMA, "version": SCHEMA_VERSION}
    await store.database[META].replace_one({"_id": SCHEMA}, new, upsert=True)
    if before:
        logger.warning(
            "%s: validator and indexes brought from schema version %s to %s; stored articles "
            "stay as they are until they are fetched again",
            store.address,
            before,
            SCHEMA_VERSION,
        )


async def _validate(store: MongoStore, validator: Document) -> None:
    try:
        await store.database.create_collection(
            ARTICLES, check_exists=False, validator=validator, validationLevel="moderate"
        )
    except OperationFailure as error:
        if error.code != NAMESPACE_EXISTS:
            raise
        await _update_validator(store, validator)


async def _update_validator(store: MongoStore, validator: Document) -> None:
    """Bring the validator up to date; users who may write but not administer can't."""
    options: dict[str, Any] = dict(await store.articles.options())
    if options.get("validator") == validator:
        return
    try:
        await store.database.command(
            "collMod", ARTICLES, validator=validator, validationLevel="moderate"
        )
    except OperationFailure as error:
        logger.warning("The validator of %s is old: %s", ARTICLES, reason(error, store.uri))


def _named(keys: tuple[tuple[str, int], ...]) -> str:
    """An index's keys for a person.

    >>> _named((("outlet", 1), ("published_at", -1)))
    'outlet, published_at'
    """
    return ", ".join(name for name, _ in keys)
