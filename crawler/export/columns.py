"""Columns: what a table needs to know of a profile, for CSV and Parquet.

A kind is `str`, `int`, `bool`, `datetime`, `Json`, a list of one kind, or a table of kinds.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, get_args, get_origin, get_type_hints

from crawler.records import without_none

DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T|$)")


class Json:
    """The kind of a column whose values have any shape: they are kept as JSON."""


def record_columns(record: type) -> dict[str, Any]:
    """Column → kind for the fields of the record or of a part of it."""
    hints = get_type_hints(record)
    return {field.name: _kind(hints[field.name]) for field in dataclasses.fields(record)}


def without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table without None and empty lists, texts and tables, at every depth."""
    pairs = ((name, _without_empty(each)) for name, each in table.items())
    return {name: each for name, each in pairs if each not in (None, "", [], {})}


def as_cell(value: Any) -> str:
    """A value as a cell of CSV: texts as they are, lists and tables as JSON, unknown as nothing.

    >>> as_cell(["رويترز", "وام"]), as_cell(True), as_cell(None)
    ('["رويترز", "وام"]', 'true', '')
    """
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False)


def as_kind(value: Any, kind: Any) -> Any:
    """A JSON value as its column takes it: dates as datetimes, everything of any shape as JSON."""
    if value is None:
        return None
    if kind is Json:
        return json.dumps(value, ensure_ascii=False)
    if kind is datetime:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(kind, list):
        return [as_kind(each, kind[0]) for each in value]
    if isinstance(kind, dict):
        return {name: as_kind(value.get(name), each) for name, each in kind.items()}
    return value


def fits(value: Any, kind: Any) -> bool:
    """Whether a JSON value is of a kind; None, as unknown, is of each.

    >>> fits({"url": "x"}, {"url": str, "is_main": bool}), fits(["x", 5], [str])
    (True, False)
    >>> fits("2024-01-29", datetime), fits("2024-13-45", datetime)
    (True, False)
    """
    if value is None or kind is Json:
        return True
    if isinstance(kind, list):
        return isinstance(value, list) and all(fits(each, kind[0]) for each in value)
    if isinstance(kind, dict):
        return isinstance(value, Mapping) and all(
            fits(value.get(name), each) for name, each in kind.items()
        )
    if kind is datetime:
        return isinstance(value, str) and _is_date(value)
    return isinstance(value, kind)


def _is_date(text: str) -> bool:
    if not DATE.match(text):
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _kind(hint: Any) -> Any:
    hint = without_none(hint)
    if get_origin(hint) is list:
        return [_kind(get_args(hint)[0])]
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return record_columns(hint)
    return Json if get_origin(hint) is dict else hint


def _without_empty(value: Any) -> Any:
    if isinstance(value, Mapping):
        return without_empty(value)
    return [_without_empty(each) for each in value] if isinstance(value, list) else value
