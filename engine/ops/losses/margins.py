"""Losses that want numbers on the right side, or apart by a margin.

https://docs.pytorch.org/docs/stable/nn.functional.html#loss-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import IndexOutOfRange, InvalidValue, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.losses.distances import check_reduction, fixed, floating, reduce, total
from engine.parameters import Array, Boolean, Number, Ops, Text, Xp
from engine.shapes import broadcast

_SIGNED: tuple[dict[str, Any], ...] = (
    {"input": (2, 3), "target": [[1, -1, 1], [-1, -1, 1]]},
    {"input": (2, 3), "target": [[1, -1, 1], [-1, -1, 1]], "reduction": "none"},
)


def _soft_shape(input: Any, target: Any, reduction: str) -> Any:
    if broadcast(input, target) != input:
        raise ShapeMismatch(
            f"target of {list(target)} does not stretch to the shape of input, {list(input)}.",
            shapes=[list(input), list(target)],
        )
    return input if reduction == "none" else ()


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=_soft_shape,
    grad_fn=("SoftMarginLossBackward0",),
    cases=({"input": (2, 3), "target": [[1, -1, 1]], "reduction": "sum"},),
)
def _soft_margin_loss(xp: Xp, input: Array, target: Array, reduction: Text) -> Any:
    """log(1 + exp(-target * input))."""
    _soft_shape(input.shape, target.shape, reduction)
    return total(xp, xp.log1p(xp.exp(-target * floating("soft_margin_loss", input))), reduction)


def _soft_margin_gradient(ops: Ops, g: Any, input: Any, target: Any, reduction: str) -> Any:
    power = ops.exp(-target * input)
    if reduction == "mean":
        g = g / max(math.prod(input.shape), 1)
    return g * (-target * power / (power + 1))


_soft_margin_loss.gradient(input=_soft_margin_gradient, target=fixed("soft_margin_loss", "target"))


@composite(NETWORK, name="nn.functional.soft_margin_loss", variants=FUNCTION, cases=_SIGNED)
def soft_margin_loss(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean") -> Any:
    """log(1 + exp(-target * input)) for targets 1 and -1: the mean, the sum, or each one."""
    check_reduction("soft_margin_loss", reduction)
    return ops.to(ops._soft_margin_loss(input, target, reduction), input.dtype)


@composite(
    NETWORK,
    name="nn.functional.multilabel_soft_margin_loss",
    variants=FUNCTION,
    cases=(
        {"input": (2, 3), "target": (2, 3)},
        {"input": (2, 3), "target": (2, 3), "weight": (3,), "reduction": "none"},
    ),
)
def multilabel_soft_margin_loss(
    ops: Ops, input: Array, target: Array, weight: Array | None = None, *, reduction: Text = "mean"
) -> Any:
    """The cross entropy of truths and logits, meant over the last dimension, classes: of these the mean or the sum."""
    logsigmoid = ops.nn.functional.logsigmoid
    floating("multilabel_soft_margin_loss", input)
    if not input.shape:
        raise IndexOutOfRange("nn.functional.multilabel_soft_margin_loss needs a dimension of classes.")
    last = len(input.shape) - 1
    losses = -(target * logsigmoid(input) + (1 - target) * logsigmoid(-input))
    if weight is not None:
        losses = losses * weight
    losses = ops.sum(losses, (last,)) / input.shape[last]
    check_reduction("multilabel_soft_margin_loss", reduction)
    return reduce(ops, losses, reduction)


@composite(
    NETWORK,
    name="nn.functional.margin_ranking_loss",
    variants=FUNCTION,
    cases=(
        {"input1": (2, 3), "input2": (2, 3), "target": [[1.0, -1.0, 1.0], [-1.0, -1.0, 1.0]], "margin": 0.5},
        {"input1": (2, 3), "input2": (2, 3), "target": [[1.0, -1.0, 1.0]], "reduction": "none"},
    ),
)
def margin_ranking_loss(
    ops: Ops, input1: Array, input2: Array, target: Array, margin: Number = 0, *, reduction: Text = "mean"
) -> Any:
    """How far input1 misses being above input2 by margin where target is 1, below it where target is -1."""
    check_reduction("margin_ranking_loss", reduction)
    ranks = {len(one.shape) for one in (input1, input2, target)}
    if len(ranks) > 1:
        raise ShapeMismatch(
            f"nn.functional.margin_ranking_loss needs as many dimensions of all three, got {list(input1.shape)}, "
            f"{list(input2.shape)} and {list(target.shape)}.",
            shapes=[list(input1.shape), list(input2.shape), list(target.shape)],
        )
    return reduce(ops, ops.clamp_min(-target * (input1 - input2) + float(margin), 0), reduction)


@composite(NETWORK, name="nn.functional.hinge_embedding_loss", variants=FUNCTION, cases=_SIGNED)
def hinge_embedding_loss(
    ops: Ops, input: Array, target: Array, margin: Number = 1.0, *, reduction: Text = "mean"
) -> Any:
    """input, a distance, where target is 1; how far it stays below margin where target is -1."""
    check_reduction("hinge_embedding_loss", reduction)
    apart = ops.clamp_min(float(margin) - input, 0)
    losses = ops._where(ops.ne(target, 1), apart, 0) + ops._where(ops.ne(target, -1), input, 0)
    return reduce(ops, ops.to(losses, input.dtype), reduction)


_VECTORS = {"input1": (2, 3), "input2": (2, 3), "target": [1.0, -1.0]}


@composite(
    NETWORK,
    name="nn.functional.cosine_embedding_loss",
    variants=FUNCTION,
    domain=(0.2, 2.0),
    cases=(_VECTORS, {**_VECTORS, "margin": 0.3, "reduction": "sum"}),
)
def cosine_embedding_loss(
    ops: Ops, input1: Array, input2: Array, target: Array, margin: Number = 0, *, reduction: Text = "mean"
) -> Any:
    """1 less the cosine of the angle between vectors where target is 1; how far it is above margin where -1."""
    op, rank = "nn.functional.cosine_embedding_loss", len(target.shape)
    check_reduction("cosine_embedding_loss", reduction)
    if rank > 1 or len(input1.shape) != rank + 1 or len(input2.shape) != rank + 1:
        raise ShapeMismatch(
            f"{op} needs two vectors and one target, or as many of each; got {list(input1.shape)}, "
            f"{list(input2.shape)} and {list(target.shape)}.",
            op=op,
            shapes=[list(input1.shape), list(input2.shape), list(target.shape)],
        )
    size1, size2 = (ops.sum(one * one, (rank,)) + 1e-12 for one in (input1, input2))
    cosine = ops.sum(input1 * input2, (rank,)) / ops.sqrt(size1 * size2)
    alike = ops._where(ops.eq(target, 1), 1 - cosine, 0)
    apart = ops._where(ops.eq(target, -1), ops.clamp_min(cosine - float(margin), 0), 0)
    return reduce(ops, alike + apart, reduction)


_TRIPLET = {"anchor": (2, 3), "positive": (2, 3), "negative": (2, 3)}


@composite(
    NETWORK,
    name="nn.functional.triplet_margin_loss",
    variants=FUNCTION,
    cases=(_TRIPLET, {**_TRIPLET, "swap": True, "reduction": "none"}, {**_TRIPLET, "p": 1.0, "margin": 3.0}),
)
def triplet_margin_loss(
    ops: Ops,
    anchor: Array,
    positive: Array,
    negative: Array,
    margin: Number = 1.0,
    p: Number = 2,
    eps: Number = 1e-06,
    swap: Boolean = False,
    *,
    reduction: Text = "mean",
) -> Any:
    """How far anchor misses being nearer to positive than to negative by margin, by the distance of the p-norm."""
    op = "nn.functional.triplet_margin_loss"
    check_reduction("triplet_margin_loss", reduction)
    if margin <= 0:
        raise InvalidValue(f"{op}: margin must be positive, not {margin}.", op=op, argument="margin")
    if len({len(one.shape) for one in (anchor, positive, negative)}) > 1:
        raise ShapeMismatch(
            f"{op} needs as many dimensions of all three, got {list(anchor.shape)}, {list(positive.shape)} and "
            f"{list(negative.shape)}.",
            op=op,
            shapes=[list(anchor.shape), list(positive.shape), list(negative.shape)],
        )

    def distance(one: Any, other: Any) -> Any:
        return ops.norm(one - other + float(eps), float(p), -1)

    near, far = distance(anchor, positive), distance(anchor, negative)
    if swap:
        far = ops.minimum(far, distance(positive, negative))
    return reduce(ops, ops.clamp_min(near - far + float(margin), 0), reduction)
