"""What the log knows of a session: a record of its own, in the place of an entry 0."""

from __future__ import annotations

import time
from typing import Any, NamedTuple

from app.durable.records import Entry, Key, decode, encode

KEPT = 24 * 3600.0
"""Seconds that a key is remembered."""
MOST = (1 << 32) - 1
"""The largest number that an entry can have."""


class Opened(NamedTuple):
    """A session as the log knows it."""

    number: int
    """In the order of opening, from 1."""
    id: str
    facts: dict[str, Any]
    """What it was opened with or, if it was cut, what was said then."""
    key: Key | None = None
    """The Idempotency-Key of its opening."""
    base: int = 0
    """The number of the last entry that its snapshot holds; 0, if it has none."""
    last: int = 0
    """The number of its last entry."""
    damage: str | None = None
    """Why what is stored of it cannot be read, as far as that is known."""


class Session:
    """A session as an open log has it."""

    __slots__ = ("base", "damage", "facts", "id", "key", "last", "number", "seal")

    def __init__(
        self,
        number: int,
        id: str,
        facts: dict[str, Any],
        key: Key | None = None,
        base: int = 0,
        last: int = 0,
        seal: tuple[int, int] = (0, 0),
        damage: str | None = None,
    ) -> None:
        self.number, self.id, self.facts, self.key = number, id, facts, key
        self.base, self.last, self.seal, self.damage = base, last, seal, damage

    def opened(self) -> Opened:
        """What others know of it."""
        key = self.key if self.key and self.key.at > oldest() else None
        return Opened(self.number, self.id, self.facts, key, self.base, self.last, self.damage)

    def row(self, entry: int = 0) -> int:
        """The number of the row of an entry, or of its own record."""
        return self.number << 32 | entry

    def record(self) -> tuple[int, bytes]:
        """Its own row, which tells of the last entry too, so that it is noticed if the last rows are missing."""
        facts = {"id": self.id, "facts": self.facts, "base": self.base, "last": self.last, "seal": self.seal}
        return self.row(), encode(self.number, Entry(0, facts, b"", self.key))

    @staticmethod
    def read(number: int, record: bytes) -> Session:
        """The session of a record; Damaged, if it is none."""
        entry = decode(number, 0, record)
        facts = entry.facts
        seal = (facts["seal"][0], facts["seal"][1])
        return Session(number, facts["id"], facts["facts"], entry.key, facts["base"], facts["last"], seal)


def oldest() -> float:
    """When the oldest keys were given that are still remembered."""
    return time.time() - KEPT
