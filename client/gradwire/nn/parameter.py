"""Parameter and Buffer: tensors that a module will know as its own."""

from __future__ import annotations

from typing import Any, NoReturn, cast

from gradwire._generated.functions import empty
from gradwire.tensors.named import Named
from gradwire.tensors.tensor import Tensor


class Parameter(Tensor, home="torch.nn.parameter"):
    """A leaf tensor that is to be learnt: it shares its values with `data`, and what is computed of it is a Tensor.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html
    """

    __slots__ = ()

    def __new__(cls, data: Tensor | None = None, requires_grad: bool = True) -> Parameter:
        leaf: Any = empty(0) if data is None else data.detach()
        leaf.requires_grad_(requires_grad)
        leaf.__class__ = cls
        return cast("Parameter", leaf)

    def __repr__(self) -> str:
        return f"Parameter containing:\n{super().__repr__()}"

    def __deepcopy__(self, memo: dict[int, Any]) -> Parameter:
        copy = memo[id(self)] = type(self)(self.data.clone(), self.requires_grad)
        return copy


def unfilled(*size: int, device: Any = None, dtype: Any = None) -> Parameter:
    """A parameter of any numbers, which an initialization is to fill: one step where Parameter(empty()) takes three."""
    leaf: Any = empty(size, device=device, dtype=dtype, requires_grad=True)
    leaf.__class__ = Parameter
    return cast("Parameter", leaf)


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
        source = empty(0) if data is None else data
        leaf: Any = source.detach().requires_grad_(source.requires_grad)
        leaf.persistent = persistent
        leaf._is_buffer = True
        return cast("Buffer", leaf)


class UninitializedTensorMixin(Tensor, home="torch.nn.parameter"):
    """A tensor whose shape is not known yet; `materialize(shape)` makes it one like any other, which is not filled."""

    __slots__ = ()

    cls_to_become: type[Tensor]

    @property
    def shape(self) -> NoReturn:
        """There is none yet: RuntimeError."""
        raise RuntimeError(
            "a parameter or buffer has no shape before it is initialized: call the forward of its module once, or "
            "materialize(shape)"
        )

    def materialize(self, shape: Any, device: Any = None, dtype: Any = None) -> None:
        """Take a shape, and be the parameter or buffer that it was to become."""
        self.data = empty(shape, device=device or self.device, dtype=dtype or self.dtype)
        self.__class__ = self.cls_to_become  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


class UninitializedParameter(UninitializedTensorMixin, Parameter, home="torch.nn.parameter"):
    """A parameter whose shape is not known yet.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.UninitializedParameter.html
    """

    __slots__ = ()

    cls_to_become = Parameter

    def __new__(cls, requires_grad: bool = True, device: Any = None, dtype: Any = None) -> UninitializedParameter:
        made: Any = Parameter.__new__(cls, empty(0, device=device, dtype=dtype), requires_grad)
        return cast("UninitializedParameter", made)

    def __deepcopy__(self, memo: dict[int, Any]) -> UninitializedParameter:
        copy = memo[id(self)] = type(self)(self.requires_grad, self.device, self.dtype)
        return copy


class UninitializedBuffer(UninitializedTensorMixin, home="torch.nn.parameter"):
    """A buffer whose shape is not known yet.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.UninitializedBuffer.html
    """

    __slots__ = ()

    cls_to_become = Tensor

    def __new__(
        cls, requires_grad: bool = False, device: Any = None, dtype: Any = None, persistent: bool = True
    ) -> UninitializedBuffer:
        made: Any = empty(0, device=device, dtype=dtype, requires_grad=requires_grad)
        made.__class__ = cls
        made.persistent, made._is_buffer = persistent, True
        return cast("UninitializedBuffer", made)


def is_lazy(param: Any) -> bool:
    """Whether a parameter or buffer has no shape yet."""
    return isinstance(param, UninitializedTensorMixin)
