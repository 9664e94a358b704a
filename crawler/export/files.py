"""Files that are written whole or not at all, packed as their name says."""

from __future__ import annotations

import gzip
import sys
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from crawler.exceptions import ExportError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd  # Scrapy brings it along

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD_OUTPUT = "-"
# Ending → format.
FORMATS = {
    ".jsonl": "jsonl",
    ".jsonlines": "jsonl",
    ".jl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".parquet": "parquet",
}
# Ending → packing.
PACKINGS = {
    ".gz": "gzip",
    ".zst": "zstd",
}
# Fast, and within a few per cent of the best that these do with text.
GZIP_LEVEL = 6
ZSTD_LEVEL = 6
ENDINGS = ".jsonl or .csv, packed as .gz or .zst where added, or .parquet"


@dataclass(frozen=True, slots=True)
class Target:
    """Where an export goes: a file and its format, or standard output."""

    name: str
    format: str
    packing: str = ""

    @property
    def is_file(self) -> bool:
        """Whether it is a file that can stand under its name at once, with a card beside it."""
        return self.name != STANDARD_OUTPUT and (
            not Path(self.name).exists() or Path(self.name).is_file()
        )


def target(name: str) -> Target:
    """Format and packing that a file's name asks for; ExportError where it asks for none we know.

    >>> target("articles.jsonl.zst")
    Target(name='articles.jsonl.zst', format='jsonl', packing='zstd')
    """
    if name == STANDARD_OUTPUT:
        return Target(name, "jsonl")
    endings = [each.lower() for each in Path(name).suffixes]
    packing = PACKINGS.get(endings[-1], "") if endings else ""
    if packing:
        endings.pop()
    known = FORMATS.get(endings[-1]) if endings else None
    if not known or (packing and known == "parquet"):
        raise ExportError(f"{name}: the name must end in {ENDINGS}")
    return Target(name, known, packing)


@contextmanager
def opened(place: Target) -> Iterator[IO[bytes]]:
    """The target for writing; a file has its name only once all of it is written.

    ExportError with one line where it can't be written, the disk full included.
    """
    try:
        if place.name == STANDARD_OUTPUT:
            yield sys.stdout.buffer
            sys.stdout.buffer.flush()
        elif place.is_file:
            with _drafted(Path(place.name)) as file, _packed(file, place.packing) as packed:
                yield packed
        else:
            with Path(place.name).open("wb") as file, _packed(file, place.packing) as packed:
                yield packed
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"can't write {place.name}: {error.strerror or error}") from None


@contextmanager
def _drafted(path: Path) -> Iterator[IO[bytes]]:
    """A file beside `path` that takes its place in the end, or goes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".part")
    with draft.open("wb") as file:
        try:
            yield file
            file.flush()
            draft.replace(path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise


@contextmanager
def _packed(file: IO[bytes], packing: str) -> Iterator[IO[bytes]]:
    packed: Any = file
    if packing == "gzip":  # without name and time: equal articles, equal bytes
        packed = gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0)
    elif packing == "zstd":
        packed = zstd.ZstdFile(file, "wb", level=ZSTD_LEVEL)
    try:
        yield packed
    finally:
        if packed is not file:
            packed.close()
