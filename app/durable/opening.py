"""Opening a log: which sessions there are, what of them is damaged, and what an earlier server left lying about."""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import NamedTuple

from app.durable import wal
from app.durable.database import Database
from app.durable.directory import Directory, sync
from app.durable.errors import Damaged, StorageFailed, Unwritable
from app.durable.records import MAGIC
from app.durable.segments import Segments
from app.durable.sessions import MOST, Session, oldest
from app.durable.snapshots import Snapshots

log = logging.getLogger("gradwire")

ASIDE = "unclaimed"
"""The directory of files of sessions that the log does not have."""
NAME = bytes([3, 0])
"""How SQLite begins a row of a number, which it keeps elsewhere, and one text: of the table of names, and no other."""
NEXT = "SELECT row FROM {} WHERE row >= ? ORDER BY row LIMIT 1"
LAST = "SELECT row FROM entries WHERE row BETWEEN ? AND ? ORDER BY row DESC LIMIT 1"


class Parts(NamedTuple):
    """What a log consists of."""

    directory: Directory
    database: Database
    segments: Segments
    snapshots: Snapshots
    sessions: dict[int, Session]


def open_all(path: Path, full: bool) -> Parts:
    """Open the log of a directory, which is made if need be: InUse, Unwritable, UnknownVersion, Damaged."""
    with ExitStack() as undone:
        directory = Directory(path)
        undone.callback(directory.close)
        segments, snapshots = Segments(directory.segments, full), Snapshots(directory.snapshots)
        try:
            _expect_all(directory)
            database = Database(directory.database, full, directory.is_new)
            undone.callback(database.close)
            sessions = _take_up(directory, database, segments, snapshots)
        except Damaged as error:
            raise Damaged(
                f"{path} cannot be read. {error.detail} Put a copy from before in its place, or move it away to begin "
                "with an empty one."
            ) from error
        except StorageFailed as error:
            raise Unwritable(f"{path} cannot be written. {error.detail}") from error
        except OSError as error:
            raise Unwritable(f"{path} cannot be written ({error.strerror}): look after it.") from error
        undone.pop_all()
    return Parts(directory, database, segments, snapshots, sessions)


def _expect_all(directory: Directory) -> None:
    """Damaged, where it is not known what has been lost, nor of whom: SQLite would go on with what is left."""
    if directory.same_boot and (lost := wal.missing(directory.database)):
        raise Damaged(
            f"The last {lost} pages of log.sqlite-wal are missing (without log.sqlite-shm they are not missed)."
        )


def _take_up(directory: Directory, database: Database, segments: Segments, snapshots: Snapshots) -> dict[int, Session]:
    """The sessions of a log by number, those that are damaged too, after all is put in order that can be."""
    kept = wal.kept(directory.database.with_name(f"{directory.database.name}-shm"))
    names = _names(database)
    sessions, closed, sure = _sessions(database, names)
    _note_lost(directory, database, sessions, kept)
    for number, id, detail in database.query("SELECT number, id, detail FROM damages"):
        sessions.setdefault(number, Session(number, id, {})).damage = detail
    files = segments.take_up({session.id: session.last for session in sessions.values()})
    files += snapshots.take_up({session.id: session.base for session in sessions.values()})
    for session in sessions.values():
        if session.base and session.damage is None and not snapshots.path(session.id, session.base).exists():
            session.damage = f"The snapshot of this session, after entry {session.base}, is missing."
    with suppress(StorageFailed):  # then what is left over stays until there is room
        database.begin_anew()
        directory.settle()
        _tidy(database, sessions, closed)
    if sure and not any(session.damage for session in sessions.values()):
        _clear(directory, files, {session.id for session in sessions.values()})
    return sessions


def _clear(directory: Directory, files: list[Path], ids: set[str]) -> None:
    """Remove files that sessions no longer need; those of others are put aside, for whom the log may be incomplete."""
    aside = directory.path / ASIDE
    others = [path for path in files if path.name.partition(".")[0] not in ids]
    for path in set(files) - set(others):
        path.unlink()
    for path in others:
        aside.mkdir(mode=0o700, exist_ok=True)
        path.rename(aside / path.name)
    if others:
        log.warning(
            "%d files are of sessions that the log does not have, and are now in %s: remove them if none is missed.",
            len(others),
            aside,
        )


def _names(database: Database) -> dict[int, str]:
    """The ids of sessions, which are stored twice, since without one nobody could be told of the damage."""
    try:
        return dict(database.query("SELECT number, id FROM names"))
    except Damaged:
        return {}


def _numbers(database: Database, names: dict[int, str]) -> list[int]:
    """The numbers of all sessions of which there are rows that can be reached, also of those that were closed."""
    last = max(names, default=0)
    return sorted({*names, *_reached(database, "entries", last), *_reached(database, "keys", last)})


def _reached(database: Database, table: str, last: int) -> Iterator[int]:
    """The numbers of sessions that a table has rows of; what is damaged is passed over up to the last number."""
    number = 0
    while True:
        try:
            found = database.query(NEXT.format(table), (number + 1 << 32,))
        except Damaged:
            if number >= last:
                return
            number += 1
            continue
        if not found:
            return
        number = found[0][0] >> 32
        yield number


def _sessions(database: Database, names: dict[int, str]) -> tuple[dict[int, Session], list[int], bool]:
    """The sessions, the numbers of those that were closed, and whether these are all."""
    sessions: dict[int, Session] = {}
    closed, nameless = [], 0
    for number in _numbers(database, names):
        try:
            rows = [record for _, record in database.rows(number << 32, number << 32)]
            if not rows and number not in names:  # no one damaged place could lose both
                closed.append(number)
                continue
            if not rows:
                raise Damaged("The record of this session is missing.")
            session = Session.read(number, rows[0])
            noted, session.last = session.last, _last(database, session)
            if session.last < noted:
                session.damage = f"The entries of this session are missing from {session.last + 1} to {noted}."
        except Damaged as error:
            if number not in names:
                nameless += 1
                log.error("The log holds a session, number %s, of which not even the id can be read.", number)
                continue
            session = Session(number, names[number], {}, damage=error.detail)
        sessions[number] = session
    ids = {session.id for session in sessions.values() if session.damage is None}
    return {n: one for n, one in sessions.items() if one.damage is None or one.id not in ids}, closed, not nameless


def _last(database: Database, session: Session) -> int:
    """The number of the last entry."""
    found: list[tuple[int]] = database.query(LAST, (session.row(), session.row(MOST)))
    if not found:  # though its record was, by another way through a tree that is damaged
        raise Damaged("The entries of this session cannot be found.")
    return max(found[0][0] & MOST, session.base)


def _note_lost(directory: Directory, database: Database, sessions: dict[int, Session], kept: int) -> None:
    """Mark the sessions whose last entries SQLite has dropped because a byte before them has changed.

    The damaged file is copied first: should this opening be interrupted, the next one still finds what was lost.
    """
    path = directory.database
    file, copy = path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-wal.damaged")
    if copy.exists():  # of an opening that was interrupted, after which the index is another
        pages = wal.dropped(copy, kept, directory.same_boot)
    else:
        pages = wal.dropped(file, kept, directory.same_boot, database.finished if directory.same_boot else None)
    lost: dict[int, tuple[str, int]] = {}
    for row, stored in (row for page in pages for row in wal.rows(page)):
        number, entry = row >> 32, row & MOST
        if session := sessions.get(number):
            if entry > max(session.last, lost.get(number, ("", 0))[1]):
                lost[number] = session.id, entry
        elif (opened := _opening(row, stored)) and opened[0] not in sessions:
            lost[opened[0]] = opened[1], 0
    if not lost and not copy.exists():
        return
    name = f"{copy.name}-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}"
    if not copy.exists():
        _copy(file, copy)
    with database.transaction(durable=True) as changes:
        for number, (id, entry) in lost.items():
            what = f"The last changes of this session, up to entry {entry}," if entry else "This session"
            detail = f"{what} cannot be read: the log was damaged, and what it was is kept as {name}."
            changes.execute("INSERT OR REPLACE INTO damages VALUES (?, ?, ?)", (number, id, detail))
            log.error("Session %s is damaged. %s", id, detail)
    copy.rename(path.with_name(name))


def _opening(row: int, stored: bytes) -> tuple[int, str] | None:
    """Number and id of the session whose own record or name this row is, if it can be read here."""
    number, entry = row >> 32, row & MOST
    if not number and stored[:2] == NAME:
        return row, stored[3:].decode("ascii", "replace")
    if entry:
        return None
    try:
        return number, Session.read(number, stored[stored.index(MAGIC) :]).id
    except (ValueError, Damaged):
        return None


def _copy(file: Path, copy: Path) -> None:
    aside = copy.with_suffix(".aside")
    shutil.copyfile(file, aside)
    aside.chmod(0o600)
    sync(aside)
    aside.rename(copy)
    sync(copy.parent)


def _tidy(database: Database, sessions: dict[int, Session], closed: list[int]) -> None:
    """Remove what closing and cutting did not come to, and keys that are old."""
    for number in closed:
        for table in ("keys", "entries"):
            with suppress(Damaged):
                database.trim(number << 32, number << 32 | MOST, table)
    for session in sessions.values():
        with suppress(Damaged):
            database.trim(session.row(1), session.row(session.base))
    with database.transaction() as changes:
        changes.execute("DELETE FROM keys WHERE at < ?", (oldest(),))
