"""JSON read strictly: what two readers could read differently is refused."""

from __future__ import annotations

import json
import re
from typing import Any, Final, NoReturn

import numpy as np

from gradwire.wire.errors import WireError

MAX_DEPTH: Final = 64
MAX_DIGITS: Final = 1000
_ESCAPE: Final = re.compile(rb"\\.", re.DOTALL)
_SURROGATE: Final = re.compile(rb"\\u[dD][89a-fA-F]")
_NOT_PLAIN: Final = np.ones(256, dtype=np.bool_)
_NOT_PLAIN[ord("0") : ord("9") + 1] = False


def loads(body: bytes | bytearray | memoryview) -> Any:
    """The value of a JSON text in UTF-8.

    Refused besides what JSON refuses: duplicate keys, NaN and Infinity literals, nesting deeper than 64, a run of
    more than 1000 digits, lone surrogates.
    """
    octets = bytes(body)
    if octets.count(b"[") + octets.count(b"{") > MAX_DEPTH:
        _check_depth(octets)
    if len(octets) > MAX_DIGITS:
        _check_digits(octets)
    try:
        text = octets.decode("utf-8")
    except UnicodeDecodeError as error:
        raise WireError(f"JSON is UTF-8; the byte at offset {error.start} is not") from None
    try:
        value = json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise WireError(f"not JSON at line {error.lineno}, column {error.colno}: {error.msg}") from None
    if _SURROGATE.search(octets):
        try:
            json.dumps(value, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            raise WireError("a \\u escape stands for half a character") from None
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise WireError(f"the key {json.dumps(twice[:60])} stands twice in one object")
    return fields


def _refuse(literal: str) -> NoReturn:
    raise WireError(f'{literal} is not JSON; write the string "{literal}"')


def _check_depth(octets: bytes) -> None:
    characters = np.frombuffer(_ESCAPE.sub(b"", octets), dtype=np.uint8)
    outside = ~np.bitwise_xor.accumulate(characters == ord('"'))
    # "[" and "{" are 91 and 123, "]" and "}" are 93 and 125: equal but for one bit
    folded = (characters & ~np.uint8(0x20))[outside]
    change = (folded == ord("[")).astype(np.int8) - (folded == ord("]"))
    if np.cumsum(change[change != 0], dtype=np.int64).max(initial=0) > MAX_DEPTH:
        raise WireError(f"JSON is nested at most {MAX_DEPTH} deep")


def _check_digits(octets: bytes) -> None:
    breaks = np.flatnonzero(_NOT_PLAIN[np.frombuffer(octets, dtype=np.uint8)])
    longest = np.diff(breaks, prepend=-1, append=len(octets)).max() - 1
    if longest > MAX_DIGITS:
        raise WireError(f"a number has at most {MAX_DIGITS} digits")
