"""Quantiles.

https://docs.pytorch.org/docs/stable/generated/torch.quantile.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import composite, view
from engine.parameters import Array, Boolean, Integer, Ops, Text, Xp
from engine.shapes import dimension

INTERPOLATIONS = ("linear", "lower", "higher", "midpoint", "nearest")


def _check(ops: Ops, op: str, input: Any, q: Any, interpolation: str) -> Any:
    """q as a tensor, where it and the input are as they must be."""
    if input.dtype not in (dtypes.float32, dtypes.float64):
        raise DtypeMismatch(f"{op} needs float32 or float64, not {input.dtype.name}.", op=op)
    if not hasattr(q, "dtype"):
        q = ops.new_full(input, (), q)
    if q.dtype != input.dtype:
        raise DtypeMismatch(f"{op}: q is {q.dtype.name}, input is {input.dtype.name}: convert one with to().", op=op)
    if len(q.shape) > 1:
        raise OpFailed(f"{op}: q must be a number or a vector, not {list(q.shape)}.", op=op)
    every = ops.elements(q)
    if not bool(((every >= 0) & (every <= 1)).all()):
        raise OpFailed(f"{op}: q must lie from 0 to 1.", op=op)
    if not math.prod(input.shape):
        raise OpFailed(f"{op} of no elements is not defined.", op=op, shapes=[list(input.shape)])
    if interpolation not in INTERPOLATIONS:
        raise OpFailed(f"{op}: interpolation is one of {', '.join(INTERPOLATIONS)}; not {interpolation!r}.", op=op)
    return q


def _quantile(ops: Ops, op: str, input: Any, q: Any, dim: Any, keepdim: bool, interpolation: str) -> Any:
    q = _check(ops, op, input, q, interpolation)
    rank = len(input.shape)
    axis = 0 if dim is None else dimension(dim, rank)
    lines = ops.reshape(input, (-1,)) if dim is None or not rank else ops.movedim(input, axis, -1)
    ordered = ops.sort(lines, -1)[0]
    missing = ops.isnan(ordered)
    if op == "nanquantile":
        last = ops.to(ops.clamp_min(ops.sum(~missing, -1, True) - 1, 0), input.dtype)
        ranks = q * last
    else:
        last = ordered.shape[-1] - 1
        ranks = ops.where(ops.any(missing, -1, True), last, q * last)
    rounding = {"lower": ops.floor, "higher": ops.ceil, "nearest": ops.round}.get(interpolation)
    ranks = rounding(ranks) if rounding else ranks
    below = ops.floor(ops.detach(ranks))
    values = ops.gather(ordered, -1, ops.to(below, dtypes.int64))
    if rounding is None:
        above = ops.gather(ordered, -1, ops.to(ops.ceil(ops.detach(ranks)), dtypes.int64))
        values = ops.lerp(values, above, 0.5 if interpolation == "midpoint" else ranks - below)
    values = ops.movedim(values, -1, 0)
    kept: tuple[int, ...] = ()
    if keepdim and rank:
        kept = (1,) * rank if dim is None else (*input.shape[:axis], 1, *input.shape[axis + 1 :])
    elif rank and dim is not None:
        kept = (*input.shape[:axis], *input.shape[axis + 1 :])
    return ops._squeezed(ops.reshape(values, (*q.shape, *kept, 1)))


@view(grad_fn=("SqueezeBackward4",), cases=({"input": (2, 1)},))
def _squeezed(xp: Xp, input: Array) -> Any:
    """input without its last dimension: PyTorch's last step, which has a name of its own."""
    return input[..., 0]


_squeezed.gradient(input=lambda ops, g: ops.unsqueeze(g, -1))

QUANTILES: tuple[dict[str, Any], ...] = (
    {"input": (5,), "q": 0.3},
    {"input": (2, 3), "q": (2,), "dim": 1},
    {"input": (4, 2), "q": 0.7, "dim": 0, "keepdim": True, "interpolation": "midpoint"},
    {"input": (4, 2), "q": 0.7, "interpolation": "nearest"},
)


@composite("reduction", domain=(0.0, 1.0), cases=QUANTILES)
def quantile(
    ops: Ops,
    input: Array,
    q: Array,
    dim: Integer | None = None,
    keepdim: Boolean = False,
    *,
    interpolation: Text = "linear",
) -> Any:
    """What the share q of the elements along dim, or of all, lies below; NaN where one is. q is a number or vector."""
    return _quantile(ops, "quantile", input, q, dim, keepdim, interpolation)


@composite("reduction", domain=(0.0, 1.0), cases=QUANTILES)
def nanquantile(
    ops: Ops,
    input: Array,
    q: Array,
    dim: Integer | None = None,
    keepdim: Boolean = False,
    *,
    interpolation: Text = "linear",
) -> Any:
    """What the share q of the elements but NaN along dim, or of all, lies below. q is a number or vector."""
    return _quantile(ops, "nanquantile", input, q, dim, keepdim, interpolation)
