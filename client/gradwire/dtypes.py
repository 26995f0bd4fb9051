"""dtype: what the elements of a tensor are, printed as PyTorch prints it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from gradwire.tensors.named import Named
from gradwire.wire import dtypes as wire_dtypes
from gradwire.wire.errors import WireError


class dtype(metaclass=Named, home="torch"):  # noqa: N801
    """A data type such as torch.float32; there is one object per type."""

    __slots__ = ("is_complex", "is_floating_point", "is_signed", "itemsize", "name", "numpy")

    def __init__(self, name: str) -> None:
        self.name = name
        self.numpy: np.dtype[Any] = wire_dtypes.DTYPES[name]
        self.itemsize: int = self.numpy.itemsize
        self.is_complex: bool = self.numpy.kind == "c"
        self.is_floating_point: bool = name in ("float16", "bfloat16", "float32", "float64")
        self.is_signed: bool = name not in ("uint8", "bool")

    def to_complex(self) -> dtype:
        """The complex dtype whose parts are of this one."""
        if self.is_complex:
            return self
        if not self.is_floating_point:
            raise RuntimeError(f"there are no complex numbers of {self} parts: use a floating point dtype")
        return DTYPES["complex128" if self.name == "float64" else "complex64"]

    def to_real(self) -> dtype:
        """The dtype of the parts of a complex one; any other is its own."""
        return DTYPES[{"complex64": "float32", "complex128": "float64"}.get(self.name, self.name)]

    def __repr__(self) -> str:
        return f"torch.{self.name}"

    def __reduce__(self) -> tuple[Any, ...]:
        return named, (self.name,)


DTYPES: Final[dict[str, dtype]] = {name: dtype(name) for name in wire_dtypes.DTYPES}


def named(name: str) -> dtype:
    """The dtype of that name."""
    return DTYPES[name]


_PYTHON: Final[dict[Any, str]] = {float: "float64", int: "int64", bool: "bool", complex: "complex128"}


def as_dtype(value: Any) -> dtype | None:
    """The dtype that a value means: itself, Python's float, int, bool or complex, or None; TypeError for others."""
    if value is None or isinstance(value, dtype):
        return value
    if isinstance(value, type) and value in _PYTHON:
        return DTYPES[_PYTHON[value]]
    raise TypeError(f"argument 'dtype' must be torch.dtype, not {type(value).__name__}")


def from_numpy(kind: np.dtype[Any]) -> dtype:
    """The dtype of a NumPy dtype; TypeError for one that PyTorch lacks."""
    try:
        return DTYPES[wire_dtypes.name(np.dtype(kind))]
    except WireError as error:
        raise TypeError(f"can't convert np.ndarray of type {kind}: {error.detail}") from None
