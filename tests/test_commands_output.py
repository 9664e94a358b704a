"""Commands whose reader leaves early, as `| head` does."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_a_reader_may_leave():
    process = subprocess.Popen(  # prints more than a pipe holds
        [sys.executable, "-m", "scrapy", "outlets", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline()
    process.stdout.close()
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    process.wait(20)
