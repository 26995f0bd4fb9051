"""Tensors: an array, and its place in the graph that recording builds."""

from __future__ import annotations

import weakref
from typing import TYPE_CHECKING, Any

import numpy

from engine import dtypes
from engine.errors import (
    AmbiguousCondition,
    InPlaceOnLeaf,
    InvalidArgument,
    NotDifferentiable,
    OpFailed,
    WrongGradients,
)
from engine.journal import Restorable
from engine.node import Edge, Node, Version
from engine.operators import Operators

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device
    from engine.op import Op

View = tuple["Op", tuple[Any, ...], dict[str, Any], int | None]  # operation, further inputs, attributes, which output


def replay(ops: Any, base: Any, views: tuple[View, ...]) -> Any:
    """A base viewed once more."""
    for op, inputs, attributes, part in views:
        base = ops.run(op, [base, *inputs], attributes)
        if part is not None:
            base = base[part]
    return base


class Tensor(Operators, Restorable):
    """An array on a device that may record what is done to it; it belongs to one context."""

    # Defaults live on the class: most tensors differ from few of them, and making a tensor is a hot path.
    retains_grad: bool = False
    grad: Tensor | None = None
    made_by: Edge | None = None  # the operation that made it, and which output it is; None for leaves and views
    _view_made_by: Edge | None = None
    age: int = 0  # of a leaf in the graph; see Node
    _version: Version | None = None
    base: Tensor | None = None  # what this is a differentiable view of
    replay: tuple[View, ...] = ()  # how it is viewed from there
    _view_version: int = 0  # the base's version that the view was recorded at

    def __init__(self, context: Context, data: Any, device: Device, id: int = 0) -> None:
        self.context = context
        self.data = data
        self.device = device
        self.id = id
        self.requires_grad = False

    @property
    def shape(self) -> tuple[int, ...]:
        """The size of each dimension."""
        return self.data.shape  # type: ignore[no-any-return]

    @property
    def dtype(self) -> dtypes.Dtype:
        """The dtype, as NumPy's."""
        return self.data.dtype  # type: ignore[no-any-return]

    @property
    def outputs(self) -> tuple[tuple[tuple[int, ...], dtypes.Dtype, int], ...]:
        """Of a leaf in the graph: what its gradient is like, as `Node.outputs`."""
        return ((self.data.shape, self.data.dtype, self.id),)

    @property
    def nbytes(self) -> int:
        """Bytes of the elements."""
        return self.data.nbytes  # type: ignore[no-any-return]

    @property
    def is_leaf(self) -> bool:
        """Whether it was made by a user rather than by a recorded operation."""
        return self.node is None

    @property
    def version(self) -> int:
        """How often its storage was changed in place, through it or any view."""
        return 0 if self._version is None else self._version.value

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

    def edge(self) -> Edge:
        """Where its gradient goes: the operation that made it, or a leaf itself, which accumulates it."""
        made_by = self._made_by()
        if made_by is not None:
            return made_by
        if not self.age:
            context = self.context
            context.number(self)
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

    def view_of(self, source: Tensor, step: View) -> None:
        """Make it a view: one storage and version; recorded anew when that storage changes."""
        self._version = source.shared_version()
        if step[0].rules:
            self.base = source if source.base is None else source.base
            self.replay = (*source.replay, step)
            self._view_version = self._version.value

    def _made_by(self) -> Edge | None:
        if self.base is None:
            return self.made_by
        if self._view_version != self.version:
            self._view_version = self.version
            if self.base.requires_grad:
                self.record_again()
        return self._view_made_by

    def record_again(self) -> None:
        """Give a view the place in the graph that viewing its changed base has now."""
        assert self.base is not None
        self.context.keep(self)
        with self.context.recording_as(True):
            again = replay(self.context.ops, self.base, self.replay)
        self.make_node(*again.edge())

    @property
    def storage_id(self) -> int:
        """The number of the tensor that first had this storage: its age."""
        return self.id if self._version is None else self._version.id

    def shared_version(self) -> Version:
        """The version counter, made at first need, to be shared with a view or a saved value."""
        if self._version is None:
            self._version = Version(self.id)
        return self._version

    def touch(self) -> None:
        """Note that the storage was changed in place."""
        version = self.shared_version()
        self.context.keep(version)
        version.value += 1

    def twin(self) -> Tensor:
        """Another tensor of the same storage and version, outside the graph."""
        other = Tensor(self.context, self.data, self.device, self.id)
        other._version = self.shared_version()
        return other

    def detach(self) -> Tensor:
        """The same storage outside the graph; in-place changes show in both and are noticed by backward."""
        other = self.twin()
        other.id = 0
        self.context.number(other)
        return other

    def variable_data(self) -> Tensor:
        """What `.data` is: the same storage outside the graph, with a version of its own, so that backward notices
        nothing of changes made through it."""
        other = Tensor(self.context, self.data, self.device)
        other._version = Version(self.storage_id)
        self.context.number(other)
        return other

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Start or stop recording on a leaf. Raises for non-leaves and for integer dtypes, as PyTorch does."""
        if not self.is_leaf and not requires_grad:
            raise OpFailed("requires_grad can be changed for leaves only: use detach() to leave the graph.")
        if requires_grad and not dtypes.is_differentiable(self.dtype):
            raise NotDifferentiable(
                f"Only floating point and complex tensors can require gradients, this is {self.dtype.name}.",
                dtypes=[self.dtype.name],
            )
        self.context.keep(self)
        self.requires_grad = requires_grad
        return self

    def retain_grad(self) -> None:
        """Keep the gradient of a non-leaf in `.grad` when backward passes it."""
        if not self.requires_grad:
            raise OpFailed("retain_grad needs a tensor that requires grad.")
        node = self.node
        if node is not None and not self.retains_grad:
            self.context.keep(self)
            self.context.keep(node)
            self.retains_grad = True
            node.retained = {**node.retained, self.output: weakref.ref(self)}

    def set_grad(self, grad: Tensor | None) -> None:
        """Assign `.grad`; it must have the tensor's shape, dtype and device."""
        if grad is not None and (grad.shape, grad.dtype, grad.device) != (self.shape, self.dtype, self.device):
            raise WrongGradients(
                f"A gradient must be like its tensor, {self.dtype.name} {list(self.shape)} on {self.device}; "
                f"this one is {grad.dtype.name} {list(grad.shape)} on {grad.device}.",
                shapes=[list(self.shape), list(grad.shape)],
            )
        if grad is self:
            raise WrongGradients("A tensor cannot be its own gradient.")
        self.context.keep(self)
        self.grad = grad

    def set_data(self, data: Tensor) -> None:
        """Assign `.data`: take over another tensor's storage, outside the graph."""
        if data.dtype != self.dtype:
            raise InvalidArgument(f".data of a {self.dtype.name} tensor cannot become {data.dtype.name}.")
        self.context.keep(self)
        version = Version(data.storage_id)
        version.value = self.version
        self.data, self.device, self._version = data.data, data.device, version

    def check_in_place(self, op: str, records: bool) -> None:
        """Refuse an in-place change that recording cannot follow, or whose elements share memory."""
        if records:
            for tensor, what in ((self, "a leaf"), (self.base, "a view of a leaf")):
                if tensor is not None and tensor.requires_grad and tensor.is_leaf:
                    raise InPlaceOnLeaf(
                        f"{op} would change {what} that requires grad in place: do it under no_grad, or use the "
                        "variant that returns a new tensor.",
                        op=op,
                        shapes=[list(self.shape)],
                    )
        if any(stride == 0 and size > 1 for stride, size in zip(self.data.strides, self.shape, strict=True)):
            raise OpFailed(
                f"{op} would write to an expanded tensor, whose elements share memory: clone() it first.", op=op
            )

    def numpy(self) -> numpy.ndarray[Any, Any]:
        """The value as a NumPy array; on the CPU the same memory."""
        return self.device.to_host(self.data)

    def item(self) -> Any:
        """The one element as a Python number."""
        if self.data.size != 1:
            raise OpFailed(
                f"A tensor of {self.data.size} elements is not a number: only one element can be.",
                shapes=[list(self.shape)],
            )
        element = self.numpy().reshape(()).item()
        return float(element) if self.dtype == dtypes.bfloat16 else element

    def __bool__(self) -> bool:
        if self.data.size != 1:
            raise AmbiguousCondition(
                f"The truth of {self.data.size} elements is ambiguous: reduce them with any or all.",
                shapes=[list(self.shape)],
            )
        return bool(self.item())

    def __repr__(self) -> str:
        node = self.node
        made = f", grad_fn=<{node.name}>" if node else ", requires_grad=True" if self.requires_grad else ""
        return f"tensor({self.numpy()!r}{made})"
