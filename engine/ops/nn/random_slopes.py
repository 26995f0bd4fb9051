"""The leaky rectifier whose slopes are drawn by chance.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.rrelu.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes, shapes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.ops.random.sampling import Stream
from engine.parameters import Array, Boolean, Number, Ops, Plain, Xp


@operation(NETWORK, random=True, shape=shapes.same)
def _slopes(xp: Xp, input: Array, lower: Number, upper: Number, *, generator: Stream = None) -> Any:
    """1 where input is positive, else a number uniform in [lower, upper)."""
    source: Any = generator
    (below,) = xp.nonzero(input.reshape(-1) <= 0)
    slopes = xp.ones(input.size, input.dtype)
    slopes[below] = xp.asarray(source.uniform(len(below), dtypes.float64, lower, upper).astype(input.dtype))
    return slopes.reshape(input.shape)


@operation(NETWORK, shape=shapes.same, grad_fn=("RreluWithNoiseBackward0",))
def _sloped(xp: Xp, input: Array, slopes: Plain) -> Any:
    """input times slopes."""
    return input * slopes


_sloped.gradient(input=lambda ops, g, slopes: g * slopes)


@composite(
    NETWORK,
    name="nn.functional.rrelu",
    in_place=True,
    variants=FUNCTION,
    cases=({"input": (2, 3)}, {"input": [-1.0, 0.0, 2.0], "lower": 0.25, "upper": 0.5}),
)
def rrelu(
    ops: Ops,
    input: Array,
    lower: Number = 1 / 8,
    upper: Number = 1 / 3,
    training: Boolean = False,
) -> Any:
    """input where it is positive, else times a random slope from lower to upper while training, else their mean."""
    op = "nn.functional.rrelu"
    if lower > upper:
        raise OpFailed(f"{op}: lower ({lower}) must not exceed upper ({upper}).", op=op)
    if dtypes.CATEGORY[input.dtype] != dtypes.FLOATING or (training and input.dtype == dtypes.float16):
        raise DtypeMismatch(
            f"{op} is not there for {input.dtype.name}.",
            op=op,
            dtypes=[input.dtype.name],
            exception="NotImplementedError",
        )
    if training:
        slopes = ops._slopes(ops.detach(input), lower, upper)
    else:
        slopes = ops._where(ops.le(input, 0), (lower + upper) / 2, ops.ones_like(input))
    return ops._sloped(input, slopes)
