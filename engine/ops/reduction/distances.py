"""Distances and angles between vectors.

https://docs.pytorch.org/docs/stable/nn.functional.html#distance-functions
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import DtypeMismatch, EngineError, OpFailed, ShapeMismatch
from engine.families import FUNCTION, composite, operation, reduction
from engine.op import PROMOTE
from engine.ops.reduction.norms import norm_gradient, norm_of_vectors
from engine.parameters import Array, Boolean, Integer, Number, Ops, Text, Xp
from engine.shapes import broadcast

FAMILY = "neural network"
Shape = tuple[int, ...]


def _one(input: Shape, other: Shape, **attributes: Any) -> Shape:
    """The shape of a number that two tensors, which broadcast, give."""
    broadcast(input, other)
    return ()


@reduction(
    shape=_one,
    cases=({"input": (2, 3), "other": (3,)}, {"input": (3,), "other": (3,), "p": 3}, {"input": (), "other": (2,)}),
)
def dist(xp: Xp, input: Array, other: Array, p: Number = 2) -> Any:
    """The p-norm of input - other, both broadcast."""
    return norm_of_vectors(xp, input - other, p, None, False)


def _dist_gradient(ops: Ops, g: Any, input: Any, other: Any, out: Any, p: Any) -> Any:
    return norm_gradient(ops, g, input - other, out, p, None, False)


dist.gradient(
    input=_dist_gradient,
    other=lambda ops, g, input, other, out, p: -_dist_gradient(ops, g, input, other, out, p),
)


@composite(
    FAMILY,
    name="nn.functional.pairwise_distance",
    aliases=("pairwise_distance",),
    variants=FUNCTION,
    cases=({"x1": (2, 3), "x2": (2, 3)}, {"x1": (2, 3), "x2": (3,), "p": 3, "keepdim": True}),
)
def pairwise_distance(
    ops: Ops, x1: Array, x2: Array, p: Number = 2.0, eps: Number = 1e-6, keepdim: Boolean = False
) -> Any:
    """The p-norms of x1 - x2 + eps along the last dimension."""
    return ops._norm(x1 - x2 + eps, p, (-1,), keepdim)


@composite(
    FAMILY,
    name="nn.functional.cosine_similarity",
    aliases=("cosine_similarity",),
    variants=FUNCTION,
    cases=({"x1": (2, 3), "x2": (2, 3)}, {"x1": (2, 3), "x2": (2, 1), "dim": 0}),
)
def cosine_similarity(ops: Ops, x1: Array, x2: Array, dim: Integer = 1, eps: Number = 1e-8) -> Any:
    """The cosines of the angles between x1 and x2 along dim; norms count as eps at least."""
    if x1.dtype.kind in "biu" and x2.dtype.kind in "biu":
        raise DtypeMismatch(
            "nn.functional.cosine_similarity needs floating point numbers.", op="nn.functional.cosine_similarity"
        )
    shape = broadcast(x1.shape, x2.shape)
    one, other = (vectors if vectors.shape == shape else ops.expand(vectors, shape) for vectors in (x1, x2))
    return ops.sum(_unit(ops, one, dim, eps) * _unit(ops, other, dim, eps), dim)


def _unit(ops: Ops, vectors: Any, dim: int, eps: Any) -> Any:
    """Vectors over their norms. A norm raised to eps has the gradient of the norm, as in PyTorch."""
    norm = ops.linalg.vector_norm(vectors, 2, dim, True)
    still = ops.detach(norm)
    return vectors / (norm + (ops.clamp_min(still, eps) - still))


@reduction(
    promotion=PROMOTE,
    shape=lambda input, p, between=True: input[:-1],
    halves=False,
    grad_fn=("PdistBackward0", "CdistBackward0"),
    variant=lambda inputs, attributes: attributes.get("between", True),
    cases=({"input": (2, 3), "p": 2}, {"input": (2, 3), "p": math.inf}, {"input": (2, 0), "p": math.inf}),
)
def _lengths(xp: Xp, input: Array, p: Number, between: Boolean = True) -> Any:
    """The p-norms along the last dimension, of differences between two sets, or within one."""
    if not input.shape[-1]:
        return xp.zeros(input.shape[:-1], input.dtype)
    return norm_of_vectors(xp, input, p, -1, False)


def _lengths_gradient(ops: Ops, g: Any, input: Any, out: Any, p: Any) -> Any:
    if p != math.inf or not input.shape[-1]:
        return norm_gradient(ops, g, input, out, p, -1, False)
    reached = ops.eq(ops.abs(input), ops.unsqueeze(out, -1))  # each, not shared among equal ones
    return ops._where(reached, ops.sign(input) * ops.unsqueeze(g, -1), 0)


_lengths.gradient(input=_lengths_gradient)


def _all_pairs(x1: Shape, x2: Shape, **attributes: Any) -> Shape:
    return (*broadcast(x1[:-2], x2[:-2]), x1[-2], x2[-2])


@reduction(
    promotion=PROMOTE, shape=_all_pairs, grad_fn=("EuclideanDistBackward0",), cases=({"x1": (3, 2), "x2": (4, 2)},)
)
def _euclidean_dist(xp: Xp, x1: Array, x2: Array) -> Any:
    """The Euclidean distances between the rows of x1 and x2, by a matrix product."""
    squares = xp.sum(x1 * x1, -1, None, None, True) + xp.expand_dims(xp.sum(x2 * x2, -1), -2)
    return xp.sqrt(xp.maximum(squares - 2 * xp.matmul(x1, xp.swapaxes(x2, -1, -2)), 0))


def _euclidean_gradient(ops: Ops, g: Any, one: Any, other: Any, out: Any) -> Any:
    ratio = ops._where(ops.eq(out, 0), 0, g / out)
    return one * ops.sum(ratio, -1, True) - ops.matmul(ratio, other)


_euclidean_dist.gradient(
    x1=lambda ops, g, x1, x2, out: _euclidean_gradient(ops, g, x1, x2, out),
    x2=lambda ops, g, x1, x2, out: _euclidean_gradient(
        ops, ops.transpose(g, -1, -2), x2, x1, ops.transpose(out, -1, -2)
    ),
)

_ALWAYS, _NEVER, _LARGE = (
    "use_mm_for_euclid_dist",
    "donot_use_mm_for_euclid_dist",
    "use_mm_for_euclid_dist_if_necessary",
)
_MANY = 25  # rows, from which on a matrix product pays


@composite(
    "reduction",
    variants=FUNCTION,
    cases=(
        {"x1": (3, 2), "x2": (4, 2)},
        {"x1": (2, 3, 2), "x2": (1, 2, 2), "p": 1.5},
        {"x1": (3, 2), "x2": (2, 2), "compute_mode": _ALWAYS},
    ),
)
def cdist(ops: Ops, x1: Array, x2: Array, p: Number = 2.0, compute_mode: Text = _LARGE) -> Any:
    """The p-norms of the differences of each row of x1 and each of x2; compute_mode says how where p is 2."""
    _rows("cdist", x1, p)
    _rows("cdist", x2, p)
    if compute_mode not in (_ALWAYS, _NEVER, _LARGE):
        raise EngineError(
            f"cdist: compute_mode is {_ALWAYS!r}, {_NEVER!r} or {_LARGE!r}, not {compute_mode!r}.",
            op="cdist",
            exception="ValueError",
        )
    if len(x1.shape) < 2 or len(x2.shape) < 2 or x1.shape[-1] != x2.shape[-1]:
        raise ShapeMismatch(
            f"cdist needs two tensors of rows with as many columns, got {list(x1.shape)} and {list(x2.shape)}.",
            op="cdist",
            shapes=[list(x1.shape), list(x2.shape)],
        )
    large = max(x1.shape[-2], x2.shape[-2]) > _MANY
    if p == 2 and (compute_mode == _ALWAYS or (compute_mode == _LARGE and large)):
        return ops.view(ops._euclidean_dist(x1, x2), _all_pairs(x1.shape, x2.shape))
    return ops._lengths(ops.unsqueeze(x1, -2) - ops.unsqueeze(x2, -3), p)


def _rows(op: str, input: Any, p: Any) -> None:
    if input.dtype.kind in "biuc":
        raise DtypeMismatch(f"{op} needs real floating point numbers, not {input.dtype.name}.", op=op)
    if p < 0:
        raise OpFailed(f"{op}: p must not be negative, got {p}.", op=op)


@composite(
    FAMILY,
    name="nn.functional.pdist",
    aliases=("pdist",),
    variants=FUNCTION,
    cases=({"input": (4, 2)}, {"input": (1, 2)}),
)
def pdist(ops: Ops, input: Array, p: Number = 2.0) -> Any:
    """The p-norms of the differences of each two rows of input: those of the first with all others, and so on."""
    _rows("nn.functional.pdist", input, p)
    if len(input.shape) != 2:
        raise ShapeMismatch(
            f"nn.functional.pdist needs a matrix, got {list(input.shape)}.",
            op="nn.functional.pdist",
            shapes=[list(input.shape)],
        )
    first, second = ops._pairs(input)
    return ops._lengths(ops.index_select(input, 0, first) - ops.index_select(input, 0, second), p, False)


def _pairs_shape(input: Shape) -> list[Shape]:
    return [(input[0] * (input[0] - 1) // 2,)] * 2


@operation("indexing", outputs=("first", "second"), shape=_pairs_shape, grows=True, cases=({"input": (4, 2)},))
def _pairs(xp: Xp, input: Array) -> Any:
    """The numbers of the rows of each two."""
    return tuple(xp.triu_indices(input.shape[0], 1))
