"""Complex numbers: their parts, what they are made of, and views of them as pairs of real ones.

https://docs.pytorch.org/docs/stable/complex_numbers.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.dtypes import complex_of, float32, float64, real_of
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import composite, elementwise, unary, view
from engine.op import FLOAT, KEEP, PROMOTE
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


@composite("elementwise", cases=CASES)
def resolve_conj(ops: Ops, input: Array) -> Any:
    """input itself: conjugates are never put off here."""
    return input


@composite("elementwise", cases=CASES)
def resolve_neg(ops: Ops, input: Array) -> Any:
    """input itself: negation is never put off here."""
    return input


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


_PAIRS: tuple[dict[str, Any], ...] = ({"real": (2, 3), "imag": (3,)}, {"real": (), "imag": (2,)})


def _check_parts(op: str, one: Any, other: Any) -> None:
    if one.dtype != other.dtype or one.dtype not in (float32, float64):
        raise DtypeMismatch(
            f"{op} needs two float32 tensors or two float64 ones, got {one.dtype.name} and {other.dtype.name}.",
            op=op,
            dtypes=[one.dtype.name, other.dtype.name],
        )


@elementwise(KEEP, variants=("function",), in_place=False, cases=_PAIRS)
def complex(xp: Xp, real: Array, imag: Array) -> Any:
    """Complex numbers of their parts."""
    _check_parts("complex", real, imag)
    out = xp.empty(xp.broadcast(real, imag).shape, complex_of(real.dtype))
    out.real, out.imag = real, imag
    return out


complex.gradient(real=lambda ops, g: g, imag=lambda ops, g: g * 1j)


@elementwise(
    KEEP,
    domain=(0.25, 2.0),
    variants=("function",),
    in_place=False,
    cases=({"abs": (2, 3), "angle": (3,)}, {"abs": (), "angle": (2,)}),
)
def polar(xp: Xp, abs: Array, angle: Array) -> Any:
    """Complex numbers of their absolute values and angles."""
    _check_parts("polar", abs, angle)
    return complex.function(xp, abs * xp.cos(angle), abs * xp.sin(angle))


polar.gradient(
    abs=lambda ops, g, out: g * ops.sgn(out),
    angle=lambda ops, g, out: g * (out * 1j),
)


@view(adjoint=True, shape=lambda input: (*input, 2), cases=({"input": [[1.0 + 2.0j, -0.5j]]}, {"input": [1.5 + 0j]}))
def view_as_real(xp: Xp, input: Array) -> Any:
    """A view of complex numbers as pairs of their parts, along a new last dimension."""
    if input.dtype.kind != "c":
        raise DtypeMismatch(f"view_as_real needs a complex tensor, not {input.dtype.name}.", dtypes=[input.dtype.name])
    return input[..., None].view(real_of(input.dtype))


view_as_real.gradient(input=lambda ops, g: ops.view_as_complex(ops.contiguous(g)))


@view(adjoint=True, shape=lambda input: input[:-1], cases=({"input": (3, 2)}, {"input": (2,)}))
def view_as_complex(xp: Xp, input: Array) -> Any:
    """A view of pairs of real numbers, which the last dimension holds, as complex ones."""
    if input.dtype not in (float32, float64):
        raise DtypeMismatch(
            f"view_as_complex needs a float32 or float64 tensor, not {input.dtype.name}.", dtypes=[input.dtype.name]
        )
    size = input.dtype.itemsize
    if input.shape[-1:] != (2,):
        raise ShapeMismatch(
            f"view_as_complex needs a last dimension of size 2, got {list(input.shape)}.", shapes=[list(input.shape)]
        )
    if input.strides[-1] != size or any(stride % (2 * size) for stride in input.strides[:-1]):
        raise OpFailed(
            "view_as_complex needs pairs that lie side by side in memory, at even places: use contiguous() before.",
            shapes=[list(input.shape)],
        )
    return input.view(complex_of(input.dtype))[..., 0]


view_as_complex.gradient(input=lambda ops, g: ops.view_as_real(g))
