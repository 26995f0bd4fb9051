"""New tensors of one number, and unit and triangular matrices.

https://docs.pytorch.org/docs/stable/torch.html#creation-ops
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from engine import dtypes
from engine.checkpoints import note_new
from engine.errors import OpFailed
from engine.families import creation
from engine.parameters import Boolean, Device, Dtype, Integer, Integers, Number, Size

Context = Any


def make(
    context: Context,
    op: str,
    shape: Sequence[int],
    dtype: dtypes.Dtype,
    device: Any,
    requires_grad: bool,
    fill: Callable[[Any, tuple[int, ...], dtypes.Dtype], Any],
) -> Any:
    """A new leaf whose array `fill(xp, shape, dtype)` makes, if the context admits its size."""
    shape = tuple(shape)
    context.admit(shape, dtype, op)
    where = context.device if device is None else device
    if where.guards and where.base is not context.current:
        with context.on(where):
            return make(context, op, shape, dtype, where, requires_grad, fill)
    tensor = context.place(fill(where.xp, shape, dtype), where, requires_grad)
    context.number(tensor)
    if context.regions and not requires_grad:

        def again() -> Any:
            with context.on(where):
                return context.place(fill(where.xp, shape, dtype), where)

        note_new(context, again, tensor)
    return tensor


SIZE = ({"size": (2, 3)}, {"size": ()}, {"size": (0, 3), "dtype": "int64"})


@creation(cases=SIZE)
def zeros(
    context: Context,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Zeros of a shape."""
    return make(
        context, "zeros", size, dtype or context.dtype, device, requires_grad, lambda xp, *like: xp.zeros(*like)
    )


@creation(cases=SIZE)
def empty(
    context: Context,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A tensor of a shape whose values mean nothing: zeros, because used memory may hold another session's numbers."""
    return make(
        context, "empty", size, dtype or context.dtype, device, requires_grad, lambda xp, *like: xp.zeros(*like)
    )


@creation(cases=SIZE)
def ones(
    context: Context,
    size: Size,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Ones of a shape."""
    return make(context, "ones", size, dtype or context.dtype, device, requires_grad, lambda xp, *like: xp.ones(*like))


@creation(cases=({"size": (2, 3), "fill_value": 1.5}, {"size": (), "fill_value": 2}))
def full(
    context: Context,
    size: Integers,
    fill_value: Number,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """One number everywhere; without dtype its own: integers int64, reals the default."""
    fill_value = fill_value.item() if hasattr(fill_value, "item") else fill_value
    if dtype is None:
        dtype = dtypes.number_dtype(fill_value, context.dtype)
    value = representable("full", fill_value, dtype)
    return make(
        context, "full", size, dtype, device, requires_grad, lambda xp, shape, dtype: xp.full(shape, value, dtype)
    )


def representable(op: str, value: Any, dtype: dtypes.Dtype) -> Any:
    """A Python number that a dtype can hold, else `OpFailed`; reals become integers by truncation."""
    category = dtypes.CATEGORY[dtype]
    if category == dtypes.BOOLEAN:
        return bool(value)
    if isinstance(value, complex) and category < dtypes.COMPLEX:
        if value.imag:
            raise OpFailed(f"{op}: {value} has an imaginary part, which {dtype.name} cannot hold.", op=op)
        value = value.real
    if category == dtypes.INTEGRAL:
        bits = 8 * dtype.itemsize
        low, high = (
            (-(1 << bits - 1), (1 << bits - 1) - 1) if dtype.kind == "i" else (-(1 << bits - 1), (1 << bits) - 1)
        )
        if not (math.isfinite(value) and low <= int(value) <= high):
            raise OpFailed(f"{op}: {value} does not fit into {dtype.name}.", op=op)
        return int(value) % (1 << bits) if dtype.kind == "u" else int(value)
    return value


@creation(cases=({"n": 3}, {"n": 2, "m": 3}))
def eye(
    context: Context,
    n: Integer,
    m: Integer | None = None,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The unit matrix of n rows and m columns (default n)."""
    shape = (n, n if m is None else m)
    return make(
        context,
        "eye",
        shape,
        dtype or context.dtype,
        device,
        requires_grad,
        lambda xp, shape, dtype: xp.eye(shape[0], shape[1], 0, dtype),
    )


TRIANGLE = ({"row": 3, "col": 3}, {"row": 2, "col": 4, "offset": 1})


@creation(cases=TRIANGLE)
def tril_indices(
    context: Context,
    row: Integer,
    col: Integer,
    offset: Integer = 0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
) -> Any:
    """Rows and columns of the elements on and below a diagonal of a matrix."""
    return _triangle(context, "tril_indices", row, col, dtype, device, lambda rows, cols: cols - rows <= offset)


@creation(cases=TRIANGLE)
def triu_indices(
    context: Context,
    row: Integer,
    col: Integer,
    offset: Integer = 0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
) -> Any:
    """Rows and columns of the elements on and above a diagonal of a matrix."""
    return _triangle(context, "triu_indices", row, col, dtype, device, lambda rows, cols: cols - rows >= offset)


def _triangle(
    context: Context, op: str, row: int, col: int, dtype: Any, device: Any, inside: Callable[..., Any]
) -> Any:
    dtype = dtype or dtypes.int64
    context.admit((2, row, col), dtype, op)
    where = context.device if device is None else device
    with context.on(where):
        mask = inside(where.xp.arange(row).reshape(-1, 1), where.xp.arange(col))
        indices = where.xp.stack(where.xp.nonzero(mask)).astype(dtype)
    return make(context, op, indices.shape, dtype, where, False, lambda *like: indices)
