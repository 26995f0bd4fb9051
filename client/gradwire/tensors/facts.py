"""Facts: what a tensor tells of itself without its values."""

from __future__ import annotations

from typing import Any, Self

from gradwire._generated.table import OPS
from gradwire.devices import device
from gradwire.differentiation.nodes import INVALID, LOST, Node, node
from gradwire.dtypes import dtype
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.dispatch import call
from gradwire.recording.handle import Handle
from gradwire.sizes import Size


class Facts(Handle):
    """Shape, dtype, device and autograd flags, as PyTorch's attributes and methods."""

    __slots__ = ()

    def describe(self) -> Description:
        """Shape, dtype, device and flags; asked of the server where only it knows."""
        if self._d is UNKNOWN:
            self._r.check(self)
            self._r.line.look(self)
        return self._d

    @property
    def shape(self) -> Size:
        """The size of each dimension."""
        return self.describe().shape

    @property
    def dtype(self) -> dtype:
        """The type of the elements."""
        return self.describe().dtype

    @property
    def device(self) -> device:
        """Where the tensor lives, on the server."""
        return self.describe().device

    @property
    def ndim(self) -> int:
        """The number of dimensions."""
        return len(self.describe().shape)

    @property
    def is_leaf(self) -> bool:
        """Whether no recorded operation made it."""
        description = self.describe()
        if description.grad_fn == INVALID:
            raise RuntimeError(LOST)
        return description.is_leaf or self._r.is_plain(self)

    @property
    def retains_grad(self) -> bool:
        """Whether it is no leaf and keeps its gradient."""
        return self.describe().retains_grad

    @property
    def requires_grad(self) -> bool:
        """Whether gradients are computed for it."""
        return self.describe().requires_grad and not self._r.is_plain(self)

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise RuntimeError(f"requires_grad must be a bool, not {type(value).__name__}")
        if not self.is_leaf:
            raise RuntimeError("requires_grad can be set of leaves only: use detach() to leave the graph")
        call(OPS["requires_grad_"], (self, value))

    @property
    def _version(self) -> int:
        """How often it was changed in place, through itself or what shares its storage."""
        info = self._r.line.look_all([self])[0]
        if info is None or self._d.inference:
            raise RuntimeError("what was made in inference mode tracks no version")
        return int(info["version"])

    def is_inference(self) -> bool:
        """Whether it was made in inference mode, or views what was."""
        return self.describe().inference

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it, or None for a leaf."""
        return None if self._r.is_plain(self) else node(self)

    @property
    def output_nr(self) -> int:
        """Which output of its operation it is."""
        made_by = self.grad_fn
        info = None if made_by is None else self._r.line.look_all([self])[0]
        return 0 if made_by is None or info is None else made_by.output_of(info["id"])

    @property
    def itemsize(self) -> int:
        """Bytes an element."""
        return self.dtype.itemsize

    @property
    def nbytes(self) -> int:
        """Bytes of all elements."""
        return self.numel() * self.dtype.itemsize

    @property
    def is_cuda(self) -> bool:
        """Whether it lives on a GPU."""
        return self.device.type == "cuda"

    @property
    def is_cpu(self) -> bool:
        """Whether it lives on the CPU of the server."""
        return self.device.type == "cpu"

    def get_device(self) -> int:
        """The number of its GPU, -1 on the CPU."""
        return -1 if self.is_cpu else self.device.index or 0

    def pin_memory(self, device: Any = None) -> Self:
        """The tensor as it is: copies to the GPU are the server's, which pins what it copies."""
        if self.is_cuda:
            raise RuntimeError("cannot pin a tensor on a GPU: only those on the CPU can be pinned")
        return self

    def is_pinned(self, device: Any = None) -> bool:
        """Whether its memory is pinned: never."""
        return False

    def record_stream(self, stream: Any) -> None:
        """Nothing: all streams are one, so that memory is used again only after what was asked for before."""

    def size(self, dim: int | None = None) -> Any:
        """The shape, or the size of one dimension."""
        shape = self.shape
        if dim is None:
            return shape
        if not -len(shape) <= dim < len(shape):
            raise IndexError(
                f"Dimension out of range (expected to be in range of [{-len(shape)}, {len(shape) - 1}], but got {dim})"
            )
        return shape[dim]

    def dim(self) -> int:
        """The number of dimensions."""
        return self.ndim

    ndimension = dim

    def numel(self) -> int:
        """The number of elements."""
        return self.shape.numel()

    nelement = numel

    def is_same_size(self, other: Facts) -> bool:
        """Whether another tensor has the same shape."""
        return self.shape == other.shape

    def element_size(self) -> int:
        """Bytes an element."""
        return self.dtype.itemsize

    def is_floating_point(self) -> bool:
        """Whether the dtype is a real floating type."""
        return self.dtype.is_floating_point

    def is_complex(self) -> bool:
        """Whether the dtype is complex."""
        return self.dtype.is_complex
