"""Peak memory of a process as the system counts it, without what its parent had before the start."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Seconds between two looks; the last one may be that long before the end.
LOOK = 0.02


def measured(command):
    """Seconds and peak MiB of a command; its own message where it fails."""
    began = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, resident_peak(process.pid))
        time.sleep(LOOK)
    if process.returncode:
        raise SystemExit(process.stderr.read())
    return time.monotonic() - began, peak


def resident_peak(pid):
    """Most MiB that a living process has had in memory; 0 where it has just ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0.0
    lines = [line for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0].split()[1]) / 1024 if lines else 0.0
