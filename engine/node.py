"""The graph: one node per recorded operation, edges to the nodes of its inputs, and the values its gradients need."""

from __future__ import annotations

import functools
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from engine import dtypes
from engine.blocks import blockwise
from engine.dtypes import float32, float64
from engine.errors import GraphFreed, OpFailed, SavedValueModified
from engine.journal import Restorable

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.hooks import Hook, Question
    from engine.op import Op, Recipe
    from engine.tensor import Tensor

Edge = tuple[Any, int]  # where a gradient goes: a node and one of its outputs, or a leaf
Edges = tuple[Any, ...]  # per input: Edge, None, or a list of these for a list of tensors

_NOTHING: dict[str, Any] = {}
_PYTORCH_NAMES = {"input": "self", "out": "result"}


class Version(Restorable):
    """How often a storage was changed in place; shared by a tensor, its views and its detached twins."""

    def __init__(self, id: int) -> None:
        self.id = id
        self.value = 0

    def apart(self) -> Version:
        """A counter of its own for the same storage."""
        return type(self)(self.id)


class InferenceVersion(Version):
    """The version of what was made in inference mode: it counts, and no node may rely on it."""


UNSHARED: Final = InferenceVersion(0)
"""Stands for the version of a tensor that was made in inference mode, until something needs one."""


class Node(Restorable):
    """A recorded operation in the graph.

    `age` counts nodes and leaves in the order they came into the graph: a node is newer than all that it leads to.
    `outputs` has shape, dtype and number of each tensor it made.
    """

    name = "Node"
    op: Op | None = None
    outputs: tuple[tuple[tuple[int, ...], dtypes.Dtype, int], ...]
    retained: Mapping[int, weakref.ref[Any]] = MappingProxyType({})  # outputs whose tensors keep their gradient
    hooks: tuple[tuple[Hook, int], ...] = ()  # in the order of their registration, with the output that each is about
    asks = False  # its gradients are not computed here: a pass asks a question and yields what was `answered`

    origin: Mapping[str, Any] | None = None  # in anomaly mode, where its operation comes from; see Context

    def __init__(self, context: Context, edges: Edges, device: Device) -> None:
        context.nodes = age = context.nodes + 1
        self.age = age
        self.context = context
        if context.origin is not None:
            self.origin = context.origin
        self.edges = edges
        self.device = device

    def __repr__(self) -> str:
        return f"<{self.name} n{self.age}>"

    def is_older(self, tensors: int, nodes: int) -> bool:
        return self.age <= nodes

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

    def check_saved(self) -> None:
        """Raise `GraphFreed` or `SavedValueModified` where the saved values cannot be had."""

    def release(self) -> None:
        """Drop the saved values."""

    def output_again(self, twin: Tensor, output: int) -> Tensor:
        """A saved output as a tensor in its place in the graph."""
        tensor = twin.twin()
        if dtypes.is_differentiable(tensor.dtype):
            tensor.make_node(self, output)
        return tensor

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        """The gradient for each edge, from that of each output (None: none came), as `ops` reads values.

        Those of edges that do not lead to where gradients are wanted may be left out.
        """
        raise NotImplementedError

    def question(self, gradients: Sequence[Tensor | None]) -> Question:
        """Of a node that asks: what is asked when these gradients came to its outputs."""
        raise NotImplementedError

    def answered(self, ops: Any, incoming: list[Any], answers: Sequence[Any]) -> Iterator[tuple[Edge, Any]]:
        """Of a node that asks: the gradient for each edge."""
        raise NotImplementedError


def numbered(edges: Sequence[Edge | None], found: Iterable[tuple[Edge, Any]]) -> Iterator[tuple[int, Edge, Any]]:
    """The gradients that a node made for its edges, with the places of these; several may be the same edge."""
    places: dict[int, list[int]] = {}
    for number, edge in enumerate(edges):
        places.setdefault(id(edge), []).append(number)
    for edge, gradient in found:
        yield places[id(edge)].pop(0), edge, gradient


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
        context.nodes = age = context.nodes + 1
        self.age = age
        self.context = context
        if context.origin is not None:
            self.origin = context.origin
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
        """Save the outputs that its gradients read: twins of them, since the outputs themselves would make a cycle."""
        self.saved_outputs = [outputs[position].twin() for position, _ in self.recipe.outputs]
        self.versions = [*self.versions, *map(_version, self.saved_outputs)]

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        names = [name for _, name, _ in self.recipe.inputs] + [name for _, name in self.recipe.outputs]
        outputs = zip(self.saved_outputs, self.recipe.outputs, strict=True)
        values = [*self.saved, *[self.output_again(twin, output) for twin, (output, _) in outputs]]
        return {_PYTORCH_NAMES.get(name, name): value for name, value in zip(names, values, strict=True)}

    def check_saved(self) -> None:
        self._unpack(self.context.ops)

    def release(self) -> None:
        if self.versions:
            self.context.keep(self)
            self.saved = None
            self.saved_outputs = ()

    def gradients(
        self, ops: Any, incoming: list[Any], leads: Callable[[Edge], bool] | None = None
    ) -> Iterator[tuple[Edge, Any]]:
        recipe = self.recipe
        values = self._unpack(ops) if recipe.reads else _NOTHING
        adjoint = self.op.adjoint
        g: Any = incoming if adjoint else [self._prepared(ops, one) for one in incoming]
        g = g[0] if self.op.is_single else tuple(g)
        for position, rule in recipe.rules:
            edge = self.edges[position]
            if leads is not None and type(edge) is not list and not leads(edge):
                continue
            for name, part in self.op.shared.items():
                if name in rule.reads and name not in values:
                    values[name] = part.function(ops, g, *[values[one] for one in part.reads])
            read = [values[name] for name in rule.reads]
            if rule.elementwise and type(g) is self.device.array_type:
                gradient = blockwise(self.device.xp, functools.partial(rule.function, ops), g, *read)
            else:
                gradient = rule.function(ops, g, *read)
            if type(edge) is list:
                for one, part in zip(edge, gradient, strict=True):
                    if one is not None:
                        yield one, part if adjoint else _conjugated(ops, part)
            else:
                yield edge, gradient if adjoint else _conjugated(ops, gradient)

    def _prepared(self, ops: Any, g: Any) -> Any:
        """An incoming gradient as rules take it: conjugated, and in the dtype that was computed in."""
        if g is None or g.dtype is float32 or g.dtype is float64:
            return g
        return _conjugated(ops, g) if self.dtype is None else ops.widen(_conjugated(ops, g))

    def _unpack(self, ops: Any) -> dict[str, Any]:
        """All that the rules may read, by name."""
        saved, recipe = self.saved, self.recipe
        if saved is None:
            raise GraphFreed(
                f"The values saved by {self.name} went with the backward pass before: pass retain_graph=True there, "
                "or run the forward pass again.",
                node=f"n{self.age}",
                op=self.op.name,
            )
        values = {**self.op.defaults, **self.attributes}
        for (_, name), size in zip(recipe.shapes, self.sizes, strict=True):
            values[name] = size
        for (position, name, promoted), value, version in zip(recipe.inputs, saved, self.versions, strict=False):
            if _version(value) != version:
                raise self._modified(name, value, version)
            edge = self.edges[position]
            if type(edge) is tuple and not value.requires_grad and isinstance(edge[0], Node):
                raise self._detached(name)
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
            node=f"n{self.age}",
            op=self.op.name,
        )

    def _detached(self, name: str) -> SavedValueModified:
        return SavedValueModified(
            f"{name}, which {self.name} needs for its gradient, has left the graph by detach_(): use detach(), which "
            "leaves it as it is.",
            node=f"n{self.age}",
            op=self.op.name,
        )


def _conjugated(ops: Any, gradient: Any) -> Any:
    """Rules apply the plain transpose; PyTorch's gradient of complex values is its conjugate."""
    return ops.conj(gradient) if gradient is not None and gradient.dtype.kind == "c" else gradient


def _version(value: Any) -> Any:
    if type(value) is float or type(value) is int:
        return 0
    if type(value) is list:
        return [_version(item) for item in value]
    counter: Version | None = getattr(value, "_version", None)
    if type(counter) is InferenceVersion:
        raise OpFailed(
            "A tensor that was made in inference mode cannot be saved for backward: use a clone(), made outside of it."
        )
    return 0 if counter is None else counter.value


def _shape(value: Any) -> Any:
    if isinstance(value, list):
        return [_shape(item) for item in value]
    return getattr(value, "shape", ())
