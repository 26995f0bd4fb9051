"""`ops`: the operations by name, as gradient rules and composites call them.

The same rule text runs on plain arrays (`ArrayOps`, one per array module) and on tensors that record
(`tensor_ops.TensorOps`, one per context): `ops.sum(g, (0,), True)`, `ops.linalg.vector_norm(x)`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy

from engine import dtypes
from engine.batching import elements
from engine.batching.array import NotBatched
from engine.batching.broadcasting import batch
from engine.batching.loop import again
from engine.batching.module import BatchedModule
from engine.libraries import on_host
from engine.op import Op, registry

if TYPE_CHECKING:
    from engine.op_node import OpNode


PLAIN = (int, float, complex, type(None))
"""What has no array and is read as it is."""


class Namespace:
    """Operations by attribute; a name that is no operation is a prefix, as `linalg` is."""

    _prefix = ""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        path = self._prefix + name
        op = registry.get(path)
        value = Prefix(self, path + ".") if op is None else self._bound(op, path)
        setattr(self, name, value)
        return value

    def _bound(self, op: Op, name: str) -> Any:
        raise NotImplementedError


class Prefix(Namespace):
    """The operations below a dotted name."""

    def __init__(self, root: Namespace, prefix: str) -> None:
        self._root = root
        self._prefix = prefix

    def _bound(self, op: Op, name: str) -> Any:
        return self._root._bound(op, name)


class ArrayOps(Namespace):
    """Operations on the plain arrays of one array module; nothing is recorded, cast or checked."""

    def __init__(self, xp: Any) -> None:
        self.xp = xp
        self._brings = not on_host(xp)

    def _bound(self, op: Op, name: str) -> Any:
        return functools.partial(op.function, self if op.kind == "ops" else self.xp)

    def read(self, value: Any, dtype: dtypes.Dtype | None) -> Any:
        """A saved value as its array, in the dtype that the operation computed in."""
        if type(value) is list:
            return [self.read(item, dtype) for item in value]
        if isinstance(value, PLAIN):
            return value
        array = value.data
        if self._brings and type(array) is numpy.ndarray:  # a number of the CPU among tensors of another device
            array = self.xp.asarray(array)
        return array if dtype is None or array.dtype is dtype else array.astype(dtype)

    def read_output(self, value: Any, node: OpNode, output: int) -> Any:
        """A saved output as its array."""
        return value.data if node.dtype is None else self.widen(value.data)

    def run(self, op: Op, inputs: Sequence[Any], attributes: Mapping[str, Any]) -> Any:
        """Run an operation on arrays."""
        return op.call(self if op.kind == "ops" else self.xp, inputs, attributes)

    def elements(self, value: Any) -> Any:
        """The elements of all examples, for a question with one answer; see `batching.elements`."""
        return elements(value)

    def write(self, view: Any, value: Any) -> None:
        """Write into a view of an array."""
        view[...] = value

    def widen(self, value: Any) -> Any:
        """A half-precision array as float32, which is what such operations compute in."""
        return value.astype(dtypes.float32) if value.dtype in dtypes.HALVES else value


class BatchedArrayOps(ArrayOps):
    """Operations on the batched arrays of vmap; what cannot be computed for all examples at once is, one by one."""

    def __init__(self, module: BatchedModule) -> None:
        super().__init__(module)
        self._brings = False
        self._physical = module.physical

    def _bound(self, op: Op, name: str) -> Any:
        return functools.partial(self._call, op) if op.kind == "xp" else functools.partial(op.function, self)

    def _call(self, op: Op, *args: Any, **kwargs: Any) -> Any:
        plain = self._physical.ndarray  # as a gradient may be that all examples share
        args = tuple([batch(one, self._physical) if type(one) is plain else one for one in args])
        try:
            return op.function(self.xp, *args, **kwargs)
        except NotBatched as reason:

            def compute(xp: Any, *values: Any) -> Any:
                named = dict(zip(kwargs, values[len(args) :], strict=True))
                return op.function(xp, *values[: len(args)], **named)

            return again(self.xp, compute, [*args, *kwargs.values()], reason, op.name)

    def again(self, rule: Callable[..., Any], values: Sequence[Any], reason: NotBatched, op: Op) -> Any:
        """What a gradient rule of an operation gives where it could not compute for all examples at once."""
        return again(
            self.xp,
            lambda xp, *given: rule(array_ops(xp), *given),
            values,
            reason,
            f"the gradient of {op.name.lstrip('_')}",
        )

    def read(self, value: Any, dtype: dtypes.Dtype | None) -> Any:
        array = super().read(value, dtype)
        return self._batched(array) if value is not array else value

    def read_output(self, value: Any, node: OpNode, output: int) -> Any:
        return self._batched(super().read_output(value, node, output))

    def _batched(self, array: Any) -> Any:
        return array if isinstance(array, list) else batch(array, self._physical)


def array_ops(xp: Any) -> ArrayOps:
    """The operations on plain arrays of an array module, or on batched ones."""
    return BatchedArrayOps(xp) if isinstance(xp, BatchedModule) else ArrayOps(xp)
