"""Losses of classifiers that want the right classes above all others by a margin.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.multi_margin_loss.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.batching import elements
from engine.errors import DtypeMismatch, InvalidValue, NotDifferentiable, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.losses.distances import check_reduction, fixed, floating
from engine.parameters import Array, Integer, Number, Ops, Plain, Text, Xp

Shape = tuple[int, ...]


def _rows(op: str, input: Shape, target: Shape, wanted: Shape) -> None:
    """Refuse what is neither a vector of scores nor a batch of such, and targets of another shape than wanted."""
    if len(input) > 2 or 0 in input[-1:] or (target != wanted and (len(input) > 1 or target not in ((), (1,), wanted))):
        raise ShapeMismatch(
            f"nn.functional.{op} needs scores [classes] or [batch, classes] and a target of {list(wanted)}, got "
            f"{list(input)} and {list(target)}.",
            shapes=[list(input), list(target)],
        )


def _check_classes(op: str, target: Any, classes: int, low: int) -> None:
    """Refuse what names no class."""
    if target.dtype != dtypes.int64:
        raise DtypeMismatch(
            f"nn.functional.{op} needs classes in int64, not {target.dtype.name}.", dtypes=[target.dtype.name]
        )
    index = elements(target.data)
    if index.size and (bool(index.min() < low) or bool(index.max() >= classes)):
        raise OpFailed(f"nn.functional.{op}: classes must lie from {low} to {classes - 1}.")


def not_twice(op: str) -> Any:
    """The rule of a gradient that PyTorch cannot differentiate again."""

    def rule(ops: Ops, g: Any) -> Any:
        raise NotDifferentiable(f"nn.functional.{op} has a first gradient and no second, as in PyTorch.")

    return rule


def _spread(xp: Xp, g: Any, rows: int, reduction: str) -> Any:
    """The gradient of each row's loss, as a column."""
    each = g.reshape(-1, 1) if reduction == "none" else xp.broadcast_to(g, (rows, 1))
    return each / max(rows, 1) if reduction == "mean" else each


def _multi_margin(xp: Xp, input: Any, target: Any, p: int, margin: float, weight: Any) -> tuple[Any, Any, Any]:
    """How far each class comes too near to the right one, whether it is that, and what a row counts per class."""
    classes = input.shape[-1] if input.ndim else 1
    rows, index = input.reshape(-1, classes), target.reshape(-1, 1)
    right = xp.arange(classes) == index
    near = rows - xp.take_along_axis(rows, index, 1) + rows.dtype.type(margin)
    share = xp.full(index.shape, 1 / classes, rows.dtype)
    if weight is not None:
        share = share * weight[index]
    return xp.where((near > 0) & ~right, near, 0), right, share


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda input, target, weight=(), reduction="mean", **attributes: target if reduction == "none" else (),
    grad_fn=("MultiMarginLossBackward0",),
    cases=({"input": (3, 4), "target": [0, 3, 1], "p": 2, "margin": 1.0, "reduction": "sum"},),
)
def _multi_margin_loss(
    xp: Xp,
    input: Array,
    target: Plain,
    p: Integer,
    margin: Number,
    weight: Plain | None = None,
    reduction: Text = "mean",
) -> Any:
    """The loss of classes that come too near to the right one."""
    near, _, share = _multi_margin(xp, input, target, p, margin, weight)
    losses = xp.sum(near**p * share, 1)
    if reduction == "none":
        return losses.reshape(target.shape)
    return xp.sum(losses) / max(losses.size, 1) if reduction == "mean" else xp.sum(losses)


@operation(NETWORK, promotion=PROMOTE, shape=lambda g, input, *others, **attributes: input)
def _multi_margin_backward(
    xp: Xp,
    g: Array,
    input: Array,
    target: Plain,
    p: Integer,
    margin: Number,
    weight: Plain | None = None,
    reduction: Text = "mean",
) -> Any:
    """The gradient of _multi_margin_loss."""
    near, right, share = _multi_margin(xp, input, target, p, margin, weight)
    slopes = (near > 0).astype(near.dtype) if p == 1 else near * 2
    slopes = xp.where(right, -xp.sum(slopes, 1, None, None, True), slopes) * share
    return (slopes * _spread(xp, g, slopes.shape[0], reduction)).reshape(input.shape)


_multi_margin_loss.gradient(
    input=lambda ops, g, input, target, p, margin, weight, reduction: ops._multi_margin_backward(
        g, input, target, p, margin, weight, reduction
    ),
    weight=fixed("multi_margin_loss", "weight"),
)
_multi_margin_backward.gradient(g=not_twice("multi_margin_loss"), input=not_twice("multi_margin_loss"))


@composite(
    NETWORK,
    name="nn.functional.multi_margin_loss",
    variants=FUNCTION,
    cases=(
        {"input": (3, 4), "target": [0, 3, 1]},
        {"input": (3, 4), "target": [0, 3, 1], "p": 2, "weight": [0.5, 1.0, 2.0, 1.5], "reduction": "none"},
    ),
)
def multi_margin_loss(
    ops: Ops,
    input: Array,
    target: Plain,
    p: Integer = 1,
    margin: Number = 1.0,
    weight: Plain | None = None,
    *,
    reduction: Text = "mean",
) -> Any:
    """How far the other classes come nearer than margin to the right one, to the power p: the mean over classes."""
    op = "multi_margin_loss"
    check_reduction(op, reduction)
    if p not in (1, 2):
        raise InvalidValue(f"nn.functional.{op}: p must be 1 or 2, not {p}.", argument="p")
    if weight is not None and len(weight.shape) != 1:
        raise InvalidValue(f"nn.functional.{op}: weight must be a vector, not {list(weight.shape)}.", argument="weight")
    shape = tuple(input.shape)
    classes = shape[-1] if shape else 1
    _rows(op, shape, tuple(target.shape), shape[:1] if len(shape) > 1 else (1,))
    if weight is not None and tuple(weight.shape) != (classes,):
        raise ShapeMismatch(f"nn.functional.{op}: weight must have {classes} elements, not {weight.shape[0]}.")
    if weight is not None and weight.dtype != input.dtype:
        raise DtypeMismatch(f"nn.functional.{op}: weight must be {input.dtype.name} as input, not {weight.dtype.name}.")
    _offered(op, input)
    _check_classes(op, target, classes, 0)
    return ops._multi_margin_loss(input, target, p, margin, weight, reduction)


def _offered(op: str, input: Any) -> None:
    """Refuse what PyTorch has no kernel for: integers and halves."""
    if floating(op, input).dtype in dtypes.HALVES:
        raise DtypeMismatch(
            f"nn.functional.{op} is not offered for {input.dtype.name}: convert with to().",
            exception="NotImplementedError",
        )


def _multilabel(xp: Xp, input: Any, target: Any) -> tuple[Any, Any]:
    """The losses of rows of scores, and their slopes by each score; labels end before the first -1."""
    classes = input.shape[-1] if input.ndim else 1
    rows, labels = input.reshape(-1, classes), target.reshape(-1, classes)
    there = xp.cumsum(labels < 0, 1) == 0
    everyone = xp.arange(rows.shape[0])
    wanted = xp.zeros(rows.shape, bool)
    losses, slopes = xp.zeros(rows.shape[0], rows.dtype), xp.zeros(rows.shape, rows.dtype)
    slots = range(int(elements(xp.sum(there, 1)).max()) if rows.size else 0)
    indices = [xp.where(there[:, slot], labels[:, slot], 0) for slot in slots]
    for slot in slots:
        wanted[everyone, indices[slot]] |= there[:, slot]
    for slot in slots:
        index = indices[slot]
        near = 1 - rows[everyone, index].reshape(-1, 1) + rows
        wrong = (near > 0) & ~wanted & there[:, slot].reshape(-1, 1)
        losses += xp.sum(xp.where(wrong, near, 0), 1)
        slopes += wrong
        slopes[everyone, index] -= xp.sum(wrong, 1)
    return losses / classes, slopes / classes


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda input, target, reduction: input[:-1] if reduction == "none" else (),
    grad_fn=("MultilabelMarginLossBackward0",),
    cases=({"input": (2, 3), "target": [[0, 2, -1], [1, -1, 0]], "reduction": "sum"},),
)
def _multilabel_margin_loss(xp: Xp, input: Array, target: Plain, reduction: Text) -> Any:
    """The loss of other classes that come too near to the right ones."""
    losses, _ = _multilabel(xp, input, target)
    if reduction == "none":
        return losses.reshape(input.shape[:-1])
    return xp.sum(losses) / max(losses.size, 1) if reduction == "mean" else xp.sum(losses)


@operation(NETWORK, promotion=PROMOTE, shape=lambda g, input, *others, **attributes: input)
def _multilabel_margin_backward(xp: Xp, g: Array, input: Array, target: Plain, reduction: Text) -> Any:
    """The gradient of _multilabel_margin_loss."""
    _, slopes = _multilabel(xp, input, target)
    return (slopes * _spread(xp, g, slopes.shape[0], reduction)).reshape(input.shape)


_multilabel_margin_loss.gradient(
    input=lambda ops, g, input, target, reduction: ops._multilabel_margin_backward(g, input, target, reduction)
)
_multilabel_margin_backward.gradient(g=not_twice("multilabel_margin_loss"), input=not_twice("multilabel_margin_loss"))


@composite(
    NETWORK,
    name="nn.functional.multilabel_margin_loss",
    variants=FUNCTION,
    cases=({"input": (2, 3), "target": [[0, 2, -1], [1, -1, 0]]},),
)
def multilabel_margin_loss(ops: Ops, input: Array, target: Plain, *, reduction: Text = "mean") -> Any:
    """How far other classes come nearer than 1 to each of the right ones, which target names before its first -1."""
    op = "multilabel_margin_loss"
    check_reduction(op, reduction)
    shape = tuple(input.shape)
    _rows(op, shape, tuple(target.shape), shape)
    _offered(op, input)
    _check_classes(op, target, shape[-1] if shape else 1, -1)
    return ops._multilabel_margin_loss(input, target, reduction)
