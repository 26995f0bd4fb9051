"""Normalization of the elements of a sample: all of its last dimensions, or its channels in groups.

https://docs.pytorch.org/docs/stable/nn.functional.html#normalization-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import InvalidValue, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.libraries import kernels
from engine.op import PROMOTE
from engine.ops.nn.batch_norms import channels, per_channel, sum_over_channels
from engine.ops.nn.normalization import (
    OUTPUTS,
    affine,
    check_dtypes,
    check_shapes,
    gradient_of_input,
    standardize,
)
from engine.parameters import Array, Integer, Integers, Number, Ops, Xp

Shape = tuple[int, ...]
_LAYER: tuple[dict[str, Any], ...] = (
    {"input": (2, 3), "normalized_shape": (3,), "weight": (3,), "bias": (3,)},
    {"input": (2, 2, 2), "normalized_shape": (2, 2), "eps": 0.1},
)
_GROUPS: tuple[dict[str, Any], ...] = (
    {"input": (2, 4, 2), "num_groups": 2, "weight": (4,), "bias": (4,)},
    {"input": (2, 4), "num_groups": 2, "eps": 0.1},
)


def _last(op: str, shape: Shape, normalized: Shape) -> None:
    """Refuse what are not the last dimensions of a shape."""
    if not normalized or shape[-len(normalized) :] != normalized:
        raise ShapeMismatch(
            f"{op}: normalized_shape {list(normalized)} must be the last dimensions, one at least, of the input's "
            f"{list(shape)}.",
            op=op,
            shapes=[list(shape), list(normalized)],
        )


def _layer_shapes(input: Shape, weight: Shape, bias: Shape, normalized_shape: Shape, eps: Any = None) -> list[Shape]:
    size = math.prod(normalized_shape)
    rows = math.prod(input[: len(input) - len(normalized_shape)])
    return [input, (rows, size), (rows, 1), (rows, 1)]


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=OUTPUTS,
    shape=_layer_shapes,
    grad_fn=("NativeLayerNormBackward0",),
    cases=({"input": (2, 3), "weight": (3,), "bias": (3,), "normalized_shape": (3,), "eps": 0.1},),
)
def _layer_norm(
    xp: Xp, input: Array, weight: Array | None, bias: Array | None, normalized_shape: Integers, eps: Number
) -> Any:
    """The input normalized over its last dimensions, scaled and moved; the same before that; means and variances."""
    rows = _layer_shapes(input.shape, (), (), normalized_shape)[1]
    weight, bias = (None if one is None else one.reshape(-1) for one in (weight, bias))
    if (own := kernels(xp)) and input.size:
        out, *others = own.layer_norm(input.reshape(rows), weight, bias, eps)
        return out.reshape(input.shape), *others
    standard, mean, variance = standardize(xp, input.reshape(rows), (1,), eps)
    return affine(xp, standard, weight, bias).reshape(input.shape), standard, mean, variance


def _layer_input(ops: Ops, g: Any, standard: Any, variance: Any, input_shape: Shape, weight: Any, eps: Any) -> Any:
    out = g[0]
    if out is not None:
        out = ops.reshape(out if weight is None else out * weight, standard.shape)
    return ops.reshape(gradient_of_input(ops, (out, *g[1:]), standard, variance, None, (1,), eps), input_shape)


def _layer_weight(ops: Ops, g: Any, standard: Any, weight_shape: Shape) -> Any:
    if g[0] is None:
        return None
    return ops.reshape(ops._product_sum(ops.reshape(g[0], standard.shape), standard, (0,)), weight_shape)


_layer_norm.gradient(input=_layer_input, weight=_layer_weight, bias=lambda ops, g: g[0])


def _normalized_layer(
    ops: Ops, op: str, input: Any, normalized_shape: Shape, weight: Any, bias: Any, eps: Any
) -> tuple[Any, Any, Any]:
    """The outputs of native_layer_norm, the last with the variances in the place of what they become."""
    check_dtypes(op, input, weight, bias)
    _last(op, tuple(input.shape), normalized_shape)
    check_shapes(op, normalized_shape, weight=weight, bias=bias)
    out, _, mean, variance = ops._layer_norm(input, weight, bias, normalized_shape, eps)
    return ops.to(out, input.dtype), mean, variance


@composite(NETWORK, name="nn.functional.layer_norm", aliases=("layer_norm",), variants=FUNCTION, cases=_LAYER)
def layer_norm(
    ops: Ops,
    input: Array,
    normalized_shape: Integers,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: Number = 1e-05,
) -> Any:
    """input normalized over its last dimensions, those of normalized_shape, then times weight plus bias."""
    return _normalized_layer(ops, "nn.functional.layer_norm", input, normalized_shape, weight, bias, eps)[0]


@composite(
    NETWORK,
    outputs=("out", "mean", "rstd"),
    detached=("mean", "rstd"),
    variants=FUNCTION,
    cases=tuple({"weight": None, "bias": None, "eps": 1e-05, **case} for case in _LAYER),
)
def native_layer_norm(
    ops: Ops,
    input: Array,
    normalized_shape: Integers,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: Number = 1e-05,
) -> Any:
    """nn.functional.layer_norm, with the means and the reciprocal standard deviations that it found."""
    out, mean, variance = _normalized_layer(ops, "native_layer_norm", input, normalized_shape, weight, bias, eps)
    lead = len(input.shape) - len(normalized_shape)
    shape = (*input.shape[:lead], *(1,) * len(normalized_shape))
    return out, *(ops.reshape(ops.detach(one), shape) for one in (mean, ops.rsqrt(variance + eps)))


def _group_shapes(input: Shape, weight: Shape, bias: Shape, num_groups: int, eps: Any = None) -> list[Shape]:
    rows = input[0] * num_groups
    return [input, (rows, math.prod(input[1:]) // num_groups), (rows, 1), (rows, 1)]


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=OUTPUTS,
    shape=_group_shapes,
    grad_fn=("NativeGroupNormBackward0",),
    cases=({"input": (2, 4, 2), "weight": (4,), "bias": (4,), "num_groups": 2, "eps": 0.1},),
)
def _group_norm(
    xp: Xp, input: Array, weight: Array | None, bias: Array | None, num_groups: Integer, eps: Number
) -> Any:
    """The input normalized over groups of channels, scaled and moved; the same before that; means and variances."""
    rows = _group_shapes(input.shape, (), (), num_groups)[1]
    standard, mean, variance = standardize(xp, input.reshape(rows), (1,), eps)
    shape, axes = channels(input.shape)
    out = affine(xp, standard.reshape(shape), per_channel(weight, axes), per_channel(bias, axes))
    return out.reshape(input.shape), standard, mean, variance


def _group_input(ops: Ops, g: Any, standard: Any, variance: Any, input_shape: Shape, weight: Any, eps: Any) -> Any:
    out = g[0]
    if out is not None and weight is not None:
        out = out * ops.reshape(weight, (-1,) + (1,) * (len(input_shape) - 2))
    if out is not None:
        out = ops.reshape(out, standard.shape)
    return ops.reshape(gradient_of_input(ops, (out, *g[1:]), standard, variance, None, (1,), eps), input_shape)


def _group_weight(ops: Ops, g: Any, standard: Any, input_shape: Shape, weight_shape: Shape) -> Any:
    if g[0] is None:
        return None
    shape, axes = channels(tuple(input_shape))
    return ops.reshape(ops._product_sum(ops.reshape(g[0], shape), ops.reshape(standard, shape), axes), weight_shape)


_group_norm.gradient(
    input=_group_input,
    weight=_group_weight,
    bias=lambda ops, g, input_shape: None if g[0] is None else sum_over_channels(ops, g[0], input_shape),
)


def _normalized_groups(
    ops: Ops, op: str, input: Any, num_groups: int, weight: Any, bias: Any, eps: Any
) -> tuple[Any, Any, Any]:
    """The outputs of native_group_norm, the last with the variances in the place of what they become."""
    check_dtypes(op, input, weight, bias)
    shape = tuple(input.shape)
    if len(shape) < 2 or num_groups < 1 or shape[1] % num_groups:
        raise ShapeMismatch(
            f"{op}: the channels, dimension 1 of {list(shape)}, cannot be divided into {num_groups} groups.",
            op=op,
            shapes=[list(shape)],
        )
    check_shapes(op, shape[1:2], weight=weight, bias=bias)
    out, _, mean, variance = ops._group_norm(input, weight, bias, num_groups, eps)
    return ops.to(out, input.dtype), mean, variance


@composite(NETWORK, name="nn.functional.group_norm", aliases=("group_norm",), variants=FUNCTION, cases=_GROUPS)
def group_norm(
    ops: Ops,
    input: Array,
    num_groups: Integer,
    weight: Array | None = None,
    bias: Array | None = None,
    eps: Number = 1e-05,
) -> Any:
    """input normalized over groups of its channels, which are dimension 1, then times weight plus bias."""
    shape = tuple(input.shape)
    if len(shape) > 1 and num_groups > 0 and math.prod(shape) == num_groups:
        raise InvalidValue(
            f"nn.functional.group_norm needs more than one value in a group; {list(shape)} in {num_groups} has one.",
            op="nn.functional.group_norm",
            shapes=[list(shape)],
        )
    return _normalized_groups(ops, "nn.functional.group_norm", input, num_groups, weight, bias, eps)[0]


@composite(
    NETWORK,
    outputs=("out", "mean", "rstd"),
    variants=FUNCTION,
    cases=({"input": (2, 4, 2), "weight": (4,), "bias": (4,), "N": 2, "C": 4, "HxW": 2, "group": 2, "eps": 0.1},),
)
def native_group_norm(
    ops: Ops,
    input: Array,
    weight: Array | None = None,
    bias: Array | None = None,
    N: Integer = 0,  # noqa: N803 - PyTorch's names
    C: Integer = 0,  # noqa: N803
    HxW: Integer = 0,  # noqa: N803
    group: Integer = 1,
    eps: Number = 1e-05,
) -> Any:
    """nn.functional.group_norm of N samples, with the means and the reciprocal standard deviations that it found."""
    if input.shape[:2] != (N, C) or math.prod(input.shape[2:]) != HxW:
        raise ShapeMismatch(
            f"native_group_norm: {list(input.shape)} is not {N} samples of {C} channels of {HxW} elements.",
            op="native_group_norm",
            shapes=[list(input.shape)],
        )
    out, mean, variance = _normalized_groups(ops, "native_group_norm", input, group, weight, bias, eps)
    return out, *(ops.reshape(one, (N, group)) for one in (mean, ops.rsqrt(variance + eps)))


@composite(
    NETWORK,
    name="nn.functional.rms_norm",
    aliases=("rms_norm",),
    variants=FUNCTION,
    cases=({"input": (2, 3), "normalized_shape": (3,), "weight": (3,)}, {"input": (2, 3), "normalized_shape": (2, 3)}),
)
def rms_norm(
    ops: Ops, input: Array, normalized_shape: Integers, weight: Array | None = None, eps: Number | None = None
) -> Any:
    """input divided by the root of the mean square over its last dimensions, then times weight."""
    op, rank = "nn.functional.rms_norm", len(normalized_shape)
    if not dtypes.is_differentiable(input.dtype):
        check_dtypes(op, input)
    _last(op, tuple(input.shape), normalized_shape)
    check_shapes(op, normalized_shape, weight=weight)
    wide = ops.to(input, dtypes.float32) if input.dtype in dtypes.HALVES else input
    if eps is None:
        eps = 2.0**-52 if dtypes.real_of(wide.dtype) == dtypes.float64 else 2.0**-23
    out = wide * ops.rsqrt(ops.mean(wide * wide, tuple(range(-rank, 0)), True) + eps)
    return ops.to(out if weight is None else out * weight, input.dtype)
