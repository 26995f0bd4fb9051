"""What layers of neural networks compute.

https://docs.pytorch.org/docs/stable/nn.functional.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import ShapeMismatch
from engine.families import contraction
from engine.ops.losses import FUNCTION
from engine.ops.products import matmul
from engine.parameters import Array, Ops, Xp

Shape = tuple[int, ...]


def _linear_shape(input: Shape, weight: Shape, bias: Shape = ()) -> Shape:
    if len(weight) != 2 or not input or input[-1] != weight[1] or bias not in ((), weight[:1], (1,)):
        raise ShapeMismatch(
            f"nn.functional.linear of {list(input)} needs a weight of [outputs, {input[-1] if input else 1}] and a "
            f"bias of [outputs], got {list(weight)} and {list(bias)}.",
            op="nn.functional.linear",
            shapes=[list(input), list(weight), list(bias)],
        )
    return (*input[:-1], weight[0])


def _linear_name(inputs: Any, attributes: Any) -> int:
    rank = min(len(inputs[0].shape), 3) - 1
    return rank if inputs[2] is None else rank + 3


@contraction(
    name="nn.functional.linear",
    shape=_linear_shape,
    grad_fn=(
        *("SqueezeBackward4", "MmBackward0", "UnsafeViewBackward0"),
        *("ViewBackward0", "AddmmBackward0", "ViewBackward0"),
    ),
    variant=_linear_name,
    variants=FUNCTION,
    cases=(
        {"input": (2, 3), "weight": (4, 3), "bias": (4,)},
        {"input": (2, 3), "weight": (4, 3)},
        {"input": (2, 2, 3), "weight": (4, 3), "bias": (4,)},
        {"input": (2, 2, 3), "weight": (4, 3)},
        {"input": (3,), "weight": (4, 3), "bias": (4,)},
        {"input": (3,), "weight": (4, 3)},
    ),
)
def linear(xp: Xp, input: Array, weight: Array, bias: Array | None = None) -> Any:
    """input @ weight.T + bias, along the last dimension of input."""
    _linear_shape(input.shape, weight.shape, () if bias is None else bias.shape)
    out = matmul.function(xp, input, weight.T)
    return out if bias is None else out + bias


def _linear_weight(ops: Ops, g: Any, input: Any, weight_shape: Shape) -> Any:
    rows = math.prod(input.shape[:-1])
    g, input = ops.reshape(g, (rows, weight_shape[0])), ops.reshape(input, (rows, weight_shape[1]))
    return ops.mm(ops.transpose(g, 0, 1), input)


linear.gradient(
    input=lambda ops, g, weight: ops.matmul(g, weight),
    weight=_linear_weight,
    bias=lambda ops, g: g,
)
