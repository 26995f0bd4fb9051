"""Making gradients like what they are the gradients of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine import dtypes
from engine.node import Edge


def fitted(ops: Any, gradient: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
    """Undo broadcasting, casts and the step from real to complex: a gradient is like what it is the gradient of."""
    if gradient.dtype.kind == "c" and dtype.kind != "c":
        gradient = ops.real(gradient)
    if gradient.shape != shape:
        gradient = ops.sum_to_size(gradient, shape)
    return gradient if gradient.dtype is dtype else ops.to(gradient, dtype)


def all_fitted(ops: Any, found: Iterator[tuple[Edge, Any]]) -> Iterator[tuple[Edge, Any]]:
    """The gradients that a node made, each like what its edge leads to."""
    for edge, gradient in found:
        shape, dtype = edge[0].outputs[edge[1]]
        yield edge, None if gradient is None else fitted(ops, gradient, shape, dtype)
