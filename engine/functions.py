"""Functions that somebody else owns: their values are given, and a backward pass asks for their gradients.

Source: https://docs.pytorch.org/docs/stable/notes/extending.html#extending-torch-autograd
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine import dtypes
from engine.errors import GraphFreed, InvalidArgument, SavedValueModified
from engine.hooks import Answers, Question, Slot
from engine.node import Edge, Node
from engine.place import OF_A_FUNCTION
from engine.views import check_in_place, rebase

if TYPE_CHECKING:
    from engine.context import Context
    from engine.tensor import Tensor


class FunctionNode(Node):
    """One run of a function whose gradient its owner computes."""

    asks = True

    def __init__(self, context: Context, name: str, inputs: Sequence[Tensor | None], owner: Any) -> None:
        edges = tuple([one.edge() if one is not None and one.requires_grad else None for one in inputs])
        super().__init__(context, edges, next(one for one in inputs if one is not None).device)
        self.function = name
        self.name = f"{name}Backward"
        self.owner = owner
        self.saved: list[tuple[Tensor, int, int | None]] | None = []  # a tensor, its version, which output it is
        self.slots = [edge and Slot.of(edge, exact=False) for edge in edges]

    def __del__(self) -> None:
        self.context.released.append(self.owner)

    def save(self, tensors: Sequence[Tensor], outputs: Sequence[Tensor]) -> None:
        """Keep tensors for the owner; twins of its own outputs, which themselves would make a cycle."""
        self.saved = [
            next(
                ((one.twin(), one.version, place) for place, one in enumerate(outputs) if one is tensor),
                (tensor, tensor.version, None),
            )
            for tensor in tensors
        ]

    def saved_values(self) -> dict[str, Any] | None:
        if self.saved is None:
            return None
        return {f"{place}": tensor for place, (tensor, _, _) in enumerate(self.saved)}

    def release(self) -> None:
        if self.saved:
            self.context.keep(self)
            self.saved = None

    def question(self, gradients: Answers) -> Question:
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
                    f"Tensor {place} that {self.function} saved was changed in place: it is at version "
                    f"{tensor.version}, version {version} was saved. Change a clone instead.",
                    node=f"n{self.age}",
                )
            if output is not None:
                tensor = tensor.twin()
                if dtypes.is_differentiable(tensor.dtype):
                    tensor.make_node(self, output)
            unpacked.append(tensor)
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
    changed = [inputs[place] if 0 <= place < len(inputs) else None for place in dirty]
    for place, tensor in zip(dirty, changed, strict=True):
        if tensor is None or not any(tensor is value for value in values):
            raise InvalidArgument(f"Input {place} of {name} is dirty: it must be one of the values, too.")
    records = context.recording and any(one is not None and one.requires_grad for one in inputs)
    for tensor in changed:
        assert tensor is not None
        check_in_place(tensor, name, records)
        tensor.touch()
    outputs = [value if any(value is one for one in changed) else _output(value, inputs) for value in values]
    if not records:
        return outputs
    node = FunctionNode(context, name, inputs, owner)
    node.outputs = tuple([(output.shape, output.dtype, output.id) for output in outputs])
    for place, output in enumerate(outputs):
        if place in non_differentiable or not dtypes.is_differentiable(output.dtype):
            continue
        found = next((number for number, one in zip(dirty, changed, strict=True) if one is output), None)
        if found is not None:
            context.keep(output)
            rebase(output, node, found, place)
        else:
            output.make_node(node, place)
    node.save([_after(tensor, inputs, changed, values, outputs) for tensor in saved], outputs)
    return outputs


def _after(
    tensor: Tensor,
    inputs: Sequence[Tensor | None],
    changed: Sequence[Tensor | None],
    values: Sequence[Tensor],
    outputs: Sequence[Tensor],
) -> Tensor:
    """What a saved tensor is once the outputs are in the graph: a value that is no input is its output."""
    if any(tensor is one for one in inputs) and not any(tensor is one for one in changed):
        return tensor
    return next((output for value, output in zip(values, outputs, strict=True) if value is tensor), tensor)


def _output(value: Tensor, inputs: Sequence[Tensor | None]) -> Tensor:
    """A tensor of a value's storage; one that shows an input cannot be changed in place where that is recorded."""
    output = value.detach()
    if any(one is not None and one.storage_id == value.storage_id for one in inputs):
        output.restriction = OF_A_FUNCTION
    return output
