"""Scattering with a reduction: sums, products, means and extrema of what meets at one place.

https://docs.pytorch.org/docs/stable/generated/torch.Tensor.scatter_reduce_.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, NotDifferentiable, OpFailed
from engine.families import indexing
from engine.ops.indexing.gathering import at_front, scattered
from engine.ops.indexing.positions import flat_positions, reduce_at, within
from engine.ops.indexing.rows import written
from engine.parameters import Array, Boolean, Integer, Ops, Plain, Text, Xp
from engine.shapes import dimension

Shape = tuple[int, ...]
COMBINE = {"sum": "add", "prod": "multiply", "mean": "add", "amax": "maximum", "amin": "minimum"}


def _reduced(xp: Xp, op: str, out: Any, positions: Any, src: Any, reduce: str, include_self: bool, shape: Shape) -> Any:
    """A fresh array with src combined into its elements at flat positions."""
    kind = out.dtype.kind
    if (kind == "c" and reduce in ("amax", "amin")) or (kind == "b" and reduce == "mean"):
        raise DtypeMismatch(
            f"{op}: there is no {reduce} of {out.dtype.name}.",
            op=op,
            dtypes=[out.dtype.name],
            exception="NotImplementedError",
        )
    half = out.dtype if out.dtype in dtypes.HALVES else None
    flat, values = out.reshape(-1), src.reshape(-1)
    if half:
        flat, values = flat.astype(dtypes.float32), values.astype(dtypes.float32)
    positions = positions.reshape(-1)
    reduce_at(xp, flat, positions, values, COMBINE[reduce], include_self)
    if reduce == "mean":
        divide = xp.floor_divide if kind in "iu" else xp.true_divide
        counts = xp.bincount(positions, None, flat.size) + include_self
        flat = divide(flat, xp.maximum(counts, 1).astype(flat.dtype))
    return (flat.astype(half) if half else flat).reshape(shape)


def _known(op: str, reduce: str, known: tuple[str, ...]) -> None:
    if reduce not in known:
        raise OpFailed(f"{op}: reduce must be one of {', '.join(known)}, not {reduce!r}.", op=op)


def _count(ops: Ops, input: Any, dim: int, index: Any, src: Any, include_self: bool) -> Any:
    """How many numbers meet at each place, at least 1."""
    start = ops.ones_like(input) if include_self else ops.zeros_like(input)
    count = ops.scatter_add(start, dim, index, ops.ones_like(src))
    return ops.masked_fill(count, ops.eq(count, 0), 1)


def _shared(ops: Ops, g: Any, input: Any, dim: int, index: Any, src: Any, out: Any) -> tuple[Any, Any, Any]:
    """Of an extremum: the gradient divided among all that are it; and whether input is it, and src."""
    own = ops.to(ops.eq(input, out), g.dtype)
    theirs = ops.to(ops.eq(at_front(ops, src, index.shape), ops.gather(out, dim, index)), g.dtype)
    return g / ops.scatter_add(own, dim, index, theirs), own, theirs


def _to_input(
    ops: Ops, g: Any, input: Any, dim: int, index: Any, src: Any, reduce: str, include_self: bool, out: Any
) -> Any:
    if not include_self:
        return ops.scatter(g, dim, index, 0)
    if reduce == "sum":
        return g
    if reduce == "mean":
        return g / _count(ops, input, dim, index, src, True)
    if reduce == "prod":
        whole = ops.masked_fill(input, ops.eq(input, 0), 1)
        return g * ops.scatter_reduce(whole, dim, index, src, "prod") / whole
    shared, own, _ = _shared(ops, g, input, dim, index, src, out)
    return shared * own


def _to_src(
    ops: Ops, g: Any, input: Any, dim: int, index: Any, src: Any, reduce: str, include_self: bool, out: Any
) -> Any:
    shape = src.shape
    src = at_front(ops, src, index.shape)
    if reduce == "sum":
        found = ops.gather(g, dim, index)
    elif reduce == "mean":
        found = ops.gather(g / _count(ops, input, dim, index, src, include_self), dim, index)
    elif reduce == "prod":
        found = _product_to_src(ops, g, input, dim, index, src, include_self, out)
    else:
        shared, _, theirs = _shared(ops, g, input, dim, index, src, out)
        found = ops.gather(shared, dim, index) * theirs
    return ops._at_front(found, shape)


def _product_to_src(ops: Ops, g: Any, input: Any, dim: int, index: Any, src: Any, include_self: bool, out: Any) -> Any:
    """The product divided by each factor; where one is the only zero, the product of the others."""
    zero = ops.eq(src, 0)
    zeros = ops.gather(ops.scatter_add(ops.zeros_like(input), dim, index, ops.to(zero, input.dtype)), dim, index)
    alone = zero & ops.eq(zeros, 1)
    others = ops.scatter_reduce(input, dim, index, ops.masked_fill(src, alone, 1), "prod", include_self=include_self)
    divided = ops.gather(g * out, dim, index) / ops.masked_fill(src, zero, 1)
    found = ops._where(alone, ops.gather(g * others, dim, index), divided)
    return ops._once(found) if bool((ops.elements(zeros).real > 1).any()) else found


@indexing(cases=())
def _once(xp: Xp, input: Array) -> Any:
    """A gradient that has none of its own."""
    return input.copy()


def _no_second_gradient(ops: Ops, g: Any) -> Any:
    raise NotDifferentiable(
        "The gradient of a product with several zeros at one place has no gradient of its own, as in PyTorch."
    )


_once.gradient(input=_no_second_gradient)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=tuple(
        {"input": (2, 3), "dim": 1, "index": [[0, 0], [1, 0]], "src": (2, 3), "reduce": reduce}
        | ({"include_self": False} if reduce in ("prod", "mean") else {})
        for reduce in ("sum", "prod", "mean", "amax", "amin")
    ),
)
def scatter_reduce(
    xp: Xp, input: Array, dim: Integer, index: Plain, src: Array, reduce: Text, *, include_self: Boolean = True
) -> Any:
    """input with the sum, product, mean or extremum of itself and src in the places where gather would read."""
    _known("scatter_reduce", reduce, ("sum", "prod", "mean", "amax", "amin"))
    dim = dimension(dim, input.ndim)
    if not index.size:
        return input.copy()
    out, key, src = scattered(xp, "scatter_reduce", input, dim, index, src)
    positions = flat_positions(xp, out.shape, key, tuple(range(out.ndim)))
    return _reduced(xp, "scatter_reduce", out, positions, src, reduce, include_self, input.shape)


scatter_reduce.gradient(
    input=lambda ops, g, input, dim, index, src, reduce, include_self, out: _to_input(
        ops, g, input, dim, index, src, reduce, include_self, out
    ),
    src=lambda ops, g, input, dim, index, src, reduce, include_self, out: _to_src(
        ops, g, input, dim, index, src, reduce, include_self, out
    ),
)


@indexing(
    in_place=True,
    shape=lambda input, *others, **attributes: input,
    cases=tuple(
        {"input": (2, 3), "dim": 1, "index": [0, 0], "source": (2, 2), "reduce": reduce}
        for reduce in ("prod", "mean", "amax", "amin")
    ),
)
def index_reduce(
    xp: Xp, input: Array, dim: Integer, index: Plain, source: Array, reduce: Text, *, include_self: Boolean = True
) -> Any:
    """input with the product, mean or extremum of its parts that index numbers along dim and the parts of source."""
    _known("index_reduce", reduce, ("prod", "mean", "amax", "amin"))
    dim = dimension(dim, input.ndim)
    out, index, source = written("index_reduce", input, dim, index, source)
    within(xp, "index_reduce", index, out.shape, dim)
    positions = flat_positions(xp, out.shape, (index,), (dim,))
    return _reduced(xp, "index_reduce", out, positions, source, reduce, include_self, input.shape)


def _spread(ops: Ops, index: Any, dim: int, shape: Shape) -> Any:
    """An index per element of a source from one per part of it."""
    dim = dimension(dim, len(shape))
    lined = (1,) * dim + (math.prod(index.shape),) + (1,) * (len(shape) - 1 - dim) if shape else ()
    return ops.expand(ops.reshape(index, lined), shape)


index_reduce.gradient(
    input=lambda ops, g, input, dim, index, source, reduce, include_self, out: _to_input(
        ops, g, input, dim, _spread(ops, index, dim, source.shape), source, reduce, include_self, out
    ),
    source=lambda ops, g, input, dim, index, source, reduce, include_self, out: _to_src(
        ops, g, input, dim, _spread(ops, index, dim, source.shape), source, reduce, include_self, out
    ),
)
