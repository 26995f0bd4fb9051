"""Likeness: what tensors and nodes have to be like to stand where others stood when a program was traced."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import Any

import numpy

from engine.context import Context
from engine.devices import Device
from engine.node import InferenceVersion, Node, Version
from engine.op import Op, Recipe
from engine.op_node import OpNode, version_of
from engine.plan.trace import Untraceable
from engine.storage import address, storage
from engine.tensor import Tensor

Array = Any

PLAIN = (
    bool,
    int,
    float,
    complex,
    str,
    bytes,
    type(None),
    type(...),
    slice,
    numpy.dtype,
    numpy.generic,
    Op,
    Recipe,
    Enum,
)
"""What is the same in every replay."""


class Likeness:
    """What an input of a plan is like that is a tensor."""

    def __init__(self, tensor: Tensor) -> None:
        data = tensor.data
        self.shape, self.strides, self.dtype = data.shape, data.strides, data.dtype
        self.flags = tensor.requires_grad, tensor.follows, tensor.grad is None, tensor.age > 0, tensor.id > 0
        self.is_alone = tensor.base is None and tensor.made_by is None and not tensor.views
        """Whether it is no view, has no views that go with it, and is a leaf or outside the graph."""
        self.standing = outline(_standing(tensor))

    def fits(self, tensor: Tensor | None, context: Context) -> bool:
        """Whether a tensor is like that."""
        if type(tensor) is not Tensor:
            return False
        data, version = tensor.data, tensor._version
        return (
            data.shape == self.shape
            and data.strides == self.strides
            and data.dtype == self.dtype
            and (tensor.requires_grad, tensor.follows, tensor.grad is None, tensor.age > 0, tensor.id > 0) == self.flags
            and tensor.device is context.device
            and (version is None or type(version) is Version)
            and not (tensor.retains_grad or tensor.hooks or tensor.turns or tensor._storage)
            and (
                tensor.base is None and tensor.made_by is None and not tensor.views
                if self.is_alone
                else is_like(_standing(tensor), self.standing)
            )
        )


class NodeLikeness:
    """What a node is like whose gradients a program asks for."""

    def __init__(self, node: OpNode) -> None:
        self.op, self.recipe, self.variant, self.dtype = node.op, node.recipe, node.variant, node.dtype
        self.outputs = node.outputs
        self.parts = outline(_parts(node))

    def fits(self, node: Any, context: Context) -> bool:
        """Whether a node is like that, and what it saved is what it was."""
        return (
            may_be_walked(node, context.device)
            and node.op is self.op
            and node.recipe is self.recipe
            and node.variant == self.variant
            and node.dtype is self.dtype
            and node.outputs == self.outputs
            and is_like(_parts(node), self.parts)
            and _is_unchanged(node)
        )


class AnyNode:
    """What a node is like to which a program only leads."""

    def fits(self, node: Any, context: Context) -> bool:
        """Whether it is a node of the context's device."""
        return isinstance(node, Node) and node.device is context.device


def may_be_taken(tensor: Any, device: Device) -> bool:
    """Whether a tensor may be an input of a plan."""
    return (
        type(tensor) is Tensor
        and tensor.device is device
        and not (tensor.retains_grad or tensor.hooks or tensor.turns or tensor._storage)
        and type(tensor._version) is not InferenceVersion
    )


def may_be_walked(node: Any, device: Device) -> bool:
    """Whether a pass may come to a node from before; not if that was freed, then it fails."""
    return (
        type(node) is OpNode
        and node.device is device
        and node.saved is not None
        and not (node.hooks or node.retained or node.origin)
    )


def _standing(tensor: Tensor) -> tuple[Any, ...]:
    """What a tensor is to the graph, and to its base."""
    is_recent = tensor._view_version == tensor.version
    return (
        tensor.base,
        tensor.made_by,
        tensor._view_made_by,
        bool(tensor.views),
        *((tensor.replay, tensor.restriction, is_recent) if tensor.base is not None else ()),
    )


def _parts(node: OpNode) -> tuple[Any, ...]:
    """What may differ between nodes of one operation, and leads to others."""
    return node.edges, node.saved, node.saved_outputs, node.sizes, node.attributes


def _is_unchanged(node: OpNode) -> bool:
    """Whether nothing was changed in place that a node has saved."""
    if not node.versions:
        return True
    return tuple(map(version_of, (*(node.saved or ()), *node.saved_outputs))) == tuple(node.versions)


def outline(value: Any) -> Any:
    """A value, however deep, with classes in the place of tensors and nodes; `Untraceable` where it is not plain."""
    if isinstance(value, Tensor | Node):
        return Tensor if isinstance(value, Tensor) else Node
    if type(value) in (tuple, list):
        return type(value)(map(outline, value))
    if type(value) is dict:
        return {key: outline(one) for key, one in value.items()}
    if isinstance(value, PLAIN) and not isinstance(value, Device):
        return value
    raise Untraceable(f"{type(value).__name__} in a graph from before")


def is_like(value: Any, form: Any) -> bool:
    """Whether a value has that outline."""
    if value is form:
        return True
    kind = type(form)
    if kind is type:
        return isinstance(value, form)
    if type(value) is not kind:
        return False
    if kind is tuple or kind is list:
        for one, other in zip(value, form, strict=False):
            if one is not other and not is_like(one, other):
                return False
        return len(value) == len(form)
    if kind is dict:
        return value.keys() == form.keys() and all(is_like(value[key], one) for key, one in form.items())
    if isinstance(value, float | complex | numpy.inexact):
        return repr(value) == repr(form)
    return bool(value == form)


class Sharing:
    """Which tensors among inputs share what: memory, versions, numbers."""

    def __init__(self, tensors: Mapping[int, Tensor]) -> None:
        self._places = list(tensors)
        found = list(tensors.values())
        self._pattern = None if are_apart([tensor.data for tensor in found]) else _pattern(found)

    def fits(self, inputs: Sequence[Any], are_written: bool) -> bool:
        """Whether other inputs do so as these: where all are only read, what is apart may be one."""
        if self._pattern is not None:
            return _pattern([inputs[place] for place in self._places]) == self._pattern
        return not are_written or are_apart([inputs[place].data for place in self._places])


def _pattern(tensors: Sequence[Tensor]) -> list[tuple[int, ...]]:
    """For each tensor: who is the first with its memory, how far from there it begins, the first with its version, and
    the first with its number."""
    memories: dict[int, tuple[int, Array]] = {}
    versions: dict[int, int] = {}
    numbers: dict[int, int] = {}
    found: list[tuple[int, ...]] = []
    for place, tensor in enumerate(tensors):
        data, version = tensor.data, tensor._version
        first, begin = memories.setdefault(id(data if data.base is None else storage(data)), (place, data))
        start = 0 if data is begin else address(data) - address(begin)
        counted = place if version is None else versions.setdefault(id(version), place)
        found.append((first, start, counted, numbers.setdefault(tensor.id, place)))
    return found


def are_apart(arrays: Sequence[Array]) -> bool:
    """Whether no two arrays share elements."""
    roots = {id(array if array.base is None else storage(array)) for array in arrays}
    if len(roots) == len(arrays):
        return True
    spans = sorted((address(array), array.nbytes) for array in arrays if array.nbytes)
    return all(start + size <= then for (start, size), (then, _) in itertools.pairwise(spans))
