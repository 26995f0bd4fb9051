"""Gathering and scattering along one dimension, by tensors of indices.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch, NotDifferentiable, OpFailed, ShapeMismatch
from engine.families import composite, indexing
from engine.ops.creation.filled import representable
from engine.ops.indexing.positions import add_at, along, flat_positions, reduce_at, within
from engine.ops.indexing.selectors import INDICES
from engine.parameters import Array, Integer, Number, Ops, Plain, Size, Text, Xp
from engine.shapes import broadcast, dimension

Shape = tuple[int, ...]
ROWS = [[0, 2, 1], [1, 1, 0]]


def _index_array(op: str, index: Any, rank: int | None = None) -> Any:
    """An index of the right dtype and number of dimensions; 0-dim counts as one."""
    if index.dtype not in INDICES:
        raise DtypeMismatch(f"{op}: the index must be int64 or int32, not {index.dtype.name}.", op=op)
    if rank is not None and max(index.ndim, 1) != max(rank, 1):
        raise ShapeMismatch(
            f"{op}: the index has {index.ndim} dimensions, the input {rank}: it needs as many.",
            op=op,
            shapes=[list(index.shape)],
        )
    return index if index.ndim else index.reshape(1)


def _fits(op: str, index: Any, shape: Shape, dim: int, but: int | None) -> None:
    """Refuse an index larger than a tensor in a dimension other than `but`."""
    if any(i != but and one > other for i, (one, other) in enumerate(zip(index.shape, shape, strict=True))):
        raise ShapeMismatch(
            f"{op}: the index of {list(index.shape)} is larger than {list(shape)} in a dimension other than {dim}.",
            op=op,
            shapes=[list(shape), list(index.shape)],
        )


@indexing(
    shape=lambda input, index, dim: index,
    cases=(
        {"input": (2, 3), "dim": 1, "index": ROWS},
        {"input": (3, 3), "dim": 0, "index": ROWS},
        {"input": (3,), "dim": 0, "index": [0, 0, 2, 1]},
    ),
)
def gather(xp: Xp, input: Array, dim: Integer, index: Plain) -> Any:
    """The elements of input whose number along dim is in index, and whose place is that in index elsewhere."""
    dim = dimension(dim, input.ndim)
    if not index.size:
        return xp.zeros(index.shape, input.dtype)
    key = _index_array("gather", index, input.ndim)
    whole = input if input.ndim else input.reshape(1)
    _fits("gather", key, whole.shape, dim, dim)
    within(xp, "gather", key, whole.shape, dim, error=OpFailed)
    if not whole.flags.c_contiguous:
        return whole[along(xp, key, dim)].reshape(index.shape)
    positions = flat_positions(xp, whole.shape, along(xp, key, dim), tuple(range(whole.ndim)))
    return whole.reshape(-1)[positions].reshape(index.shape)


@indexing(
    shape=lambda src, index, dim, size: size,
    cases=(
        {"src": (2, 3), "index": ROWS, "dim": 1, "size": (2, 4)},
        {"src": (2, 3), "index": ROWS, "dim": 0, "size": (3, 3)},
    ),
)
def _gathered_back(xp: Xp, src: Array, index: Plain, dim: Integer, size: Size) -> Any:
    """Zeros of a size, with src added where gather would read."""
    out = xp.zeros(size, src.dtype)
    if index.size:
        key = index if index.ndim else index.reshape(1)
        add_at(xp, out.reshape(size or (1,)), along(xp, key, dim), tuple(range(key.ndim)), src)
    return out


_gathered_back.gradient(src=lambda ops, g, index, dim: ops.gather(g, dim, index))


def gathered_back(ops: Ops, g: Any, shape: Shape, dim: int, index: Any) -> Any:
    """The gradient of the input of what gathers at index along dim."""
    return ops._gathered_back(g, index, dimension(dim, len(shape)), tuple(shape))


gather.gradient(input=lambda ops, g, input_shape, dim, index: gathered_back(ops, g, input_shape, dim, index))


@composite(
    "indexing", cases=({"input": (2, 3), "indices": [[0, 2], [1, 1]], "dim": 1}, {"input": (2, 3), "indices": [5, 0]})
)
def take_along_dim(ops: Ops, input: Array, indices: Plain, dim: Integer | None = None) -> Any:
    """The elements of input that indices number along dim, both broadcast elsewhere; without dim of the flat input."""
    if dim is None:
        return ops.gather(ops.reshape(input, (-1,)), 0, ops.reshape(indices, (-1,)))
    dim = dimension(dim, len(input.shape))
    if len(indices.shape) != len(input.shape):
        raise ShapeMismatch(
            f"take_along_dim: {list(input.shape)} and indices of {list(indices.shape)} need as many dimensions.",
            op="take_along_dim",
            shapes=[list(input.shape), list(indices.shape)],
        )
    one = (1,)
    common = broadcast(
        input.shape[:dim] + one + input.shape[dim + 1 :], indices.shape[:dim] + one + indices.shape[dim + 1 :]
    )
    sized = [(*common[:dim], shape[dim], *common[dim + 1 :]) for shape in (input.shape, indices.shape)]
    if input.shape[dim]:  # numbers wrap around, as PyTorch has it
        indices = ops.remainder(indices, input.shape[dim])
    return ops.gather(ops.expand(input, sized[0]), dim, ops.expand(indices, sized[1]))


def scattered(xp: Xp, op: str, input: Any, dim: int, index: Any, src: Any) -> tuple[Any, Any, Any]:
    """A copy of the input to write into, the key to write at, and the part of src to write."""
    key = _index_array(op, index, input.ndim)
    out = input.copy().reshape(input.shape or (1,))
    _fits(op, key, out.shape, dim, dim)
    within(xp, op, key, out.shape, dim, error=OpFailed)
    if hasattr(src, "dtype"):
        if src.dtype != input.dtype:
            raise DtypeMismatch(f"{op}: src is {src.dtype.name}, the input {input.dtype.name}: convert one.", op=op)
        _index_array(op, index, src.ndim)
        src = src.reshape(src.shape or (1,))
        _fits(op, key, src.shape, dim, None)
        src = src[tuple(slice(size) for size in key.shape)]
    return out, along(xp, key, dim), src


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    grad_fn=("ScatterBackward0", "ScatterBackward1", "NotImplemented"),
    variant=lambda inputs, attributes: 2 if attributes.get("reduce") else not hasattr(inputs[2], "dtype"),
    cases=(
        {"input": (2, 3), "dim": 1, "index": [[0, 2], [1, 0]], "src": (2, 3)},
        {"input": (2, 3), "dim": 1, "index": [[0, 2], [1, 0]], "value": 1.5},
    ),
)
def scatter(
    xp: Xp,
    input: Array,
    dim: Integer,
    index: Plain,
    src: Array | None = None,
    *,
    value: Number | None = None,
    reduce: Text | None = None,
) -> Any:
    """input with src, a tensor or a number (also called value), written or combined where gather would read."""
    dim = dimension(dim, input.ndim)
    given = value if src is None else src
    if given is None or reduce not in (None, "add", "multiply"):
        raise OpFailed("scatter needs src or value; reduce is 'add', 'multiply' or left out.", op="scatter")
    if not index.size:
        return input.copy()
    out, key, given = scattered(xp, "scatter", input, dim, index, given)
    if not hasattr(given, "dtype"):
        given = input.dtype.type(representable("scatter", given, input.dtype))
    if reduce is None:
        out[key] = given
        return out.reshape(input.shape)
    flat, positions = out.reshape(-1), flat_positions(xp, out.shape, key, tuple(range(out.ndim))).reshape(-1)
    values = xp.broadcast_to(given, key[dim].shape).reshape(-1)
    reduce_at(xp, flat, positions, values, reduce)
    return flat.reshape(input.shape)


def _scatter_gradient(ops: Ops, g: Any, dim: int, index: Any, reduce: str | None) -> Any:
    _refuse_reduced(reduce)
    return ops.scatter(g, dim, index, 0)


def _scatter_source(ops: Ops, g: Any, src_shape: Shape, dim: int, index: Any, reduce: str | None) -> Any:
    _refuse_reduced(reduce)
    return ops._at_front(ops.gather(g, dim, index), src_shape)


def _refuse_reduced(reduce: str | None) -> None:
    if reduce:
        raise NotDifferentiable("scatter with reduce has no gradient, as in PyTorch: scatter_reduce has.", op="scatter")


scatter.gradient(input=_scatter_gradient, src=_scatter_source)


@indexing(shape=lambda input, size: size, cases=({"input": (2, 3), "size": (3, 3)},))
def _at_front(xp: Xp, input: Array, size: Size) -> Any:
    """Zeros with input at the front of every dimension."""
    if input.shape == tuple(size):
        return input
    if not input.size:
        return xp.zeros(size, input.dtype)
    out = xp.zeros(size, input.dtype)
    out[tuple(slice(one) for one in input.shape)] = input
    return out


def at_front(ops: Ops, g: Any, input_shape: Shape) -> Any:
    """The front of every dimension."""
    if 0 in input_shape:
        return ops.new_zeros(g, input_shape)
    for dim, size in enumerate(input_shape):
        g = ops._slice(g, dim, 0, size) if size < g.shape[dim] else g
    return g


_at_front.gradient(input=at_front)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=(
        {"input": (2, 3), "dim": 1, "index": [[0, 0], [1, 0]], "src": (2, 2)},
        {"input": (3,), "dim": 0, "index": [2, 2], "src": (4,)},
    ),
)
def scatter_add(xp: Xp, input: Array, dim: Integer, index: Plain, src: Array) -> Any:
    """input with src added where gather would read; what is named twice is added to twice."""
    dim = dimension(dim, input.ndim)
    if not index.size:
        return input.copy()
    out, key, src = scattered(xp, "scatter_add", input, dim, index, src)
    add_at(xp, out, key, tuple(range(out.ndim)), src)
    return out.reshape(input.shape)


scatter_add.gradient(
    input=lambda ops, g: g,
    src=lambda ops, g, src_shape, dim, index: ops._at_front(ops.gather(g, dim, index), src_shape),
)
