"""Indexing: reading and writing the parts of a tensor that an index chooses, as `x[1:, None, mask]` does.

https://docs.pytorch.org/docs/stable/tensor_view.html and https://numpy.org/doc/stable/user/basics.indexing.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch, IndexOutOfRange, ShapeMismatch
from engine.families import METHOD, composite, indexing, operation, view
from engine.ops.creation.filled import representable
from engine.ops.indexing.positions import add_at, within
from engine.ops.indexing.selectors import beside, integer_indices, walk
from engine.parameters import Array, Arrays, Boolean, Index, Integers, Ops, Xp
from engine.shapes import broadcast
from engine.tensor import Tensor

Shape = tuple[int, ...]


@composite(
    "indexing",
    variants=METHOD,
    cases=(
        {"input": (3, 4), "index": (1, slice(1, None, 2))},
        {"input": (3, 4), "index": (Ellipsis, None, -1)},
        {"input": (3, 4), "index": ([0, 2, 0],)},
        {"input": (3, 4), "index": ([True, False, True], [1, 2])},
        {"input": (3, 2, 4), "index": ([0, 2], slice(None), [[1], [3]])},
        {"input": (3,), "index": ()},
    ),
)
def getitem(ops: Ops, input: Array, index: Index) -> Any:
    """The part of input that index chooses: a view, unless tensors or lists choose."""
    if len(index) == 1 and type(index[0]) is int:  # the most frequent index needs no walk
        return ops.select(input, 0, index[0])
    chosen = walk(ops, input, index)
    if chosen.dims:
        return ops._index(chosen.view, chosen.indices, chosen.dims)
    return ops._alias(chosen.view) if chosen.view is input else chosen.view


@indexing(
    variants=METHOD,
    cases=({"input": (3, 4), "value": (4,), "index": (1,)}, {"input": (3,), "value": 2.0, "index": ([0, 2],)}),
)
def setitem(context: Any, input: Array, value: Array, index: Index) -> Any:
    """input with value, broadcast, written into the part that index chooses; input comes back."""
    if not isinstance(input, Tensor):
        raise DtypeMismatch("setitem needs a tensor to write into.", op="setitem")
    ops = context.ops
    chosen = walk(ops, input, index, to_write=True)
    target = chosen.view
    if not isinstance(value, Tensor):
        number = representable("setitem", value, input.dtype)
        with context.on(input.device):
            value = context.place(input.device.xp.full((), number, input.dtype), input.device)
    if not chosen.dims and not value.shape:
        ops.fill_(target, value)
    elif not chosen.dims:
        ops.copy_(target, _without_leading_ones(ops, value, len(target.shape)))
    else:
        rank = len(indexed_shape(target.shape, [one.shape for one in chosen.indices], chosen.dims))
        value = _number_beside(ops, input, value)
        if value.dtype is not input.dtype and not value.shape:
            value = ops.to(value, input.dtype)
        ops._index_put_(target, chosen.indices, _without_leading_ones(ops, value, rank), chosen.dims)
    return input


def _number_beside(ops: Ops, input: Any, value: Any) -> Any:
    """A value to write at indices, on the device of input if it is of 0 dims."""
    return value if value.shape or value.device is input.device else ops.to(value, None, input.device)


def _without_leading_ones(ops: Ops, value: Any, rank: int) -> Any:
    """A value with no more dimensions than what it is written into, where those too many have size 1."""
    extra = len(value.shape) - rank
    if extra > 0 and all(size == 1 for size in value.shape[:extra]):
        return ops.reshape(value, value.shape[extra:])
    return value


@view(cases=({"input": (2, 3)},))
def _alias(xp: Xp, input: Array) -> Any:
    """The whole of input, seen again."""
    return input


_alias.gradient(input=lambda ops, g: g)


def indexed_shape(input: Shape, indices: list[Shape], dims: tuple[int, ...], **attributes: Any) -> Shape:
    """What indexing gives: the indices' common shape in the place of adjacent dimensions, else in front."""
    try:
        common = broadcast(*indices)
    except ShapeMismatch as error:
        raise IndexOutOfRange(f"Indices must broadcast: {error.detail}", **error.facts) from None
    rest = [size for dim, size in enumerate(input) if dim not in dims]
    place = dims[0] if dims == tuple(range(dims[0], dims[0] + len(dims))) else 0
    return (*rest[:place], *common, *rest[place:])


@operation(
    "indexing",
    shape=indexed_shape,
    grows=True,
    cases=(
        {"input": (3, 4), "indices": [[0, 2, 0]], "dims": (1,)},
        {"input": (3, 2, 4), "indices": [[0, 2], [1, 1]], "dims": (0, 2)},
    ),
)
def _index(xp: Xp, input: Array, indices: Arrays, dims: Integers) -> Any:
    """The elements of input at indices into some of its dimensions."""
    return input[_key(xp, "getitem", input, indices, dims)]


_index.gradient(
    input=lambda ops, g, input_shape, indices, dims: ops._index_put(
        ops.new_zeros(g, input_shape), indices, g, dims, True
    )
)


@operation(
    "indexing",
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=(
        {"input": (3, 4), "indices": [[0, 2]], "values": (4,), "dims": (0,)},
        {"input": (3, 4), "indices": [[0, 2, 0]], "values": (3, 3), "dims": (1,), "accumulate": True},
    ),
)
def _index_put(
    xp: Xp, input: Array, indices: Arrays, values: Array, dims: Integers, accumulate: Boolean = False
) -> Any:
    """input with values written, or added, at indices into some of its dimensions."""
    key = _key(xp, "index_put", input, indices, dims)
    if values.dtype != input.dtype:
        raise DtypeMismatch(
            f"index_put: the values are {values.dtype.name}, the input is {input.dtype.name}: convert one with to().",
            op="index_put",
            dtypes=[input.dtype.name, values.dtype.name],
        )
    shape = indexed_shape(input.shape, [index.shape for index in indices], dims)
    try:
        values = xp.broadcast_to(values, shape)
    except ValueError:
        raise ShapeMismatch(
            f"index_put: values of {list(values.shape)} do not broadcast to the {list(shape)} that the indices choose.",
            op="index_put",
            shapes=[list(shape), list(values.shape)],
        ) from None
    out = input.copy()
    if accumulate:
        add_at(xp, out, indices, dims, values)
    else:
        out[key] = values
    return out


def _index_put_gradient(ops: Ops, g: Any, indices: Any, values_shape: Shape, dims: Any, accumulate: bool) -> Any:
    return g if accumulate else ops._index_put(g, indices, ops.new_zeros(g, values_shape), dims)


_index_put.gradient(
    input=_index_put_gradient,
    values=lambda ops, g, indices, dims: ops._index(g, indices, dims),
)


def _key(xp: Xp, op: str, input: Any, indices: Any, dims: tuple[int, ...]) -> tuple[Any, ...]:
    key: list[Any] = [slice(None)] * input.ndim
    for index, dim in zip(indices, dims, strict=True):
        within(xp, op, index, input.shape, dim, -input.shape[dim])
        key[dim] = index
    return tuple(key)


def _put(ops: Ops, name: str, input: Any, indices: Any, values: Any, accumulate: bool) -> Any:
    integers: list[Any] = []
    for index in indices:
        integers += integer_indices(ops, beside(ops, input, index), input.shape, len(integers))
    if len(integers) > len(input.shape):
        raise IndexOutOfRange(
            f"index_put: {len(integers)} indices are too many for {list(input.shape)}.",
            op="index_put",
            shapes=[list(input.shape)],
        )
    values = _number_beside(ops, input, values)
    return getattr(ops, name)(input, integers, values, tuple(range(len(integers))), accumulate)


PUT: tuple[dict[str, Any], ...] = (
    {"input": (3, 4), "indices": [[0, 2], [1, 1]], "values": (2,)},
    {"input": (3, 4), "indices": [[0, 0]], "values": (2, 4), "accumulate": True},
)


@composite("indexing", cases=PUT)
def index_put(ops: Ops, input: Array, indices: Arrays, values: Array, accumulate: Boolean = False) -> Any:
    """input with values written, or added, at the indices (integers or masks) of its first dimensions."""
    return _put(ops, "_index_put", input, indices, values, accumulate)


@composite("indexing", variants=METHOD, cases=PUT)
def index_put_(ops: Ops, input: Array, indices: Arrays, values: Array, accumulate: Boolean = False) -> Any:
    """Write values into input, or add them, at the indices (integers or masks) of its first dimensions."""
    return _put(ops, "_index_put_", input, indices, values, accumulate)
