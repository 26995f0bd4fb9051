"""Elements in order.

https://docs.pytorch.org/docs/stable/torch.html#comparison-ops
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import composite, indexing
from engine.ops.indexing.gathering import gathered_back
from engine.parameters import Array, Boolean, Integer, Ops, Xp
from engine.shapes import dimension

OUTPUTS = ("values", "indices")
_FEW = 8  # so much smaller than all must a number be for its largest elements to be found before they are put in order


def order_of(xp: Xp, op: str, input: Any, dim: int, descending: bool) -> Any:
    """The stable order of the elements along dim; NaN is the largest."""
    if input.dtype.kind == "c":
        raise DtypeMismatch(f"{op}: complex numbers have no order.", op=op, dtypes=[input.dtype.name])
    keys = input.astype(dtypes.float32) if input.dtype == dtypes.bfloat16 else input
    if not descending:
        return xp.argsort(keys, dim, kind="stable")
    return input.shape[dim] - 1 - xp.flip(xp.argsort(xp.flip(keys, dim), dim, kind="stable"), dim)


def _taken(xp: Xp, input: Any, order: Any, dim: int) -> tuple[Any, Any]:
    return xp.take_along_axis(input, order, dim), order.astype(dtypes.int64)


def _sorted_gradient(ops: Ops, g: tuple[Any, Any], input_shape: tuple[int, ...], indices: Any, dim: int) -> Any:
    return None if g[0] is None else gathered_back(ops, g[0], input_shape, dim, indices)


@indexing(
    outputs=OUTPUTS,
    grad_fn=("SortBackward0", "SortBackward1"),
    variant=lambda inputs, attributes: attributes.get("stable") is not None,
    cases=({"input": (2, 4)}, {"input": (3, 2), "dim": 0, "descending": True}, {"input": ()}),
)
def sort(xp: Xp, input: Array, dim: Integer = -1, descending: Boolean = False, *, stable: Boolean | None = None) -> Any:
    """The elements in order along dim, and where each was. Equal ones keep their order; NaN counts as the largest."""
    dim = dimension(dim, input.ndim)
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    return _taken(xp, input, order_of(xp, "sort", input, dim, descending), dim)


sort.gradient(input=_sorted_gradient)


@composite("indexing", cases=({"input": (2, 4)}, {"input": (2, 4), "dim": 0, "descending": True}))
def argsort(ops: Ops, input: Array, dim: Integer = -1, descending: Boolean = False, *, stable: Boolean = False) -> Any:
    """Where each element of the sorted input was."""
    return ops.sort(ops.detach(input), dim, descending)[1]


@composite("indexing", cases=({"input": (4,)}, {"input": (3, 2)}))
def msort(ops: Ops, input: Array) -> Any:
    """The elements in order along the first dimension."""
    return ops.sort(input, 0)[0]


@indexing(
    outputs=OUTPUTS,
    cases=({"input": (2, 4), "k": 2}, {"input": (4, 2), "k": 3, "dim": 0, "largest": False}),
)
def topk(xp: Xp, input: Array, k: Integer, dim: Integer = -1, largest: Boolean = True, sorted: Boolean = True) -> Any:
    """The k largest (or smallest) elements along dim in order, and where each was."""
    dim = dimension(dim, input.ndim)
    if input.dtype.kind == "b":
        raise DtypeMismatch("topk of booleans is not defined: convert them with to().", op="topk", dtypes=["bool"])
    if not 0 <= k <= (input.shape[dim] if input.ndim else 1):
        raise OpFailed(f"topk: k = {k} is more than dimension {dim} of {list(input.shape)} has.", op="topk")
    if not input.ndim:
        return input.copy(), xp.zeros((), dtypes.int64)
    before, size = (slice(None),) * dim, input.shape[dim]
    if not 0 < k * _FEW <= size:
        return _taken(xp, input, order_of(xp, "topk", input, dim, largest)[(*before, slice(k))], dim)
    keys = input.astype(dtypes.float32) if input.dtype == dtypes.bfloat16 else input
    place = size - k if largest else k - 1
    apart = xp.argpartition(keys, place, dim)[(*before, slice(place, None) if largest else slice(k))]
    apart = xp.sort(apart, dim)
    order = order_of(xp, "topk", xp.take_along_axis(keys, apart, dim), dim, largest)
    return _taken(xp, input, xp.take_along_axis(apart, order, dim), dim)


topk.gradient(input=_sorted_gradient)
