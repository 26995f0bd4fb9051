"""Shape rules: the shape of a result from the shapes of the inputs, before anything is computed.

A rule takes one shape per tensor parameter (a list of shapes for a list, `()` for a number) and the attributes by name.
It raises `ShapeMismatch` or `IndexOutOfRange` in words that name the shapes.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.errors import IndexOutOfRange, OpFailed, ShapeMismatch

Shape = tuple[int, ...]


def broadcast(*inputs: Shape, **attributes: Any) -> Shape:
    """The common shape of inputs that stretch sizes of 1, aligned at the last dimension."""
    distinct = set(inputs)
    distinct.discard(())
    if len(distinct) <= 1:  # the common case
        return distinct.pop() if distinct else ()
    rank = max(map(len, distinct))
    result = [1] * rank
    for shape in inputs:
        for dim, size in enumerate(shape, rank - len(shape)):
            if size != 1:
                if result[dim] not in (1, size):
                    raise ShapeMismatch(
                        f"{' and '.join(str(list(one)) for one in inputs)} do not broadcast: dimension {dim - rank} is "
                        f"{result[dim]} here and {size} there; sizes must be equal, or 1.",
                        shapes=[list(one) for one in inputs],
                    )
                result[dim] = size
    return tuple(result)


def same(input: Shape, *others: Shape, **attributes: Any) -> Shape:
    """The shape of the first input."""
    return input


def dimension(dim: int, rank: int) -> int:
    """A dimension counted from the front; negative ones count from the back. A 0-dim tensor has dimension 0."""
    bound = max(rank, 1)
    if not -bound <= dim < bound:
        raise IndexOutOfRange(
            f"Dimension {dim} is out of range: a tensor of {rank} dimensions has {-bound} to {bound - 1}.", dim=dim
        )
    return dim % bound


def many(dims: Sequence[int] | int) -> tuple[int, ...]:
    """One dimension or several, as a tuple."""
    return (dims,) if isinstance(dims, int) else tuple(dims)


def dimensions(dim: Sequence[int] | int | None, rank: int) -> tuple[int, ...]:
    """The dimensions meant by `dim`, sorted; None and none at all mean all."""
    if dim is None or dim == () or dim == []:
        return tuple(range(rank))
    chosen = [dimension(one, rank) for one in ([dim] if isinstance(dim, int) else dim)]
    if len(set(chosen)) != len(chosen):
        raise OpFailed(f"Dimensions {list(chosen)} name one twice.")
    return tuple(sorted(chosen)) if rank else ()


def reduced(input: Shape, dim: Any = None, keepdim: bool = False, **attributes: Any) -> Shape:
    """The shape without the dimensions `dim`, or with size 1 there."""
    gone = dimensions(dim, len(input))
    if keepdim:
        return tuple(1 if i in gone else size for i, size in enumerate(input))
    return tuple(size for i, size in enumerate(input) if i not in gone)


def matmul(input: Shape, other: Shape, **attributes: Any) -> Shape:
    """The shape of a matrix product, batched over leading dimensions."""
    if not input or not other:
        raise ShapeMismatch(
            f"matmul needs at least one dimension on both sides, got {list(input)} and {list(other)}.",
            shapes=[list(input), list(other)],
        )
    inner = other[-2] if len(other) > 1 else other[0]
    if input[-1] != inner:
        raise ShapeMismatch(
            f"matmul of {list(input)} and {list(other)}: the columns of the first ({input[-1]}) must equal the rows of "
            f"the second ({inner}).",
            shapes=[list(input), list(other)],
        )
    rows = input[-2:-1]
    columns = other[-1:] if len(other) > 1 else ()
    return broadcast(input[:-2], other[:-2]) + rows + columns


def filled(shape: Sequence[int], elements: int) -> Shape:
    """A requested shape with its -1 worked out from the number of elements."""
    if -1 not in shape and math.prod(shape) == elements and min(shape, default=0) >= 0:
        return tuple(shape)
    sizes = list(shape)
    known = math.prod(size for size in sizes if size != -1)
    if sizes.count(-1) == 1 and known and elements % known == 0:
        sizes[sizes.index(-1)] = elements // known
    if any(size < 0 for size in sizes) or math.prod(sizes) != elements:
        raise ShapeMismatch(f"{elements} elements do not make the shape {list(shape)}.", shapes=[list(shape)])
    return tuple(sizes)
