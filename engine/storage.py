"""Storages: the array that owns the memory which a tensor, and all views of it, show."""

from __future__ import annotations

import ctypes
import functools
import math
from collections.abc import Sequence
from typing import Any

_SHOWN = ctypes.c_char * 0


def storage(array: Any) -> Any:
    """The array at the bottom of a view of a view; what NumPy's stride tricks put in between is passed over."""
    array = physical(array)
    below = array.base
    while below is not None:
        if type(below) is type(array):
            array = below
        below = getattr(below, "base", None)
    return array


def physical(array: Any) -> Any:
    """The array of the array module that a traced one, or one that hides examples, stands for."""
    while (below := getattr(array, "physical", None)) is not None:
        array = below
    return array


def device_of(array: Any) -> str:
    """The name of the device that an array of NumPy or CuPy is on."""
    return "cpu" if array.device == "cpu" else f"cuda:{array.device.id}"


def strides(array: Any) -> tuple[int, ...]:
    """How many elements lie between neighbours along each dimension; what NumPy leaves at 0, as PyTorch counts it."""
    return _strides(array.shape, array.strides, array.itemsize)


@functools.lru_cache(maxsize=1024)
def _strides(shape: tuple[int, ...], strides: tuple[int, ...], itemsize: int) -> tuple[int, ...]:
    steps: list[int] = []
    beyond = 1
    for size, stride in zip(reversed(shape), reversed(strides), strict=True):
        step = stride // itemsize
        steps.append(step if step or (size > 1 and 0 not in shape) else beyond)
        beyond = max(size, 1) * steps[-1]
    return tuple(reversed(steps))


def offset(array: Any) -> int:
    """How many elements of its storage lie before the first one of an array."""
    whole = storage(array)
    return 0 if whole is array else (address(array) - address(whole)) // array.itemsize


def memory(array: Any) -> Any:
    """The storage of an array as a flat array of its dtype."""
    return in_rows(storage(array)).reshape(-1).view(array.dtype)


def in_rows(whole: Any) -> Any:
    """A storage with its dimensions in the order in which they lie in memory."""
    if whole.flags.c_contiguous:
        return whole
    dense = whole.transpose(sorted(range(whole.ndim), key=lambda dim: -whole.strides[dim]))
    assert dense.flags.c_contiguous, "an array that owns its memory fills it"
    return dense


def address(array: Any) -> int:
    """Where the first element of an array is in memory."""
    array = physical(array)
    found = getattr(array, "__cuda_array_interface__", None) or array.__array_interface__
    return int(found["data"][0])


def beginning(array: Any) -> int:
    """The address of one of NumPy's arrays, which a buffer of it tells several times as fast."""
    flags = array.flags
    if flags.c_contiguous and flags.writeable and array.dtype.kind != "V":  # of bfloat16 there is no buffer
        return ctypes.addressof(_SHOWN.from_buffer(array))
    return address(array)


def extent(size: Sequence[int], stride: Sequence[int]) -> int:
    """How many elements of memory a shape with these strides spans."""
    return 0 if 0 in size else 1 + sum((one - 1) * step for one, step in zip(size, stride, strict=True))


def overlaps(size: Sequence[int], stride: Sequence[int]) -> bool:
    """Whether several places of a shape may show one element."""
    reach = 0
    for step, one in sorted((step, one) for one, step in zip(size, stride, strict=True) if one > 1):
        if step <= reach:
            return 0 not in size
        reach += (one - 1) * step
    return False


def is_dense(array: Any) -> bool:
    """Whether an array fills a stretch of memory, every element of it once."""
    reach = array.itemsize
    for step, size in sorted(zip(array.strides, array.shape, strict=True)):
        if size > 1 and step != reach:
            return False
        reach *= size
    return True


def collide(one: Any, other: Any) -> bool:
    """Whether two arrays share elements that do not have the same place in both; as far as PyTorch looks."""
    if not (one.size and other.size) or storage(one) is not storage(other):
        return False
    if not (is_dense(one) and is_dense(other)):
        return False
    begin, start = address(one), address(other)
    if (begin, one.nbytes) == (start, other.nbytes):
        return one.strides != other.strides  # type: ignore[no-any-return]
    return begin < start + other.nbytes and start < begin + one.nbytes  # type: ignore[no-any-return]


def strided(xp: Any, memory: Any, size: Sequence[int], stride: Sequence[int], start: int) -> Any:
    """The elements of a flat array from `start` on, seen in a shape with these strides."""
    if not math.prod(size):
        return memory[:0].reshape(size)
    return xp.lib.stride_tricks.as_strided(
        memory[start:], tuple(size), tuple([step * memory.itemsize for step in stride])
    )


class Copies:
    """Copies of arrays, which share memory with each other as the arrays do."""

    def __init__(self, xp: Any) -> None:
        self._xp = xp
        self._roots: dict[int, tuple[Any, Any]] = {}

    def copy(self, array: Any) -> Any:
        """The copy of an array, which shows the same part of the copy of its memory."""
        root = storage(array)
        known = self._roots.get(id(root))
        if known is None:
            known = self._roots[id(root)] = root, root.copy("K")
        if array is root:
            return known[1]
        whole = memory(known[1]).view(array.dtype)
        start = (address(array) - address(root)) // array.itemsize
        return strided(self._xp, whole, array.shape, [step // array.itemsize for step in array.strides], start)
