"""Convolutions under vmap: more images, more filters or more groups, by what differs from example to example.

Examples that share a weight are so many more images. Those that share an input have so many more filters. What has an
input and a weight of its own is a group of its own, since groups have nothing to do with each other.
"""

from __future__ import annotations

from typing import Any

from engine.batching import folding
from engine.ops.convolution.correlation import _convolution, _convolution_input, _convolution_weight
from engine.parameters import Array


@_convolution.batching
def _convolved(
    module: Any, input: Array, weight: Array, bias: Array | None = None, *, groups: int, **geometry: Any
) -> Any:
    rank, size = len(geometry["size"]), geometry["size"]
    both, images, filters = folding.split(input.levels, weight.levels)
    if not folding.count(both):
        return module.zeros((input.shape[0], weight.shape[0], *size), input.dtype)
    grouped = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[1:])
    out = _convolution.function(
        module.physical,
        folding.folded(input, [*images, 0], [*both, 1], *_each(2, rank)),
        folding.folded(grouped, [*both, 0, *filters, 1], *_each(2, rank + 1)),
        groups=folding.count(both) * groups,
        **geometry,
    )
    channels = [*both, groups, *filters, grouped.shape[1]]
    found = folding.unfolded(out, module.physical, [*images, input.shape[0]], channels, *([one] for one in size))
    return _biased(found.reshape(input.shape[0], weight.shape[0], *size), bias)


@_convolution_input.batching
def _transposed(
    module: Any, input: Array, weight: Array, bias: Array | None = None, *, groups: int, **geometry: Any
) -> Any:
    rank, size = len(geometry["size"]), geometry["size"]
    both, images, filters = folding.split(input.levels, weight.levels)
    if not folding.count(both):
        return module.zeros((input.shape[0], weight.shape[1] * groups, *size), input.dtype)
    grouped = weight.reshape(groups, weight.shape[0] // groups, *weight.shape[1:])
    out = _convolution_input.function(
        module.physical,
        folding.folded(input, [*images, 0], [*both, 1], *_each(2, rank)),
        folding.folded(grouped, [*both, 0, 1], [*filters, 2], *_each(3, rank)),
        groups=folding.count(both) * groups,
        **geometry,
    )
    channels = [*both, groups, *filters, weight.shape[1]]
    found = folding.unfolded(out, module.physical, [*images, input.shape[0]], channels, *([one] for one in size))
    return _biased(found.reshape(input.shape[0], weight.shape[1] * groups, *size), bias)


@_convolution_weight.batching
def _weighed(module: Any, input: Array, other: Array, *, groups: int, **geometry: Any) -> Any:
    rank, size = len(geometry["size"]), geometry["size"]
    both, channels, filters = folding.split(input.levels, other.levels)
    if not folding.count(both):
        return module.zeros((other.shape[1], input.shape[1] // groups, *size), input.dtype)
    met = input.reshape(input.shape[0], groups, input.shape[1] // groups, *input.shape[2:])
    there = other.reshape(other.shape[0], groups, other.shape[1] // groups, *other.shape[2:])
    out = _convolution_weight.function(
        module.physical,
        folding.folded(met, [0], [*both, 1, *channels, 2], *_each(3, rank)),
        folding.folded(there, [0], [*both, 1, *filters, 2], *_each(3, rank)),
        groups=folding.count(both) * groups,
        **geometry,
    )
    rows, columns = [*both, groups, *filters, there.shape[2]], [*channels, met.shape[2]]
    found = folding.unfolded(out, module.physical, rows, columns, *([one] for one in size))
    return found.reshape(other.shape[1], met.shape[2], *size)


def _each(first: int, count: int) -> list[list[int]]:
    """So many dimensions that stay as they are."""
    return [[first + dim] for dim in range(count)]


def _biased(out: Any, bias: Any) -> Any:
    return out if bias is None else out + bias.reshape(-1, *(1,) * (out.ndim - 2))
