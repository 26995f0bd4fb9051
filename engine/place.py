"""A tensor's place in the graph: the operation that made it, or the base that it views."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any, cast

from engine import dtypes
from engine.errors import OpFailed
from engine.journal import Restorable
from engine.node import UNSHARED, Edge, InferenceVersion, Node, Version
from engine.replay import View, record_replay, way_back

if TYPE_CHECKING:
    from engine.context import Context
    from engine.hooks import Hook
    from engine.op_node import OpNode
    from engine.tensor import Tensor

# Why recording cannot follow in-place changes of a view.
ONE_OF_SEVERAL = "is one of several views that one operation made"
UNRECORDED = "was made while recording was off"
OF_A_FUNCTION = "shows an input of the function that made it"


class Placed(Restorable):
    """What `Tensor` is to the graph."""

    context: Context
    data: Any
    requires_grad: bool

    # Defaults live on the class: most tensors differ from few of them, and making a tensor is a hot path.
    retains_grad: bool = False
    made_by: Edge | None = None  # the operation that made it, and which output it is; None for leaves and views
    _view_made_by: Edge | None = None
    age: int = 0  # of a leaf in the graph; see Node
    _version: Version | None = None
    _storage: int = 0  # after set_data: the number of the storage, which is no longer that of the version
    base: Tensor | None = None  # what this is a differentiable view of
    replay: tuple[View, ...] = ()  # how it is viewed from there
    turns: tuple[View, ...] = ()  # of no view: those that it was made in place, from the shape that it had
    returns: tuple[View, ...] = ()  # and those that lead back there, where its views begin
    _view_version: int = 0  # the base's version that the view was recorded at
    restriction: str = ""  # of a view: one of the reasons above
    follows: bool = False  # a view that requires grad for its base's sake alone: as a leaf, it accumulates nothing
    hooks: tuple[tuple[Hook, int], ...] = ()  # of a leaf; see Node
    views: weakref.WeakSet[Placed] | None = None  # those that no graph holds: they require grad when it does

    @property
    def is_leaf(self) -> bool:
        """Whether it was made by a user rather than by a recorded operation."""
        return self.node is None

    @property
    def version(self) -> int:
        """How often its storage was changed in place, through it or any view."""
        return 0 if self._version is None else self._version.value

    @property
    def is_inference(self) -> bool:
        """Whether it was made in inference mode, or views what was: it takes part in no graph."""
        return type(self._version) is InferenceVersion

    @property
    def node(self) -> Node | None:
        """The operation that made it; None for a leaf."""
        made_by = self._made_by()
        return None if made_by is None else made_by[0]

    @property
    def output(self) -> int:
        """Which output of its operation it is."""
        made_by = self._made_by()
        return 0 if made_by is None else made_by[1]

    @property
    def is_lost(self) -> bool:
        """Whether it is a view whose storage was changed in place and that cannot be recorded anew."""
        return bool(self.restriction) and self._is_outdated()

    def edge(self) -> Edge:
        """Where its gradient goes: the operation that made it, or a leaf itself, which accumulates it.

        Raises `OpFailed` where the storage was changed in place and the view cannot be recorded anew.
        """
        if self.base is None:
            if self.made_by is not None:
                return self.made_by
            if self.age:
                return self, 0
        elif self.is_lost:
            raise OpFailed(
                f"A tensor that {self.restriction} was changed in place, through its base or another view, and its "
                "gradient is lost with that: view the base again, or change a clone."
            )
        return self.last_edge()

    def last_edge(self) -> Edge:
        """The edge as it was recorded last, for looking at the graph."""
        made_by = self._made_by()
        if made_by is not None:
            return made_by
        if not self.age:
            context = self.context
            context.keep(self)
            context.number(cast("Tensor", self))
            context.nodes = self.age = context.nodes + 1
        return self, 0

    def make_node(self, node: Node, output: int = 0) -> None:
        """Make it the given output of a recorded operation."""
        self.requires_grad = True
        if self.base is None:
            self.made_by = (node, output)
        else:
            self._view_made_by = (node, output)
            self._view_version = self.version

    def move_to(self, node: Node, output: int = 0) -> None:
        """Make it the output of another operation, after an in-place change: with its views, and what it retains."""
        before = self.made_by or self._view_made_by
        self.make_node(node, output)
        self._lead_views()
        if self.retains_grad and before is not None:
            self.context.keep(before[0])
            before[0].retained = {place: kept for place, kept in before[0].retained.items() if kept() is not self}
            node.retained = {**node.retained, output: weakref.ref(self)}

    def view_of(self, source: Tensor, step: View, restriction: str) -> None:
        """Make it a view: one storage and version; recorded anew when that storage changes."""
        self._version = source.shared_version()
        if source._storage:
            self._storage = source._storage
        if not step[0].rules:
            return
        self.base = base = source if source.base is None else source.base
        self.replay = (*(source.turns if source.base is None else source.replay), step)
        self._view_version = self._version.value
        self.restriction = restriction or source.restriction
        if dtypes.is_differentiable(self.data.dtype):
            self.requires_grad = self.follows = base.requires_grad
            if not base.requires_grad or restriction == UNRECORDED:
                base.views = weakref.WeakSet() if base.views is None else base.views
                base.views.add(self)

    def turn(self, view: Tensor) -> None:
        """Become what a view of it is."""
        self.context.keep(self)
        made_by, step, shape = view.made_by or view._view_made_by, view.replay[-1], self.data.shape
        self.data = view.data
        self.touch()
        if self.base is None:
            self.turns, self.returns = (*self.turns, step), (way_back(step, shape), *self.returns)
        else:
            self.replay = view.replay
        if made_by is not None:
            node = cast("OpNode", made_by[0])
            node.variant += len(node.op.grad_fn) // 2  # the other half are the names in place
            node.set_outputs((cast("Tensor", self),))
            self.make_node(node)  # what it retains stays with the shape that it had

    def _lead_views(self) -> None:
        """Let the views that no graph holds require grad where their base now does."""
        for view in self.views or ():
            if view.follows or not view.requires_grad:
                self.context.keep(view)
                view.requires_grad = view.follows = self.requires_grad

    def _made_by(self) -> Edge | None:
        if self.base is None:
            return self.made_by
        if self._is_outdated() and not self.restriction:
            self.record_again()
        return self._view_made_by

    def _is_outdated(self) -> bool:
        """Whether the storage of a view has changed since the view was recorded."""
        return self.base is not None and self.base.requires_grad and self._view_version != self.version

    def record_again(self) -> None:
        """Give a view the place in the graph that viewing its changed base has now."""
        assert self.base is not None
        self.context.keep(self)
        with self.context.recording_as(True):
            again = record_replay(self.context.ops, self.base, self.base.returns + self.replay)
        node, output = again.edge()
        node.set_outputs((cast("Tensor", self),))
        self.move_to(node, output)

    @property
    def storage_id(self) -> int:
        """The number of the tensor that first had this storage: its age."""
        version = self._version
        return self._storage or (self.id if version is None or version is UNSHARED else version.id)

    @property
    def may_share(self) -> bool:
        """Whether another tensor may have its storage."""
        return self._version is not None and self._version is not UNSHARED

    def shared_version(self) -> Version:
        """The version counter, made at first need, to be shared with a view or a saved value."""
        if self._version is None or self._version is UNSHARED:
            self.context.number(cast("Tensor", self))  # a literal has none yet
        if self._version is None:
            self._version = Version(self.id)
        elif self._version is UNSHARED:
            self._version = InferenceVersion(self.id)
        return self._version

    def touch(self) -> None:
        """Note that the storage was changed in place."""
        self.advance(1)

    def advance(self, times: int) -> None:
        """Note that the storage was changed in place so many times."""
        version = self.shared_version()
        self.context.keep(version)
        version.value += times
