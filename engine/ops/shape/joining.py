"""Joining tensors along a dimension, and giving them one shape.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import itertools
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.op import PROMOTE
from engine.ops.shape.splitting import PARTS
from engine.parameters import Arrays, Integer, Operands, Ops, Xp
from engine.shapes import broadcast, dimension

Shape = tuple[int, ...]


def some(op: str, tensors: Any) -> None:
    """Refuse an empty list of tensors."""
    if not tensors:
        raise OpFailed(f"{op} needs at least one tensor.", op=op)


def _stacked(tensors: list[Shape], dim: int = 0) -> Shape:
    some("stack", tensors)
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
    if not tensors:
        raise OpFailed("cat needs at least one tensor.", op="cat", exception="ValueError")
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
    some("hstack", tensors)
    rows = _at_least(ops, tensors, 1)
    return ops.cat(rows, 0 if len(rows[0].shape) == 1 else 1)


@composite("shape", aliases=("row_stack",), variants=("function",), cases=({"tensors": [(3,), (2, 3)]},))
def vstack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors one below another along the first dimension; vectors are rows."""
    some("vstack", tensors)
    return ops.cat(_at_least(ops, tensors, 2), 0)


@composite("shape", variants=("function",), cases=({"tensors": [(2,), (1, 2, 1)]},))
def dstack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors one behind another along the third dimension."""
    some("dstack", tensors)
    return ops.cat(_at_least(ops, tensors, 3), 2)


@composite("shape", variants=("function",), cases=({"tensors": [(3,), (3, 2)]},))
def column_stack(ops: Ops, tensors: Arrays) -> Any:
    """Tensors beside one another along the second dimension; vectors are columns."""
    some("column_stack", tensors)
    columns = [tensor if len(tensor.shape) > 1 else ops.reshape(tensor, (-1, 1)) for tensor in tensors]
    return ops.cat(columns, 1)


def _at_least(ops: Ops, tensors: Any, rank: int) -> list[Any]:
    """Tensors with new dimensions of size 1 where they have fewer than rank: in front, the third behind."""
    raised = []
    for tensor in tensors:
        if not tensor.shape:
            tensor = ops.reshape(tensor, (1,) * rank)
        elif len(tensor.shape) == 1 < rank:
            tensor = ops.unsqueeze(tensor, 0)
        raised.append(ops.unsqueeze(tensor, -1) if len(tensor.shape) == 2 < rank else tensor)
    return raised


def _alone(tensors: list[Any]) -> Any:
    """One tensor by itself, several as a tuple."""
    return tensors[0] if len(tensors) == 1 else tuple(tensors)


AT_LEAST = ({"tensors": [()]}, {"tensors": [(3,)]}, {"tensors": [(2, 3), ()]})


@composite("shape", outputs=PARTS, variants=("function",), cases=AT_LEAST)
def atleast_1d(ops: Ops, tensors: Operands) -> Any:
    """A tensor, or each of several, with at least one dimension."""
    return _alone(_at_least(ops, tensors, 1))


@composite("shape", outputs=PARTS, variants=("function",), cases=AT_LEAST)
def atleast_2d(ops: Ops, tensors: Operands) -> Any:
    """A tensor, or each of several, with at least two dimensions; a vector is a row."""
    return _alone(_at_least(ops, tensors, 2))


@composite("shape", outputs=PARTS, variants=("function",), cases=AT_LEAST)
def atleast_3d(ops: Ops, tensors: Operands) -> Any:
    """A tensor, or each of several, with at least three dimensions; a matrix has the third at its end."""
    return _alone(_at_least(ops, tensors, 3))


@composite("shape", outputs=PARTS, variants=("function",), cases=({"tensors": [(3, 1), (2,)]},))
def broadcast_tensors(ops: Ops, tensors: Operands) -> Any:
    """Tensors stretched to their common shape."""
    shape = broadcast(*[tensor.shape for tensor in tensors])
    return tuple([tensor if tensor.shape == shape else ops.expand(tensor, shape) for tensor in tensors])


def _diagonal_blocks(tensors: list[Shape]) -> Shape:
    some("block_diag", tensors)
    blocks = [_block(shape) for shape in tensors]
    return (sum(rows for rows, _ in blocks), sum(columns for _, columns in blocks))


def _block(shape: Shape) -> Shape:
    if len(shape) > 2:
        raise OpFailed(f"block_diag needs matrices, got {list(shape)}.", op="block_diag", shapes=[list(shape)])
    return (1,) * (2 - len(shape)) + shape


@operation(
    "shape",
    promotion=PROMOTE,
    shape=_diagonal_blocks,
    grows=True,
    variants=("function",),
    cases=({"tensors": [(2, 3), (1, 2)]}, {"tensors": [(2,), ()]}),
)
def block_diag(xp: Xp, tensors: Operands) -> Any:
    """The matrix with matrices one after another on its diagonal; vectors are rows."""
    out = xp.zeros(_diagonal_blocks([tensor.shape for tensor in tensors]), tensors[0].dtype)
    row = column = 0
    for tensor in tensors:
        rows, columns = _block(tensor.shape)
        out[row : row + rows, column : column + columns] = tensor.reshape(rows, columns)
        row, column = row + rows, column + columns
    return out


def _blocks(ops: Ops, g: Any, tensors_shape: list[Shape]) -> list[Any]:
    """The parts of a gradient where the matrices were."""
    parts = []
    row = column = 0
    for shape in tensors_shape:
        rows, columns = _block(shape)
        part = ops._slice(ops._slice(g, 0, row, row + rows), 1, column, column + columns)
        parts.append(part if len(shape) == 2 else ops.reshape(part, shape))
        row, column = row + rows, column + columns
    return parts


block_diag.gradient(tensors=_blocks)
