"""Checkpoints: what was appended comes into the database's own file, and nobody is asked for nothing."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.durable.database import DUE, MOST, Database
from app.durable.wal import PAGE
from tests.app.durable.conftest import Logs

PATIENCE = 60.0


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with contextlib.closing(Database(tmp_path / "log.sqlite", full=False, is_new=True)) as made:
        yield made


def append(database: Database, pages: int, first: int = 1) -> None:
    """Append rows that take at least as many pages."""
    database.append([(first, bytes(PAGE * pages))])


def in_the_file(directory: Path) -> int:
    """How many rows the database's own file has."""
    copy = directory / "copy.sqlite"
    copy.write_bytes((directory / "log.sqlite").read_bytes())
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        (rows,) = connection.execute("SELECT count(*) FROM entries").fetchone()
        return int(rows)


def test_one_is_due_after_so_many_pages(database: Database, tmp_path: Path) -> None:
    append(database, 1)
    assert not database.due.is_set()
    append(database, DUE, 2)
    assert database.due.is_set()
    database.checkpoint()
    assert not database.due.is_set()
    assert in_the_file(tmp_path) == 2


def test_none_is_due_where_nothing_was_written(database: Database, tmp_path: Path) -> None:
    database.due.set()
    database.checkpoint()
    assert not database.due.is_set()
    append(database, MOST)  # more than may wait for a checkpoint
    assert in_the_file(tmp_path) == 1
    assert not database.due.is_set()
    append(database, DUE, 2)
    database.begin_anew()
    assert not database.due.is_set()


@pytest.mark.parametrize("pages", [1, MOST])
def test_what_could_not_be_copied_is_copied_later(database: Database, tmp_path: Path, pages: int) -> None:
    append(database, 1)
    database.checkpoint()
    with contextlib.closing(sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN")
        assert other.execute("SELECT count(*) FROM entries").fetchone() == (1,)  # what comes behind this has to wait
        append(database, pages, 2)
        database.checkpoint()
        assert in_the_file(tmp_path) == 1
        assert not database.due.is_set(), "it is not tried for ever"
    database.checkpoint()
    assert in_the_file(tmp_path) == 2


def test_a_log_is_closed_while_one_is_made(logs: Logs) -> None:
    logs.open()
    logs.begin(1)
    for _ in range(10):
        for _ in range(DUE // 10):
            logs.append(1, bytes(10 * PAGE))
        closing = threading.Thread(target=logs.close, daemon=True)
        closing.start()
        closing.join(PATIENCE)
        assert not closing.is_alive()
        logs.open()
