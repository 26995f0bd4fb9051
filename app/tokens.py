"""Tokens: how an operator writes them, and the one that the server makes where there is none.

The server knows tokens by their SHA-256, but for the one it made, which stays readable for the operator beside what it
protects.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import tempfile
from collections.abc import Iterable
from pathlib import Path

PLAIN = re.compile(r"[A-Za-z0-9._~+/-]{16,}=*")
"""What RFC 6750 lets a bearer token be, long enough not to be guessed."""
HASHED = re.compile(r"sha256:([0-9A-Fa-f]{64})")
FORM = "A token is at least 16 of A-Z a-z 0-9 . _ ~ + / - (`openssl rand -hex 32` makes one), or sha256: and its hash."
MADE = "token"
"""The file of the data directory that holds the token the server made."""


def digest(token: str) -> bytes:
    """The SHA-256 of a token."""
    return hashlib.sha256(token.encode()).digest()


def read(entries: Iterable[str], kind: str = "entry") -> frozenset[bytes]:
    """The SHA-256 of each token, given in plain or as `sha256:` and 64 hexadecimal digits.

    ValueError says which entry is neither, and not what it is: errors are logged.
    """
    digests = set()
    for number, entry in enumerate(entries, 1):
        if hashed := HASHED.fullmatch(entry):
            digests.add(bytes.fromhex(hashed[1]))
        elif PLAIN.fullmatch(entry):
            digests.add(digest(entry))
        elif entry:
            raise ValueError(f"{kind} {number} is no token. {FORM}")
    return frozenset(digests)


def read_file(path: Path) -> frozenset[bytes]:
    """The tokens of a file with one a line, where # begins a comment; OSError or ValueError if that is not in it."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()  # which Windows begins with a mark
    except UnicodeDecodeError:
        raise ValueError("this is no text in UTF-8") from None
    return read((line.partition("#")[0].strip() for line in lines), "line")


def keep(directory: Path) -> tuple[str, bool]:
    """The token that is kept in a directory, and whether it was made just now; OSError if none can be kept there."""
    kept = directory / MADE
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    if kept.exists():
        return _read_kept(kept), False
    made = secrets.token_urlsafe(32)
    handle, aside = tempfile.mkstemp(dir=directory, prefix=f".{MADE}-")  # which only its owner may read
    try:
        with os.fdopen(handle, "w") as file:
            file.write(made + "\n")
            file.flush()
            os.fsync(file.fileno())
        kept.hardlink_to(aside)  # whole or not at all, and one only, if several servers begin
    except FileExistsError:
        return _read_kept(kept), False
    finally:
        Path(aside).unlink()
    return made, True


def _read_kept(file: Path) -> str:
    token = file.read_text(encoding="utf-8", errors="replace").strip()
    if not PLAIN.fullmatch(token):
        raise OSError(f"{file} holds no token: delete it, and another is made")
    return token
