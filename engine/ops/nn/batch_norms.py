"""Normalization of channels over a batch, and of those of each sample by themselves, with running statistics.

https://docs.pytorch.org/docs/stable/nn.functional.html#normalization-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine import shapes
from engine.batching import levels_of
from engine.errors import InvalidValue, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.nn.normalization import (
    OUTPUTS,
    affine,
    check_dtypes,
    check_shapes,
    gradient_of_input,
    size_of,
    standardize,
)
from engine.parameters import Array, Boolean, Number, Ops, Plain, Xp
from engine.vmap import check_room

Shape = tuple[int, ...]
_KEPT = ("running_mean", "running_var")
_RUNNING = {"running_mean": [0.5, -0.5], "running_var": [1.5, 0.5]}
_BATCH: tuple[dict[str, Any], ...] = (
    {"input": (3, 2), **_RUNNING, "weight": (2,), "bias": (2,), "training": True},
    {"input": (2, 2, 2), **_RUNNING, "weight": (2,), "bias": (2,)},
    {"input": (2, 2, 2), "running_mean": None, "running_var": None, "training": True, "eps": 0.1},
)
_NATIVE = tuple(
    {"weight": None, "bias": None, "training": False, "momentum": 0.1, "eps": 1e-05, **case} for case in _BATCH
)


def channels(shape: Shape) -> tuple[Shape, Shape]:
    """A shape with all dimensions after the channels as one, and those of its axes that are not the channels."""
    return (shape, (0,)) if len(shape) == 2 else ((*shape[:2], math.prod(shape[2:])), (0, 2))


def per_channel(value: Any, axes: Shape) -> Any:
    """A vector with a number per channel, to be broadcast against `channels`; None stays None."""
    return None if value is None else value.reshape((-1,) + (1,) * (len(axes) - 1))


def _batch_shapes(input: Shape, weight: Shape, bias: Shape, eps: Any = None) -> list[Shape]:
    shape, axes = channels(input)
    ones = tuple([1 if axis in axes else size for axis, size in enumerate(shape)])
    return [input, shape, ones, ones]


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=OUTPUTS,
    shape=_batch_shapes,
    grad_fn=("NativeBatchNormBackward0",),
    cases=({"input": (3, 2), "weight": (2,), "bias": (2,), "eps": 0.1}, {"input": (2, 2, 2), "eps": 0.1}),
)
def _batch_norm(xp: Xp, input: Array, weight: Array | None = None, bias: Array | None = None, eps: Number = 0) -> Any:
    """The channels normalized over the batch, scaled and moved; the same before that; means and variances."""
    shape, axes = channels(input.shape)
    standard, mean, variance = standardize(xp, input.reshape(shape), axes, eps)
    out = affine(xp, standard, per_channel(weight, axes), per_channel(bias, axes))
    return out.reshape(input.shape), standard, mean, variance


def _batch_input(ops: Ops, g: Any, standard: Any, variance: Any, input_shape: Shape, weight: Any, eps: Any) -> Any:
    axes = channels(tuple(input_shape))[1]
    out = None if g[0] is None else ops.reshape(g[0], standard.shape)
    weight = None if weight is None else ops.reshape(weight, variance.shape)
    return ops.reshape(gradient_of_input(ops, (out, *g[1:]), standard, variance, weight, axes, eps), input_shape)


def _batch_weight(ops: Ops, g: Any, standard: Any, input_shape: Shape) -> Any:
    if g[0] is None:
        return None
    axes = channels(tuple(input_shape))[1]
    return ops.reshape(ops._product_sum(ops.reshape(g[0], standard.shape), standard, axes), (-1,))


def sum_over_channels(ops: Ops, g: Any, shape: Shape) -> Any:
    """The sum for each channel, in one dimension."""
    one, axes = channels(tuple(shape))
    return ops.sum(ops.reshape(g, one), axes)


_batch_norm.gradient(
    input=_batch_input,
    weight=_batch_weight,
    bias=lambda ops, g, input_shape: None if g[0] is None else sum_over_channels(ops, g[0], input_shape),
)


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=shapes.same,
    grad_fn=("NativeBatchNormBackward0",),
    cases=(
        {"input": (2, 2, 2), "weight": (2,), "bias": (2,), "mean": [0.5, -0.5], "variance": [1.5, 0.5], "eps": 0.1},
    ),
)
def _batch_norm_running(
    xp: Xp, input: Array, weight: Array | None, bias: Array | None, mean: Array, variance: Array, eps: Number
) -> Any:
    """The channels less given means, divided by given standard deviations, scaled and moved."""
    shape, axes = channels(input.shape)
    scale = 1 / xp.sqrt(variance + eps)
    out = input.reshape(shape) - per_channel(mean, axes)
    out *= per_channel(scale if weight is None else scale * weight, axes)
    if bias is not None:
        out += per_channel(bias, axes)
    return out.reshape(input.shape)


def _running_input(ops: Ops, g: Any, weight: Any, variance: Any, eps: Any) -> Any:
    scale = ops.rsqrt(variance + eps)
    return g * ops.reshape(scale if weight is None else scale * weight, (-1,) + (1,) * (len(g.shape) - 2))


def _running_weight(ops: Ops, g: Any, input: Any, mean: Any, variance: Any, eps: Any) -> Any:
    shape, axes = channels(tuple(input.shape))
    away = ops.reshape(input, shape) - ops.reshape(mean, (-1,) + (1,) * (len(shape) - 2))
    return ops.reshape(ops._product_sum(ops.reshape(g, shape), away, axes), (-1,)) * ops.rsqrt(variance + eps)


_batch_norm_running.gradient(
    input=_running_input,
    weight=_running_weight,
    bias=lambda ops, g: sum_over_channels(ops, g, g.shape),
)


def _normalized(
    ops: Ops, op: str, input: Any, running: tuple[Any, Any], weight: Any, bias: Any, training: bool, momentum: Any,
    eps: Any,
) -> tuple[Any, Any, Any]:  # fmt: skip
    """The outputs of native_batch_norm; running statistics are written to, as PyTorch does, without being marked."""
    mean, variance = running
    check_dtypes(op, input, weight, bias, mean, variance)
    shape = tuple(input.shape)
    check_shapes(op, shape[1:2] or (0,), weight=weight, bias=bias, running_mean=mean, running_var=variance)
    if any(one is not None and one.requires_grad for one in running):
        raise OpFailed(f"{op}: running statistics have no gradient: they must not require it.", op=op)
    if not training:
        if mean is None or variance is None:
            raise OpFailed(f"{op} needs running_mean and running_var where it is not training.", op=op)
        out = ops._batch_norm_running(input, weight, bias, mean, variance, eps)
        nothing = ops.new_zeros(ops.detach(out), (0,))
        return ops.to(out, input.dtype), nothing, nothing
    out, _, found, spread = ops._batch_norm(input, weight, bias, eps)
    if mean is not None:
        _follow(mean, found.data, momentum)
    if variance is not None:
        count = size_of(*channels(shape))
        _follow(variance, spread.data * (count / (count - 1) if count > 1 else math.nan), momentum)
    statistics = [ops.reshape(ops.detach(one), (-1,)) for one in (found, ops.rsqrt(spread + eps))]
    return ops.to(out, input.dtype), *statistics


def _follow(running: Any, found: Any, momentum: Any) -> None:
    """Move running statistics towards what was found."""
    check_room(running, levels_of(found), "batch_norm")
    running.context.keep_contents(running)
    running.data[...] = running.data * (1 - momentum) + found.reshape(-1) * momentum


@composite(
    NETWORK,
    name="nn.functional.batch_norm",
    overwrites=dict.fromkeys(_KEPT, "training"),
    variants=FUNCTION,
    cases=_BATCH,
)
def batch_norm(
    ops: Ops,
    input: Array,
    running_mean: Plain | None = None,
    running_var: Plain | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    training: Boolean = False,
    momentum: Number = 0.1,
    eps: Number = 1e-05,
) -> Any:
    """Each channel, in dimension 1, normalized over the batch, or by the running statistics if not training."""
    op, shape = "nn.functional.batch_norm", tuple(input.shape)
    if training:
        if (running_mean is None) != (running_var is None):
            raise InvalidValue(f"{op} takes both of running_mean and running_var, or none.", op=op)
        _several(op, shape, shape[:1] + shape[2:])
    if not math.prod(shape):
        return ops.clone(input)
    return _normalized(ops, op, input, (running_mean, running_var), weight, bias, training, momentum, eps)[0]


def _several(op: str, shape: Shape, together: Shape) -> None:
    """Refuse to normalize one element alone."""
    if math.prod(together) == 1:
        raise InvalidValue(
            f"{op} needs more than one value for each channel when it finds the statistics itself: {list(shape)} has "
            "one.",
            op=op,
            shapes=[list(shape)],
        )


@composite(
    NETWORK,
    outputs=("out", "mean", "invstd"),
    detached=("mean", "invstd"),
    overwrites=dict.fromkeys(_KEPT, "training"),
    variants=FUNCTION,
    cases=_NATIVE,
)
def native_batch_norm(
    ops: Ops,
    input: Array,
    weight: Array | None = None,
    bias: Array | None = None,
    running_mean: Plain | None = None,
    running_var: Plain | None = None,
    training: Boolean = False,
    momentum: Number = 0.1,
    eps: Number = 1e-05,
) -> Any:
    """nn.functional.batch_norm, with the means and reciprocal standard deviations that it found; empty if none."""
    if not math.prod(input.shape):
        raise ShapeMismatch("native_batch_norm of no elements is not defined.", shapes=[list(input.shape)])
    running = (running_mean, running_var)
    return _normalized(ops, "native_batch_norm", input, running, weight, bias, training, momentum, eps)


@composite(
    NETWORK,
    name="nn.functional.instance_norm",
    overwrites=dict.fromkeys(_KEPT, "use_input_stats"),
    variants=FUNCTION,
    cases=(
        {"input": (2, 2, 2), "weight": (2,), "bias": (2,), "eps": 0.1},
        {"input": (1, 2, 3), "eps": 0.1},
        {"input": (2, 2, 2), **_RUNNING},
    ),
)
def instance_norm(
    ops: Ops,
    input: Array,
    running_mean: Plain | None = None,
    running_var: Plain | None = None,
    weight: Array | None = None,
    bias: Array | None = None,
    use_input_stats: Boolean = True,
    momentum: Number = 0.1,
    eps: Number = 1e-05,
) -> Any:
    """Each channel of each sample normalized by itself, or by the running statistics if not use_input_stats."""
    op, shape = "nn.functional.instance_norm", tuple(input.shape)
    running = (running_mean, running_var)
    if len(shape) < 2:
        raise ShapeMismatch(f"{op} needs samples and channels as its first dimensions, got {list(shape)}.", op=op)
    if use_input_stats:
        _several(op, shape, shape[2:])
    elif running_mean is None or running_var is None:
        raise OpFailed(f"{op} needs running_mean and running_var where use_input_stats is false.", op=op)
    check_shapes(op, shape[1:2], weight=weight, bias=bias, running_mean=running_mean, running_var=running_var)
    tiled = [None if one is None else ops.repeat(one, shape[:1]) for one in (weight, bias, *running)]
    rows = ops.reshape(input, (1, shape[0] * shape[1], *shape[2:]))
    out = _normalized(ops, op, rows, (tiled[2], tiled[3]), tiled[0], tiled[1], use_input_stats, momentum, eps)[0]
    if use_input_stats:
        for one, each in zip(running, tiled[2:], strict=True):
            if one is not None:
                ops.copy_(one, ops.mean(ops.reshape(each, shape[:2]), 0))
    return ops.view(out, shape)
