"""Views: the same storage seen with another shape. Writing through one shows in all.

https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import METHOD, composite, operation, view
from engine.parameters import Array, Integer, Integers, Ops, Plain, Size, Xp
from engine.shapes import dimension, filled, many
from engine.storage import storage
from engine.tensor import Tensor

Shape = tuple[int, ...]
MATRIX = ({"input": (2, 3)},)


@view(name="view", variants=METHOD, cases=({"input": (2, 6), "size": (3, -1)}, {"input": (), "size": (1, 1)}))
def view_(xp: Xp, input: Array, size: Size) -> Any:
    """input seen as the shape size, one of whose sizes may be -1; the strides must allow it."""
    shape = filled(size, input.size)
    out = input.reshape(shape)
    if not input.flags.c_contiguous and not _shares(input, out):
        raise OpFailed(
            f"view: {list(input.shape)} cannot be seen as {list(shape)} without a copy, because its elements do not "
            "lie in that order: use reshape.",
            op="view",
            shapes=[list(input.shape), list(shape)],
        )
    return out


view_.gradient(input=lambda ops, g, input_shape: ops.reshape(g, input_shape))


@view(grad_fn=("ReshapeAliasBackward0",))
def _reshape_alias(xp: Xp, input: Array, size: Size) -> Any:
    """Elements that lie apart in another shape."""
    return input.reshape(size)


_reshape_alias.gradient(input=lambda ops, g, input_shape: ops.reshape(g, input_shape))


@operation(
    "shape", shape=lambda input, size: filled(size, math.prod(input)), cases=({"input": (2, 6), "size": (3, 4)},)
)
def _unsafe_view(xp: Xp, input: Array, size: Size) -> Any:
    """A fresh copy in another shape."""
    return input.reshape(filled(size, input.size))


_unsafe_view.gradient(input=lambda ops, g, input_shape: ops.reshape(g, input_shape))


@composite("shape", cases=({"input": (2, 6), "shape": (3, -1)}, {"input": (2, 3), "shape": ()} | {"shape": (6,)}))
def reshape(ops: Ops, input: Array, shape: Size) -> Any:
    """input in another shape, one of whose sizes may be -1: a view where the strides allow it, else a copy."""
    if not isinstance(input, Tensor):
        return input.reshape(shape)
    array = input.data
    if array.flags.c_contiguous:
        return ops.view(input, shape)
    shape = filled(shape, array.size)
    if _shares(array, array.reshape(shape)):
        return ops._reshape_alias(input, shape)
    return ops._unsafe_view(ops._contiguous(input), shape)


def _shares(one: Any, other: Any) -> bool:
    """Whether one array is a view of the other's storage."""
    return not one.size or storage(one) is storage(other)


def _expanded(input: Shape, size: Shape) -> Shape:
    lead = len(size) - len(input)
    shape = tuple([input[i - lead] if one == -1 and i >= lead else one for i, one in enumerate(size)])
    if (
        lead < 0
        or any(one not in (1, new) for one, new in zip(input, shape[lead:], strict=True))
        or min(shape, default=0) < 0
    ):
        raise ShapeMismatch(
            f"expand: {list(input)} does not stretch to {list(size)}: only sizes of 1 do, and new dimensions "
            "come in front.",
            op="expand",
            shapes=[list(input), list(size)],
        )
    return shape


# It takes no memory, but what reads it takes time: so its size is limited as that of any tensor.
@view(
    shape=_expanded,
    grows=True,
    cases=({"input": (3, 1), "size": (2, 3, 4)}, {"input": (3, 1), "size": (-1, 2)}, {"input": (), "size": (2,)}),
)
def expand(xp: Xp, input: Array, size: Size) -> Any:
    """input with dimensions of size 1 stretched, and new ones in front; -1 keeps a size. No memory is used."""
    return writable(xp.broadcast_to(input, _expanded(input.shape, size)))


expand.gradient(input=lambda ops, g, input_shape: ops.sum_to_size(g, input_shape))


def writable(array: Any) -> Any:
    """A view that NumPy marks as read-only, open for writing as PyTorch's are; what overlaps is refused elsewhere."""
    if getattr(array.flags, "writeable", True) is False:
        array.flags.writeable = True
    return array


@composite("shape", variants=METHOD, cases=({"input": (3, 1), "other": (2, 3, 4)},))
def expand_as(ops: Ops, input: Array, other: Plain) -> Any:
    """input stretched to the shape of other."""
    return ops.expand(input, other.shape)


@composite("shape", cases=({"input": (3, 1), "size": (2, 3, 4)},))
def broadcast_to(ops: Ops, input: Array, size: Size) -> Any:
    """input stretched to the shape size."""
    return ops.expand(input, size)


@composite("shape", variants=METHOD, cases=({"input": (2, 6), "other": (3, 4)},))
def view_as(ops: Ops, input: Array, other: Plain) -> Any:
    """input seen as the shape of other."""
    return ops.view(input, other.shape)


@composite("shape", variants=METHOD, cases=({"input": (2, 6), "other": (3, 4)},))
def reshape_as(ops: Ops, input: Array, other: Plain) -> Any:
    """input in the shape of other."""
    return ops.reshape(input, other.shape)


@composite("shape", cases=({"input": (2, 3, 2)}, {"input": (2, 3, 2), "start_dim": 1}, {"input": ()}))
def flatten(ops: Ops, input: Array, start_dim: Integer = 0, end_dim: Integer = -1) -> Any:
    """input with the dimensions from start_dim to end_dim made one."""
    shape = input.shape
    start, end = dimension(start_dim, len(shape)), dimension(end_dim, len(shape))
    if start > end:
        raise OpFailed(f"flatten: start_dim {start_dim} comes after end_dim {end_dim}.", op="flatten")
    if start == end and shape:
        return input
    return ops.reshape(input, (*shape[:start], math.prod(shape[start : end + 1]), *shape[end + 1 :]))


@composite("shape", cases=({"input": (2, 6), "dim": 1, "sizes": (2, -1)},))
def unflatten(ops: Ops, input: Array, dim: Integer, sizes: Integers) -> Any:
    """input with one dimension made several, of the given sizes."""
    dim = dimension(dim, len(input.shape))
    return ops.view(input, (*input.shape[:dim], *filled(sizes, input.shape[dim]), *input.shape[dim + 1 :]))


@composite("shape", cases=MATRIX)
def ravel(ops: Ops, input: Array) -> Any:
    """input in one dimension."""
    return ops.view(ops.contiguous(input), (-1,))


@view(
    aliases=("swapaxes", "swapdims"),
    in_place=True,
    grad_fn=("TransposeBackward0", "TransposeBackward1"),
    cases=({"input": (2, 3, 4), "dim0": 0, "dim1": -1}, {"input": (), "dim0": 0, "dim1": -1}),
)
def transpose(xp: Xp, input: Array, dim0: Integer, dim1: Integer) -> Any:
    """input with two dimensions exchanged."""
    rank = input.ndim
    first, second = dimension(dim0, rank), dimension(dim1, rank)
    return input.swapaxes(first, second) if rank else input


transpose.gradient(input=lambda ops, g, dim0, dim1: ops.transpose(g, dim0, dim1))


@view(cases=({"input": (2, 3, 4), "dims": (2, 0, -2)},))
def permute(xp: Xp, input: Array, dims: Size) -> Any:
    """input with its dimensions in another order."""
    rank = input.ndim
    order = [dimension(dim, rank) for dim in dims] if len(dims) == rank else []
    if len(set(order)) != rank:
        raise OpFailed(
            f"permute: {list(dims)} must name each of the {rank} dimensions of {list(input.shape)} once.",
            op="permute",
            shapes=[list(input.shape)],
        )
    return input.transpose(order)


permute.gradient(
    input=lambda ops, g, dims: ops.permute(
        g, tuple(sorted(range(len(dims)), key=[dim % len(dims) for dim in dims].__getitem__))
    )
)


@view(in_place=True, grad_fn=("TBackward0", "TBackward1"), cases=MATRIX)
def t(xp: Xp, input: Array) -> Any:
    """The transpose of a matrix; input itself below two dimensions."""
    if input.ndim > 2:
        raise _no_matrix("t", input.shape, "at most two dimensions")
    return input.T


t.gradient(input=lambda ops, g: ops.t(g))


@composite("shape", name="T", variants=METHOD, cases=MATRIX)
def transposed(ops: Ops, input: Array) -> Any:
    """input with its dimensions in reverse order: the transpose of a matrix."""
    return ops.permute(input, tuple(reversed(range(len(input.shape)))))


@composite("shape", name="mT", variants=METHOD, cases=({"input": (2, 2, 3)},))
def matrix_transposed(ops: Ops, input: Array) -> Any:
    """The transposes of a batch of matrices: the last two dimensions exchanged."""
    if len(input.shape) < 2:
        raise _no_matrix("mT", input.shape, "at least two dimensions")
    return ops.transpose(input, -2, -1)


@composite("shape", name="H", variants=METHOD, cases=MATRIX)
def conjugate_transposed(ops: Ops, input: Array) -> Any:
    """The conjugate transpose of a matrix."""
    if len(input.shape) != 2:
        raise _no_matrix("H", input.shape, "two dimensions")
    out = ops.transpose(input, 0, 1)
    return ops.conj(out) if out.dtype.kind == "c" else out


@composite("shape", name="mH", variants=METHOD, cases=({"input": (2, 2, 3)},))
def matrix_adjoint(ops: Ops, input: Array) -> Any:
    """The conjugate transposes of a batch of matrices."""
    out = ops.mT(input)
    return ops.conj(out) if out.dtype.kind == "c" else out


@composite("shape", cases=({"input": (2, 2, 3)},))
def adjoint(ops: Ops, input: Array) -> Any:
    """The conjugate transposes of a batch of matrices, as mH."""
    return ops.mH(input)


def _no_matrix(op: str, shape: tuple[int, ...], need: str) -> OpFailed:
    return OpFailed(f"{op} needs {need}, got {list(shape)}.", op=op, shapes=[list(shape)])


@composite("shape", aliases=("moveaxis",), cases=({"input": (2, 3, 4), "source": (0, 1), "destination": (-1, 0)},))
def movedim(ops: Ops, input: Array, source: Integers, destination: Integers) -> Any:
    """input with the dimensions source at the places destination, the others in order."""
    rank = len(input.shape)
    moved = [dimension(dim, rank) for dim in many(source)]
    places = [dimension(dim, rank) for dim in many(destination)]
    if len(moved) != len(places) or len(set(moved)) != len(moved) or len(set(places)) != len(places):
        raise OpFailed("movedim: source and destination must name as many dimensions, each once.", op="movedim")
    order = [dim for dim in range(rank) if dim not in moved]
    for place, dim in sorted(zip(places, moved, strict=True)):
        order.insert(place, dim)
    return ops.permute(input, tuple(order)) if rank else ops._alias(input)
