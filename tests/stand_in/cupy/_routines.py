"""The texts of universal functions: what a kernel of ours takes from CuPy's, for those whose results are exact.

NumPy and the C++ library do not come to the same last bits of exp and its like, so these have no text here.
"""

from __future__ import annotations

from typing import Any, NamedTuple

ARITHMETIC = {"add": "+", "subtract": "-", "multiply": "*", "bitwise_and": "&", "bitwise_or": "|", "bitwise_xor": "^"}
COMPARING = {"equal": "==", "not_equal": "!=", "less": "<", "less_equal": "<=", "greater": ">", "greater_equal": ">="}
TEXTS = {
    **{name: f"out0 = in0 {sign} in1" for name, sign in {**ARITHMETIC, **COMPARING}.items()},
    "divide": "out0 = out0_type(in0) / out0_type(in1)",
    "floor_divide": "out0 = _floor_divide(in0, in1)",
    "negative": "out0 = -in0",
    "positive": "out0 = in0",
    "absolute": "out0 = in0 < 0 ? -in0 : in0",
    "square": "out0 = in0 * in0",
    "reciprocal": "out0 = 1 / in0",
    "invert": "out0 = ~in0",
    "logical_and": "out0 = bool(in0) && bool(in1)",
    "logical_or": "out0 = bool(in0) || bool(in1)",
    "logical_xor": "out0 = bool(in0) != bool(in1)",
    "logical_not": "out0 = !bool(in0)",
    "maximum": "out0 = in0 >= in1 || in0 != in0 ? in0 : in1",
    "minimum": "out0 = in0 <= in1 || in0 != in0 ? in0 : in1",
    "sign": "out0 = in0 > 0 ? out0_type(1) : in0 < 0 ? out0_type(-1) : in0 == 0 ? out0_type(0) : out0_type(in0)",
}
FLOATING = {
    **{name: f"out0 = {name}(in0)" for name in ("sqrt", "floor", "ceil", "trunc", "rint")},
    "absolute": "out0 = fabs(in0)",
    "copysign": "out0 = copysign(in0, in1)",
    **{name: f"out0 = {name}(in0)" for name in ("isnan", "isinf", "isfinite", "signbit")},
}
BOOLEAN = {
    "add": "out0 = in0 | in1",
    "multiply": "out0 = in0 & in1",
    "absolute": "out0 = in0",
    "invert": "out0 = !in0",
}


class Loop(NamedTuple):
    """What a function does to operands of certain types."""

    in_types: tuple[Any, ...]
    out_types: tuple[Any, ...]
    routine: str | None


class Loops(NamedTuple):
    """All that a function does."""

    ops: tuple[Loop, ...]
    promote_types: Any


def loops(name: str, types: tuple[Any, ...]) -> Loops:
    """The loops of a function that has these types; of a comparison those of integers come first."""
    found = tuple(Loop(given, made, _text(name, given)) for given, made in types)
    return Loops(found, name if name in COMPARING else None)


def _text(name: str, inputs: tuple[Any, ...]) -> str | None:
    name = {"true_divide": "divide", "conjugate": "positive", "bitwise_invert": "invert"}.get(name, name)
    if len(set(inputs)) != 1 or inputs[0].kind == "c":
        return None
    if inputs[0].kind == "b":
        return BOOLEAN.get(name) or (None if name in ("square", "reciprocal", "sign", "positive") else TEXTS.get(name))
    if inputs[0].kind in "iu":
        return None if name == "reciprocal" else TEXTS.get(name)
    return FLOATING.get(name) or (None if name == "floor_divide" else TEXTS.get(name))
