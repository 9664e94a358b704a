"""The made-up press as a child process."""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STOP_TIMEOUT = 10


class Newsroom:
    """A press that runs inside a `with` block; `bases` are its outlets' addresses.

    RuntimeError with its own message where it can't open.
    """

    def __init__(self, folder, *, outlets=8, articles=200, seed=1, base_port=0, faults=()):
        self.seeds = Path(folder) / "seeds"
        self.command = [sys.executable, "-m", "tests.newsroom", "--write-seeds", str(self.seeds)]
        self.command += ["--outlets", str(outlets), "--articles", str(articles)]
        self.command += ["--seed", str(seed), "--base-port", str(base_port)]
        self.command += [part for fault in faults for part in ("--fault", fault)]
        self.bases = []

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        ready = self.process.stdout.readline().split()
        if not ready:
            raise RuntimeError(self.process.communicate()[1].strip() or "the press did not open")
        self.bases = ready[1:]
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.communicate(timeout=STOP_TIMEOUT)

    @property
    def names(self):
        """The outlets' names, as seed files and spiders have them."""
        return sorted(path.stem for path in self.seeds.glob("*.toml"))

    def truths(self):
        """What is true of every page, outlet by outlet."""
        return [record for base in self.bases for record in self.lines(base, "/_truth.jsonl")]

    def log(self, base):
        """The requests of an outlet: time, path, status."""
        return self.lines(base, "/_log.jsonl")

    def publish(self, base, *, new=0, changed=0):
        """Let an outlet publish and change articles; the indexes of the changed ones."""
        with urllib.request.urlopen(f"{base}/_publish?new={new}&changed={changed}") as reply:
            return json.load(reply)["changed"]

    def relay(self, base, *, on=True):
        """Let an outlet lay out its articles anew, or as before."""
        with urllib.request.urlopen(f"{base}/_relay?{'on' if on else 'off'}") as reply:
            return json.load(reply)["relaid"]

    @staticmethod
    def lines(base, path):
        with urllib.request.urlopen(base + path) as reply:
            return [json.loads(line) for line in reply]
