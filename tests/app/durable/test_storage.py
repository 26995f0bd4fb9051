"""Storage that is full: nothing of what did not fit is there, and all goes on when there is room."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.durable.errors import StorageFailed, StorageFull
from app.durable.records import Entry
from app.durable.sessions import Opened
from tests.app.durable.conftest import Logs

ROOM = 4 << 20


@contextlib.contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """Let no file of this process grow past that many bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def appended_until_refused(logs: Logs, *numbers: int, size: int) -> StorageFailed:
    """Append to sessions in turn until there is no room; the error."""
    try:
        for turn in range(10_000):
            logs.append(numbers[turn % len(numbers)], os.urandom(size))
    except StorageFailed as error:
        return error
    raise AssertionError("there was always room")


def stands(logs: Logs, *numbers: int) -> None:
    """All that was acknowledged is there, and no more."""
    for number in numbers:
        assert logs.held(number) == logs.acknowledged[number]


@pytest.mark.parametrize("full", [False, True])
@pytest.mark.parametrize("size", [300, 9_000, 60_000])
def test_files_that_cannot_grow(logs: Logs, size: int, full: bool) -> None:
    log = logs.open(full)
    logs.begin(1, 2)
    with files_of_at_most(ROOM):
        for _ in range(3):
            appended_until_refused(logs, 1, 2, size=size)
            stands(logs, 1, 2)
        batch = [
            (number, Entry(len(logs.acknowledged[number]) + more, {}, bytes(60_000)))
            for number in (1, 2)
            for more in range(1, 60)
        ]
        with pytest.raises(StorageFailed):
            log.append(batch)
        stands(logs, 1, 2)
    for number in (1, 2, 1):
        logs.append(number, b"there is room again")
    stands(logs, 1, 2)
    logs.open()
    stands(logs, 1, 2)


def test_a_segment_that_cannot_grow(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    logs.append(1, os.urandom(100_000))
    with files_of_at_most(150_000), pytest.raises(StorageFull, match="There is no room in the data directory"):
        log.store(1, os.urandom(100_000))
    assert [path.stat().st_size for path in logs.directory.glob("segments/*")] == [100_000]
    logs.append(1, os.urandom(100_000))
    logs.open()
    stands(logs, 1)


def test_what_fails_again_and_again_leaves_no_snapshots(logs: Logs) -> None:
    log = logs.open()
    logs.begin(1)
    for entry in range(1, 5):
        logs.append(1)
        log.snapshot_aside(1, entry).write_bytes(b"state")
    log.cut(1, 1, {})
    with files_of_at_most(8192):  # less than the log has
        for entry in (2, 3, 4):
            with pytest.raises(StorageFailed):
                log.cut(1, entry, {})
            with pytest.raises(StorageFailed):
                log.fork(1, Opened(entry, f"fork{entry}", {}))
    kept = {path.name for path in logs.directory.glob("snapshots/*.safetensors")}
    assert kept <= {"s0-0001.1.safetensors", "s0-0001.2.safetensors"}  # perhaps the log refers to this one after a kill
    log.cut(1, 4, {})
    assert [path.name for path in logs.directory.glob("snapshots/*.safetensors")] == ["s0-0001.4.safetensors"]
    logs.append(1)
    logs.acknowledged[1] = logs.acknowledged[1][4:]
    stands(logs, 1)


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A file system of little room."""
    place = tmp_path / "small"
    place.mkdir()
    options = ["-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs"]
    if subprocess.run(["mount", *options, place], capture_output=True, check=False).returncode:
        pytest.skip("a file system of little room can be mounted by root alone")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("size", [300, 60_000, 100_000])
def test_a_full_disk(small: Path, size: int) -> None:
    logs = Logs(small / "shard-0")
    ballast = small / "ballast"
    ballast.write_bytes(bytes(ROOM // 2))
    log = logs.open()
    logs.begin(1, 2)
    error = appended_until_refused(logs, 1, 2, size=size)
    assert isinstance(error, StorageFull)
    assert "make room, and try again" in error.detail
    with pytest.raises(StorageFull):
        log.append([(1, Entry(len(logs.acknowledged[1]) + more, {}, bytes(60_000))) for more in range(1, 60)])
    log.snapshot_aside(1, 1).touch()
    stands(logs, 1, 2)
    logs.open()  # which needs no room
    stands(logs, 1, 2)
    ballast.unlink()
    logs.append(1, b"there is room again")
    stands(logs, 1, 2)
    logs.open()
    stands(logs, 1, 2)
    logs.close()


def test_what_could_not_be_removed_is_not_the_next_sessions(logs: Logs, tmp_path: Path) -> None:
    logs.open()
    logs.begin(1)
    for _ in range(10):
        logs.append(1, bytes(30_000))
    with contextlib.closing(sqlite3.connect(logs.directory / "log.sqlite")) as connection, connection:
        for statement in ("DELETE FROM names", "DELETE FROM entries WHERE row = 1 << 32"):
            connection.execute(statement)  # as a kill leaves a session that is closed
    killed = Logs(Path(shutil.copytree(logs.directory, tmp_path / "killed")))
    with files_of_at_most(40_000):
        assert killed.open().sessions() == []
    killed.begin(1)
    killed.append(1, b"of the next one")
    killed.open()
    stands(killed, 1)
    killed.close()
