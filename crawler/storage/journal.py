"""The journal: what could not be stored while the database was away, on disk until it is.

One file for each run, locked by it, a line for each document; what a killed run leaves behind is
found by the next one.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import re
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from bson import json_util

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from io import FileIO

    from crawler.storage.mongodb import Document

logger = logging.getLogger(__name__)

SUFFIX = ".jsonl"
# Lines that can't be read, kept for a person.
BROKEN_SUFFIX = ".broken"
JSON_OPTIONS = json_util.CANONICAL_JSON_OPTIONS.with_options(tz_aware=True, tzinfo=UTC)
UNFIT_FOR_A_NAME = re.compile(r"[^\w.,-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on its way to a collection."""

    collection: str
    document: Document


class Journal:
    """The journals of one database; `append` writes to this run's own."""

    def __init__(self, folder: Path | str, database: str) -> None:
        self.folder = Path(folder) / (UNFIT_FOR_A_NAME.sub("_", database) or "_")
        self._own: FileIO | None = None
        self.path: Path | None = None
        """This run's own journal; None while nothing waits in it."""

    def append(self, entries: Iterable[Entry]) -> None:
        """Write entries to the disk itself; OSError where that is not possible."""
        lines = b"".join(_line(entry) for entry in entries)
        own = self._own = self._own or self._open()
        end = own.tell()
        try:
            _write_all(own, lines)
        except OSError:
            own.seek(end)
            own.truncate()  # half a line would spoil the next one
            raise

    def discard(self) -> None:
        """Remove this run's journal: all of it is stored."""
        if self.path:
            discard(self.path)
        self.close()
        self.path = None

    def close(self) -> None:
        """Leave this run's journal, if there is one, to the next run."""
        if self._own:
            self._own.close()
            self._own = None

    @contextmanager
    def leftovers(self) -> Iterator[list[Path]]:
        """Journals of runs that have ended, oldest first; nobody else reads them meanwhile."""
        with ExitStack() as held:
            found = map(_lock, sorted(self.folder.glob(f"*{SUFFIX}")))
            yield [Path(held.enter_context(each).name) for each in found if each]

    def _open(self) -> FileIO:
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S.%f}-{os.getpid()}{SUFFIX}"
        draft = path.with_suffix(".new")  # not to be found before it is locked
        own = draft.open("xb", buffering=0)
        fcntl.flock(own, fcntl.LOCK_EX)
        draft.rename(path)
        for folder in (self.folder, *self.folder.parents[:2]):  # all that may be new
            _sync_folder(folder)
        self.path = path
        return own


def read(path: Path) -> Iterator[Entry]:
    """The entries of a journal, in order; lines that can't be read are put aside and said.

    The end of a line that was cut off by a kill was never called stored.
    """
    with path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if entry := _entry(line):
                yield entry
                continue
            aside = path.with_suffix(BROKEN_SUFFIX)
            with aside.open("ab") as broken:
                broken.write(line.rstrip(b"\n") + b"\n")
            logger.warning("%s: line %s can't be read; it is now in %s", path, number, aside.name)


def discard(path: Path) -> None:
    """Remove a journal: all of it is stored."""
    path.unlink(missing_ok=True)


def _write_all(file: FileIO, data: bytes) -> None:
    """Write to the disk itself, all or OSError."""
    if file.write(data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Bring a folder's entries to the disk: a file's own fsync does not, and power may go."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _line(entry: Entry) -> bytes:
    table = {"collection": entry.collection, "document": entry.document}
    return json_util.dumps(table, json_options=JSON_OPTIONS).encode() + b"\n"


def _entry(line: bytes) -> Entry | None:
    """The entry of a line; None for one that is broken or has no end."""
    if not line.endswith(b"\n"):
        return None
    try:
        table: Any = json_util.loads(line, json_options=JSON_OPTIONS)
        return Entry(table["collection"], table["document"])
    except (ValueError, TypeError, KeyError):
        return None


def _lock(path: Path) -> IO[bytes] | None:
    """The file, locked; None where another run holds it or has removed it."""
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    if not path.exists():  # its run stored the rest while we came
        file.close()
        return None
    return file
