"""Formats: records of a profile to the bytes of JSON Lines, CSV or Parquet."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Protocol

from crawler.export.columns import as_cell
from crawler.records import json_line

if TYPE_CHECKING:
    from crawler.export.files import Target
    from crawler.export.profiles import Profile, Record

# Spreadsheets take UTF-8 for another encoding without it.
BYTE_ORDER_MARK = "\ufeff"


class Writer(Protocol):
    """Takes records one by one, and ends the file."""

    def write(self, record: Record) -> None:
        """Write a record, now or with later ones."""

    def close(self) -> None:
        """Write what is left; the file itself stays open."""


class JsonLines:
    """One JSON object a line."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file

    def write(self, record: Record) -> None:
        """Write a record as a line."""
        self.file.write(json_line(record).encode() + b"\n")

    def close(self) -> None:
        """Nothing is left."""


class Csv:
    """A line with the columns' names, then a row for each record; lists and tables are JSON."""

    def __init__(self, file: IO[bytes], columns: list[str]) -> None:
        self.columns = columns
        self.text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=True)
        self.text.write(BYTE_ORDER_MARK)
        self.rows = csv.writer(self.text)
        self.rows.writerow(columns)

    def write(self, record: Record) -> None:
        """Write a record as a row."""
        self.rows.writerow([as_cell(record.get(name)) for name in self.columns])

    def close(self) -> None:
        """Let go of the file without closing it."""
        self.text.detach()


def writer(file: IO[bytes], place: Target, profile: Profile) -> Writer:
    """A writer of the target's format; ExportError where a package for it is missing."""
    if place.format == "jsonl":
        return JsonLines(file)
    if place.format == "csv":
        return Csv(file, list(profile.columns))
    from crawler.export.parquet import Parquet  # noqa: PLC0415 - an extra, and slow to import

    return Parquet(file, profile.columns)
