"""Nodes of operations: the values that their gradients need, and the gradients by the operations' rules."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.batching.array import NotBatched
from engine.blocks import SMALL, blockwise
from engine.checkpoints import kept
from engine.dtypes import float32, float64
from engine.errors import GraphFreed, OpFailed, SavedValueModified
from engine.inputs import shape_of
from engine.node import NONE_RETAINED, Edge, Edges, InferenceVersion, Node
from engine.tape import Recomputed, again
from engine.tensor import Tensor

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.node import Version
    from engine.op import Op, Recipe, Rule

_NOTHING: dict[str, Any] = {}
_UNCHANGED = (0,)
# What PyTorch calls saved values: everywhere, and at nodes that stand for another of its operations than ours.
_PYTORCH_NAMES = {"input": "self", "out": "result"}
_PYTORCH_NAMES_AT = {
    "DotBackward0": {"other": "tensor"},
    "MvBackward0": {"other": "vec"},
    "MmBackward0": {"other": "mat2"},
    "ConvolutionBackward0": {"input": "input"},
    "EmbeddingBackward0": {"input": "indices"},
    "MaxPool2DWithIndicesBackward0": {"indices": "result1"},
}


class OpNode(Node):
    """One run of an operation that recorded."""

    __slots__ = ("attributes", "dtype", "op", "recipe", "saved", "saved_outputs", "sizes", "variant", "versions")

    op: Op
    saved: Sequence[Any] | None
    saved_outputs: Sequence[Any]
    versions: Sequence[Any]  # of these, those of `saved` first
    sizes: Sequence[Any]
    variant: int

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
        context.nodes = self.age = context.nodes + 1
        self.context = context
        self.origin = context.origin
        self.op = op
        self.recipe = recipe
        self.attributes = attributes or _NOTHING
        self.edges = edges
        self.device = device
        self.dtype = dtype  # what promoted inputs were computed in; None: each in its own
        self.hooks = self.saved_outputs = ()
        self.retained = NONE_RETAINED
        saved: tuple[Any, ...] = ()
        versions: tuple[Any, ...] = ()
        for position, _, _ in recipe.inputs:
            value = inputs[position]
            if context.regions:
                value = kept(context, value)
            saved += (value,)
            version = version_of(value)
            versions += (version,) if version else _UNCHANGED
        self.saved = saved
        self.versions = versions
        self.sizes = tuple([shape_of(inputs[position]) for position, _ in recipe.shapes]) if recipe.shapes else ()
        self.variant = 0 if op.variant is None else op.variant(inputs, attributes)

    @property
    def name(self) -> str:  # type: ignore[override]
        """PyTorch's name, as in `grad_fn=<MulBackward0>`."""
        return self.op.grad_fn[self.variant]

    @property
    def places(self) -> Sequence[Device]:
        source = self.attributes.get("source") if self.op.moves else None
        return (self.device,) if source is None else (source, self.device)

    def next_edges(self) -> Sequence[Edge | None]:
        return super().next_edges() if self.op.has_lists else self.edges

    def save_outputs(self, outputs: Sequence[Tensor]) -> None:
        """Save the outputs that its gradients read: twins of them, since the outputs themselves would make a cycle."""
        saved = [outputs[position] for position, _ in self.recipe.outputs]
        if self.context.regions:
            saved = kept(self.context, saved)
        self.saved_outputs = tuple([one if isinstance(one, Recomputed) else one.twin() for one in saved])
        self.versions = (*self.versions, *map(version_of, self.saved_outputs))

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        names = self._saved_names(self.recipe)
        outputs = zip(self.saved_outputs, self.recipe.outputs, strict=True)
        values = [*self.saved, *[self._output_again(twin, output) for twin, (output, _) in outputs]]
        return dict(zip(names, values, strict=True))

    def _output_again(self, twin: Any, output: int) -> Any:
        if not isinstance(twin, Recomputed):
            return self.output_again(twin, output)
        return twin.at((self, output)) if dtypes.is_differentiable(twin.dtype) else twin

    def savable(self) -> list[str]:
        """The names of all that its operation saves where every input wants a gradient."""
        return self._saved_names(self.op.recipe(self.op.ruled))

    def _saved_names(self, recipe: Recipe) -> list[str]:
        """PyTorch's names of what a recipe saves."""
        names = [name for _, name, _ in recipe.inputs] + [name for _, name in recipe.outputs]
        known = _PYTORCH_NAMES | _PYTORCH_NAMES_AT.get(self.name, _NOTHING)
        return [known.get(name, name) for name in names]

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
        op, edges, rules = self.op, self.edges, recipe.rules
        adjoint, shared = op.adjoint, op.shared
        g: Any
        if op.is_single:
            g = incoming[0] if adjoint else self._prepared(ops, incoming[0])
        else:
            g = tuple(incoming if adjoint else [self._prepared(ops, one) for one in incoming])
        if len(rules) == 1 and edges.count(None) == len(edges) - 1:  # the pass is here for the sake of the only edge
            leads = None
        for position, rule in rules:
            edge = edges[position]
            if leads is not None and type(edge) is not list and not leads(edge):
                continue
            for name, part in shared.items() if shared else ():
                if name in rule.reads and name not in values:
                    values[name] = self._ruled(ops, part, g, *map(values.__getitem__, part.reads))
            read = map(values.__getitem__, rule.reads)
            if rule.elementwise and type(g) is self.device.array_type and g.nbytes > SMALL:  # type: ignore[attr-defined]
                gradient = blockwise(self.device.xp, functools.partial(rule.function, ops), g, *read)
            else:
                gradient = self._ruled(ops, rule, g, *read)
            if type(edge) is list:
                for one, part in zip(edge, gradient, strict=True):
                    if one is not None:
                        yield one, part if adjoint else _conjugated(ops, part)
            else:
                yield edge, gradient if adjoint else _conjugated(ops, gradient)

    def _ruled(self, ops: Any, rule: Rule, g: Any, *read: Any) -> Any:
        try:
            return rule.function(ops, g, *read)
        except NotBatched as reason:
            return ops.again(rule.function, [g, *read], reason, self.op)

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
        if recipe.shapes:
            values.update(zip([name for _, name in recipe.shapes], self.sizes, strict=True))
        for (position, name, promoted), value, version in zip(recipe.inputs, saved, self.versions, strict=False):
            if version_of(value) != version:
                raise self._modified(f"Input {name}", value, version)
            edge = self.edges[position]
            if type(edge) is tuple and not value.requires_grad and isinstance(edge[0], Node):
                raise self._detached(name)
            present = value if type(value) is Tensor else again(value)
            values[name] = ops.read(present, self.dtype if promoted else None)
        if recipe.outputs:
            versions = self.versions[len(saved) :]
            for (position, name), twin, version in zip(recipe.outputs, self.saved_outputs, versions, strict=True):
                if version_of(twin) != version:
                    raise self._modified(f"Output {position}", twin, version)
                present = again(twin)
                values[name] = ops.read_output(present, self, position)
        return values

    def _modified(self, what: str, value: Any, version: Any) -> SavedValueModified:
        if isinstance(value, list):
            place = next(place for place, one in enumerate(value) if version_of(one) != version[place])
            what, value, version = f"{what}[{place}]", value[place], version[place]
        return SavedValueModified(
            f"{what} of {self.op.name}, {value.dtype.name} of shape {list(value.shape)}, which {self.name} needs for "
            f"its gradient, was changed in place after it was saved: it is at version {version_of(value)}, version "
            f"{version} was saved. Change a clone instead.",
            node=f"n{self.age}",
            op=self.op.name,
            shapes=[list(value.shape)],
            dtypes=[value.dtype.name],
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


def version_of(value: Any) -> Any:
    """The version of a value that is to be saved, those of a list of them; 0 of a number."""
    kind = type(value)
    if kind is list:
        return [version_of(item) for item in value]
    if kind is not Tensor:
        return value.version if kind is Recomputed else 0
    counter: Version | None = value._version
    if counter is None:
        return 0
    if type(counter) is InferenceVersion:
        raise OpFailed(
            "A tensor that was made in inference mode cannot be saved for backward: use a clone(), made outside of it."
        )
    return counter.value
