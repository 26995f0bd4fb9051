"""What a backward pass asks of others on its way: the gradients of functions that they own, and what their hooks say.

A pass is a generator: it yields a `Question` and is sent the answers, so whoever walks decides how to get them, and may
take any time. Which hook sees what, and in which order, is PyTorch's:
https://docs.pytorch.org/docs/stable/notes/autograd.html#backward-hooks-execution
"""

from __future__ import annotations

import functools
import weakref
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engine import dtypes
from engine.batching.level import Levels, union
from engine.errors import InvalidArgument, NotDifferentiable, OpFailed, WrongGradients
from engine.journal import Restorable
from engine.node import Edge, Node

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.tensor import Tensor

# When a hook is asked, and what about.
GRADIENT = "gradient"  # of one tensor, before its node or leaf takes it; the answer replaces it
GRADIENTS = "gradients"  # of several tensors at once, when the last of them has come; or of the first alone
ACCUMULATED = "accumulated"  # `.grad` of a leaf, after it was added to
OUTPUTS = "outputs"  # of a node, before its rules run: the gradients of its outputs
INPUTS = "inputs"  # of a node, after its rules ran: the gradients of its inputs
KINDS = (GRADIENT, GRADIENTS, ACCUMULATED, OUTPUTS, INPUTS)


class Gone:
    """An answer in whose place there is no gradient from now on; None leaves the one that came as it is."""


GONE: Final = Gone()
Gradients = Sequence["Tensor | None"]
Answers = Sequence["Tensor | Gone | None"]


class Slot(NamedTuple):
    """What an answer must be like; one that is not `exact` may be of a shape that sums to this one."""

    shape: tuple[int, ...]
    dtype: dtypes.Dtype
    device: Device
    exact: bool

    @classmethod
    def of(cls, edge: Edge, exact: bool = True) -> Slot:
        """What the gradient that goes this way must be like."""
        shape, dtype = edge[0].outputs[edge[1]]
        return cls(shape, dtype, edge[0].device, exact)


class Question(NamedTuple):
    """A pass that waits: what is asked, the gradients that came, and what must be answered.

    `name` is what errors call it. `owner` is whatever was given with the function or hook. `gradients` holds None
    where none came. `slots` has an entry for each answer, None where any answer is dropped. `saved` are tensors that
    the owner asked to have back, `outputs` of a hook on a node's inputs the gradients that the node was given. With
    `clears` an answer may be `GONE`. `facts` are, in anomaly mode, what an error is to tell of the node.
    """

    call: str
    name: str
    owner: Any
    node: int
    create_graph: bool
    gradients: Gradients
    slots: Sequence[Slot | None]
    saved: Sequence[Tensor] = ()
    outputs: Gradients = ()
    clears: bool = False
    facts: Mapping[str, Any] = MappingProxyType({})

    @property
    def levels(self) -> Levels:
        """Those by which what is asked about is batched."""
        tensors = (*self.gradients, *self.saved, *self.outputs)
        return union(one.device.levels for one in tensors if one is not None)

    def check(self, answers: Answers) -> None:
        """Refuse answers that do not fit, so that the pass need not be given up: raises `WrongGradients`."""
        try:
            self._check(answers)
        except WrongGradients as error:
            error.facts |= self.facts
            raise

    def _check(self, answers: Answers) -> None:
        if len(answers) != len(self.slots):
            raise WrongGradients(
                f"{self.name} must answer with {len(self.slots)} gradients (null for none), not {len(answers)}."
            )
        for place, (slot, answer) in enumerate(zip(self.slots, answers, strict=True)):
            if isinstance(answer, Gone):
                if not self.clears:
                    raise WrongGradients(f"{self.name} cannot answer that there is none: hooks on nodes alone can.")
                continue
            if slot is None or answer is None:
                continue
            if slot.exact and self.gradients[place] is None:
                raise WrongGradients(f"No gradient {place} came to {self.name}: nothing can take its place but null.")
            _check_fit(self.name, place, slot, answer)


def _check_fit(name: str, place: int, slot: Slot, answer: Tensor) -> None:
    shape = answer.shape
    sums = len(shape) >= len(slot.shape) and all(
        wanted in (1, given) for wanted, given in zip(reversed(slot.shape), reversed(shape), strict=False)
    )
    if shape != slot.shape and (slot.exact or not sums):
        raise WrongGradients(
            f"{name} answered gradient {place} of shape {list(shape)}; it must have {list(slot.shape)}.",
            shapes=[list(slot.shape), list(shape)],
        )
    if answer.dtype != slot.dtype and (slot.exact or (answer.dtype.kind == "c" and slot.dtype.kind != "c")):
        raise WrongGradients(
            f"{name} answered gradient {place} as {answer.dtype.name}; it must be {slot.dtype.name}.",
            dtypes=[slot.dtype.name, answer.dtype.name],
        )
    if answer.device.name != slot.device.name:  # under vmap a gradient may be batched where its input is not
        raise WrongGradients(f"{name} answered gradient {place} on {answer.device}; it must be on {slot.device}.")


class Hook:
    """Something that its owner wants to be asked about by every pass, until it is removed."""

    def __init__(self, context: Context, name: str, title: str, on: str, first_only: bool, owner: Any) -> None:
        self.context = context
        self.name = name
        self.title = title
        self.on = on
        self.first_only = first_only
        self.owner = owner
        self.places: list[tuple[weakref.ref[Any], int]] = []  # a node or leaf, and which output of it

    def attach(self, targets: Sequence[Edge]) -> None:
        """Put it on nodes or leaves."""
        for target, output in dict.fromkeys(targets):
            target.context.keep(target)
            target.hooks = (*target.hooks, (self, output))
        self.watch(targets)

    def watch(self, targets: Sequence[Edge]) -> None:
        """Note where it is; when the last of these nodes and leaves is no more, its context forgets it."""
        look = functools.partial(_look, weakref.ref(self))
        references = {edge: weakref.ref(edge[0], look) for edge in targets}
        self.places = [(references[edge], edge[1]) for edge in targets]

    def edges(self) -> list[Edge]:
        """Where it is: the nodes and leaves that are left."""
        return [(target, output) for reference, output in self.places if (target := reference()) is not None]

    @property
    def is_attached(self) -> bool:
        """Whether any of its nodes and leaves is left."""
        return bool(self.edges())

    def end_if_nowhere(self) -> None:
        """Let its context forget it where none is left, unless it was removed before."""
        known, released = self.context.hooks.known, self.context.released
        if known.get(self.name) is self and not self.is_attached:
            del known[self.name]
            released.append(self.owner)

    def remove(self) -> None:
        """Take it off."""
        for target, _ in self.edges():
            target.context.keep(target)
            target.hooks = tuple(entry for entry in target.hooks if entry[0] is not self)


def _look(reference: weakref.ref[Hook], _: Any) -> None:
    """Look at a hook that has lost a node or leaf."""
    hook = reference()
    if hook is not None:
        hook.end_if_nowhere()


class Hooks(Restorable):
    """The hooks of a context, by their names."""

    def __init__(self) -> None:
        self.known: dict[str, Hook] = {}

    def snapshot(self) -> dict[str, Hook]:
        return dict(self.known)

    def restore(self, snapshot: dict[str, Hook]) -> None:
        self.known = {name: hook for name, hook in snapshot.items() if hook.is_attached}


def add_hook(
    context: Context,
    name: str,
    on: str,
    targets: Sequence[Any],
    first_only: bool = False,
    owner: Any = None,
    title: str | None = None,
) -> None:
    """Register a hook by a name that is not in use, on tensors, or (`outputs`, `inputs`) on a tensor's node or a node.

    Errors call it by its `title`, which is its name unless given.
    Raises `InvalidArgument`, `NotDifferentiable` on a tensor that does not require grad, `OpFailed` for `accumulated`
    on what is no leaf.
    """
    hooks = context.hooks
    if name in hooks.known:
        raise InvalidArgument(f"There is a hook {name!r} already: choose another name, or remove it first.", hook=name)
    edges = [_place(target, on) for target in targets]
    hook = Hook(context, name, title or name, on, first_only, owner)
    hook.attach(edges)
    context.keep(hooks)
    hooks.known[name] = hook


def remove_hook(context: Context, name: str, missing_ok: bool = False) -> None:
    """Remove the hook of that name. Raises `InvalidArgument` where there is none, unless it may be missing."""
    hook = context.hooks.known.get(name)
    if hook is None:
        if missing_ok:
            return
        raise InvalidArgument(f"There is no hook {name!r}.", hook=name)
    hook.remove()
    context.keep(context.hooks)
    del context.hooks.known[name]


def _place(target: Any, on: str) -> Edge:
    if isinstance(target, Node):
        if on not in (OUTPUTS, INPUTS):
            raise InvalidArgument(f"A node has no {on}: hooks on nodes see their outputs or inputs.", argument="on")
        return target, 0
    if not target.requires_grad:
        raise NotDifferentiable("A hook needs a tensor that requires grad: no gradient ever comes to this one.")
    if on == ACCUMULATED and not target.is_leaf:
        raise OpFailed("Only leaves accumulate gradients: a hook on `accumulated` needs a leaf.")
    place: Edge = target.edge()
    return place
