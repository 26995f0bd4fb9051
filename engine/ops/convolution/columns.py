"""Convolutions as products of matrices.

Where there is much to multiply, only what a row of the kernel meets is copied side by side; the rows of the kernel then
meet neighbouring rows of that copy (partial im2col). Else all that the kernel meets is copied (im2col), for several
inputs at once where these are small: where their lines are short, an element of one input beside that of the next, so
that whole lines of all inputs are copied at once. A kernel of one element needs no copy. One channel per group would
make products of vectors: these are added up elementwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.libraries import block
from engine.ops.convolution.sliding import Grid, Windows, padded, seen
from engine.parameters import Xp

DEEP = 32  # so many rows of a matrix make up for adding up products of it
FEW = 8  # filters would make a matrix of so few rows that its product is slow
SEVERAL = 4  # inputs are worth laying out anew
WIDE = 256  # so many columns of a matrix make up for a product of its own
TOGETHER = 1 << 21  # elements of the columns of several inputs in one product, where one alone has too few
SHORT = 16  # elements of a line are copied faster beside those of other inputs


class Columns(NamedTuple):
    """What the kernel meets in some inputs: per row of the kernel a matrix per group, with a column for each place."""

    inputs: slice
    matrices: list[Any]
    are_together: bool = False  # the elements of all inputs at a place, whose columns are then neighbours

    def view(self, values: Any) -> Any:
        """Values at the places of all inputs: channels first, then in the order of the columns."""
        some = values[self.inputs]
        return _together(some) if self.are_together else some.swapaxes(0, 1)

    def matrices_like(self, values: Any, groups: int) -> Any:
        """Values at the places of all inputs as a matrix per group, with as many columns."""
        view = self.view(values)
        return (view.copy() if self.are_together else view).reshape(groups, values.shape[1] // groups, -1)


def _together(input: Any) -> Any:
    """A view with the inputs behind all other dimensions."""
    return input.transpose(*range(1, input.ndim), 0)


def depthwise(channels: int, groups: int, filters: int) -> bool:
    """Whether each group has one channel and one filter."""
    return channels == 1 and groups == filters


def convolve(xp: Xp, input: Any, weight: Any, windows: Windows, groups: int, out: Any, bias: Any | None = None) -> None:
    """Write the convolution of input with weight, and bias added, into out, which has the windows' size."""
    if not out.size:
        return
    if not input.size or not weight.size:
        out[...] = 0 if bias is None else bias.reshape(-1, *(1,) * len(windows.size))
        return
    windows, kept = windows.clipped(input.shape[2:])
    weight = weight[(..., *kept)]
    filters, channels = weight.shape[:2]
    if depthwise(channels, groups, filters):
        _depthwise(xp, input, weight, windows, out)
        if bias is not None:
            out += bias.reshape(-1, *(1,) * len(windows.size))
        return
    few = filters // groups <= FEW < channels or (2 * filters // groups <= channels and _is_short(input, windows))
    if few and max(windows.stride) == 1 < max(windows.kernel):
        _multiply_first(xp, input, weight, windows, groups, out, bias)
        return
    matrices = weight.reshape(groups, filters // groups, channels, _rows(xp, channels, windows), -1)
    matrices = matrices.transpose(3, 0, 1, 2, 4)
    matrices = matrices.reshape(*matrices.shape[:3], -1)
    total = spare = None
    for columns in columns_of(xp, input, windows, groups):
        first, *others = columns.matrices
        if total is not None and total.shape[-1] != first.shape[-1]:
            total = None  # the last inputs are fewer
        total = xp.matmul(matrices[0], first, out=total)
        for matrix, column in zip(matrices[1:], others, strict=True):
            spare = xp.matmul(matrix, column, out=spare)
            total += spare
        if bias is not None:
            total += bias.reshape(groups, -1, 1)  # before they are laid out as out is: lines are long here
        found = columns.view(out)
        found[...] = total.reshape(found.shape)


def _multiply_first(xp: Xp, input: Any, weight: Any, windows: Windows, groups: int, out: Any, bias: Any | None) -> None:
    """The convolution for few filters: all elements times each weight, then what belongs together added up."""
    filters, channels = weight.shape[:2]
    sizes, kernel = input.shape[2:], math.prod(windows.kernel)
    matrices = weight.reshape(groups, filters // groups, channels, -1).transpose(0, 3, 1, 2)
    matrices = matrices.reshape(groups, -1, channels)
    count = max(1, TOGETHER // (filters * kernel * math.prod(sizes))) if _is_short(input, windows) else 1
    for first in range(0, input.shape[0], count):
        some = _together(input[first : first + count])
        lines = some.copy() if count > 1 else some
        products = xp.matmul(matrices, lines.reshape(groups, channels, -1))
        products = products.reshape(groups, kernel, filters // groups, *some.shape[1:])
        total = xp.zeros((groups, filters // groups, *windows.size, some.shape[-1]), input.dtype)
        for number, offset in enumerate(windows):
            getting, met = [], []
            for k, apart, before, size, full in zip(
                offset, windows.dilation, windows.before, windows.size, sizes, strict=True
            ):
                ahead = k * apart - before
                start, stop = max(0, -ahead), max(0, min(size, full - ahead))
                getting.append(slice(start, stop))
                met.append(slice(start + ahead, max(start, stop) + ahead))
            part = total[(slice(None), slice(None), *getting)]
            part += products[(slice(None), number, slice(None), *met)]
        if bias is not None:
            total += bias.reshape(groups, -1, *(1,) * (total.ndim - 2))
        _together(out[first : first + count])[...] = total.reshape(filters, *total.shape[2:])


def _is_short(input: Any, windows: Windows) -> bool:
    """Whether lines are so short that several inputs are worth laying out anew."""
    return windows.size[-1] < SHORT and input.shape[0] >= SEVERAL


def columns_of(xp: Xp, input: Any, windows: Windows, groups: int) -> Iterator[Columns]:
    """The columns of all inputs. Their matrices last until the next ones are asked for."""
    channels = input.shape[1] // groups
    if _rows(xp, channels, windows) > 1:
        yield from _columns_by_rows(xp, input, windows, groups)
        return
    kernel, width = math.prod(windows.kernel), math.prod(windows.size)
    plain = kernel == 1 and max(windows.stride) == 1  # its matrix is there already
    count = max(1, (block(xp) if width >= WIDE else max(block(xp), TOGETHER)) // (input.shape[1] * kernel * width))
    count = 1 if plain and width >= WIDE else min(count, input.shape[0])
    room = None
    for first in range(0, input.shape[0], count):
        inputs = slice(first, first + count)
        some = input[inputs]
        together = kernel > 1 and _is_short(some, windows)
        met = (_met_together if together else _met)(xp, some, windows)
        if not plain or count > 1:
            if room is None or room.shape != met.shape:
                room = xp.empty(met.shape, input.dtype)
            room[...] = met
            met = room
        yield Columns(inputs, [met.reshape(groups, channels * kernel, -1)], together)


def _met(xp: Xp, input: Any, windows: Windows) -> Any:
    """A view of what windows meet: by channel, element of the kernel, input and place."""
    view = seen(xp, padded(xp, input, windows.before, windows.extent), windows)
    return xp.moveaxis(view, 0, len(windows.size) + 1)


def _met_together(xp: Xp, input: Any, windows: Windows) -> Any:
    """A view of what windows meet: by channel, element of the kernel, place and input, which is the last in memory."""
    count = input.shape[0]
    wider = Windows(
        (*windows.kernel, 1), (*windows.stride, 1), (*windows.before, 0), (*windows.dilation, 1), (*windows.size, count)
    )
    lines = _together(input).copy()  # which is what `matrices_like` makes of gradients: a plan does it once
    return seen(xp, padded(xp, lines, wider.before, wider.extent), wider)


def _rows(xp: Xp, channels: int, windows: Windows) -> int:
    """How many rows of the kernel are multiplied apart."""
    depth = channels * math.prod(windows.kernel[1:])
    width = math.prod(windows.size)
    apart = depth >= DEEP and width >= WIDE and depth * windows.kernel[0] * width > block(xp)
    return windows.kernel[0] if apart else 1


def _columns_by_rows(xp: Xp, input: Any, windows: Windows, groups: int) -> Iterator[Columns]:
    stride, dilation, count = windows.stride[0], windows.dilation[0], windows.kernel[0]
    places = [divmod(row * dilation, stride) for row in range(count)]
    height = windows.size[0] + places[-1][0]
    whole = padded(xp, input, windows.before, (height * stride, *windows.extent[1:]))
    whole = whole.reshape(*input.shape[:2], height, stride, *whole.shape[3:])
    line = Windows(
        (1, *windows.kernel[1:]),
        (1, *windows.stride[1:]),
        windows.before,
        windows.dilation,
        (height, *windows.size[1:]),
    )
    views = {part: seen(xp, whole[:, :, :, part], line) for part in sorted({part for _, part in places})}
    plain = math.prod(line.kernel) == 1 and max(line.stride) == 1 and stride == 1
    room = None if plain else {part: xp.empty(view.shape[1:], input.dtype) for part, view in views.items()}
    width = math.prod(windows.size[1:])
    for image in range(input.shape[0]):
        met = {}
        for part, view in views.items():
            if room is not None:
                room[part][...] = view[image]
            taken = view[image] if room is None else room[part]
            met[part] = taken.reshape(groups, -1, height * width)
        rows = [met[part][..., first * width : (first + windows.size[0]) * width] for first, part in places]
        yield Columns(slice(image, image + 1), rows)


def _depthwise(xp: Xp, input: Any, weight: Any, windows: Windows, out: Any) -> None:
    """Write the convolution of each channel with its own kernel into out."""
    grid = Grid(windows)
    planes = input.reshape(-1, *input.shape[2:])
    factors = xp.tile(weight.reshape(weight.shape[0], -1), (input.shape[0], 1))
    found = xp.empty((planes.shape[0], *windows.size), input.dtype)
    for some in grid.blocks(xp, planes.shape[0]):
        parts = grid.lay_out(xp, planes[some])
        total = spare = None
        for factor, offset in zip(factors[some].T, windows, strict=True):
            spare = xp.multiply(grid.stretch(parts, offset), factor[:, None], out=spare)
            if total is None:
                total, spare = spare, None
            else:
                total += spare
        found[some] = grid.crop(total)
    out[...] = found.reshape(out.shape)


def depthwise_weight(xp: Xp, input: Any, other: Any, windows: Windows) -> Any:
    """What the kernel of each channel gets from other, the outputs."""
    grid = Grid(windows)
    planes, others = input.reshape(-1, *input.shape[2:]), other.reshape(-1, *windows.size)
    found = xp.empty((planes.shape[0], math.prod(windows.kernel)), input.dtype)
    for some in grid.blocks(xp, planes.shape[0]):
        parts = grid.lay_out(xp, planes[some])
        there = grid.stretched(xp, others[some])[:, None]
        for number, offset in enumerate(windows):
            found[some, number] = xp.matmul(there, grid.stretch(parts, offset)[..., None])[:, 0, 0]
    return found.reshape(input.shape[0], input.shape[1], 1, *windows.kernel).sum(0)
