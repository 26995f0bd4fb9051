"""Batched arrays: an array whose first dimensions are hidden, so that it looks like one example."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from typing import Any

import numpy

from engine.batching.level import Levels, union
from engine.errors import OpFailed

Array = Any


class NotBatched(OpFailed):
    """What was asked of a batched array has no meaning for all examples at once: each must be computed by itself."""


class BatchedArray:
    """The arrays of all examples: `physical` has one more dimension, at the front, for each of `levels`.

    With no levels it is one array for all. What a kernel may ask of an array is answered as for one example; where
    examples differ in what is asked (the truth of a number, say) that is `NotBatched`.
    """

    __slots__ = ("levels", "physical", "xp")
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
        return int(numpy.prod(self.shape, dtype=numpy.int64))

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
        """Something that shares the memory, so that nobody takes this for the only array of its elements."""
        return self.physical

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
            known = int(numpy.prod([one for one in size if one != -1], dtype=numpy.int64))
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


def every(array: Array) -> Array:
    """The elements of all examples, to ask what must hold for each of them."""
    return array.physical if type(array) is BatchedArray else array


def aligned(values: Any) -> tuple[list[Any], Levels]:
    """Arrays that broadcast against each other as their examples do, hidden dimensions included; and all levels."""
    levels = union(value.levels for value in values if type(value) is BatchedArray)
    if not levels:
        return [value.physical if type(value) is BatchedArray else value for value in values], ()
    ndim = max(getattr(value, "ndim", 0) for value in values)
    return [_spread(value, levels, ndim) if type(value) is BatchedArray else value for value in values], levels


def _spread(value: BatchedArray, levels: Levels, ndim: int) -> Array:
    """A physical array with dimensions of size 1 for the levels that it lacks, and before its own up to `ndim`."""
    physical = value.physical
    if not value.levels or (value.levels == levels and value.ndim == ndim):
        return physical  # of no level: it broadcasts from the right as it is
    sizes = dict(zip(value.levels, physical.shape, strict=False))
    front = tuple(sizes.get(level, 1) for level in levels)
    return physical.reshape(front + (1,) * (ndim - value.ndim) + value.shape)


def full(value: Any, levels: Levels, xp: Any) -> Array:
    """The physical array of a value with all of `levels`, broadcast over those that it lacks."""
    if type(value) is not BatchedArray:
        value = BatchedArray(xp.asarray(value), (), xp)
    if value.levels == levels:
        return value.physical
    sizes = dict(zip(value.levels, value.physical.shape, strict=False))
    spread = value.physical.reshape(tuple(sizes.get(level, 1) for level in levels) + value.shape)
    return xp.broadcast_to(spread, tuple(level.size for level in levels) + value.shape)


def wrapped(result: Any, levels: Levels, xp: Any) -> Any:
    """What a function of an array module gave for physical arrays, as batched arrays."""
    if isinstance(result, tuple):
        parts = [wrapped(part, levels, xp) for part in result]
        return result._make(parts) if hasattr(result, "_make") else tuple(parts)
    if isinstance(result, list):
        return [wrapped(part, levels, xp) for part in result]
    if hasattr(result, "dtype"):
        return BatchedArray(result if isinstance(result, xp.ndarray) else xp.asarray(result), levels, xp)
    return result


def elementwise(function: Callable[..., Any], xp: Any, *values: Any, **options: Any) -> Any:
    """A function that works on each element by itself, or on rows of elements at the end of each dimension list."""
    names = [name for name in ("out", "where") if type(options.get(name)) is BatchedArray]
    inputs, levels = aligned([*values, *(options[name] for name in names)])
    for name, value in zip(names, inputs[len(values) :], strict=True):
        if name == "out" and options[name].levels != levels:
            raise NotBatched("a result that fewer examples have room for")
        options = {**options, name: value}
    return wrapped(function(*inputs[: len(values)], **options), levels, xp)


def _binary(name: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def operate(self: BatchedArray, other: Any) -> Any:
        return elementwise(getattr(self.xp, name), self.xp, self, other)

    def reflected(self: BatchedArray, other: Any) -> Any:
        return elementwise(getattr(self.xp, name), self.xp, other, self)

    return operate, reflected


def _in_place(name: str) -> Callable[..., Any]:
    def operate(self: BatchedArray, other: Any) -> BatchedArray:
        self[...] = elementwise(getattr(self.xp, name), self.xp, self, other)
        return self

    return operate


def _unary(name: str) -> Callable[..., Any]:
    return lambda self: self.like(getattr(self.xp, name)(self.physical))


for _name, _function in {
    "add": "add",
    "sub": "subtract",
    "mul": "multiply",
    "truediv": "true_divide",
    "floordiv": "floor_divide",
    "mod": "remainder",
    "pow": "power",
    "and": "bitwise_and",
    "or": "bitwise_or",
    "xor": "bitwise_xor",
    "lshift": "left_shift",
    "rshift": "right_shift",
}.items():
    _forward, _reflected = _binary(_function)
    setattr(BatchedArray, f"__{_name}__", _forward)
    setattr(BatchedArray, f"__r{_name}__", _reflected)
    setattr(BatchedArray, f"__i{_name}__", _in_place(_function))
for _name, _function in {
    "lt": "less",
    "le": "less_equal",
    "gt": "greater",
    "ge": "greater_equal",
    "eq": "equal",
    "ne": "not_equal",
}.items():
    setattr(BatchedArray, f"__{_name}__", _binary(_function)[0])
for _name, _function in {"neg": "negative", "pos": "positive", "abs": "abs", "invert": "invert"}.items():
    setattr(BatchedArray, f"__{_name}__", _unary(_function))


def _matmul(self: BatchedArray, other: Any) -> Any:
    from engine.batching.functions import FUNCTIONS

    return FUNCTIONS["matmul"](self.xp, self, other)


def _rmatmul(self: BatchedArray, other: Any) -> Any:
    from engine.batching.functions import FUNCTIONS

    return FUNCTIONS["matmul"](self.xp, other, self)


setattr(BatchedArray, "__matmul__", _matmul)  # noqa: B010 - as the operators above
setattr(BatchedArray, "__rmatmul__", _rmatmul)  # noqa: B010
