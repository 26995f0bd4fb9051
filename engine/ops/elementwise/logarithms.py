"""Functions made of logarithms: sums of exponentials, products with logarithms, entropy, logit.

https://docs.pytorch.org/docs/stable/special.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.families import binary, unary
from engine.libraries import special
from engine.op import FLOAT
from engine.ops.elementwise.comparisons import refuse_complex, refuse_integers
from engine.ops.special.errors import place_of_number, together
from engine.parameters import Array, Number, Ops, Xp


@binary(in_place=False)
def logaddexp(xp: Xp, input: Array, other: Array) -> Any:
    """log(exp(input) + exp(other)), without overflow."""
    refuse_integers("logaddexp", input, other)
    if (input if hasattr(input, "dtype") else other).dtype.kind != "c":
        return xp.logaddexp(input, other)
    swapped = xp.real(input) < xp.real(other)
    larger, smaller = xp.where(swapped, other, input), xp.where(swapped, input, other)
    equal = xp.isinf(larger.real) & (larger.real == smaller.real)
    found = larger + xp.log1p(xp.exp(xp.where(equal, 0, smaller - larger)))
    ends = xp.where(larger.real < 0, smaller, xp.log(xp.exp(larger) + xp.exp(smaller)))
    return xp.where(equal, ends, found)


logaddexp.gradient(
    input=lambda ops, g, input, other: g / (ops.exp(other - input) + 1),
    other=lambda ops, g, input, other: g / (ops.exp(input - other) + 1),
)


@binary(in_place=False)
def logaddexp2(xp: Xp, input: Array, other: Array) -> Any:
    """log2(2**input + 2**other), without overflow."""
    refuse_integers("logaddexp2", input, other)
    refuse_complex("logaddexp2", input if hasattr(input, "dtype") else other)
    return xp.logaddexp2(input, other)


logaddexp2.gradient(
    input=lambda ops, g, input, other: g / (ops.exp2(other - input) + 1),
    other=lambda ops, g, input, other: g / (ops.exp2(input - other) + 1),
)


@binary(
    promotion=FLOAT,
    domain=(0.25, 2.0),
    aliases=("special.xlogy",),
    grad_fn=("XlogyBackward0", "XlogyBackward1", "XlogyBackward2"),
    variant=place_of_number,
    cases=(
        {"input": (2, 3), "other": (3,)},
        {"input": (2, 3), "other": 1.5},
        {"input": 1.5, "other": (2, 3)},
        {"input": [0.0, 0.0, 2.0], "other": [-1.0, -2.0, 3.0]},
    ),
)
def xlogy(xp: Xp, input: Array, other: Array) -> Any:
    """input * log(other), 0 where input is 0."""
    refuse_complex("xlogy", input if hasattr(input, "dtype") else other)
    return special(xp).xlogy(*together(xp, input, other))


xlogy.gradient(
    input=lambda ops, g, input, other: _unless_flat(ops, ops.xlogy(g, other), input, other, 0),
    other=lambda ops, g, input, other: g * input / other,
)


@binary(
    promotion=FLOAT,
    domain=(0.25, 2.0),
    name="special.xlog1py",
    grad_fn=("SpecialXlog1PyBackward0", "SpecialXlog1PyBackward1", "SpecialXlog1PyBackward2"),
    variant=place_of_number,
    variants=("function",),
    in_place=False,
    cases=(
        {"input": (2, 3), "other": (3,)},
        {"input": (2, 3), "other": 1.5},
        {"input": 1.5, "other": (2, 3)},
        {"input": [0.0, 0.0, 2.0], "other": [-1.5, -2.0, 3.0]},
    ),
)
def xlog1py(xp: Xp, input: Array, other: Array) -> Any:
    """input * log(1 + other), precise near 0; 0 where input is 0."""
    refuse_complex("special.xlog1py", input if hasattr(input, "dtype") else other)
    return special(xp).xlog1py(*together(xp, input, other))


xlog1py.gradient(
    input=lambda ops, g, input, other: _unless_flat(ops, ops.special.xlog1py(g, other), input, other, -1),
    other=lambda ops, g, input, other: g * input / (other + 1),
)


def _unless_flat(ops: Ops, gradient: Any, input: Any, other: Any, end: int) -> Any:
    """The gradient, 0 where input is and the logarithm is not defined."""
    zero = ops.eq(input, 0)
    if hasattr(other, "dtype"):
        return ops._where(zero & (other <= end), 0, gradient)
    return gradient if other > end else ops._where(zero, 0, gradient)


@unary(name="special.entr", variants=("function",), in_place=False, domain=(0.25, 4.0))
def entr(xp: Xp, input: Array) -> Any:
    """-input * log(input): 0 at 0, and -inf for negative numbers."""
    refuse_complex("special.entr", input)
    return special(xp).entr(input)


entr.gradient(input=lambda ops, g, input: g * -(ops.log(input) + 1))


@unary(
    blocked=True,
    domain=(0.1, 0.9),
    aliases=("special.logit",),
    cases=({"input": (2, 3)}, {"input": (2, 3), "eps": 0.3}, {"input": [0.0, 1.0, 0.25]}),
)
def logit(xp: Xp, input: Array, eps: Number | None = None) -> Any:
    """log(input / (1 - input)), for 0 <= input <= 1; with eps, input is first brought between eps and 1 - eps."""
    refuse_complex("logit", input)
    if eps is not None and eps >= 0:
        input = xp.where(input < eps, eps, xp.where(input > 1 - eps, 1 - eps, input))
    return xp.log(input / (1 - input))


def _logit_gradient(ops: Ops, g: Any, input: Any, eps: Any) -> Any:
    low, outside = (0, math.nan) if eps is None or eps < 0 else (eps, 0)
    return ops._where((input < low) | (input > 1 - low), outside, g / (input * (1 - input)))


logit.gradient(input=_logit_gradient)
