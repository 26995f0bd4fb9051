"""The JSON of answers: written down as a whole, or as a template in which nothing but numbers is missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from gradwire.wire import dtypes
from gradwire.wire.values import data, plain

Array = Any


def dump(document: Any) -> bytes:
    """A document as JSON."""
    return orjson.dumps(document, option=orjson.OPT_SERIALIZE_NUMPY)


def numbers(array: Array) -> bytes:
    """An array's data as JSON."""
    if array.dtype.kind == "f" and array.itemsize > 2:
        written = dump(plain(array))
        if b"null" not in written:  # which stands for what JSON has no number for
            return written
    return dump(data(array))


def outline(array: Array) -> dict[str, Any]:
    """An array's value without its data."""
    return {"shape": array.shape, "dtype": dtypes.name(array.dtype)}


class Template:
    """The answer of a program that returns arrays of always the same names, shapes and dtypes, and no infos."""

    def __init__(self, program: str, returned: Mapping[str, Array]) -> None:
        self.program = program
        self.names = list(returned)
        self.elements = max((math.prod(array.shape) for array in returned.values()), default=0)
        """Those of the largest array."""
        values = [b'%b:%b,"data":%%b}' % (dump(name), dump(outline(array))[:-1]) for name, array in returned.items()]
        self._text = b'{%%b"program":%b,"values":{%b},"info":{}}' % (dump(program), b",".join(values))

    def fill(self, version: int | None, arrays: Iterable[Array]) -> bytes:
        """The answer with these numbers; outside of sessions there is no version."""
        head = b"" if version is None else b'"version":%d,' % version
        return self._text % (head, *map(numbers, arrays))
