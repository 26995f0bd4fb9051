"""Parts of a tensor chosen, added to and filled by a vector of indices into one dimension.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, IndexOutOfRange, OpFailed, ShapeMismatch
from engine.families import indexing
from engine.ops.creation.filled import representable
from engine.ops.indexing.positions import add_at, within
from engine.ops.indexing.selectors import INDICES
from engine.parameters import Array, Boolean, Integer, Number, Plain, Size, Xp
from engine.shapes import dimension

Shape = tuple[int, ...]


def _vector(op: str, index: Any) -> Any:
    if index.dtype not in INDICES:
        raise DtypeMismatch(f"{op}: the index must be int64 or int32, not {index.dtype.name}.", op=op)
    if index.ndim > 1:
        raise IndexOutOfRange(f"{op}: the index must be a vector, not {list(index.shape)}.", op=op)
    return index.reshape(-1)


def _selected(input: Shape, index: Shape, dim: int) -> Shape:
    dim = dimension(dim, len(input))
    return (*input[:dim], index[0] if index else 1, *input[dim + 1 :]) if input else ()


@indexing(
    shape=_selected,
    grows=True,
    cases=({"input": (3, 2), "dim": 0, "index": [2, 0, 2]}, {"input": (3, 2), "dim": -1, "index": [1]}),
)
def index_select(xp: Xp, input: Array, dim: Integer, index: Plain) -> Any:
    """The parts of input that index numbers along dim."""
    dim = dimension(dim, input.ndim)
    index = _vector("index_select", index)
    within(xp, "index_select", index, input.shape, dim)
    if not input.ndim and index.size != 1:
        raise IndexOutOfRange("index_select: a 0-dim tensor takes one index.", op="index_select")
    return xp.take(input, index, dim) if input.ndim else input.copy()


@indexing(
    shape=lambda source, index, dim, size: size,
    cases=({"source": (3, 2), "index": [2, 0, 2], "dim": 0, "size": (4, 2)},),
)
def _selected_back(xp: Xp, source: Array, index: Plain, dim: Integer, size: Size) -> Any:
    """Zeros of a size, with the parts of source added to those that index numbers along dim."""
    out = xp.zeros(size, source.dtype)
    add_at(xp, out.reshape(size or (1,)), (index.reshape(-1),), (dim,), source.reshape(source.shape or (1,)))
    return out


_selected_back.gradient(source=lambda ops, g, index, dim: ops.index_select(g, dim, index))
index_select.gradient(
    input=lambda ops, g, input_shape, dim, index: ops._selected_back(
        g, index, dimension(dim, len(input_shape)), tuple(input_shape)
    )
)


def written(op: str, input: Any, dim: int, index: Any, source: Any) -> tuple[Any, Any, Any]:
    """A copy to write into, the index and the source, each with at least one dimension."""
    index = _vector(op, index)
    out = input.copy().reshape(input.shape or (1,))
    source = source.reshape(source.shape or (1,))
    if source.dtype != input.dtype:
        raise DtypeMismatch(f"{op}: source is {source.dtype.name}, the input {input.dtype.name}: convert one.", op=op)
    wanted = (*out.shape[:dim], index.size, *out.shape[dim + 1 :])
    if source.shape != wanted:
        raise ShapeMismatch(
            f"{op}: {index.size} indices into dimension {dim} of {list(out.shape)} need a source of {list(wanted)}, "
            f"not {list(source.shape)}.",
            op=op,
            shapes=[list(out.shape), list(source.shape)],
        )
    return out, index, source


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=(
        {"input": (3, 2), "dim": 0, "index": [2, 0, 2], "source": (3, 2)},
        {"input": (3, 2), "dim": 1, "index": [1, 1], "source": (3, 2), "alpha": 2.0},
    ),
)
def index_add(xp: Xp, input: Array, dim: Integer, index: Plain, source: Array, *, alpha: Number = 1) -> Any:
    """input with alpha times the parts of source added to its own parts that index numbers along dim."""
    dim = dimension(dim, input.ndim)
    out, index, source = written("index_add", input, dim, index, source)
    within(xp, "index_add", index, out.shape, dim, error=OpFailed)
    add_at(xp, out, (index,), (dim,), source if alpha == 1 else source * input.dtype.type(alpha))
    return out.reshape(input.shape)


index_add.gradient(
    input=lambda ops, g: g,
    source=lambda ops, g, source_shape, dim, index, alpha: ops.reshape(
        ops.index_select(g if alpha == 1 else g * alpha, dim, index), source_shape
    ),
)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=(
        {"input": (3, 2), "dim": 0, "index": [2, 0], "source": (2, 2)},
        {"input": (), "dim": 0, "index": [0], "source": ()},
    ),
)
def index_copy(xp: Xp, input: Array, dim: Integer, index: Plain, source: Array) -> Any:
    """input with the parts of source in the place of its own parts that index numbers along dim."""
    dim = dimension(dim, input.ndim)
    if index.dtype != dtypes.int64:
        raise DtypeMismatch(f"index_copy: the index must be int64, not {index.dtype.name}.", op="index_copy")
    if source.ndim > 1 and index.size != source.shape[dim]:
        raise IndexOutOfRange(
            f"index_copy: {index.size} indices for {source.shape[dim]} parts in dimension {dim} of source.",
            op="index_copy",
            shapes=[list(input.shape), list(source.shape)],
        )
    out, index, source = written("index_copy", input, dim, index, source)
    within(xp, "index_copy", index, out.shape, dim)
    out[(slice(None),) * dim + (index,)] = source
    return out.reshape(input.shape)


index_copy.gradient(
    input=lambda ops, g, dim, index: ops.index_fill(g, dim, index, 0),
    source=lambda ops, g, source_shape, dim, index: ops.reshape(ops.index_select(g, dim, index), source_shape),
)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    grad_fn=("IndexFillBackward0", "IndexFillBackward1"),
    variant=lambda inputs, attributes: hasattr(inputs[2], "dtype"),
    cases=(
        {"input": (3, 2), "dim": 0, "index": [2, 0], "value": 1.5},
        {"input": (3, 2), "dim": 1, "index": [1], "value": ()},
    ),
)
def index_fill(xp: Xp, input: Array, dim: Integer, index: Plain, value: Array) -> Any:
    """input with value, a number or a 0-dim tensor, in the parts that index numbers along dim."""
    dim = dimension(dim, input.ndim)
    index = _vector("index_fill", index)
    out = input.copy().reshape(input.shape or (1,))
    within(xp, "index_fill", index, out.shape, dim, -out.shape[dim])
    if getattr(value, "dtype", input.dtype).kind == "c" != input.dtype.kind:
        raise DtypeMismatch("index_fill: a complex value cannot fill real numbers.", op="index_fill")
    if getattr(value, "ndim", 0):
        raise ShapeMismatch(f"index_fill: value must be a number or 0-dim, not {list(value.shape)}.", op="index_fill")
    out[(slice(None),) * dim + (index,)] = (
        value.astype(input.dtype) if hasattr(value, "dtype") else representable("index_fill", value, input.dtype)
    )
    return out.reshape(input.shape)


index_fill.gradient(
    input=lambda ops, g, dim, index: ops.index_fill(g, dim, index, 0),
    value=lambda ops, g, dim, index: ops.sum(g - ops.index_fill(g, dim, index, 0)),
)


@indexing(
    shape=lambda input, index: index,
    grows=True,
    cases=({"input": (2, 3), "index": [[0, 5], [-1, 2]]}, {"input": (2, 3), "index": [1, 1]}),
)
def take(xp: Xp, input: Array, index: Plain) -> Any:
    """The elements of the flat input that index numbers."""
    if index.dtype != dtypes.int64:
        raise DtypeMismatch(f"take: the index must be int64, not {index.dtype.name}.", op="take")
    flat = input.reshape(-1)
    within(xp, "take", index, flat.shape, 0, -flat.size)
    return flat[index]


take.gradient(
    input=lambda ops, g, input_shape, index: ops.reshape(
        ops._index_put(ops.new_zeros(g, (math.prod(input_shape),)), [index], g, (0,), True), input_shape
    )
)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=(
        {"input": (2, 3), "index": [[0], [-1]], "source": (2,)},
        {"input": (2, 3), "index": [1, 1], "source": (2,), "accumulate": True},
    ),
)
def put(xp: Xp, input: Array, index: Plain, source: Array, accumulate: Boolean = False) -> Any:
    """input with the elements of source written, or added, where index numbers the flat input."""
    if index.dtype != dtypes.int64 or source.dtype != input.dtype:
        raise DtypeMismatch(
            f"put: the index must be int64, not {index.dtype.name}, and source, which is {source.dtype.name}, of the "
            f"input's {input.dtype.name}.",
            op="put",
            dtypes=[input.dtype.name, source.dtype.name],
        )
    if index.size != source.size:
        raise IndexOutOfRange(
            f"put: {index.size} indices for {source.size} elements of source: there must be as many.",
            op="put",
            shapes=[list(index.shape), list(source.shape)],
        )
    within(xp, "put", index, (input.size,), 0, -input.size)
    flat = input.copy().reshape(-1)
    if accumulate:
        add_at(xp, flat, (index.reshape(-1),), (0,), source.reshape(-1))
    else:
        flat[index.reshape(-1)] = source.reshape(-1)
    return flat.reshape(input.shape)


put.gradient(
    input=lambda ops, g, index, source_shape, accumulate: (
        g if accumulate else ops.put(g, index, ops.new_zeros(g, source_shape))
    ),
    source=lambda ops, g, index, source_shape: ops.reshape(ops.take(g, index), source_shape),
)
