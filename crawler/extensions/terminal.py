"""The terminal that a person watches, or a pipe whose reader may leave."""

from __future__ import annotations

import os

from rich.console import Console


class Terminal(Console):
    """Standard error, texts as they are; a reader that leaves early (`| head`) stops nothing.

    Rich would end the process in the middle of its shutdown.
    """

    def __init__(self) -> None:
        super().__init__(stderr=True, highlight=False, markup=False, emoji=False)

    def on_broken_pipe(self) -> None:
        """Be silent from here on; what is still buffered goes nowhere, so that closing it can't fail."""
        self.quiet = True
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.file.fileno())
        os.close(nowhere)
