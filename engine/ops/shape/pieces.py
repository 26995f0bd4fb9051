"""Views of a part, and of the same elements with dimensions of size 1 more or less.

https://docs.pytorch.org/docs/stable/tensor_view.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import IndexOutOfRange, OpFailed
from engine.families import composite, operation, view
from engine.ops.shape.views import writable
from engine.parameters import Array, Integer, Integers, Ops, Plain, Size, Xp
from engine.shapes import dimension, dimensions
from engine.tensor import Tensor
from engine.windows import window

ALL = slice(None)


@view(in_place=True, grad_fn=("UnsqueezeBackward0", "UnsqueezeBackward1"), cases=({"input": (2, 3), "dim": 1},))
def unsqueeze(xp: Xp, input: Array, dim: Integer) -> Any:
    """input with a new dimension of size 1 at dim."""
    return input[(ALL,) * dimension(dim, input.ndim + 1) + (None,)]


unsqueeze.gradient(input=lambda ops, g, input_shape: ops.view(g, input_shape))


@view(
    in_place=True,
    grad_fn=tuple([f"SqueezeBackward{number}" for number in range(6)]),
    variant=lambda inputs, attributes: _count(attributes.get("dim")),
    cases=({"input": (1, 3, 1)}, {"input": (1, 3, 1), "dim": 0}, {"input": (1, 3, 1), "dim": (0, 1, 2)}),
)
def squeeze(xp: Xp, input: Array, dim: Integers | None = None) -> Any:
    """input without its dimensions of size 1, or without those of them that dim names."""
    shape = input.shape
    gone = range(input.ndim) if dim is None else [] if dim == () else dimensions(dim, input.ndim)
    return input[(*[0 if i in gone and size == 1 else ALL for i, size in enumerate(shape)], ...)]


squeeze.gradient(input=lambda ops, g, input_shape: ops.view(g, input_shape))


def _count(dim: Any) -> int:
    return 0 if dim is None else 1 if isinstance(dim, int) or len(dim) == 1 else 2


@view(variants=("function", "method"), cases=({"input": (2, 3), "dim": 1, "index": -1},))
def select(xp: Xp, input: Array, dim: Integer, index: Integer) -> Any:
    """The part of input at one index along dim, which goes."""
    dim = _within("select", dim, input.shape)
    size = input.shape[dim]
    if not -size <= index < size:
        raise IndexOutOfRange(
            f"select: index {index} is out of range for dimension {dim} of {list(input.shape)}.",
            op="select",
            shapes=[list(input.shape)],
        )
    return input[(ALL,) * dim + (index, ...)]


select.gradient(input=lambda ops, g, input_shape, dim, index: ops._select_backward(g, input_shape, dim, index))


@operation("shape", shape=lambda g, size, dim, index: size, cases=({"g": (2,), "size": (2, 3), "dim": 1, "index": 0},))
def _select_backward(xp: Xp, g: Array, size: Size, dim: Integer, index: Integer) -> Any:
    """Zeros with g at one index along dim."""
    out = xp.zeros(size, g.dtype)
    out[(ALL,) * (dim % len(size)) + (index, ...)] = g
    return out


_select_backward.gradient(g=lambda ops, g, dim, index: ops.select(g, dim, index))


@view(name="_slice", cases=({"input": (5, 2), "dim": 0, "start": 1, "end": -1, "step": 2},))
def slice_(
    xp: Xp, input: Array, dim: Integer = 0, start: Integer | None = None, end: Integer | None = None, step: Integer = 1
) -> Any:
    """The part of input from start to before end along dim, with steps; ends count and are clipped as in Python."""
    dim = _within("slice", dim, input.shape)
    if step <= 0:
        raise OpFailed(f"slice: the step must be positive, got {step}; flip reverses.", op="slice")
    return input[(ALL,) * dim + (slice(start, end, step),)]


slice_.gradient(
    input=lambda ops, g, input_shape, dim, start, end, step: ops._slice_backward(g, input_shape, dim, start, end, step)
)


@composite("shape", name="slice", variants=(), cases=({"input": (5, 2), "start": 1, "end": -1, "step": 2},))
def sliced(
    ops: Ops,
    input: Array,
    dim: Integer = 0,
    start: Integer | None = None,
    end: Integer | None = None,
    step: Integer = 1,
) -> Any:
    """The part of input from start to before end along dim, with steps: what a slice in an index shows."""
    return ops._slice(input, dim, start, end, step)


@operation(
    "shape", shape=lambda g, size, **attributes: size, cases=({"g": (2, 2), "size": (5, 2), "start": 1, "end": 3},)
)
def _slice_backward(
    xp: Xp,
    g: Array,
    size: Size,
    dim: Integer = 0,
    start: Integer | None = None,
    end: Integer | None = None,
    step: Integer = 1,
) -> Any:
    """Zeros with g in a slice along dim."""
    out = xp.zeros(size, g.dtype)
    out[(ALL,) * (dim % len(size)) + (slice(start, end, step),)] = g
    return out


_slice_backward.gradient(g=lambda ops, g, dim, start, end, step: ops._slice(g, dim, start, end, step))


@composite(
    "shape",
    cases=(
        {"input": (5, 2), "dim": 0, "start": 1, "length": 2},
        {"input": (5, 2), "dim": -1, "start": -1, "length": 1},
    ),
)
def narrow(ops: Ops, input: Array, dim: Integer, start: Array, length: Integer) -> Any:
    """The part of input of one length from start, a number or a 0-dim integer tensor, along dim."""
    if isinstance(start, Tensor):
        if start.shape or start.dtype.kind not in "iu":
            raise OpFailed("narrow: a tensor as start must be 0-dim and of integers.", op="narrow")
        dim, _, length = narrowed("narrow", input.shape, dim, 0, length)
        return ops._window(input, ops.clone(ops.detach(start)), dim, length)
    return ops._slice(input, *narrowed("narrow", input.shape, dim, start, length))


@view(
    grad_fn=("SliceBackward0",),
    cases=(
        {"input": (5, 2), "start": [1], "dim": 0, "length": 2},
        {"input": (2, 3), "start": [-1], "dim": 1, "length": 1},
    ),
)
def _window(xp: Xp, input: Array, start: Plain, *, dim: Integer, length: Integer) -> Any:
    """The part of input of one length along dim, from where a tensor of one integer says."""
    return window(xp, input, start, dim, length)


@operation(
    "shape", shape=lambda g, start, size, **attributes: size, cases=({"g": (2, 2), "start": [1], "size": (5, 2)},)
)
def _window_backward(xp: Xp, g: Array, start: Plain, *, size: Size, dim: Integer = 0) -> Any:
    """Zeros with g in a window."""
    out = xp.zeros(size, g.dtype)
    window(xp, out, start, dim, g.shape[dim])[...] = g
    return out


_window.gradient(
    input=lambda ops, g, start, input_shape, dim: ops._window_backward(g, start, size=input_shape, dim=dim)
)
_window_backward.gradient(g=lambda ops, g, start, dim, g_shape: ops._window(g, start, dim=dim, length=g_shape[dim]))


def narrowed(op: str, shape: tuple[int, ...], dim: int, start: int, length: int) -> tuple[int, int, int]:
    """The dimension, start and end of a part of one length."""
    if not shape:
        raise OpFailed(f"{op} needs a tensor with dimensions, this one is 0-dim.", op=op, shapes=[[]])
    dim = dimension(dim, len(shape))
    size = shape[dim]
    if not -size <= start <= size:
        raise IndexOutOfRange(f"{op}: start {start} is out of range for size {size}.", op=op)
    start = start + size if start < 0 else start
    if length < 0 or start + length > size:
        raise OpFailed(f"{op}: {length} from {start} exceed size {size} of dimension {dim}.", op=op)
    return dim, start, start + length


@view(cases=({"input": (3, 4)}, {"input": (2, 3, 4), "offset": -1, "dim1": 0, "dim2": 2}))
def diagonal(xp: Xp, input: Array, offset: Integer = 0, dim1: Integer = 0, dim2: Integer = 1) -> Any:
    """The diagonal of the matrices in dim1 and dim2, as the last dimension."""
    first, second = dimension(dim1, input.ndim), dimension(dim2, input.ndim)
    if first == second:
        raise OpFailed(f"diagonal: dim1 and dim2 must differ, both are {first}.", op="diagonal")
    return writable(xp.diagonal(input, offset, first, second))


diagonal.gradient(
    input=lambda ops, g, input_shape, offset, dim1, dim2: ops._diagonal_backward(g, input_shape, offset, dim1, dim2)
)


@operation("shape", shape=lambda g, size, **attributes: size, cases=({"g": (3,), "size": (3, 4)},))
def _diagonal_backward(xp: Xp, g: Array, size: Size, offset: Integer = 0, dim1: Integer = 0, dim2: Integer = 1) -> Any:
    """Zeros with g on the diagonal."""
    out = xp.zeros(size, g.dtype)
    writable(xp.diagonal(out, offset, dim1, dim2))[...] = g
    return out


_diagonal_backward.gradient(g=lambda ops, g, offset, dim1, dim2: ops.diagonal(g, offset, dim1, dim2))


def _within(op: str, dim: int, shape: tuple[int, ...]) -> int:
    """A dimension of a tensor that has some."""
    if not shape:
        raise IndexOutOfRange(f"{op} needs a tensor with dimensions, this one is 0-dim.", op=op, shapes=[[]])
    return dimension(dim, len(shape))
