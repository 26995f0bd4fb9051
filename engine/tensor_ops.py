"""`ops` on tensors: the second reading of gradient rules, which records, so that gradients have gradients."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.apply import apply
from engine.batching import elements
from engine.namespace import Namespace
from engine.op import registry
from engine.vmap import each_example

if TYPE_CHECKING:
    from engine.batching.array import NotBatched
    from engine.context import Context
    from engine.op import Op
    from engine.op_node import OpNode


class TensorOps(Namespace):
    """Operations on the tensors of one context, recorded where it records."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def _bound(self, op: Op, name: str) -> Any:
        context, tensors = self.context, len(op.tensors)
        general = functools.partial(context.call, name)
        if registry.is_in_place(name) or (op.kind == "xp" and not op.tensors_first):
            return general
        if op.kind != "xp":
            return functools.partial(op.function, self if op.kind == "ops" else context)

        def call(*args: Any, **kwargs: Any) -> Any:
            if kwargs or len(args) != tensors:
                return general(*args, **kwargs)
            return apply(context, op, args, {})

        return call

    def read(self, value: Any, dtype: dtypes.Dtype | None) -> Any:
        """A saved value as its tensor, in the dtype that the operation computed in."""
        if isinstance(value, list):
            return [self.read(item, dtype) for item in value]
        if dtype is not None and hasattr(value, "data") and value.dtype is not dtype:
            return self.to(value, dtype)
        return value

    def read_output(self, value: Any, node: OpNode, output: int) -> Any:
        """A saved output as a tensor of its place in the graph."""
        tensor = node.output_again(value, output)
        return self.widen(tensor) if node.dtype is not None else tensor

    def run(self, op: Op, inputs: Sequence[Any], attributes: Mapping[str, Any]) -> Any:
        """Run an operation on tensors."""
        return apply(self.context, op, inputs, dict(attributes))

    def again(self, rule: Callable[..., Any], values: Sequence[Any], reason: NotBatched, op: Op) -> Any:
        """What a gradient rule of an operation gives where it could not compute for all examples at once."""
        self.context.warn_slow(f"the gradient of {op.name.lstrip('_')}")
        return each_example(self.context, functools.partial(rule, self), values, reason)

    def elements(self, value: Any) -> Any:
        """The elements of all examples, for a question with one answer; see `batching.elements`."""
        return elements(value.data)

    def write(self, view: Any, value: Any) -> None:
        """Write into a view of a tensor; recorded."""
        self.copy_(view, value)

    def widen(self, value: Any) -> Any:
        """A half-precision tensor as float32, which is what such operations compute in."""
        return self.to(value, dtypes.float32) if value.dtype in dtypes.HALVES else value
