"""Losses of classifiers: the likelihood that was given to the right classes.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.cross_entropy.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.batching import elements
from engine.errors import DtypeMismatch, IndexOutOfRange, InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.libraries import kernels
from engine.op import PROMOTE
from engine.ops.losses.distances import check_reduction, fixed, floating
from engine.ops.reduction.extrema import scatter_one
from engine.parameters import Array, Integer, Integers, Number, Ops, Plain, Text, Xp

Shape = tuple[int, ...]


def _class_dimension(shape: Shape) -> int:
    return 1 if len(shape) > 1 else 0


def _targets(op: str, input: Shape, target: Shape) -> None:
    """Refuse targets that are not one class per sample."""
    dim = _class_dimension(input)
    if not input or (dim and input[:1] != target[:1]):
        raise InvalidValue(
            f"{op}: input and target must have batches of one size, got {list(input)} and {list(target)}.",
            op=op,
            shapes=[list(input), list(target)],
        )
    if target != input[:dim] + input[dim + 1 :]:
        raise ShapeMismatch(
            f"{op}: target must have the shape of input without its class dimension, got {list(target)} for "
            f"{list(input)}.",
            op=op,
            shapes=[list(input), list(target)],
        )


def _nll_shape(input: Shape, target: Shape, weight: Any = None, reduction: str = "mean", **attributes: Any) -> Shape:
    _targets("nn.functional.nll_loss", input, target)
    return target if reduction == "none" else ()


@operation(NETWORK, shape=lambda input, target, weight=None, ignore_index=0: target)
def _class_weights(xp: Xp, input: Array, target: Plain, weight: Plain | None, ignore_index: Integer) -> Any:
    """The weight of each sample's class, in the dtype of input; 0 for those to be ignored."""
    kept = target != ignore_index
    if weight is None:
        return kept.astype(input.dtype)
    return xp.where(kept, weight[xp.where(kept, target, 0)], 0).astype(input.dtype)


@operation(
    NETWORK,
    name="nn.functional.nll_loss",
    promotion=PROMOTE,
    shape=_nll_shape,
    grad_fn=("NllLossBackward0", "NllLoss2DBackward0"),
    variant=lambda inputs, attributes: len(inputs[0].shape) > 2,
    variants=FUNCTION,
    cases=(
        {"input": (3, 4), "target": [0, 3, 1]},
        {"input": (3, 4), "target": [0, 3, 1], "weight": [0.5, 1.0, 2.0, 1.5]},
        {"input": (3, 4), "target": [0, -100, 1], "reduction": "sum"},
        {"input": (4,), "target": [2], "reduction": "none"} | {"input": (1, 4)},
        {"input": (2, 3, 2, 1), "target": [[[0], [2]], [[1], [1]]], "ignore_index": 1},
    ),
)
def nll_loss(
    xp: Xp,
    input: Array,
    target: Plain,
    weight: Plain | None = None,
    *,
    ignore_index: Integer = -100,
    reduction: Text = "mean",
) -> Any:
    """The negative log likelihood of the right classes, given log probabilities along the second dimension."""
    check_reduction("nll_loss", reduction)
    if target.dtype != dtypes.int64 and not (target.dtype == dtypes.uint8 and input.ndim < 3):
        raise DtypeMismatch(
            f"nn.functional.nll_loss needs classes in int64, not {target.dtype.name}: convert with to().",
            op="nn.functional.nll_loss",
            dtypes=[target.dtype.name],
        )
    _targets("nn.functional.nll_loss", input.shape, target.shape)
    dim = _class_dimension(input.shape)
    floating("nll_loss", input)
    if weight is not None and weight.shape != (input.shape[dim],):
        raise ShapeMismatch(
            f"nn.functional.nll_loss: weight must have an element per class, {input.shape[dim]}, not "
            f"{list(weight.shape)}.",
            op="nn.functional.nll_loss",
            shapes=[list(input.shape), list(weight.shape)],
        )
    if own := kernels(xp):
        outside = own.outside(target, 0, input.shape[dim], ignore_index)
    else:
        kept = target != ignore_index
        classes = xp.where(kept, target, 0)
        outside = elements((classes < 0) | (classes >= input.shape[dim])).any()
    if outside:
        raise IndexOutOfRange(
            f"nn.functional.nll_loss: classes must lie from 0 to {input.shape[dim] - 1}.", op="nn.functional.nll_loss"
        )
    if own:
        return own.nll_loss(input, target, weight, ignore_index, reduction)
    weights = _class_weights.function(xp, input, target, weight, ignore_index)
    if input.ndim == 2:
        picked = input[xp.arange(input.shape[0]), classes]
    else:
        picked = xp.take_along_axis(input, xp.expand_dims(classes, dim), dim).reshape(target.shape)
    losses = xp.where(kept, -picked * weights, 0)
    if reduction == "none":
        return losses
    return xp.sum(losses) / xp.sum(weights) if reduction == "mean" else xp.sum(losses)


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda grad_output, target, weight=None, *, size, **attributes: size,
    cases=(
        {"grad_output": (), "target": [0, 3, 1], "weight": [0.5, 1.0, 2.0, 1.5], "size": (3, 4)},
        {"grad_output": (), "target": [0, -100, 1], "size": (3, 4), "reduction": "sum"},
        {"grad_output": (2, 2), "target": [[0, 2], [1, 1]], "size": (2, 3, 2), "reduction": "none"},
        {"grad_output": (), "target": [[2]], "size": (1, 4, 1), "ignore_index": 2, "reduction": "sum"},
    ),
)
def _nll_loss_backward(
    xp: Xp,
    grad_output: Array,
    target: Plain,
    weight: Plain | None = None,
    *,
    size: Integers,
    ignore_index: Integer = -100,
    reduction: Text = "mean",
) -> Any:
    """The gradient of nll_loss for an input of a size."""
    if own := kernels(xp):
        return own.nll_gradient(grad_output, target, weight, size, ignore_index, reduction)
    dim = _class_dimension(size)
    weights = _class_weights.function(xp, grad_output, target, weight, ignore_index)
    ignored = target == ignore_index
    if reduction == "mean":
        weights = weights / xp.sum(weights)
    classes = xp.where(ignored, 0, target)
    found = xp.expand_dims(xp.where(ignored, 0, grad_output * -weights), dim)
    return scatter_one.function(xp, found, xp.expand_dims(classes, dim), dim, size)


_nll_loss_backward.gradient(
    grad_output=lambda ops, g, target, weight, ignore_index, reduction: ops.nn.functional.nll_loss(
        g, target, weight, ignore_index=ignore_index, reduction=reduction
    )
)


def _nll_gradient(ops: Ops, g: Any, input: Any, target: Any, weight: Any, ignore_index: int, reduction: str) -> Any:
    found = ops._nll_loss_backward(
        g, target, weight, size=tuple(input.shape), ignore_index=ignore_index, reduction=reduction
    )
    return ops._in_steps(input, found)


nll_loss.gradient(input=_nll_gradient, weight=fixed("nll_loss", "weight"))


@composite(
    NETWORK,
    name="nn.functional.cross_entropy",
    variants=FUNCTION,
    cases=(
        {"input": (3, 4), "target": [0, 3, 1]},
        {"input": (3, 4), "target": [0, -100, 1], "weight": [0.5, 1.0, 2.0, 1.5]},
        {"input": (3, 4), "target": [0, 3, 1], "label_smoothing": 0.2, "reduction": "sum"},
        {"input": (3, 4), "target": [0, -100, 1], "label_smoothing": 0.2, "weight": [0.5, 1.0, 2.0, 1.5]},
        {"input": (2, 3), "target": [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]], "label_smoothing": 0.1},
        {"input": (2, 3), "target": [[0.2, 0.3, 0.5], [1.0, 0.0, 0.0]], "reduction": "none"},
    ),
)
def cross_entropy(
    ops: Ops,
    input: Array,
    target: Plain,
    weight: Plain | None = None,
    *,
    ignore_index: Integer = -100,
    reduction: Text = "mean",
    label_smoothing: Number = 0.0,
) -> Any:
    """The cross entropy of classes, or of their probabilities, and softmax of input along the second dimension."""
    check_reduction("cross_entropy", reduction)
    floating("cross_entropy", input)
    if not input.shape:
        raise IndexOutOfRange(
            "nn.functional.cross_entropy needs a dimension of classes.", op="nn.functional.cross_entropy"
        )
    if not 0 <= label_smoothing <= 1:
        raise OpFailed(
            f"nn.functional.cross_entropy: label_smoothing must lie from 0 to 1, not {label_smoothing}.",
            op="nn.functional.cross_entropy",
        )
    dim = _class_dimension(input.shape)
    classes = max(input.shape[dim], 1)
    logarithms = ops.log_softmax(input, dim)
    if target.dtype.kind in "iu":
        loss = ops.nn.functional.nll_loss(logarithms, target, weight, ignore_index=ignore_index, reduction=reduction)
        if not label_smoothing:
            return loss
        weights = ops._class_weights(logarithms, target, weight, ignore_index)
        there = ops.to(ops.ne(target, ignore_index), logarithms.dtype)
        smooth = -ops.sum(_weighted(ops, logarithms, weight, dim), (dim,)) * there
        if reduction != "none":
            smooth = ops.sum(smooth)
        if reduction == "mean":
            smooth = smooth / ops.sum(weights)
        return loss * (1 - label_smoothing) + smooth * (label_smoothing / classes)
    if target.shape != input.shape:
        raise ShapeMismatch(
            f"nn.functional.cross_entropy: probabilities must have the shape of input, got {list(target.shape)} for "
            f"{list(input.shape)}.",
            op="nn.functional.cross_entropy",
            shapes=[list(input.shape), list(target.shape)],
        )
    if label_smoothing:
        target = target * (1 - label_smoothing) + label_smoothing / classes
    losses = _weighted(ops, logarithms * target, weight, dim)
    total = -(ops.sum(losses, (dim,)) if reduction == "none" else ops.sum(losses))
    return total / (math.prod(input.shape) / classes) if reduction == "mean" else total


def _weighted(ops: Ops, values: Any, weight: Any, dim: int) -> Any:
    """Values times the weights of their classes."""
    if weight is None:
        return values
    return values * ops.reshape(weight, (-1,) + (1,) * (len(values.shape) - dim - 1))
