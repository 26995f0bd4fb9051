"""SQLite's write-ahead log, as far as SQLite does not read it.

Where a byte of it has changed, SQLite takes that frame and all behind it for the end of an unfinished transaction, and
drops them without a word. Whether anything was acknowledged there is seen by the numbers of their rows. The format is
SQLite's: https://www.sqlite.org/fileformat2.html#walformat and, of pages, #b_tree_pages.
"""

from __future__ import annotations

import itertools
import struct
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PAGE = 4096
HEADER, FRAME, INDEX = 32, 24, 48
MAGIC, VERSION = 0x377F0682, 3007000
TABLE_LEAF = 13


class _Frame(NamedTuple):
    """A page as a transaction left it."""

    page: bytes
    whole: bool
    """Whether nothing of it has changed since."""
    ends: bool
    """Whether it is the last of its transaction."""


def kept(index: Path) -> int:
    """How many frames SQLite found good, by its index of an open database: https://www.sqlite.org/walformat.html."""
    (frames,) = struct.unpack_from("=I", index.read_bytes()[:HEADER], 16)
    return int(frames)


class _Index(NamedTuple):
    """What SQLite keeps of a write-ahead log in memory that outlives a process, but not the machine."""

    frames: int
    """Those of finished transactions."""
    copied: int
    """Those of them that are in the database's own file."""
    salts: bytes


def _index(path: Path) -> _Index | None:
    try:
        index = path.with_name(f"{path.name}-shm").read_bytes()[: 2 * INDEX + 4]
    except OSError:
        return None
    one, other = index[:INDEX], index[INDEX : 2 * INDEX]
    if len(index) < 2 * INDEX + 4 or one != other or not one[12]:
        return None
    (frames,), (copied,) = struct.unpack_from("=I", one, 16), struct.unpack_from("=I", index, 2 * INDEX)
    return _Index(frames, copied, one[32:40])


def finished(path: Path) -> int | None:
    """How many frames of a write-ahead log were of finished transactions, by the index that a server has left; None
    where it says nothing of this log. To be asked before SQLite makes the index anew."""
    index = _index(path)
    try:
        with path.with_name(f"{path.name}-wal").open("rb") as file:
            header = file.read(HEADER)
    except OSError:
        return None
    return index.frames if index is not None and index.salts == header[16:24] else None


def missing(path: Path) -> int:
    """How many frames of finished transactions are at the end of a write-ahead log no longer, and nowhere else, by the
    index that a server has left."""
    index = _index(path)
    if index is None:
        return 0
    try:
        size = path.with_name(f"{path.name}-wal").stat().st_size
    except FileNotFoundError:
        size = 0
    return max(0, index.frames - max((size - HEADER) // (FRAME + PAGE), index.copied))


def dropped(path: Path, kept: int, same_boot: bool, finished: int | None = None) -> list[bytes]:
    """The pages that SQLite drops although their transactions were finished; it keeps so many frames.

    How many were `finished` is known from the index, unless that was lost. Without `same_boot` the machine may have
    lost its power, and the last transaction was perhaps on its way to the disk, in any order: it was not acknowledged.
    The others were there before it began.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return []
    with file:
        header = file.read(HEADER)
        if len(header) < HEADER:
            return []
        magic, version = struct.unpack_from(">2I", header)
        order = {MAGIC: "<", MAGIC + 1: ">"}.get(magic, "<" if sys.byteorder == "little" else ">")
        before = header[24:]
        sound = magic | 1 == MAGIC + 1 and version == VERSION and checksum(order, header[:24], bytes(8)) == before
        if kept:
            file.seek(HEADER + (kept - 1) * (FRAME + PAGE))
            before = file.read(FRAME)[16:]
            file.seek(PAGE, 1)
        frames = []
        while len(data := file.read(FRAME + PAGE)) == FRAME + PAGE:
            salts, given = data[8:16], data[16:FRAME]
            if salts[:4] != header[16:20] and salts[4:] != header[20:24]:
                continue  # from an earlier round of the file; one changed byte leaves one of the two as it was
            whole = salts == header[16:24] and checksum(order, data[:8] + data[FRAME:], before) == given
            frames.append(_Frame(data[FRAME:], whole, data[4:8] != bytes(4)))
            before = given
    if finished is not None:
        return [frame.page for frame in frames[: max(finished - kept, 0)]]
    if sound:  # what is whole at the beginning belongs to a transaction that was never finished
        frames = list(itertools.dropwhile(lambda frame: frame.whole, frames))
    if not same_boot:
        last = max((at for at, frame in enumerate(frames[:-1], 1) if frame.ends), default=0)
        frames = frames[:last]
    return [frame.page for frame in frames]


def checksum(order: str, data: bytes, before: bytes) -> bytes:
    """SQLite's checksum of data, which goes on from the one before."""
    one, two = struct.unpack(">2I", before)
    for first, second in struct.iter_unpack(order + "2I", data):
        one = (one + first + two) & 0xFFFFFFFF
        two = (two + second + one) & 0xFFFFFFFF
    return struct.pack(">2I", one, two)


def rows(page: bytes) -> Iterator[tuple[int, bytes]]:
    """The rows of a page, if it is a table's: their numbers and what is stored of them here."""
    if page[0] != TABLE_LEAF:
        return
    (count,) = struct.unpack_from(">H", page, 3)
    for (at,) in struct.iter_unpack(">H", page[8 : 8 + 2 * count]):
        try:
            length, at = _varint(page, at)
            number, at = _varint(page, at)
        except IndexError:  # the byte that has changed
            continue
        yield number, page[at : at + length]


def _varint(page: bytes, at: int) -> tuple[int, int]:
    """An integer of SQLite's, of at most nine bytes, and where it ends."""
    value = 0
    for byte in range(at, at + 8):
        value = value << 7 | page[byte] & 0x7F
        if page[byte] < 0x80:
            return value, byte + 1
    return value << 8 | page[at + 8], at + 9
