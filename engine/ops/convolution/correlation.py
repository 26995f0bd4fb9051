"""Convolutions, the plain and the transposed one, and their gradients.

All of them come from one sum over n, o, c, p and k: of out[n, o, p] * weight[o, c, k] * input[n, c, q], where
q = p * stride + k * dilation - before. It is linear in each of the three. Given two of them, its derivative by the
third is an operation here: the output of a convolution, its input (a transposed convolution) and its weight. So each
one's gradients are the two others.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any, NamedTuple

from engine.families import NETWORK, operation
from engine.op import SAME
from engine.ops.convolution.columns import WIDE, columns_of, convolve, depthwise, depthwise_weight
from engine.ops.convolution.sliding import Windows, room
from engine.parameters import Array, Integer, Integers, Ops, Xp

Shape = tuple[int, ...]

LONG = 2048  # sums over so many places are faster turned, which then has to be undone

_GEOMETRY: dict[str, Any] = {"stride": (2,), "before": (1,), "dilation": (1,), "groups": 1}
_PLANE: dict[str, Any] = {"stride": (1, 2), "before": (1, 0), "dilation": (2, 1), "groups": 1}


def _shape(
    input: Shape,
    weight: Shape,
    bias: Shape | None = None,
    *,
    stride: Shape,
    before: Shape,
    dilation: Shape,
    size: Shape,
    **others: Any,
) -> list[Shape]:
    return [(input[0], weight[0], *size), room(input, Windows(weight[2:], stride, before, dilation, size))]


def _input_shape(
    input: Shape,
    weight: Shape,
    bias: Shape | None = None,
    *,
    stride: Shape,
    dilation: Shape,
    groups: int,
    size: Shape,
    **others: Any,
) -> list[Shape]:
    extent = []  # of the largest of the convolutions that this is made of
    for one, kernel, step, apart, full in zip(input[2:], weight[2:], stride, dilation, size, strict=True):
        places = -(-full // step)
        extent.append(places + max(0, min((kernel - 1) * apart // step, one + places - 2)))
    return [(input[0], weight[1] * groups, *size), (*input[:2], *extent)]


def _weight_shape(
    input: Shape,
    other: Shape,
    *,
    stride: Shape,
    before: Shape,
    dilation: Shape,
    groups: int,
    size: Shape,
) -> list[Shape]:
    out = (other[1], input[1] // groups, *size)
    return [out, room(input, Windows(size, stride, before, dilation, other[2:]))]


@operation(
    NETWORK,
    promotion=SAME,
    grad_fn=("ConvolutionBackward0",),
    shape=_shape,
    grows=True,
    cases=(
        {"input": (2, 2, 5), "weight": (2, 2, 3), "bias": (2,), **_GEOMETRY, "size": (3,)},
        {"input": (1, 2, 4), "weight": (2, 1, 2), **_GEOMETRY, "groups": 2, "size": (2,)},
        {"input": (1, 1, 4, 5), "weight": (2, 1, 2, 2), **_PLANE, "size": (4, 2)},
    ),
)
def _convolution(
    xp: Xp,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Integers,
    before: Integers,
    dilation: Integers,
    groups: Integer,
    size: Integers,
) -> Any:
    """The convolution of input with weight, of a given size, with `before` zeros in front."""
    out = xp.empty((input.shape[0], weight.shape[0], *size), input.dtype)
    convolve(xp, input, weight, Windows(weight.shape[2:], stride, before, dilation, size), groups, out, bias)
    return out


_convolution.gradient(
    input=lambda ops, g, input_shape, weight, stride, before, dilation, groups: ops._convolution_input(
        g, weight, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(input_shape[2:])
    ),
    weight=lambda ops, g, input, weight_shape, stride, before, dilation, groups: ops._convolution_weight(
        input, g, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(weight_shape[2:])
    ),
    bias=lambda ops, g: _bias(ops, g),
)


def _bias(ops: Ops, g: Any) -> Any:
    rank = len(g.shape) - 2
    if math.prod(g.shape[2:]) < WIDE:  # the runs of one channel are short, those of one input are not
        return ops.sum(ops.sum(g, (0,)), tuple(range(1, rank + 1)))
    return ops.sum(g, (0, *range(2, rank + 2)))


@operation(
    NETWORK,
    promotion=SAME,
    grad_fn=("ConvolutionBackward0",),
    shape=_input_shape,
    grows=True,
    cases=(
        {"input": (2, 2, 3), "weight": (2, 2, 3), "bias": (2,), **_GEOMETRY, "size": (5,)},
        {"input": (1, 2, 3), "weight": (2, 1, 2), **_GEOMETRY, "groups": 2, "size": (4,)},
        {"input": (1, 2, 4, 2), "weight": (2, 1, 2, 2), **_PLANE, "size": (4, 5)},
    ),
)
def _convolution_input(
    xp: Xp,
    input: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Integers,
    before: Integers,
    dilation: Integers,
    groups: Integer,
    size: Integers,
) -> Any:
    """The transposed convolution, of a given size: what the inputs of a convolution get from its outputs."""
    channels, rank = weight.shape[1] * groups, len(size)
    filled = xp.empty if max(stride, default=1) == 1 else xp.zeros  # with strides, some elements may get nothing
    out = filled((input.shape[0], channels, *size), input.dtype)
    turned = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[1:]).swapaxes(1, 2)
    turned = turned.reshape(channels, weight.shape[0] // groups, *weight.shape[2:])
    lines = zip(weight.shape[2:], stride, before, dilation, strict=True)
    for taps in itertools.product(*itertools.starmap(_taps, lines)) if out.size else ():
        part = out[(..., *[slice(tap.first, None, step) for tap, step in zip(taps, stride, strict=True)])]
        kernel = turned[(..., *[tap.kernel for tap in taps])]
        ahead, dilated = tuple([tap.before for tap in taps]), tuple([tap.dilation for tap in taps])
        windows = Windows(kernel.shape[2:], (1,) * rank, ahead, dilated, part.shape[2:])
        convolve(xp, input, kernel, windows, groups, part)
    if bias is not None:
        out += bias.reshape(-1, *(1,) * rank)
    return out


_convolution_input.gradient(
    input=lambda ops, g, input_shape, weight, stride, before, dilation, groups: ops._convolution(
        g, weight, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(input_shape[2:])
    ),
    weight=lambda ops, g, input, weight_shape, stride, before, dilation, groups: ops._convolution_weight(
        g, input, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(weight_shape[2:])
    ),
    bias=lambda ops, g: _bias(ops, g),
)


class Tap(NamedTuple):
    """Along one dimension, what every `stride`-th element of a transposed convolution gets: a plain convolution."""

    first: int  # of these elements
    kernel: slice  # reversed
    before: int
    dilation: int


def _taps(kernel: int, stride: int, before: int, dilation: int) -> Iterator[Tap]:
    """The convolutions that make up a transposed one; elements of none get nothing.

    The element q gets out[p] * weight[k] where q + before = p * stride + k * dilation, so k depends on what is left
    of q + before when it is divided by the stride.
    """
    step = stride // math.gcd(stride, dilation)
    for k in range(min(step, kernel)):
        moved, left = divmod(k * dilation, stride)
        lag = -((left - before) // stride)  # of the first place, ceil((before - left) / stride)
        count = (kernel - 1 - k) // step + 1
        apart = step * dilation // stride
        yield Tap(
            first=lag * stride + left - before,
            kernel=slice(k + (count - 1) * step, k - 1 if k else None, -step),
            before=(count - 1) * apart + moved - lag,
            dilation=apart,
        )


def _weight_gradient(xp: Xp, input: Any, other: Any, windows: Windows, groups: int) -> Any:
    channels, filters, size = input.shape[1] // groups, other.shape[1], windows.kernel
    if depthwise(channels, groups, filters):
        return depthwise_weight(xp, input, other, windows)
    turned = input.shape[0] * math.prod(windows.size) >= LONG
    sums: list[Any] = []
    for columns in columns_of(xp, input, windows, groups):
        there = columns.matrices_like(other, groups)
        pairs = [(there, matrix) if not turned else (matrix, there) for matrix in columns.matrices]
        products = [xp.matmul(one, another.swapaxes(1, 2)) for one, another in pairs]
        sums = [total + product for total, product in zip(sums, products, strict=True)] if sums else products
    rows = [total.swapaxes(1, 2) if turned else total for total in sums]
    shaped = [row.reshape(filters, channels, 1, -1) for row in rows]
    return (shaped[0] if len(shaped) == 1 else xp.concatenate(shaped, 2)).reshape(filters, channels, *size)


@operation(
    NETWORK,
    promotion=SAME,
    shape=_weight_shape,
    grows=True,
    cases=(
        {"input": (2, 2, 5), "other": (2, 2, 3), **_GEOMETRY, "size": (3,)},
        {"input": (1, 2, 4), "other": (1, 2, 2), **_GEOMETRY, "groups": 2, "size": (2,)},
        {"input": (1, 1, 4, 5), "other": (1, 2, 4, 2), **_PLANE, "size": (2, 2)},
    ),
)
def _convolution_weight(
    xp: Xp,
    input: Array,
    other: Array,
    *,
    stride: Integers,
    before: Integers,
    dilation: Integers,
    groups: Integer,
    size: Integers,
) -> Any:
    """What the weight of a convolution of input, of a given size, gets from its outputs, which are other."""
    windows = Windows(size, stride, before, dilation, other.shape[2:])
    channels, filters = input.shape[1] // groups, other.shape[1]
    if not other.size or not input.size:
        return xp.zeros((filters, channels, *size), input.dtype)
    clipped, kept = windows.clipped(input.shape[2:])
    if clipped.kernel != size:
        out = xp.zeros((filters, channels, *size), input.dtype)
        out[(..., *kept)] = _weight_gradient(xp, input, other, clipped, groups)
        return out
    return _weight_gradient(xp, input, other, windows, groups)


_convolution_weight.gradient(
    input=lambda ops, g, input_shape, other, stride, before, dilation, groups: ops._convolution_input(
        other, g, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(input_shape[2:])
    ),
    other=lambda ops, g, input, other_shape, stride, before, dilation, groups: ops._convolution(
        input, g, stride=stride, before=before, dilation=dilation, groups=groups, size=tuple(other_shape[2:])
    ),
)
