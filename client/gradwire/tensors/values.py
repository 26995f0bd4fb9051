"""Values: a tensor's elements brought here, as Python's and NumPy's objects."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from gradwire._generated.table import OPS
from gradwire.devices import device
from gradwire.recording.dispatch import call
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED, grad_mode

_INTEGERS: Final = frozenset({"int8", "int16", "int32", "int64", "uint8", "bool"})


class Values(Handle):
    """What of a tensor needs its elements."""

    __slots__ = ()

    def _fetch(self) -> np.ndarray[Any, Any]:
        array = self._r.values.get(self._n)
        if array is None:
            if self._d.levels:
                raise RuntimeError(
                    "vmap: a tensor stands for every example at once, so its values cannot be had with item() and the "
                    "like, nor decide an if: use torch.where instead of if, or return the tensor from the function"
                )
            array = self._r.line.fetch_arrays([self])[0]
        return array

    def item(self) -> Any:
        """The value of a tensor of one element, as a Python number."""
        return self._only(RuntimeError)

    def _only(self, error: type[Exception]) -> Any:
        array = self._fetch()
        if array.size != 1:
            raise error(f"a Tensor with {array.size} elements cannot be converted to Scalar")
        value = array.reshape(-1)[0]
        return value.item() if array.dtype.kind != "V" else float(value)

    def tolist(self) -> Any:
        """The values as nested lists."""
        array = self._fetch()
        return (array.astype(np.float64) if self.describe().dtype.name == "bfloat16" else array).tolist()

    def numpy(self, *, force: bool = False) -> np.ndarray[Any, Any]:
        """The values as a NumPy array of their own: changing it does not change the tensor.

        Where gradients are recorded, the tensor must not require grad.
        """
        recorded = self.describe().requires_grad and not self._r.is_plain(self)
        if not force and not grad_mode() & DISABLED and recorded:
            raise RuntimeError("Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() instead.")
        if not force and self.describe().device.type == "cuda":
            raise TypeError(
                f"can't convert {self.describe().device} device type tensor to numpy. Use Tensor.cpu() to copy it "
                "to the host first."
            )
        return self._r.values.own(self._n, self._fetch())

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> np.ndarray[Any, Any]:
        array = self.numpy()
        return array if dtype is None else array.astype(dtype, copy=False)

    def __array_wrap__(self, array: Any, context: Any = None, return_scalar: bool = False) -> Any:
        return self._r.upload(np.array(array), device("cpu"), False)

    def __bool__(self) -> bool:
        array = self._fetch()
        if array.size != 1:
            raise RuntimeError(
                "Boolean value of Tensor with no values is ambiguous"
                if array.size == 0
                else "Boolean value of Tensor with more than one value is ambiguous"
            )
        return bool(array.reshape(-1)[0])

    def is_nonzero(self) -> bool:
        """Whether its one element is not zero."""
        return bool(self)

    def __float__(self) -> float:
        return float(_real(self._only(ValueError)))

    def __int__(self) -> int:
        return int(_real(self._only(ValueError)))

    def __complex__(self) -> complex:
        return complex(self._only(ValueError))

    def __index__(self) -> int:
        if self.describe().dtype.name in _INTEGERS and self.describe().shape.numel() == 1:
            return int(self.item())
        raise TypeError("only integer tensors of a single element can be converted to an index")

    def __len__(self) -> int:
        if not self.describe().shape:
            raise TypeError("len() of a 0-d tensor")
        return self.describe().shape[0]

    def __iter__(self) -> Iterator[Any]:
        if not self.describe().shape:
            raise TypeError("iteration over a 0-d tensor")
        return iter(call(OPS["unbind"], (self, 0)))

    def __reversed__(self) -> Any:
        return call(OPS["flip"], (self, (0,))) if self.describe().shape else self

    def __contains__(self, element: Any) -> bool:
        if not isinstance(element, (Handle, int, float, complex, np.generic)):
            raise RuntimeError(f"a tensor contains tensors and numbers, and no {type(element).__name__}")
        value = element.item() if isinstance(element, Handle) else element
        return bool((self._fetch() == value).any())


def _real(number: Any) -> Any:
    """A number, which must have no imaginary part, without it."""
    if not isinstance(number, complex):
        return number
    if number.imag:
        raise RuntimeError(f"{number} is no real number: take its real part or abs")
    return number.real
