"""Activation functions of neural networks.

https://docs.pytorch.org/docs/stable/nn.functional.html#non-linear-activation-functions
"""

from __future__ import annotations

from typing import Any

from engine.errors import DtypeMismatch
from engine.families import unary
from engine.op import PROMOTE
from engine.ops.comparisons import refuse_complex
from engine.parameters import Array, Xp


@unary(aliases=("special.expit", "nn.functional.sigmoid"))
def sigmoid(xp: Xp, input: Array) -> Any:
    """1 / (1 + exp(-input))."""
    return 1 / (1 + xp.exp(-input))


sigmoid.gradient(input=lambda ops, g, out: g * (out * (1 - out)))


@unary(
    promotion=PROMOTE,
    aliases=("nn.functional.relu",),
    cases=({"input": (2, 3)}, {"input": ()}, {"input": [-1.0, 0.0, 2.0]}, {"input": [-1, 2]}),
)
def relu(xp: Xp, input: Array) -> Any:
    """input where it is positive, else 0. The gradient at 0 is 0."""
    refuse_complex("relu", input)
    if input.dtype.kind == "b":
        raise DtypeMismatch("relu of booleans is not defined.", op="relu", dtypes=["bool"])
    return xp.maximum(input, 0)


relu.gradient(input=lambda ops, g, out: ops._where(out <= 0, 0, g))
