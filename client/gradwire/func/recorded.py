"""Recorded: a function's run for the sake of its derivatives, by the inputs that stand in for those given.

Each input is given as another tensor of its values: a leaf, or part of the graph where the one given is. So what the
function does is recorded for the transform, and what is around it stays what it was. Transforms nest without further
thought, since one graph may be differentiated again and again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from gradwire.differentiation.derivatives import describe, record_derivatives
from gradwire.func.trees import leaves, mapped, rebuilt
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.forms import record
from gradwire.recording.handle import Handle
from gradwire.recording.modes import (
    DISABLED,
    INFERENCE,
    carries_tangents,
    grad_mode,
    set_grad_mode,
    set_tangents,
    set_transforms,
    transforms,
)

Shape = tuple[tuple[int, ...], Handle]


class Inputs:
    """The tensors in a tree by which a function is differentiated, and what it is given in their place."""

    def __init__(
        self, tree: Any, rule: str, error: type[Exception] = RuntimeError, create_graph: bool | None = None
    ) -> None:
        """`rule` says in words what tensors are refused that have no gradient. `create_graph` says whether derivatives
        are recorded; by default that is where something around is reached that is being recorded."""
        self.tree = tree
        self.given = leaves(tree)
        for one in self.given:
            if not isinstance(one, Handle):
                raise ValueError(f"a function is differentiated by tensors, not by a {type(one).__name__}")
            kind = describe(one).dtype
            if not (kind.is_floating_point or kind.is_complex):
                raise error(f"{rule}: a tensor of {kind} has no gradient")
        self._create_graph = create_graph
        self._outside = not grad_mode() & (DISABLED | INFERENCE) if create_graph is None else create_graph
        with differentiating():
            self.tensors = [self._stand_in(one) for one in self.given]
        self._own = frozenset(one._n for one in self.tensors if one._d.is_leaf)

    def rebuilt(self) -> Any:
        """The tree of what the function is given."""
        return self.of(self.tensors)

    def of(self, values: Sequence[Any]) -> Any:
        """The tree with other values, one for each tensor."""
        return rebuilt(self.tree, iter(values))

    def _stand_in(self, tensor: Handle) -> Handle:
        """A recorded tensor of the same values, described without asking."""
        recorder, known = tensor._r, describe(tensor)
        part = self._outside and (known.requires_grad or known is UNKNOWN)
        if part:
            number = record(recorder, '{"op":"view_as","inputs":["%s","%s"],"out":"%s"}', [tensor, tensor], 1)
        else:
            number = record(recorder, '{"op":"detach","inputs":["%s"],"out":"%s"}', [tensor], 1)
        like = known.shape, known.dtype, known.device
        options: dict[str, Any] = {"is_leaf": False, "grad_fn": "ViewBackward0"} if part else {}
        description = recorder.descriptions.find(*like, True, levels=known.levels, **options)
        result = recorder.new_tensor(recorder, number, description)
        result._l = tensor._l if part else frozenset((number,))
        if not part:
            record(recorder, '{"op":"requires_grad_","inputs":["%s"]}', [result])
        recorder.related(result, tensor)
        return result

    def reach_out(self, tensors: Sequence[Handle]) -> bool:
        """Whether derivatives of these tensors are part of the graph around, as something there is reached."""
        if self._create_graph is not None:
            return self._create_graph
        return self._outside and bool(tensors[0]._r.ledger.leaves(tensors) - self._own)

    def may_reach(self, root: Handle) -> bool:
        """Whether a root may depend on the inputs."""
        inside: frozenset[int] = frozenset().union(*(one._l for one in self.tensors))
        return is_recorded(root) and not inside.isdisjoint(root._r.ledger.leaves([root]))

    def released(self, tree: Any) -> Any:
        """What the function gave, as it is outside: recorded only where something outside is reached."""
        return mapped(self._released, tree)

    def _released(self, value: Any) -> Any:
        if not isinstance(value, Handle) or (value._d is not UNKNOWN and not value._d.requires_grad):
            return value
        if not self.reach_out([value]):
            return value.detach()  # type: ignore[attr-defined]
        value._l -= self._own  # for transforms around this one they are nobody's
        return value

    def derivatives(
        self,
        kind: str,
        roots: Sequence[Any],
        vectors: Sequence[Any],
        shapes: Sequence[Shape],
        retain_graph: bool = True,
        create_graph: bool = False,
    ) -> list[Any]:
        """Derivatives of a kind, of roots that are recorded; recorded themselves with create_graph or as may be.

        `shapes` has for each result its shape, and a tensor that it is like otherwise.
        """
        options: dict[str, Any] = {"retain_graph": retain_graph, "shapes": shapes}
        options["create_graph"] = create_graph or self.reach_out([*roots, *vectors])
        inner = frozenset() if create_graph or self._create_graph else self._own
        return record_derivatives(kind, roots, self.tensors, vectors, inner=inner, **options)


def is_recorded(tensor: Handle) -> bool:
    """Whether a tensor requires grad, so that a pass may start there."""
    known = describe(tensor)
    return known.requires_grad or known is UNKNOWN


@contextmanager
def differentiating(forward: bool = False) -> Iterator[None]:
    """A block that records for the sake of derivatives, whatever the mode around; in `forward` mode no_grad in it stops
    no tangent."""
    before, around, carried = grad_mode(), transforms(), carries_tangents()
    set_grad_mode(before & ~(DISABLED | INFERENCE))
    set_transforms((*around, None))
    set_tangents(forward)
    try:
        yield
    finally:
        set_grad_mode(before)
        set_transforms(around)
        set_tangents(carried)
