"""Rounding to integers. All but frac are flat nearly everywhere: their gradients are zeros.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import UnsupportedDtype
from engine.families import unary
from engine.op import PROMOTE
from engine.parameters import Array, Integer, Xp

INSIDE = (0.1, 0.9)
CASES = ({"input": (2, 3)}, {"input": [-1.5, 0.5, 2.5]}, {"input": [1, 2]})


def _is_whole(op: str, input: Any) -> bool:
    if input.dtype.kind in "bc":
        raise UnsupportedDtype(f"{op} of {input.dtype.name} is not defined.", op=op, dtypes=[input.dtype.name])
    return bool(input.dtype.kind in "iu")


@unary(domain=INSIDE, promotion=PROMOTE, cases=CASES)
def floor(xp: Xp, input: Array) -> Any:
    """The largest integer that is at most input."""
    return input.copy() if _is_whole("floor", input) else xp.floor(input)


floor.gradient(input=lambda ops, g: ops.zeros_like(g))


@unary(domain=INSIDE, promotion=PROMOTE, cases=CASES)
def ceil(xp: Xp, input: Array) -> Any:
    """The smallest integer that is at least input."""
    return input.copy() if _is_whole("ceil", input) else xp.ceil(input)


ceil.gradient(input=lambda ops, g: ops.zeros_like(g))


@unary(domain=INSIDE, promotion=PROMOTE, aliases=("fix",), cases=CASES)
def trunc(xp: Xp, input: Array) -> Any:
    """The integer part of input, towards zero."""
    return input.copy() if _is_whole("trunc", input) else xp.trunc(input)


trunc.gradient(input=lambda ops, g: ops.zeros_like(g))


@unary(
    domain=INSIDE,
    promotion=PROMOTE,
    aliases=("special.round",),
    grad_fn=("RoundBackward0", "RoundBackward1"),
    variant=lambda inputs, attributes: attributes.get("decimals", 0) != 0,
    cases=(*CASES, {"input": (2, 3), "decimals": 1}, {"input": [123.0, 155.0], "decimals": -1}),
)
def round(xp: Xp, input: Array, *, decimals: Integer = 0) -> Any:
    """The nearest number of so many decimals; halves go to the even one."""
    if _is_whole("round", input):
        return input.copy()
    if decimals == 0:
        return xp.rint(input)
    scale = 10.0 ** abs(decimals)
    return xp.rint(input * scale) / scale if decimals > 0 else xp.rint(input / scale) * scale


round.gradient(input=lambda ops, g: ops.zeros_like(g))


@unary(domain=INSIDE, promotion=PROMOTE, cases=CASES[:2])
def frac(xp: Xp, input: Array) -> Any:
    """What trunc takes away: input - trunc(input)."""
    if _is_whole("frac", input):
        raise UnsupportedDtype("frac of integers is not defined.", op="frac", dtypes=[input.dtype.name])
    return input - xp.trunc(input)


frac.gradient(input=lambda ops, g: g)
