"""Cache: small values that are known here, until something is changed in place."""

from __future__ import annotations

from collections.abc import Set
from typing import Any, Final

import numpy as np

Array = np.ndarray[Any, Any]

MAX_VALUE: Final = 2**20
"""Bytes of the largest one that is kept."""
MAX_VALUES: Final = 16 * 2**20
"""Bytes of all that are kept."""


class Cache:
    """Values by the numbers of their tensors; the oldest ones make room for others."""

    def __init__(self) -> None:
        self._values: dict[int, Array] = {}
        self._bytes = 0
        self.get = self._values.get
        """The value of the tensor of a number, or None."""

    def __contains__(self, number: int) -> bool:
        return number in self._values

    def keep(self, number: int, value: Array) -> None:
        """Keep the value of a tensor, if it is small."""
        size = value.nbytes
        if size > MAX_VALUE:
            return
        values = self._values
        self._bytes += size
        if number in values:
            self._bytes -= values.pop(number).nbytes
        values[number] = value if value.base is None else value.copy()  # a view keeps what came with it in memory
        while self._bytes > MAX_VALUES:
            self._bytes -= values.pop(next(iter(values))).nbytes

    def own(self, number: int, value: Array) -> Array:
        """The value of a tensor as the caller's own, who may write into it: a copy where it is kept or read-only."""
        return value.copy() if number in self._values or not value.flags.writeable else value

    def forget(self, dead: Set[int]) -> None:
        """Forget the values of tensors that nobody has any more."""
        values = self._values
        if not values.keys().isdisjoint(dead):  # which looks through the smaller one
            for number in values.keys() & dead:
                self._bytes -= values.pop(number).nbytes

    def clear(self) -> None:
        """Forget all: a step changed something in place, and who knows what shares its memory."""
        if self._bytes:
            self._values.clear()
            self._bytes = 0
