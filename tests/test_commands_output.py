"""Commands whose reader leaves early, as `| head` does, or whose user does (Ctrl-C)."""

import signal
import socket
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
    process.wait(60)


def test_ctrl_c_is_one_line(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:  # a database that never answers
        uri = f"mongodb://127.0.0.1:{silent.getsockname()[1]}/"
        process = subprocess.Popen(
            [sys.executable, "-m", "scrapy", "export", "-", "-s", f"MONGODB_URI={uri}"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        silent.settimeout(60)
        connection, _ = silent.accept()  # it has asked, and waits
        with connection:
            process.send_signal(signal.SIGINT)
            said = process.communicate(timeout=60)[1]
    assert said == "\nerror: interrupted\n"
    assert process.returncode == 130
