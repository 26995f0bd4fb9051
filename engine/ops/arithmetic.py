"""Arithmetic: sums, products, quotients, powers.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import InvalidArgument
from engine.families import binary, unary
from engine.op import FLOAT, PROMOTE
from engine.parameters import Array, Number, Text, Xp


@binary()
def add(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """input + alpha * other."""
    return input + other if alpha == 1 else input + alpha * other


add.gradient(
    input=lambda ops, g: g,
    other=lambda ops, g, alpha: g if alpha == 1 else g * alpha,
)


@binary(aliases=("subtract",))
def sub(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """input - alpha * other."""
    return input - other if alpha == 1 else input - alpha * other


sub.gradient(
    input=lambda ops, g: g,
    other=lambda ops, g, alpha: -g if alpha == 1 else g * -alpha,
)


@binary()
def rsub(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """other - alpha * input."""
    return other - input if alpha == 1 else other - alpha * input


rsub.gradient(
    input=lambda ops, g, alpha: -g if alpha == 1 else g * -alpha,
    other=lambda ops, g: g,
)


@binary(aliases=("multiply",))
def mul(xp: Xp, input: Array, other: Array) -> Any:
    """input * other."""
    return xp.multiply(input, other)


mul.gradient(
    input=lambda ops, g, other: g * other,
    other=lambda ops, g, input: g * input,
)


@unary(domain=(0.5, 4.0))
def reciprocal(xp: Xp, input: Array) -> Any:
    """1 / input."""
    return 1 / input


reciprocal.gradient(input=lambda ops, g, out: -g * (out * out))


@unary(promotion=PROMOTE, aliases=("negative",))
def neg(xp: Xp, input: Array) -> Any:
    """-input."""
    return -input


neg.gradient(input=lambda ops, g: -g)
