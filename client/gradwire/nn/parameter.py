"""Parameter and Buffer: tensors that a module will know as its own."""

from __future__ import annotations

from typing import Any, cast

from gradwire.tensors.named import Named
from gradwire.tensors.tensor import Tensor


class Parameter(Tensor, home="torch.nn.parameter"):
    """A leaf tensor that is to be learnt: it shares its values with `data`, and what is computed of it is a Tensor.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
    """

    __slots__ = ()

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Parameter:
        leaf: Any = Tensor() if data is None else data.detach()
        leaf.requires_grad_(requires_grad)
        leaf.__class__ = cls
        return cast("Parameter", leaf)

    def __repr__(self) -> str:
        return f"Parameter containing:\n{super().__repr__()}"

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        copy = memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return copy


class _Kept(Named):
    """The class of Buffer, which is no class of its own objects: they are tensors that say so."""

    def __instancecheck__(self, instance: Any) -> bool:
        return isinstance(instance, Tensor) and getattr(instance, "_is_buffer", False)


class Buffer(Tensor, metaclass=_Kept, home="torch.nn.parameter"):
    """A tensor that belongs to a module and is not learnt, kept with its state if `persistent`.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Buffer.html
    """

    __slots__ = ()

    persistent: bool

    def __new__(cls, data: Tensor | None = None, *, persistent: bool = True) -> Buffer:
        source = Tensor() if data is None else data
        leaf: Any = source.detach().requires_grad_(source.requires_grad)
        leaf.persistent = persistent
        leaf._is_buffer = True
        return cast("Buffer", leaf)
