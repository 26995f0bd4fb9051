"""Loss functions of neural networks.

https://docs.pytorch.org/docs/stable/nn.functional.html#loss-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine import shapes
from engine.errors import DtypeMismatch, InvalidArgument, ShapeMismatch
from engine.families import composite, operation
from engine.op import PROMOTE
from engine.parameters import Array, Ops, Text, Xp

FAMILY = "neural network"
FUNCTION = ("function",)
_PAIR = {"input": (2, 3), "target": (2, 3)}
_REDUCED: tuple[dict[str, Any], ...] = (_PAIR, {**_PAIR, "reduction": "sum"}, {**_PAIR, "reduction": "none"})


def check_reduction(op: str, reduction: str) -> None:
    """Refuse a reduction that is none."""
    if reduction not in ("mean", "sum", "none"):
        raise InvalidArgument(
            f"nn.functional.{op}: reduction must be 'mean', 'sum' or 'none', not {reduction!r}.",
            op=f"nn.functional.{op}",
            argument="reduction",
        )


def _reduce(ops: Ops, losses: Any, reduction: str) -> Any:
    return losses if reduction == "none" else ops.mean(losses) if reduction == "mean" else ops.sum(losses)


def _loss_shape(input: Any, target: Any, *others: Any, reduction: str = "mean", **attributes: Any) -> Any:
    shape = shapes.broadcast(input, target)
    return shape if reduction == "none" else ()


@operation(
    FAMILY,
    name="nn.functional.mse_loss",
    promotion=PROMOTE,
    shape=_loss_shape,
    grad_fn=("MseLossBackward0",),
    variants=FUNCTION,
    cases=_REDUCED,
)
def mse_loss(xp: Xp, input: Array, target: Array, *, reduction: Text = "mean") -> Any:
    """The squares of the differences of input and target: their mean, their sum, or each one."""
    check_reduction("mse_loss", reduction)
    if input.dtype.kind in "biu":
        raise DtypeMismatch("nn.functional.mse_loss needs floating point numbers.", op="nn.functional.mse_loss")
    away = input - target
    losses = away * away
    if reduction == "none":
        return losses
    return xp.sum(losses) / xp.asarray(losses.size, losses.dtype) if reduction == "mean" else xp.sum(losses)


def _mse_gradient(ops: Ops, g: Any, input: Any, target: Any, reduction: str) -> Any:
    away = input - target
    factor = 2 / max(math.prod(away.shape), 1) if reduction == "mean" else 2
    return g * (away * factor)


mse_loss.gradient(
    input=_mse_gradient,
    target=lambda ops, g, input, target, reduction: -_mse_gradient(ops, g, input, target, reduction),
)


@composite(FAMILY, name="nn.functional.l1_loss", variants=FUNCTION, cases=_REDUCED)
def l1_loss(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean") -> Any:
    """The absolute differences of input and target: their mean, their sum, or each one."""
    check_reduction("l1_loss", reduction)
    return _reduce(ops, ops.abs(input - target), reduction)


@operation(
    FAMILY,
    name="nn.functional.binary_cross_entropy_with_logits",
    promotion=PROMOTE,
    shape=_loss_shape,
    grad_fn=("BinaryCrossEntropyWithLogitsBackward0",),
    variants=FUNCTION,
    cases=(*_REDUCED, {**_PAIR, "weight": (3,)}, {**_PAIR, "pos_weight": (3,), "reduction": "sum"}),
)
def binary_cross_entropy_with_logits(
    xp: Xp,
    input: Array,
    target: Array,
    weight: Array | None = None,
    *,
    reduction: Text = "mean",
    pos_weight: Array | None = None,
) -> Any:
    """The cross entropy of truths in [0, 1] and the logits of their probabilities, without overflow."""
    check_reduction("binary_cross_entropy_with_logits", reduction)
    if target.shape != input.shape:
        raise ShapeMismatch(
            f"nn.functional.binary_cross_entropy_with_logits: target {list(target.shape)} must have the shape of "
            f"input, {list(input.shape)}.",
            op="nn.functional.binary_cross_entropy_with_logits",
            shapes=[list(input.shape), list(target.shape)],
        )
    soft = xp.log1p(xp.exp(-xp.abs(input))) + xp.maximum(-input, 0)
    losses = (1 - target) * input + (soft if pos_weight is None else soft * ((pos_weight - 1) * target + 1))
    losses = losses if weight is None else losses * weight
    if reduction == "none":
        return losses
    return xp.sum(losses) / xp.asarray(losses.size, losses.dtype) if reduction == "mean" else xp.sum(losses)


def _bce_seed(g: Any, input: Any, weight: Any, reduction: str) -> Any:
    """The gradient that each loss gets."""
    if reduction == "mean":
        g = g / max(math.prod(input.shape), 1)
    return g if weight is None else g * weight


def _bce_input(ops: Ops, g: Any, input: Any, target: Any, weight: Any, pos_weight: Any, reduction: str) -> Any:
    falling = ops.sigmoid(-input)
    if pos_weight is not None:
        falling = falling * ((pos_weight - 1) * target + 1)
    return _bce_seed(g, input, weight, reduction) * (1 - target - falling)


def _bce_target(ops: Ops, g: Any, input: Any, target: Any, weight: Any, pos_weight: Any, reduction: str) -> Any:
    slope = -input
    if pos_weight is not None:
        slope = slope - (pos_weight - 1) * ops.nn.functional.logsigmoid(input)
    return _bce_seed(g, input, weight, reduction) * slope


binary_cross_entropy_with_logits.gradient(input=_bce_input, target=_bce_target)
