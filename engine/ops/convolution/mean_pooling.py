"""Average pooling, and what is made of it.

https://docs.pytorch.org/docs/stable/nn.functional.html#pooling-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import InvalidValue, OpFailed
from engine.op import Op
from engine.ops.convolution.pooling import as_line, as_plane, check_pooled, pooled, pooling
from engine.ops.convolution.sliding import per_dim
from engine.parameters import Array, Boolean, Integer, Number, Ops, PerDim

_PLACES = {1: "dimension", 2: "two dimensions", 3: "three dimensions"}
_SHAPES: dict[int, Any] = {1: (1, 1, 5), 2: (1, 3, 4), 3: (1, 2, 3, 2)}


def _pooled_means(
    ops: Ops,
    op: str,
    rank: int,
    input: Any,
    kernel_size: Any,
    stride: Any,
    padding: Any,
    ceil_mode: bool,
    counted: bool,
    divisor: int | None,
) -> Any:
    check_pooled(op, input, rank)
    if divisor == 0:
        raise OpFailed(f"nn.functional.{op}: divisor_override must not be 0.", op=f"nn.functional.{op}")
    windows = pooled(op, input, rank, kernel_size, stride, padding, ceil_mode)
    del windows["dilation"]
    means = ops._means(as_plane(ops, input, rank), **windows, counted=counted, divisor=divisor)
    return as_line(ops, means, rank)


@pooling(
    "avg_pool1d",
    {"input": (1, 1, 5), "kernel_size": 2},
    {"input": (1, 5), "kernel_size": 3, "stride": 2, "padding": 1, "count_include_pad": False},
    aliases=("avg_pool1d",),
)
def avg_pool1d(
    ops: Ops,
    input: Array,
    kernel_size: PerDim,
    stride: PerDim | None = None,
    padding: PerDim = 0,
    ceil_mode: Boolean = False,
    count_include_pad: Boolean = True,
) -> Any:
    """The means of windows that move along the last dimension of input."""
    return _pooled_means(ops, "avg_pool1d", 1, input, kernel_size, stride, padding, ceil_mode, count_include_pad, None)


def _average_pooling(rank: int) -> Op:
    """Average pooling over the last dimensions."""
    op = f"avg_pool{rank}d"

    def pool(
        ops: Ops,
        input: Array,
        kernel_size: PerDim,
        stride: PerDim | None = None,
        padding: PerDim = 0,
        ceil_mode: Boolean = False,
        count_include_pad: Boolean = True,
        divisor_override: Integer | None = None,
    ) -> Any:
        return _pooled_means(
            ops, op, rank, input, kernel_size, stride, padding, ceil_mode, count_include_pad, divisor_override
        )

    pool.__doc__ = f"The means of windows that move over the last {_PLACES[rank]} of input."
    case = {"input": _SHAPES[rank], "kernel_size": 2}
    return pooling(op, case, {**case, "stride": 1, "padding": 1, "count_include_pad": False})(pool)


avg_pool2d, avg_pool3d = _average_pooling(2), _average_pooling(3)


def _power_pooling(rank: int) -> Op:
    """Norms of windows over the last dimensions."""

    def pool(
        ops: Ops,
        input: Array,
        norm_type: Number,
        kernel_size: PerDim,
        stride: PerDim | None = None,
        ceil_mode: Boolean = False,
    ) -> Any:
        functional = ops.nn.functional
        if abs(norm_type) == math.inf:
            largest = getattr(functional, f"max_pool{rank}d")
            size = ops.abs(input) if norm_type > 0 else -ops.abs(input)
            found = largest(size, kernel_size, stride, 0, 1, ceil_mode)
            return found if norm_type > 0 else -found
        means = getattr(functional, f"avg_pool{rank}d")(ops.pow(input, norm_type), kernel_size, stride, 0, ceil_mode)
        count = math.prod(per_dim(f"nn.functional.lp_pool{rank}d", "kernel_size", kernel_size, rank))
        return ops.pow(ops.sign(means) * ops.relu(ops.abs(means)) * count, 1 / norm_type)

    pool.__doc__ = f"The norms of windows over the last {_PLACES[rank]}: sums of powers norm_type, and their root."
    return pooling(f"lp_pool{rank}d", {"input": _SHAPES[rank], "norm_type": 2, "kernel_size": 2}, domain=(0.5, 2.0))(
        pool
    )


lp_pool1d, lp_pool2d, lp_pool3d = map(_power_pooling, (1, 2, 3))


@pooling("local_response_norm", {"input": (1, 3, 2), "size": 2}, {"input": (1, 3, 1, 2), "size": 3, "alpha": 1.0})
def local_response_norm(
    ops: Ops, input: Array, size: Integer, alpha: Number = 1e-4, beta: Number = 0.75, k: Number = 1.0
) -> Any:
    """input divided by (k + alpha * the mean of squares over `size` neighbouring channels) ** beta."""
    if len(input.shape) < 3:
        raise InvalidValue(
            f"nn.functional.local_response_norm needs three dimensions or more, got {list(input.shape)}.",
            op="nn.functional.local_response_norm",
        )
    if 0 in input.shape:
        return input
    channels = ops.reshape(input * input, (input.shape[0], input.shape[1], -1))
    means = ops._means(
        channels,
        kernel=(size, 1),
        stride=(1, 1),
        before=(size // 2, 0),
        counted=True,
        size=tuple(channels.shape[1:]),
        divisor=size,
    )
    return input / ops.pow(ops.reshape(means, tuple(input.shape)) * alpha + k, beta)
