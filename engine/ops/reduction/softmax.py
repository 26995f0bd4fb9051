"""Logarithms of sums of exponentials, and softmax.

https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine.blocks import blocks
from engine.errors import UnsupportedDtype
from engine.families import composite, operation, reduction
from engine.libraries import block, kernels
from engine.op import FLOAT, PROMOTE
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.reduction.product_sums import product_sum
from engine.ops.reduction.reductions import axes, restore, summed
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


CASES: tuple[dict[str, Any], ...] = (
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3), "dim": 0},
    {"input": (), "dim": 0},
    {"input": (2, 3, 4), "dim": -1},
)


def _checked(op: str, input: Any, dim: int) -> int | None:
    """The axis, None for a 0-dim input; complex numbers and integers are refused."""
    refuse_complex(op, input)
    if input.dtype.kind in "biu":
        raise UnsupportedDtype(
            f"{op} needs floating point numbers, not {input.dtype.name}: give a dtype, as in dtype='float32'.",
            op=op,
            dtypes=[input.dtype.name],
        )
    axis = dimension(dim, input.ndim)
    return axis if input.ndim else None


def _along_axis(xp: Xp, write: Callable[..., None], axis: int | None, *arrays: Any) -> Any:
    """What write(xp, axis, *arrays, out) writes to out; in blocks of rows where the axis is the last one."""
    shape = arrays[0].shape
    out = xp.empty(shape, arrays[0].dtype)
    if axis is None or axis < len(shape) - 1:
        if out.size:
            write(xp, axis, *arrays, out)
        return out
    matrices = [array.reshape(math.prod(shape[:-1]), shape[-1]) for array in (*arrays, out)]
    for run in blocks(matrices[-1], block(xp)) if out.size else ():
        write(xp, 1, *[matrix[run] for matrix in matrices])
    return out


def _total(xp: Xp, input: Any, axis: int | None) -> Any:
    return summed(xp, input, None if axis is None else (axis,), True)


def _write_shares(xp: Xp, axis: int | None, input: Any, out: Any) -> None:
    xp.subtract(input, xp.amax(input, axis, None, True), out)
    xp.exp(out, out)
    out /= _total(xp, out, axis)


def _write_logarithms(xp: Xp, axis: int | None, input: Any, out: Any) -> None:
    xp.subtract(input, xp.amax(input, axis, None, True), out)
    out -= xp.log(_total(xp, xp.exp(out), axis))


def _write_gradient_of_shares(xp: Xp, axis: int | None, g: Any, shares: Any, out: Any) -> None:
    xp.subtract(g, product_sum.function(xp, g, shares, () if axis is None else (axis,)), out)
    out *= shares


def _write_gradient_of_logarithms(xp: Xp, axis: int | None, g: Any, logarithms: Any, out: Any) -> None:
    xp.exp(logarithms, out)
    out *= _total(xp, g, axis)
    xp.subtract(g, out, out)


@operation("reduction", promotion=PROMOTE, shape=_along, grad_fn=("SoftmaxBackward0",), cases=CASES)
def _softmax(xp: Xp, input: Array, dim: Integer) -> Any:
    """exp(input) over its sum along dim."""
    axis = _checked("softmax", input, dim)
    if own := kernels(xp):
        return own.softmax(input, axis)
    return _along_axis(xp, _write_shares, axis, input)


@operation(
    "reduction",
    promotion=PROMOTE,
    shape=_along,
    grad_fn=("SafeSoftmaxBackward0",),
    cases=(*CASES, {"input": [[-math.inf, -math.inf], [0.0, -math.inf]], "dim": 1}),
)
def _safe_softmax(xp: Xp, input: Array, dim: Integer) -> Any:
    """softmax, but 0 where all along dim are -inf, which have no share in anything."""
    axis = _checked("softmax", input, dim)
    if own := kernels(xp):
        return own.softmax(input, axis, True)
    if not input.size:
        return input.copy()
    top = xp.amax(input, axis, None, True)
    powers = xp.exp(input - xp.where(top == -math.inf, xp.zeros((), top.dtype), top))
    total = xp.sum(powers, axis, None, None, True)
    return powers / xp.where(total == 0, xp.ones((), total.dtype), total)


@operation(
    "reduction",
    promotion=PROMOTE,
    shape=lambda grad_output, output, dim, **attributes: output,
    grad_fn=("SoftmaxBackwardDataBackward0",),
    cases=({"grad_output": (2, 3), "output": (2, 3), "dim": 1}, {"grad_output": (), "output": (), "dim": 0}),
)
def _softmax_backward_data(
    xp: Xp, grad_output: Array, output: Array, dim: Integer, input_dtype: Dtype | None = None
) -> Any:
    """The gradient of what softmax made output of: output * (g - the sum of output * g along dim)."""
    axis = dimension(dim, output.ndim) if output.ndim else None
    if own := kernels(xp):
        return own.softmax_gradient(grad_output, output, axis)
    return _along_axis(xp, _write_gradient_of_shares, axis, grad_output, output)


def _back_to_output(ops: Ops, g: Any, grad_output: Any, output: Any, dim: int) -> Any:
    mine, theirs = (ops.sum(output * one, dim, True) for one in (grad_output, g))
    return g * (grad_output - mine) - grad_output * theirs


_softmax_backward_data.gradient(
    grad_output=lambda ops, g, output, dim: ops._softmax_backward_data(g, output, dim), output=_back_to_output
)
for _op in (_softmax, _safe_softmax):
    _op.gradient(input=lambda ops, g, out, dim: ops._softmax_backward_data(g, out, dim))


@operation("reduction", promotion=PROMOTE, shape=_along, grad_fn=("LogSoftmaxBackward0",), cases=CASES)
def _log_softmax(xp: Xp, input: Array, dim: Integer) -> Any:
    """The logarithm of softmax."""
    axis = _checked("log_softmax", input, dim)
    if own := kernels(xp):
        return own.log_softmax(input, axis)
    return _along_axis(xp, _write_logarithms, axis, input)


@operation(
    "reduction",
    promotion=PROMOTE,
    shape=lambda grad_output, output, dim, **attributes: output,
    grad_fn=("LogSoftmaxBackwardDataBackward0",),
    cases=({"grad_output": (2, 3), "output": (2, 3), "dim": 1}, {"grad_output": (), "output": (), "dim": 0}),
)
def _log_softmax_backward_data(
    xp: Xp, grad_output: Array, output: Array, dim: Integer, input_dtype: Dtype | None = None
) -> Any:
    """The gradient of what log_softmax made output of: g - exp(output) * the sum of g along dim."""
    axis = dimension(dim, output.ndim) if output.ndim else None
    if own := kernels(xp):
        return own.log_softmax_gradient(grad_output, output, axis)
    return _along_axis(xp, _write_gradient_of_logarithms, axis, grad_output, output)


_log_softmax_backward_data.gradient(
    grad_output=lambda ops, g, output, dim: g - ops.sum(g * ops.exp(output), dim, True),
    output=lambda ops, g, grad_output, output, dim: -g * ops.exp(output) * ops.sum(grad_output, dim, True),
)
_log_softmax.gradient(input=lambda ops, g, out, dim: ops._log_softmax_backward_data(g, out, dim))


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
def softmin(ops: Ops, input: Array, dim: Integer | None = None, *, dtype: Dtype | None = None) -> Any:
    """softmax of -input along dim: the smallest has the largest share."""
    return ops.softmax(-input, dim, dtype)
