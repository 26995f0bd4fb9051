"""Grids, products and choices of the elements of vectors.

https://docs.pytorch.org/docs/stable/generated/torch.cartesian_prod.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import composite, operation
from engine.ops.shape.joining import some
from engine.ops.shape.splitting import PARTS
from engine.parameters import Array, Boolean, Integer, Operands, Ops, Text, Xp

Shape = tuple[int, ...]


def _vectors(op: str, tensors: Any, least: int = 1) -> None:
    """Refuse what is no vector (`least=0`: nor a number), and vectors of several dtypes."""
    some(op, tensors)
    shapes = [list(tensor.shape) for tensor in tensors]
    if not tensors:
        raise OpFailed(f"{op} needs at least one vector.", op=op)
    if any(not least <= len(shape) <= 1 for shape in shapes):
        raise OpFailed(f"{op} needs vectors, got {' and '.join(map(str, shapes))}.", op=op, shapes=shapes)
    names = sorted({tensor.dtype.name for tensor in tensors})
    if len(names) > 1:
        raise DtypeMismatch(f"{op} needs vectors of one dtype, got {' and '.join(names)}.", op=op, dtypes=names)


@composite("shape", outputs=PARTS, variants=("function",), cases=({"tensors": [(3,), (2,)], "indexing": "ij"},))
def meshgrid(ops: Ops, tensors: Operands, *, indexing: Text = "ij") -> Any:
    """Grids of coordinates from vectors: one tensor per vector, which varies along its own dimension."""
    if indexing not in ("ij", "xy"):
        raise OpFailed(f"meshgrid: indexing must be 'ij' or 'xy', not {indexing!r}.", op="meshgrid")
    _vectors("meshgrid", tensors, least=0)
    rank = len(tensors)
    order = [1, 0, *range(2, rank)] if indexing == "xy" and rank > 1 else list(range(rank))
    sizes = [tensor.shape[0] if tensor.shape else 1 for tensor in tensors]
    shape = tuple(sizes[i] for i in order)
    grids = []
    for i, tensor in enumerate(tensors):
        line = tuple(sizes[i] if j == i else 1 for j in order)
        grids.append(ops.expand(ops.reshape(tensor, line), shape))
    return tuple(grids)


@composite("shape", variants=("function",), cases=({"tensors": [(2,), (3,)]}, {"tensors": [(2,)]}))
def cartesian_prod(ops: Ops, tensors: Operands) -> Any:
    """A row per way to take one element of each vector; a vector alone comes back."""
    _vectors("cartesian_prod", tensors)
    if len(tensors) == 1:
        return tensors[0]
    return ops.stack([ops.flatten(grid) for grid in ops.meshgrid(tensors)], 1)


@composite(
    "shape",
    variants=("function",),
    cases=({"input": (3,)}, {"input": (3,), "r": 2, "with_replacement": True}, {"input": (2,), "r": 3}),
)
def combinations(ops: Ops, input: Array, r: Integer = 2, with_replacement: Boolean = False) -> Any:
    """A row per choice of r elements of a vector, in the order of the vector."""
    _vectors("combinations", [input])
    if r < 0:
        raise OpFailed(f"combinations: r must not be negative, got {r}.", op="combinations")
    if not r:
        return ops.new_empty(input, (0,))
    if r > input.shape[0] and not (with_replacement and input.shape[0]):
        return ops.repeat(ops.unsqueeze(ops._slice(input, 0, 0, 0), 1), (1, r))  # of no rows, and yet recorded
    rows = math.comb(input.shape[0] + r - 1 if with_replacement else input.shape[0], r)
    ops.context.admit((rows, r, r), input.dtype, "combinations")  # each of the r choices sorts those before anew
    columns = ops._combinations(input, r, with_replacement)
    return ops.stack([ops.index_select(input, 0, column) for column in columns], 1)


def _chosen(input: Shape, r: int, with_replacement: bool) -> list[Shape]:
    size = input[0]
    return [(math.comb(size + r - 1 if with_replacement else size, r) if size else 0,)] * r


@operation("shape", outputs=PARTS, shape=_chosen, grows=True, variants=())
def _combinations(xp: Xp, input: Array, r: Integer, with_replacement: Boolean) -> Any:
    """The numbers of the elements that are chosen first, second and so on."""
    size = input.shape[0]
    columns = [xp.arange(size)]
    for _ in range(r - 1):
        first = columns[-1] + (not with_replacement)  # that the last one chosen may be followed by
        ends = xp.cumsum(size - first)
        numbers = xp.arange(int(ends[-1]) if ends.size else 0)
        row = xp.searchsorted(ends, numbers, "right")
        columns = [column[row] for column in columns]
        columns.append(size - (ends[row] - numbers))
    return tuple([column.astype(dtypes.int64) for column in columns])
