"""Joining tensors along a dimension, and giving them one shape.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import itertools
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.op import PROMOTE
from engine.ops.splitting import PARTS
from engine.parameters import Array, Arrays, Integer, Operands, Ops, Text, Xp
from engine.shapes import broadcast, dimension

Shape = tuple[int, ...]


def _stacked(tensors: list[Shape], dim: int = 0) -> Shape:
    first = tensors[0]
    if any(shape != first for shape in tensors):
        raise ShapeMismatch(
            f"stack: all tensors must have one shape, "
            f"got {' and '.join(str(list(shape)) for shape in dict.fromkeys(tensors))}.",
            op="stack",
            shapes=[list(shape) for shape in tensors],
        )
    dim = dimension(dim, len(first) + 1)
    return (*first[:dim], len(tensors), *first[dim:])


@operation(
    "shape",
    promotion=PROMOTE,
    shape=_stacked,
    variants=("function",),
    cases=({"tensors": [(2, 3), (2, 3)]}, {"tensors": [(2,), (2,), (2,)], "dim": -1}, {"tensors": [()]}),
)
def stack(xp: Xp, tensors: Arrays, dim: Integer = 0) -> Any:
    """Tensors of one shape along a new dimension."""
    return xp.stack(tensors, dimension(dim, tensors[0].ndim + 1))


stack.gradient(tensors=lambda ops, g, dim: ops.unbind(g, dim))


def _concatenated(tensors: list[Shape], dim: int = 0) -> Shape:
    shapes = [shape for shape in tensors if shape != (0,)] or tensors[:1]
    first = shapes[0]
    if not all(tensors):
        raise OpFailed("cat: a 0-dim tensor cannot be joined along a dimension: use stack.", op="cat")
    dim = dimension(dim, len(first))
    if any(len(one) != len(first) or one[:dim] + one[dim + 1 :] != first[:dim] + first[dim + 1 :] for one in shapes):
        raise ShapeMismatch(
            f"cat: sizes must agree but in dimension {dim}, got {' and '.join(str(list(one)) for one in shapes)}.",
            op="cat",
            shapes=[list(shape) for shape in shapes],
        )
    return (*first[:dim], sum(shape[dim] for shape in shapes), *first[dim + 1 :])


@operation(
    "shape",
    promotion=PROMOTE,
    shape=_concatenated,
    variants=("function",),
    aliases=("concat", "concatenate"),
    cases=(
        {"tensors": [(2, 3), (1, 3)]},
        {"tensors": [(2, 3), (2, 1), (2, 2)], "dim": -1},
        {"tensors": [(0,), (2, 2)]},
    ),
)
def cat(xp: Xp, tensors: Arrays, dim: Integer = 0) -> Any:
    """Tensors one after another along a dimension; empty ones of one dimension count for nothing."""
    present = [tensor for tensor in tensors if tensor.shape != (0,)] or tensors[:1]
    return xp.concatenate(present, dimension(dim, present[0].ndim))


def _cat_gradient(ops: Ops, g: Any, tensors_shape: list[Shape], dim: int) -> list[Any]:
    dim = dimension(dim, len(g.shape))
    sizes = [0 if shape == (0,) and len(g.shape) > 1 else shape[dim] for shape in tensors_shape]
    ends = list(itertools.accumulate(sizes))
    parts = [ops._slice(g, dim, end - size, end) for size, end in zip(sizes, ends, strict=True)]
    return [
        part if part.shape == shape else ops.reshape(part, shape)
        for part, shape in zip(parts, tensors_shape, strict=True)
    ]


cat.gradient(tensors=_cat_gradient)


@composite("shape", variants=("function",), cases=({"tensors": [(2,), ()]}, {"tensors": [(2, 3), (2, 1)]}))
def hstack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors one after another along the second dimension, or the first where there is only one."""
    rows = [ops.atleast_1d(tensor) for tensor in tensors]
    return ops.cat(rows, 0 if len(rows[0].shape) == 1 else 1)


@composite("shape", aliases=("row_stack",), variants=("function",), cases=({"tensors": [(3,), (2, 3)]},))
def vstack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors one below another along the first dimension; vectors are rows."""
    return ops.cat([ops.atleast_2d(tensor) for tensor in tensors], 0)


@composite("shape", variants=("function",), cases=({"tensors": [(3,), (3, 2)]},))
def column_stack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors beside one another along the second dimension; vectors are columns."""
    columns = [tensor if len(tensor.shape) > 1 else ops.reshape(tensor, (-1, 1)) for tensor in tensors]
    return ops.cat(columns, 1)


@composite("shape", variants=("function",), cases=({"input": ()},))
def atleast_1d(ops: Ops, input: Array) -> Any:
    """input with at least one dimension."""
    return input if input.shape else ops.reshape(input, (1,))


@composite("shape", variants=("function",), cases=({"input": (3,)}, {"input": ()}))
def atleast_2d(ops: Ops, input: Array) -> Any:
    """input with at least two dimensions; a vector is a row."""
    rank = len(input.shape)
    return input if rank > 1 else ops.unsqueeze(input, 0) if rank else ops.reshape(input, (1, 1))


@composite("shape", outputs=PARTS, variants=("function",), cases=({"tensors": [(3, 1), (2,)]},))
def broadcast_tensors(ops: Ops, tensors: Operands) -> Any:
    """Tensors stretched to their common shape."""
    shape = broadcast(*[tensor.shape for tensor in tensors])
    return tuple([tensor if tensor.shape == shape else ops.expand(tensor, shape) for tensor in tensors])


@composite("shape", outputs=PARTS, variants=("function",), cases=({"tensors": [(3,), (2,)], "indexing": "ij"},))
def meshgrid(ops: Ops, tensors: Operands, *, indexing: Text = "ij") -> Any:
    """Grids of coordinates from vectors: one tensor per vector, which varies along its own dimension."""
    if indexing not in ("ij", "xy"):
        raise OpFailed(f"meshgrid: indexing must be 'ij' or 'xy', not {indexing!r}.", op="meshgrid")
    rank = len(tensors)
    order = [1, 0, *range(2, rank)] if indexing == "xy" and rank > 1 else list(range(rank))
    sizes = [tensor.shape[0] if tensor.shape else 1 for tensor in tensors]
    shape = tuple(sizes[i] for i in order)
    grids = []
    for i, tensor in enumerate(tensors):
        if len(tensor.shape) > 1:
            raise OpFailed("meshgrid needs vectors.", op="meshgrid", shapes=[list(one.shape) for one in tensors])
        line = tuple(sizes[i] if j == i else 1 for j in order)
        grids.append(ops.expand(ops.reshape(tensor, line), shape))
    return tuple(grids)
