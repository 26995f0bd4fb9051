"""Nodes of the graph as Python sees them: `grad_fn`, where its gradients go, what it has saved, hooks on it.

A node is known by its id, and described by the server when something of it is asked for. While a node is in use here
there is one object for it, which keeps alive the tensor that it was found behind.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from gradwire.differentiation import hooks
from gradwire.handles import RemovableHandle
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle, living

SAVED: Final = ("_saved_", "_raw_saved_")
_OWN: Final = ("AccumulateGrad", "CopyBackwards", "CopySlices")
"""What belongs to the engine of autograd and not to one operation."""

INVALID: Final = "Invalid"
"""Stands for the node of a view that recording could not follow when its storage was changed."""
LOST: Final = (
    "this view was made under no_grad, or is one of several that one operation made, and what it shows was changed in "
    "place since: its place in the graph is lost with that. View the base again, or change a clone"
)


class Metadata(dict[Any, Any]):
    """What a user keeps with a node."""

    __slots__ = ("__weakref__",)


class Node:
    """What computes the gradient of an operation; its class is named as PyTorch's, such as AddBackward0.

    What the operation saved for its gradient are attributes, `_saved_self`, `_saved_dim` and so on by PyTorch's names,
    until a backward pass has freed it: then they raise RuntimeError.
    """

    def __init__(self, tensor: Any, id: str) -> None:
        self._tensor = tensor
        self._id = id

    def name(self) -> str:
        """The name of its kind."""
        name = type(self).__name__
        return f"torch::autograd::{name}" if name in _OWN else name

    @property
    def metadata(self) -> dict[Any, Any]:
        """What its user wants to keep with it, as long as there is a tensor from which it was asked for."""
        recorder = self._tensor._r
        kept: Metadata | None = recorder.metadata.get(self._id)
        if kept is None:
            kept = recorder.metadata[self._id] = Metadata()
        recorder.keepers.setdefault(self._tensor._n, {})[self._id] = kept
        return kept

    @property
    def next_functions(self) -> tuple[tuple[Node | None, int], ...]:
        """Where its gradients go: for each input the node and which of its outputs, or (None, 0)."""
        return tuple(
            [
                (None, 0) if edge is None else (_find(self._tensor, edge["node"], edge["name"]), edge["output"])
                for edge in self._details()["next"]
            ]
        )

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What a Function of the user's saved with save_for_backward."""
        return tuple([getattr(self, f"_saved_{place}") for place in range(len(self._details()["saved"] or ()))])

    def output_of(self, tensor: str) -> int:
        """Which of its outputs the tensor of that id is."""
        outputs: list[str] = self._details()["outputs"]
        return outputs.index(tensor) if tensor in outputs else 0

    def register_hook(self, fn: hooks.Hook) -> RemovableHandle:
        """Call `fn(grad_inputs, grad_outputs)` after each time it computed; a tuple returned replaces grad_inputs.

        https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_hook.html
        """
        return hooks.on_inputs(self._tensor, self._id, fn)

    def register_prehook(self, fn: hooks.Hook) -> RemovableHandle:
        """Call `fn(grad_outputs)` each time before it computes; a tuple returned replaces grad_outputs.

        https://docs.pytorch.org/docs/stable/generated/torch.autograd.graph.Node.register_prehook.html
        """
        return hooks.on_outputs(self._tensor, self._id, fn)

    def __getattr__(self, name: str) -> Any:
        if name == "variable" and type(self).__name__ == "AccumulateGrad":
            return self._saved("variable")
        for prefix in SAVED:
            if name.startswith(prefix):
                return self._saved(name.removeprefix(prefix))
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def __dir__(self) -> list[str]:
        details = self._details()
        return [*super().__dir__(), *(f"_saved_{name}" for name in (*(details["saved"] or ()), *details["attributes"]))]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} object at {hex(id(self))}>"

    def _details(self) -> dict[str, Any]:
        details: dict[str, Any] = self._tensor._r.line.node(self._id)
        return details

    def _saved(self, name: str) -> Any:
        """A value that was saved, or an attribute of the operation."""
        details = self._details()
        if name in details["attributes"]:
            return _plain(details["attributes"][name])
        if details["saved"] is None:
            raise RuntimeError(
                f"what {type(self).__name__} saved was freed by a backward pass: pass retain_graph=True there to look "
                "at it afterwards"
            )
        if name not in details["saved"]:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute '_saved_{name}'")
        info = details["saved"][name]
        if isinstance(info, list):
            return tuple([self._bind(f"{name}.{place}", entry) for place, entry in enumerate(info)])
        return info and self._bind(name, info)

    def _bind(self, name: str, info: dict[str, Any]) -> Any:
        """The handle that there is of a saved tensor, or a new one; always a new one of the node's own outputs."""
        recorder = self._tensor._r
        number = record(recorder, f'{{"saved":{{"node":%s,"out":{{"{name}":"%s"}}}}}}', [self._id], 1)
        tensor = recorder.new_tensor(recorder, number, UNKNOWN)
        description = tensor.describe()  # as long as the graph is there
        if info["node"] == self._id:
            return tensor
        alike = [
            one
            for one in living(recorder)
            if one is not tensor and one._d in (description, UNKNOWN) and one._n not in recorder.broken
        ]
        for one, other in zip(alike, recorder.line.look_all(alike), strict=True):
            if other is not None and other["id"] == info["id"]:
                return one
        return tensor


def _plain(value: Any) -> Any:
    """An attribute as Python has it: sizes are tuples."""
    return tuple(map(_plain, value)) if isinstance(value, list) else value


@cache
def _class(name: str) -> type[Node]:
    return type(name, (Node,), {})


def node(tensor: Handle) -> Node | None:
    """The node that made a tensor, or None for a leaf."""
    name = tensor.describe().grad_fn
    if name is None:
        return None
    if name == INVALID:
        raise RuntimeError(LOST)
    recorder = tensor._r
    id = recorder.made_by.get(tensor._n)
    if id is None:
        info = recorder.line.look_all([tensor])[0]
        if info is None or info["node"] is None:
            return None
        id = recorder.made_by[tensor._n] = info["node"]
    return _find(tensor, id, name)


def _find(tensor: Any, id: str, name: str) -> Node:
    """The one object for a node, which is reached from a tensor."""
    nodes = tensor._r.nodes
    found: Node | None = nodes.get(id)
    if found is None:
        found = nodes[id] = _class(name)(tensor, id)
    return found
