"""Functions that somebody else owns: their values are given, and a backward pass asks for their gradients.

Source: https://docs.pytorch.org/docs/stable/notes/extending.html#extending-torch-autograd
"""

from __future__ import annotations

import weakref
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.errors import GraphFreed, InvalidArgument, OpFailed, SavedValueModified
from engine.hooks import Gradients, Question, Slot
from engine.node import Edge, Edges, Node
from engine.place import OF_A_FUNCTION
from engine.views import check_in_place, rebase

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.tensor import Tensor


class FunctionNode(Node):
    """One run of a function whose gradient its owner computes."""

    asks = True

    def __init__(self, context: Context, name: str, edges: Edges, device: Device, owner: Any) -> None:
        super().__init__(context, edges, device)
        self.function = name
        self.name = f"{name}Backward"
        self.owner = owner
        self.saved: list[tuple[Tensor, int, int | None]] | None = []  # a tensor, its version, which output it is
        self.slots = [edge and Slot.of(edge, exact=False) for edge in edges]
        if context.functions is None:
            context.functions = weakref.WeakSet()
        context.functions.add(self)

    def __del__(self) -> None:
        if self.age <= self.context.nodes:  # else it was undone with its program, and its owner knows of none
            self.context.released.append(self.owner)

    def save(self, tensors: Sequence[Tensor], outputs: Sequence[Tensor | None]) -> None:
        """Keep tensors for the owner; twins of its own outputs, which themselves would make a cycle."""
        places = {id(one): place for place, one in reversed(list(enumerate(outputs))) if one is not None}
        self.saved = []
        for tensor in tensors:
            place = places.get(id(tensor))
            self.saved.append((tensor if place is None else tensor.twin(), tensor.version, place))

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        return {
            f"{place}": tensor if output is None else self.output_again(tensor, output)
            for place, (tensor, _, output) in enumerate(self.saved)
        }

    def check_saved(self) -> None:
        self._unpack()

    def release(self) -> None:
        if self.saved:
            self.context.keep(self)
            self.saved = None

    def question(self, gradients: Gradients) -> Question:
        """What its owner is asked when these gradients came to its outputs."""
        context = self.context
        return Question(
            "function", self.function, self.owner, self.age, context.recording, gradients, self.slots, self._unpack()
        )

    def _unpack(self) -> list[Tensor]:
        if self.saved is None:
            raise GraphFreed(
                f"What {self.function} saved went with the backward pass before: pass retain_graph=True there, or run "
                "the forward pass again.",
                node=f"n{self.age}",
            )
        unpacked = []
        for place, (tensor, version, output) in enumerate(self.saved):
            if tensor.version != version:
                raise SavedValueModified(
                    f"Tensor {place} that {self.function} saved, {tensor.dtype.name} of shape {list(tensor.shape)}, "
                    f"was changed in place: it is at version {tensor.version}, version {version} was saved. Change a "
                    "clone instead.",
                    node=f"n{self.age}",
                    shapes=[list(tensor.shape)],
                    dtypes=[tensor.dtype.name],
                )
            unpacked.append(tensor if output is None else self.output_again(tensor, output))
        return unpacked

    def answered(self, ops: Any, incoming: list[Any], answers: Sequence[Any]) -> Iterator[tuple[Edge, Any]]:
        return ((edge, answer) for edge, answer in zip(self.edges, answers, strict=True) if edge is not None)


def function(
    context: Context,
    name: str,
    inputs: Sequence[Tensor | None],
    values: Sequence[Tensor],
    *,
    owner: Any = None,
    saved: Sequence[Tensor] = (),
    dirty: Sequence[int] = (),
    non_differentiable: Sequence[int] = (),
) -> list[Tensor]:
    """Put values that the owner computed of inputs into the graph, as the outputs of one node.

    `saved` are tensors to be handed back with each question, their versions checked. `dirty` are places of inputs that
    were changed in place: of these the input itself is the output. `non_differentiable` are places of values that have
    no gradient. Nothing is recorded where recording is off, or where no input requires grad.
    """
    records = context.recording and any(one is not None and one.requires_grad for one in inputs)
    changed = {place: inputs[place] for place in dirty}
    for one in (*inputs, *values):
        if one is not None:
            context.number(one)  # what has no number yet, as literals, seems to share one storage
    _check_changed(name, changed, values, records)
    without = frozenset(non_differentiable)
    differentiable = [
        number not in without and dtypes.is_differentiable(value.dtype) for number, value in enumerate(values)
    ]
    takes_place = {id(one): place for place, one in reversed(changed.items())}
    replaced = [  # which input it is that a value takes the place of in the graph
        takes_place.get(id(value)) if has_gradient else None
        for value, has_gradient in zip(values, differentiable, strict=True)
    ]
    shown = {one.storage_id: one for one in reversed(inputs) if one is not None}
    outputs = [
        _output(value, shown.get(value.storage_id)) if place is None else value
        for value, place in zip(values, replaced, strict=True)
    ]
    if not records:
        context.released.append(owner)
        return outputs
    edges = tuple([one.edge() if one is not None and one.requires_grad else None for one in inputs])
    node = FunctionNode(context, name, edges, next(one for one in inputs if one is not None).device, owner)
    node.set_outputs(outputs)
    for number, (place, output) in enumerate(zip(replaced, outputs, strict=True)):
        if place is not None:
            context.keep(output)
            rebase(output, node, place, number)
        elif differentiable[number]:
            output.make_node(node, number)
    recorded = [output if has_gradient else None for output, has_gradient in zip(outputs, differentiable, strict=True)]
    # a value that is saved is the output that it became, an input stays what it was unless it was changed
    became = {id(value): output for value, output in zip(reversed(values), reversed(outputs), strict=True)}
    for one in inputs:
        if id(one) not in takes_place:
            became.pop(id(one), None)
    node.save([became.get(id(tensor), tensor) for tensor in saved], recorded)
    return outputs


def _check_changed(name: str, changed: Mapping[int, Tensor | None], values: Sequence[Tensor], records: bool) -> None:
    """Refuse inputs that were changed in place where the graph cannot follow."""
    given = {id(value) for value in values}
    for place, tensor in changed.items():
        if tensor is None or id(tensor) not in given:
            raise InvalidArgument(f"Input {place} of {name} is dirty: it must be one of the values, too.")
        if tensor.base is not None and len(values) > 1:
            raise OpFailed(
                f"Input {place} of {name} is a view and was changed in place: then the function can have one value "
                "alone. Make two functions of it, or change a clone."
            )
        check_in_place(tensor, name, records)
        tensor.touch()


def _output(value: Tensor, shown: Tensor | None) -> Tensor:
    """A tensor of a value's storage; one that shows an input is a view of which recording can follow no change."""
    output = value.detach()
    if shown is not None:
        output.base = shown if shown.base is None else shown.base
        output.restriction = OF_A_FUNCTION
    return output
