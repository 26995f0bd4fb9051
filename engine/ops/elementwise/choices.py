"""Elementwise choices between values: where, the larger and the smaller, clamping.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch, InvalidArgument, OpFailed
from engine.families import binary, composite, elementwise
from engine.ops.elementwise.blending import blend
from engine.ops.elementwise.comparisons import refuse_complex
from engine.parameters import Array, Ops, Plain, Xp

_MASK = [[True, False, True], [False, False, True]]


@composite(
    "elementwise",
    variants=("function",),
    cases=(
        {"condition": _MASK, "input": (2, 3), "other": (3,)},
        {"condition": [True, False], "input": (), "other": (2,)},
        {"condition": _MASK, "input": (2, 3), "other": 0},
        {"condition": _MASK, "input": 1.5, "other": (2, 1)},
    ),
)
def where(ops: Ops, condition: Plain, input: Array | None = None, other: Array | None = None) -> Any:
    """input where condition is true, other elsewhere; with condition alone, the indices where it is true."""
    if input is None and other is None:
        return ops.nonzero(condition, as_tuple=True)
    if input is None or other is None:
        raise InvalidArgument("where takes a condition alone, or with both input and other.", op="where")
    return ops._where(condition, input, other)


@elementwise(
    grad_fn=("WhereBackward0",),
    in_place=False,
    blocked=True,
    cases=({"condition": _MASK, "input": (2, 3), "other": (3,)},),
)
def _where(xp: Xp, condition: Plain, input: Array, other: Array) -> Any:
    """input where condition is true, other elsewhere."""
    if condition.dtype.kind != "b" and condition.dtype != "uint8":
        raise DtypeMismatch(
            f"where needs a boolean condition, not {condition.dtype.name}: compare it with a number.",
            op="where",
            dtypes=[condition.dtype.name],
        )
    return blend(xp, condition, input, other)


_where.gradient(
    input=lambda ops, g, condition: ops._where(condition, g, 0),
    other=lambda ops, g, condition: ops._where(condition, 0, g),
)


@elementwise(in_place=False, cases=({"of": (2, 3), "value": (2, 3)},))
def _in_steps(xp: Xp, of: Array, value: Array) -> Any:
    """value, which depends on `of` in steps: its gradient there is zero, and not missing."""
    return value


_in_steps.gradient(of=lambda ops, g: ops.zeros_like(g), value=lambda ops, g: g)

_PAIRS: tuple[dict[str, Any], ...] = (
    {"input": (2, 3), "other": (2, 3)},
    {"input": (2, 3), "other": (3,)},
    {"input": (), "other": (2,)},
    {"input": [1.0, 2.0, 3.0], "other": [1.0, 3.0, 2.0]},
)


@binary(in_place=False, cases=_PAIRS)
def maximum(xp: Xp, input: Array, other: Array) -> Any:
    """The larger of two, elementwise; NaN wins. Equal ones share the gradient."""
    refuse_complex("maximum", input, DtypeMismatch)
    return xp.maximum(input, other)


def _shared(ops: Ops, g: Any, loses: Any, ties: Any) -> Any:
    return ops._where(loses, 0, ops._where(ties, g / 2, g))


maximum.gradient(
    input=lambda ops, g, input, other: _shared(ops, g, input < other, ops.eq(input, other)),
    other=lambda ops, g, input, other: _shared(ops, g, other < input, ops.eq(input, other)),
)


@binary(in_place=False, cases=_PAIRS)
def minimum(xp: Xp, input: Array, other: Array) -> Any:
    """The smaller of two, elementwise; NaN wins. Equal ones share the gradient."""
    refuse_complex("minimum", input, DtypeMismatch)
    return xp.minimum(input, other)


minimum.gradient(
    input=lambda ops, g, input, other: _shared(ops, g, input > other, ops.eq(input, other)),
    other=lambda ops, g, input, other: _shared(ops, g, other > input, ops.eq(input, other)),
)


@binary(in_place=False, cases=_PAIRS)
def fmax(xp: Xp, input: Array, other: Array) -> Any:
    """The larger of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient."""
    refuse_complex("fmax", input, DtypeMismatch)
    return xp.fmax(input, other)


fmax.gradient(
    input=lambda ops, g, input, other: ops._where((input >= other) | _is_nan(ops, other), g, 0),
    other=lambda ops, g, input, other: ops._where((input >= other) | _is_nan(ops, other), 0, g),
)


@binary(in_place=False, cases=_PAIRS)
def fmin(xp: Xp, input: Array, other: Array) -> Any:
    """The smaller of two, elementwise; a number wins over NaN. Of equal ones the first has the gradient."""
    refuse_complex("fmin", input, DtypeMismatch)
    return xp.fmin(input, other)


fmin.gradient(
    input=lambda ops, g, input, other: ops._where((input <= other) | _is_nan(ops, other), g, 0),
    other=lambda ops, g, input, other: ops._where((input <= other) | _is_nan(ops, other), 0, g),
)


def _is_nan(ops: Ops, value: Any) -> Any:
    return ops.isnan(value) if hasattr(value, "dtype") else value != value


@elementwise(
    blocked=True,
    aliases=("clip",),
    grad_fn=("ClampBackward0", "ClampBackward1"),
    variant=lambda inputs, attributes: not any(hasattr(bound, "dtype") for bound in inputs[1:]),
    cases=(
        {"input": (2, 3), "min": -0.5, "max": 0.5},
        {"input": (2, 3), "min": 0.1},
        {"input": (2, 3), "max": 1},
        {"input": (2, 3), "min": (3,), "max": (2, 1)},
        {"input": (2, 3), "max": (2, 3)},
    ),
)
def clamp(xp: Xp, input: Array, min: Array | None = None, max: Array | None = None) -> Any:
    """input, raised to min and lowered to max; max wins where min is larger. At the bounds the gradient flows."""
    if min is None and max is None:
        raise OpFailed("clamp needs min, max or both.", op="clamp")
    refuse_complex("clamp", input)
    if input.dtype.kind == "b":
        raise DtypeMismatch("clamp of booleans is not defined: convert them with to().", op="clamp", dtypes=["bool"])
    if min is not None:
        input = xp.maximum(input, min)
    return input if max is None else xp.minimum(input, max)


def _clamp_input(ops: Ops, g: Any, input: Any, min: Any, max: Any) -> Any:
    if max is None:
        return ops._where(input >= min, g, 0)
    if min is None:
        return ops._where(input <= max, g, 0)
    return ops._where((input >= min) & (input <= max), g, 0)


def _clamp_min(ops: Ops, g: Any, input: Any, min: Any, max: Any) -> Any:
    raised = input < min
    return ops._where(raised if max is None else raised & ops.lt(min, max), g, 0)


def _clamp_max(ops: Ops, g: Any, input: Any, min: Any, max: Any) -> Any:
    lowered = input > max
    return ops._where(lowered if min is None else lowered | ops.lt(max, min), g, 0)


clamp.gradient(input=_clamp_input, min=_clamp_min, max=_clamp_max)


def _with_tensor(inputs: Any, attributes: Any) -> int:
    return hasattr(inputs[1], "dtype")


@elementwise(
    grad_fn=("ClampMinBackward0", "ClampMinBackward1"),
    variant=_with_tensor,
    cases=({"input": (2, 3), "min": 0.1}, {"input": (2, 3), "min": (3,)}),
)
def clamp_min(xp: Xp, input: Array, min: Array) -> Any:
    """input, raised to min."""
    refuse_complex("clamp_min", input)
    return xp.maximum(input, min)


clamp_min.gradient(
    input=lambda ops, g, input, min: ops._where(input >= min, g, 0),
    min=lambda ops, g, input, min: ops._where(input < min, g, 0),
)


@elementwise(
    grad_fn=("ClampMaxBackward0", "ClampMaxBackward1"),
    variant=_with_tensor,
    cases=({"input": (2, 3), "max": 0.1}, {"input": (2, 3), "max": (3,)}),
)
def clamp_max(xp: Xp, input: Array, max: Array) -> Any:
    """input, lowered to max."""
    refuse_complex("clamp_max", input)
    return xp.minimum(input, max)


clamp_max.gradient(
    input=lambda ops, g, input, max: ops._where(input <= max, g, 0),
    max=lambda ops, g, input, max: ops._where(input > max, g, 0),
)
