"""Parts of complex numbers.

https://docs.pytorch.org/docs/stable/complex_numbers.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch
from engine.families import composite, unary, view
from engine.op import FLOAT, PROMOTE
from engine.parameters import Array, Ops, Xp

CASES: tuple[dict[str, Any], ...] = ({"input": (2, 3)},)


@composite("elementwise", cases=CASES)
def real(ops: Ops, input: Array) -> Any:
    """The real part of input, a view of it; a real tensor is its own."""
    return ops._real(input) if input.dtype.kind == "c" else input


@view(grad_fn=("SelectBackward0",))
def _real(xp: Xp, input: Array) -> Any:
    """The real parts of complex numbers."""
    return input.real


_real.gradient(input=lambda ops, g: g)


@composite("elementwise", cases=({"input": [1.5 + 2.0j, -1.0j]},))
def imag(ops: Ops, input: Array) -> Any:
    """The imaginary part of a complex tensor, a view of it."""
    if input.dtype.kind != "c":
        raise DtypeMismatch(
            f"imag needs a complex tensor, {input.dtype.name} has no imaginary part.",
            op="imag",
            dtypes=[input.dtype.name],
        )
    return ops._imag(input)


@view(grad_fn=("SelectBackward0",))
def _imag(xp: Xp, input: Array) -> Any:
    """The imaginary parts of complex numbers."""
    return input.imag


_imag.gradient(input=lambda ops, g: g * -1j)


@composite("elementwise", aliases=("conj_physical",), cases=CASES)
def conj(ops: Ops, input: Array) -> Any:
    """The complex conjugate of input; a real tensor is its own."""
    return ops._conj(input) if input.dtype.kind == "c" else input


@unary(promotion=PROMOTE, grad_fn=("ConjBackward0",), in_place=False)
def _conj(xp: Xp, input: Array) -> Any:
    """The conjugates of complex numbers."""
    return xp.conj(input)


_conj.gradient(input=lambda ops, g: ops.conj(g))


@unary(promotion=FLOAT, in_place=False)
def angle(xp: Xp, input: Array) -> Any:
    """The angle of complex numbers in radians; for real ones 0, or pi where they are negative."""
    if input.dtype.kind == "c":
        return xp.angle(input)
    return xp.where(xp.isnan(input), input, xp.where(input < 0, math.pi, 0)).astype(input.dtype)


def _angle_gradient(ops: Ops, g: Any, input: Any) -> Any:
    if input.dtype.kind != "c":
        return ops.zeros_like(g)
    origin = ops.eq(input, 0)
    return ops._where(origin, 0, g * -1j / ops._where(origin, 1, input))


angle.gradient(input=_angle_gradient)
