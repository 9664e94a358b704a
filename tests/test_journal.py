"""The journal: on the disk or an error, in order, cut-off and broken lines put aside, never lost."""

import errno
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawler.storage import journal as journals
from crawler.storage.journal import Entry, Journal, discard, read

MOMENT = datetime(2024, 1, 1, 1, 2, 3, 456000, UTC)


def entry(number, **fields):
    return Entry("articles", {"_id": f"{number:032x}", "title": f"خبر {number}", **fields})


@pytest.fixture
def journal(tmp_path):
    opened = Journal(tmp_path, "press@db.example:27017")
    yield opened
    opened.close()


def test_entries_come_back_as_they_were_and_in_order(journal):
    values = {"at": MOMENT, "body": b"\xff\x00", "n": 2**40, "crawl": {"$set": {"a.b": 1}}}
    written = [entry(1, **values), entry(2, body="سطر\nآخر\u2028"), entry(1, title="ثانية")]
    journal.append(written[:1])
    journal.append(written[1:])
    assert list(read(journal.path)) == written


@pytest.mark.parametrize("cut", [1, 5, 60])
def test_a_line_cut_off_by_a_kill_is_put_aside(journal, cut, caplog):
    journal.append([entry(1), entry(2)])
    journal.path.write_bytes(journal.path.read_bytes()[:-cut])
    assert list(read(journal.path)) == [entry(1)]
    assert "line 2 can't be read" in caplog.text
    aside = journal.path.with_suffix(".broken").read_bytes()
    assert aside.startswith(b'{"collection": "articles", "document"')


@pytest.mark.parametrize(
    "line", [b"", b"{", b"[]", b'"x"', b"null", b"\xff\xfe", b'{"collection": "articles"}', b"\x00"]
)
def test_a_broken_line_does_not_hide_the_ones_behind_it(journal, line):
    journal.append([entry(1)])
    with journal.path.open("ab") as file:
        file.write(line + b"\n")
    journal.append([])
    with journal.path.open("ab") as file:
        file.write(journals._line(entry(2)))
    assert list(read(journal.path)) == [entry(1), entry(2)]
    assert journal.path.with_suffix(".broken").read_bytes() == line + b"\n"


def test_a_full_disk_is_an_error_and_leaves_no_half_line(tmp_path, journal, monkeypatch):
    journal.append([entry(1)])
    whole = journal.path.read_bytes()

    class Full:
        """The journal's own file on a disk that takes forty more bytes."""

        def __init__(self, file):
            self.file = file

        def write(self, data):
            return self.file.write(data[:40])

        def __getattr__(self, name):
            return getattr(self.file, name)

    monkeypatch.setattr(journal, "_own", Full(journal._own))
    with pytest.raises(OSError, match="No space left") as caught:
        journal.append([entry(2)])
    assert caught.value.errno == errno.ENOSPC
    assert journal.path.read_bytes() == whole
    monkeypatch.undo()
    journal.append([entry(3)])
    assert list(read(journal.path)) == [entry(1), entry(3)]


def test_a_folder_that_can_not_be_made_is_an_error_and_no_journal(tmp_path):
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file", "press")
    with pytest.raises(OSError, match="Not a directory"):
        journal.append([entry(1)])
    assert journal.path is None
    (tmp_path / "file").unlink()
    journal.append([entry(2)])
    assert list(read(journal.path)) == [entry(2)]
    journal.close()


def test_the_folders_too_are_brought_to_the_disk_once(tmp_path, monkeypatch):
    real, synced = os.fsync, []

    def noting(number):
        synced.append(Path(f"/proc/self/fd/{number}").readlink())
        real(number)

    monkeypatch.setattr(os, "fsync", noting)
    journal = Journal(tmp_path / "journal", "press")
    journal.append([entry(1)])
    journal.append([entry(2)])
    assert synced == [journal.folder, tmp_path / "journal", tmp_path, journal.path, journal.path]
    journal.close()


def test_each_database_has_its_own_journals(tmp_path):
    one, other = Journal(tmp_path, "press@a.example:1"), Journal(tmp_path, "../press@b:2")
    one.append([entry(1)])
    one.close()
    with other.leftovers() as found:
        assert found == []
    assert other.folder.parent == tmp_path
    with Journal(tmp_path, "press@a.example:1").leftovers() as found:
        assert [list(read(path)) for path in found] == [[entry(1)]]


def test_what_a_living_run_writes_is_not_taken_from_it(tmp_path, journal):
    journal.append([entry(1)])
    with Journal(tmp_path, "press@db.example:27017").leftovers() as found:
        assert found == []
    journal.close()
    with Journal(tmp_path, "press@db.example:27017").leftovers() as found:
        assert len(found) == 1
        with Journal(tmp_path, "press@db.example:27017").leftovers() as again:
            assert again == []  # who reads it has it


KILLED = """
import os, signal, sys
from crawler.storage.journal import Entry, Journal
journal = Journal(sys.argv[1], "press")
journal.append([Entry("articles", {"_id": str(n)}) for n in range(3)])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_what_a_killed_run_has_written_is_found_by_the_next(tmp_path):
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    with Journal(tmp_path, "press").leftovers() as (path,):
        assert [each.document["_id"] for each in read(path)] == ["0", "1", "2"]
        discard(path)
    assert not list((tmp_path / "press").glob("*.jsonl"))
