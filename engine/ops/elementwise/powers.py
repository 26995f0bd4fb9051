"""Powers, roots, exponentials and logarithms.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

import cmath
import math
from typing import Any

from engine.batching import elements
from engine.dtypes import Dtype, complex128, float64
from engine.errors import OpFailed, UnsupportedDtype
from engine.families import binary, composite, unary
from engine.op import PROMOTE
from engine.parameters import Array, Ops, Xp

POSITIVE = (0.25, 4.0)
LN2, LN10 = math.log(2), math.log(10)


@binary(
    domain=(0.5, 2.0),
    grad_fn=("PowBackward0", "PowBackward1", "PowBackward2"),
    variant=lambda inputs, attributes: (
        0 if not hasattr(inputs[1], "dtype") else 1 if hasattr(inputs[0], "dtype") else 2
    ),
    cases=(
        {"input": (2, 3), "exponent": 2},
        {"input": (2, 3), "exponent": -0.5},
        {"input": (2, 3), "exponent": (3,)},
        {"input": 2.5, "exponent": (2,)},
        {"input": (2,), "exponent": 0},
        {"input": [2, -3], "exponent": [3, -1]},
    ),
)
def pow(xp: Xp, input: Array, exponent: Array) -> Any:
    """input to the power of exponent."""
    kind = (input if hasattr(input, "dtype") else exponent).dtype.kind
    if kind in "iu":
        return _integer_power(xp, input, exponent)
    if kind == "b":
        return _boolean_power(xp, input, exponent)
    return input**exponent


def _integer_power(xp: Xp, input: Any, exponent: Any) -> Any:
    """Integers to integer powers; a negative exponent leaves 1, -1 or 0."""
    if isinstance(exponent, int):
        if exponent < 0:
            raise OpFailed(
                f"pow: integers to a negative power ({exponent}) are not integers: convert input with to().", op="pow"
            )
        return input**exponent
    base = xp.asarray(input, exponent.dtype)
    negative = exponent < 0
    power = base ** xp.where(negative, 0, exponent)
    if not elements(negative).any():
        return power
    unit = xp.where(base == -1, 1 - 2 * (exponent & 1), (base == 1).astype(base.dtype))
    return xp.where(negative, unit, power).astype(base.dtype)


def _boolean_power(xp: Xp, input: Any, exponent: Any) -> Any:
    if not isinstance(exponent, bool):
        raise UnsupportedDtype("pow of booleans is not defined: convert them with to().", op="pow", dtypes=["bool"])
    return input.copy() if exponent else xp.ones_like(input)


def _pow_input(ops: Ops, g: Any, input: Any, exponent: Any) -> Any:
    if not hasattr(exponent, "dtype"):
        return ops.zeros_like(g * input) if exponent == 0 else g * (exponent * input ** (exponent - 1))
    slope = exponent * input ** (exponent - 1)
    return ops._where(ops.eq(exponent, 0), 0, g * slope)


def _pow_exponent(ops: Ops, g: Any, input: Any, exponent: Any, out: Any) -> Any:
    if not hasattr(input, "dtype"):
        if input == 0:
            return ops._where(_rises(ops, exponent), 0, g * (out * -math.inf))
        return g * (out * _log(input))
    flat = ops.eq(input, 0) & _rises(ops, exponent)
    return g * (out * ops.log(ops._where(flat, 1, input)))


def _rises(ops: Ops, exponent: Any) -> Any:
    """Whether powers of zero are flat by their exponent: it is real, and not negative."""
    if exponent.dtype.kind != "c":
        return exponent >= 0
    return ops.eq(ops.imag(exponent), 0) & (ops.real(exponent) >= 0)


def _log(number: Any) -> Any:
    if isinstance(number, complex):
        return cmath.log(number)
    return math.log(number) if number > 0 else math.nan


pow.gradient(input=_pow_input, exponent=_pow_exponent)


@composite(
    "elementwise",
    domain=(0.5, 2.0),
    cases=(
        {"input": (2, 3), "exponent": 2},
        {"input": (2, 3), "exponent": (3,)},
        {"input": 2.5, "exponent": (2,)},
        {"input": [2, 3], "exponent": [-1, 2]},
    ),
)
def float_power(ops: Ops, input: Array, exponent: Array) -> Any:
    """input to the power of exponent, computed in float64 or complex128."""
    kinds = [value.dtype.kind if hasattr(value, "dtype") else type(value) for value in (input, exponent)]
    dtype = complex128 if "c" in kinds or complex in kinds else float64
    return ops.pow(_as(ops, input, dtype), _as(ops, exponent, dtype))


def _as(ops: Ops, value: Any, dtype: Dtype) -> Any:
    return ops.to(value, dtype) if hasattr(value, "dtype") else value


@unary(promotion=PROMOTE, grad_fn=("PowBackward0",))
def square(xp: Xp, input: Array) -> Any:
    """input * input."""
    return pow.function(xp, input if input.dtype.kind != "b" else input.astype("int64"), 2)


square.gradient(input=lambda ops, g, input: g * (input * 2))


@unary(domain=POSITIVE)
def sqrt(xp: Xp, input: Array) -> Any:
    """The square root of input; NaN for negative numbers."""
    return xp.sqrt(input)


sqrt.gradient(input=lambda ops, g, out: g / (out * 2))


@unary(blocked=True, domain=POSITIVE)
def rsqrt(xp: Xp, input: Array) -> Any:
    """1 / sqrt(input)."""
    return 1 / xp.sqrt(input)


rsqrt.gradient(input=lambda ops, g, out: g * -0.5 * (out * out * out))


@unary()
def exp(xp: Xp, input: Array) -> Any:
    """e to the power of input."""
    return xp.exp(input)


exp.gradient(input=lambda ops, g, out: g * out)


@unary(aliases=("special.exp2",))
def exp2(xp: Xp, input: Array) -> Any:
    """2 to the power of input."""
    return xp.exp2(input)


exp2.gradient(input=lambda ops, g, out: g * (out * LN2))


@unary(aliases=("special.expm1",))
def expm1(xp: Xp, input: Array) -> Any:
    """exp(input) - 1, precise near 0."""
    return xp.expm1(input)


expm1.gradient(input=lambda ops, g, out: g * (out + 1))


@unary(domain=POSITIVE)
def log(xp: Xp, input: Array) -> Any:
    """The natural logarithm of input."""
    return xp.log(input)


log.gradient(input=lambda ops, g, input: g / input)


@unary(domain=POSITIVE)
def log2(xp: Xp, input: Array) -> Any:
    """The logarithm of input to base 2."""
    return xp.log2(input)


log2.gradient(input=lambda ops, g, input: g / (input * LN2))


@unary(domain=POSITIVE)
def log10(xp: Xp, input: Array) -> Any:
    """The logarithm of input to base 10."""
    return xp.log10(input)


log10.gradient(input=lambda ops, g, input: g / (input * LN10))


@unary(domain=(-0.75, 2.0), grad_fn=("Log1PBackward0",), aliases=("special.log1p",))
def log1p(xp: Xp, input: Array) -> Any:
    """log(1 + input), precise near 0."""
    return xp.log1p(input)


log1p.gradient(input=lambda ops, g, input: g / (input + 1))
