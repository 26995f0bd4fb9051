"""ndarray: CuPy's array class over an array of NumPy's."""

from __future__ import annotations

import operator
from collections.abc import Iterator
from typing import Any

import ml_dtypes
import numpy

from cupy import _calls, _deviations, _indices, _refusals, _streams
from cupy._calls import NAMES, call, host
from cupy.cuda import memory

METHODS = {
    name.rpartition(".")[2] for name in NAMES if name.startswith("cupy.ndarray.") and hasattr(numpy.ndarray, name[13:])
}
KINDS = "biufc"


class Flags:
    """What of its flags CuPy tells: none about writing."""

    def __init__(self, array: numpy.ndarray[Any, Any], owns: bool) -> None:
        self.c_contiguous = array.flags.c_contiguous
        self.f_contiguous = array.flags.f_contiguous
        self.owndata = owns
        self.fnc, self.forc = array.flags.fnc, array.flags.forc


class ndarray:  # noqa: N801 - CuPy's name
    """An array on the device; `_host` holds its elements."""

    __array_ufunc__ = None  # NumPy's scalars leave their operators to this class
    __array_priority__ = 100
    __hash__ = None  # type: ignore[assignment]
    __slots__ = ("__weakref__", "_host", "base", "data", "device")

    def __new__(
        cls, shape: Any, dtype: Any = float, memptr: Any = None, strides: Any = None, order: str = "C"
    ) -> ndarray:
        dtype = checked(dtype)
        if memptr is None:
            if strides is not None:
                raise ValueError("memptr must be given where strides are")
            return cls._of(numpy.ndarray(shape, dtype, order=order))
        buffer = memptr.mem._bytes
        made = numpy.ndarray(shape, dtype, buffer, memptr._offset, strides, order)
        return cls._of(made, memory_of=memptr.mem)

    @classmethod
    def _of(cls, array: numpy.ndarray[Any, Any], base: ndarray | None = None, memory_of: Any = None) -> ndarray:
        checked(array.dtype)
        self = object.__new__(cls)
        self._host = array
        self.base = base
        self.device = memory.current_device() if base is None else base.device
        if base is not None:
            root: Any = base.data.mem
        else:
            root = memory_of or memory.Memory(array)
        self.data = memory.MemoryPointer(root, array.__array_interface__["data"][0] - root.ptr)
        return self

    shape = property(lambda self: self._host.shape)
    strides = property(lambda self: self._host.strides)
    ndim = property(lambda self: self._host.ndim)
    size = property(lambda self: self._host.size)
    itemsize = property(lambda self: self._host.itemsize)
    nbytes = property(lambda self: self._host.nbytes)
    dtype = property(lambda self: self._host.dtype)
    flags = property(lambda self: Flags(self._host, self.base is None))
    T = property(lambda self: self.transpose())
    mT = property(lambda self: self.swapaxes(-1, -2))  # noqa: N815
    cstruct = property(lambda self: self)

    @property
    def __cuda_array_interface__(self) -> dict[str, Any]:
        return {"data": (self._host.__array_interface__["data"][0], False), "shape": self.shape, "version": 3}

    def __array__(self, *args: Any, **options: Any) -> Any:
        raise TypeError("Implicit conversion to a NumPy array is not allowed. Please use `.get()`.")

    @property
    def real(self) -> ndarray:
        return call(_real, (self,), {}) if self.dtype.kind == "c" else self

    @real.setter
    def real(self, value: Any) -> None:
        self.real[...] = value

    @property
    def imag(self) -> ndarray:
        return call(_imag, (self,), {}) if self.dtype.kind == "c" else zeros_like(self)

    @imag.setter
    def imag(self, value: Any) -> None:
        if self.dtype.kind != "c":
            raise TypeError("cupy.ndarray does not have imaginary part to set")
        self.imag[...] = value

    def get(self, stream: Any = None, order: str = "C", out: Any = None, blocking: bool = True) -> Any:
        """The elements on the host."""
        _streams.refuse_while_capturing("a copy to the host")
        if out is None:
            return self._host.copy(order)
        out[...] = self._host
        return out

    def set(self, arr: numpy.ndarray[Any, Any], stream: Any = None) -> None:
        """Copy an array of the host into this one."""
        _streams.refuse_while_capturing("a copy from the host")
        if (arr.shape, arr.dtype) != (self.shape, self.dtype):
            raise ValueError("set needs an array of the same shape and dtype")
        self._host[...] = arr

    def item(self, *args: Any) -> Any:
        """One element as a Python number."""
        return self.get().item(*args)

    def tolist(self) -> Any:
        """The elements as Python numbers."""
        return self.get().tolist()

    def tobytes(self, order: str = "C") -> bytes:
        """The elements as bytes."""
        return bytes(self.get().tobytes(order))

    def fill(self, value: Any) -> None:
        """Set all elements."""
        self[...] = value

    def astype(
        self, dtype: Any, order: str = "K", casting: Any = None, subok: Any = None, copy: bool = True
    ) -> ndarray:
        """The elements in another dtype."""
        if casting is not None or subok is not None:
            raise TypeError("casting and subok are not supported")
        return call(numpy.ndarray.astype, (self, checked(dtype), order, "unsafe", True, copy), {})

    def scatter_add(self, slices: Any, value: Any) -> None:
        """Add at indices."""
        call(_indices.add_at, (self, slices, value), {})

    def _set_shape_and_strides(self, shape: Any, strides: Any, contiguity: bool, check: bool) -> None:
        self._host = numpy.lib.stride_tricks.as_strided(self._host, shape, strides)

    def __getitem__(self, index: Any) -> ndarray:
        entries = index if type(index) is tuple else (index,)
        if Ellipsis not in [one for one in entries if not hasattr(one, "dtype")]:
            entries = (*entries, Ellipsis)  # a view even of one element
        return call(_indices.getitem, (self, entries), {})

    def __setitem__(self, index: Any, value: Any) -> None:
        if isinstance(value, numpy.ndarray) and value.ndim:
            raise TypeError("Unsupported type <class 'numpy.ndarray'>")
        call(_indices.setitem, (self, index, value), {})

    def __len__(self) -> int:
        return len(self._host)

    def __iter__(self) -> Iterator[ndarray]:
        return (self[place] for place in range(len(self)))

    def __bool__(self) -> bool:
        return bool(self.get())

    def __int__(self) -> int:
        return int(self.get())

    def __float__(self) -> float:
        return float(self.get())

    def __complex__(self) -> complex:
        return complex(self.get())

    def __index__(self) -> int:
        return operator.index(self.get())

    def __repr__(self) -> str:
        return f"cupy.{self._host!r}"


def checked(dtype: Any) -> numpy.dtype[Any]:
    """A dtype that CuPy has."""
    found = numpy.dtype(dtype)
    if (found.kind not in KINDS and found != ml_dtypes.bfloat16) or found.char in "gG":
        raise ValueError(f"CuPy has no dtype {found}")
    return found


def array(
    object: Any, dtype: Any = None, copy: bool | None = True, order: str = "K", subok: bool = False, ndmin: int = 0,
    *, blocking: bool = False,
) -> ndarray:  # fmt: skip
    """An array on the device, of one there or of the host."""
    if type(object) is ndarray:
        made = object.astype(object.dtype if dtype is None else dtype, order, copy=copy is not False and copy)
    else:
        _streams.refuse_while_capturing("a copy from the host")
        given = list(map(host, object)) if isinstance(object, list | tuple) else object
        made = ndarray._of(numpy.array(given, None if dtype is None else checked(dtype), order=order))
    return made if made.ndim >= ndmin else made[(None,) * (ndmin - made.ndim)]


def asarray(
    a: Any, dtype: Any = None, order: str | None = None, *, copy: bool | None = None, blocking: bool = False
) -> ndarray:
    """An array on the device: the same one where it is that."""
    if type(a) is ndarray and dtype in (None, a.dtype) and not copy and order in (None, "K", "A"):
        return a
    return array(a, dtype, bool(copy), order or "K", blocking=blocking)


def ascontiguousarray(a: Any, dtype: Any = None) -> ndarray:
    """An array whose elements lie in a row: the same one where it is that."""
    if type(a) is ndarray and dtype in (None, a.dtype) and a.flags.c_contiguous and a.ndim:
        return a
    return array(a, dtype, True, "C", ndmin=1)


def asnumpy(a: Any, stream: Any = None, order: str = "C", out: Any = None, *, blocking: bool = True) -> Any:
    """An array on the host."""
    return a.get(stream, order, out, blocking) if type(a) is ndarray else numpy.asarray(a, order=order)


def empty(shape: Any, dtype: Any = float, order: str = "C") -> ndarray:
    """An array of anything."""
    return ndarray._of(_streams.littered(numpy.empty(shape, checked(dtype), order)))


def empty_like(
    prototype: ndarray, dtype: Any = None, order: str = "K", subok: Any = None, shape: Any = None
) -> ndarray:
    """An array of anything, like another."""
    made = numpy.empty_like(prototype._host, None if dtype is None else checked(dtype), order, shape=shape)
    return ndarray._of(_streams.littered(made))


def copyto(dst: ndarray, src: Any, casting: str = "same_kind", where: Any = None) -> None:
    """Copy values into an array."""
    if where is None:
        call(numpy.copyto, (dst, src, casting), {})
    else:
        call(numpy.copyto, (dst, src, casting, where), {})


class broadcast:  # noqa: N801 - CuPy's name
    """What arrays are when they are broadcast together."""

    def __init__(self, *arrays: ndarray) -> None:
        views = numpy.broadcast_arrays(*map(host, arrays))
        self.values = tuple(map(ndarray._of, views))
        self.shape = views[0].shape
        self.nd, self.size = len(self.shape), views[0].size


def zeros_like(a: ndarray) -> ndarray:
    """Zeros like an array."""
    return ndarray._of(numpy.zeros_like(a._host))


def _real(array: Any) -> Any:
    return array.real


def _imag(array: Any) -> Any:
    return array.imag


def _methods() -> None:
    def method(name: str) -> Any:
        own = {**_indices.FUNCTIONS, **_deviations.COMPUTED}.get(name) or getattr(numpy.ndarray, name)

        def act(self: ndarray, *args: Any, **options: Any) -> Any:
            _refusals.refuse(name, (self, *args), options)
            return _refusals.widened(name, call(own, (self, *args), options))

        act.__name__ = name
        return act

    for name in METHODS - {*vars(ndarray)}:
        setattr(ndarray, name, method(name))


def _operators() -> None:
    def binary(own: Any) -> tuple[Any, Any, Any]:
        operate = _calls.named(f"cupy.{own.__name__}", own)
        return (
            lambda self, other: operate(self, other),
            lambda self, other: operate(other, self),
            lambda self, other: operate(self, other, out=self),
        )

    for name, own in {
        "add": numpy.add, "sub": numpy.subtract, "mul": numpy.multiply, "truediv": numpy.true_divide,
        "floordiv": numpy.floor_divide, "mod": numpy.remainder, "pow": numpy.power, "matmul": numpy.matmul,
        "and": numpy.bitwise_and, "or": numpy.bitwise_or, "xor": numpy.bitwise_xor, "lshift": numpy.left_shift,
        "rshift": numpy.right_shift, "divmod": numpy.divmod,
    }.items():  # fmt: skip
        operate, reflected, in_place = binary(own)
        setattr(ndarray, f"__{name}__", operate)
        setattr(ndarray, f"__r{name}__", reflected)
        if name != "divmod":
            setattr(ndarray, f"__i{name}__", in_place)
    for name, own in {
        "eq": numpy.equal, "ne": numpy.not_equal, "lt": numpy.less, "le": numpy.less_equal, "gt": numpy.greater,
        "ge": numpy.greater_equal,
    }.items():  # fmt: skip
        setattr(ndarray, f"__{name}__", binary(own)[0])
    for name, own in {
        "neg": numpy.negative, "pos": numpy.positive, "abs": numpy.absolute, "invert": numpy.invert,
    }.items():  # fmt: skip
        setattr(ndarray, f"__{name}__", _unary(_calls.named(f"cupy.{own.__name__}", own)))


def _unary(own: Any) -> Any:
    return lambda self: own(self)


_methods()
_operators()
