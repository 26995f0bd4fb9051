"""Records: how an entry becomes bytes, and bytes that nothing has changed become the entry again."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple
from zlib import crc32

import orjson

from app.durable.errors import Damaged

MAGIC = b"GWL1"
CHECKSUM = struct.Struct("<I")
HEAD = struct.Struct("<5I")
"""Behind magic and checksum: session, entry, and the lengths of JSON, fingerprint and answer. The rest is the body."""
START = len(MAGIC) + CHECKSUM.size
AFTER = START + HEAD.size


class Key(NamedTuple):
    """An Idempotency-Key, with the answer that its request had."""

    text: str
    fingerprint: bytes
    """Of the request, so that the same key with another one is noticed."""
    answer: bytes
    at: float
    """When, in seconds since the epoch."""


class Place(NamedTuple):
    """Where a large payload is: in which file of its session, from where, how many bytes, and their CRC-32."""

    file: int
    offset: int
    length: int
    crc: int


class Entry(NamedTuple):
    """A change of a session: its number there, from 1, what is known of it, its bytes, and the key it came with."""

    number: int
    facts: dict[str, Any]
    body: bytes | Place = b""
    key: Key | None = None


def encode(session: int, entry: Entry) -> bytes:
    """The bytes of an entry of the session with this number."""
    number, facts, body, key = entry
    place = None
    if type(body) is Place:
        place, body = [*body], b""
    if key is None:
        text, fingerprint, answer = orjson.dumps((facts, place)), b"", b""
    else:
        text, fingerprint, answer = orjson.dumps((facts, place, key.text, key.at)), key.fingerprint, key.answer
    head = HEAD.pack(session, number, len(text), len(fingerprint), len(answer))
    checked = b"".join((head, text, fingerprint, answer, body))  # type: ignore[arg-type]  # mypy keeps the union
    return b"".join((MAGIC, CHECKSUM.pack(crc32(checked)), checked))


def decode(session: int, number: int, record: bytes) -> Entry:
    """The entry that these bytes are; Damaged, if they are no entry or one of another number."""
    view = memoryview(record) if type(record) is bytes else memoryview(b"")
    if len(view) < AFTER or view[: len(MAGIC)] != MAGIC:
        raise Damaged(f"Entry {number} of this session is damaged: it does not begin as an entry does.")
    if CHECKSUM.unpack_from(view, len(MAGIC))[0] != crc32(view[START:]):
        raise Damaged(f"Entry {number} of this session is damaged: its checksum is another.")
    of_session, of_entry, text, fingerprint, answer = HEAD.unpack_from(view, START)
    if (of_session, of_entry) != (session, number):
        raise Damaged(f"Entry {number} of this session is damaged: another is in its place.")
    facts, place, *key = orjson.loads(view[AFTER : (at := AFTER + text)])
    printed, at = bytes(view[at : at + fingerprint]), at + fingerprint
    answered, at = bytes(view[at : at + answer]), at + answer
    body = Place(*place) if place else bytes(view[at:])
    return Entry(number, facts, body, Key(key[0], printed, answered, key[1]) if key else None)
