"""Tensor: a handle on a tensor of the server, with PyTorch's attributes and methods."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from copy import deepcopy
from inspect import isfunction
from typing import Any, Final, NoReturn

from gradwire._generated.methods import Methods
from gradwire._generated.table import OPS
from gradwire.differentiation import gradients, hooks, passes
from gradwire.handles import RemovableHandle
from gradwire.recording.descriptions import Description
from gradwire.recording.dispatch import call
from gradwire.recording.modes import refuse_in_transforms
from gradwire.recording.recorder import NOBODY, Recorder
from gradwire.recording.state import state
from gradwire.tensors import indexing, printing
from gradwire.tensors.casts import Casts
from gradwire.tensors.drawings import Graph, variables
from gradwire.tensors.geometry import Geometry
from gradwire.tensors.named import Named
from gradwire.tensors.operators import Operators
from gradwire.tensors.values import Values


class Tensor(Operators, Methods, Casts, Geometry, Values, metaclass=Named, home="torch"):
    """A multi-dimensional array on the server, with the graph that made it; `Tensor([1, 2])` makes one of floats."""

    __slots__ = ("__dict__",)  # for what a program may want to keep with a tensor

    __array_priority__ = 1000

    def __new__(cls, *data: Any) -> Tensor:
        from gradwire.creation import CPU, of_data_or_sizes

        if len(data) == 1 and isinstance(data[0], Tensor):
            return data[0].view_as(data[0])
        return of_data_or_sizes("torch.Tensor", state.default_dtype, CPU, data)

    def retain_grad(self) -> None:
        """Keep the gradient of this tensor, which is no leaf."""
        call(OPS["retain_grad"], (self,))

    def requires_grad_(self, requires_grad: bool = True) -> Tensor:
        """Start or stop recording what is done to a leaf, which comes back."""
        refuse_in_transforms("requires_grad_()")
        return call(OPS["requires_grad_"], (self, requires_grad))  # type: ignore[no-any-return]

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

    def register_hook(self, hook: hooks.Hook) -> RemovableHandle:
        """Call `hook(grad)` each time this tensor's gradient is computed; what it returns takes the gradient's place.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_hook.html
        """
        return hooks.on_gradient(self, hook)

    def register_post_accumulate_grad_hook(self, hook: hooks.Hook) -> RemovableHandle:
        """Call `hook(tensor)` each time after a gradient was added to this leaf's `.grad`.

        https://docs.pytorch.org/docs/stable/generated/torch.Tensor.register_post_accumulate_grad_hook.html
        """
        return hooks.on_accumulated(self, hook)

    def graph(self, names: Mapping[str, Tensor] | None = None) -> Graph:
        """The recorded graph that leads here, drawn: a notebook shows it, and it has `svg`, `dot` and `save(path)`.

        Tensors are called by `names`, as in `loss.graph(dict(model.named_parameters()))`, else by the variables where
        this is called. In an AsyncSession it is awaited.
        """
        called: Any = variables(sys._getframe(1)) if names is None else names
        if not isinstance(called, Mapping) or not all(isinstance(name, str) for name in called):
            raise TypeError("graph() takes a dict of names and the tensors that they are for")
        return self._r.line.draw(self, called)

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
        if description.levels:
            from gradwire.func.printing import batched_text

            return batched_text(self, Tensor._text)
        return self._text(None if self._r.is_plain(self) else description.grad_fn)

    def _text(self, grad_fn: str | None) -> str:
        """The text of the values, as of a tensor that this node made."""
        description = self.describe()
        return printing.tensor_text(
            self._fetch(),
            dtype_name=description.dtype.name,
            default_dtype=state.default_dtype.name,
            grad_fn=grad_fn,
            requires_grad=self.requires_grad,
            device=str(description.device),
            tangent=None if not self._r.duals else self._tangent_text(),
        )

    def _tangent_text(self) -> str | None:
        from gradwire.autograd.forward_ad import tangent_of

        tangent = tangent_of(self)
        return None if tangent is None else format(tangent)

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
        copy = self.data.requires_grad_(self.requires_grad)
        copy.__class__ = type(self)
        copy.__dict__.update(self.__dict__)
        return copy

    def __deepcopy__(self, memo: dict[int, Any]) -> Tensor:
        if not self.is_leaf:
            raise RuntimeError(
                "Only Tensors created explicitly by the user (graph leaves) support the deepcopy protocol at the moment"
            )
        copy = self.detach().clone().requires_grad_(self.requires_grad)
        memo[id(self)] = copy
        copy.__dict__.update(deepcopy(self.__dict__, memo))
        if self.grad is not None:
            copy.grad = self.grad.__deepcopy__(memo)
        return copy

    def __reduce_ex__(self, protocol: Any) -> NoReturn:
        raise TypeError("a tensor lives on the server and is not pickled; pickle tensor.detach().numpy() instead")


Tensor._plain = Tensor

for _part in Tensor.__mro__[1:-1]:
    for _method in vars(_part).values():
        if isfunction(_method):
            _method.__qualname__ = _method.__name__  # Python's errors about arguments name it as PyTorch does: add()

_new: Final = object.__new__


def new_tensor(recorder: Recorder, number: int, description: Description) -> Tensor:
    """A handle on the tensor of that number."""
    tensor = _new(Tensor)
    tensor._r = recorder
    tensor._n = number
    tensor._d = description
    tensor._l = NOBODY
    return tensor
