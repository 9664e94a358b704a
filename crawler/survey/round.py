"""Many outlets probed at a time, each verdict kept as soon as it is there."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from crawler.exceptions import WarraqError
from crawler.survey.probe import probe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from crawler.outlets import Outlet
    from crawler.survey.answers import Fetch
    from crawler.survey.probe import Probe

# Outlets at a time; each of them is asked one thing at a time.
AT_A_TIME = 16


class Record:
    """The file of a round's verdicts, one JSON line an outlet."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self) -> None:
        """Forget the last round; WarraqError where the file can't be written."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self.path.write_text("", encoding="utf-8")
        except OSError as error:
            raise WarraqError(f"{self.path}: {error.strerror}") from error

    def add(self, done: Probe) -> None:
        """Keep a verdict."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(as_line(done) + "\n")

    def verdicts(self) -> dict[str, dict[str, Any]]:
        """Outlet → its verdict in the round so far; a line that was cut off is left out."""
        return {each["outlet"]: each for each in self._lines()}

    def _lines(self) -> Iterator[dict[str, Any]]:
        if not self.path.is_file():
            return
        for line in self.path.read_text(encoding="utf-8").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                continue


def as_line(done: Probe) -> str:
    """A verdict as one line of JSON."""
    return json.dumps(asdict(done) | {"at": done.at.isoformat()}, ensure_ascii=False)


async def go_round(
    outlets: Iterable[Outlet],
    fetch: Fetch,
    tell: Callable[[Probe], None],
    *,
    at_a_time: int = AT_A_TIME,
) -> None:
    """Probe all outlets, some at a time; `tell` hears each verdict as soon as it is there."""
    waiting = iter(list(outlets))

    async def worker() -> None:
        for outlet in waiting:
            tell(await probe(outlet, fetch))

    await asyncio.gather(*(worker() for _ in range(at_a_time)))
