"""Elements chosen by masks.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite, indexing
from engine.ops.creation.filled import representable
from engine.parameters import Array, Boolean, Integer, Ops, Plain, Size, Xp
from engine.shapes import broadcast

MASK = [[True, False, True], [False, False, True]]


def _mask(op: str, mask: Any) -> None:
    if mask.dtype != dtypes.bool:
        raise DtypeMismatch(f"{op}: the mask must be of dtype bool, not {mask.dtype.name}.", op=op)


@indexing(
    in_place=True,
    shape=lambda input, mask, value: broadcast(input, mask),
    grad_fn=("MaskedFillBackward0", "MaskedFillBackward1"),
    variant=lambda inputs, attributes: hasattr(inputs[2], "dtype"),
    cases=(
        {"input": (2, 3), "mask": MASK, "value": 1.5},
        {"input": (2, 1), "mask": MASK, "value": ()},
        {"input": (2, 3), "mask": [True, False, True], "value": 0.0},
    ),
)
def masked_fill(xp: Xp, input: Array, mask: Plain, value: Array) -> Any:
    """input with value, a number or a 0-dim tensor, where mask is true; both broadcast."""
    _mask("masked_fill", mask)
    if getattr(value, "ndim", 0):
        raise ShapeMismatch(f"masked_fill: value must be a number or 0-dim, not {list(value.shape)}.", op="masked_fill")
    if hasattr(value, "dtype") and value.dtype.kind == "c":
        value = value.item()  # which only becomes real where it is
    if not hasattr(value, "dtype"):
        value = input.dtype.type(representable("masked_fill", value, input.dtype))
    return xp.where(mask, value.astype(input.dtype), input)


masked_fill.gradient(
    input=lambda ops, g, mask: ops.masked_fill(g, mask, 0),
    value=lambda ops, g, mask: ops.sum(ops.masked_fill(g, ~mask, 0)),
)


@indexing(
    sized_by="contents",
    cases=(
        {"input": (2, 3), "mask": MASK},
        {"input": (2, 1), "mask": MASK},
        {"input": (2, 3), "mask": [True, False, True]},
    ),
)
def masked_select(xp: Xp, input: Array, mask: Plain) -> Any:
    """The elements of input where mask is true, in one dimension; both broadcast."""
    _mask("masked_select", mask)
    shape = broadcast(input.shape, mask.shape)
    return xp.broadcast_to(input, shape)[xp.broadcast_to(mask, shape)].reshape(-1)


masked_select.gradient(
    input=lambda ops, g, input_shape, mask: ops._masked_put(g, mask, broadcast(input_shape, mask.shape))
)


@indexing(shape=lambda input, mask, size: size, cases=({"input": (3,), "mask": MASK, "size": (2, 3)},))
def _masked_put(xp: Xp, input: Array, mask: Plain, size: Size) -> Any:
    """Zeros with the elements of input where mask is true."""
    out = xp.zeros(size, input.dtype)
    out[xp.broadcast_to(mask, size)] = input
    return out


_masked_put.gradient(input=lambda ops, g, mask: ops.masked_select(g, mask))


@indexing(
    in_place=True,
    shape=lambda input, mask, source: broadcast(input, mask),
    cases=(
        {"input": (2, 3), "mask": MASK, "source": (4,)},
        {"input": (2, 1), "mask": MASK, "source": (2, 2)},
        {"input": (2, 3), "mask": [True, False, True], "source": (2, 3)},
    ),
)
def masked_scatter(xp: Xp, input: Array, mask: Plain, source: Array) -> Any:
    """input with the elements of source, in order, where mask is true; input and mask broadcast."""
    _mask("masked_scatter", mask)
    if source.dtype != input.dtype:
        raise DtypeMismatch(
            f"masked_scatter: source is {source.dtype.name}, the input {input.dtype.name}: convert one.",
            op="masked_scatter",
            dtypes=[input.dtype.name, source.dtype.name],
        )
    shape = broadcast(input.shape, mask.shape)
    mask = xp.broadcast_to(mask, shape)
    order = xp.cumsum(mask.reshape(-1))
    if order.size and int(order[-1]) > source.size:
        raise OpFailed(
            f"masked_scatter: the mask is true {int(order[-1])} times, source has only {source.size} elements.",
            op="masked_scatter",
            shapes=[list(shape), list(source.shape)],
        )
    if not source.size:
        return xp.broadcast_to(input, shape).copy()
    return xp.where(mask, source.reshape(-1)[xp.maximum(order - 1, 0)].reshape(shape), input)


masked_scatter.gradient(
    input=lambda ops, g, mask: ops.masked_fill(g, mask, 0),
    source=lambda ops, g, mask, source_shape: ops.reshape(
        ops._at_front(ops.masked_select(g, mask), (math.prod(source_shape),)), source_shape
    ),
)


@composite(
    "indexing",
    sized_by="contents",
    cases=({"input": [[1, 0], [0, 2]]}, {"input": [[1, 0], [0, 2]], "as_tuple": True}),
)
def nonzero(ops: Ops, input: Array, *, as_tuple: Boolean = False) -> Any:
    """Where input is not zero: a row of indices per element, or with as_tuple a tensor of indices per dimension."""
    if not as_tuple:
        return ops.argwhere(input)
    return ops._nonzero(input if input.shape else ops.reshape(input, (1,)))


@indexing(sized_by="contents", cases=({"input": [[1, 0], [0, 2]]},))
def argwhere(xp: Xp, input: Plain) -> Any:
    """A row of indices per element of input that is not zero."""
    if not input.ndim:
        return xp.zeros((int(bool(input)), 0), dtypes.int64)
    return xp.stack(xp.nonzero(input), -1)


@indexing(
    shape=lambda input, size, fill_value=-1: (size, len(input)),
    grows=True,
    cases=({"input": [[1, 0], [0, 2]], "size": 3},),
)
def nonzero_static(xp: Xp, input: Plain, *, size: Integer, fill_value: Integer = -1) -> Any:
    """So many rows of what argwhere gives; where there are fewer, the rest is filled."""
    if size < 0:
        raise OpFailed(f"nonzero_static: size must not be negative, got {size}.", op="nonzero_static")
    out = xp.full((size, input.ndim), fill_value, dtypes.int64)
    for dim, found in enumerate(xp.nonzero(input) if input.ndim else ()):
        out[: len(found), dim] = found[:size]
    return out
