"""The graph: nodes, the edges between them, and the version counters by which changes in place are noticed."""

from __future__ import annotations

import functools
import operator
import weakref
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from engine import dtypes
from engine.journal import Restorable

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.hooks import Hook, Question
    from engine.op import Op
    from engine.tensor import Tensor

Edge = tuple[Any, int]  # where a gradient goes: a node and one of its outputs, or a leaf
Edges = tuple[Any, ...]  # per input: Edge, None, or a list of these for a list of tensors
Outputs = tuple[tuple[tuple[int, ...], dtypes.Dtype], ...]  # shape and dtype of each tensor that a node made


@functools.lru_cache(maxsize=4096)
def one_output(shape: tuple[int, ...], dtype: dtypes.Dtype) -> Outputs:
    """The outputs of a node that made one tensor: the same object for all nodes alike, which Python's garbage collector
    need not go through at each of them."""
    return ((shape, dtype),)


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


NONE_RETAINED: Final[Mapping[int, weakref.ref[Any]]] = MappingProxyType({})


class Node(Restorable):
    """A recorded operation in the graph.

    `age` counts nodes and leaves in the order they came into the graph: a node is newer than all that it leads to.
    `outputs` has shape and dtype of each tensor it made, `made` the numbers of these, a single one by itself.

    It has slots, since large graphs are of nodes, and the memory that these fill is a good part of what they cost.
    """

    __slots__ = (
        "__weakref__",
        "age",
        "context",
        "device",
        "edges",
        "hooks",
        "made",
        "origin",
        "outputs",
        "retained",
    )

    name = "Node"
    op: Op | None = None
    asks = False  # its gradients are not computed here: a pass asks a question and yields what was `answered`
    outputs: Outputs
    made: int | tuple[int, ...]
    retained: Mapping[int, weakref.ref[Any]]  # outputs whose tensors keep their gradient
    hooks: tuple[tuple[Hook, int], ...]  # in the order of their registration, with the output that each is about
    origin: Mapping[str, Any] | None  # in anomaly mode, where its operation comes from; see Context

    def __init__(self, context: Context, edges: Edges, device: Device) -> None:
        context.nodes = self.age = context.nodes + 1
        self.context = context
        self.origin = context.origin
        self.edges = edges
        self.device = device
        self.hooks = ()
        self.retained = NONE_RETAINED

    def __repr__(self) -> str:
        return f"<{self.name} n{self.age}>"

    @property
    def places(self) -> Sequence[Device]:
        """The devices that its gradients are computed on."""
        return (self.device,)

    def set_outputs(self, outputs: Sequence[Tensor]) -> None:
        """Note the tensors that it made."""
        self.outputs = tuple([(output.shape, output.dtype) for output in outputs])
        self.made = tuple([output.id for output in outputs])

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the tensors that it made."""
        made = self.made
        return made if isinstance(made, tuple) else (made,)

    def snapshot(self) -> dict[str, Any]:
        kind: Any = type(self)
        names, found = slots(kind)
        own = dict(zip(names, found(self), strict=True))
        return own | vars(self) if hasattr(self, "__dict__") else own

    def restore(self, snapshot: dict[str, Any]) -> None:
        for name, value in snapshot.items():
            setattr(self, name, value)

    def told(self) -> dict[str, Any]:
        """What an error in anomaly mode tells of the node whose gradient it is about."""
        return {"node": f"n{self.age}", "grad_fn": self.name, "origin": self.origin}

    def is_older(self, tensors: int, nodes: int) -> bool:
        return self.age <= nodes

    def next_edges(self) -> Sequence[Edge | None]:
        """The edges in order, those of a list of tensors one by one; None for what records nothing."""
        edges: list[Edge | None] = []
        for edge in self.edges:
            if type(edge) is list:
                edges += edge
            else:
                edges.append(edge)
        return edges

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


@functools.cache
def slots(kind: Any) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]]]:
    """The attributes that nodes of a class have in slots, and what gives their values."""
    names = tuple(name for one in kind.__mro__ for name in getattr(one, "__slots__", ()) if name[0] != "_")
    return names, operator.attrgetter(*names)


def numbered(edges: Sequence[Edge | None], found: Iterable[tuple[Edge, Any]]) -> Iterator[tuple[int, Edge, Any]]:
    """The gradients that a node made for its edges, with the places of these; several may be the same edge."""
    places: dict[int, list[int]] = {}
    for number, edge in enumerate(edges):
        places.setdefault(id(edge), []).append(number)
    for edge, gradient in found:
        yield places[id(edge)].pop(0), edge, gradient
