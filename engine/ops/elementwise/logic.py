"""Logic on truth values, and on the bits of integers.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import UnsupportedDtype
from engine.families import binary, unary
from engine.op import PROMOTE
from engine.parameters import Array, Xp

TRUTHS: tuple[dict[str, Any], ...] = (
    {"input": [True, False], "other": [[True], [False]]},
    {"input": [0.0, 2.0], "other": [1, 0]},
)
BITS: tuple[dict[str, Any], ...] = (
    {"input": [6, -3], "other": [[3], [5]]},
    {"input": [True, False], "other": [True, True]},
    {"input": [6, 5], "other": 3},
)


def _truth(xp: Xp, value: Any) -> Any:
    """Whether elements are not 0: NumPy's logic on numbers takes them one by one."""
    return value if getattr(value, "dtype", None) == "bool" else xp.not_equal(value, 0)


@binary(blocked=True, cases=TRUTHS)
def logical_and(xp: Xp, input: Array, other: Array) -> Any:
    """Whether both are true; numbers are true unless 0."""
    return _truth(xp, input) & _truth(xp, other)


@binary(blocked=True, cases=TRUTHS)
def logical_or(xp: Xp, input: Array, other: Array) -> Any:
    """Whether one or both are true; numbers are true unless 0."""
    return _truth(xp, input) | _truth(xp, other)


@binary(blocked=True, cases=TRUTHS)
def logical_xor(xp: Xp, input: Array, other: Array) -> Any:
    """Whether exactly one is true; numbers are true unless 0."""
    return _truth(xp, input) ^ _truth(xp, other)


@unary(promotion=PROMOTE, cases=({"input": [True, False]}, {"input": [0.0, 2.0]}))
def logical_not(xp: Xp, input: Array) -> Any:
    """Whether input is false; numbers are true unless 0."""
    return input == 0


def _whole(op: str, *values: Any) -> None:
    for value in values:
        if hasattr(value, "dtype") and value.dtype.kind not in "biu":
            raise UnsupportedDtype(
                f"{op} works on the bits of integers and booleans, not of {value.dtype.name}.",
                op=op,
                dtypes=[value.dtype.name],
            )


@binary(cases=BITS)
def bitwise_and(xp: Xp, input: Array, other: Array) -> Any:
    """The bits that both have."""
    _whole("bitwise_and", input, other)
    return input & other


@binary(cases=BITS)
def bitwise_or(xp: Xp, input: Array, other: Array) -> Any:
    """The bits that one or both have."""
    _whole("bitwise_or", input, other)
    return input | other


@binary(cases=BITS)
def bitwise_xor(xp: Xp, input: Array, other: Array) -> Any:
    """The bits that exactly one has."""
    _whole("bitwise_xor", input, other)
    return input ^ other


@unary(promotion=PROMOTE, cases=({"input": [6, -3]}, {"input": [True, False]}))
def bitwise_not(xp: Xp, input: Array) -> Any:
    """The bits that input has not."""
    _whole("bitwise_not", input)
    return ~input


def _shifted(op: str, input: Any, other: Any) -> None:
    _whole(op, input, other)
    if (input if hasattr(input, "dtype") else other).dtype.kind == "b":
        raise UnsupportedDtype(f"{op} of booleans is not defined.", op=op)


@binary(cases=({"input": [1, 5], "other": [3, 1]}, {"input": [1, 5], "other": 2}))
def bitwise_left_shift(xp: Xp, input: Array, other: Array) -> Any:
    """The bits of input moved up by other: input * 2**other."""
    _shifted("bitwise_left_shift", input, other)
    return input << other


@binary(cases=({"input": [8, -5], "other": [3, 1]}, {"input": [8, 5], "other": 2}))
def bitwise_right_shift(xp: Xp, input: Array, other: Array) -> Any:
    """The bits of input moved down by other: input / 2**other, rounded down."""
    _shifted("bitwise_right_shift", input, other)
    return input >> other
