"""Loss functions of neural networks: how far numbers are from what they should be.

https://docs.pytorch.org/docs/stable/nn.functional.html#loss-functions
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine import shapes
from engine.blocks import blockwise
from engine.errors import DtypeMismatch, InvalidValue, NotDifferentiable, OpFailed
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.elementwise.blending import blend
from engine.ops.reduction.reductions import summed
from engine.parameters import Array, Number, Ops, Text, Xp

PAIR: dict[str, Any] = {"input": (2, 3), "target": (2, 3)}
REDUCED: tuple[dict[str, Any], ...] = (PAIR, {**PAIR, "reduction": "sum"}, {**PAIR, "reduction": "none"})


def check_reduction(op: str, reduction: str, *others: str) -> None:
    """Refuse a reduction that is none."""
    known = ("mean", "sum", "none", *others)
    if reduction not in known:
        raise InvalidValue(
            f"nn.functional.{op}: reduction must be one of {', '.join(known)}, not {reduction!r}.",
            op=f"nn.functional.{op}",
            argument="reduction",
        )


def reduce(ops: Ops, losses: Any, reduction: str) -> Any:
    """Losses as they are, their mean or their sum."""
    return losses if reduction == "none" else ops.mean(losses) if reduction == "mean" else ops.sum(losses)


def total(xp: Xp, losses: Any, reduction: str) -> Any:
    """The same of an array."""
    if reduction == "none":
        return losses
    whole = summed(xp, xp.asarray(losses), None)
    return whole / xp.asarray(losses.size, losses.dtype) if reduction == "mean" else whole


def loss_shape(input: Any, target: Any, *others: Any, reduction: str = "mean", **attributes: Any) -> Any:
    """The shape of a loss of each element, or of one number."""
    shape = shapes.broadcast(input, target)
    return shape if reduction == "none" else ()


def fixed(op: str, name: str) -> Callable[..., Any]:
    """The rule of an input that has no gradient in PyTorch: one that is asked for is refused, and not passed over."""

    def rule(ops: Ops, g: Any) -> Any:
        raise NotDifferentiable(
            f"nn.functional.{op} has no gradient with respect to {name}, as in PyTorch: detach() it.",
            op=f"nn.functional.{op}",
        )

    return rule


def floating(op: str, input: Any) -> Any:
    """The input, which must be real numbers in floating point."""
    if input.dtype.kind in "biuc":
        raise DtypeMismatch(
            f"nn.functional.{op} needs real numbers in floating point, not {input.dtype.name}: convert with to().",
            op=f"nn.functional.{op}",
            dtypes=[input.dtype.name],
            exception="NotImplementedError",
        )
    return input


# Losses of the difference of input and target: by kind the name of the node, the loss and its slope. `beta` is where
# the square ends and the straight line begins.
KINDS: dict[str, tuple[str, Callable[..., Any], Callable[..., Any]]] = {
    "mse_loss": ("MseLossBackward0", lambda xp, away, beta: away * away, lambda ops, away, beta: away * 2),
    "smooth_l1_loss": (
        "SmoothL1LossBackward0",
        lambda xp, away, beta: _bent(xp, away, beta) / beta,
        lambda ops, away, beta: ops._where(ops.ge(ops.abs(away), beta), ops.sign(away), away / beta),
    ),
    "huber_loss": (
        "HuberLossBackward0",
        lambda xp, away, beta: _bent(xp, away, beta),
        lambda ops, away, beta: ops._where(ops.ge(ops.abs(away), beta), ops.sign(away) * beta, away),
    ),
}


def _bent(xp: Xp, away: Any, beta: float) -> Any:
    """Half the square up to beta, a straight line beyond."""
    size = xp.abs(away)
    return blend(xp, xp.asarray(size < beta), size * size * 0.5, (size - 0.5 * beta) * beta)


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=loss_shape,
    grad_fn=tuple(name for name, _, _ in KINDS.values()),
    variant=lambda inputs, attributes: list(KINDS).index(attributes["kind"]),
    cases=({**PAIR, "kind": "mse_loss"}, {**PAIR, "kind": "huber_loss", "reduction": "none"}),
)
def _difference_loss(
    xp: Xp, input: Array, target: Array, kind: Text, reduction: Text = "mean", beta: Number = 1.0
) -> Any:
    """A loss of the difference of input and target."""
    floating(kind, input), floating(kind, target)
    loss = KINDS[kind][1]
    return total(xp, blockwise(xp, lambda one, other: loss(xp, one - other, beta), input, target), reduction)


def _difference_gradient(ops: Ops, g: Any, input: Any, target: Any, kind: str, reduction: str, beta: float) -> Any:
    away = input - target
    if reduction == "mean":
        g = g / max(math.prod(away.shape), 1)
    return KINDS[kind][2](ops, away, beta) * g


_difference_loss.sharing(slope=_difference_gradient)
_difference_loss.gradient(input=lambda ops, g, slope: slope, target=lambda ops, g, slope: -slope)


def _weighted(ops: Ops, op: str, losses: Any, input: Any, weight: Any) -> Any:
    """Losses times their weights."""
    if tuple(weight.shape) != tuple(input.shape):
        raise InvalidValue(
            f"nn.functional.{op}: weight must have the shape of input, {list(input.shape)}, not {list(weight.shape)}.",
            op=f"nn.functional.{op}",
            shapes=[list(input.shape), list(weight.shape)],
        )
    return losses * weight


@composite(NETWORK, name="nn.functional.mse_loss", variants=FUNCTION, cases=(*REDUCED, {**PAIR, "weight": (2, 3)}))
def mse_loss(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean", weight: Array | None = None) -> Any:
    """The squares of the differences of input and target: their mean, weighted by weight, their sum, or each one."""
    check_reduction("mse_loss", reduction)
    if weight is None:
        return ops._difference_loss(input, target, "mse_loss", reduction)
    losses = _weighted(ops, "mse_loss", (input - target) ** 2, input, weight)
    return ops.sum(losses) / ops.sum(weight) if reduction == "mean" else reduce(ops, losses, reduction)


@composite(NETWORK, name="nn.functional.l1_loss", variants=FUNCTION, cases=(*REDUCED, {**PAIR, "weight": (2, 3)}))
def l1_loss(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean", weight: Array | None = None) -> Any:
    """The absolute differences of input and target: their mean, weighted by weight, their sum, or each one."""
    check_reduction("l1_loss", reduction)
    losses = ops.abs(input - target)
    if weight is None:
        return reduce(ops, losses, reduction)
    losses = _weighted(ops, "l1_loss", losses, input, weight)
    return ops.sum(losses) / ops.sum(weight) if reduction == "mean" else reduce(ops, losses, reduction)


@composite(
    NETWORK,
    name="nn.functional.smooth_l1_loss",
    variants=FUNCTION,
    cases=(*REDUCED, {**PAIR, "beta": 0.5}, {**PAIR, "beta": 0.0}),
)
def smooth_l1_loss(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean", beta: Number = 1.0) -> Any:
    """The absolute differences of input and target less beta / 2; squares over 2 * beta where they are below beta."""
    check_reduction("smooth_l1_loss", reduction)
    if beta == 0:
        return ops.nn.functional.l1_loss(input, target, reduction=reduction)
    if beta < 0:
        raise OpFailed("nn.functional.smooth_l1_loss: beta must not be negative.", op="nn.functional.smooth_l1_loss")
    return ops._difference_loss(input, target, "smooth_l1_loss", reduction, beta)


@composite(
    NETWORK,
    name="nn.functional.huber_loss",
    variants=FUNCTION,
    cases=(*REDUCED, {**PAIR, "delta": 0.5}, {**PAIR, "weight": (2, 3)}),
)
def huber_loss(
    ops: Ops,
    input: Array,
    target: Array,
    reduction: Text = "mean",
    delta: Number = 1.0,
    weight: Array | None = None,
) -> Any:
    """Half the squares of the differences of input and target up to delta, straight lines of that slope beyond."""
    check_reduction("huber_loss", reduction)
    if delta <= 0:
        raise OpFailed(f"nn.functional.huber_loss: delta must be positive, not {delta}.", op="nn.functional.huber_loss")
    if weight is None:
        return ops.to(ops._difference_loss(input, target, "huber_loss", reduction, delta), input.dtype)
    losses = ops.to(ops._difference_loss(input, target, "huber_loss", "none", delta), input.dtype)
    return reduce(ops, _weighted(ops, "huber_loss", losses, input, weight), reduction)
