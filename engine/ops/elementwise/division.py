"""Division, exact and rounded, what remains, and what divides both.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.batching import elements
from engine.errors import OpFailed, UnsupportedDtype
from engine.families import binary, no_gradient
from engine.op import FLOAT, PROMOTE
from engine.parameters import Array, Ops, Text, Xp

POSITIVE = (0.5, 4.0)
_ROUNDED: tuple[dict[str, Any], ...] = (
    {"input": [7.0, -7.0, 6.5], "other": [2.0, 2.0, -3.0]},
    {"input": (2, 3), "other": 1.5},
    {"input": [7, -7], "other": [2, -2]},
)


@binary(
    promotion=lambda attributes: FLOAT if attributes.get("rounding_mode") is None else PROMOTE,
    domain=POSITIVE,
    aliases=("divide", "true_divide"),
    grad_fn=("DivBackward0", "DivBackward2"),
    variant=lambda inputs, attributes: attributes.get("rounding_mode") is not None,
    cases=(
        {"input": (2, 3), "other": (2, 3)},
        {"input": (2, 1), "other": (3,)},
        {"input": (), "other": (2,)},
        {"input": (2, 3), "other": 1.5},
        {"input": (2, 3), "other": (3,), "rounding_mode": "floor"},
        {"input": [7, -7], "other": [2, 2], "rounding_mode": "trunc"},
    ),
)
def div(xp: Xp, input: Array, other: Array, *, rounding_mode: Text | None = None) -> Any:
    """input / other; rounded down with rounding_mode "floor", towards zero with "trunc"."""
    if rounding_mode is None:
        return xp.divide(input, other)
    if rounding_mode == "floor":
        return _floor(xp, "div", input, other)
    if rounding_mode == "trunc":
        return _trunc(xp, "div", input, other)
    raise OpFailed(f"div: rounding_mode must be 'floor' or 'trunc', not {rounding_mode!r}.", op="div")


div.gradient(
    input=lambda ops, g, other, rounding_mode: g / other if rounding_mode is None else ops.zeros_like(g),
    other=lambda ops, g, input, other, rounding_mode: (
        -g * (input / other / other) if rounding_mode is None else ops.zeros_like(g)
    ),
)


def _floor(xp: Xp, op: str, input: Any, other: Any) -> Any:
    _check(op, input, other)
    return xp.floor_divide(input, other)


def _trunc(xp: Xp, op: str, input: Any, other: Any) -> Any:
    if not _check(op, input, other):
        return xp.trunc(xp.divide(input, other))
    down = xp.floor_divide(input, other)
    inexact = (xp.remainder(input, other) != 0) & ((xp.asarray(input) < 0) != (xp.asarray(other) < 0))
    return down + inexact.astype(down.dtype)


def _check(op: str, input: Any, other: Any) -> bool:
    """Whether the operands are integers; refuses complex numbers, and zeros that integers are divided by."""
    kind = (input if hasattr(input, "dtype") else other).dtype.kind
    if kind == "c":
        raise UnsupportedDtype(f"{op}: complex quotients cannot be rounded.", op=op)
    if kind == "b":
        raise UnsupportedDtype(f"{op} of booleans is not defined: convert them with to().", op=op, dtypes=["bool"])
    if kind not in "iu":
        return False
    if elements(other == 0).any() if hasattr(other, "any") else other == 0:
        raise OpFailed(f"{op}: integers cannot be divided by zero (ZeroDivisionError).", op=op)
    return True


@binary(cases=_ROUNDED, grad_fn=("NotImplemented",))
def floor_divide(xp: Xp, input: Array, other: Array) -> Any:
    """input / other, rounded down. As in PyTorch it has no gradient: div with rounding_mode has."""
    return _floor(xp, "floor_divide", input, other)


_refused = no_gradient("floor_divide", "use div with rounding_mode='floor', whose gradient is zero, or detach()")
floor_divide.gradient(input=_refused, other=_refused)


def _is_tensor(inputs: Any, attributes: Any) -> int:
    return hasattr(inputs[1], "dtype")


@binary(
    domain=POSITIVE,
    grad_fn=("RemainderBackward0", "RemainderBackward1"),
    variant=_is_tensor,
    cases=({"input": [5.5, -3.5], "other": [2.0, 1.25]}, {"input": (2, 3), "other": 0.3}, *_ROUNDED[2:]),
)
def remainder(xp: Xp, input: Array, other: Array) -> Any:
    """What remains of input / other rounded down: it has the sign of other."""
    _check("remainder", input, other)
    return xp.remainder(input, other)


remainder.gradient(
    input=lambda ops, g: g,
    other=lambda ops, g, input, other: -g * ops.div(input, other, rounding_mode="floor"),
)


@binary(
    domain=POSITIVE,
    grad_fn=("FmodBackward0", "FmodBackward1"),
    variant=_is_tensor,
    cases=({"input": [5.5, -3.5], "other": [2.0, 1.25]}, {"input": (2, 3), "other": 0.3}, *_ROUNDED[2:]),
)
def fmod(xp: Xp, input: Array, other: Array) -> Any:
    """What remains of input / other rounded towards zero: it has the sign of input."""
    _check("fmod", input, other)
    return xp.fmod(input, other)


def _fmod_gradient(ops: Ops, g: Any, input: Any, other: Any) -> Any:
    return -g * ops.div(input, other, rounding_mode="trunc")


fmod.gradient(input=lambda ops, g: g, other=_fmod_gradient)


_WHOLE: tuple[dict[str, Any], ...] = ({"input": [12, -8, 0], "other": [[18], [0]]}, {"input": [4, 6], "other": 10})


def _check_whole(op: str, input: Any, other: Any) -> None:
    dtype = (input if hasattr(input, "dtype") else other).dtype
    if dtype.kind not in "iu":
        raise UnsupportedDtype(f"{op} needs integers, not {dtype.name}.", op=op, dtypes=[dtype.name])


@binary(cases=_WHOLE)
def gcd(xp: Xp, input: Array, other: Array) -> Any:
    """The greatest common divisor of integers; gcd(0, 0) is 0."""
    _check_whole("gcd", input, other)
    return xp.gcd(input, other)


@binary(cases=_WHOLE)
def lcm(xp: Xp, input: Array, other: Array) -> Any:
    """The least common multiple of integers; 0 where one of them is 0."""
    _check_whole("lcm", input, other)
    return xp.lcm(input, other)
