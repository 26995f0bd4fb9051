"""Largest and smallest elements, and where they are.

https://docs.pytorch.org/docs/stable/torch.html#reduction-ops
"""

from __future__ import annotations

from typing import Any

from engine import shapes
from engine.errors import DtypeMismatch, IndexOutOfRange, InvalidArgument, OpFailed, UnsupportedDtype
from engine.families import composite, operation, reduction
from engine.op import PROMOTE
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.indexing.positions import along
from engine.ops.reduction.reductions import axes, count, restore
from engine.parameters import Array, Boolean, Integer, Integers, Ops, Plain, Xp
from engine.shapes import dimension

CASES: tuple[dict[str, Any], ...] = (
    {"input": (2, 3)},
    {"input": ()},
    {"input": (2, 3), "dim": 1},
    {"input": (2, 3), "dim": -2, "keepdim": True},
    {"input": [[1.0, 3.0, 3.0], [2.0, 2.0, 2.0]], "dim": 1},
)
_MANY = ({"input": (2, 3, 2), "dim": (0, -1)}, {"input": [1.0, 3.0, 3.0, 1.0]})


def _check(op: str, input: Any, dim: Any) -> None:
    refuse_complex(op, input, DtypeMismatch if op.startswith("arg") else UnsupportedDtype)
    if not input.size and not count(input.shape, dim):
        error = OpFailed if op in ("max", "min", "amax", "amin", "aminmax") and dim in (None, ()) else IndexOutOfRange
        raise error(
            f"{op} of no elements is not defined: {list(input.shape)} has none there.",
            op=op,
            shapes=[list(input.shape)],
        )


def evenly(ops: Ops, g: Any, input: Any, out: Any, dim: Any, keepdim: bool) -> Any:
    """The gradient of an extremum, shared evenly by all elements that reach it."""
    shape = input.shape
    best = restore(ops, out, shape, dim, keepdim)
    reached = ops.eq(input, best)
    if dim is None:  # PyTorch's max() minds NaN, its amax does not
        reached = reached | (ops.isnan(input) & ops.isnan(best))
    share = ops.to(reached, g.dtype)
    return restore(ops, g, shape, dim, keepdim) * (share / ops.sum(share, dim, True))


@reduction(cases=(*CASES, *_MANY))
def amax(xp: Xp, input: Array, dim: Integers = (), keepdim: Boolean = False) -> Any:
    """The largest elements over dim, or of all. Equal ones share the gradient evenly."""
    _check("amax", input, dim)
    return xp.amax(input, axes(dim, input.ndim), None, keepdim)


amax.gradient(input=lambda ops, g, input, out, dim, keepdim: evenly(ops, g, input, out, dim, keepdim))


@reduction(cases=(*CASES, *_MANY))
def amin(xp: Xp, input: Array, dim: Integers = (), keepdim: Boolean = False) -> Any:
    """The smallest elements over dim, or of all. Equal ones share the gradient evenly."""
    _check("amin", input, dim)
    return xp.amin(input, axes(dim, input.ndim), None, keepdim)


amin.gradient(input=lambda ops, g, input, out, dim, keepdim: evenly(ops, g, input, out, dim, keepdim))


@reduction(outputs=("min", "max"), shape=None, cases=CASES)
def aminmax(xp: Xp, input: Array, *, dim: Integer | None = None, keepdim: Boolean = False) -> Any:
    """The smallest and the largest elements along dim, or of all. Equal ones share the gradient evenly."""
    _check("aminmax", input, dim)
    along = axes(dim, input.ndim)
    return xp.amin(input, along, None, keepdim), xp.amax(input, along, None, keepdim)


def _aminmax_gradient(ops: Ops, g: Any, input: Any, min: Any, max: Any, dim: Any, keepdim: bool) -> Any:
    along = () if dim is None else dim
    parts = [
        evenly(ops, one, input, out, along, keepdim) for one, out in zip(g, (min, max), strict=True) if one is not None
    ]
    return parts[0] if len(parts) == 1 else parts[0] + parts[1]


aminmax.gradient(input=_aminmax_gradient)


@reduction(grad_fn=("MaxBackward1",), cases=CASES[:2])
def _max(xp: Xp, input: Array) -> Any:
    """The largest of all elements."""
    _check("max", input, None)
    return xp.amax(input)


_max.gradient(input=lambda ops, g, input, out: evenly(ops, g, input, out, None, False))


@reduction(grad_fn=("MinBackward1",), cases=CASES[:2])
def _min(xp: Xp, input: Array) -> Any:
    """The smallest of all elements."""
    _check("min", input, None)
    return xp.amin(input)


_min.gradient(input=lambda ops, g, input, out: evenly(ops, g, input, out, None, False))


def _found(xp: Xp, search: Any, input: Any, dim: int, keepdim: bool) -> tuple[Any, Any]:
    """Elements that a search finds along dim, and their indices."""
    if not input.ndim:
        return input.copy(), xp.zeros((), "int64")
    axis = dimension(dim, input.ndim)
    indices = xp.expand_dims(search(input, axis), axis)
    values = xp.take_along_axis(input, indices, axis)
    return (values, indices) if keepdim else (values.squeeze(axis), indices.squeeze(axis))


@reduction(grad_fn=("MaxBackward0",), outputs=("values", "indices"), shape=None, cases=CASES[2:])
def _max_dim(xp: Xp, input: Array, dim: Integer, keepdim: Boolean = False) -> Any:
    """The largest elements along dim, and their indices."""
    _check("max", input, dim)
    return _found(xp, xp.argmax, input, dim, keepdim)


@reduction(grad_fn=("MinBackward0",), outputs=("values", "indices"), shape=None, cases=CASES[2:])
def _min_dim(xp: Xp, input: Array, dim: Integer, keepdim: Boolean = False) -> Any:
    """The smallest elements along dim, and their indices."""
    _check("min", input, dim)
    return _found(xp, xp.argmin, input, dim, keepdim)


def found_gradient(ops: Ops, g: Any, input_shape: Any, indices: Any, dim: int, keepdim: bool) -> Any:
    if not input_shape:
        return g[0]
    dim = dimension(dim, len(input_shape))
    return ops._scatter_one(
        restore(ops, g[0], input_shape, dim, keepdim),
        restore(ops, indices, input_shape, dim, keepdim),
        dim,
        input_shape,
    )


_max_dim.gradient(input=found_gradient)
_min_dim.gradient(input=found_gradient)


@operation(
    "indexing",
    name="_scatter_one",
    promotion=PROMOTE,
    shape=lambda g, indices, dim, size: size,
    cases=({"g": (2, 1), "indices": [[2], [0]], "dim": 1, "size": (2, 3)},),
)
def scatter_one(xp: Xp, g: Array, indices: Plain, dim: Integer, size: Integers) -> Any:
    """Zeros with one element of g at each index along dim."""
    out = xp.zeros(size, g.dtype)
    out[along(xp, indices, dim)] = g
    return out


scatter_one.gradient(g=lambda ops, g, indices, dim: ops._gather_one(g, indices, dim))


@operation(
    "indexing",
    promotion=PROMOTE,
    shape=lambda input, indices, dim: indices,
    cases=({"input": (2, 3), "indices": [[2], [0]], "dim": 1},),
)
def _gather_one(xp: Xp, input: Array, indices: Plain, dim: Integer) -> Any:
    """One element of input at each index along dim."""
    return xp.take_along_axis(input, indices, dim)


_gather_one.gradient(
    input=lambda ops, g, input_shape, indices, dim: ops._scatter_one(g, indices, dim, tuple(input_shape))
)

VALUES_AND_INDICES = ("values", "indices")


def _extremum(ops: Ops, name: str, input: Any, dim: Any, keepdim: bool, other: Any) -> Any:
    if other is not None:
        if dim is not None:
            raise InvalidArgument(f"{name} takes dim or other, not both.", op=name)
        return ops.maximum(input, other) if name == "max" else ops.minimum(input, other)
    if dim is None:
        return ops._max(input) if name == "max" else ops._min(input)
    shapes.reduced(input.shape, dim)
    return ops._max_dim(input, dim, keepdim) if name == "max" else ops._min_dim(input, dim, keepdim)


@composite("reduction", outputs=VALUES_AND_INDICES, cases=(*CASES, {"input": (2, 3), "other": (3,)}))
def max(
    ops: Ops, input: Array, dim: Integer | None = None, keepdim: Boolean = False, *, other: Array | None = None
) -> Any:
    """The largest of all elements; with dim those along it and their indices; with other maximum(input, other)."""
    return _extremum(ops, "max", input, dim, keepdim, other)


@composite("reduction", outputs=VALUES_AND_INDICES, cases=(*CASES, {"input": (2, 3), "other": (3,)}))
def min(
    ops: Ops, input: Array, dim: Integer | None = None, keepdim: Boolean = False, *, other: Array | None = None
) -> Any:
    """The smallest of all elements; with dim those along it and their indices; with other minimum(input, other)."""
    return _extremum(ops, "min", input, dim, keepdim, other)


def _position(op: str, search: Any, input: Any, dim: int | None, keepdim: bool) -> Any:
    _check(op, input, dim)
    if input.dtype.kind == "b":
        raise OpFailed(f"{op} of booleans is not defined: convert them with to().", op=op)
    if dim is not None and input.ndim:
        axis = dimension(dim, input.ndim)
        found = search(input, axis)
        return found.reshape((*input.shape[:axis], 1, *input.shape[axis + 1 :])) if keepdim else found
    found = search(input)
    return found.reshape((1,) * input.ndim) if keepdim else found


@reduction(cases=CASES)
def argmax(xp: Xp, input: Array, dim: Integer | None = None, keepdim: Boolean = False) -> Any:
    """The index of the largest element along dim, or in the flattened input; of equal ones the first."""
    return _position("argmax", xp.argmax, input, dim, keepdim)


@reduction(cases=CASES)
def argmin(xp: Xp, input: Array, dim: Integer | None = None, keepdim: Boolean = False) -> Any:
    """The index of the smallest element along dim, or in the flattened input; of equal ones the first."""
    return _position("argmin", xp.argmin, input, dim, keepdim)
