"""One kernel for a run of elementwise functions on arrays."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from typing import Any

import cupy
import numpy

from engine.cuda.elementwise import choosing, copying, expression
from engine.cuda.fused_source import EACH, WIDEST, Slot, Step, Text, steps_of
from engine.cuda.source import kernel

__all__ = ["EACH", "WIDEST", "Fused", "Slot", "Step", "choosing", "copying", "expression", "steps_of"]
BLOCK = (256,)


class Fused:
    """The functions of steps on arrays of `size` elements.

    It is called with the arrays of the slots in `given`, writes into those of them that are in `stored`, and gives new
    arrays for the slots of `made`, by their shapes. Where those in `doubtful` begin is looked at in each call.
    """

    def __init__(
        self,
        size: int,
        slots: Sequence[Slot],
        steps: Sequence[Step],
        given: Sequence[int],
        made: Mapping[int, tuple[int, ...]],
        stored: frozenset[int],
        doubtful: frozenset[int],
    ) -> None:
        self._run = functools.partial(_Launch, size, steps=steps, pointers=[*given, *made], stored=stored)
        self._slots = slots
        self._doubtful = [place for place, slot in enumerate(given) if slot in doubtful]
        self._launch = self._run(slots)
        self._made = [(shape, numpy.dtype(slots[slot].dtype)) for slot, shape in made.items()]

    @functools.cached_property
    def _unaligned(self) -> _Launch:
        return self._run([slot._replace(is_aligned=False) for slot in self._slots])

    def __call__(self, *arrays: Any) -> Any:
        made = [cupy.empty(shape, dtype) for shape, dtype in self._made]
        launch = self._launch
        if any(arrays[place].data.ptr % WIDEST for place in self._doubtful):
            launch = self._unaligned
        launch.kernel(launch.grid, BLOCK, (*arrays, *made, *launch.values))
        return made[0] if len(made) == 1 else made


class _Launch:
    """A kernel, with what it is launched with besides arrays."""

    def __init__(
        self, size: int, slots: Sequence[Slot], steps: Sequence[Step], pointers: Sequence[int], stored: frozenset[int]
    ) -> None:
        text = Text(size, slots, steps, pointers, stored)
        self.kernel = kernel(text.code(), "fused")
        self.grid = (-(-size // (BLOCK[0] * text.width)),)
        self.values = tuple(text.values)
