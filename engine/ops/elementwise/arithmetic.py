"""Arithmetic: sums, differences, products, and what stands near them.

https://docs.pytorch.org/docs/stable/torch.html#pointwise-ops
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch, UnsupportedDtype
from engine.families import binary, composite, elementwise, unary
from engine.op import NUMBERS, PROMOTE
from engine.parameters import Array, Number, Ops, Xp


@binary()
def add(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """input + alpha * other."""
    return input + other if alpha == 1 else input + _scaled("add", input, other, alpha)


add.gradient(
    input=lambda ops, g: g,
    other=lambda ops, g, alpha: g if alpha == 1 else g * alpha,
)


@binary(promotion=NUMBERS, aliases=("subtract",))
def sub(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """input - alpha * other."""
    return input - other if alpha == 1 else input - _scaled("sub", input, other, alpha)


sub.gradient(
    input=lambda ops, g: g,
    other=lambda ops, g, alpha: -g if alpha == 1 else g * -alpha,
)


@binary(
    promotion=NUMBERS,
    in_place=False,
    variants=("function",),
    grad_fn=("RsubBackward0", "RsubBackward1"),
    variant=lambda inputs, attributes: not hasattr(inputs[1], "dtype"),
)
def rsub(xp: Xp, input: Array, other: Array, *, alpha: Number = 1) -> Any:
    """other - alpha * input."""
    return other - input if alpha == 1 else other - _scaled("rsub", other, input, alpha)


rsub.gradient(
    input=lambda ops, g, alpha: -g if alpha == 1 else g * -alpha,
    other=lambda ops, g: g,
)


def _scaled(op: str, one: Any, other: Any, alpha: Any) -> Any:
    """alpha * other, where alpha is of no higher category than the operands."""
    kind = (one if hasattr(one, "dtype") else other).dtype.kind
    if isinstance(alpha, float) and kind in "biu":
        raise DtypeMismatch(f"{op} of integers needs an integer alpha, not {alpha}.", op=op, argument="alpha")
    if isinstance(alpha, complex) and kind != "c":
        raise DtypeMismatch(f"{op} of real tensors needs a real alpha, not {alpha}.", op=op, argument="alpha")
    if kind == "b" and not isinstance(alpha, bool):
        return other * bool(alpha)
    return alpha * other


def _refuse_booleans(op: str, input: Any, error: type[DtypeMismatch] = DtypeMismatch) -> None:
    if input.dtype.kind == "b":
        raise error(f"{op} of booleans has no meaning: convert them with to().", op=op, dtypes=["bool"])


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
    _refuse_booleans("neg", input)
    return -input


neg.gradient(input=lambda ops, g: -g)


@composite("elementwise", cases=({"input": (2, 3)},))
def positive(ops: Ops, input: Array) -> Any:
    """input itself."""
    _refuse_booleans("positive", input)
    return input


@unary(promotion=PROMOTE, aliases=("absolute",), cases=({"input": (2, 3)}, {"input": [-2.0, 0.0, 1.5]}))
def abs(xp: Xp, input: Array) -> Any:
    """The absolute value of input; real for complex numbers. Its gradient at 0 is 0."""
    _refuse_booleans("abs", input, UnsupportedDtype)
    return xp.abs(input)


abs.gradient(input=lambda ops, g, input: g * _direction(ops, input))


def _direction(ops: Ops, input: Any) -> Any:
    return ops.conj(ops.sgn(input)) if input.dtype.kind == "c" else ops.sign(input)


@unary(promotion=PROMOTE)
def sgn(xp: Xp, input: Array) -> Any:
    """The sign of input; for complex numbers input / abs(input), 0 at 0."""
    if input.dtype.kind != "c":
        return sign.function(xp, input)
    size = xp.abs(input)
    return xp.where(size == 0, 0, input / xp.where(size == 0, 1, size))


def _sgn_gradient(ops: Ops, g: Any, input: Any, out: Any) -> Any:
    if input.dtype.kind != "c":
        return ops.zeros_like(g)
    size = ops.abs(input)
    across = g - ops.real(out * g) * ops.conj(out)
    return ops._where(ops.eq(size, 0), 0, across / ops._where(ops.eq(size, 0), 1, size))


sgn.gradient(input=_sgn_gradient)


@unary(promotion=PROMOTE, blocked=True)
def sign(xp: Xp, input: Array) -> Any:
    """-1, 0 or 1, as input is negative, zero or positive."""
    kind = input.dtype.kind
    if kind == "c":
        raise UnsupportedDtype("sign of complex numbers is not defined: use sgn.", op="sign", dtypes=[input.dtype.name])
    if kind == "b":
        return input.copy()
    if kind != "f":
        return xp.sign(input)
    return ((input > 0).view("int8") - (input < 0).view("int8")).astype(input.dtype)  # that of NaN is 0


sign.gradient(input=lambda ops, g: ops.zeros_like(g))


@elementwise(
    blocked=True,
    grad_fn=("LerpBackward0", "LerpBackward1"),
    variant=lambda inputs, attributes: hasattr(inputs[2], "dtype"),
    cases=(
        {"input": (2, 3), "end": (3,), "weight": 0.3},
        {"input": (2, 3), "end": (2, 3), "weight": 0.75},
        {"input": (2, 1), "end": (3,), "weight": (2, 3)},
    ),
)
def lerp(xp: Xp, input: Array, end: Array, weight: Array) -> Any:
    """input + weight * (end - input), from the nearer end."""
    way = end - input
    return xp.where(xp.abs(xp.asarray(weight)) < 0.5, input + weight * way, end - way * (1 - weight))


lerp.gradient(
    input=lambda ops, g, weight: g * (1 - weight),
    end=lambda ops, g, weight: g * weight,
    weight=lambda ops, g, input, end: g * (end - input),
)


@elementwise(
    blocked=True,
    cases=(
        {"input": (2, 3), "tensor1": (3,), "tensor2": (2, 3)},
        {"input": (2, 3), "tensor1": (2, 1), "tensor2": (3,), "value": 0.5},
    ),
)
def addcmul(xp: Xp, input: Array, tensor1: Array, tensor2: Array, *, value: Number = 1) -> Any:
    """input + value * tensor1 * tensor2."""
    return input + value * (tensor1 * tensor2)


addcmul.gradient(
    input=lambda ops, g: g,
    tensor1=lambda ops, g, tensor2, value: g * (tensor2 * value),
    tensor2=lambda ops, g, tensor1, value: g * (tensor1 * value),
)


@elementwise(
    blocked=True,
    domain=(0.5, 2.0),
    cases=(
        {"input": (2, 3), "tensor1": (3,), "tensor2": (2, 3)},
        {"input": (2, 3), "tensor1": (2, 1), "tensor2": (3,), "value": 0.5},
    ),
)
def addcdiv(xp: Xp, input: Array, tensor1: Array, tensor2: Array, *, value: Number = 1) -> Any:
    """input + value * tensor1 / tensor2."""
    if input.dtype.kind in "biu":
        raise DtypeMismatch("addcdiv of integers is not defined: convert them with to().", op="addcdiv")
    return input + value * (tensor1 / tensor2)


addcdiv.gradient(
    input=lambda ops, g: g,
    tensor1=lambda ops, g, tensor2, value: g * value / tensor2,
    tensor2=lambda ops, g, tensor1, tensor2, value: -g * (value * tensor1 / (tensor2 * tensor2)),
)
