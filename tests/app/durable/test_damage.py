"""Damage: what is stored is either read as it was, or said to be damaged, of that session alone."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.durable.errors import Damaged, UnknownVersion
from app.durable.log import Log
from app.durable.records import Entry
from tests.app.durable.conftest import Logs

FLIPS = int(os.environ.get("GRADWIRE_FLIPS", "60"))
"""Bytes that are changed, one at a time, in each kind of file."""


def fill(logs: Logs) -> None:
    """Six sessions, whose entries are mixed; some are cut, some have large payloads."""
    logs.begin(1, 2, 3, 4, 5, 6)
    for turn in range(40):
        for number in logs.acknowledged:
            logs.append(number, bytes([turn]) * (100 * number), turn=turn)
    for number in (2, 5):
        cut(logs, number, 25)
        logs.append(number, os.urandom(70_000))


def cut(logs: Logs, number: int, entry: int) -> None:
    """Cut a session, with a snapshot that says where."""
    assert logs.log
    logs.log.snapshot_aside(number, entry).write_bytes(f"{number} after {entry}".encode() * 100)
    logs.log.cut(number, entry, {"seed": number})


def copied_as_if_killed(logs: Logs, to: Path) -> None:
    """A copy of all files, as they are while the log is open."""
    shutil.rmtree(to, ignore_errors=True)
    shutil.copytree(logs.directory, to)


def flip(path: Path, at: int, value: int) -> None:
    """Change a byte of a file."""
    with path.open("r+b") as file:
        file.seek(at)
        (byte,) = file.read(1)
        file.seek(at)
        file.write(bytes([byte ^ value]))


def cut_off(path: Path, size: int) -> None:
    """Let a file lack its last bytes."""
    os.truncate(path, path.stat().st_size - size)


def damaged(logs: Logs, copy: Path) -> set[int] | None:
    """Which sessions of a copy are said to be damaged, None for all; the others must be as they were."""
    try:
        log = Log(copy, full=False)
    except Damaged:
        return None
    try:
        known = {session.number: session for session in log.sessions()}
        found = set()
        for number, acknowledged in logs.acknowledged.items():
            session = known[number]
            assert session.id == logs.ids[number]
            try:
                if path := log.snapshot(number):
                    assert path.read_bytes() == f"{number} after {session.base}".encode() * 100
                entries = list(log.entries(number))
                assert entries == acknowledged[session.base :], f"session {number}"
                for entry in entries:
                    if not isinstance(entry.body, bytes):
                        log.load(number, entry.body)
            except Damaged:
                found.add(number)
        return found
    finally:
        log.close()


@pytest.mark.parametrize("seed", [1, 2])
def test_a_changed_byte_of_the_database_is_noticed(logs: Logs, tmp_path: Path, seed: int) -> None:
    logs.open()
    fill(logs)
    logs.close()
    chance = random.Random(seed)
    size = (logs.directory / "log.sqlite").stat().st_size
    outcomes = []
    for _ in range(FLIPS):
        copied_as_if_killed(logs, tmp_path / "copy")
        flip(tmp_path / "copy" / "log.sqlite", chance.randrange(size), 1 << chance.randrange(8))
        outcomes.append(damaged(logs, tmp_path / "copy"))
    alone = sum(found is not None and len(found) == 1 for found in outcomes)
    assert alone > FLIPS / 2, outcomes
    assert sum(found is None for found in outcomes) < FLIPS / 20, outcomes


@pytest.mark.parametrize("seed", [1, 2])
def test_a_changed_byte_of_the_write_ahead_log_is_noticed(logs: Logs, tmp_path: Path, seed: int) -> None:
    logs.open()
    fill(logs)
    chance = random.Random(seed)
    copied_as_if_killed(logs, tmp_path / "copy")
    assert damaged(logs, tmp_path / "copy") == set()
    size = (logs.directory / "log.sqlite-wal").stat().st_size
    for _ in range(FLIPS):
        copied_as_if_killed(logs, tmp_path / "copy")
        flip(tmp_path / "copy" / "log.sqlite-wal", chance.randrange(size), 1 << chance.randrange(8))
        assert damaged(logs, tmp_path / "copy"), "lost and not noticed"
        assert list((tmp_path / "copy").glob("log.sqlite-wal.damaged-*"))
        assert damaged(logs, tmp_path / "copy"), "forgotten at the next opening"


def test_damage_is_of_that_session_alone(logs: Logs, tmp_path: Path) -> None:
    logs.open()
    fill(logs)
    logs.close()
    (snapshot,) = logs.directory.glob("snapshots/s0-0002.*")
    (segment,) = logs.directory.glob("segments/s0-0005.*")
    for path, number in [(snapshot, 2), (segment, 5)]:
        for change in (Path.unlink, lambda path: flip(path, 70, 1), lambda path: os.truncate(path, 90)):
            copied_as_if_killed(logs, tmp_path / "copy")
            change(tmp_path / "copy" / path.relative_to(logs.directory))
            assert damaged(logs, tmp_path / "copy") == {number}


def test_a_damaged_session_takes_nothing_more_and_can_be_closed(logs: Logs) -> None:
    logs.open()
    fill(logs)
    logs.close()
    next(logs.directory.glob("snapshots/s0-0002.*")).unlink()
    log = logs.open()
    with pytest.raises(Damaged, match="The snapshot of this session, after entry 25, is missing"):
        logs.append(2)
    with pytest.raises(Damaged):
        log.store(2, b"")
    with pytest.raises(Damaged):
        log.keys(2)
    assert [session.number for session in log.sessions() if session.damage] == [2]
    log.close_session(2)
    assert logs.held(1) == logs.acknowledged[1]
    assert [session.number for session in logs.open().sessions()] == [1, 3, 4, 5, 6]
    assert not list(logs.directory.glob("*/s0-0002.*"))


def test_what_was_torn_at_the_end_is_dropped(logs: Logs, tmp_path: Path) -> None:
    logs.open()
    fill(logs)
    wal = tmp_path / "copy" / "log.sqlite-wal"
    for torn in (1, 24, 4095, 4119):
        copied_as_if_killed(logs, tmp_path / "copy")
        with wal.open("ab") as file:  # a transaction that the kill let begin
            file.write(wal.read_bytes()[-4120:][:torn])
        assert damaged(logs, tmp_path / "copy") == set()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: os.truncate(path, 0), lambda path: cut_off(path, 4120)])
def test_a_write_ahead_log_that_is_not_whole_is_noticed(
    logs: Logs, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    logs.open()
    fill(logs)
    copied_as_if_killed(logs, tmp_path / "copy")
    wal, index = tmp_path / "copy" / "log.sqlite-wal", tmp_path / "copy" / "log.sqlite-shm"
    whole = wal.read_bytes()
    change(wal)
    for _ in range(2):
        with pytest.raises(Damaged, match=r"The last \d+ pages of log.sqlite-wal are missing"):
            Log(tmp_path / "copy", full=False)
    wal.write_bytes(whole)
    assert damaged(logs, tmp_path / "copy") == set()

    copied_as_if_killed(logs, tmp_path / "copy")
    change(wal)
    index.unlink()  # what is left is enough for whoever says so
    with contextlib.closing(Log(tmp_path / "copy", full=False)) as log:
        assert all(session.damage is None or "missing" in session.damage for session in log.sessions())


def test_what_is_copied_is_not_missed_in_the_write_ahead_log(logs: Logs, tmp_path: Path) -> None:
    log = logs.open()
    fill(logs)
    log.checkpoint()
    copied_as_if_killed(logs, tmp_path / "copy")
    (tmp_path / "copy" / "log.sqlite-wal").unlink()
    assert damaged(logs, tmp_path / "copy") == set()


def test_files_of_sessions_that_the_log_does_not_have_are_put_aside(logs: Logs, tmp_path: Path) -> None:
    logs.open()
    fill(logs)
    copied_as_if_killed(logs, tmp_path / "copy")
    copy = tmp_path / "copy"
    files = {path.name for path in copy.glob("s*/*")}
    for name in ("log.sqlite-wal", "log.sqlite-shm"):
        (copy / name).unlink()  # as where the database alone is put back
    Log(copy, full=False).close()
    assert {path.name for path in (copy / "unclaimed").iterdir()} == files
    assert files
    Log(copy, full=False).close()
    assert {path.name for path in (copy / "unclaimed").iterdir()} == files


def test_after_a_loss_of_power_the_last_transaction_alone_may_be_torn(logs: Logs, tmp_path: Path) -> None:
    log = logs.open(full=True)
    logs.begin(1, 2)
    logs.append(1, b"first")
    before = (logs.directory / "log.sqlite-wal").stat().st_size
    log.append([(1, Entry(2, {}, bytes(9000))), (2, Entry(1, {}, b"together"))])
    copied_as_if_killed(logs, tmp_path / "copy")
    wal, lock = tmp_path / "copy" / "log.sqlite-wal", tmp_path / "copy" / "lock"
    lock.write_bytes(b"another boot")
    flip(wal, before + 100, 1)
    assert damaged(logs, tmp_path / "copy") == set()

    copied_as_if_killed(logs, tmp_path / "copy")  # without that loss it was acknowledged
    flip(wal, before + 100, 1)
    assert damaged(logs, tmp_path / "copy") == {1, 2}

    log.append([(1, Entry(3, {}))])  # before which the other was on the disk
    copied_as_if_killed(logs, tmp_path / "copy")
    lock.write_bytes(b"another boot")
    flip(wal, before + 100, 1)
    assert damaged(logs, tmp_path / "copy") == {1, 2}


def test_a_session_whose_opening_is_lost_is_said_to_be_damaged(logs: Logs, tmp_path: Path) -> None:
    logs.open()
    logs.begin(1)
    before = (logs.directory / "log.sqlite-wal").stat().st_size
    logs.begin(2)
    for page in (0, 1):
        copied_as_if_killed(logs, tmp_path / "copy")
        flip(tmp_path / "copy" / "log.sqlite-wal", before + page * 4120 + 4100, 1)
        assert damaged(logs, tmp_path / "copy") == {2}
    log = Log(tmp_path / "copy", full=False)
    (lost,) = (session for session in log.sessions() if session.damage)
    assert (lost.number, lost.id) == (2, "s0-0002")
    log.close()


def test_a_log_that_is_damaged_while_it_is_open_is_closed_all_the_same(logs: Logs) -> None:
    logs.open()
    logs.begin(1)
    logs.append(1)  # which is noted in the session's record when the log is closed
    with contextlib.closing(sqlite3.connect(logs.directory / "log.sqlite")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (logs.directory / "log.sqlite").write_bytes(bytes([255]) * (logs.directory / "log.sqlite").stat().st_size)
    with pytest.raises(Damaged):
        logs.append(1)
    logs.close()
    with pytest.raises(Damaged):  # not in use
        logs.open()


@pytest.mark.parametrize("change", [Path.unlink, lambda path: os.truncate(path, 0), lambda path: flip(path, 3, 1)])
def test_a_log_without_its_database_is_not_begun_anew(logs: Logs, change: Callable[[Path], None]) -> None:
    logs.open()
    fill(logs)
    logs.close()
    change(logs.directory / "log.sqlite")
    with pytest.raises(Damaged, match="Put a copy from before in its place, or move it away"):
        logs.open()
    assert list(logs.directory.glob("segments/*"))
    with pytest.raises(Damaged):  # not in use
        logs.open()


def test_a_log_of_another_version_is_not_touched(logs: Logs) -> None:
    logs.open()
    logs.close()
    with contextlib.closing(sqlite3.connect(logs.directory / "log.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(UnknownVersion, match="of version 2 of the log, and this gradwire reads version 1: start the"):
        logs.open()
