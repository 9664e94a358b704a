"""Parquet: records in row groups, with the types of their columns."""

from __future__ import annotations

from datetime import datetime
from typing import IO, TYPE_CHECKING, Any

from crawler.exceptions import ExportError
from crawler.export.columns import as_kind

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError as error:
    raise ExportError(
        "Parquet needs pyarrow, which is not installed: pip install -e '.[parquet]'"
    ) from error

if TYPE_CHECKING:
    from crawler.export.profiles import Record

# Records of a row group: what is held in memory, about 10 MB of articles.
ROWS = 1_000
TYPES = {
    str: pa.string(),
    int: pa.int64(),
    bool: pa.bool_(),
    datetime: pa.timestamp("ms", tz="UTC"),
}


class Parquet:
    """A writer of Parquet, packed with zstd."""

    def __init__(self, file: IO[bytes], columns: dict[str, Any]) -> None:
        self.columns = columns
        self.schema = pa.schema([(name, arrow_type(kind)) for name, kind in columns.items()])
        self.file = pq.ParquetWriter(file, self.schema, compression="zstd")
        self.waiting: list[Record] = []

    def write(self, record: Record) -> None:
        """Take a record; a full row group is written."""
        self.waiting.append(as_kind(record, self.columns))
        if len(self.waiting) == ROWS:
            self._flush()

    def close(self) -> None:
        """Write the last row group and the file's own table of contents."""
        self._flush()
        self.file.close()

    def _flush(self) -> None:
        if self.waiting:
            self.file.write_table(pa.Table.from_pylist(self.waiting, self.schema))
            self.waiting.clear()


def arrow_type(kind: Any) -> pa.DataType:
    """The Arrow type of a kind of `crawler.export.columns`; JSON of any shape is a string."""
    if isinstance(kind, list):
        return pa.list_(arrow_type(kind[0]))
    if isinstance(kind, dict):
        return pa.struct([(name, arrow_type(each)) for name, each in kind.items()])
    return TYPES.get(kind, pa.string())
