"""Views by strides: any elements of a storage, and windows that slide along a dimension.

https://docs.pytorch.org/docs/stable/generated/torch.as_strided.html
https://docs.pytorch.org/docs/stable/generated/torch.Tensor.unfold.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import shapes, storage
from engine.batching.array import BatchedArray
from engine.errors import NotDifferentiable, OpFailed, ShapeMismatch
from engine.families import attribute, composite, operation, view
from engine.ops.shape.pieces import ALL
from engine.ops.shape.tensors import cast
from engine.parameters import Array, Integer, Integers, Ops, Size, Xp
from engine.tensor import Tensor
from engine.views import turn

Context = Any
Shape = tuple[int, ...]
Geometry = tuple[Shape, Shape, int, Shape, int]

WINDOW = {"size": (2, 2), "stride": (1, 2)}
OWN = {"storage_offset": 1, "own_stride": (3, 1), "own_offset": 0}
SCATTERED = "views a storage whose elements do not lie in row-major order"


def geometry(op: str, input: Any, size: Shape, stride: Shape, storage_offset: int | None) -> Geometry:
    """The shape, strides and offset that are asked for, and the strides and offset that the input has itself."""
    array = input.data if isinstance(input, Tensor) else input
    own_stride, own_offset = storage.strides(array), storage.offset(array)
    start = own_offset if storage_offset is None else storage_offset
    if len(size) != len(stride) or min((*size, *stride, start), default=0) < 0:
        raise OpFailed(
            f"{op}: size {list(size)} and stride {list(stride)} must have one length, and neither they nor the offset "
            f"{start} be negative.",
            op=op,
            shapes=[list(array.shape), list(size)],
        )
    return tuple(size), tuple(stride), start, own_stride, own_offset


def _memory(op: str, input: Any, size: Shape, stride: Shape, start: int) -> Any:
    """The storage of an array, flat; a view that reaches beyond it is refused."""
    if type(input) is BatchedArray:
        raise OpFailed(f"{op} is not offered under vmap, where examples share a storage: use view, select or narrow.")
    flat = storage.memory(input)
    if 0 not in size and not 0 <= start <= flat.size - storage.extent(size, stride):
        raise OpFailed(
            f"{op}: size {list(size)} with stride {list(stride)} from {start} on reaches beyond the storage, which has "
            f"{flat.size} elements.",
            op=op,
            shapes=[list(input.shape), list(size)],
        )
    return flat


@composite("shape", cases=({"input": (2, 3), **WINDOW}, {"input": (3,), "size": (2, 2), "stride": (1, 1)}))
def as_strided(ops: Ops, input: Array, size: Integers, stride: Integers, storage_offset: Integer | None = None) -> Any:
    """The elements of the storage of input from an offset on, in a shape whose neighbours lie stride apart."""
    out = ops._as_strided(input, *geometry("as_strided", input, size, stride, storage_offset))
    if isinstance(out, Tensor):
        place_by_strides(out)
    return out


def place_by_strides(view: Tensor) -> None:
    """Let a view be recorded anew by its strides alone, which may show more than what it was made of."""
    base = view.base
    if base is None:
        return
    if base.dtype is view.dtype:
        asked = geometry("as_strided", base, view.shape, storage.strides(view.data), storage.offset(view.data))
        names = ("size", "stride", "storage_offset", "own_stride", "own_offset")
        view.replay = (*base.turns, (strided, (), dict(zip(names, asked, strict=True))))
    if not base.data.flags.c_contiguous:
        view.restriction = SCATTERED  # an in-place change is replayed on a gradient, which is in row-major order


@attribute(cases=({"input": (2, 3), **WINDOW},))
def as_strided_(
    context: Context, input: Array, size: Integers, stride: Integers, storage_offset: Integer | None = None
) -> Any:
    """Make input itself what as_strided gives."""
    return turn(input, "as_strided_", lambda: context.ops.as_strided(input, size, stride, storage_offset))


@view(
    name="_as_strided",
    grad_fn=("AsStridedBackward0", "AsStridedBackward1"),
    shape=lambda input, size, **others: size,
    grows=True,
    cases=({"input": (2, 3), **WINDOW, **OWN},),
)
def strided(
    xp: Xp,
    input: Array,
    size: Integers,
    stride: Integers,
    storage_offset: Integer,
    own_stride: Integers,
    own_offset: Integer,
) -> Any:
    """What as_strided gives; the offset counts from where the input's own stands, wherever this input begins."""
    start = storage_offset - own_offset + storage.offset(input)
    return storage.strided(xp, _memory("as_strided", input, size, stride, start), size, stride, start)


@operation("shape", shape=lambda input, size, **others: (math.prod(size),), grows=True)
def _places(xp: Xp, input: Array, size: Integers, stride: Integers, start: Integer = 0) -> Any:
    """The numbers of the elements that a view by strides shows, flat; input tells the device."""
    places = xp.full((1,) * len(size), start)
    for dim, (one, step) in enumerate(zip(size, stride, strict=True)):
        places = places + (xp.arange(one) * step).reshape((one,) + (1,) * (len(size) - 1 - dim))
    return places.reshape(-1)


def _laid_out(ops: Ops, like: Any, shape: Shape, *asked: Any) -> tuple[int, Any, Any]:
    """How long a stretch of memory holds both what was asked for and the input, and where both lie in it."""
    size, stride, start, own_stride, own_offset = asked
    first = min(start, own_offset)
    length = max(start + storage.extent(size, stride), own_offset + storage.extent(shape, own_stride)) - first
    asked_for = ops._places(like, size, stride, start - first)
    return length, asked_for, ops._places(like, shape, own_stride, own_offset - first)


def _strided_gradient(ops: Ops, g: Any, input_shape: Shape, *asked: Any) -> Any:
    """Every element of memory gets the sum of what came to it; several places of the input that show it share that."""
    length, places, own = _laid_out(ops, g, input_shape, *asked)
    flat = ops._index_put(ops.new_zeros(g, (length,)), [places], ops.reshape(g, (-1,)), (0,), True)
    if storage.overlaps(input_shape, asked[3]):
        ones = ops.new_ones(g, own.shape)
        flat = flat / ops._index_put(ops.new_zeros(g, (length,)), [own], ones, (0,), True)
    return ops.reshape(ops._index(flat, [own], (0,)), input_shape)


strided.gradient(
    input=lambda ops, g, input_shape, size, stride, storage_offset, own_stride, own_offset: _strided_gradient(
        ops, g, input_shape, size, stride, storage_offset, own_stride, own_offset
    )
)


@composite("shape", cases=({"input": [0, 1, 2, 3], "src": [[4, 5]], "size": (1, 2), "stride": (1, 2)},))
def as_strided_scatter(
    ops: Ops, input: Array, src: Array, size: Integers, stride: Integers, storage_offset: Integer | None = None
) -> Any:
    """input with src where as_strided would look, as a copy."""
    return ops._as_strided_scatter(input, src, *geometry("as_strided_scatter", input, size, stride, storage_offset))


@operation(
    "shape",
    shape=lambda input, src, **others: input,
    cases=({"input": [[0, 1, 2], [3, 4, 5]], "src": [6, 7], "size": (2,), "stride": (2,), **OWN},),
)
def _as_strided_scatter(
    xp: Xp,
    input: Array,
    src: Array,
    size: Integers,
    stride: Integers,
    storage_offset: Integer,
    own_stride: Integers,
    own_offset: Integer,
) -> Any:
    """What as_strided_scatter gives: the whole storage is copied, and read as the input reads it."""
    if src.shape != tuple(size):
        raise ShapeMismatch(
            f"as_strided_scatter: src of {list(src.shape)} does not fill the size {list(size)}.",
            op="as_strided_scatter",
            shapes=[list(size), list(src.shape)],
        )
    if any(step == 0 and one > 1 for one, step in zip(size, stride, strict=True)):
        raise OpFailed(
            "as_strided_scatter: a stride of 0 would write several numbers to one place.", op="as_strided_scatter"
        )
    flat = _memory("as_strided_scatter", input, size, stride, storage_offset).copy()
    storage.strided(xp, flat, size, stride, storage_offset)[...] = cast(xp, src, input.dtype)
    return storage.strided(xp, flat, input.shape, own_stride, own_offset).copy()


def _refused(ops: Ops, g: Any) -> Any:
    raise NotDifferentiable(
        "as_strided_scatter has no gradient for its input, since PyTorch's is not the true one: use slice_scatter or "
        "the like, or write into as_strided of a clone.",
        op="as_strided_scatter",
    )


def _written(ops: Ops, g: Any, src_shape: Shape, *asked: Any) -> Any:
    """The gradient where src was written; what lies outside of the input gets none."""
    length, places, own = _laid_out(ops, g, g.shape, *asked)
    flat = ops._index_put(ops.new_zeros(g, (length,)), [own], ops.reshape(g, (-1,)), (0,), True)
    return ops.reshape(ops._index(flat, [places], (0,)), src_shape)


_as_strided_scatter.gradient(
    input=_refused,
    src=lambda ops, g, src_shape, size, stride, storage_offset, own_stride, own_offset: _written(
        ops, g, src_shape, size, stride, storage_offset, own_stride, own_offset
    ),
)


def _windows(input: Shape, dimension: int, size: int, step: int) -> Shape:
    dim = shapes.dimension(dimension, len(input))
    length = input[dim] if input else 1
    if step <= 0 or not 0 <= size <= length:
        raise OpFailed(
            f"unfold: windows of {size} every {step} do not fit: the step must be positive, and the size at most the "
            f"{length} of dimension {dimension}.",
            op="unfold",
            shapes=[list(input)],
        )
    return (*input[:dim], (length - size) // step + 1, *input[dim + 1 :], size) if input else (size,)


@view(
    variants=("method",),
    shape=_windows,
    grows=True,
    cases=(
        {"input": (5,), "dimension": 0, "size": 3, "step": 1},
        {"input": (2, 5), "dimension": 1, "size": 2, "step": 2},
    ),
)
def unfold(xp: Xp, input: Array, dimension: Integer, size: Integer, step: Integer) -> Any:
    """Windows of one size, step apart, along a dimension; what is in them comes last. No memory is used."""
    shape = _windows(input.shape, dimension, size, step)
    if not input.ndim:
        return input.reshape(1)[:size]
    dim = shapes.dimension(dimension, input.ndim)
    stride = list(input.strides)
    stride.append(stride[dim])
    stride[dim] *= step
    return xp.lib.stride_tricks.as_strided(input, shape, tuple(stride))


unfold.gradient(
    input=lambda ops, g, input_shape, dimension, size, step: ops._unfold_backward(g, input_shape, dimension, size, step)
)


@operation(
    "shape",
    shape=lambda g, input_size, **others: input_size,
    cases=({"g": (3, 3), "input_size": (5,), "dimension": 0, "size": 3, "step": 1},),
)
def _unfold_backward(xp: Xp, g: Array, input_size: Size, dimension: Integer, size: Integer, step: Integer) -> Any:
    """The sums over windows of what came to an element."""
    if not input_size:
        return xp.sum(g)
    out = xp.zeros(input_size, g.dtype)
    before = (ALL,) * (dimension % len(input_size))
    count = g.shape[len(before)]
    if size <= count:
        for place in range(size):
            out[(*before, slice(place, place + step * (count - 1) + 1, step))] += g[..., place]
        return out
    for window in range(count):
        part = (*before, slice(window * step, window * step + size))
        out[part] += xp.moveaxis(g[(*before, window)], -1, len(before))
    return out


_unfold_backward.gradient(g=lambda ops, g, dimension, size, step: ops.unfold(g, dimension, size, step))
