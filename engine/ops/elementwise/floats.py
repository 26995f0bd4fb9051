"""Floating point numbers taken apart: signs, exponents, neighbours, and what is not finite.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

import math
from typing import Any

import ml_dtypes

from engine import dtypes
from engine.errors import DtypeMismatch, UnsupportedDtype
from engine.families import binary, no_gradient, operation, unary
from engine.op import FLOAT, KEEP, PROMOTE, SAME
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Number, Xp

LN2 = math.log(2)


@binary(
    promotion=FLOAT,
    grad_fn=("CopysignBackward0", "CopysignBackward1"),
    variant=lambda inputs, attributes: not hasattr(inputs[1], "dtype"),
)
def copysign(xp: Xp, input: Array, other: Array) -> Any:
    """The size of input with the sign of other."""
    refuse_complex("copysign", input if hasattr(input, "dtype") else other)
    return xp.copysign(input, other)


copysign.gradient(
    input=lambda ops, g, input, out: ops._where(ops.eq(input, 0), 0, g * (out / input)),
    other=lambda ops, g: ops.zeros_like(g),
)


@unary(promotion=PROMOTE, in_place=False, cases=({"input": [-0.0, 0.0, -2.0, math.inf]}, {"input": [-1, 1]}))
def signbit(xp: Xp, input: Array) -> Any:
    """Whether elements have a minus sign, as -0.0 has."""
    refuse_complex("signbit", input)
    return xp.signbit(input) if input.dtype.kind == "f" else input < 0


@binary(
    promotion=SAME,
    grad_fn=("NotImplemented",),
    cases=({"input": [-1.5, 0.0, 2.0], "values": [0.5, 0.5, 0.5]}, {"input": [[0], [3]], "values": [4, 5]}),
)
def heaviside(xp: Xp, input: Array, values: Array) -> Any:
    """0 where input is negative, values where it is 0, 1 where it is positive. As in PyTorch it has no gradient."""
    refuse_complex("heaviside", input, DtypeMismatch)
    return xp.where(input == 0, values, (input > 0).astype(input.dtype))


heaviside.gradient(input=no_gradient("heaviside"), values=no_gradient("heaviside"))


@operation(
    "elementwise",
    promotion=PROMOTE,
    outputs=("mantissa", "exponent"),
    shape=lambda input: [input, input],
    cases=({"input": (2, 3)}, {"input": [0.0, -6.0, 1.0]}),
)
def frexp(xp: Xp, input: Array) -> Any:
    """Mantissas, 0 or between 0.5 and 1 in size, and exponents: input = mantissa * 2**exponent."""
    if input.dtype.kind in "biu":
        raise DtypeMismatch(
            f"frexp needs floating point numbers, not {input.dtype.name}: convert with to().", op="frexp"
        )
    refuse_complex("frexp", input, DtypeMismatch)
    return tuple(xp.frexp(input))


frexp.gradient(input=lambda ops, g, exponent: g[0] / ops.exp2(ops.to(exponent, g[0].dtype)))


@binary(promotion=FLOAT, cases=({"input": (2, 3), "other": (3,)}, {"input": [1.5, 3.0], "other": [-1, 4]}))
def ldexp(xp: Xp, input: Array, other: Array) -> Any:
    """input * 2**other."""
    return input * 2.0**other


ldexp.gradient(
    input=lambda ops, g, other: g * ops.pow(2.0, other),
    other=lambda ops, g, out: g * (out * LN2),
)


@binary(
    promotion=KEEP,
    cases=({"input": (2, 3), "other": (3,)}, {"input": [1.0, 2.0], "other": [1.0, math.inf]}),
)
def nextafter(xp: Xp, input: Array, other: Array) -> Any:
    """The next number of the dtype after input, on the way to other."""
    dtype = _common(input, other)
    if dtypes.CATEGORY[dtype] != dtypes.FLOATING:
        raise UnsupportedDtype(f"nextafter needs floating point numbers, not {dtype.name}: convert with to().")
    return xp.nextafter(xp.asarray(input, dtype), xp.asarray(other, dtype))


def _common(*values: Any) -> dtypes.Dtype:
    """The dtype that arrays promote to: computing halves in float32 would find other neighbours."""
    arrays = [value for value in values if hasattr(value, "dtype")]
    return dtypes.result_type(
        frozenset(array.dtype for array in arrays if array.ndim),
        frozenset(array.dtype for array in arrays if not array.ndim),
        frozenset(),
    )


nextafter.gradient(
    input=lambda ops, g, input, other: ops._where(ops.ne(input, other), g, 0),
    other=lambda ops, g: ops.zeros_like(g),
)


@unary(
    blocked=True,
    promotion=KEEP,
    cases=(
        {"input": (2, 3)},
        {"input": [math.nan, math.inf, -math.inf, 1.0], "nan": 1.5, "posinf": 2.0, "neginf": -2.0},
        {"input": [1, 2]},
    ),
)
def nan_to_num(
    xp: Xp, input: Array, nan: Number | None = None, posinf: Number | None = None, neginf: Number | None = None
) -> Any:
    """input with numbers for NaN (0) and the infinities (the largest and smallest numbers of the dtype)."""
    kind = dtypes.CATEGORY[input.dtype]
    if kind < dtypes.FLOATING:
        return input.copy()
    if kind == dtypes.COMPLEX:
        out = input.copy()
        out.real = nan_to_num.function(xp, input.real, nan, posinf, neginf)
        out.imag = nan_to_num.function(xp, input.imag, nan, posinf, neginf)
        return out
    largest = float(ml_dtypes.finfo(input.dtype).max)
    out = input
    for place, number, default in (
        (xp.isnan(input), nan, 0.0),
        (input == math.inf, posinf, largest),
        (input == -math.inf, neginf, -largest),
    ):
        out = xp.where(place, xp.asarray(default if number is None else number, input.dtype), out)
    return out


nan_to_num.gradient(input=lambda ops, g, input: g * ops.isfinite(input))
