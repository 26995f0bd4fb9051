"""Size: the shape of a tensor, a tuple that prints as PyTorch's."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod
from typing import Any, Self, SupportsIndex, overload

from gradwire.tensors.named import Named


class Size(tuple[int, ...], metaclass=Named, home="torch"):
    """A tuple of sizes."""

    __slots__ = ()

    def __new__(cls, sizes: Iterable[Any] = ()) -> Self:
        """The sizes of an iterable of integers, or of integer tensors of one element."""
        return tuple.__new__(cls, map(_size, sizes))

    def numel(self) -> int:
        """The number of elements of a tensor of this shape."""
        return prod(self)

    def __repr__(self) -> str:
        return f"torch.Size([{', '.join(map(str, self))}])"

    @overload
    def __getitem__(self, place: SupportsIndex) -> int: ...
    @overload
    def __getitem__(self, place: slice) -> Size: ...
    def __getitem__(self, place: SupportsIndex | slice) -> int | Size:
        found = tuple.__getitem__(self, place)
        return Size(found) if isinstance(found, tuple) else found

    def __add__(self, other: tuple[int, ...]) -> Size:  # type: ignore[override]
        return Size(tuple.__add__(self, other))

    def __radd__(self, other: tuple[int, ...]) -> Size:
        return Size(tuple.__add__(other, self))

    def __mul__(self, times: SupportsIndex) -> Size:
        return Size(tuple.__mul__(self, times))

    __rmul__ = __mul__

    __str__ = __repr__


def _size(value: Any) -> int:
    if type(value) is int:
        return value
    if isinstance(value, (str, float)) or not hasattr(value, "__index__"):
        raise TypeError(f"torch.Size() takes an iterable of int, not of {type(value).__name__}")
    return int(value.__index__())
