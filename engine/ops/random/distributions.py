"""Random numbers of further distributions, written in place or drawn for each element of a tensor.

https://docs.pytorch.org/docs/stable/torch.html#random-sampling
"""

from __future__ import annotations

from typing import Any

import numpy

from engine import counts, dtypes, shapes
from engine.batching import elements
from engine.batching.array import BatchedArray
from engine.batching.broadcasting import full
from engine.batching.generator import BatchedGenerator
from engine.draws import rounded
from engine.errors import DtypeMismatch, InvalidValue, NotDifferentiable, OpFailed
from engine.families import METHOD, operation, random
from engine.op import Op
from engine.ops.random.drawing import Draw
from engine.ops.random.sampling import MATRIX, Stream, filled
from engine.parameters import Array, Number, Ops, Xp


def _draw(kind: str, *parameters: Any) -> Draw:
    """Draw numbers of a distribution."""
    return lambda generator, count, dtype: getattr(generator, kind)(count, dtype, *parameters)


def _zeros(ops: Ops, g: Any) -> Any:
    return ops.zeros_like(g)


def _continuous(op: str, dtype: dtypes.Dtype, exception: str) -> None:
    if dtypes.CATEGORY[dtype] != dtypes.FLOATING:
        raise DtypeMismatch(
            f"{op} needs a floating point tensor, not {dtype.name}.", op=op, dtypes=[dtype.name], exception=exception
        )


@operation("random", random=True, in_place=True, shape=shapes.same)
def _cauchy(xp: Xp, input: Array, median: Number, sigma: Number, *, generator: Stream = None) -> Any:
    """Cauchy numbers like input."""
    return filled(xp, input, generator, _draw("cauchy", median, sigma))


_cauchy.gradient(input=_zeros)


@random(variants=METHOD, cases=MATRIX)
def cauchy_(context: Any, input: Array, median: Number = 0, sigma: Number = 1, *, generator: Stream = None) -> Any:
    """Fill input with numbers of a Cauchy distribution around median, of scale sigma."""
    _continuous("cauchy_", input.dtype, "RuntimeError")
    if not sigma > 0:
        raise OpFailed(f"cauchy_: sigma must be positive, got {sigma}.", op="cauchy_")
    return context.ops._cauchy_(input, median, sigma, generator=generator)


@operation("random", random=True, in_place=True, shape=shapes.same)
def _log_normal(xp: Xp, input: Array, mean: Number, std: Number, *, generator: Stream = None) -> Any:
    """Numbers like input whose logarithms are normal."""
    return filled(xp, input, generator, _draw("log_normal", mean, std))


_log_normal.gradient(input=_zeros)


@random(variants=METHOD, cases=MATRIX)
def log_normal_(context: Any, input: Array, mean: Number = 1, std: Number = 2, *, generator: Stream = None) -> Any:
    """Fill input with numbers whose logarithms are normal, of that mean and standard deviation."""
    _continuous("log_normal_", input.dtype, "NotImplementedError")
    if not std > 0:
        raise OpFailed(f"log_normal_: std must be positive, got {std}.", op="log_normal_")
    return context.ops._log_normal_(input, mean, std, generator=generator)


@operation("random", random=True, in_place=True, shape=shapes.same)
def _geometric(xp: Xp, input: Array, p: Number, *, generator: Stream = None) -> Any:
    """Geometric numbers like input."""
    return filled(xp, input, generator, _draw("geometric", p))


_geometric.gradient(input=_zeros)


@random(variants=METHOD, cases=({"input": (2, 3), "p": 0.25},))
def geometric_(context: Any, input: Array, p: Number, *, generator: Stream = None) -> Any:
    """Fill input with numbers of trials until the first success, which each has with probability p."""
    if dtypes.CATEGORY[input.dtype] not in (dtypes.INTEGRAL, dtypes.FLOATING):
        raise DtypeMismatch(
            f"geometric_ cannot fill {input.dtype.name}.", op="geometric_", exception="NotImplementedError"
        )
    if not 0 < p < 1:
        raise OpFailed(f"geometric_: p must lie between 0 and 1, got {p}.", op="geometric_")
    return context.ops._geometric_(input, p, generator=generator)


@operation("random", random=True, shape=shapes.same, variants=("function",), domain=(0.5, 12.0), cases=MATRIX)
def poisson(xp: Xp, input: Array, *, generator: Stream = None) -> Any:
    """Counts of events, each at the rate in input."""
    _continuous("poisson", input.dtype, "NotImplementedError")
    if not bool((elements(input) >= 0).all()):
        raise OpFailed("poisson: rates must not be negative.", op="poisson")
    source: Any = generator
    rates = input.astype(dtypes.float64).reshape(-1).tolist()
    drawn = source.one_by_one(lambda draw: numpy.array([counts.poisson(draw, rate) for rate in rates], float))
    return xp.asarray(rounded(drawn, input.dtype)).reshape(input.shape)


poisson.gradient(input=_zeros)
poisson.batching(lambda module, input, *, generator: _for_all(poisson, module, [input], generator))


@operation(
    "random",
    random=True,
    shape=shapes.broadcast,
    variants=("function",),
    grad_fn=("NotImplemented",),
    domain=(0.1, 0.9),
    cases=({"count": [5.0, 40.0, 40.0], "prob": [0.25, 0.5, 0.75]},),
)
def binomial(xp: Xp, count: Array, prob: Array, *, generator: Stream = None) -> Any:
    """Counts of successes, of as many trials as in count, each with the probability in prob."""
    if dtypes.CATEGORY[count.dtype] != dtypes.FLOATING:
        raise InvalidValue(f"binomial needs a floating point count, not {count.dtype.name}.", op="binomial")
    if count.dtype != prob.dtype:
        raise DtypeMismatch(
            f"binomial: count is {count.dtype.name} and prob {prob.dtype.name}: convert one with to().", op="binomial"
        )
    if count.dtype in dtypes.HALVES:
        raise DtypeMismatch(
            f"binomial is not there for {count.dtype.name}.", op="binomial", exception="NotImplementedError"
        )
    pairs = xp.stack(xp.broadcast_arrays(count, prob), -1)
    listed = pairs.astype(dtypes.float64).reshape(-1, 2).tolist()
    source: Any = generator
    drawn = source.one_by_one(lambda draw: numpy.array([counts.binomial(draw, *pair) for pair in listed], float))
    return xp.asarray(rounded(drawn, count.dtype)).reshape(pairs.shape[:-1])


def _no_gradient(ops: Ops, g: Any) -> Any:
    raise NotDifferentiable("binomial has no gradient: detach() its inputs.", op="binomial")


binomial.gradient(count=_no_gradient, prob=_no_gradient)
binomial.batching(lambda module, count, prob, *, generator: _for_all(binomial, module, [count, prob], generator))


def _for_all(op: Op, module: Any, inputs: list[Any], generator: Any) -> Any:
    """Counts under vmap: how many numbers each takes differs, so all examples draw in turn, as one tensor would."""
    if not isinstance(generator, BatchedGenerator):
        raise OpFailed(f"{op.name}: examples with parameters of their own cannot draw the same numbers.", op=op.name)
    xp, levels = module.physical, module.levels
    arrays = [full(one, levels, xp) for one in module.broadcast_arrays(*inputs)]
    return BatchedArray(op.function(xp, *arrays, generator=generator.of_all(levels)), levels, xp)
