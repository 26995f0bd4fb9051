"""Bessel functions and Airy's. As in PyTorch only i0 and i1, and these scaled, have gradients.

https://docs.pytorch.org/docs/stable/special.html
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from engine.dtypes import float64
from engine.families import unary
from engine.libraries import special
from engine.op import Op
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Ops, Xp


def _far(ops: Ops, input: Any) -> Any:
    """Where numbers are so far from 0 that dividing by them leaves digits."""
    return ops.abs(input) > (2.0**-52 if input.dtype == float64 else 2.0**-23)


@unary(aliases=("special.i0",))
def i0(xp: Xp, input: Array) -> Any:
    """The modified Bessel function of the first kind, of order 0."""
    refuse_complex("i0", input)
    return special(xp).i0(input)


i0.gradient(input=lambda ops, g, input: g * ops.special.i1(input))


@unary(name="special.i0e", variants=("function",), in_place=False, grad_fn=("SpecialI0EBackward0",))
def i0e(xp: Xp, input: Array) -> Any:
    """exp(-abs(input)) * i0(input)."""
    refuse_complex("special.i0e", input)
    return special(xp).i0e(input)


i0e.gradient(input=lambda ops, g, input, out: g * (ops.special.i1e(input) - ops.sgn(input) * out))


@unary(name="special.i1", variants=("function",), in_place=False)
def i1(xp: Xp, input: Array) -> Any:
    """The modified Bessel function of the first kind, of order 1."""
    refuse_complex("special.i1", input)
    return special(xp).i1(input)


def _i1_gradient(ops: Ops, g: Any, input: Any, out: Any) -> Any:
    far = _far(ops, input)
    safe = ops._where(far, input, 1)
    return g * ops._where(far, ops.i0(safe) - out / safe, 0.5)


i1.gradient(input=_i1_gradient)


@unary(name="special.i1e", variants=("function",), in_place=False, grad_fn=("SpecialI1EBackward0",))
def i1e(xp: Xp, input: Array) -> Any:
    """exp(-abs(input)) * i1(input)."""
    refuse_complex("special.i1e", input)
    return special(xp).i1e(input)


def _i1e_gradient(ops: Ops, g: Any, input: Any, out: Any) -> Any:
    far = _far(ops, input)
    safe = ops._where(far, input, 1)
    return g * ops._where(far, ops.special.i0e(safe) - out * (ops.sgn(safe) + ops.reciprocal(safe)), 0.5)


i1e.gradient(input=_i1e_gradient)


def _airy(xp: Xp, input: Any) -> Any:
    """SciPy gives up where it has long vanished."""
    return xp.where((input > 200) & xp.isfinite(input), 0, special(xp).airy(input)[0])


def _spherical(xp: Xp, input: Any) -> Any:
    """sin(input) / input, near 0 by its series."""
    square = input * input
    near = xp.abs(input) < 0.5
    series = square * 0 + 1
    for k in range(7, 0, -1):
        series = 1 - square / (2 * k * (2 * k + 1)) * series
    found = xp.where(near, series, xp.sin(input) / xp.where(near, 1, input))
    return xp.where(xp.isinf(input), 0, found)


def _without_gradient(
    name: str, function: str | Callable[..., Any], summary: str, domain: tuple[float, float] = (0.25, 4.0)
) -> Op:
    """A function of SciPy's, by its name there, that PyTorch has no derivative of."""

    def kernel(xp: Xp, input: Array) -> Any:
        refuse_complex(f"special.{name}", input)
        return function(xp, input) if callable(function) else getattr(special(xp), function)(input)

    kernel.__doc__ = f"{summary} As in PyTorch it has no gradient."
    return unary(domain, name=f"special.{name}", variants=("function",), in_place=False, halves=False)(kernel)


_without_gradient("airy_ai", _airy, "Airy's function Ai.", (-2.0, 2.0))
_without_gradient("bessel_j0", "j0", "The Bessel function of the first kind, of order 0.", (-2.0, 2.0))
_without_gradient("bessel_j1", "j1", "The Bessel function of the first kind, of order 1.", (-2.0, 2.0))
_without_gradient("bessel_y0", "y0", "The Bessel function of the second kind, of order 0.")
_without_gradient("bessel_y1", "y1", "The Bessel function of the second kind, of order 1.")
_without_gradient("modified_bessel_i0", "i0", "The modified Bessel function of the first kind, of order 0.")
_without_gradient("modified_bessel_i1", "i1", "The modified Bessel function of the first kind, of order 1.")
_without_gradient("modified_bessel_k0", "k0", "The modified Bessel function of the second kind, of order 0.")
_without_gradient("modified_bessel_k1", "k1", "The modified Bessel function of the second kind, of order 1.")
_without_gradient("scaled_modified_bessel_k0", "k0e", "exp(input) times the function modified_bessel_k0.")
_without_gradient("scaled_modified_bessel_k1", "k1e", "exp(input) times the function modified_bessel_k1.")
_without_gradient("spherical_bessel_j0", _spherical, "The spherical Bessel function of the first kind, of order 0.")
