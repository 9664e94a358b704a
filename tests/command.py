"""`scrapy` in a process of its own, and waiting for what processes do."""

import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def words(*arguments, **settings):
    """The words of a command line, settings as `-s`."""
    flags = [part for name, value in settings.items() for part in ("-s", f"{name}={value}")]
    return [sys.executable, "-m", "scrapy", *arguments, *flags]


def place(**variables):
    """Where the process runs, and with which variables besides ours."""
    return {"cwd": ROOT, "env": {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}}


def scrapy(*arguments, variables=None, **settings):
    """The finished process with what it has printed."""
    command = words(*arguments, **settings)
    return subprocess.run(
        command, **place(**variables or {}), capture_output=True, encoding="utf-8", check=False
    )


def eventually(condition, seconds=60):
    """What a condition gives as soon as that is something; it has to come in time."""
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return found
