"""What a failure of the database means: in one line without a password, and whether it may pass."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pymongo.errors import (
    BulkWriteError,
    ConnectionFailure,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WriteConcernError,
)

from crawler.storage.address import masked, without_password

if TYPE_CHECKING:
    from collections.abc import Mapping

# Server errors that say nothing about the document: elections, shutdowns, conflicts, a full disk, a
# cursor that was forgotten.
PASSING_CODES = frozenset(
    [6, 7, 43, 50, 64, 89, 91, 112, 189, 262, 9001, 10107, 11600, 11602, 13388, 13435, 13436, 14031]
)
AUTHENTICATION_FAILED = 18
DUPLICATE_KEY = 11000
# What pymongo tells about a server it could not reach: all of it after the first cause is noise.
CAUSE = re.compile(r"^(?:[^:,\s]+:\d+: )?(?:\[Errno -?\d+\] )?([^(,]+)")

# Where it waited for a replica set, the cause stands with the members.
OF_A_MEMBER = re.compile(r"error=\w+\((['\"])(.+?)\1\)")

NO_MEMBERS = "No replica set members"


def reason(error: PyMongoError, uri: str) -> str:
    """What is wrong with the database at `uri`, in one line without its password."""
    address = masked(uri)
    told = " ".join(without_password(_told(error), uri).split())
    if isinstance(error, ServerSelectionTimeoutError):
        member = OF_A_MEMBER.search(told)
        cause = CAUSE.match(member[2] if member else told)
        hint = "; is replicaSet right?" if told.startswith(NO_MEMBERS) and not member else ""
        why = cause[1].strip() if cause else told
        return f"no MongoDB server answers at {address}: {why}{hint}"
    if isinstance(error, OperationFailure) and error.code == AUTHENTICATION_FAILED:
        return f"the MongoDB server at {address} refused user or password; is authSource right?"
    if isinstance(error, OperationFailure):
        return f"the MongoDB server at {address} refused: {told}"
    return f"the MongoDB server at {address} failed: {told}"


def is_passing(error: PyMongoError) -> bool:
    """Whether the same request may succeed a little later."""
    if isinstance(error, ConnectionFailure | WriteConcernError):
        return True
    if isinstance(error, BulkWriteError):
        details: Mapping[str, Any] = error.details or {}
        faults = details.get("writeErrors", [])
        return bool(details.get("writeConcernErrors")) or any(
            each.get("code") in PASSING_CODES for each in faults
        )
    if isinstance(error, OperationFailure) and error.code in PASSING_CODES:
        return True
    return error.has_error_label("RetryableWriteError")


def _told(error: PyMongoError) -> str:
    if isinstance(error, BulkWriteError):
        details: Mapping[str, Any] = error.details or {}
        faults = [*details.get("writeErrors", []), *details.get("writeConcernErrors", [])]
        return str(faults[0].get("errmsg")) if faults else str(error)
    if isinstance(error, OperationFailure):
        return str((error.details or {}).get("errmsg", error))
    return str(error)
