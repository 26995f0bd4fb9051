"""The log: what was changed in which session, in order, so that it can be done again."""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from copy import copy
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from app.durable import keys, opening
from app.durable.database import INSERT, REPLACE
from app.durable.errors import Damaged, LogError
from app.durable.records import Entry, Key, Place, decode, encode
from app.durable.segments import Buffer
from app.durable.sessions import MOST, Opened, Session, oldest

ID = re.compile(r"[A-Za-z0-9_-]{1,50}")
"""What an id may be, since files are named by it."""
PATIENCE = 5.0
"""Seconds until a checkpoint is tried again that could not be made."""

logger = logging.getLogger("gradwire")


class Log:
    """The sessions of one server and their entries, in a directory. All methods may be called by any thread.

    What a method has stored when it returns is there after the process was killed; if the log is `full`, also after the
    machine has lost its power. Entries of one session are appended one after the other; a session is cut or closed by
    one thread at a time.
    """

    def __init__(self, directory: Path, full: bool) -> None:
        """Open the log of a directory, which is made if need be: InUse, Unwritable, UnknownVersion, Damaged."""
        self.is_full = full
        parts = opening.open_all(directory, full)
        self._directory, self._database, self._segments, self._snapshots, self._sessions = parts
        self._moved: set[int] = set()
        """Sessions whose record tells of an earlier last entry."""
        self._ending = threading.Event()
        self._checkpoints = threading.Thread(target=self._make_checkpoints, name="checkpoints", daemon=True)
        self._checkpoints.start()

    def sessions(self) -> list[Opened]:
        """All sessions in the order of opening, those that are damaged too."""
        return [session.opened() for _, session in sorted(self._sessions.items())]

    def opened(self, number: int) -> Opened:
        """A session as it is by now."""
        return self._sessions[number].opened()

    def open(self, opened: Opened, asked: dict[str, Any] | None = None, body: Buffer = b"") -> None:
        """Begin a session, of a number and an id that none has had, with a first entry if it is one that was asked for
        something: StorageFailed."""
        number, id, facts, key, *_ = opened
        if not ID.fullmatch(id) or not 0 < number < 1 << 31:
            raise ValueError(f"session {number}, {id!r}: ids are of A-Z a-z 0-9 _ -, numbers from 1 to 2147483647")
        if asked is None:
            self._begin(Session(number, id, facts, key))
            return
        with self._database.referring(partial(self._segments.remove, id)):
            place = self._segments.store(id, body)
            self._begin(Session(number, id, facts, key, last=1), Entry(1, asked, place))
        self._segments.refer(id, place, 1)

    def fork(self, number: int, opened: Opened) -> Opened:
        """Begin a session with the snapshot of another; its entries are numbered on: StorageFailed, Damaged."""
        session = self._readable(number)
        base, seal = session.base, session.seal
        with self._database.referring(partial(self._snapshots.remove, opened.id, base)):
            self._snapshots.link(session.id, opened.id, base)
            self._begin(fork := Session(opened.number, opened.id, opened.facts, opened.key, base, base, seal))
        return fork.opened()

    def describe(self, number: int, facts: dict[str, Any]) -> None:
        """Say some facts of a session anew: StorageFailed, Damaged."""
        self._restate(self._readable(number), facts)

    def _begin(self, session: Session, first: Entry | None = None) -> None:
        with self._database.transaction() as changes:
            changes.execute("INSERT INTO names VALUES (?, ?)", (session.number, session.id))
            changes.execute(INSERT, session.record())
            for table in ("keys", "entries"):  # of an earlier one of this number, which a full disk did not let go
                changes.execute(f"DELETE FROM {table} WHERE row BETWEEN ? AND ?", (session.row(1), session.row(MOST)))
            if first is not None:
                changes.execute(INSERT, (session.row(1), encode(session.number, first)))
        self._sessions[session.number] = session

    def close_session(self, number: int) -> None:
        """End a session, of which nothing is left: StorageFailed. No entry of it may be under way."""
        session = self._sessions[number]
        try:
            self._forget(session, "DELETE FROM entries WHERE row = ?")
        except Damaged:  # its own record cannot be reached; without its name nobody asks for it
            self._forget(session, "SELECT ?")
        del self._sessions[number]
        with suppress(LogError, OSError):  # what stays is removed at the next opening
            for table in ("keys", "entries"):
                self._database.trim(session.row(), session.row(MOST), table)
            self._segments.remove(session.id)
            self._snapshots.remove(session.id, session.base)

    def _forget(self, session: Session, statement: str) -> None:
        with self._database.transaction() as changes:
            for table in ("names", "damages"):
                changes.execute(f"DELETE FROM {table} WHERE number = ?", (session.number,))
            changes.execute(statement, (session.row(),))

    def store(self, number: int, body: Buffer) -> Place:
        """Append a large payload to the segments of a session, before the entry that it belongs to: StorageFailed."""
        return self._segments.store(self._readable(number).id, body)

    def discard(self, number: int, place: Place) -> None:
        """Let go of a large payload that no entry will refer to."""
        self._segments.discard(self._sessions[number].id, place)

    def load(self, number: int, place: Place) -> bytes:
        """A large payload: Damaged, if it is not there as it was stored."""
        return self._segments.load(self._readable(number).id, place)

    def append(self, entries: Sequence[tuple[int, Entry]]) -> None:
        """Append entries, each to the session of its number, all or none: StorageFailed, Damaged."""
        rows = [(number << 32 | entry.number, encode(number, entry)) for number, entry in entries]
        last: dict[int, int] = {}
        places = [(number, entry.number, entry.body) for number, entry in entries if isinstance(entry.body, Place)]
        with self._database.lock:
            for number, entry in entries:
                before = last.get(number) or self._readable(number).last
                if entry.number != before + 1:
                    raise ValueError(f"session {number}: after entry {before} comes {before + 1}, not {entry.number}")
                last[number] = entry.number
            self._database.append(rows)
            for number, newest in last.items():
                self._sessions[number].last = newest
            self._moved.update(last)
        for number, at, place in places:
            self._segments.refer(self._sessions[number].id, place, at)

    def take_back(self, number: int) -> None:
        """Remove the last entry of a session, which nobody was told of: StorageFailed, Damaged."""
        session = self._readable(number)
        now = copy(session)
        now.last -= 1
        with self._database.transaction() as changes:
            for table in ("keys", "entries"):
                changes.execute(f"DELETE FROM {table} WHERE row = ?", (session.row(session.last),))
            changes.execute(REPLACE, now.record())
        session.last = now.last

    def entries(self, number: int) -> Iterator[Entry]:
        """The entries of a session behind its base, in order: Damaged, where one is missing or is not as it was."""
        session = self._readable(number)
        at, last = session.base + 1, session.last
        for row, record in self._database.rows(session.row(at), session.row(last)):
            if row != session.row(at):
                raise Damaged(f"Entry {at} of this session is missing.")
            yield decode(number, at, record)
            at += 1
        if at <= last:
            raise Damaged(f"The entries of this session are missing from {at} to {last}.")

    def keys(self, number: int) -> list[Key]:
        """The keys of a session's entries, of those that were cut too, in order, none older than 24 hours: Damaged."""
        session = self._readable(number)
        given = chain(keys.kept(self._database, session), (entry.key for entry in self.entries(number)))
        return [key for key in given if key and key.at > oldest()]

    def snapshot_aside(self, number: int, entry: int) -> Path:
        """The file to write the state after an entry to, before the log is cut there."""
        return self._snapshots.aside(self._sessions[number].id, entry)

    def snapshot(self, number: int) -> Path | None:
        """The file of the state after the base, if the session has one: Damaged, if it is not there as it was."""
        session = self._readable(number)
        return self._snapshots.check(session.id, session.base, session.seal) if session.base else None

    def cut(self, number: int, entry: int, facts: dict[str, Any]) -> None:
        """Put the snapshot that was written aside in the place of all entries up to this one, and say some facts anew:
        StorageFailed.

        It is on the disk before anything is removed, whether the log is `full` or not. The keys of the entries stay;
        Damaged, where one cannot be read.
        """
        session = self._readable(number)
        if not session.base < entry <= session.last:
            raise ValueError(
                f"session {number}: cut after {entry}, with entries from {session.base + 1} to {session.last}"
            )
        before = session.base
        with self._database.referring(partial(self._snapshots.remove, session.id, entry)):
            seal = self._snapshots.keep(session.id, entry)
            keys.keep(self._database, session, entry)
            self._restate(session, facts, entry, seal)
        with suppress(LogError, OSError):  # what stays is removed at the next cut or opening
            self._snapshots.remove(session.id, before)
            keys.forget(self._database, session)
            self._database.trim(session.row(1), session.row(entry))
            self._segments.cut(session.id, entry)

    def _restate(self, session: Session, facts: dict[str, Any], entry: int = 0, seal: tuple[int, int] = (0, 0)) -> None:
        """Store what a session is from now on: some facts, and an entry whose snapshot it has, if one is given.

        A snapshot is then on the disk in any case.
        """
        with self._database.lock:  # a checkpoint stores what sessions are, too
            now = Session(session.number, session.id, session.facts | facts, session.opened().key, last=session.last)
            now.base, now.seal = (entry, seal) if entry else (session.base, session.seal)
            with self._database.transaction(durable=entry > 0) as changes:
                changes.execute(REPLACE, now.record())
            session.facts, session.key, session.base, session.seal = now.facts, now.key, now.base, now.seal

    def _readable(self, number: int) -> Session:
        """The session of a number; Damaged, if it is known to be."""
        session = self._sessions[number]
        if session.damage is not None:
            raise Damaged(session.damage)
        return session

    def checkpoint(self) -> None:
        """Copy what was appended into the database's own file, which the log does by itself from time to time."""
        with self._database.lock:
            moved = [self._sessions[number] for number in self._moved if number in self._sessions]
            if moved:
                with self._database.transaction() as changes:
                    changes.executemany(REPLACE, [session.record() for session in moved])
            self._moved.clear()
        self._database.checkpoint()

    def _make_checkpoints(self) -> None:
        while not self._ending.is_set():
            self._database.due.wait()
            try:
                self.checkpoint()
            except LogError as error:
                logger.warning("No checkpoint could be made of the log: %s", error.detail)
                self._ending.wait(PATIENCE)

    def close(self) -> None:
        """Put all into the database's own file, if it takes it, and let others open the directory."""
        self._ending.set()
        self._database.due.set()
        self._checkpoints.join()
        with closing(self._directory), closing(self._database), suppress(LogError):
            self.checkpoint()
            self._database.begin_anew()
