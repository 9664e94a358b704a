"""`scrapy mongo` on a real embedded server."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pymongo

ROOT = Path(__file__).resolve().parent.parent


def command(*arguments, uri="", data=""):
    words = [sys.executable, "-m", "scrapy", "mongo", *arguments, "-s", f"DATA_DIR={data}"]
    environment = os.environ | {"MONGODB_URI": uri}
    return {"args": words, "cwd": ROOT, "env": environment, "text": True}


def test_the_printed_address_is_that_of_a_running_server(mongodb_folder):
    process = subprocess.Popen(
        **command(data=mongodb_folder.parent), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        with pymongo.MongoClient(process.stdout.readline().strip()) as client:
            assert client.get_default_database().name == "warraq"
            assert client.admin.command("ping")["ok"] == 1
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0


def test_a_server_of_ones_own_is_named_without_its_password():
    done = subprocess.run(
        **command(uri="mongodb://reader:s3cret@db.example/"), capture_output=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("mongodb://reader:***@db.example/", 0)


def test_a_folder_that_can_not_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    done = subprocess.run(**command(data=tmp_path / "file"), capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("error: can't use the data folder")
