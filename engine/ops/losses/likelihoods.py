"""Losses that are negative logarithms of likelihoods: of truths, of normal and Poisson numbers, and relative entropy.

https://docs.pytorch.org/docs/stable/nn.functional.html#loss-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine.batching import elements
from engine.errors import DtypeMismatch, InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE, SAME
from engine.ops.losses.distances import PAIR, REDUCED, check_reduction, fixed, floating, loss_shape, reduce, total
from engine.parameters import Array, Boolean, Number, Ops, Text, Xp
from engine.shapes import broadcast

_TINY = 1e-12
_LOWEST = -100  # what PyTorch takes for the logarithm of 0


def _truths(input: Any, target: Any, *others: Any, reduction: str = "mean") -> Any:
    """The shape of a loss of truths, one for each element of input."""
    if target != input:
        raise InvalidValue(
            f"target must have the shape of input, {list(input)}, not {list(target)}.",
            shapes=[list(input), list(target)],
        )
    if any(broadcast(input, other) != input for other in others):
        raise ShapeMismatch(
            f"weights of {' and '.join(str(list(other)) for other in others if other)} must stretch to the shape of "
            f"input, {list(input)}.",
            shapes=[list(input), *map(list, others)],
        )
    return loss_shape(input, target, reduction=reduction)


@operation(
    NETWORK,
    name="nn.functional.binary_cross_entropy_with_logits",
    promotion=PROMOTE,
    shape=_truths,
    grad_fn=("BinaryCrossEntropyWithLogitsBackward0",),
    variants=FUNCTION,
    cases=(*REDUCED, {**PAIR, "weight": (3,)}, {**PAIR, "pos_weight": (3,), "reduction": "sum"}),
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
    _truths(input.shape, target.shape)
    floating("binary_cross_entropy_with_logits", input)
    soft = xp.log1p(xp.exp(-xp.abs(input))) + xp.maximum(-input, 0)
    losses = (1 - target) * input + (soft if pos_weight is None else soft * ((pos_weight - 1) * target + 1))
    losses = losses if weight is None else losses * weight
    return total(xp, losses, reduction)


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
        slope = ops.nn.functional.logsigmoid(slope) - pos_weight * ops.nn.functional.logsigmoid(input)
    return _bce_seed(g, input, weight, reduction) * slope


binary_cross_entropy_with_logits.gradient(
    input=_bce_input,
    target=_bce_target,
    weight=fixed("binary_cross_entropy_with_logits", "weight"),
    pos_weight=fixed("binary_cross_entropy_with_logits", "pos_weight"),
)


@operation(
    NETWORK,
    name="nn.functional.binary_cross_entropy",
    promotion=SAME,
    shape=_truths,
    variants=FUNCTION,
    grad_fn=("BinaryCrossEntropyBackward0",),
    domain=(0.3, 0.7),
    cases=(*REDUCED, {**PAIR, "weight": (3,)}),
)
def binary_cross_entropy(
    xp: Xp, input: Array, target: Array, weight: Array | None = None, *, reduction: Text = "mean"
) -> Any:
    """The cross entropy of truths in [0, 1] and their probabilities input; logarithms are -100 at least."""
    op = "binary_cross_entropy"
    check_reduction(op, reduction)
    _truths(input.shape, target.shape)
    floating(op, input)
    if not bool(elements((input >= 0) & (input <= 1)).all()):
        raise OpFailed(f"nn.functional.{op}: every element of input must lie from 0 to 1.", op=f"nn.functional.{op}")
    right, wrong = xp.maximum(xp.log(input), _LOWEST), xp.maximum(xp.log1p(-input), _LOWEST)
    losses = (target - 1) * wrong - target * right
    return total(xp, losses if weight is None else losses * weight, reduction)


binary_cross_entropy.gradient(
    input=lambda ops, g, input, target, weight, reduction: (
        _bce_seed(g, input, weight, reduction) * (input - target) / ops.clamp_min((1 - input) * input, _TINY)
    ),
    target=lambda ops, g, input, weight, reduction: (
        _bce_seed(g, input, weight, reduction) * (ops.log1p(-input) - ops.log(input))
    ),
    weight=fixed("binary_cross_entropy", "weight"),
)


@composite(
    NETWORK,
    name="nn.functional.kl_div",
    variants=FUNCTION,
    domain=(0.1, 0.9),
    cases=(*REDUCED, {**PAIR, "reduction": "batchmean"}, {**PAIR, "log_target": True}),
)
def kl_div(ops: Ops, input: Array, target: Array, *, reduction: Text = "mean", log_target: Boolean = False) -> Any:
    """The divergence of probabilities target from those whose logarithms are input; with log_target both are such."""
    check_reduction("kl_div", reduction, "batchmean")
    for one in (input, target):
        if one.dtype.kind in "biuc":
            raise DtypeMismatch(
                f"nn.functional.kl_div needs real numbers in floating point, not {one.dtype.name}: convert with to().",
                op="nn.functional.kl_div",
                dtypes=[one.dtype.name],
            )
    losses = ops.exp(target) * (target - input) if log_target else ops.xlogy(target, target) - target * input
    if reduction != "batchmean":
        return reduce(ops, losses, reduction)
    summed = ops.sum(losses)
    return summed / input.shape[0] if input.shape else summed


@composite(
    NETWORK,
    name="nn.functional.poisson_nll_loss",
    variants=FUNCTION,
    domain=(0.5, 3.0),
    cases=(*REDUCED, {**PAIR, "log_input": False}, {**PAIR, "full": True}),
)
def poisson_nll_loss(
    ops: Ops,
    input: Array,
    target: Array,
    log_input: Boolean = True,
    full: Boolean = False,
    *,
    eps: Number = 1e-8,
    reduction: Text = "mean",
) -> Any:
    """Less the log likelihood of counts target where input is (the logarithm of) how many are expected."""
    check_reduction("poisson_nll_loss", reduction)
    losses = ops.exp(input) - target * input if log_input else input - target * ops.log(input + eps)
    if full:  # Stirling's approximation of the logarithm of target's factorial
        factorial = target * ops.log(target) - target + ops.log(target * (2 * math.pi)) * 0.5
        losses = losses + ops._where(ops.le(target, 1), 0, factorial)
    return reduce(ops, losses, reduction)


@operation(NETWORK, promotion=PROMOTE, cases=({"input": [0.5, 0.1], "low": 0.25},))
def _variance_of(xp: Xp, input: Array, low: Number) -> Any:
    """input, a variance, raised to low; its gradient is that of input everywhere."""
    if bool((elements(input) < 0).any()):
        raise InvalidValue("nn.functional.gaussian_nll_loss: var has negative elements.", argument="var")
    return xp.maximum(input, input.dtype.type(low))


_variance_of.gradient(input=lambda ops, g: g)


@composite(
    NETWORK,
    name="nn.functional.gaussian_nll_loss",
    variants=FUNCTION,
    domain=(0.5, 3.0),
    cases=(
        {**PAIR, "var": (2, 3)},
        {**PAIR, "var": (2,), "full": True, "reduction": "sum"},
        {**PAIR, "var": (2, 1), "reduction": "none"},
        {**PAIR, "var": 0.5},
    ),
)
def gaussian_nll_loss(
    ops: Ops,
    input: Array,
    target: Array,
    var: Array,
    full: Boolean = False,
    eps: Number = 1e-06,
    reduction: Text = "mean",
) -> Any:
    """Less the log likelihood of target, normal with mean input and variance var; full with the constant part."""
    if not hasattr(var, "dtype"):
        var = ops.full_like(input, var)
    shape, other = tuple(input.shape), tuple(var.shape)
    if shape != other:
        if shape[:-1] == other:
            var = ops.unsqueeze(var, -1)
        elif len(shape) != len(other) or sum(y for x, y in zip(shape, other, strict=True) if x != y) != 1:
            raise InvalidValue(
                f"nn.functional.gaussian_nll_loss: var must have the shape of input, {list(shape)}, be without its "
                f"last dimension or have one of size 1, not be {list(other)}.",
                op="nn.functional.gaussian_nll_loss",
                shapes=[list(shape), list(other)],
            )
    check_reduction("gaussian_nll_loss", reduction)
    var = ops._variance_of(var, eps)
    losses = (ops.log(var) + (input - target) ** 2 / var) * 0.5
    if full:
        losses = losses + 0.5 * math.log(2 * math.pi)
    return reduce(ops, losses, reduction)
