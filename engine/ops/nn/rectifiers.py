"""Activation functions that are linear in parts, and those that bend below zero.

https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import composite, elementwise
from engine.ops.elementwise.blending import blend
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.nn.activations import activation, expm1_below, floating
from engine.parameters import Array, Number, Ops, Xp

# G. Klambauer, T. Unterthiner, A. Mayr, S. Hochreiter, Self-Normalizing Neural Networks (2017), section 2.
_SELU_ALPHA = 1.6732632423543772
_SELU_SCALE = 1.0507009873554805


def _ordered(op: str, input: Any) -> None:
    """Refuse what has no order, and booleans."""
    refuse_complex(op, input)
    if input.dtype.kind == "b":
        raise DtypeMismatch(f"{op} of booleans is not defined: convert them with to().", op=op, dtypes=["bool"])


def _whole(input: Any, *numbers: Any) -> tuple[Any, ...]:
    """Numbers as the dtype of integers has them."""
    return tuple(int(number) if input.dtype.kind in "iu" else number for number in numbers)


@activation(
    aliases=("nn.functional.threshold",),
    in_place=True,
    cases=({"input": (2, 3), "threshold": 0.25, "value": -1.0}, {"input": [0.5, 1.0], "threshold": 0.5, "value": 2.0}),
)
def threshold(xp: Xp, input: Array, threshold: Number, value: Number) -> Any:
    """input where it is above threshold, else value."""
    _ordered("threshold", input)
    threshold, value = _whole(input, threshold, value)
    return blend(xp, input <= threshold, input.dtype.type(value), input)


threshold.gradient(input=lambda ops, g, input, threshold: ops._in_steps(input, ops._where(input <= threshold, 0, g)))


@activation(
    name="nn.functional.hardtanh",
    grad_fn=("HardtanhBackward0",),
    in_place=True,
    cases=({"input": (2, 3)}, {"input": (2, 3), "min_val": -0.3, "max_val": 0.6}, {"input": [-1.0, 0.0, 1.0, 3.0]}),
)
def hardtanh(xp: Xp, input: Array, min_val: Number = -1.0, max_val: Number = 1.0) -> Any:
    """input, raised to min_val and lowered to max_val. At the bounds the gradient is 0."""
    _ordered("nn.functional.hardtanh", input)
    if min_val > max_val:
        raise InvalidValue(f"nn.functional.hardtanh: min_val {min_val} is greater than max_val {max_val}.")
    low, high = _whole(input, min_val, max_val)
    if input.dtype.kind == "u" and low < 0:
        raise OpFailed(f"nn.functional.hardtanh: {input.dtype.name} holds no bound below 0, such as {low}.")
    return xp.clip(input, low, high)


hardtanh.gradient(
    input=lambda ops, g, input, min_val, max_val: ops._in_steps(
        input, ops._where((input <= min_val) | (input >= max_val), 0, g)
    )
)


@activation(
    name="nn.functional.relu6",
    in_place=True,
    grad_fn=("HardtanhBackward0",),
    cases=({"input": (2, 3)}, {"input": [-1.0, 0.0, 6.0, 7.0]}),
)
def relu6(xp: Xp, input: Array) -> Any:
    """input, raised to 0 and lowered to 6."""
    _ordered("nn.functional.relu6", input)
    return xp.clip(input, 0, 6)


relu6.gradient(input=lambda ops, g, input: ops._in_steps(input, ops._where((input <= 0) | (input >= 6), 0, g)))


@activation(
    name="nn.functional.hardsigmoid",
    in_place=True,
    grad_fn=("HardsigmoidBackward0",),
    cases=({"input": (2, 3)}, {"input": [-4.0, -3.0, 3.0]}),
)
def hardsigmoid(xp: Xp, input: Array) -> Any:
    """input / 6 + 1 / 2, held between 0 and 1."""
    refuse_complex("nn.functional.hardsigmoid", floating("hardsigmoid", input))
    return xp.clip(input + 3, 0, 6) / 6


hardsigmoid.gradient(input=lambda ops, g, input: ops._where((input > -3) & (input < 3), g / 6, 0))


@activation(
    name="nn.functional.hardswish",
    in_place=True,
    grad_fn=("HardswishBackward0",),
    cases=({"input": (2, 3)}, {"input": [-4.0, -3.0, 0.0, 3.0, 4.0]}),
)
def hardswish(xp: Xp, input: Array) -> Any:
    """input * hardsigmoid(input)."""
    refuse_complex("nn.functional.hardswish", floating("hardswish", input))
    return input * xp.clip(input + 3, 0, 6) / 6


hardswish.gradient(
    input=lambda ops, g, input: ops._where(input <= -3, 0, ops._where(input < 3, g * (input / 3 + 0.5), g))
)


@activation(
    name="nn.functional.softshrink",
    grad_fn=("SoftshrinkBackward0",),
    cases=({"input": (2, 3)}, {"input": [-1.0, -0.5, 0.0, 0.5, 1.0]}),
)
def softshrink(xp: Xp, input: Array, lambd: Number = 0.5) -> Any:
    """input, drawn towards 0 by lambd; 0 where it is nearer than that."""
    refuse_complex("nn.functional.softshrink", floating("softshrink", input))
    if not lambd >= 0:
        raise OpFailed(f"nn.functional.softshrink: lambd must not be negative, but is {lambd}.")
    return input - xp.clip(input, -lambd, lambd)


def _outside(ops: Ops, g: Any, input: Any, lambd: Any) -> Any:
    return ops._in_steps(input, ops._where((input >= -lambd) & (input <= lambd), 0, g))


softshrink.gradient(input=_outside)


@activation(
    aliases=("nn.functional.hardshrink",),
    variants=("function", "method"),
    cases=({"input": (2, 3)}, {"input": [-1.0, -0.5, 0.0, 0.5, 1.0]}),
)
def hardshrink(xp: Xp, input: Array, lambd: Number = 0.5) -> Any:
    """input where it is further than lambd from 0, else 0."""
    refuse_complex("hardshrink", floating("hardshrink", input))
    return blend(xp, (input >= -lambd) & (input <= lambd), 0, input)


hardshrink.gradient(input=_outside)


def _exponential(xp: Xp, op: str, input: Any, alpha: Any, scale: Any, steepness: Any) -> Any:
    """scale times: input where it is positive, alpha * (exp(steepness * input) - 1) elsewhere."""
    refuse_complex(op, floating(op, input))
    below = expm1_below(xp, xp.minimum(input, 0) * steepness, steepness) * (alpha * scale)
    return blend(xp, input <= 0, below, input if scale == 1 else input * scale)


def _exponential_gradient(ops: Ops, g: Any, input: Any, alpha: Any, scale: Any, steepness: Any) -> Any:
    below = ops.exp(ops._where(input < 0, input, 0) * steepness) * (alpha * scale * steepness)
    return ops._where(input <= 0, g * below, g if scale == 1 else g * scale)


@activation(
    aliases=("nn.functional.celu",),
    in_place=True,
    cases=({"input": (2, 3)}, {"input": (2, 3), "alpha": 0.5}, {"input": [-1.0, 0.0, 2.0]}),
)
def celu(xp: Xp, input: Array, alpha: Number = 1.0) -> Any:
    """input where it is positive, alpha * (exp(input / alpha) - 1) elsewhere."""
    if alpha == 0:
        raise OpFailed("celu: alpha must not be 0.", op="celu")
    return _exponential(xp, "celu", input, alpha, 1, 1 / alpha)


celu.gradient(input=lambda ops, g, input, alpha: _exponential_gradient(ops, g, input, alpha, 1, 1 / alpha))


@activation(
    aliases=("nn.functional.selu",),
    grad_fn=("EluBackward0",),
    in_place=True,
    cases=({"input": (2, 3)}, {"input": [-1.0, 0.0, 2.0]}),
)
def selu(xp: Xp, input: Array) -> Any:
    """1.0507 * input where it is positive, 1.7581 * (exp(input) - 1) elsewhere: keeps mean 0 and variance 1."""
    return _exponential(xp, "selu", input, _SELU_ALPHA, _SELU_SCALE, 1)


selu.gradient(input=lambda ops, g, input: _exponential_gradient(ops, g, input, _SELU_ALPHA, _SELU_SCALE, 1))


@composite(
    "elementwise",
    aliases=("nn.functional.prelu",),
    cases=(
        {"input": (2, 3), "weight": (3,)},
        {"input": (2, 3, 2), "weight": (1,)},
        {"input": (3,), "weight": ()},
        {"input": [[-1.0, 0.5, 2.0]], "weight": [0.5]},
    ),
)
def prelu(ops: Ops, input: Array, weight: Array) -> Any:
    """input where it is positive, weight * input elsewhere; one weight for all, or one for each of dimension 1."""
    shape, count = input.shape, 1 if not weight.shape else weight.shape[0]
    if len(weight.shape) > 1:
        raise ShapeMismatch(
            f"prelu: the weight must be a vector or one number, not {list(weight.shape)}.",
            op="prelu",
            shapes=[list(shape), list(weight.shape)],
        )
    if weight.dtype != input.dtype:
        raise DtypeMismatch(
            f"prelu: the weight is {weight.dtype.name}, the input {input.dtype.name}: convert one with to().",
            op="prelu",
            dtypes=[input.dtype.name, weight.dtype.name],
        )
    if count != 1:
        channels = shape[1] if len(shape) > 1 else 1
        if count != channels or not shape:
            raise ShapeMismatch(
                f"prelu: {list(shape)} has {channels} channels, in dimension 1; the weight has {count}: it needs as "
                "many, or one.",
                op="prelu",
                shapes=[list(shape), list(weight.shape)],
            )
        weight = ops.reshape(weight, (count,) + (1,) * (len(shape) - 2))
    elif weight.shape and len(shape) != 1:
        weight = ops.reshape(weight, (1,) * len(shape))
    return ops._prelu(input, weight)


@elementwise(
    blocked=True,
    in_place=False,
    grad_fn=("PreluKernelBackward0",),
    cases=({"input": (2, 3), "weight": (3,)}, {"input": (2, 3), "weight": ()}),
)
def _prelu(xp: Xp, input: Array, weight: Array) -> Any:
    """input where it is positive, weight * input elsewhere."""
    refuse_complex("prelu", floating("prelu", input))
    return blend(xp, input > 0, input, input * weight)


_prelu.gradient(
    input=lambda ops, g, input, weight: ops._in_steps(input, ops._where(input > 0, g, g * weight)),
    weight=lambda ops, g, input: ops._where(input >= 0, 0, g * input),
)
