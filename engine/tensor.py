"""Tensors: an array, and its place in the graph that recording builds."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy

from engine import dtypes
from engine.attributes import known_before
from engine.errors import (
    AmbiguousCondition,
    NotDifferentiable,
    OpFailed,
    WrongGradients,
)
from engine.node import UNSHARED, Outputs
from engine.operators import Operators
from engine.place import Placed

if TYPE_CHECKING:
    from engine.context import Context
    from engine.devices import Device


@known_before
class Tensor(Operators, Placed):
    """An array on a device that may record what is done to it; it belongs to one context."""

    grad: Tensor | None = None

    def __init__(self, context: Context, data: Any, device: Device, id: int = 0) -> None:
        self.context = context
        self.data = data
        self.device = device
        self.id = id
        self.requires_grad = False
        if context.inference:
            self._version = UNSHARED

    @property
    def shape(self) -> tuple[int, ...]:
        """The size of each dimension."""
        return self.data.shape  # type: ignore[no-any-return]

    @property
    def dtype(self) -> dtypes.Dtype:
        """The dtype, as NumPy's."""
        return self.data.dtype  # type: ignore[no-any-return]

    @property
    def outputs(self) -> Outputs:
        """Of a leaf in the graph: what its gradient is like, as `Node.outputs`."""
        return ((self.data.shape, self.data.dtype),)

    @property
    def numbers(self) -> tuple[int, ...]:
        """Of a leaf in the graph: its number, as `Node.numbers`."""
        return (self.id,)

    @property
    def nbytes(self) -> int:
        """Bytes of the elements."""
        return self.data.nbytes  # type: ignore[no-any-return]

    def twin(self) -> Tensor:
        """Another tensor of the same storage and version, outside the graph."""
        other = Tensor(self.context, self.data, self.device, self.id)
        other._version = self.shared_version()
        other._storage = self._storage
        return other

    def detach(self) -> Tensor:
        """The same storage outside the graph; in-place changes show in both and are noticed by backward."""
        other = self.twin()
        other.id = 0
        self.context.number(other)
        return other

    def detach_(self) -> Tensor:
        """Leave the graph and become a leaf that requires no grad; a view cannot."""
        if self.base is not None:
            raise OpFailed("detach_ would take a view out of the graph, but not its base: use detach().", op="detach_")
        self.context.keep(self)
        self.requires_grad, self.made_by = False, None
        self._lead_views()
        return self

    def variable_data(self) -> Tensor:
        """What `.data` is: the same storage outside the graph, with a version of its own, so that backward notices
        nothing of changes made through it."""
        other = Tensor(self.context, self.data, self.device)
        other._version, other._storage = self.shared_version().apart(), self._storage
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
        if requires_grad and self.is_inference and not self.context.inference:
            raise OpFailed(
                "A tensor that was made in inference mode cannot begin to require grad outside: use a clone() of it."
            )
        self.context.keep(self)
        self.context.number(self)
        self.requires_grad, self.follows = requires_grad, False
        self._lead_views()
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

    def set_data(self, data: Tensor) -> Tensor:
        """Assign `.data`: take over another tensor's storage, outside the graph; the version stays."""
        if self.requires_grad and not dtypes.is_differentiable(data.dtype):
            raise NotDifferentiable(
                f"A tensor that requires grad cannot take over {data.dtype.name} data: only floating point and complex "
                "tensors have gradients.",
                dtypes=[self.dtype.name, data.dtype.name],
            )
        self.context.keep(self)
        self.context.number(data)
        self.data, self.device, self._storage = data.data, data.device, data.storage_id
        return self

    def follow(self, moved: Callable[[Any], Any], snapshot: dict[str, Any] | None = None) -> None:
        if snapshot is None:
            self.data = moved(self.data)
        else:
            snapshot["data"] = moved(snapshot["data"])

    def numpy(self) -> numpy.ndarray[Any, Any]:
        """The value as a NumPy array; on the CPU the same memory."""
        device = self.device
        if device.guards:
            with self.context.on(device):
                return device.to_host(self.data)
        return device.to_host(self.data)

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
