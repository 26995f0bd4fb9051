"""New tensors from sizes and numbers.

https://docs.pytorch.org/docs/stable/torch.html#creation-ops
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from engine import dtypes
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
    tensor = context.place(fill(where.xp, shape, dtype), where, requires_grad)
    context.number(tensor)
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


@creation(cases=({"end": 5}, {"start": 1.0, "end": 2.0, "step": 0.3}, {"start": 5, "end": 0, "step": -2}))
def arange(
    context: Context,
    start: Number = 0,
    end: Number | None = None,
    step: Number = 1,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers from start to before end, step apart; one number alone is the end. Integers give int64."""
    if end is None:
        start, end = 0, start
    if step == 0:
        raise OpFailed("arange: the step must not be 0.", op="arange")
    if not (math.isfinite(start) and math.isfinite(end)):
        raise OpFailed(f"arange: from {start} to {end} there is no end.", op="arange")
    if (end - start) * step < 0:
        raise OpFailed(f"arange: steps of {step} lead from {start} away from {end}.", op="arange")
    whole = all(isinstance(number, int) for number in (start, end, step))
    dtype = dtype or (dtypes.int64 if whole else context.dtype)
    if dtypes.CATEGORY[dtype] == dtypes.INTEGRAL:
        start, end, step = int(start), int(end), int(step)
        if step == 0:
            raise OpFailed(f"arange: the step is 0 in {dtype.name}.", op="arange")
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        if isinstance(start, int) and isinstance(step, int):
            return xp.arange(start, start + count * step, step).astype(dtype)
        return (xp.arange(count) * float(step) + float(start)).astype(dtype)

    return make(context, "arange", (max(count, 0),), dtype, device, requires_grad, fill)


@creation(cases=({"start": 0.0, "end": 1.0, "steps": 5}, {"start": 3, "end": -1, "steps": 1}))
def linspace(
    context: Context,
    start: Number,
    end: Number,
    steps: Integer,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """So many numbers from start to end, evenly apart."""
    dtype = dtype or context.dtype
    return make(context, "linspace", (steps,), dtype, device, requires_grad, _line(start, end))


@creation(cases=({"start": 0.0, "end": 2.0, "steps": 3}, {"start": 0, "end": 3, "steps": 4, "base": 2.0}))
def logspace(
    context: Context,
    start: Number,
    end: Number,
    steps: Integer,
    base: Number = 10.0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Powers of base, whose exponents go evenly from start to end."""
    dtype = dtype or context.dtype
    line = _line(start, end)

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        return xp.power(float(base), line(xp, shape, dtypes.float64)).astype(dtype)

    return make(context, "logspace", (steps,), dtype, device, requires_grad, fill)


def _line(start: Any, end: Any) -> Callable[..., Any]:
    """Numbers counted from both ends, as PyTorch does it, so that the line is symmetric."""

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        steps = shape[0]
        exact = dtypes.float32 if dtype in dtypes.HALVES else dtypes.float64 if dtype.kind in "iub" else dtype
        first, last = exact.type(start), exact.type(end)
        step = (last - first) / exact.type(max(steps - 1, 1))
        forth = xp.arange((steps + 1) // 2 if steps == 1 else steps // 2).astype(exact)
        back = xp.arange(steps - len(forth) - 1, -1, -1).astype(exact)
        return xp.concatenate([first + forth * step, last - back * step]).astype(dtype)

    return fill


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
