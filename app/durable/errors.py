"""What can go wrong with the log.

LogError
├── InUse              another server has this directory
├── Unwritable         the directory cannot be made, or not be written
├── UnknownVersion     another version of gradwire wrote it
├── Damaged            what is stored cannot be read: of one session, or at opening of all
└── StorageFailed      the system did not take it, and nothing was changed
    └── StorageFull    because there is no room
"""

from __future__ import annotations

import errno
import sqlite3

LOOK = "look after its disk, and try again"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class LogError(Exception):
    """Something that went wrong with the log; `detail` is a sentence that says what, and what to do."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def anew(self) -> LogError:
        """The same error, of which no traceback and no cause holds anything."""
        return type(self)(self.detail)


class InUse(LogError):
    """Another server has this directory."""


class Unwritable(LogError):
    """The directory cannot be made, or not be written."""


class UnknownVersion(LogError):
    """Another version of gradwire wrote it."""


class Damaged(LogError):
    """What is stored cannot be read: of one session, or at opening of all."""


class StorageFailed(LogError):
    """The system did not take what was to be stored, and nothing was changed."""


class StorageFull(StorageFailed):
    """There is no room for what was to be stored, and nothing was changed."""


def of_system(error: OSError) -> LogError:
    """The error of a file that could not be written."""
    reason = error.strerror or str(error)
    if error.errno in FULL:
        return StorageFull(f"There is no room in the data directory ({reason}): make room, and try again.")
    return StorageFailed(f"The data directory does not take what is written ({reason}): {LOOK}.")


def of_database(error: sqlite3.Error) -> LogError:
    """The error of a statement that SQLite could not carry out."""
    code = getattr(error, "sqlite_errorcode", 0)
    match code & 0xFF:
        case sqlite3.SQLITE_FULL:
            return StorageFull(f"There is no room in the data directory ({error}): make room, and try again.")
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Damaged(f"The log cannot be read ({error}).")
    return StorageFailed(f"The log does not take what is written ({error}): {LOOK}.")
