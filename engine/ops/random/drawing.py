"""New tensors of random numbers, in PyTorch's streams: the same seed gives PyTorch's numbers.

https://docs.pytorch.org/docs/stable/torch.html#random-sampling
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import numpy

from engine import dtypes
from engine.batching.array import BatchedArray
from engine.batching.generator import drawing
from engine.errors import DtypeMismatch, InvalidArgument, OpFailed
from engine.families import random
from engine.ops.creation.filled import make
from engine.ops.random.layouts import arranged, in_rows
from engine.parameters import Array, Boolean, Device, Dtype, Integer, Integers, Size, Text

Context = Any
Bound = Annotated[Any, "integer"]
Draw = Callable[[Any, int, dtypes.Dtype], Any]
SIZE = ({"size": (2, 3)}, {"size": ()})


def drawn(
    context: Context,
    op: str,
    shape: Any,
    dtype: Any,
    device: Any,
    requires_grad: bool,
    name: Any,
    draw: Draw,
    like: Any = None,
) -> Any:
    """A new leaf that `draw(generator, count, dtype)` fills, by the generator of its device.

    It is laid out in memory as an array `like`, if one is given.
    """

    where = context.device if device is None else device

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        numbers = draw(context.generator(name, where), math.prod(shape), dtype)
        if like is not None:
            return arranged(xp, numbers, like)
        return (numbers if isinstance(numbers, BatchedArray) else xp.asarray(numbers)).reshape(shape)

    if context.levels:
        context.admit((*(level.size for level in drawing(context.levels)), *shape), dtype, op)
    return make(context, op, shape, dtype, where, requires_grad, fill)


def uniform(op: str, low: float = 0.0, high: float = 1.0) -> Draw:
    """Draw uniform numbers; complex ones in both parts."""

    def draw(generator: Any, count: int, dtype: dtypes.Dtype) -> Any:
        real = continuous(op, dtype)
        return generator.uniform(count * (1 + (real is not dtype)), real, low, high).view(dtype)

    return draw


def normal_numbers(op: str, mean: float = 0.0, std: float = 1.0, rows: bool = True) -> Draw:
    """Draw normal numbers; complex ones have the mean in both parts, and share the variance between them.

    `rows` says whether they go into contiguous memory, for which PyTorch draws in another way.
    """
    if std < 0:
        raise OpFailed(f"{op}: the standard deviation must not be negative, got {std}.", op=op)

    def draw(generator: Any, count: int, dtype: dtypes.Dtype) -> Any:
        real = continuous(op, dtype)
        if real is dtype:
            return generator.normal(count, dtype, mean, std, not rows)
        return generator.normal(2 * count, real, mean, std * math.sqrt(0.5), not rows).view(dtype)

    return draw


def continuous(op: str, dtype: dtypes.Dtype) -> dtypes.Dtype:
    """The dtype of the real numbers that make up a dtype; integers have none of a continuous distribution."""
    if not dtypes.is_differentiable(dtype):
        raise DtypeMismatch(
            f"{op} draws real numbers: {dtype.name} cannot hold them.",
            op=op,
            dtypes=[dtype.name],
            exception="NotImplementedError",
        )
    return dtypes.real_of(dtype)


def integers(op: str, low: Any, high: Any) -> Draw:
    """Draw integers from low to before high."""
    if low >= high:
        raise OpFailed(f"{op}: low ({low}) must be less than high ({high}).", op=op)

    def draw(generator: Any, count: int, dtype: dtypes.Dtype) -> Any:
        if not _holds(dtype, low) or not _holds(dtype, high - 1):
            raise OpFailed(f"{op}: {dtype.name} cannot hold the integers from {low} to {high - 1}.", op=op)
        return generator.integers(count, low, high).astype(dtype)

    return draw


def _holds(dtype: dtypes.Dtype, number: int) -> bool:
    if dtypes.CATEGORY[dtype] >= dtypes.FLOATING:
        return True
    if dtype == dtypes.bool:
        return number in (0, 1)
    bounds = numpy.iinfo(dtype)
    return bool(bounds.min <= number <= bounds.max)


@random(cases=SIZE)
def rand(
    context: Context,
    size: Size,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers uniform in [0, 1)."""
    return drawn(context, "rand", size, dtype or context.dtype, device, requires_grad, generator, uniform("rand"))


@random(cases=SIZE)
def randn(
    context: Context,
    size: Size,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers of the standard normal distribution."""
    return drawn(
        context, "randn", size, dtype or context.dtype, device, requires_grad, generator, normal_numbers("randn")
    )


@random(cases=({"high": 10, "size": (2, 3)}, {"low": -5, "high": 5, "size": (3,)}))
def randint(
    context: Context,
    low: Integer = 0,
    high: Bound = None,
    size: Integers = (),
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Integers from low to before high."""
    if isinstance(high, Sequence):  # randint(10, (2, 3)), which no signature in Python can say
        low, high, size = 0, low, tuple(high)
    if high is None:
        raise InvalidArgument("randint needs high.", op="randint", argument="high")
    draw = integers("randint", low, high)
    return drawn(context, "randint", size, dtype or dtypes.int64, device, requires_grad, generator, draw)


@random(cases=({"n": 5},))
def randperm(
    context: Context,
    n: Integer,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The integers below n in random order."""
    return drawn(
        context,
        "randperm",
        (n,),
        dtype or dtypes.int64,
        device,
        requires_grad,
        generator,
        lambda source, count, dtype: source.permutation(count).astype(dtype),
    )


LIKE = ({"input": (2, 3)},)


@random(cases=LIKE)
def rand_like(
    context: Context,
    input: Array,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers uniform in [0, 1), like input."""
    return _like(context, "rand_like", input, dtype, device, requires_grad, generator, uniform("rand_like"))


@random(cases=LIKE)
def randn_like(
    context: Context,
    input: Array,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Numbers of the standard normal distribution, like input."""
    rows = in_rows(input.data, drawing(context.levels))
    draw = normal_numbers("randn_like", rows=rows)
    return _like(context, "randn_like", input, dtype, device, requires_grad, generator, draw)


@random(cases=({"input": (2, 3), "high": 10}, {"input": (3,), "low": -5, "high": 5}))
def randint_like(
    context: Context,
    input: Array,
    low: Integer = 0,
    high: Integer | None = None,
    *,
    generator: Text | None = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Integers from low to before high, like input; one number alone is high."""
    low, high = (0, low) if high is None else (low, high)
    draw = integers("randint_like", low, high)
    return _like(context, "randint_like", input, dtype, device, requires_grad, generator, draw)


def _like(
    context: Context, op: str, input: Any, dtype: Any, device: Any, requires_grad: bool, name: Any, draw: Draw
) -> Any:
    dtype, device = dtype or input.dtype, device or input.device
    return drawn(context, op, input.shape, dtype, device, requires_grad, name, draw, input.data)
