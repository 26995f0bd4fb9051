"""Windows that move over the last dimensions: their geometry, and the elements that they meet.

Along one dimension, the window at place p meets the elements `p * stride + k * dilation - before` for each offset k of
its kernel; where that lies outside of the input it meets padding. All of this is per dimension, for any number of them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from engine.blocks import runs
from engine.errors import LimitExceeded, OpFailed
from engine.libraries import block
from engine.parameters import Xp
from engine.shapes import many

Shape = tuple[int, ...]
Offset = tuple[int, ...]

LARGEST = 10**6  # elements of a kernel that are gone through one by one


@dataclass(frozen=True)
class Windows:
    """`size` windows of `kernel` elements each, along every dimension."""

    kernel: Shape
    stride: Shape
    before: Shape
    dilation: Shape
    size: Shape

    def __iter__(self) -> Iterator[Offset]:
        """The offsets of a kernel's elements, in order."""
        return itertools.product(*map(range, self.kernel))

    @property
    def extent(self) -> Shape:
        """How many elements they span, padding included."""
        return tuple(
            [
                max(0, (size - 1) * stride + (kernel - 1) * dilation + 1)
                for size, stride, kernel, dilation in zip(
                    self.size, self.stride, self.kernel, self.dilation, strict=True
                )
            ]
        )

    def clipped(self, sizes: Shape) -> tuple[Windows, tuple[slice, ...]]:
        """These windows without the ends of the kernel that meet padding alone, at any place; and what is left of it.

        `sizes` are those of the input. Where all meets padding, one element is left.
        """
        kept, before = [], []
        for dim, size in enumerate(sizes):
            front, dilation, end = self.before[dim], self.dilation[dim], self.kernel[dim] - 1
            reach = (self.size[dim] - 1) * self.stride[dim]
            first = min(max(0, -((reach - front) // dilation)), end)
            last = max(first, min(end, (size - 1 + front) // dilation))
            kept.append(slice(first, last + 1))
            before.append(front - first * dilation)
        kernel = tuple([part.stop - part.start for part in kept])
        return Windows(kernel, self.stride, tuple(before), self.dilation, self.size), tuple(kept)


def room(input: Shape, windows: Windows) -> Shape:
    """The shape of what windows need of an input, padding included, which shape rules let the context admit."""
    rank = len(windows.size)
    return (*input[:-rank], *windows.clipped(input[-rank:])[0].extent)


def per_dim(op: str, name: str, value: Any, rank: int) -> Shape:
    """One number for every dimension, or one for all of them, as a number per dimension."""
    values = many(value)
    if len(values) == 1:
        return values * rank
    if len(values) != rank:
        raise OpFailed(f"{op}: {name} must be one integer or {rank}, got {list(values)}.", op=op, argument=name)
    return values


def at_least(op: str, name: str, values: Shape, low: int) -> None:
    """Refuse numbers that are too small."""
    if min(values, default=low) < low:
        raise OpFailed(f"{op}: {name} must be at least {low}, got {list(values)}.", op=op, argument=name)


def padded(xp: Xp, input: Any, before: Shape, extent: Shape, fill: Any = 0) -> Any:
    """The last dimensions cut or filled up to `extent`, with `before` elements in front; input itself if that is it."""
    sizes = input.shape[-len(extent) :]
    if sizes == extent and not any(before):
        return input
    out = xp.full(input.shape[: -len(extent)] + extent, fill, input.dtype)
    into, taken = [], []
    for size, front, full in zip(sizes, before, extent, strict=True):
        first, last = max(0, front), min(full, size + front)
        if first >= last:
            return out
        into.append(slice(first, last))
        taken.append(slice(first - front, last - front))
    out[(..., *into)] = input[(..., *taken)]
    return out


def seen(xp: Xp, input: Any, windows: Windows) -> Any:
    """A view of all windows over the last dimensions of an input that has their extent: kernel first, then places."""
    rank = len(windows.kernel)
    lead, steps = input.shape[:-rank], input.strides[-rank:]
    within = [step * dilation for step, dilation in zip(steps, windows.dilation, strict=True)]
    between = [step * stride for step, stride in zip(steps, windows.stride, strict=True)]
    return xp.lib.stride_tricks.as_strided(
        input, (*lead, *windows.kernel, *windows.size), (*input.strides[:-rank], *within, *between)
    )


class Grid:
    """Planes laid out so that what all windows meet at one offset of the kernel is one contiguous stretch.

    The planes are split by the remainders of positions modulo the stride, each part padded to `pitch`. Places are then
    neighbours, in a grid that is wider than the windows' by what the kernel overlaps: `crop` takes that away.
    """

    def __init__(self, windows: Windows) -> None:
        if math.prod(windows.kernel) > LARGEST:
            raise LimitExceeded(
                f"A kernel with {math.prod(windows.kernel)} elements that meet the input takes too long, the limit is "
                f"{LARGEST}.",
                limit=LARGEST,
            )
        self.windows = windows
        overlaps = [
            (kernel - 1) * dilation // stride
            for kernel, dilation, stride in zip(windows.kernel, windows.dilation, windows.stride, strict=True)
        ]
        self.pitch = tuple([size + overlap for size, overlap in zip(windows.size, overlaps, strict=True)])
        steps = [math.prod(self.pitch[dim + 1 :]) for dim in range(len(self.pitch))]
        self.length = windows.size[0] * steps[0]  # of a stretch
        self.room = math.prod(self.pitch) + sum(map(math.prod, zip(overlaps[1:], steps[1:], strict=True)))
        self.places: dict[Offset, tuple[Shape, int]] = {}  # of each offset: the part, and where its stretch begins
        for offset in windows:
            moved = [k * dilation for k, dilation in zip(offset, windows.dilation, strict=True)]
            part = tuple([one % stride for one, stride in zip(moved, windows.stride, strict=True)])
            first = [one // stride for one, stride in zip(moved, windows.stride, strict=True)]
            self.places[offset] = part, sum(map(math.prod, zip(first, steps, strict=True)))
        self.parts = {part: number for number, part in enumerate(sorted({part for part, _ in self.places.values()}))}

    def blocks(self, xp: Xp, planes: int) -> Iterator[slice]:
        """Runs of so many planes, whose parts make about a block."""
        return runs(planes, len(self.parts) * self.room, block(xp))

    def empty(self, xp: Xp, planes: int, fill: Any, dtype: Any) -> Any:
        """Room for all parts of so many planes."""
        return xp.full((len(self.parts), planes, self.room), fill, dtype)

    def lay_out(self, xp: Xp, planes: Any, fill: Any = 0) -> Any:
        """The parts of planes."""
        out = self.empty(xp, planes.shape[0], fill, planes.dtype)
        for part, number in self.parts.items():
            grid, taken = self._slices(part, planes.shape[1:])
            self._plane(out[number])[(slice(None), *grid)] = planes[(slice(None), *taken)]
        return out

    def gather(self, xp: Xp, parts: Any, shape: Shape) -> Any:
        """Planes of a shape from their parts: the inverse of `lay_out`, and its transpose, with zeros between."""
        out = xp.zeros((parts.shape[1], *shape), parts.dtype)
        for part, number in self.parts.items():
            grid, taken = self._slices(part, shape)
            out[(slice(None), *taken)] = self._plane(parts[number])[(slice(None), *grid)]
        return out

    def stretch(self, parts: Any, offset: Offset) -> Any:
        """What all windows meet at an offset of the kernel, as a view."""
        part, first = self.places[offset]
        return parts[self.parts[part]][:, first : first + self.length]

    def crop(self, stretches: Any) -> Any:
        """The windows' values in stretches, without what lies between."""
        shaped = stretches.reshape(stretches.shape[0], self.windows.size[0], *self.pitch[1:])
        return shaped[(slice(None), *map(slice, self.windows.size))]

    def stretched(self, xp: Xp, values: Any) -> Any:
        """The windows' values as stretches, with zeros between: the transpose of `crop`."""
        out = xp.zeros((values.shape[0], self.windows.size[0], *self.pitch[1:]), values.dtype)
        out[(slice(None), *map(slice, self.windows.size))] = values
        return out.reshape(values.shape[0], self.length)

    def _plane(self, part: Any) -> Any:
        return part[:, : math.prod(self.pitch)].reshape(part.shape[0], *self.pitch)

    def _slices(self, part: Shape, shape: Shape) -> tuple[list[slice], list[slice]]:
        """Where the elements of a part are in the grid, and in the planes."""
        grid, taken = [], []
        for remainder, stride, before, pitch, size in zip(
            part, self.windows.stride, self.windows.before, self.pitch, shape, strict=True
        ):
            first = max(0, -((remainder - before) // stride))
            last = min(pitch, (size - 1 + before - remainder) // stride + 1)
            last = max(first, last)
            start = first * stride + remainder - before
            grid.append(slice(first, last))
            taken.append(slice(start, start + (last - first) * stride, stride))
        return grid, taken


def planes_of(input: Any, rank: int) -> Any:
    """The last dimensions as planes, numbered by all others."""
    return input.reshape(math.prod(input.shape[:-rank]), *input.shape[-rank:])
