"""The database: SQLite's file, rows of bytes by number in it, and nothing of what they mean.

Checkpoints copy what was appended from the write-ahead log into the file, on a connection of their own, so that nothing
that is appended waits for them.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path

from app.durable import wal
from app.durable.errors import Damaged, LogError, StorageFailed, UnknownVersion, of_database

VERSION = 1
SCHEMA = f"""
    PRAGMA page_size = {wal.PAGE};
    PRAGMA journal_mode = WAL;
    BEGIN IMMEDIATE;
    CREATE TABLE entries (row INTEGER PRIMARY KEY, record BLOB NOT NULL);
    CREATE TABLE keys (row INTEGER PRIMARY KEY, at REAL NOT NULL, record BLOB NOT NULL);
    CREATE TABLE names (number INTEGER PRIMARY KEY, id TEXT NOT NULL);
    CREATE TABLE damages (number INTEGER PRIMARY KEY, id TEXT NOT NULL, detail TEXT NOT NULL);
    PRAGMA user_version = {VERSION};
    COMMIT;
"""
INSERT = "INSERT INTO entries VALUES (?, ?)"
REPLACE = "INSERT OR REPLACE INTO entries VALUES (?, ?)"
DUE = 1000
"""Pages written after which a checkpoint is made."""
MUCH = 4 * DUE
"""Pages from which on a checkpoint is finished while nobody writes: overtaken each time, the file would grow on."""
MOST = 6 * DUE
"""Pages from which on who writes makes it, so that the file does not grow for ever."""
PASSIVE = "PRAGMA wal_checkpoint(PASSIVE)"
CHUNK = 64
"""Rows that are read at once: a long read would keep the write-ahead log from beginning anew."""


class Database:
    """SQLite's file of a log, opened for one server."""

    def __init__(self, path: Path, full: bool, is_new: bool) -> None:
        self.lock = threading.RLock()
        """Held by who writes."""
        self.due = threading.Event()
        self._normal = "FULL" if full else "NORMAL"
        self._copying = threading.Lock()
        """Held during `checkpoint`."""
        self._reading = threading.Lock()
        """Held by who uses the reader or makes a checkpoint, and last: who has it waits for no other lock."""
        self._written = 0
        """Pages written since the last checkpoint: more than 0 only where something is not copied."""
        self._spoilt = False
        self._left: list[Callable[[], None]] = []
        """What removes the files of what could not be stored."""
        self.finished = wal.finished(path)
        """How many frames of the write-ahead log an earlier server had finished, if that is known."""
        self._writer, self._reader = _connect(path), _connect(path)
        try:
            self._prepare(path, is_new)
        except sqlite3.Error as error:
            self.close()
            raise of_database(error) from error
        except LogError:
            self.close()
            raise
        self._execute = self._writer.execute

    def _prepare(self, path: Path, is_new: bool) -> None:
        """Make the tables of a new file; what is in one from before has to be of this version."""
        (version,) = self._writer.execute("PRAGMA user_version").fetchone()
        (tables,) = self._writer.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not version and not tables:
            if not is_new:
                raise Damaged(f"{path.name} is missing or empty.")
            self._writer.executescript(SCHEMA)
        elif version != VERSION:  # an older one is brought up to date here, version by version
            raise UnknownVersion(
                f"{path} is of version {version} of the log, and this gradwire reads version {VERSION}: "
                "start the gradwire that wrote it, or give this one another directory."
            )
        for connection in (self._writer, self._reader):
            for setting in ("wal_autocheckpoint = 0", "cache_spill = OFF", "secure_delete = FAST"):
                connection.execute(f"PRAGMA {setting}")
            connection.execute(f"PRAGMA journal_size_limit = {MUCH * wal.PAGE}")
            connection.execute(f"PRAGMA synchronous = {self._normal}")

    def append(self, rows: Sequence[tuple[int, bytes]]) -> None:
        """Insert entries, all or none."""
        with self.lock:
            self._let_go()
            try:
                # one statement for all: each lets go of the interpreter's lock, and has to wait for it again
                self._execute(INSERT + ", (?, ?)" * (len(rows) - 1), tuple(chain.from_iterable(rows)))
            except sqlite3.Error as error:
                raise self._failed(error) from error
            for _, record in rows:
                self._written += 1 + len(record) // wal.PAGE
            if self._written >= DUE:
                self.due.set()
            if self._written >= MOST:
                self._catch_up()

    @contextmanager
    def transaction(self, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """Statements that are carried out all or none; `durable` ones are on the disk at the end in any case."""
        with self.lock:
            self._let_go()
            try:
                if durable:
                    self._execute("PRAGMA synchronous = FULL")
                self._execute("BEGIN IMMEDIATE")
                before = self._writer.total_changes
                yield self._writer
                self._execute("COMMIT")
                self._written += self._writer.total_changes - before
            except sqlite3.Error as error:
                raise self._failed(error) from error
            except BaseException:
                self._roll_back()
                raise
            finally:
                if durable:
                    self._execute(f"PRAGMA synchronous = {self._normal}")

    def _failed(self, error: sqlite3.Error) -> LogError:
        """Take back what could not be written; the error to raise.

        What the disk did not confirm may stand whole in the write-ahead log, and would be there again after a kill.
        """
        self._roll_back()
        raised = of_database(error)
        if isinstance(raised, StorageFailed):
            with suppress(LogError):
                self._let_go()
        return raised

    def _roll_back(self) -> None:
        self._spoilt = True  # pages of it may be behind the last good frame, and seem to be lost ones
        try:
            if self._writer.in_transaction:
                self._execute("ROLLBACK")
        except sqlite3.Error:
            pass  # it is rolled back at the latest when the write-ahead log begins anew

    @contextmanager
    def referring(self, remove: Callable[[], None]) -> Iterator[None]:
        """Store a file and what refers to it: StorageFailed, after which `remove` is called.

        As long as what failed may be there again after a kill the file stays, and no other one can be stored.
        """
        self._let_go()
        try:
            yield
        except LogError:
            self._left.append(remove)
            with suppress(LogError):
                self._let_go()
            raise

    def _let_go(self) -> None:
        """Leave nothing of what could not be written, in the write-ahead log first."""
        with self.lock:
            if self._spoilt:
                self.begin_anew()
            while self._left:
                with suppress(OSError):
                    self._left.pop()()

    def _catch_up(self) -> None:
        """Make the checkpoint that its thread does not come to, unless it is at it."""
        if not self._reading.acquire(blocking=False):
            return
        try:
            self._written = 1  # if it fails, it is not tried again with each entry
            with suppress(sqlite3.Error):  # what was written is written
                self._note(*self._execute(PASSIVE).fetchone()[1:])
        finally:
            self._reading.release()

    def begin_anew(self) -> None:
        """Copy all there is into the file, and begin an empty write-ahead log."""
        try:
            with self.lock, self._reading:
                busy, pages, copied = self._execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                self._note(pages, copied)
                self._spoilt &= bool(busy)
        except sqlite3.Error as error:
            raise of_database(error) from error
        if busy:
            raise StorageFailed("Another process reads the log (a backup, or a shell of SQLite): try again.")

    def checkpoint(self) -> None:
        """Copy what has been written since the last time into the file.

        Not if nothing has: a checkpoint of what is copied already may be overtaken by a transaction that begins the
        write-ahead log anew, and SQLite before 3.51.3 then loses pages (https://www.sqlite.org/wal.html#walresetbug).
        """
        try:
            with self._copying:
                with self._reading:
                    if not self._written:  # perhaps since who writes has copied it
                        self.due.clear()
                        return
                    _, pages, copied = self._reader.execute(PASSIVE).fetchone()
                with self.lock:
                    if pages > MUCH:
                        _, pages, copied = self._execute(PASSIVE).fetchone()
                    self._note(pages, copied)
        except sqlite3.Error as error:
            raise of_database(error) from error

    def _note(self, pages: int, copied: int) -> None:
        """Note what SQLite says of a checkpoint; what others kept it from is due with the next ones."""
        left = pages < 0 or copied < pages  # below 0 if another process was making one
        self._written = min(self._written, int(left))
        self.due.clear()

    def rows(self, first: int, last: int, table: str = "entries") -> Iterator[tuple[int, bytes]]:
        """The rows of a table from one number to another, in order; Damaged, where SQLite cannot go on."""
        query = f"SELECT row, record FROM {table} WHERE row BETWEEN ? AND ? ORDER BY row LIMIT {CHUNK}"
        while chunk := self.query(query, (first, last)):
            yield from chunk
            first = chunk[-1][0] + 1

    def query(self, query: str, parameters: tuple[object, ...] = ()) -> list[tuple]:
        """All rows that a query has."""
        try:
            with self._reading:
                return self._reader.execute(query, parameters).fetchall()
        except sqlite3.Error as error:
            raise of_database(error) from error

    def trim(self, first: int, last: int, table: str = "entries") -> None:
        """Remove the rows of a table from one number to another, some at a time, so that nobody waits for long."""
        query = f"SELECT row FROM {table} WHERE row BETWEEN ? AND ? ORDER BY row LIMIT {CHUNK}"
        while chunk := self.query(query, (first, last)):
            with self.transaction() as changes:
                changes.execute(f"DELETE FROM {table} WHERE row BETWEEN ? AND ?", (first, chunk[-1][0]))

    def close(self) -> None:
        """Close the file."""
        self._reader.close()
        self._writer.close()


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=5, isolation_level=None, check_same_thread=False)
