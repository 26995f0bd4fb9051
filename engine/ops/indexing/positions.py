"""Where indices point: bounds, and positions in the flat storage."""

from __future__ import annotations

import math
from typing import Any

from engine.batching import elements, end_to_end, levels_of, put_back
from engine.errors import EngineError, IndexOutOfRange
from engine.libraries import kernels, own, untraced
from engine.parameters import Xp

Shape = tuple[int, ...]
_LONG = 32  # elements of a part from which on it is added as one
_TURN = 1000  # elements that are added one by one in the time of a turn


def within(
    xp: Xp, op: str, index: Any, shape: Shape, dim: int, low: int = 0, error: type[EngineError] = IndexOutOfRange
) -> None:
    """Refuse indices outside of `low` to the size of a dimension; CuPy would wrap them silently."""
    size, index = shape[dim] if shape else 1, elements(index)
    if not index.size:
        return
    if ours := kernels(xp):
        inside = not bool(ours.outside(index, low, size))
    elif low == 0 and index.dtype.kind == "i":  # read without a sign, negative numbers are very large
        inside = bool(index.view(f"uint{8 * index.itemsize}").max() < size)
    else:
        inside = bool(index.min() >= low) and bool(index.max() < size)
    if not inside:
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
    line = len(dims) == 1 and indices[0].ndim == 1 and not levels_of(indices[0])
    if line and (ours := kernels(xp)):
        ours.add_at(out, indices[0], values, dims[0])
    elif line and values.size >= _LONG * max(len(indices[0]), 1):
        # one call for a trace, since how many turns there are is in the values
        own(xp, _add_parts)(untraced(xp), out, indices[0], dims[0], values)
    else:
        _add_elements(xp, out, indices, dims, values)


def _add_elements(xp: Xp, out: Any, indices: Any, dims: tuple[int, ...], values: Any) -> None:
    add_flat(xp, out.reshape(-1), flat_positions(xp, out.shape, indices, dims).reshape(-1), values.reshape(-1))


def add_flat(xp: Xp, flat: Any, positions: Any, values: Any) -> None:
    """Add values to elements of a flat array at their positions, those of one position in their order."""
    if ours := kernels(flat.xp if levels_of(flat) else xp):
        _, plain, positions, values = end_to_end(xp, flat, positions, values)
        ours.add_at(plain, positions, values, 0)
        put_back(flat, plain)
    else:
        xp.add.at(flat, positions, values)


def _add_parts(xp: Xp, out: Any, index: Any, dim: int, values: Any) -> Any:
    """`out` with long parts added in turns: first the first one for each place, then the second ones, and so on."""
    index = xp.where(index < 0, index + out.shape[dim], index)
    order = xp.argsort(index, -1, "stable")
    ordered = index[order]
    turns = xp.arange(len(order)) - xp.searchsorted(ordered, ordered)
    count = int(turns.max()) + 1 if len(order) else 0
    if count * _TURN > values.size:
        _add_elements(xp, out, (index,), (dim,), values)
        return out
    before = (slice(None),) * dim
    for turn in range(count):
        some = order[turns == turn]
        out[(*before, index[some])] += values[(*before, some)]
    return out


def reduce_at(xp: Xp, flat: Any, positions: Any, values: Any, combine: str, include_self: bool = True) -> None:
    """Combine values with the elements of a flat array at their positions, or with one another alone.

    CuPy cannot accumulate with every function, so the values of each position are brought together, and combined by
    doubling strides (Hillis and Steele, 1986).
    """
    xp, plain, positions, values = end_to_end(xp, flat, positions, values)
    join = getattr(xp, combine)
    order = xp.argsort(positions, -1, "stable")
    positions, values = positions[order], values[order]
    last = xp.concatenate([positions[1:] != positions[:-1], xp.ones(min(1, len(positions)), bool)])
    ends = xp.nonzero(last)[0]
    counts = xp.diff(ends, 1, -1, xp.full(1, -1))
    step, longest = 1, int(counts.max()) if counts.size else 0
    while step < longest:
        together = join(values[step:], values[:-step])
        same = positions[step:] == positions[:-step]
        values = xp.concatenate([values[:step], xp.where(same, together, values[step:])])
        step *= 2
    met, totals = positions[ends], values[ends]
    plain[met] = join(plain[met], totals) if include_self else totals
    put_back(flat, plain)


def flat_positions(xp: Xp, shape: Shape, indices: Any, dims: tuple[int, ...]) -> Any:
    """The flat positions that indices into the dimensions `dims` choose, in the shape that indexing gives."""
    strides = [math.prod(shape[dim + 1 :]) for dim in range(len(shape))]
    rest = [dim for dim in range(len(shape)) if dim not in dims]
    place = dims[0] if dims == tuple(range(dims[0], dims[0] + len(dims))) else 0
    chosen: Any = None
    for index, dim in zip(indices, dims, strict=True):
        index = index if index.dtype == "int64" else index.astype("int64")
        if kernels(xp):
            index = index % shape[dim]
        elif bool(elements(index < 0).any()):
            index = xp.where(index < 0, index + shape[dim], index)
        index = index if strides[dim] == 1 else index * strides[dim]
        chosen = index if chosen is None else chosen + index
    total = chosen.reshape(chosen.shape + (1,) * (len(rest) - place))
    for i, dim in enumerate(rest):
        trailing = len(rest) - 1 - i + (chosen.ndim if i < place else 0)
        total = total + (xp.arange(shape[dim]) * strides[dim]).reshape((shape[dim],) + (1,) * trailing)
    return total
