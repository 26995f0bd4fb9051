"""The loss of sequences that are not aligned with their targets: connectionist temporal classification.

A. Graves et al., Connectionist temporal classification, ICML 2006. Between the labels of a target stand blanks; a path
moves from a state to itself, to the next, or past a blank between two different labels.
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.ops.indexing.positions import add_at
from engine.ops.indexing.selectors import INDICES
from engine.ops.losses.distances import check_reduction, floating, reduce
from engine.ops.losses.labels import not_twice
from engine.parameters import Array, Boolean, Integer, Ops, Plain, Text, Xp

OP = "nn.functional.ctc_loss"
Shape = tuple[int, ...]


def _states(xp: Xp, targets: Any, blank: int) -> tuple[Any, Any]:
    """The label of each state, and whether a path may come to it from two states before."""
    labels = xp.full((targets.shape[0], 2 * targets.shape[1] + 1), blank, targets.dtype)
    labels[:, 1::2] = targets
    skips = xp.zeros(labels.shape, bool)
    skips[:, 2:] = labels[:, 2:] != labels[:, :-2]
    return labels, skips


def _ends(xp: Xp, target_lengths: Any, states: int) -> Any:
    """Which states a path may end in: the last label of its target, and the blank behind it."""
    state, last = xp.arange(states), 2 * target_lengths.reshape(-1, 1)
    return (state == last) | (state == last - 1)


def _summed(xp: Xp, *logarithms: Any) -> Any:
    """The logarithm of the sum of what has these logarithms; of nothing but zeros it is that of 0."""
    top = logarithms[0]
    for one in logarithms[1:]:
        top = xp.maximum(top, one)
    top = xp.where(top == -math.inf, 0, top)
    return xp.log(sum(xp.exp(one - top) for one in logarithms)) + top


def _shifted(xp: Xp, values: Any, by: int) -> Any:
    """Values of states moved on by so many; what moves in is the logarithm of 0."""
    out = xp.full(values.shape, -math.inf, values.dtype)
    if by > 0:
        out[:, by:] = values[:, :-by]
    else:
        out[:, :by] = values[:, -by:]
    return out


def _alphas(log_probs: Shape, targets: Shape, *others: Any, **attributes: Any) -> list[Shape]:
    return [(log_probs[1],), (log_probs[1], log_probs[0], 2 * targets[1] + 1)]


@operation(
    NETWORK,
    shape=_alphas,
    grows=True,
    outputs=("loss", "log_alpha"),
    detached=("log_alpha",),
    grad_fn=("CtcLossBackward0",),
    cases=(
        {"log_probs": (4, 2, 3), "targets": [[1, 2], [1, 1]], "input_lengths": [4, 4], "target_lengths": [2, 2]}
        | {"blank": 0, "zero_infinity": False},
    ),
)
def _ctc_loss(
    xp: Xp,
    log_probs: Array,
    targets: Plain,
    input_lengths: Plain,
    target_lengths: Plain,
    blank: Integer,
    zero_infinity: Boolean,
) -> Any:
    """Less the log likelihoods of targets, and the log probabilities of all beginnings of paths, by time and state."""
    time, batch, _ = log_probs.shape
    labels, skips = _states(xp, targets, blank)
    states = labels.shape[1]
    emitted = _emitted(xp, log_probs, labels)
    alpha = xp.full((batch, time, states), -math.inf, log_probs.dtype)
    alpha[:, :1, :2] = emitted[:1, :, :2].swapaxes(0, 1)
    for step in range(1, time):
        before = alpha[:, step - 1]
        past = xp.where(skips, _shifted(xp, before, 2), -math.inf)
        alpha[:, step] = _summed(xp, before, _shifted(xp, before, 1), past) + emitted[step]
    nothing = (input_lengths == 0).reshape(-1, 1)
    last = alpha[xp.arange(batch), xp.maximum(input_lengths - 1, 0)] if time else xp.zeros((batch, states))
    start = xp.where(xp.arange(states) == 0, 0, -math.inf).astype(log_probs.dtype)
    last = xp.where(_ends(xp, target_lengths, states), xp.where(nothing, start, last), -math.inf)
    top = xp.amax(last, 1)
    top = xp.where(top == -math.inf, 0, top)
    return -(xp.log(xp.sum(xp.exp(last - top.reshape(-1, 1)), 1)) + top).astype(log_probs.dtype), alpha


def _emitted(xp: Xp, log_probs: Any, labels: Any) -> Any:
    """The log probability of each state's label at each time."""
    return log_probs[:, xp.arange(labels.shape[0]).reshape(-1, 1), labels]


@operation(NETWORK, shape=lambda g, log_probs, *others, **attributes: log_probs)
def _ctc_loss_backward(
    xp: Xp,
    g: Array,
    log_probs: Array,
    targets: Plain,
    input_lengths: Plain,
    target_lengths: Plain,
    loss: Plain,
    log_alpha: Plain,
    blank: Integer,
    zero_infinity: Boolean,
) -> Any:
    """The gradient: the probabilities less those of paths through each class, as if log_softmax gave log_probs."""
    time, batch, classes = log_probs.shape
    labels, skips = _states(xp, targets, blank)
    emitted, ends = _emitted(xp, log_probs, labels), _ends(xp, target_lengths, labels.shape[1])
    onward = xp.zeros(skips.shape, bool)  # whether a path may go on to two states after
    onward[:, :-2] = skips[:, 2:]
    final = xp.where(ends, 0, -math.inf).astype(log_probs.dtype)
    through = xp.zeros((time, batch, classes), log_probs.dtype)
    everyone = xp.arange(batch).reshape(-1, 1) + xp.zeros_like(labels)
    after = xp.full(labels.shape, -math.inf, log_probs.dtype)
    for step in reversed(range(time)):
        if step + 1 < time:
            coming = after + emitted[step + 1]
            past = xp.where(onward, _shifted(xp, coming, -2), -math.inf)
            after = _summed(xp, coming, _shifted(xp, coming, -1), past)
        after = xp.where((input_lengths == step + 1).reshape(-1, 1), final, after)
        share = xp.exp(log_alpha[:, step] + after + loss.reshape(-1, 1))
        add_at(xp, through[step], (everyone, labels), (0, 1), share)
    out = xp.exp(log_probs) - through
    unsure = (log_probs == -math.inf) | (loss == math.inf).reshape(1, -1, 1)  # infinities less infinities
    out = xp.where(unsure, math.nan, out) * g.reshape(1, -1, 1)
    if zero_infinity:
        out = xp.where((loss == math.inf).reshape(1, -1, 1), 0, out)
    return xp.where(xp.arange(time).reshape(-1, 1, 1) < input_lengths.reshape(1, -1, 1), out, 0).astype(g.dtype)


_ctc_loss.gradient(
    log_probs=lambda ops, g, log_probs, targets, input_lengths, target_lengths, loss, log_alpha, blank, zero_infinity: (
        ops._ctc_loss_backward(
            g[0], log_probs, targets, input_lengths, target_lengths, loss, log_alpha, blank, zero_infinity
        )
    )
)
_ctc_loss_backward.gradient(g=not_twice("ctc_loss"), log_probs=not_twice("ctc_loss"))


def _lengths(ops: Ops, log_probs: Any, lengths: Any, batch: int, most: int, name: str) -> Any:
    """Lengths as a vector in int64, one per sequence and at most as long as these."""
    device = log_probs.device
    if not hasattr(lengths, "dtype"):
        lengths = ops.context.place(device.xp.asarray(lengths, dtypes.int64), device)
    if lengths.dtype.kind not in "iu":
        raise DtypeMismatch(f"{OP}: {name} must be integers, not {lengths.dtype.name}.", op=OP)
    lengths = ops.reshape(ops.to(lengths, dtypes.int64), (-1,))
    if tuple(lengths.shape) != (batch,):
        raise ShapeMismatch(f"{OP}: {name} must have an element per sequence, {batch}, not {lengths.shape[0]}.", op=OP)
    every = ops.elements(lengths)
    if batch and not 0 <= int(every.min()) <= int(every.max()) <= most:
        raise OpFailed(f"{OP}: {name} must lie from 0 to {most}.", op=OP)
    return lengths


@operation(NETWORK, shape=lambda targets, lengths, longest, blank: (*lengths, longest))
def _padded_targets(xp: Xp, targets: Plain, lengths: Plain, longest: Integer, blank: Integer) -> Any:
    """Targets as one row per sequence, as long as the longest, blanks behind their ends."""
    place = xp.arange(longest)
    inside = place < lengths.reshape(-1, 1)
    if targets.ndim == 1:
        starts = xp.cumsum(lengths) - lengths
        rows = targets[xp.where(inside, starts.reshape(-1, 1) + place, 0)] if targets.size else xp.zeros(inside.shape)
    else:
        rows = targets[:, :longest]
    return xp.where(inside, rows, blank).astype("int64")


@composite(
    NETWORK,
    name=OP,
    variants=FUNCTION,
    cases=(
        {"log_probs": (4, 2, 3), "targets": [[1, 2], [1, 1]], "input_lengths": [4, 4], "target_lengths": [2, 2]},
        {"log_probs": (4, 2, 3), "targets": [1, 2, 1], "input_lengths": [4, 3], "target_lengths": [2, 1]}
        | {"reduction": "sum", "zero_infinity": True},
    ),
)
def ctc_loss(
    ops: Ops,
    log_probs: Array,
    targets: Plain,
    input_lengths: Plain,
    target_lengths: Plain,
    blank: Integer = 0,
    reduction: Text = "mean",
    zero_infinity: Boolean = False,
) -> Any:
    """Less the log likelihood of targets, of whatever alignment, in log_probs of [time, batch, classes]."""
    check_reduction("ctc_loss", reduction)
    floating("ctc_loss", log_probs)
    if log_probs.dtype in dtypes.HALVES:
        raise DtypeMismatch(
            f"{OP} is not offered for {log_probs.dtype.name}: convert with to().",
            op=OP,
            exception="NotImplementedError",
        )
    single = len(log_probs.shape) == 2
    if single:
        log_probs = ops.unsqueeze(log_probs, 1)
    if len(log_probs.shape) != 3 or len(targets.shape) not in (1, 2):
        raise ShapeMismatch(
            f"{OP} needs log_probs of [time, batch, classes] and targets of [batch, length] or one after the other, "
            f"got {list(log_probs.shape)} and {list(targets.shape)}.",
            op=OP,
            shapes=[list(log_probs.shape), list(targets.shape)],
        )
    time, batch, classes = log_probs.shape
    if not 0 <= blank < classes:
        raise OpFailed(f"{OP}: blank must lie from 0 to {classes - 1}, not {blank}.", op=OP)
    if targets.dtype not in INDICES:
        raise DtypeMismatch(f"{OP} needs targets in int64 or int32, not {targets.dtype.name}.", op=OP)
    if len(targets.shape) == 2 and (single or targets.shape[0] != batch):
        raise ShapeMismatch(f"{OP}: targets of {list(targets.shape)} are not one row for each of {batch}.", op=OP)
    input_lengths = _lengths(ops, log_probs, input_lengths, batch, time, "input_lengths")
    most = targets.shape[-1]
    target_lengths = _lengths(ops, log_probs, target_lengths, batch, most, "target_lengths")
    if len(targets.shape) == 1 and bool((ops.elements(ops.sum(target_lengths)) != most).any()):
        raise OpFailed(f"{OP}: there are {most} targets, not as many as target_lengths name.", op=OP)
    longest = int(ops.elements(target_lengths).max()) if batch else 0
    rows = ops._padded_targets(targets, target_lengths, longest, blank)
    named = ops.elements(rows)
    if named.size and not 0 <= int(named.min()) <= int(named.max()) < classes:
        raise OpFailed(f"{OP}: targets must lie from 0 to {classes - 1}.", op=OP)
    losses, _ = ops._ctc_loss(log_probs, rows, input_lengths, target_lengths, blank, zero_infinity)
    if zero_infinity:
        losses = ops._where(ops.eq(losses, math.inf), 0, losses)
    if reduction == "mean":
        losses = losses / ops.to(ops.clamp_min(target_lengths, 1), losses.dtype)
    if single and reduction == "none":
        return ops.squeeze(losses, 0)
    return reduce(ops, losses, reduction)
