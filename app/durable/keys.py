"""Keys: the Idempotency-Keys of entries that were cut, each in a row of the number that its entry had."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from app.durable.database import CHUNK, Database
from app.durable.records import Entry, Key, decode, encode
from app.durable.sessions import MOST, Session, oldest

OLD = "DELETE FROM keys WHERE row BETWEEN ? AND ? AND at < ?"
INSERT = "INSERT OR REPLACE INTO keys VALUES (?, ?, ?)"


def keep(database: Database, session: Session, entry: int) -> None:
    """Store the keys of entries up to this one, which will be cut; until they are, this changes nothing."""
    rows = database.rows(session.row(session.base + 1), session.row(entry))
    while chunk := list(islice(rows, CHUNK)):
        entries = [decode(session.number, row & MOST, record) for row, record in chunk]
        keys = [
            (session.row(one.number), one.key.at, encode(session.number, Entry(one.number, {}, b"", one.key)))
            for one in entries
            if one.key and one.key.at > oldest()
        ]
        if keys:
            with database.transaction() as changes:
                changes.executemany(INSERT, keys)


def kept(database: Database, session: Session) -> Iterator[Key]:
    """The keys of the entries that were cut, in order; Damaged, where one cannot be read."""
    for row, record in database.rows(session.row(1), session.row(session.base), "keys"):
        entry = decode(session.number, row & MOST, record)
        if entry.key is not None:
            yield entry.key


def forget(database: Database, session: Session) -> None:
    """Remove the keys that are too old."""
    with database.transaction() as changes:
        changes.execute(OLD, (session.row(), session.row(MOST), oldest()))
