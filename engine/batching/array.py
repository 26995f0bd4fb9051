"""Batched arrays: an array whose first dimensions are hidden, so that it looks like one example."""

from __future__ import annotations

import math
import operator
import sys
from collections.abc import Iterator
from typing import Any

import numpy

from engine.batching.level import Levels
from engine.errors import OpFailed

Array = Any
ALONE = 3 if sys.version_info < (3, 14) else 0  # references to what only an attribute and the one who asks hold


class NotBatched(OpFailed):
    """What was asked of a batched array has no meaning for all examples at once: each must be computed by itself."""


class WrittenForAll(NotBatched):
    """What differs from example to example would be written into what all of them share."""


class BatchedArray:
    """The arrays of all examples: `physical` has one more dimension, at the front, for each of `levels`.

    With no levels it is one array for all. What a kernel may ask of an array is answered as for one example; where
    examples differ in what is asked (the truth of a number, say) that is `NotBatched`.
    """

    __slots__ = ("__weakref__", "levels", "physical", "xp")
    __array_ufunc__ = None  # so that NumPy's arrays leave their operators to this class
    __array_priority__ = 100
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, physical: Array, levels: Levels, xp: Any) -> None:
        self.physical = physical
        self.levels = levels
        self.xp = xp
        """The array module of `physical`."""

    # What it is like

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of one example."""
        return self.physical.shape[len(self.levels) :]  # type: ignore[no-any-return]

    @property
    def batch_shape(self) -> tuple[int, ...]:
        """The sizes of the levels."""
        return self.physical.shape[: len(self.levels)]  # type: ignore[no-any-return]

    @property
    def ndim(self) -> int:
        """The dimensions of one example."""
        return self.physical.ndim - len(self.levels)  # type: ignore[no-any-return]

    @property
    def size(self) -> int:
        """The elements of one example."""
        return math.prod(self.shape)

    @property
    def dtype(self) -> Any:
        """The dtype."""
        return self.physical.dtype

    @property
    def itemsize(self) -> int:
        """Bytes per element."""
        return self.physical.itemsize  # type: ignore[no-any-return]

    @property
    def nbytes(self) -> int:
        """Bytes of all examples together."""
        return self.physical.nbytes  # type: ignore[no-any-return]

    @property
    def strides(self) -> tuple[int, ...]:
        """The strides of one example."""
        return self.physical.strides[len(self.levels) :]  # type: ignore[no-any-return]

    @property
    def flags(self) -> Any:
        """The flags of the physical array, which bound those of one example."""
        return self.physical.flags

    @property
    def base(self) -> Array:
        """None where nothing else has the memory, else something that has."""
        physical = self.physical
        return None if physical.base is None and sys.getrefcount(physical) <= ALONE else physical

    def like(self, physical: Array) -> BatchedArray:
        """Another array of the same levels."""
        return BatchedArray(physical, self.levels, self.xp)

    def example(self, place: tuple[int, ...], levels: Levels) -> Array:
        """The plain array of the example at a place in `levels`, which are all of its own and maybe others."""
        return self.physical[tuple(place[levels.index(level)] for level in self.levels)]

    # Numbers: as long as all examples agree

    def uniform(self) -> Any:
        """The one element that all examples have, as a Python number."""
        flat = self.physical.reshape(-1)
        if self.size != 1:
            raise ValueError("The truth of an array with more than one element is ambiguous.")
        if not flat.size or bool((flat != flat[0]).any()):
            raise NotBatched("the examples differ where a number is needed")
        return flat[0].item()

    item = uniform

    def __bool__(self) -> bool:
        return bool(self.uniform())

    def __int__(self) -> int:
        return int(self.uniform())

    def __index__(self) -> int:
        if self.ndim:  # NumPy asks before it takes an index for an array
            raise TypeError("only an integer without dimensions is an index")
        return operator.index(self.uniform())

    def __float__(self) -> float:
        return float(self.uniform())

    def __complex__(self) -> complex:
        return complex(self.uniform())

    def tolist(self) -> Any:
        """Nested lists of numbers."""
        if self.ndim == 0:
            return self.uniform()
        return [one.tolist() for one in self]

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[BatchedArray]:
        return (self[number] for number in range(len(self)))

    def __array__(self, *args: Any, **kwargs: Any) -> Any:
        raise NotBatched("a batched array is needed as a plain one")

    def __getattr__(self, name: str) -> Any:
        """An array's other methods, where the functions for batched arrays have one of that name."""
        from engine.batching.functions import FUNCTIONS

        if name.startswith("__"):
            raise AttributeError(name)
        function = FUNCTIONS.get(name)
        if function is None:
            raise NotBatched(f"{name} of a batched array")
        return lambda *args, **kwargs: function(self.xp, self, *args, **kwargs)

    # Methods that are no functions of an array module, or are called otherwise there

    @property
    def T(self) -> BatchedArray:  # noqa: N802
        """The transposed array."""
        return self.transpose()

    @property
    def mT(self) -> BatchedArray:  # noqa: N802
        """The array with its last two dimensions exchanged."""
        return self.transpose((*range(self.ndim - 2), self.ndim - 1, self.ndim - 2))

    @property
    def real(self) -> BatchedArray:
        """The real part: a view."""
        return self.like(self.physical.real)

    @real.setter
    def real(self, value: Any) -> None:
        self.real[...] = value

    @property
    def imag(self) -> BatchedArray:
        """The imaginary part: a view."""
        return self.like(self.physical.imag)

    @imag.setter
    def imag(self, value: Any) -> None:
        self.imag[...] = value

    def astype(self, dtype: Any, *args: Any, **kwargs: Any) -> BatchedArray:
        """The elements in another dtype."""
        return self.like(self.physical.astype(dtype, *args, **kwargs))

    def copy(self, order: str = "C") -> BatchedArray:
        """A copy."""
        return self.like(self.physical.copy(order))

    def view(self, dtype: Any) -> BatchedArray:
        """The same memory seen as another dtype."""
        if not self.ndim and self.levels:
            if self.physical.itemsize != numpy.dtype(dtype).itemsize:
                raise NotBatched("a number seen as another dtype")
            return self.like(self.physical[..., None].view(dtype)[..., 0])
        return self.like(self.physical.view(dtype))

    def reshape(self, *shape: Any) -> BatchedArray:
        """The elements in another shape."""
        size = shape[0] if len(shape) == 1 and not isinstance(shape[0], int) else shape
        size = (size,) if isinstance(size, int) else tuple(map(int, size))
        if -1 in size:
            known = math.prod([one for one in size if one != -1])
            if not known or self.size % known:
                raise ValueError(f"cannot reshape array of size {self.size} into shape {size}")
            size = tuple(self.size // known if one == -1 else one for one in size)
        return self.like(self.physical.reshape(self.batch_shape + size))

    def ravel(self, order: str = "C") -> BatchedArray:
        """The elements in one dimension."""
        return self.reshape(-1)

    def transpose(self, *axes: Any) -> BatchedArray:
        """The dimensions in another order, by default the opposite one."""
        order = axes[0] if len(axes) == 1 and not isinstance(axes[0], int) else axes or range(self.ndim)[::-1]
        hidden = len(self.levels)
        return self.like(self.physical.transpose(*range(hidden), *(hidden + one % self.ndim for one in order)))

    def fill(self, value: Any) -> None:
        """Set all elements."""
        self[...] = value

    # Elements

    def __getitem__(self, index: Any) -> BatchedArray:
        from engine.batching.indexing import get

        return get(self, index)

    def __setitem__(self, index: Any, value: Any) -> None:
        from engine.batching.indexing import put

        put(self, index, value)


def levels_of(array: Array) -> Levels:
    """The levels of an array: none if it is a plain one."""
    return array.levels if type(array) is BatchedArray else ()


def elements(array: Array) -> Array:
    """The elements of all examples as one plain array, for a question with an answer that serves all of them.

    "Is any index negative?" decides about an error, or about a way that is right for all; "how many rounds does the
    longest take?" does no harm to those that are done before. What must be answered for each example is none of these.
    """
    return array.physical if type(array) is BatchedArray else array
