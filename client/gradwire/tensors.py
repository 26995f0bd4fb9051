"""Tensor: a handle on a tensor of the server, with PyTorch's attributes and methods."""

from __future__ import annotations

from typing import Any, Final, NoReturn, Self

from gradwire import dtypes, gradients, hooks, indexing, passes, printing, typed
from gradwire._generated.methods import Methods
from gradwire._generated.table import OPS
from gradwire.descriptions import UNKNOWN, Description
from gradwire.devices import device
from gradwire.dispatch import call, spread
from gradwire.dtypes import as_dtype
from gradwire.facts import Facts
from gradwire.named import Named
from gradwire.operators import Operators
from gradwire.recorder import NOBODY, Recorder
from gradwire.state import state
from gradwire.values import Values


class Tensor(Operators, Methods, Facts, Values, metaclass=Named, home="torch"):
    """A multi-dimensional array on the server, with the graph that made it; `Tensor([1, 2])` makes one of floats."""

    __slots__ = ("__dict__",)  # for what a program may want to keep with a tensor

    __array_priority__ = 1000

    def __new__(cls, *data: Any) -> Tensor:
        from gradwire.creation import of_data_or_sizes

        if len(data) == 1 and isinstance(data[0], Tensor):
            return data[0].view_as(data[0])
        return of_data_or_sizes("torch.Tensor", state.default_dtype, data)

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """The tensor in another dtype, on another device, or like another tensor: to(dtype), to("cuda"), to(other)."""
        dtype_, device_ = kwargs.pop("dtype", None), kwargs.pop("device", None)
        if isinstance(device_, str):
            device_ = device(device_)
        copy = kwargs.pop("copy", False)
        kwargs.pop("non_blocking", None)
        if kwargs:
            raise TypeError(f"to() got an unexpected argument {next(iter(kwargs))!r}")
        for value in args:
            if isinstance(value, Tensor):
                dtype_, device_ = value.dtype, value.device
            elif isinstance(value, (dtypes.dtype, type)):
                dtype_ = value
            elif isinstance(value, (str, device)) or type(value) is int:
                device_ = device(value)
            elif value is not None and not isinstance(value, bool):
                raise TypeError(f"to() takes a dtype, a device or a tensor, not {type(value).__name__}")
        dtype_ = as_dtype(dtype_)
        known = self._d
        if not copy and known is not UNKNOWN and dtype_ in (None, known.dtype) and device_ in (None, known.device):
            return self
        return call(OPS["to"], (self, dtype_, device_, copy))  # type: ignore[no-any-return]

    def type(self, dtype: Any = None) -> Any:
        """The tensor in another dtype; without one, the name that PyTorch has for a tensor of this dtype and device."""
        if dtype is None:
            return f"torch.{'cuda.' if self.is_cuda else ''}{typed.NAMES[self.dtype.name]}Tensor"
        return self.to(typed.dtype_of(dtype))

    def view(self, *shape: Any, size: Any = None, dtype: Any = None) -> Tensor:
        """The same storage seen in another shape, view(2, -1), or with its bytes read as a dtype, view(torch.int32)."""
        if dtype is None and len(shape) == 1 and isinstance(shape[0], (dtypes.dtype, type)):
            dtype = shape[0]
        if dtype is not None:
            return call(OPS["view_dtype"], (self, as_dtype(dtype)))  # type: ignore[no-any-return]
        return call(OPS["view"], (self, spread(shape, size)))  # type: ignore[no-any-return]

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
        inputs: passes.Named | None = None,
    ) -> None:
        """Accumulate into the leaves' `.grad` the gradients of this tensor, times `gradient`."""
        passes.backward(self, gradient, retain_graph, create_graph, inputs=inputs)

    def register_hook(self, hook: hooks.Hook) -> hooks.RemovableHandle:
        """Call `hook(grad)` each time this tensor's gradient is computed; what it returns takes the gradient's place.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
        """
        return hooks.on_gradient(self, hook)

    def register_post_accumulate_grad_hook(self, hook: hooks.Hook) -> hooks.RemovableHandle:
        """Call `hook(tensor)` each time after a gradient was added to this leaf's `.grad`.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html
        """
        return hooks.on_accumulated(self, hook)

    # indexing

    def where(self, condition: Tensor, other: Any) -> Tensor:
        """This tensor's elements where condition holds, else those of other."""
        return call(OPS["where"], (condition, self, other))  # type: ignore[no-any-return]

    def new_tensor(self, data: Any, **options: Any) -> Tensor:
        """A tensor of data, of this one's dtype and on its device unless said otherwise."""
        from gradwire.creation import tensor

        return tensor(data, **{"dtype": self.dtype, "device": self.device, **options})

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

    def __format__(self, spec: str) -> str:
        if self.ndim == 0 and type(self) is Tensor:
            return printing.item_format(self._fetch(), spec)
        return object.__format__(self, spec) if spec else str(self)

    def _repr_html_(self) -> str:
        text = repr(self).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        return f"<pre>{text}</pre>"

    # identity

    __hash__ = object.__hash__

    def __copy__(self) -> Tensor:
        return self.detach().requires_grad_(self.requires_grad)

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if not self.is_leaf:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment"
            )
        copy = self.detach().clone().requires_grad_(self.requires_grad)
        memo[id(self)] = copy
        if self.grad is not None:
            copy.grad = self.grad.__deepcopy__(memo)
        return copy

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a tensor lives on the server and is not pickled; pickle tensor.detach().numpy() instead")


Tensor._plain = Tensor

_new: Final = object.__new__


def new_tensor(recorder: Recorder, number: int, description: Description) -> Tensor:
    """A handle on the tensor of that number."""
    tensor = _new(Tensor)
    tensor._r = recorder
    tensor._n = number
    tensor._d = description
    tensor._l = NOBODY
    return tensor
