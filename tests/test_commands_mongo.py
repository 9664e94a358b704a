"""`scrapy mongo` on a real embedded server."""

import signal
import subprocess

import pymongo

from tests.command import place, scrapy, words


def test_the_printed_address_is_that_of_a_running_server(mongodb_folder):
    process = subprocess.Popen(
        words("mongo", DATA_DIR=mongodb_folder.parent),
        **place(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        with pymongo.MongoClient(process.stdout.readline().strip()) as client:
            assert client.get_default_database().name == "warraq"
            assert client.admin.command("ping")["ok"] == 1
    finally:
        process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0


def test_a_server_of_ones_own_is_named_without_its_password():
    done = scrapy("mongo", variables={"MONGODB_URI": "mongodb://reader:s3cret@db.example/"})
    assert (done.stdout.strip(), done.returncode) == ("mongodb://reader:***@db.example/", 0)


def test_a_folder_that_can_not_be_used(tmp_path):
    (tmp_path / "file").write_text("")
    done = scrapy("mongo", DATA_DIR=tmp_path / "file")
    assert done.returncode == 1
    assert done.stderr.startswith("error: can't use the data folder")
