"""The terminal that a person watches, or a pipe whose reader may leave."""

from __future__ import annotations

import os
from typing import IO

from rich.console import Console


class Terminal(Console):
    """Standard error, texts as they are; a reader that leaves early (`| head`) stops nothing.

    Rich would end the process in the middle of its shutdown.
    """

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Be silent from here on."""
        self.quiet = True
        lead_nowhere(self.file)


def lead_nowhere(file: IO[str]) -> None:
    """Let what a file has still buffered go nowhere, so that closing it can't fail."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, file.fileno())
    os.close(nowhere)
