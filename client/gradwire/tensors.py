"""Tensor: a handle on a tensor of the server, with PyTorch's attributes and methods."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NoReturn, Self

from gradwire import gradients, indexing, printing
from gradwire._generated.methods import Methods
from gradwire._generated.table import OPS
from gradwire.descriptions import UNKNOWN, Description
from gradwire.devices import device
from gradwire.dispatch import call
from gradwire.dtypes import dtype
from gradwire.nodes import Node, node
from gradwire.operators import Operators
from gradwire.recorder import NOBODY, Recorder
from gradwire.sizes import Size
from gradwire.state import state
from gradwire.values import Values


class Tensor(Operators, Methods, Values):
    """A multi-dimensional array on the server, with the graph that made it. Made by operations, not by hand."""

    __slots__ = ()

    __array_priority__ = 1000

    def __init__(self) -> None:
        raise TypeError("tensors are made by functions, such as torch.tensor(data) and torch.zeros(2, 3)")

    # what is known without the values

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
        return self.describe().is_leaf

    @property
    def retains_grad(self) -> bool:
        """Whether it is no leaf and keeps its gradient."""
        return self.describe().retains_grad

    @property
    def requires_grad(self) -> bool:
        """Whether gradients are computed for it."""
        return self.describe().requires_grad

    @requires_grad.setter
    def requires_grad(self, value: bool) -> None:
        self.requires_grad_(value)

    @property
    def grad_fn(self) -> Node | None:
        """The node of the operation that made it, or None for a leaf."""
        return node(self)

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

    def element_size(self) -> int:
        """Bytes an element."""
        return self.dtype.itemsize

    def is_floating_point(self) -> bool:
        """Whether the dtype is a real floating type."""
        return self.dtype.is_floating_point

    def is_complex(self) -> bool:
        """Whether the dtype is complex."""
        return self.dtype.is_complex

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """The tensor in another dtype, on another device, or like another tensor: to(dtype), to("cuda"), to(other)."""
        dtype_, device_ = kwargs.pop("dtype", None), kwargs.pop("device", None)
        copy = kwargs.pop("copy", False)
        kwargs.pop("non_blocking", None)
        if kwargs:
            raise TypeError(f"to() got an unexpected argument {next(iter(kwargs))!r}")
        for value in args:
            if isinstance(value, Tensor):
                dtype_, device_ = value.dtype, value.device
            elif isinstance(value, dtype):
                dtype_ = value
            elif isinstance(value, (str, device)):
                device_ = value
            elif not isinstance(value, bool):
                raise TypeError(f"to() takes a dtype, a device or a tensor, not {type(value).__name__}")
        return call(OPS["to"], (self, dtype_, device_, copy))  # type: ignore[no-any-return]

    def type(self, kind: Any) -> Self:
        """The tensor in another dtype."""
        return self.to(kind)

    def cpu(self) -> Self:
        """The tensor on the server's CPU."""
        return self.to("cpu")

    def cuda(self, device: Any = "cuda") -> Self:
        """The tensor on a GPU of the server."""
        return self.to(f"cuda:{device}" if isinstance(device, int) else device)

    def retain_grad(self) -> None:
        """Keep the gradient of this tensor, which is no leaf."""
        call(OPS["retain_grad"], (self,))

    # gradients

    @property
    def grad(self) -> Tensor | None:
        """The accumulated gradient, or None."""
        return gradients.read(self)  # type: ignore[no-any-return]

    @grad.setter
    def grad(self, value: Tensor | None) -> None:
        gradients.assign(self, value)

    @grad.deleter
    def grad(self) -> None:
        gradients.assign(self, None)

    @property
    def data(self) -> Tensor:
        """The same values outside the graph."""
        return indexing.data(self)  # type: ignore[no-any-return]

    @data.setter
    def data(self, value: Tensor) -> None:
        indexing.assign_data(self, value)

    def backward(
        self,
        gradient: Tensor | None = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        inputs: Sequence[Tensor] | Tensor | None = None,
    ) -> None:
        """Accumulate into the leaves' `.grad` the gradients of this tensor, times `gradient`."""
        gradients.backward(self, gradient, retain_graph, create_graph, inputs)

    # indexing

    def __getitem__(self, index: Any) -> Tensor:
        return indexing.get(self, index)  # type: ignore[no-any-return]

    def __setitem__(self, index: Any, value: Any) -> None:
        indexing.put(self, index, value)

    # text

    def __repr__(self) -> str:
        self._r.check(self)
        description = self.describe()
        array = self._fetch()
        return printing.tensor_text(
            array,
            dtype_name=description.dtype.name,
            default_dtype=state.default_dtype.name,
            grad_fn=description.grad_fn,
            requires_grad=description.requires_grad,
            device=str(description.device),
        )

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        if spec and self.ndim == 0:
            return format(self.item(), spec)
        return object.__format__(self, spec) if spec else str(self)

    def _repr_html_(self) -> str:
        text = repr(self).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<pre>{text}</pre>"

    # identity

    __hash__ = object.__hash__

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if not self.is_leaf:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment"
            )
        copy = self.detach().clone().requires_grad_(self.requires_grad)
        memo[id(self)] = copy
        return copy

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a tensor lives on the server and is not pickled; pickle tensor.detach().numpy() instead")


_new: Final = Tensor.__new__


def new_tensor(recorder: Recorder, number: int, description: Description) -> Tensor:
    """A handle on the tensor of that number."""
    tensor = _new(Tensor)
    tensor._r = recorder
    tensor._n = number
    tensor._d = description
    tensor._l = NOBODY
    return tensor
