"""What layers of neural networks compute.

https://docs.pytorch.org/docs/stable/nn.functional.html
"""

from __future__ import annotations

import math
from typing import Any

from engine.errors import OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, contraction
from engine.ops.linalg.products import matmul
from engine.parameters import Array, Integer, Number, Ops, Text, Xp

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


@composite(
    NETWORK,
    name="nn.functional.linear_cross_entropy",
    variants=FUNCTION,
    cases=(
        {"input": (3, 2), "linear_weight": (4, 2), "target": [0, 3, 1], "linear_bias": (4,)},
        {"input": (2, 2), "linear_weight": (4, 3, 2), "target": [[0, 3, 1], [2, 2, 0]], "reduction": "sum"},
    ),
)
def linear_cross_entropy(
    ops: Ops,
    input: Array,
    linear_weight: Array,
    target: Array,
    *,
    linear_bias: Array | None = None,
    weight: Array | None = None,
    reduction: Text = "mean",
    ignore_index: Integer | None = None,
    label_smoothing: Number = 0.0,
) -> Any:
    """cross_entropy of linear(input, linear_weight, linear_bias) and target; the weight is [classes, ..., features]."""
    op, rank, outputs = "nn.functional.linear_cross_entropy", len(input.shape), linear_weight.shape[:-1]
    if rank not in (1, 2) or not outputs or linear_weight.shape[-1] != input.shape[-1] or len(outputs) > 1 == rank:
        raise ShapeMismatch(
            f"{op} needs an input of [samples, features] and a weight of [classes, ..., features], or [features] and "
            f"[classes, features]; got {list(input.shape)} and {list(linear_weight.shape)}.",
            op=op,
            shapes=[list(input.shape), list(linear_weight.shape)],
        )
    if linear_bias is not None and linear_bias.shape != outputs:
        raise ShapeMismatch(
            f"{op}: linear_bias must be of {list(outputs)}, not {list(linear_bias.shape)}.",
            op=op,
            shapes=[list(outputs), list(linear_bias.shape)],
        )
    shape = (*input.shape[:-1], *outputs)
    if ignore_index is not None and target.shape == shape:
        raise OpFailed(f"{op}: ignore_index means nothing where target holds probabilities.", op=op)
    rows = ops.reshape(linear_weight, (-1, input.shape[-1])) if len(outputs) > 1 else linear_weight
    bias = ops.reshape(linear_bias, (-1,)) if linear_bias is not None and len(outputs) > 1 else linear_bias
    return ops.nn.functional.cross_entropy(
        ops.reshape(ops.nn.functional.linear(input, rows, bias), shape),
        target,
        weight,
        ignore_index=-100 if ignore_index is None else ignore_index,
        reduction=reduction,
        label_smoothing=label_smoothing,
    )
