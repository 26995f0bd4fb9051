"""Where indices point: bounds, and positions in the flat storage."""

from __future__ import annotations

import math
from typing import Any

from engine.devices import adds_at
from engine.errors import EngineError, IndexOutOfRange
from engine.parameters import Xp

Shape = tuple[int, ...]


def within(
    op: str, index: Any, shape: Shape, dim: int, low: int = 0, error: type[EngineError] = IndexOutOfRange
) -> None:
    """Refuse indices outside of `low` to the size of a dimension; CuPy would wrap them silently."""
    size = shape[dim] if shape else 1
    if index.size and (int(index.min()) < low or int(index.max()) >= size):
        wrong = int(index.max()) if int(index.max()) >= size else int(index.min())
        raise error(
            f"{op}: index {wrong} is out of range for dimension {dim} of {list(shape)}: {low} to {size - 1} are in it.",
            op=op,
            shapes=[list(shape)],
        )


def along(xp: Xp, index: Any, dim: int) -> tuple[Any, ...]:
    """A key that takes, at each place of `index`, the element with its number along `dim` and this place elsewhere."""
    rank = index.ndim
    return tuple(
        [
            index if i == dim else xp.arange(size).reshape((size,) + (1,) * (rank - 1 - i))
            for i, size in enumerate(index.shape)
        ]
    )


def add_at(xp: Xp, out: Any, indices: Any, dims: tuple[int, ...], values: Any) -> None:
    """Add values, in the shape that indexing gives, to the contiguous `out`; what is chosen twice is added to twice."""
    flat, positions = out.reshape(-1), flat_positions(xp, out.shape, indices, dims).reshape(-1)
    if adds_at(xp, out.dtype):
        xp.add.at(flat, positions, values.reshape(-1))
    else:
        reduce_at(xp, flat, positions, values.reshape(-1), xp.add)


def reduce_at(
    xp: Xp, flat: Any, positions: Any, values: Any, combine: Any, include_self: bool = True
) -> tuple[Any, Any]:
    """Combine values with the elements of a flat array at their positions, or with one another alone.

    Gives the positions that were met, and how many values each met. CuPy cannot accumulate with every function, so the
    values of each position are brought together, and combined by doubling strides (Hillis and Steele, 1986).
    """
    order = xp.argsort(positions, -1, "stable")
    positions, values = positions[order], values[order]
    last = xp.concatenate([positions[1:] != positions[:-1], xp.ones(min(1, len(positions)), bool)])
    ends = xp.nonzero(last)[0]
    counts = xp.diff(ends, 1, -1, xp.full(1, -1))
    step, longest = 1, int(counts.max()) if counts.size else 0
    while step < longest:
        together = combine(values[step:], values[:-step])
        same = positions[step:] == positions[:-step]
        values = xp.concatenate([values[:step], xp.where(same, together, values[step:])])
        step *= 2
    met, totals = positions[ends], values[ends]
    flat[met] = combine(flat[met], totals) if include_self else totals
    return met, counts


def flat_positions(xp: Xp, shape: Shape, indices: Any, dims: tuple[int, ...]) -> Any:
    """The flat positions that indices into the dimensions `dims` choose, in the shape that indexing gives."""
    strides = [math.prod(shape[dim + 1 :]) for dim in range(len(shape))]
    rest = [dim for dim in range(len(shape)) if dim not in dims]
    place = dims[0] if dims == tuple(range(dims[0], dims[0] + len(dims))) else 0
    chosen: Any = 0
    for index, dim in zip(indices, dims, strict=True):
        chosen = chosen + xp.where(index < 0, index + shape[dim], index) * strides[dim]
    total = chosen.reshape(chosen.shape + (1,) * (len(rest) - place))
    for i, dim in enumerate(rest):
        trailing = len(rest) - 1 - i + (chosen.ndim if i < place else 0)
        total = total + (xp.arange(shape[dim]) * strides[dim]).reshape((shape[dim],) + (1,) * trailing)
    return total
