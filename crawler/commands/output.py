"""What commands print: tables on a terminal or a pipe, whose reader may leave (`| head`)."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

# Columns where no terminal says how many it has.
PIPE_WIDTH = 160


def console(*, stderr: bool = False) -> Console:
    """Where tables are printed, their texts as they are: brackets and colons are no markup."""
    is_terminal = (sys.stderr if stderr else sys.stdout).isatty()
    width = None if is_terminal else PIPE_WIDTH
    return Console(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Let what is printed go nowhere once its reader has enough; what is still buffered too."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
