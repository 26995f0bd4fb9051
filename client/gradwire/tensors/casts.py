"""Casts: a tensor in another dtype, on another device or in another shape; itself where to() changes nothing."""

from __future__ import annotations

import builtins
from typing import Any, Self

from gradwire import dtypes
from gradwire._generated.table import OPS
from gradwire.devices import device, placed
from gradwire.dtypes import DTYPES, as_dtype
from gradwire.recording.descriptions import UNKNOWN
from gradwire.recording.dispatch import call, spread
from gradwire.recording.handle import Handle
from gradwire.tensors import typed
from gradwire.tensors.facts import Facts


class Casts(Facts):
    """`to` and its like."""

    __slots__ = ()

    def to(self, *args: Any, **kwargs: Any) -> Self:
        """The tensor in another dtype, on another device, or like another tensor: to(dtype), to("cuda"), to(other)."""
        dtype_, place = kwargs.pop("dtype", None), placed(kwargs.pop("device", None))
        flags: list[builtins.bool] = []
        for value in args:
            if isinstance(value, Handle):
                other = value.describe()
                dtype_, place = other.dtype, other.device
            elif isinstance(value, (dtypes.dtype, type)):
                dtype_ = value
            elif isinstance(value, builtins.bool):
                flags.append(value)
            elif isinstance(value, (str, device, builtins.int)):
                place = placed(value)
            elif value is not None:
                raise TypeError(f"to() takes a dtype, a device or a tensor, not {type(value).__name__}")
        copy = kwargs.pop("copy", len(flags) > 1 and flags[1])  # after non_blocking, which changes nothing
        kwargs.pop("non_blocking", None)
        if kwargs:
            raise TypeError(f"to() got an unexpected argument {next(iter(kwargs))!r}")
        return self._as(as_dtype(dtype_), place, copy)

    def _as(self, kind: dtypes.dtype | None, place: device | None = None, copy: builtins.bool = False) -> Self:
        known = self._d
        if not copy and known is not UNKNOWN and kind in (None, known.dtype) and place in (None, known.device):
            return self
        return call(OPS["to"], (self, kind, place, copy))  # type: ignore[no-any-return]

    def type(self, dtype: Any = None) -> Any:
        """The tensor in another dtype, and on the kind of device that a name such as "torch.cuda.FloatTensor" tells.

        Without one, the name that PyTorch has for a tensor of this dtype and device.
        """
        if dtype is None:
            return f"torch.{'cuda.' if self.is_cuda else ''}{typed.NAMES[self.dtype.name]}Tensor"
        kind, place = typed.meant(dtype)
        return self._as(kind, None if place is None or place.type == self.device.type else placed(place))

    def view(self, *shape: Any, size: Any = None, dtype: Any = None) -> Any:
        """The same storage seen in another shape, view(2, -1), or with its bytes read as a dtype, view(torch.int32)."""
        if dtype is None and len(shape) == 1 and isinstance(shape[0], (dtypes.dtype, type)):
            dtype = shape[0]
        if dtype is not None:
            return call(OPS["view_dtype"], (self, as_dtype(dtype)))
        return call(OPS["view"], (self, spread(shape, size)))

    def type_as(self, other: Handle) -> Self:
        """The tensor in the dtype and on the device of another."""
        return self.to(other)

    def cpu(self) -> Self:
        """The tensor on the server's CPU."""
        return self.to("cpu")

    def cuda(self, device: Any = None, non_blocking: builtins.bool = False) -> Self:
        """The tensor on a GPU of the server: the current one, unless told which."""
        place = placed("cuda" if device is None else device)
        if place is not None and place.type != "cuda":
            raise RuntimeError(f"Invalid device, must be cuda device, not {place}: use to()")
        return self._as(None, place)

    def float(self) -> Self:
        """The tensor as float32."""
        return self._as(DTYPES["float32"])

    def double(self) -> Self:
        """The tensor as float64."""
        return self._as(DTYPES["float64"])

    def half(self) -> Self:
        """The tensor as float16."""
        return self._as(DTYPES["float16"])

    def bfloat16(self) -> Self:
        """The tensor as bfloat16."""
        return self._as(DTYPES["bfloat16"])

    def cfloat(self) -> Self:
        """The tensor as complex64."""
        return self._as(DTYPES["complex64"])

    def cdouble(self) -> Self:
        """The tensor as complex128."""
        return self._as(DTYPES["complex128"])

    def char(self) -> Self:
        """The tensor as int8."""
        return self._as(DTYPES["int8"])

    def short(self) -> Self:
        """The tensor as int16."""
        return self._as(DTYPES["int16"])

    def int(self) -> Self:
        """The tensor as int32."""
        return self._as(DTYPES["int32"])

    def long(self) -> Self:
        """The tensor as int64."""
        return self._as(DTYPES["int64"])

    def byte(self) -> Self:
        """The tensor as uint8."""
        return self._as(DTYPES["uint8"])

    def bool(self) -> Self:
        """The tensor as booleans."""
        return self._as(DTYPES["bool"])
