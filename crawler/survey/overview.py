"""Each outlet with what its runs have left in the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from crawler.exceptions import StorageError
from crawler.storage.mongodb import MongoStore
from crawler.storage.runs import RunStore

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from crawler.outlets import Outlet

# What an outlet is whose runs have not shown anything yet.
UNKNOWN = "unknown"


@dataclass(slots=True)
class Entry:
    """An outlet and its history; without one, all of it is unknown."""

    outlet: Outlet
    known: Mapping[str, Any] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """Those that are stored."""
        return int(self.known.get("articles", 0))

    @property
    def health(self) -> str:
        """`ok`, `degraded`, `empty`, `blocked`, `down` or `unknown`."""
        return str(self.known.get("health", {}).get("state", UNKNOWN))

    def row(self) -> tuple[str, str, str, str]:
        """Last run, articles, last new article and health, for people."""
        run = self.known.get("run", {})
        return (
            minute(run.get("at")),
            f"{self.articles:,}" if self.articles else "",
            minute(self.known.get("new_at")),
            self.health if run else "",
        )

    def record(self) -> dict[str, Any]:
        """The outlet and its history as JSON has it; unknown is absent."""
        run, health = dict(self.known.get("run", {})), dict(self.known.get("health", {}))
        facts = {
            "last_run": run,
            "articles": self.articles,
            "last_new_at": self.known.get("new_at"),
            "health": health,
        }
        return asdict(self.outlet) | {name: plain(value) for name, value in facts.items() if value}


def minute(moment: datetime | None) -> str:
    """A moment to the minute, UTC; empty for none.

    >>> from datetime import UTC, datetime
    >>> minute(datetime(2026, 11, 26, 2, 30, 59, tzinfo=UTC))
    '2026-11-26 02:30'
    """
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def plain(value: Any) -> Any:
    """A value with its moments in words."""
    if isinstance(value, dict):
        return {name: plain(each) for name, each in value.items()}
    return value.isoformat() if hasattr(value, "isoformat") else value


async def entries(
    outlets: Iterable[Outlet], uri: str, database: str, data: Path
) -> tuple[list[Entry], str]:
    """The outlets with their history, and in words why it is not there, where it is not."""
    outlets = list(outlets)
    if not uri and not (data / "mongodb").is_dir():
        return [Entry(each) for each in outlets], "no crawl has run yet: there is no database"
    try:
        store = await MongoStore.connect(uri, database, data / "mongodb", is_reader=True)
    except StorageError as error:
        return [Entry(each) for each in outlets], f"without the runs' facts: {error}"
    try:
        known = await RunStore(store).outlets()
    except StorageError as error:
        return [Entry(each) for each in outlets], f"without the runs' facts: {error}"
    finally:
        await store.close()
    return [Entry(each, known.get(each.name, {})) for each in outlets], ""
