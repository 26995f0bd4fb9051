"""Vectors scaled to a length, or down to one.

https://docs.pytorch.org/docs/stable/generated/torch.renorm.html
"""

from __future__ import annotations

from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import composite, operation
from engine.op import PROMOTE
from engine.ops.reduction.norms import norm_gradient, norm_of_vectors
from engine.parameters import Array, Integer, Integers, Number, Ops, Xp
from engine.shapes import dimension

_ROOM = 1e-7  # what PyTorch adds to a norm before it divides by it


def _others(rank: int, dim: int) -> tuple[int, ...]:
    return tuple(one for one in range(rank) if one != dimension(dim, rank))


@operation(
    "reduction",
    promotion=PROMOTE,
    in_place=True,
    shape=lambda input, **attributes: input,
    cases=(
        {"input": (3, 2), "p": 2, "dim": 0, "maxnorm": 1.0},
        {"input": (2, 2, 2), "p": 1.5, "dim": -1, "maxnorm": 2.0},
    ),
)
def renorm(xp: Xp, input: Array, p: Number, dim: Integer, maxnorm: Number) -> Any:
    """input, where each part at an index into dim, whose p-norm is larger than maxnorm, is scaled down to it."""
    if input.ndim < 2:
        raise ShapeMismatch(
            f"renorm needs at least 2 dimensions, got {list(input.shape)}.", op="renorm", shapes=[list(input.shape)]
        )
    if not p > 0 or maxnorm < 0:
        raise OpFailed(f"renorm needs p above 0 and maxnorm from 0 on, got {p} and {maxnorm}.", op="renorm")
    norm = norm_of_vectors(xp, input, p, _others(input.ndim, dim), True)
    return input * xp.where(norm > maxnorm, maxnorm / (norm + _ROOM), xp.ones((), norm.dtype))


def _renorm_gradient(ops: Ops, g: Any, input: Any, p: Any, dim: int, maxnorm: Any) -> Any:
    others = _others(len(input.shape), dim)
    norm = ops._vector_norm(input, p, others, True)
    large, room = norm > maxnorm, norm + _ROOM
    along = ops.sum(g * input, others, True)
    along = ops.real(along) if along.dtype.kind == "c" else along
    turned = norm_gradient(ops, ops._where(large, -along * maxnorm / (room * room), 0), input, norm, p, others, True)
    return g * ops._where(large, maxnorm / room, 1) + turned


renorm.gradient(input=_renorm_gradient)


@composite(
    "neural network",
    name="nn.functional.normalize",
    variants=("function",),
    cases=({"input": (2, 3)}, {"input": (3,), "dim": 0}),
)
def normalize(ops: Ops, input: Array, p: Number = 2.0, dim: Integers = (1,), eps: Number = 1e-12) -> Any:
    """input over its p-norm along dim: vectors of length 1, but where the norm is below eps."""
    return input / ops.clamp_min(ops.norm(input, p, dim, True), eps)
