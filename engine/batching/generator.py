"""Random numbers under vmap: the same for all examples, different ones, or none."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy

from engine.batching.array import BatchedArray
from engine.batching.level import Levels
from engine.draws import DRAWS
from engine.errors import OpFailed


class BatchedGenerator:
    """A generator that draws for all examples of `levels` at once, the first example's numbers first."""

    def __init__(self, generator: Any, levels: Levels, xp: Any) -> None:
        self._generator, self.levels, self._xp = generator, levels, xp

    def __getattr__(self, name: str) -> Any:
        own = getattr(self._generator, name)
        if name == "permutation":
            return self._each(own)
        if name not in DRAWS:
            raise OpFailed("vmap: this operation draws no numbers of its own for each example: use randomness='same'.")

        def draw(count: int, *args: Any, **options: Any) -> BatchedArray:
            sizes = tuple(level.size for level in self.levels)
            drawn = own(math.prod(sizes) * count, *args, **options)
            return BatchedArray(self._xp.asarray(drawn).reshape((*sizes, count)), self.levels, self._xp)

        return draw

    def _each(self, own: Callable[[int], Any]) -> Callable[[int], BatchedArray]:
        """What draws for one example after the other."""

        def draw(count: int) -> BatchedArray:
            sizes = tuple(level.size for level in self.levels)
            xp = self._xp
            drawn = [xp.asarray(own(count)) for _ in range(math.prod(sizes))]
            stacked = xp.stack(drawn) if drawn else xp.zeros((0, count), numpy.int64)
            return BatchedArray(stacked.reshape((*sizes, count)), self.levels, xp)

        return draw

    def of_all(self, levels: Levels) -> Any:
        """The generator itself, to draw for all examples of these levels in one go."""
        if levels != self.levels:
            raise OpFailed("vmap: this operation draws different numbers at all levels or at none.")
        return self._generator


def drawing(levels: Levels) -> Levels:
    """The levels whose examples draw numbers of their own; `OpFailed` where one allows no randomness."""
    for level in levels:
        if level.randomness == "error":
            raise OpFailed(
                "vmap: a random operation was called, and randomness is 'error', the default: say whether examples "
                "draw 'different' numbers or the 'same'."
            )
    return tuple(level for level in levels if level.randomness == "different")
