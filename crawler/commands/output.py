"""Standard output whose reader may leave (`| head`), and which may be narrow or know no Arabic."""

from __future__ import annotations

import io
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table

from crawler.extensions.terminal import lead_nowhere

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# Exit status after Ctrl-C, as shells have it.
INTERRUPTED = 130
# Columns where no terminal says how many it has: nothing is cut.
PIPE_WIDTH = 1000


@contextmanager
def reader_may_leave() -> Iterator[None]:
    r"""Let what is printed go nowhere once its reader has enough; what is still buffered too.

    Ctrl-C is one line and status 130. What the output's encoding does not have (LC_ALL=C, PYTHONIOENCODING=ascii) is printed as \u0627.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        lead_nowhere(sys.stdout)
    except KeyboardInterrupt:
        print("\nerror: interrupted", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None


def console(*, stderr: bool = False, width: int | None = None) -> Console:
    """Where tables are printed, their texts as they are: brackets and colons are no markup."""
    if not (sys.stderr if stderr else sys.stdout).isatty():
        width = PIPE_WIDTH
    return Console(stderr=stderr, width=width, markup=False, emoji=False, highlight=False)


def plain_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, right: Collection[str] = ()
) -> Table:
    """Rows under their columns' names, without lines; numbers stand on the right."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for name in columns:
        shown.add_column(name, no_wrap=True, justify="right" if name in right else "left")
    for row in rows:
        shown.add_row(*row)
    return shown


def fitting(
    place: Console,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    expendable: Sequence[str],
    right: Collection[str] = (),
) -> Table:
    """The table with as many columns as the terminal has room for; those of `expendable` go in order."""
    wide = Console(width=PIPE_WIDTH, markup=False, emoji=False)
    for lost in range(len(expendable) + 1):
        kept = [n for n, name in enumerate(columns) if name not in expendable[:lost]]
        shown = plain_table(
            [columns[n] for n in kept], ([row[n] for n in kept] for row in rows), right=right
        )
        if wide.measure(shown).maximum <= place.width:
            break
    return shown
