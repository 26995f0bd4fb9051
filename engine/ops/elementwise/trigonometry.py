"""Trigonometric and hyperbolic functions, their inverses, degrees, hypot and sinc.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, UnsupportedDtype
from engine.families import binary, unary
from engine.op import FLOAT
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Ops, Xp

INSIDE = (-0.9, 0.9)
_DEGREE = math.pi / 180


@unary()
def sin(xp: Xp, input: Array) -> Any:
    """The sine of input in radians."""
    return xp.sin(input)


sin.gradient(input=lambda ops, g, input: g * ops.cos(input))


@unary()
def cos(xp: Xp, input: Array) -> Any:
    """The cosine of input in radians."""
    return xp.cos(input)


cos.gradient(input=lambda ops, g, input: g * -ops.sin(input))


@unary(domain=(-1.2, 1.2))
def tan(xp: Xp, input: Array) -> Any:
    """The tangent of input in radians."""
    return xp.tan(input)


tan.gradient(input=lambda ops, g, out: g * (out * out + 1))


@unary(domain=INSIDE, aliases=("arcsin",))
def asin(xp: Xp, input: Array) -> Any:
    """The angle in radians whose sine is input."""
    return xp.arcsin(input)


asin.gradient(input=lambda ops, g, input: g * ops.rsqrt(1 - input * input))


@unary(domain=INSIDE, aliases=("arccos",))
def acos(xp: Xp, input: Array) -> Any:
    """The angle in radians whose cosine is input."""
    return xp.arccos(input)


acos.gradient(input=lambda ops, g, input: -g * ops.rsqrt(1 - input * input))


@unary(aliases=("arctan",))
def atan(xp: Xp, input: Array) -> Any:
    """The angle in radians whose tangent is input."""
    return xp.arctan(input)


atan.gradient(input=lambda ops, g, input: g / (input * input + 1))


@binary(promotion=FLOAT, domain=(0.25, 2.0), aliases=("arctan2",), cases=({"input": (2, 3), "other": (3,)},))
def atan2(xp: Xp, input: Array, other: Array) -> Any:
    """The angle in radians of the point with height input and abscissa other."""
    return xp.arctan2(input, other)


def _atan2_slope(ops: Ops, over: Any, input: Any, other: Any) -> Any:
    """over / (input² + other²), 0 at the origin."""
    square = input * input + other * other
    origin = ops.eq(square, 0)
    return ops._where(origin, 0, over / ops._where(origin, 1, square))


atan2.gradient(
    input=lambda ops, g, input, other: g * _atan2_slope(ops, other, input, other),
    other=lambda ops, g, input, other: g * _atan2_slope(ops, -input, input, other),
)


@unary()
def sinh(xp: Xp, input: Array) -> Any:
    """The hyperbolic sine of input."""
    return xp.sinh(input)


sinh.gradient(input=lambda ops, g, input: g * ops.cosh(input))


@unary()
def cosh(xp: Xp, input: Array) -> Any:
    """The hyperbolic cosine of input."""
    return xp.cosh(input)


cosh.gradient(input=lambda ops, g, input: g * ops.sinh(input))


@unary(aliases=("nn.functional.tanh",))
def tanh(xp: Xp, input: Array) -> Any:
    """The hyperbolic tangent of input."""
    return xp.tanh(input)


tanh.gradient(input=lambda ops, g, out: g * (1 - out * out))


@unary(aliases=("arcsinh",))
def asinh(xp: Xp, input: Array) -> Any:
    """The number whose hyperbolic sine is input."""
    return xp.arcsinh(input)


asinh.gradient(input=lambda ops, g, input: g * ops.rsqrt(input * input + 1))


@unary(domain=(1.1, 4.0), aliases=("arccosh",))
def acosh(xp: Xp, input: Array) -> Any:
    """The number whose hyperbolic cosine is input."""
    return xp.arccosh(input)


def _acosh_gradient(ops: Ops, g: Any, input: Any) -> Any:
    if input.dtype.kind == "c":  # the root of the product would take another branch
        return g * (ops.rsqrt(input - 1) * ops.rsqrt(input + 1))
    return g * ops.rsqrt(input * input - 1)


acosh.gradient(input=_acosh_gradient)


@unary(domain=INSIDE, aliases=("arctanh",))
def atanh(xp: Xp, input: Array) -> Any:
    """The number whose hyperbolic tangent is input."""
    return xp.arctanh(input)


atanh.gradient(input=lambda ops, g, input: g / (1 - input * input))


@binary(domain=(0.25, 2.0), cases=({"input": (2, 3), "other": (3,)}, {"input": (), "other": (2,)}))
def hypot(xp: Xp, input: Array, other: Array) -> Any:
    """sqrt(input² + other²), without overflow on the way."""
    if (input if hasattr(input, "dtype") else other).dtype.kind != "f":
        raise UnsupportedDtype("hypot needs real floating point numbers: convert with to().", op="hypot")
    return xp.hypot(input, other)


hypot.gradient(
    input=lambda ops, g, input, out: g * (input / out),
    other=lambda ops, g, other, out: g * (other / out),
)


@unary(grad_fn=("Deg2RadBackward0",))
def deg2rad(xp: Xp, input: Array) -> Any:
    """Degrees as radians."""
    refuse_complex("deg2rad", input, DtypeMismatch)
    return input * _DEGREE


deg2rad.gradient(input=lambda ops, g: g * _DEGREE)


@unary(grad_fn=("Rad2DegBackward0",))
def rad2deg(xp: Xp, input: Array) -> Any:
    """Radians as degrees."""
    refuse_complex("rad2deg", input, DtypeMismatch)
    return input * (1 / _DEGREE)


rad2deg.gradient(input=lambda ops, g: g * (1 / _DEGREE))


@unary(domain=(0.25, 2.0), aliases=("special.sinc",))
def sinc(xp: Xp, input: Array) -> Any:
    """sin(pi * input) / (pi * input), 1 at 0."""
    return xp.sinc(input)


def _sinc_gradient(ops: Ops, g: Any, input: Any) -> Any:
    angle = input * math.pi
    near = ops.abs(angle) < 0.1  # where the difference below would cancel
    square, safe = angle * angle, ops._where(near, 1, angle)
    series = 1 - square / 10 * (1 - square / 28 * (1 - square / 54 * (1 - square / 88)))
    return g * ops._where(
        near, angle * series * (-math.pi / 3), (ops.cos(safe) - ops.sin(safe) / safe) / safe * math.pi
    )


sinc.gradient(input=_sinc_gradient)
