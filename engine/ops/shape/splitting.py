"""Taking tensors apart along a dimension: views that share their storage.

https://docs.pytorch.org/docs/stable/torch.html#indexing-slicing-joining-mutating-ops
"""

from __future__ import annotations

import itertools
from typing import Any

from engine.errors import IndexOutOfRange, LimitExceeded, OpFailed
from engine.families import composite, view
from engine.ops.shape.pieces import ALL
from engine.parameters import Array, Integer, Integers, Ops, Split, Xp
from engine.shapes import dimension

Shape = tuple[int, ...]
PARTS = ("*parts",)
MOST_PARTS = 100_000  # each is a tensor of its own, whatever its size


def _parts_gradient(ops: Ops, g: tuple[Any, ...], input_shape: Shape, sizes: list[int], dim: int) -> Any:
    """The gradients of consecutive parts, joined; zeros where none came."""
    dim = dimension(dim, len(input_shape))
    like = next(part for part in g if part is not None)
    shapes = [(*input_shape[:dim], size, *input_shape[dim + 1 :]) for size in sizes]
    return ops.cat(
        [ops.new_zeros(like, one) if part is None else part for part, one in zip(g, shapes, strict=True)], dim
    )


def _cut(input: Any, sizes: list[int], dim: int) -> tuple[Any, ...]:
    ends = itertools.accumulate(sizes)
    return tuple([input[(ALL,) * dim + (slice(end - size, end),)] for size, end in zip(sizes, ends, strict=True)])


def _even(length: int, size: int) -> list[int]:
    """The sizes of parts of `size`, the last one smaller."""
    return [min(size, length - start) for start in range(0, length, size)] if size and length else [length]


def _admit_parts(op: str, count: int) -> None:
    if count > MOST_PARTS:
        raise LimitExceeded(
            f"{op} would make {count} tensors; the limit is {MOST_PARTS}: take larger parts.", op=op, limit=MOST_PARTS
        )


def _split_dimension(op: str, dim: int, shape: Shape) -> int:
    if not shape:
        raise OpFailed(f"{op} needs a tensor with dimensions, this one is 0-dim.", op=op, shapes=[[]])
    return dimension(dim, len(shape))


@view(name="_split", grad_fn=("SplitBackward0",), outputs=PARTS, cases=({"input": (5, 2), "split_size": 2},))
def split_evenly(xp: Xp, input: Array, split_size: Integer, dim: Integer = 0) -> Any:
    """Parts of one size along dim; the last may be smaller."""
    dim = _split_dimension("split", dim, input.shape)
    length = input.shape[dim]
    if split_size < 0 or (split_size == 0 and length):
        raise OpFailed(f"split: parts of {split_size} do not make up a size of {length}.", op="split")
    _admit_parts("split", length // max(split_size, 1))
    return _cut(input, _even(length, split_size), dim)


split_evenly.gradient(
    input=lambda ops, g, input_shape, split_size, dim: _parts_gradient(
        ops, g, input_shape, _even(input_shape[dim], split_size), dim
    )
)


@view(
    outputs=PARTS,
    cases=({"input": (5, 2), "split_sizes": (2, 3)}, {"input": (2, 3), "split_sizes": (1, 0, 2), "dim": -1}),
)
def split_with_sizes(xp: Xp, input: Array, split_sizes: Integers, dim: Integer = 0) -> Any:
    """Consecutive parts of the given sizes along dim."""
    dim = _split_dimension("split_with_sizes", dim, input.shape)
    if sum(split_sizes) != input.shape[dim] or min(split_sizes, default=0) < 0:
        raise OpFailed(
            f"split_with_sizes: {list(split_sizes)} must add up to the size {input.shape[dim]} of dimension {dim}.",
            op="split_with_sizes",
            shapes=[list(input.shape)],
        )
    return _cut(input, list(split_sizes), dim)


split_with_sizes.gradient(
    input=lambda ops, g, input_shape, split_sizes, dim: _parts_gradient(ops, g, input_shape, list(split_sizes), dim)
)


@composite(
    "shape",
    outputs=PARTS,
    cases=({"input": (5, 2), "split_size_or_sections": 2}, {"input": (5,), "split_size_or_sections": (2, 3)}),
)
def split(ops: Ops, input: Array, split_size_or_sections: Split, dim: Integer = 0) -> Any:
    """Parts of one size along dim, the last maybe smaller; or parts of the listed sizes."""
    if isinstance(split_size_or_sections, int):
        return ops._split(input, split_size_or_sections, dim)
    return ops.split_with_sizes(input, tuple(split_size_or_sections), dim)


@composite("shape", outputs=PARTS, cases=({"input": (5, 2), "chunks": 2}, {"input": (2, 5), "chunks": 3, "dim": 1}))
def chunk(ops: Ops, input: Array, chunks: Integer, dim: Integer = 0) -> Any:
    """At most so many parts of one size along dim; the last may be smaller."""
    sizes = chunk_sizes("chunk", input.shape, chunks, dim)
    return ops._split(input, sizes, dim) if isinstance(sizes, int) else ops.split_with_sizes(input, sizes, dim)


def chunk_sizes(op: str, shape: Shape, chunks: int, dim: int) -> int | tuple[int, ...]:
    """The size of parts of which there are at most so many; of an empty dimension the sizes of all."""
    length = shape[_split_dimension(op, dim, shape)]
    if chunks < 1:
        raise OpFailed(f"{op}: there must be at least 1 chunk, not {chunks}.", op=op)
    if length:
        return -(-length // chunks)
    _admit_parts(op, chunks)
    return (0,) * chunks


@composite(
    "shape",
    outputs=PARTS,
    cases=({"input": (5, 2), "indices_or_sections": 2}, {"input": (5,), "indices_or_sections": (1, 3)}),
)
def tensor_split(ops: Ops, input: Array, indices_or_sections: Split, dim: Integer = 0) -> Any:
    """So many parts along dim, as even as can be; or the parts between the listed indices."""
    length = input.shape[_split_dimension("tensor_split", dim, input.shape)]
    if isinstance(indices_or_sections, int):
        sections = indices_or_sections
        if sections < 1:
            raise OpFailed(f"tensor_split: there must be at least 1 section, not {sections}.", op="tensor_split")
        _admit_parts("tensor_split", sections)
        starts = [length // sections * i + min(i, length % sections) for i in range(sections)]
        bounds = list(zip(starts, [*starts[1:], length], strict=True))
    else:
        bounds = list(zip([0, *indices_or_sections], [*indices_or_sections, length], strict=True))
    return tuple([ops._slice(input, dim, start, end) for start, end in bounds])


@view(outputs=PARTS, cases=({"input": (2, 3)}, {"input": (2, 3), "dim": -1}))
def unbind(xp: Xp, input: Array, dim: Integer = 0) -> Any:
    """The parts of input at each index along dim, which goes."""
    if not input.ndim:
        raise IndexOutOfRange("unbind needs a tensor with dimensions, this one is 0-dim.", op="unbind", shapes=[[]])
    dim = dimension(dim, input.ndim)
    _admit_parts("unbind", input.shape[dim])
    return tuple([input[(ALL,) * dim + (index, ...)] for index in range(input.shape[dim])])


def _unbind_gradient(ops: Ops, g: tuple[Any, ...], dim: int) -> Any:
    like = next(part for part in g if part is not None)
    return ops.stack([ops.new_zeros(like, like.shape) if part is None else part for part in g], dim)


unbind.gradient(input=_unbind_gradient)


def _stacked_split(op: str, rank: int, least: int) -> None:
    if rank < least:
        raise OpFailed(f"{op} needs at least {least} dimensions, this tensor has {rank}.", op=op)


def _split_alike(ops: Ops, op: str, input: Any, indices_or_sections: Any, dim: int) -> Any:
    """The parts of tensor_split, where so many sections must be of one size."""
    if isinstance(indices_or_sections, int):
        length, sections = input.shape[dim], indices_or_sections
        if sections < 1 or length % sections:
            raise OpFailed(
                f"{op}: a size of {length} cannot be divided into {sections} equal sections.",
                op=op,
                shapes=[list(input.shape)],
            )
    return ops.tensor_split(input, indices_or_sections, dim)


@composite("shape", outputs=PARTS, cases=({"input": (4,), "indices_or_sections": 2},))
def hsplit(ops: Ops, input: Array, indices_or_sections: Split) -> Any:
    """Equal parts along the second dimension, or the first where there is only one; or the parts between indices."""
    rank = len(input.shape)
    _stacked_split("hsplit", rank, 1)
    return _split_alike(ops, "hsplit", input, indices_or_sections, 0 if rank == 1 else 1)


@composite("shape", outputs=PARTS, cases=({"input": (4, 2), "indices_or_sections": 2},))
def vsplit(ops: Ops, input: Array, indices_or_sections: Split) -> Any:
    """Equal parts along the first dimension of at least two, or the parts between indices."""
    _stacked_split("vsplit", len(input.shape), 2)
    return _split_alike(ops, "vsplit", input, indices_or_sections, 0)


@composite("shape", outputs=PARTS, cases=({"input": (1, 2, 4), "indices_or_sections": (1, 3)},))
def dsplit(ops: Ops, input: Array, indices_or_sections: Split) -> Any:
    """Equal parts along the third dimension, or the parts between indices."""
    _stacked_split("dsplit", len(input.shape), 3)
    return _split_alike(ops, "dsplit", input, indices_or_sections, 2)
