"""Elements by their rank or number: medians, the k-th smallest, the most frequent.

https://docs.pytorch.org/docs/stable/torch.html#reduction-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import IndexOutOfRange, OpFailed, UnsupportedDtype
from engine.families import composite, reduction
from engine.op import KEEP
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.reduction.cumulative import scan
from engine.ops.reduction.extrema import VALUES_AND_INDICES, evenly, found_gradient
from engine.ops.reduction.ordering import order_of
from engine.parameters import Array, Boolean, Integer, Ops, Xp
from engine.shapes import dimension

CASES: tuple[dict[str, Any], ...] = (
    {"input": (5,), "dim": 0},
    {"input": (2, 3), "dim": 1},
    {"input": (4, 2), "dim": -2, "keepdim": True},
    {"input": (), "dim": 0},
    {"input": [[1.0, math.nan, 3.0], [2.0, 2.0, 1.0]], "dim": 1},
)


def _size(op: str, input: Any, dim: int) -> int:
    """How many elements there are along dim to choose from."""
    refuse_complex(op, input)
    axis = dimension(dim, input.ndim)
    size: int = input.shape[axis] if input.ndim else 1
    if not size:
        raise IndexOutOfRange(
            f"{op} of no elements is not defined: dimension {axis} of {list(input.shape)} has none.",
            op=op,
            shapes=[list(input.shape)],
        )
    return size


def _refuse_booleans(op: str, input: Any) -> None:
    if input.dtype.kind == "b":
        raise UnsupportedDtype(f"{op} of booleans is not defined: convert them with to().", op=op, dtypes=["bool"])


def _at(xp: Xp, input: Any, order: Any, place: Any, dim: int, keepdim: bool) -> tuple[Any, Any]:
    """The elements at a place of the order along dim, and their indices."""
    indices = xp.take_along_axis(order, place, dim)
    values = xp.take_along_axis(input, indices, dim)
    return (values, indices) if keepdim else (values.squeeze(dim), indices.squeeze(dim))


def _middle(xp: Xp, op: str, input: Any, dim: int, keepdim: bool) -> tuple[Any, Any]:
    """The lower median along dim. NaN, which stand last in the order, are it, or are passed over by nanmedian."""
    _size(op, input, dim)
    _refuse_booleans(op, input)
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    axis = dimension(dim, input.ndim)
    return _at(xp, input, order_of(xp, op, input, axis, False), _place(xp, op, input, axis), axis, keepdim)


def _place(xp: Xp, op: str, input: Any, axis: int) -> Any:
    """Where the median stands in the order along an axis."""
    there, size = xp.sum(input == input, axis, dtypes.int64, None, True), input.shape[axis]
    if op == "nanmedian":
        return xp.maximum(there - 1, 0) // 2
    return xp.where(there < size, there, (size - 1) // 2)


def _of_all(xp: Xp, op: str, input: Any) -> Any:
    """The median of all elements."""
    refuse_complex(op, input)
    _refuse_booleans(op, input)
    if not input.size:
        return xp.full((), math.nan if input.dtype.kind not in "iu" else xp.iinfo(input.dtype).min, input.dtype)
    line = input.reshape(-1)
    keys = line.astype(dtypes.float32) if line.dtype == dtypes.bfloat16 else line
    place = int(_place(xp, op, keys, 0)[0])
    return xp.partition(keys, place)[place].astype(input.dtype)


def _of_all_gradient(ops: Ops, g: Any, input: Any, out: Any) -> Any:
    return evenly(ops, g, input, out, None, False)


_ALL: tuple[dict[str, Any], ...] = ({"input": (2, 3)}, {"input": ()}, {"input": [1.0, 1.0, 2.0]})


@reduction(promotion=KEEP, grad_fn=("MedianBackward0",), cases=_ALL)
def _median(xp: Xp, input: Array) -> Any:
    """The median of all elements."""
    return _of_all(xp, "median", input)


@reduction(promotion=KEEP, grad_fn=("NanmedianBackward0",), cases=_ALL)
def _nanmedian(xp: Xp, input: Array) -> Any:
    """The median of all elements but NaN."""
    return _of_all(xp, "nanmedian", input)


@reduction(promotion=KEEP, grad_fn=("MedianBackward1",), outputs=VALUES_AND_INDICES, shape=None, cases=CASES)
def _median_dim(xp: Xp, input: Array, dim: Integer, keepdim: Boolean = False) -> Any:
    """The medians along dim, and where they stand."""
    return _middle(xp, "median", input, dim, keepdim)


@reduction(promotion=KEEP, grad_fn=("NanmedianBackward1",), outputs=VALUES_AND_INDICES, shape=None, cases=CASES)
def _nanmedian_dim(xp: Xp, input: Array, dim: Integer, keepdim: Boolean = False) -> Any:
    """The medians along dim of all but NaN, and where they stand."""
    return _middle(xp, "nanmedian", input, dim, keepdim)


_median.gradient(input=_of_all_gradient)
_nanmedian.gradient(input=_of_all_gradient)
_median_dim.gradient(input=found_gradient)
_nanmedian_dim.gradient(input=found_gradient)


@composite("reduction", outputs=VALUES_AND_INDICES, cases=(*CASES, *_ALL))
def median(ops: Ops, input: Array, dim: Integer | None = None, keepdim: Boolean = False) -> Any:
    """The median of all elements, the lower of two; with dim those along it and their indices. NaN wins."""
    return ops._median(input) if dim is None else ops._median_dim(input, dim, keepdim)


@composite("reduction", outputs=VALUES_AND_INDICES, cases=(*CASES, *_ALL))
def nanmedian(ops: Ops, input: Array, dim: Integer | None = None, keepdim: Boolean = False) -> Any:
    """The median of all elements but NaN, the lower of two; with dim those along it and their indices."""
    return ops._nanmedian(input) if dim is None else ops._nanmedian_dim(input, dim, keepdim)


@reduction(
    promotion=KEEP,
    outputs=VALUES_AND_INDICES,
    shape=None,
    cases=({"input": (5,), "k": 2}, {"input": (2, 3), "k": 3, "dim": -1, "keepdim": True}, {"input": (), "k": 1}),
)
def kthvalue(xp: Xp, input: Array, k: Integer, dim: Integer = -1, keepdim: Boolean = False) -> Any:
    """The k-th smallest elements along dim, counted from 1, and where they stand. NaN counts as the largest."""
    size = _size("kthvalue", input, dim)
    _refuse_booleans("kthvalue", input)
    if not 1 <= k <= size:
        raise OpFailed(f"kthvalue: k = {k} is none of the ranks 1 to {size} along dimension {dim}.", op="kthvalue")
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    axis = dimension(dim, input.ndim)
    order = order_of(xp, "kthvalue", input, axis, False)
    return _at(xp, input, order, xp.full((1,) * input.ndim, k - 1), axis, keepdim)


@reduction(promotion=KEEP, outputs=VALUES_AND_INDICES, shape=None, cases=(*CASES, {"input": [3, 1, 1, 3, 2]}))
def mode(xp: Xp, input: Array, dim: Integer = -1, keepdim: Boolean = False) -> Any:
    """The most frequent elements along dim, of equally frequent ones the smallest, and where each stands last."""
    size = _size("mode", input, dim)
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    axis = dimension(dim, input.ndim)
    order = order_of(xp, "mode", input, axis, False)
    ordered = xp.moveaxis(xp.take_along_axis(input, order, axis), axis, -1)
    starts = xp.concatenate([xp.ones_like(ordered[..., :1], bool), ordered[..., 1:] != ordered[..., :-1]], -1)
    number = xp.arange(size)
    length = number - scan(xp, xp.maximum, xp.where(starts, number, 0), input.ndim - 1)
    place = xp.expand_dims(xp.argmax(length, -1), axis)
    return _at(xp, input, order, place, axis, keepdim)


kthvalue.gradient(input=found_gradient)
mode.gradient(input=found_gradient)
