"""`python -m tests.newsroom`: the made-up press, until Ctrl-C or SIGTERM.

Prints one line, `ready` and the outlets' addresses, once all of them answer.
"""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys
from pathlib import Path

from tests.newsroom.server import serve


def fault(text):
    """`3=slow:2`: the outlet's number and its fault."""
    number, _, kind = text.partition("=")
    return int(number), kind


def parsed():
    parser = argparse.ArgumentParser(prog="python -m tests.newsroom", description=__doc__)
    parser.add_argument("--outlets", type=int, default=8)
    parser.add_argument("--articles", type=int, default=200, help="of each outlet")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other stories")
    parser.add_argument("--base-port", type=int, default=0, help="0 takes free ports")
    parser.add_argument("--write-seeds", type=Path, metavar="FOLDER", help="a seed file an outlet")
    parser.add_argument("--fault", type=fault, action="append", default=[], metavar="NUMBER=KIND")
    return parser.parse_args()


def announce(press, folder):
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
        for outlet in press:
            (folder / f"{outlet.name}.toml").write_text(outlet.seed_file(), encoding="utf-8")
    print("ready", *(outlet.base for outlet in press), flush=True)


async def run(arguments):
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, task.cancel)
    try:
        await serve(
            count=arguments.outlets,
            articles=arguments.articles,
            seed=arguments.seed,
            base_port=arguments.base_port,
            faults=dict(arguments.fault),
            ready=lambda press: announce(press, arguments.write_seeds),
        )
    except asyncio.CancelledError:
        return 0
    except (OSError, ValueError) as error:
        print(f"the press can't open: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(asyncio.run(run(parsed())))
