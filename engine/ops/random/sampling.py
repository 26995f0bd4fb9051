"""Random numbers written in place, and those whose parameters are tensors.

https://docs.pytorch.org/docs/stable/torch.html#in-place-random-sampling
"""

from __future__ import annotations

import math
from typing import Annotated, Any

import numpy

from engine import dtypes, shapes
from engine.batching import elements, levels_of
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import METHOD, composite, operation, random
from engine.ops.random.drawing import Draw, drawn, integers, normal_numbers, uniform
from engine.ops.random.layouts import arranged
from engine.ops.reduction.ordering import order_of
from engine.ops.reduction.searching import positions
from engine.parameters import Array, Boolean, Device, Dtype, Integer, Integers, Number, Ops, Xp

Stream = Annotated[Any, "text"]  # the name of a generator, or, in a kernel, the generator
MATRIX = ({"input": (2, 3)},)


def filled(xp: Xp, input: Any, generator: Any, draw: Draw) -> Any:
    """An array like input, drawn in the order of its memory."""
    return arranged(xp, draw(generator, input.size, input.dtype), _written(input, generator))


def _written(input: Any, generator: Any) -> Any:
    """The array that numbers are first written into: input, or what its examples are given the same numbers from."""
    shared = not set(levels_of(input)) <= set(generator.levels)
    return numpy.empty(input.shape, input.dtype) if shared else input


def _zeros(ops: Ops, g: Any) -> Any:
    return ops.zeros_like(g)


@operation("random", random=True, in_place=True, shape=shapes.same)
def _uniform(xp: Xp, input: Array, low: Number, high: Number, *, generator: Stream = None) -> Any:
    """Uniform numbers like input."""
    return filled(xp, input, generator, uniform("uniform_", low, high))


_uniform.gradient(input=_zeros)


@random(variants=METHOD, cases=MATRIX)
def uniform_(context: Any, input: Array, from_: Number = 0, to: Number = 1, *, generator: Stream = None) -> Any:
    """Fill input with numbers uniform in [from_, to)."""
    if from_ > to:
        raise OpFailed(f"uniform_: from_ ({from_}) must not exceed to ({to}).", op="uniform_")
    return context.ops._uniform_(input, from_, to, generator=generator)


@operation("random", random=True, in_place=True, shape=shapes.same)
def _normal(xp: Xp, input: Array, mean: Number, std: Number, *, generator: Stream = None) -> Any:
    """Normal numbers like input."""
    rows = _written(input, generator).flags.c_contiguous
    return filled(xp, input, generator, normal_numbers("normal_", mean, std, rows))


_normal.gradient(input=_zeros)


@random(variants=METHOD, cases=MATRIX)
def normal_(context: Any, input: Array, mean: Number = 0, std: Number = 1, *, generator: Stream = None) -> Any:
    """Fill input with numbers of a normal distribution."""
    return context.ops._normal_(input, mean, std, generator=generator)


@operation("random", random=True, in_place=True, shape=shapes.same)
def _exponential(xp: Xp, input: Array, lambd: Number, *, generator: Stream = None) -> Any:
    """Exponential numbers like input."""
    return filled(xp, input, generator, lambda source, count, dtype: source.exponential(count, dtype, lambd))


_exponential.gradient(input=_zeros)


@random(variants=METHOD, cases=MATRIX)
def exponential_(context: Any, input: Array, lambd: Number = 1, *, generator: Stream = None) -> Any:
    """Fill input with numbers of an exponential distribution of rate lambd."""
    if lambd <= 0:
        raise OpFailed(f"exponential_: lambd must be positive, got {lambd}.", op="exponential_")
    if dtypes.CATEGORY[input.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"exponential_ needs a floating point tensor, not {input.dtype.name}.", op="exponential_")
    return context.ops._exponential_(input, lambd, generator=generator)


_DIGITS = {dtypes.float16: 11, dtypes.bfloat16: 8, dtypes.float32: 24, dtypes.float64: 53}


@operation(
    "random",
    random=True,
    in_place=True,
    shape=shapes.same,
    grad_fn=("RandomBackward0", "RandomBackward1", "RandomBackward2"),
    variant=lambda inputs, attributes: [attributes.get("low"), attributes.get("high")].count(None),
)
def _random(
    xp: Xp, input: Array, low: Integer | None = None, high: Integer | None = None, *, generator: Stream = None
) -> Any:
    """Integers like input."""
    if low is not None:
        return filled(xp, input, generator, integers("random_", *((0, low) if high is None else (low, high))))
    return filled(xp, input, generator, _any_integers)


_random.gradient(input=_zeros)


def _any_integers(generator: Any, count: int, dtype: dtypes.Dtype) -> Any:
    """All not negative integers that a dtype holds exactly."""
    digits = _DIGITS.get(dtype)
    width = (1 << digits) + 1 if digits else 2 if dtype == dtypes.bool else int(numpy.iinfo(dtype).max) + 1
    return generator.integers(count, 0, width, 64 if dtype.itemsize == 8 else 32).astype(dtype)


@random(variants=METHOD, cases=({"input": (2, 3)}, {"input": (2, 3), "from_": 2, "to": 9}))
def random_(
    context: Any,
    input: Array,
    from_: Integer | None = None,
    to: Integer | None = None,
    *,
    generator: Stream = None,
) -> Any:
    """Fill input with integers from from_ to before to; one number alone is to, none mean all that the dtype holds."""
    return context.ops._random_(input, 0 if from_ is None and to is not None else from_, to, generator=generator)


@composite(
    "random",
    variants=("function",),
    domain=(0.1, 2.0),
    cases=({"mean": (2, 3), "std": 1.0}, {"mean": 0.0, "std": (2,)}, {"mean": 0.0, "std": 1.0, "size": (2,)}),
)
def normal(
    ops: Ops,
    mean: Array = 0.0,
    std: Array = 1.0,
    size: Integers | None = None,
    *,
    generator: Stream = None,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Normal numbers of the given means and standard deviations: tensors, or numbers and a size."""
    if hasattr(mean, "dtype") or hasattr(std, "dtype"):
        return ops._normal_around(mean, std, generator=generator)
    if size is None:
        raise OpFailed("normal: with numbers for mean and std it needs a size.", op="normal")
    draw = normal_numbers("normal", mean, std)
    context = ops.context
    return drawn(context, "normal", size, dtype or context.dtype, device, requires_grad, generator, draw)


@operation(
    "random",
    random=True,
    shape=shapes.broadcast,
    grad_fn=("NormalBackward1", "NormalBackward2", "NormalBackward3"),
    variant=lambda inputs, attributes: (
        2 if all(hasattr(one, "dtype") for one in inputs) else hasattr(inputs[1], "dtype")
    ),
)
def _normal_around(xp: Xp, mean: Array, std: Array, *, generator: Stream = None) -> Any:
    """Normal numbers around each mean."""
    dtype = mean.dtype if hasattr(mean, "dtype") else std.dtype
    if not bool((elements(xp.asarray(std)) >= 0).all()):
        raise OpFailed("normal: no standard deviation may be negative.", op="normal")
    shape = shapes.broadcast(getattr(mean, "shape", ()), getattr(std, "shape", ()))
    standard = xp.asarray(normal_numbers("normal")(generator, math.prod(shape), dtype)).reshape(shape)
    return (standard * std + mean).astype(dtype)


_normal_around.gradient(
    mean=lambda ops, g: ops.zeros_like(g),
    std=lambda ops, g: ops.zeros_like(g),
)


@operation(
    "random",
    random=True,
    shape=lambda input, num_samples, replacement=False, **attributes: (*input[:-1], num_samples),
    grows=True,
    domain=(0.1, 0.9),
    cases=({"input": (2, 4), "num_samples": 3}, {"input": (4,), "num_samples": 6, "replacement": True}),
)
def multinomial(
    xp: Xp, input: Array, num_samples: Integer, replacement: Boolean = False, *, generator: Stream = None
) -> Any:
    """Numbers of categories, drawn with the weights in the rows of input."""
    if input.ndim not in (1, 2) or not dtypes.is_differentiable(input.dtype):
        raise ShapeMismatch("multinomial needs a vector or a matrix of weights.", op="multinomial")
    if num_samples < 1 or (not replacement and num_samples > input.shape[-1]):
        raise OpFailed(f"multinomial: {num_samples} samples of {input.shape[-1]} categories.", op="multinomial")
    top = xp.amax(input, -1) if input.shape[-1] else xp.zeros(input.shape[:-1], input.dtype)
    if not bool(elements((top > 0) & xp.isfinite(top)).all()) or not bool((elements(input) >= 0).all()):
        raise OpFailed("multinomial: weights must be finite, not negative, and not all zero.", op="multinomial")
    if not replacement or num_samples == 1:
        waits = generator.exponential(input.size, input.dtype)
        joined = levels_of(input) and input.ndim == 2  # to one matrix, as PyTorch does first
        waits = waits.reshape(input.shape) if joined else arranged(xp, waits, input)
        return order_of(xp, "multinomial", -(input / waits), -1, False)[..., :num_samples].astype(dtypes.int64)
    rows = input.reshape(-1, input.shape[-1])
    ends = xp.cumsum(rows.astype(dtypes.float32) if rows.dtype in dtypes.HALVES else rows, 1)
    ends /= ends[:, -1:].copy()
    ends[:, -1] = 1
    draws = xp.asarray(generator.uniform(len(rows) * num_samples, dtypes.float64)).reshape(len(rows), num_samples)
    return positions.function(xp, draws, ends).reshape((*input.shape[:-1], num_samples))
