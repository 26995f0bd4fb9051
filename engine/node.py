"""The graph: one node per recorded operation, edges to the nodes of its inputs, and the values its gradients need."""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Sequence
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
    retained: dict[int, weakref.ref[Tensor]] = {}  # outputs whose tensors keep their gradient

    # Set by `describe_outputs`.
    shapes: tuple[tuple[int, ...], ...]
    dtypes: tuple[dtypes.Dtype, ...]
    output_ids: tuple[int, ...]

    def __init__(self, context: Context, edges: Edges, device: Device) -> None:
        self.id = context.next_node()
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

    def __init__(self, variable: Tensor) -> None:
        super().__init__(variable.context, (), variable.device)
        variable.context.number(variable)
        self.variable = variable
        self.describe_outputs((variable,))


class OpNode(Node):
    """One run of an operation that recorded."""

    op: Op

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
        self.id = context.next_node()
        self.context = context
        self.op = op
        self.recipe = recipe
        self.attributes = attributes
        self.edges = edges
        self.device = device
        self.dtype = dtype  # what promoted inputs were computed in; None: each in its own
        saved = [inputs[position] for position, _, _ in recipe.inputs]
        self.saved: list[Any] | None = saved
        self.versions = [_version(value) for value in saved] if saved else saved
        self.saved_outputs: list[Tensor] = []
        self.sizes = [_shape(inputs[position]) for position, _ in recipe.shapes] if recipe.shapes else None
        self.variant = op.variant(inputs, attributes) if op.variant is not None else 0

    @property
    def name(self) -> str:  # type: ignore[override]
        """PyTorch's name, as in `grad_fn=<MulBackward0>`."""
        return self.op.grad_fn[self.variant]

    def save_outputs(self, outputs: Sequence[Tensor]) -> None:
        """Note what it made, and save the outputs that its gradients read."""
        self.describe_outputs(outputs)
        for position, _ in self.recipe.outputs:
            twin = outputs[position].twin()  # the output itself would make a cycle
            twin.id = outputs[position].id
            self.saved_outputs.append(twin)
            self.versions = [*self.versions, twin.version]

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        return {_PYTORCH_NAMES.get(name, name): value for name, value, _ in self._saved()}

    def release(self) -> None:
        if self.versions:
            self.context.keep(self)
            self.saved = None
            self.saved_outputs = []

    def gradients(self, ops: Any, incoming: list[Any]) -> Iterator[tuple[Edge, Any]]:
        values = self._unpack(ops)
        incoming = [ops.widen(g) if self.dtype is not None and g is not None else g for g in incoming]
        g = incoming[0] if len(incoming) == 1 else tuple(incoming)
        for position, rule in self.recipe.rules:
            gradient = rule.function(ops, g, *[values[name] for name in rule.reads])
            edge = self.edges[position]
            if isinstance(edge, list):
                for one, part in zip(edge, gradient, strict=True):
                    if one is not None:
                        yield one, part
            else:
                yield edge, gradient

    def _saved(self) -> list[tuple[str, Any, dtypes.Dtype | None]]:
        """Name, value and the dtype to read it in, of each saved value."""
        assert self.saved is not None
        recipe = self.recipe
        inputs = [
            (name, value, self.dtype if promoted else None)
            for (_, name, promoted), value in zip(recipe.inputs, self.saved, strict=True)
        ]
        return inputs + [
            (name, value, None) for (_, name), value in zip(recipe.outputs, self.saved_outputs, strict=True)
        ]

    def _unpack(self, ops: Any) -> dict[str, Any]:
        """All that the rules may read, by name."""
        if self.saved is None:
            raise GraphFreed(
                f"The values saved by {self.name} went with the backward pass before: pass retain_graph=True there, "
                "or run the forward pass again.",
                node=f"n{self.id}",
                op=self.op.name,
            )
        values = {**self.op.defaults, **self.attributes}
        if self.sizes is not None:
            values.update(zip((name for _, name in self.recipe.shapes), self.sizes, strict=True))
        for (name, value, dtype), version in zip(self._saved(), self.versions, strict=True):
            if _version(value) != version:
                raise SavedValueModified(
                    f"{name}, which {self.name} needs for its gradient, was changed in place after it was saved: "
                    f"it is at version {_version(value)}, version {version} was saved. Change a clone instead.",
                    node=f"n{self.id}",
                    op=self.op.name,
                )
            values[name] = ops.read(value, dtype)
        for position, name in self.recipe.outputs:
            values[name] = ops.read_output(values[name], self, position)
        return values


def _version(value: Any) -> Any:
    if isinstance(value, list):
        return [_version(item) for item in value]
    counter: Version | None = getattr(value, "_version", None)
    return 0 if counter is None else counter.value


def _shape(value: Any) -> Any:
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return getattr(value, "shape", ())
