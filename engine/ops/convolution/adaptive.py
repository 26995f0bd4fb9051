"""Pooling to a given size: adaptive and fractional.

https://docs.pytorch.org/docs/stable/nn.functional.html#pooling-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import InvalidValue, OpFailed, ShapeMismatch
from engine.op import Op
from engine.ops.convolution.pooling import as_line, as_plane, check_pooled, pooling
from engine.ops.convolution.sliding import at_least, per_dim
from engine.parameters import Array, Boolean, Numbers, Ops, PerDim, Plain, Sizes
from engine.shapes import many

Shape = tuple[int, ...]
OUTPUTS = ("out", "indices")

_PLACES = {1: "dimension", 2: "two dimensions", 3: "three dimensions"}
_SHAPES: dict[int, Any] = {1: (1, 1, 5), 2: (1, 3, 4), 3: (1, 2, 3, 2)}
_INPUTS: dict[int, Any] = {
    1: [[[1.0, 3.0, 3.5, -1.0, 2.0]]],
    2: [[[1.0, 3.0, 4.0], [-1.0, 2.0, 6.0], [5.0, -2.0, 0.0]]],
    3: [[[[1.0, 3.0], [4.0, 2.0]], [[-1.0, 0.0], [6.0, 5.0]]]],
}


def _target(op: str, input: Any, rank: int, output_size: Any) -> Shape:
    """The size asked for, with None and one number for all filled in."""
    name = f"nn.functional.{op}"
    sizes: Any = many(output_size)
    if len(input.shape) <= len(sizes) and rank > 1:
        raise InvalidValue(f"{name}: input {list(input.shape)} needs at least {rank + 1} dimensions.", op=name)
    sizes = per_dim(name, "output_size", sizes, rank)
    at_least(name, "output_size", tuple([one for one in sizes if one is not None]), 0)
    check_pooled(op, input, rank, False)
    filled = tuple([own if one is None else one for one, own in zip(sizes, input.shape[-rank:], strict=True)])
    return (1, *filled) if rank == 1 else filled


def _average_pooling(rank: int) -> Op:
    """Average pooling to a given size of the last dimensions."""
    op = f"adaptive_avg_pool{rank}d"

    def pool(ops: Ops, input: Array, output_size: Sizes) -> Any:
        size = _target(op, input, rank, output_size)
        if rank > 1 and set(size) == {1}:
            return ops.mean(input, tuple(range(-rank, 0)), True)
        return as_line(ops, ops._adaptive_mean(as_plane(ops, input, rank), size=size), rank)

    pool.__doc__ = f"The means of as many windows as output_size says, which divide the last {_PLACES[rank]} evenly."
    aliases = (op,) if rank == 1 else ()
    return pooling(op, {"input": _SHAPES[rank], "output_size": 2}, aliases=aliases)(pool)


adaptive_avg_pool1d, adaptive_avg_pool2d, adaptive_avg_pool3d = map(_average_pooling, (1, 2, 3))


def _max_pooling(rank: int, with_indices: bool) -> Op:
    """Max pooling to a given size of the last dimensions; PyTorch has a second name for it with indices."""
    op = f"adaptive_max_pool{rank}d"

    def pool(ops: Ops, input: Array, output_size: Sizes, return_indices: Boolean = False) -> Any:
        size = _target(op, input, rank, output_size)
        found = [as_line(ops, one, rank) for one in ops._adaptive_max(as_plane(ops, input, rank), size=size)]
        return tuple(found) if with_indices or return_indices else found[0]

    pool.__doc__ = f"The largest elements of windows that divide the last {_PLACES[rank]} evenly" + (
        ", and where they are." if with_indices else "; return_indices adds where they are."
    )
    case = {"input": _INPUTS[rank], "output_size": 2}
    if with_indices:
        return pooling(f"{op}_with_indices", case, outputs=OUTPUTS)(pool)
    aliases = (op,) if rank == 1 else ()
    return pooling(op, case, {**case, "return_indices": True}, outputs=OUTPUTS, aliases=aliases)(pool)


adaptive_max_pool1d, adaptive_max_pool2d, adaptive_max_pool3d = [_max_pooling(rank, False) for rank in (1, 2, 3)]
adaptive_max_pool1d_with_indices, adaptive_max_pool2d_with_indices, adaptive_max_pool3d_with_indices = [
    _max_pooling(rank, True) for rank in (1, 2, 3)
]


def _fractional_pooling(rank: int, with_indices: bool) -> Op:
    """Max pooling with windows at random places; PyTorch has a second name for it with indices."""
    op = f"fractional_max_pool{rank}d"
    name = f"nn.functional.{op}"

    def pool(
        ops: Ops,
        input: Array,
        kernel_size: PerDim,
        output_size: PerDim | None = None,
        output_ratio: Numbers | None = None,
        return_indices: Boolean = False,
        _random_samples: Plain | None = None,
    ) -> Any:
        kernel, samples = per_dim(name, "kernel_size", kernel_size, rank), _random_samples
        check_pooled(op, input, rank, False)
        size = _share(name, input.shape[-rank:], output_size, output_ratio)
        planes = (input.shape[0] if len(input.shape) == rank + 2 else 1, input.shape[-rank - 1])
        spare = int(rank == 3)  # PyTorch asks for room that it does not need
        if any(
            width + one - 1 + spare > own for width, one, own in zip(kernel, size, input.shape[-rank:], strict=True)
        ):
            raise ShapeMismatch(
                f"{name}: {list(size)} windows of {list(kernel)} are too many or too large for {list(input.shape)}.",
                op=name,
                shapes=[list(input.shape)],
            )
        if samples is None:
            samples = ops.rand((*planes, rank), dtype=input.dtype, device=input.device)
        elif tuple(samples.shape) != (*planes, rank):
            raise ShapeMismatch(f"{name}: _random_samples must have the shape {[*planes, rank]}.", op=name)
        found = ops._fractional_max(input, samples, kernel=kernel, size=size)
        return found if with_indices or return_indices else found[0]

    pool.__doc__ = f"The largest elements of windows of one size at random places of the last {_PLACES[rank]}" + (
        ", and where they are." if with_indices else "; return_indices adds where they are."
    )
    case = {"input": _INPUTS[rank], "kernel_size": 1, "output_size": 4 - rank, "_random_samples": [[[0.3] * rank]]}
    if with_indices:
        return pooling(f"{op}_with_indices", case, outputs=OUTPUTS)(pool)
    return pooling(op, case, outputs=OUTPUTS)(pool)


def _share(name: str, input: Shape, output_size: Any, output_ratio: Any) -> Shape:
    """The size asked for, itself or as a ratio of the input's."""
    if output_size is not None:
        size = per_dim(name, "output_size", output_size, len(input))
        at_least(name, "output_size", size, 1)
        return size
    if output_ratio is None:
        raise InvalidValue(f"{name} needs output_size or output_ratio.", op=name)
    ratios = output_ratio if isinstance(output_ratio, list | tuple) else (output_ratio,) * len(input)
    if len(ratios) != len(input):
        raise InvalidValue(f"{name}: output_ratio must be one number or {len(input)}.", op=name)
    if not all(0 < ratio < 1 for ratio in ratios):
        raise OpFailed(f"{name}: output_ratio must lie between 0 and 1, got {list(ratios)}.", op=name)
    return tuple([int(own * ratio) for own, ratio in zip(input, ratios, strict=True)])


fractional_max_pool2d, fractional_max_pool3d = [_fractional_pooling(rank, False) for rank in (2, 3)]
fractional_max_pool2d_with_indices, fractional_max_pool3d_with_indices = [
    _fractional_pooling(rank, True) for rank in (2, 3)
]
