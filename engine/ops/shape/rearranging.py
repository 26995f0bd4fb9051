"""The same elements in another arrangement, copied.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import itertools
from typing import Any

from engine import dtypes
from engine.errors import OpFailed, ShapeMismatch, UnsupportedDtype
from engine.families import composite, operation, reshaping
from engine.ops.shape.views import writable
from engine.parameters import Array, Integer, Integers, Ops, Plain, Size, Xp
from engine.shapes import dimension, many, same
from engine.tensor import Tensor

Shape = tuple[int, ...]
MATRIX = ({"input": (3, 4)}, {"input": (2, 3, 3), "diagonal": -1})


@reshaping(shape=same, in_place=True, cases=MATRIX)
def tril(xp: Xp, input: Array, diagonal: Integer = 0) -> Any:
    """The lower triangles of matrices, up to a diagonal; zeros above."""
    _matrices("tril", input.shape)
    return xp.where(xp.tri(*input.shape[-2:], diagonal, bool), input, xp.zeros((), input.dtype))


tril.gradient(input=lambda ops, g, diagonal: ops.tril(g, diagonal))


@reshaping(shape=same, in_place=True, cases=MATRIX)
def triu(xp: Xp, input: Array, diagonal: Integer = 0) -> Any:
    """The upper triangles of matrices, from a diagonal on; zeros below."""
    _matrices("triu", input.shape)
    return xp.where(xp.tri(*input.shape[-2:], diagonal - 1, bool), xp.zeros((), input.dtype), input)


triu.gradient(input=lambda ops, g, diagonal: ops.triu(g, diagonal))


def _matrices(op: str, shape: Shape) -> None:
    if len(shape) < 2:
        raise OpFailed(f"{op} needs at least two dimensions, got {list(shape)}.", op=op, shapes=[list(shape)])


def _embedded(input: Shape, offset: int = 0, dim1: int = -2, dim2: int = -1) -> Shape:
    rank = len(input) + 1
    first, second = dimension(dim1, rank), dimension(dim2, rank)
    if first == second:
        raise OpFailed(f"diag_embed: dim1 and dim2 must differ, both are {first}.", op="diag_embed")
    side = input[-1] + abs(offset)
    shape = list(input[:-1])
    for dim in sorted((first, second)):
        shape.insert(dim, side)
    return tuple(shape)


@reshaping(
    shape=_embedded,
    grows=True,
    cases=({"input": (2, 3)}, {"input": (3,), "offset": 1}, {"input": (2, 3), "offset": -1, "dim1": 0, "dim2": 2}),
)
def diag_embed(xp: Xp, input: Array, offset: Integer = 0, dim1: Integer = -2, dim2: Integer = -1) -> Any:
    """Matrices in dim1 and dim2 with the last dimension of input on a diagonal; zeros elsewhere."""
    out = xp.zeros(_embedded(input.shape, offset, dim1, dim2), input.dtype)
    writable(xp.diagonal(out, offset, dim1 % out.ndim, dim2 % out.ndim))[...] = input
    return out


diag_embed.gradient(input=lambda ops, g, offset, dim1, dim2: ops.diagonal(g, offset, dim1, dim2))


@composite("shape", cases=({"input": (3,)}, {"input": (3, 4), "diagonal": 1}))
def diag(ops: Ops, input: Array, diagonal: Integer = 0) -> Any:
    """The matrix with a vector on its diagonal, or the diagonal of a matrix, copied."""
    rank = len(input.shape)
    if rank not in (1, 2):
        raise OpFailed(f"diag needs a vector or a matrix, got {list(input.shape)}.", op="diag")
    return ops.diag_embed(input, diagonal) if rank == 1 else ops.diagonal_copy(input, diagonal)


@composite("shape", cases=({"input": (3,)}, {"input": (2, 2), "offset": -1}))
def diagflat(ops: Ops, input: Array, offset: Integer = 0) -> Any:
    """The matrix with the elements of input on a diagonal."""
    return ops.diag_embed(ops.flatten(input), offset)


@reshaping(shape=same, cases=({"input": (2, 3), "dims": (0, 1)}, {"input": (2, 3), "dims": (-1,)}))
def flip(xp: Xp, input: Array, dims: Size) -> Any:
    """input in reverse along dims."""
    chosen = tuple([dimension(dim, input.ndim) for dim in dims])
    if len(set(chosen)) != len(chosen):
        raise OpFailed(f"flip: {list(dims)} names a dimension twice.", op="flip")
    return xp.flip(input, chosen).copy("K") if input.ndim else input.copy()


flip.gradient(input=lambda ops, g, dims: ops.flip(g, dims))


@reshaping(shape=same, cases=({"input": (2, 3), "shifts": 1}, {"input": (2, 3), "shifts": (1, -2), "dims": (0, 1)}))
def roll(xp: Xp, input: Array, shifts: Integers, dims: Integers = ()) -> Any:
    """input moved along dims by shifts, what leaves at one end entering at the other; without dims as if flat."""
    shifts, dims = many(shifts), many(dims)
    if len(shifts) != (len(dims) or 1):
        raise OpFailed(f"roll: {len(shifts)} shifts and {len(dims)} dims: there must be as many.", op="roll")
    return (
        xp.roll(input, shifts, tuple([dimension(dim, input.ndim) for dim in dims]))
        if dims
        else xp.roll(input, shifts[0])
    )


roll.gradient(input=lambda ops, g, shifts, dims: ops.roll(g, tuple([-shift for shift in many(shifts)]), dims))


def _repeated(input: Shape, repeats: Any) -> Shape:
    if len(repeats) < len(input):
        raise ShapeMismatch(
            f"repeat: {list(repeats)} must say how often for each dimension of {list(input)}, at least.",
            op="repeat",
            shapes=[list(input)],
        )
    padded = (1,) * (len(repeats) - len(input)) + input
    if min(repeats, default=0) < 0:
        raise OpFailed(f"repeat: {list(repeats)} has a negative number.", op="repeat")
    return tuple([times * size for times, size in zip(repeats, padded, strict=True)])


@reshaping(
    shape=_repeated,
    grows=True,
    variants=("method",),
    cases=({"input": (2, 3), "repeats": (2, 2)}, {"input": (3,), "repeats": (2, 1, 2)}, {"input": (), "repeats": (2,)}),
)
def repeat(xp: Xp, input: Array, repeats: Size) -> Any:
    """input so many times along each dimension; further numbers in front make new dimensions."""
    _repeated(input.shape, repeats)
    return xp.tile(input, tuple(repeats))


def _repeat_gradient(ops: Ops, g: Any, input_shape: Shape, repeats: Any) -> Any:
    padded = (1,) * (len(repeats) - len(input_shape)) + tuple(input_shape)
    apart = tuple(itertools.chain(*zip(repeats, padded, strict=True)))
    summed = ops.sum(ops.reshape(g, apart), tuple(range(0, len(apart), 2))) if repeats else g
    return ops.reshape(summed, input_shape)


repeat.gradient(input=_repeat_gradient)


@composite("shape", cases=({"input": (2, 3), "dims": (2,)}, {"input": (2,), "dims": (2, 2)}))
def tile(ops: Ops, input: Array, dims: Size) -> Any:
    """input so many times along each dimension, counted from the last."""
    return ops.repeat(input, (1,) * (len(input.shape) - len(dims)) + tuple(dims))


@composite(
    "shape",
    sized_by="contents",
    cases=(
        {"input": (2, 3), "repeats": 2},
        {"input": (2, 3), "repeats": [1, 2], "dim": 0},
        {"input": (2, 3), "repeats": 2, "dim": 1},
    ),
)
def repeat_interleave(
    ops: Ops,
    input: Array,
    repeats: Plain | None = None,
    dim: Integer | None = None,
    *,
    output_size: Integer | None = None,
) -> Any:
    """Each part of input along dim (or of the flat input) repeats times, a number or a tensor of one per part."""
    if repeats is None:
        return _positions(ops, input)
    if dim is None:
        input, dim = ops.flatten(input), 0
    dim = dimension(dim, len(input.shape))
    if isinstance(repeats, Tensor) and repeats.shape not in ((), (1,)):
        if repeats.shape != input.shape[dim : dim + 1]:
            raise ShapeMismatch(
                f"repeat_interleave: repeats of {list(repeats.shape)} must be one per part of dimension {dim} of "
                f"{list(input.shape)}.",
                op="repeat_interleave",
                shapes=[list(input.shape), list(repeats.shape)],
            )
        return ops.index_select(input, dim, _positions(ops, repeats))
    times = int(repeats.item()) if isinstance(repeats, Tensor) else repeats
    if times < 0:
        raise OpFailed(f"repeat_interleave: {times} is negative.", op="repeat_interleave")
    if not input.shape:
        return ops.expand(input, (times,))
    shape = (*input.shape[: dim + 1], times, *input.shape[dim + 1 :])
    return ops.flatten(ops._contiguous(ops.expand(ops.unsqueeze(input, dim + 1), shape)), dim, dim + 1)


def _positions(ops: Ops, repeats: Any) -> Any:
    """The numbers from 0, each as often as repeats says."""
    if repeats.dtype not in (dtypes.int32, dtypes.int64):
        raise UnsupportedDtype("repeat_interleave: repeats must be int64 or int32.", op="repeat_interleave")
    if len(repeats.shape) != 1:
        raise OpFailed("repeat_interleave: repeats must be a vector.", op="repeat_interleave")
    if int(repeats.data.size and repeats.data.min()) < 0:
        raise OpFailed("repeat_interleave: repeats must not be negative.", op="repeat_interleave")
    ops.context.admit((int(repeats.data.sum()),), dtypes.int64, "repeat_interleave")
    return ops._counted(repeats)


@operation("shape", cases=({"repeats": [1, 2]},))
def _counted(xp: Xp, repeats: Plain) -> Any:
    """The numbers from 0, each as often as repeats says."""
    ends = xp.cumsum(repeats)
    return xp.searchsorted(ends, xp.arange(int(ends[-1]) if ends.size else 0), "right").astype(dtypes.int64)
