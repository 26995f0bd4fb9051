"""NumPy's BLAS: how many threads compute in it, and the product of it that NumPy has no name for.

The only file that imports threadpoolctl, which knows the libraries that are loaded.
"""

from __future__ import annotations

import ctypes
import functools
import math
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy

from engine.storage import beginning

Array = Any
_SCIPYS = re.compile(r"[/\\]scipy(\.libs)?[/\\]")
_ROW_MAJOR, _PLAIN, _TRANSPOSED = 101, 111, 112
_LETTERS = {"f": ("s", ctypes.c_float), "d": ("d", ctypes.c_double)}


def limit_threads(threads: int, *, of_scipy: bool = False) -> None:
    """Let NumPy's BLAS, or SciPy's, compute with that many threads, whatever the environment says."""
    for library in _libraries(of_scipy):
        library.set_num_threads(threads)


def describe() -> str:
    """NumPy's BLAS in a line: what it is, for which processor, with how many threads."""
    told = [library.info() for library in _libraries(of_scipy=False)]
    keys = "internal_api", "version", "architecture", "num_threads"
    return ", ".join(" ".join(str(one.get(key, "")) for key in keys) for one in told)


def _libraries(of_scipy: bool) -> list[Any]:
    import threadpoolctl

    return [
        library
        for library in threadpoolctl.ThreadpoolController().lib_controllers
        # NumPy's is named after SciPy, too: what tells is the folder
        if library.user_api == "blas" and bool(_SCIPYS.search(library.filepath)) is of_scipy
    ]


class Accumulation:
    """`total = decay * total + factors * (one @ other)` in one call of BLAS, for arrays laid out as these are."""

    def __init__(self, gemm: Callable[..., None], one: Array, other: Array) -> None:
        self._gemm = gemm
        (rows, inner), (_, columns) = one.shape, other.shape
        self._turns = not one.flags.c_contiguous, not other.flags.c_contiguous
        kinds = [_TRANSPOSED if turned else _PLAIN for turned in self._turns]
        self._before = (_ROW_MAJOR, *kinds, rows, columns, inner)
        self._steps = rows if self._turns[0] else inner, inner if self._turns[1] else columns, columns

    def __call__(self, total: Array, one: Array, other: Array, factors: Sequence[Any], decay: Any) -> None:
        first, second, third = self._steps
        one, other = one.T if self._turns[0] else one, other.T if self._turns[1] else other
        places = (beginning(one), first, beginning(other), second)
        self._gemm(*self._before, _number(math.prod(factors)), *places, _number(decay), beginning(total), third)


def accumulation(total: Array, one: Array, other: Array) -> Accumulation | None:
    """What accumulates such a product in an array that fills its memory row by row; None where BLAS does not."""
    arrays = total, one, other
    dtype = total.dtype
    if any(type(array) is not numpy.ndarray or array.dtype != dtype or not array.size for array in arrays):
        return None
    if not total.flags.c_contiguous or not all(
        array.flags.c_contiguous or array.flags.f_contiguous for array in arrays
    ):
        return None
    gemm = _gemm(dtype.char)
    return None if gemm is None else Accumulation(gemm, one, other)


def _number(value: Any) -> float:
    """A number, which may be an array of one."""
    return value if type(value) in (int, float) else value.item()  # type: ignore[no-any-return]


@functools.cache
def _gemm(char: str) -> Callable[..., None] | None:
    """The matrix product of the OpenBLAS that NumPy computes with; None where it computes with another library."""
    if char not in _LETTERS:
        return None
    letter, number = _LETTERS[char]
    for library in _libraries(of_scipy=False):
        if library.internal_api == "openblas":
            loaded = ctypes.CDLL(library.filepath)
            for prefix in ("scipy_", ""):
                for suffix, size in (("64_", ctypes.c_int64), ("", ctypes.c_int)):
                    function = getattr(loaded, f"{prefix}cblas_{letter}gemm{suffix}", None)
                    if function is not None:
                        place = ctypes.c_void_p
                        function.argtypes = [ctypes.c_int] * 3 + [size] * 3
                        function.argtypes += [number, place, size, place, size, number, place, size]
                        function.restype = None
                        return function  # type: ignore[no-any-return]
    return None
