"""Coins tossed: ones by chance, zeros else.

https://docs.pytorch.org/docs/stable/generated/torch.bernoulli.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes, shapes
from engine.batching import elements
from engine.errors import DtypeMismatch, OpFailed
from engine.families import METHOD, operation, random
from engine.ops.random.drawing import Draw
from engine.ops.random.sampling import MATRIX, Stream, filled
from engine.parameters import Array, Number, Ops, Plain, Xp


def _zeros(ops: Ops, g: Any) -> Any:
    return ops.zeros_like(g)


def _chances(xp: Xp, p: Any) -> Draw:
    """Draw what lies below p with that probability; p is a number or an array, whose dtype it has."""
    every = elements(xp.asarray(p))
    if not bool((every >= 0).all()) or not bool((every <= 1).all()):
        raise OpFailed("bernoulli: probabilities must lie between 0 and 1.", op="bernoulli")
    given = getattr(p, "dtype", None)
    return lambda generator, count, dtype: generator.chances(count, dtype, given)


@operation("random", random=True, shape=shapes.same, domain=(0.1, 0.9), cases=MATRIX)
def bernoulli(xp: Xp, input: Array, p: Number | None = None, *, generator: Stream = None) -> Any:
    """Ones with the probabilities in input, or with probability p; zeros else."""
    if p is None and not dtypes.is_differentiable(input.dtype):
        raise DtypeMismatch(
            f"bernoulli: {input.dtype.name} holds no probabilities.", op="bernoulli", exception="NotImplementedError"
        )
    p = input if p is None else p
    chances = _chances(xp, p)(generator, input.size, input.dtype)
    return (xp.asarray(chances).reshape(input.shape) < p).astype(input.dtype)


bernoulli.gradient(input=_zeros)


@operation(
    "random",
    random=True,
    in_place=True,
    shape=shapes.same,
    grad_fn=("BernoulliBackward1", "BernoulliBackward2"),
    variant=lambda inputs, attributes: not hasattr(inputs[1], "dtype"),
)
def _bernoulli(xp: Xp, input: Array, p: Plain, *, generator: Stream = None) -> Any:
    """Ones with probability p."""
    return (filled(xp, input, generator, _chances(xp, p)) < p).astype(input.dtype)


_bernoulli.gradient(input=_zeros)


@random(variants=METHOD, cases=({"input": (2, 3)}, {"input": (2, 3), "p": 0.2}))
def bernoulli_(context: Any, input: Array, p: Array = 0.5, *, generator: Stream = None) -> Any:
    """Fill input with ones with probability p, a number or a tensor of one per element; zeros else."""
    return context.ops._bernoulli_(input, p, generator=generator)
