"""The graph: one node per recorded operation, edges to the nodes of its inputs, and the values its gradients need."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.errors import GraphFreed, SavedValueModified
from engine.journal import Restorable

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.op import Op, Recipe
    from engine.tensor import Tensor

Edge = tuple["Node", int]  # a node and which of its outputs
Edges = tuple[Any, ...]  # per input: Edge, None, or a list of these for a list of tensors

_NOTHING: dict[str, Any] = {}
_PYTORCH_NAMES = {"input": "self", "out": "result"}


class Version(Restorable):
    """How often a storage was changed in place; shared by a tensor, its views and its detached twins."""

    def __init__(self, id: int) -> None:
        self.id = id
        self.value = 0


class Node(Restorable):
    """A recorded operation in the graph."""

    name = "Node"
    op: Op | None = None
    retained: Mapping[int, weakref.ref[Tensor]] = MappingProxyType({})  # outputs whose tensors keep their gradient

    # Set by `describe_outputs`.
    shapes: tuple[tuple[int, ...], ...]
    dtypes: tuple[dtypes.Dtype, ...]
    output_ids: tuple[int, ...]

    def __init__(self, context: Context, edges: Edges, device: Device) -> None:
        context.nodes += 1
        self.id = context.nodes
        self.context = context
        self.edges = edges
        self.device = device

    def __repr__(self) -> str:
        return f"<{self.name} n{self.id}>"

    def describe_outputs(self, outputs: Sequence[Tensor]) -> None:
        """Note the shapes, dtypes and ids of the tensors it made."""
        self.shapes = tuple([output.data.shape for output in outputs])
        self.dtypes = tuple([output.data.dtype for output in outputs])
        self.output_ids = tuple([output.id for output in outputs])

    def next_edges(self) -> Iterator[Edge | None]:
        """The edges in order, those of a list of tensors one by one; None for what records nothing."""
        for edge in self.edges:
            if isinstance(edge, list):
                yield from edge
            else:
                yield edge

    def saved_values(self) -> dict[str, Any] | None:
        """What the gradients read of inputs and outputs, by PyTorch's names; None once freed."""
        return {}

    def release(self) -> None:
        """Drop the saved values."""

    def gradients(self, ops: Any, incoming: list[Any]) -> Iterator[tuple[Edge, Any]]:
        """The gradient for each edge, from that of each output (None: none came), as `ops` reads values."""
        raise NotImplementedError


class AccumulateGrad(Node):
    """Where gradients end: it adds to the `.grad` of a leaf."""

    name = "AccumulateGrad"
    edges = ()

    def __init__(self, variable: Tensor) -> None:
        context = variable.context
        context.number(variable)
        context.nodes = number = context.nodes + 1
        self.id = number
        self.variable = variable

    @property
    def context(self) -> Context:  # type: ignore[override]
        """The context of the leaf."""
        return self.variable.context

    @property
    def device(self) -> Device:  # type: ignore[override]
        """The device of the leaf."""
        return self.variable.device

    @property
    def shapes(self) -> tuple[tuple[int, ...], ...]:  # type: ignore[override]
        """The shape of the leaf."""
        return (self.variable.shape,)

    @property
    def dtypes(self) -> tuple[dtypes.Dtype, ...]:  # type: ignore[override]
        """The dtype of the leaf."""
        return (self.variable.dtype,)

    @property
    def output_ids(self) -> tuple[int, ...]:  # type: ignore[override]
        """The number of the leaf."""
        return (self.variable.id,)


class OpNode(Node):
    """One run of an operation that recorded."""

    op: Op
    # Defaults live on the class, since making a node is a hot path and most save little.
    saved: Sequence[Any] | None = ()
    saved_outputs: Sequence[Tensor] = ()
    versions: Sequence[Any] = ()
    sizes: Sequence[Any] = ()
    variant: int = 0

    def __init__(
        self,
        context: Context,
        op: Op,
        recipe: Recipe,
        inputs: Sequence[Any],
        attributes: dict[str, Any],
        edges: Edges,
        device: Device,
        dtype: dtypes.Dtype | None,
    ) -> None:
        context.nodes = number = context.nodes + 1
        self.id = number
        self.context = context
        self.op = op
        self.recipe = recipe
        self.attributes = attributes
        self.edges = edges
        self.device = device
        self.dtype = dtype  # what promoted inputs were computed in; None: each in its own
        if recipe.inputs:
            self.saved = saved = [inputs[position] for position, _, _ in recipe.inputs]
            self.versions = [_version(value) for value in saved]
        if recipe.shapes:
            self.sizes = [_shape(inputs[position]) for position, _ in recipe.shapes]
        if op.variant is not None:
            self.variant = op.variant(inputs, attributes)

    @property
    def name(self) -> str:  # type: ignore[override]
        """PyTorch's name, as in `grad_fn=<MulBackward0>`."""
        return self.op.grad_fn[self.variant]

    def save_outputs(self, outputs: Sequence[Tensor]) -> None:
        """Note what it made, and save the outputs that its gradients read."""
        if len(outputs) == 1:
            array = outputs[0].data
            self.shapes, self.dtypes, self.output_ids = (array.shape,), (array.dtype,), (outputs[0].id,)
        else:
            self.describe_outputs(outputs)
        if self.recipe.outputs:  # twins of them: the outputs themselves would make a cycle
            self.saved_outputs = [outputs[position].twin() for position, _ in self.recipe.outputs]
            self.versions = [*self.versions, *map(_version, self.saved_outputs)]

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        names = [name for _, name, _ in self.recipe.inputs] + [name for _, name in self.recipe.outputs]
        values = [*self.saved, *self.saved_outputs]
        return {_PYTORCH_NAMES.get(name, name): value for name, value in zip(names, values, strict=True)}

    def release(self) -> None:
        if self.versions:
            self.context.keep(self)
            self.saved = None
            self.saved_outputs = ()

    def gradients(self, ops: Any, incoming: list[Any]) -> Iterator[tuple[Edge, Any]]:
        recipe = self.recipe
        values = self._unpack(ops) if recipe.reads else _NOTHING
        if self.dtype is not None and self.dtypes[0] is not self.dtype:
            incoming = [g if g is None else ops.widen(g) for g in incoming]
        g = incoming[0] if len(incoming) == 1 else tuple(incoming)
        for position, rule in recipe.rules:
            gradient = rule.function(ops, g, *[values[name] for name in rule.reads])
            edge = self.edges[position]
            if type(edge) is list:
                for one, part in zip(edge, gradient, strict=True):
                    if one is not None:
                        yield one, part
            else:
                yield edge, gradient

    def _unpack(self, ops: Any) -> dict[str, Any]:
        """All that the rules may read, by name."""
        saved, recipe = self.saved, self.recipe
        if saved is None:
            raise GraphFreed(
                f"The values saved by {self.name} went with the backward pass before: pass retain_graph=True there, "
                "or run the forward pass again.",
                node=f"n{self.id}",
                op=self.op.name,
            )
        values = {**self.op.defaults, **self.attributes}
        for (_, name), size in zip(recipe.shapes, self.sizes, strict=True):
            values[name] = size
        for (_, name, promoted), value, version in zip(recipe.inputs, saved, self.versions, strict=False):
            if _version(value) != version:
                raise self._modified(name, value, version)
            values[name] = ops.read(value, self.dtype if promoted else None)
        if recipe.outputs:
            versions = self.versions[len(saved) :]
            for (position, name), twin, version in zip(recipe.outputs, self.saved_outputs, versions, strict=True):
                if _version(twin) != version:
                    raise self._modified(name, twin, version)
                values[name] = ops.read_output(twin, self, position)
        return values

    def _modified(self, name: str, value: Any, version: Any) -> SavedValueModified:
        return SavedValueModified(
            f"{name}, which {self.name} needs for its gradient, was changed in place after it was saved: it is at "
            f"version {_version(value)}, version {version} was saved. Change a clone instead.",
            node=f"n{self.id}",
            op=self.op.name,
        )


def _version(value: Any) -> Any:
    if type(value) is float or type(value) is int:
        return 0
    if type(value) is list:
        return [_version(item) for item in value]
    counter: Version | None = getattr(value, "_version", None)
    return 0 if counter is None else counter.value


def _shape(value: Any) -> Any:
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return getattr(value, "shape", ())
