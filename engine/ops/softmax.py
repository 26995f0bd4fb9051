"""Logarithms of sums of exponentials, and softmax.

https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch
from engine.families import composite, operation, reduction
from engine.op import FLOAT, PROMOTE
from engine.ops.comparisons import refuse_complex
from engine.ops.reductions import axes, restore
from engine.parameters import Array, Boolean, Dtype, Integer, Integers, Ops, Xp
from engine.shapes import dimension


@reduction(
    promotion=FLOAT,
    cases=({"input": (2, 3), "dim": 1}, {"input": (2, 3), "dim": (0, 1)}, {"input": (3,), "dim": 0, "keepdim": True}),
)
def logsumexp(xp: Xp, input: Array, dim: Integers, keepdim: Boolean = False) -> Any:
    """The logarithm of the sum of exponentials over dim, without overflow on the way."""
    along = axes(dim, input.ndim)
    if not input.size:
        return xp.log(xp.sum(xp.exp(input), along, None, None, keepdim))
    top = xp.amax(input.real if input.dtype.kind == "c" else input, along, None, True)
    top = xp.where(xp.isfinite(top), top, xp.zeros((), top.dtype))
    out = xp.log(xp.sum(xp.exp(input - top), along, None, None, True)) + top
    return out if keepdim else out.squeeze(along)


def _logsumexp_gradient(ops: Ops, g: Any, input: Any, out: Any, dim: Any, keepdim: bool) -> Any:
    shape = input.shape
    out = restore(ops, out, shape, dim, keepdim)
    return restore(ops, g, shape, dim, keepdim) * ops.exp(input - out)


logsumexp.gradient(input=_logsumexp_gradient)


def _along(input: tuple[int, ...], dim: int, **attributes: Any) -> tuple[int, ...]:
    dimension(dim, len(input))
    return input


CASES: tuple[dict[str, Any], ...] = ({"input": (2, 3), "dim": 1}, {"input": (2, 3), "dim": 0}, {"input": (), "dim": 0})


def _shifted(xp: Xp, op: str, input: Any, dim: int) -> tuple[Any, int]:
    """input less its maximum along dim, and the axis."""
    refuse_complex(op, input)
    if input.dtype.kind in "biu":
        raise DtypeMismatch(
            f"{op} needs floating point numbers, not {input.dtype.name}: give a dtype, as in dtype='float32'.",
            op=op,
            dtypes=[input.dtype.name],
        )
    axis = dimension(dim, input.ndim)
    if not input.size:
        return input, axis
    top = xp.amax(input, axis if input.ndim else None, None, True)
    return input - top, axis


@operation("reduction", promotion=PROMOTE, shape=_along, grad_fn=("SoftmaxBackward0",), cases=CASES)
def _softmax(xp: Xp, input: Array, dim: Integer) -> Any:
    """exp(input) over its sum along dim."""
    shifted, axis = _shifted(xp, "softmax", input, dim)
    powers = xp.exp(shifted)
    return powers / xp.sum(powers, axis if input.ndim else None, None, None, True)


_softmax.gradient(input=lambda ops, g, out, dim: out * (g - ops.sum(g * out, dim, True)))


@operation("reduction", promotion=PROMOTE, shape=_along, grad_fn=("LogSoftmaxBackward0",), cases=CASES)
def _log_softmax(xp: Xp, input: Array, dim: Integer) -> Any:
    """The logarithm of softmax."""
    shifted, axis = _shifted(xp, "log_softmax", input, dim)
    return shifted - xp.log(xp.sum(xp.exp(shifted), axis if input.ndim else None, None, None, True))


_log_softmax.gradient(input=lambda ops, g, out, dim: g - ops.exp(out) * ops.sum(g, dim, True))


def _usual(input: Any, dim: int | None) -> int:
    """The dimension that PyTorch's nn.functional takes where none is given."""
    return dim if dim is not None else 0 if len(input.shape) in (0, 1, 3) else 1


@composite("reduction", aliases=("nn.functional.softmax", "special.softmax"), cases=CASES)
def softmax(ops: Ops, input: Array, dim: Integer | None = None, dtype: Dtype | None = None) -> Any:
    """exp(input) over its sum along dim: positive numbers that sum to 1."""
    return ops._softmax(input if dtype is None else ops.to(input, dtype), _usual(input, dim))


@composite("reduction", aliases=("nn.functional.log_softmax", "special.log_softmax"), cases=CASES)
def log_softmax(ops: Ops, input: Array, dim: Integer | None = None, dtype: Dtype | None = None) -> Any:
    """The logarithm of softmax along dim, precise where softmax is tiny."""
    return ops._log_softmax(input if dtype is None else ops.to(input, dtype), _usual(input, dim))


@composite("reduction", name="nn.functional.softmin", variants=("function",), cases=CASES)
def softmin(ops: Ops, input: Array, dim: Integer | None = None, dtype: Dtype | None = None) -> Any:
    """softmax of -input along dim: the smallest gets the largest share."""
    return ops.softmax(-(input if dtype is None else ops.to(input, dtype)), _usual(input, dim))
