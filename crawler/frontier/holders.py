"""Who holds an outlet: whether that process lives, and its name for people."""

from __future__ import annotations

import fcntl
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def is_held(path: Path) -> bool | None:
    """Whether a living process holds a lock file; None where there is no such file here."""
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return None
    return False


def told(crawl: Mapping[str, Any]) -> str:
    """Who crawls an outlet, in one line."""
    if not crawl.get("run"):
        return f"{crawl.get('_id', 'the outlet')} is being crawled by another process"
    since = f"{crawl['since']:%Y-%m-%d %H:%M UTC}" if crawl.get("since") else "unknown"
    return (
        f"{crawl['_id']} is being crawled by run {crawl['run']} "
        f"(process {crawl.get('process')} on {crawl.get('host')}, since {since})"
    )
