"""Copies of a tensor with another one in the place that a view shows.

https://docs.pytorch.org/docs/stable/generated/torch.slice_scatter.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import ShapeMismatch
from engine.families import reshaping
from engine.op import Op
from engine.ops.shape.pieces import diagonal, select, slice_
from engine.ops.shape.tensors import cast
from engine.parameters import Array, Integer, Xp

Shape = tuple[int, ...]


def _patched(xp: Xp, view: Op, input: Any, src: Any, *place: Any) -> Any:
    """A copy of input with src where the view looks."""
    out = input.copy()
    window = view.function(xp, out, *place)
    if window.shape != src.shape:
        name = f"{view.name.lstrip('_')}_scatter"
        raise ShapeMismatch(
            f"{name}: src of {list(src.shape)} must have the shape of what it replaces, {list(window.shape)}.",
            op=name,
            shapes=[list(window.shape), list(src.shape)],
        )
    window[...] = cast(xp, src, input.dtype)
    return out


def _like_input(input: Shape, src: Shape, **others: Any) -> Shape:
    return input


@reshaping(shape=_like_input, cases=({"input": (2, 3), "src": (2,), "dim": 1, "index": -1},))
def select_scatter(xp: Xp, input: Array, src: Array, dim: Integer, index: Integer) -> Any:
    """input with src at one index along dim."""
    return _patched(xp, select, input, src, dim, index)


select_scatter.gradient(
    input=lambda ops, g, src_shape, dim, index: ops.select_scatter(g, ops.new_zeros(g, src_shape), dim, index),
    src=lambda ops, g, dim, index: ops.select(g, dim, index),
)


@reshaping(
    shape=_like_input,
    cases=(
        {"input": (4, 2), "src": (2, 2), "start": 1, "end": -1},
        {"input": (2, 3), "src": (2, 2), "dim": 1, "step": 2},
    ),
)
def slice_scatter(
    xp: Xp,
    input: Array,
    src: Array,
    dim: Integer = 0,
    start: Integer | None = None,
    end: Integer | None = None,
    step: Integer = 1,
) -> Any:
    """input with src from start to before end along dim, with steps."""
    return _patched(xp, slice_, input, src, dim, start, end, step)


slice_scatter.gradient(
    input=lambda ops, g, src_shape, dim, start, end, step: ops.slice_scatter(
        g, ops.new_zeros(g, src_shape), dim, start, end, step
    ),
    src=lambda ops, g, dim, start, end, step: ops._slice(g, dim, start, end, step),
)


@reshaping(
    shape=_like_input,
    cases=(
        {"input": (3, 4), "src": (3,)},
        {"input": (2, 3, 4), "src": (3, 1), "offset": -1, "dim1": 0, "dim2": 2},
    ),
)
def diagonal_scatter(
    xp: Xp, input: Array, src: Array, offset: Integer = 0, dim1: Integer = 0, dim2: Integer = 1
) -> Any:
    """input with src on a diagonal of two dimensions."""
    return _patched(xp, diagonal, input, src, offset, dim1, dim2)


diagonal_scatter.gradient(
    input=lambda ops, g, src_shape, offset, dim1, dim2: ops.diagonal_scatter(
        g, ops.new_zeros(g, src_shape), offset, dim1, dim2
    ),
    src=lambda ops, g, offset, dim1, dim2: ops.diagonal(g, offset, dim1, dim2),
)
