"""The log: what was appended is there when it is opened again."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import time
from pathlib import Path

import pytest

from app.durable.errors import InUse, Unwritable
from app.durable.log import Log
from app.durable.records import Entry, Key
from app.durable.sessions import KEPT, Opened
from tests.app.durable.conftest import Logs

LARGE = os.urandom(200_000)


def key(text: str, age: float = 0.0) -> Key:
    return Key(text, b"print of " + text.encode(), b"answer to " + text.encode(), time.time() - age)


def cut(log: Log, number: int, entry: int, content: bytes = b"state") -> None:
    log.snapshot_aside(number, entry).write_bytes(content)
    log.cut(number, entry, {"seed": number, "cut": entry})


@pytest.mark.parametrize("full", [False, True])
def test_entries_are_there_again(logs: Logs, full: bool) -> None:
    logs.open(full)
    logs.begin(1, 2)
    for turn in range(150):
        logs.append(1 + turn % 2, bytes([turn]) * (10 * turn))
    logs.append(2, LARGE)
    for _ in range(2):
        assert logs.held(1) == logs.acknowledged[1]
        assert logs.held(2) == logs.acknowledged[2]
        log = logs.open(full)
    assert log.sessions() == [
        Opened(1, "s0-0001", {"seed": 1}, last=75),
        Opened(2, "s0-0002", {"seed": 2}, last=76),
    ]
    assert log.load(2, logs.held(2)[-1].body) == LARGE  # type: ignore[arg-type]


def test_a_batch_is_appended_as_a_whole_or_not(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1, 2)
    log.append([(1, Entry(1, {})), (2, Entry(1, {})), (1, Entry(2, {}))])
    for wrong in (Entry(2, {}), Entry(4, {})):
        with pytest.raises(ValueError, match=f"session 2: after entry 1 comes 2|session 1: .* not {wrong.number}"):
            log.append([(2, Entry(2, {})), (1, wrong)])
    assert [session.last for session in log.sessions()] == [2, 1]
    assert [session.last for session in logs.open().sessions()] == [2, 1]


def test_a_cut_leaves_the_snapshot_and_what_came_after(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1, 2)
    for _ in range(3):
        logs.append(1, LARGE)
    cut(log, 1, 2)
    for _ in range(2):
        logs.append(1, LARGE)
    cut(log, 1, 4, b"later state")
    assert sorted(path.name for path in logs.directory.glob("s*/*")) == ["s0-0001.2", "s0-0001.4.safetensors"]
    for _ in range(2):
        assert logs.held(1) == logs.acknowledged[1][4:]
        path = log.snapshot(1)
        assert path
        assert path.read_bytes() == b"later state"
        log = logs.open()
    assert log.snapshot(2) is None
    assert log.sessions()[0] == Opened(1, "s0-0001", {"seed": 1, "cut": 4}, base=4, last=5)
    cut(log, 1, 5)
    assert logs.held(1) == []
    assert not list(logs.directory.glob("segments/*"))
    logs.append(1, LARGE)
    logs.open()
    assert logs.held(1) == logs.acknowledged[1][5:]


def test_a_payload_that_no_entry_refers_to_yet_outlives_a_cut(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    logs.append(1)
    place = log.store(1, LARGE)
    cut(log, 1, 1)
    log.append([(1, Entry(2, {}, place))])
    assert log.load(1, place) == LARGE
    logs.open()
    (entry,) = logs.held(1)
    assert entry.body == place


def test_keys_outlive_a_cut_for_a_day(logs: Logs) -> None:
    log = logs.open()
    opening = key("opening")
    log.open(Opened(1, "one", {}, opening))
    old, young, later = key("old", KEPT + 60), key("young", KEPT - 60), key("later")
    for number, given in enumerate([old, young, None, later], 1):
        log.append([(1, Entry(number, {}, b"", given))])
    for base in (0, 2, 3, 4):
        if base:
            cut(log, 1, base)
        assert log.keys(1) == [young, later]
        log = logs.open()
        assert log.sessions()[0].key == opening
        assert log.keys(1) == [young, later]


def test_of_a_closed_session_nothing_is_left(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1, 2)
    for number in (1, 2):
        log.append([(number, Entry(1, {}, log.store(number, LARGE), key("first")))])
        cut(log, number, 1)
        log.append([(number, Entry(2, {}, log.store(number, LARGE)))])
    log.close_session(1)
    log = logs.open()
    assert [session.number for session in log.sessions()] == [2]
    assert sorted(path.name for path in logs.directory.glob("s*/*")) == ["s0-0002.1", "s0-0002.1.safetensors"]
    log.open(Opened(1, "s0-0001", {}))
    assert (list(log.entries(1)), log.keys(1)) == ([], [])


def stop_closing(directory: Path, *tables: str) -> None:
    """Leave of session 1 what a kill leaves while it is closed, before these tables are trimmed."""
    with contextlib.closing(sqlite3.connect(directory / "log.sqlite")) as connection, connection:
        connection.execute("DELETE FROM names WHERE number = 1")
        connection.execute("DELETE FROM entries WHERE row = 1 << 32")
        for table in {"entries", "keys"} - {*tables}:
            connection.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize("left", [["entries", "keys"], ["entries"], ["keys"]])
def test_what_a_stopped_closing_leaves_is_removed(logs: Logs, left: list[str]) -> None:
    log = logs.open()
    logs.begin(1)
    for number in (1, 2):
        log.append([(1, Entry(number, {}, b"", key(f"{number}")))])
    cut(log, 1, 1)
    logs.close()
    stop_closing(logs.directory, *left)
    log = logs.open()
    assert log.sessions() == []
    with contextlib.closing(sqlite3.connect(logs.directory / "log.sqlite")) as connection:
        assert connection.execute("SELECT row FROM entries UNION SELECT row FROM keys").fetchall() == []
    logs.begin(1)
    log.append([(1, Entry(1, {}))])
    cut(log, 1, 1)
    assert log.keys(1) == []


def test_one_server_at_a_time(logs: Logs) -> None:
    logs.open()
    with pytest.raises(InUse, match="is in use by another server: stop it, or give this one another directory"):
        Log(logs.directory, full=False)
    logs.open()


def test_the_directory_is_its_owners_alone(logs: Logs) -> None:
    logs.open()
    assert stat.S_IMODE(logs.directory.stat().st_mode) == 0o700


def test_a_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unwritable, match=r"file/shard-0 cannot be written \(Not a directory\)"):
        Log(tmp_path / "file" / "shard-0", full=False)


def test_the_write_ahead_log_does_not_grow_for_ever(logs: Logs) -> None:
    logs.open()
    logs.begin(1)
    wal = logs.directory / "log.sqlite-wal"
    for _ in range(1500):
        logs.append(1, bytes(30_000))
    assert wal.stat().st_size < 1500 * 30_000 * 0.8
    assert logs.held(1) == logs.acknowledged[1]


@pytest.mark.parametrize("id", ["", "../up", "a.b", "a" * 51])
def test_an_id_has_to_be_fit_for_names_of_files(logs: Logs, id: str) -> None:
    with pytest.raises(ValueError, match="ids are of A-Z a-z 0-9 _ -"):
        logs.open().open(Opened(1, id, {}))


def test_what_a_stopped_cut_leaves_is_removed(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    logs.append(1)
    log.snapshot_aside(1, 1).write_bytes(b"half")
    (logs.directory / "snapshots" / "s0-0001.1.safetensors").write_bytes(b"renamed, but not yet noted")
    (logs.directory / "segments" / "s0-0009.1").write_bytes(b"of a session that was closed")
    log = logs.open()
    assert not list(logs.directory.glob("s*/*"))
    assert logs.held(1) == logs.acknowledged[1]


def test_the_last_entry_can_be_taken_back(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    for turn in range(3):
        logs.append(1, turn=turn)
    cut(log, 1, 2)
    logs.append(1, LARGE)
    log.checkpoint()  # now the session's record tells of the last entry
    for _ in range(2):
        logs.acknowledged[1].pop()
        log.take_back(1)
        assert logs.held(1) == logs.acknowledged[1][2:]
    logs.append(1, b"in its place")
    logs.open()
    assert logs.held(1) == logs.acknowledged[1][2:]


def test_what_is_taken_back_leaves_no_key(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    log.append([(1, Entry(1, {}, b"", key("first")))])
    log.snapshot_aside(1, 1).write_bytes(b"state")
    with pytest.raises(TypeError, match="not JSON serializable"):  # after the keys were kept
        log.cut(1, 1, {"facts": object()})
    log.take_back(1)
    log.append([(1, Entry(1, {}))])
    cut(log, 1, 1)
    assert log.keys(1) == []
