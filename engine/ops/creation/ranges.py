"""New tensors of numbers in a row.

https://docs.pytorch.org/docs/stable/torch.html#creation-ops
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine import dtypes
from engine.errors import InvalidArgument, InvalidValue, OpFailed
from engine.families import creation
from engine.ops.creation.filled import make
from engine.parameters import Boolean, Device, Dtype, Integer, Number

Context = Any


@creation(
    sized_by="numbers",
    cases=({"end": 5}, {"start": 1.0, "end": 2.0, "step": 0.3}, {"start": 5, "end": 0, "step": -2}),
)
def arange(
    context: Context,
    start: Number | None = None,
    end: Number | None = None,
    step: Number = 1,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers from start, or 0, to before end, step apart; one number alone is the end. Integers give int64."""
    if end is None:
        start, end = None, start
    if end is None:
        raise InvalidArgument("arange needs an end.", op="arange")
    start = 0 if start is None else start
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
            raise InvalidValue(f"arange: the step is 0 in {dtype.name}.", op="arange")
    count = -((start - end) // step) if whole else math.ceil((end - start) / step)

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        if isinstance(start, int) and isinstance(step, int):
            return xp.arange(start, start + count * step, step).astype(dtype, copy=False)
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
    return make(context, "linspace", (steps,), dtype, device, requires_grad, line(start, end))


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
    exponents = line(start, end)

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        return xp.power(float(base), exponents(xp, shape, dtypes.float64)).astype(dtype)

    return make(context, "logspace", (steps,), dtype, device, requires_grad, fill)


def line(start: Any, end: Any) -> Callable[..., Any]:
    """What fills a shape of one dimension with numbers evenly apart, counted from both ends: symmetrically."""

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        steps = shape[0]
        exact = dtypes.float32 if dtype in dtypes.HALVES else dtypes.float64 if dtype.kind in "iub" else dtype
        first, last = exact.type(start), exact.type(end)
        step = (last - first) / exact.type(max(steps - 1, 1))
        out = xp.empty(steps, exact)
        middle = (steps + 1) // 2 if steps == 1 else steps // 2
        forth, back = out[:middle], out[middle:]
        forth[...], back[...] = xp.arange(middle), xp.arange(steps - middle - 1, -1, -1)
        forth *= step
        forth += first
        back *= -step
        back += last
        return out.astype(dtype, copy=False)

    return fill
