"""ufunc: CuPy's universal functions, with the dtypes that CuPy's have. `interface.txt` lists these."""

from __future__ import annotations

import functools
from typing import Any

import ml_dtypes
import numpy

from cupy import _deviations, _indices, _routines
from cupy._calls import call

WEAK = {bool: None, int: int, float: float, complex: complex}
AT = {"cupy_add": "iIlLqQefd", "cupy_subtract": "iI", "cupy_maximum": "iIlLqQfd", "cupy_minimum": "iIlLqQfd"}
"""What `at` accumulates with, and which dtypes."""
Loop = tuple[tuple[numpy.dtype[Any], ...], tuple[numpy.dtype[Any], ...]]


def loops(types: list[str]) -> tuple[Loop, ...]:
    """The dtypes of arguments and results: "fi->f" are float32, int32 and float32; E is bfloat16."""
    sides = [one.split("->") for one in types]
    return tuple((tuple(map(_dtype, given)), tuple(map(_dtype, made))) for given, made in sides)


def _dtype(letter: str) -> numpy.dtype[Any]:
    return numpy.dtype(ml_dtypes.bfloat16 if letter == "E" else letter)


@functools.cache
def chosen(among: tuple[Loop, ...], given: tuple[numpy.dtype[Any], ...], weak: tuple[Any, ...]) -> Loop | None:
    """The first loop that arguments can be cast to; Python's numbers count for less, but not for another kind."""
    strong = max([_score(dtype.kind) for dtype, by in zip(given, weak, strict=True) if not by], default=-1)
    bound = max([1 if by is int else 2 for by in weak if by], default=-1)
    if not -1 < bound <= strong:
        weak = (None,) * len(given)
    for loop in among:
        if all(_fits(dtype, by, into) for dtype, by, into in zip(given, weak, loop[0], strict=True)):
            return loop
    return None


def _score(kind: str) -> int:
    return 0 if kind == "b" else 1 if kind in "iu" else 2


def _fits(given: numpy.dtype[Any], weak: Any, into: numpy.dtype[Any]) -> bool:
    if numpy.can_cast(given, into):
        return True
    try:
        return bool(weak and numpy.result_type(weak(0), into) == into)
    except TypeError:
        return False


class ufunc:  # noqa: N801 - the name that CuPy gives the class
    """A universal function."""

    def __init__(self, own: Any, types: list[str]) -> None:
        self._own = own
        self._compute = _deviations.COMPUTED.get(own.__name__, own)
        self._loops = loops(types)
        self.name = f"cupy_{own.__name__}"
        self.__name__ = own.__name__
        self.nin, self.nout, self.nargs = own.nin, own.nout, own.nargs
        self._preamble = self._loop_prep = ""
        self._out_ops = None

    @functools.cached_property
    def _ops(self) -> Any:
        return _routines.loops(self.__name__, self._loops)

    def __call__(
        self, *args: Any, out: Any = None, dtype: Any = None, casting: str = "same_kind", **others: Any
    ) -> Any:
        if others:
            raise TypeError(f"CuPy's ufuncs take no {', '.join(others)}")
        into = args[self.nin :] or (out if isinstance(out, tuple) else (out,) * (out is not None))
        given = args[: self.nin]
        if len(given) < self.nin or len(args) > self.nargs or any(isinstance(one, list | tuple) for one in given):
            raise TypeError(f"{self.name}: wrong number of arguments, or lists")
        loop = self._loop(given, dtype)
        for made, place in zip(loop[1], into, strict=False):
            if place is not None and not numpy.can_cast(made, place.dtype, casting):
                raise TypeError(f"{self.name}: cannot cast {made} to {place.dtype}")
        return call(functools.partial(self._run, loop), (*given, *into), {})

    def _loop(self, given: tuple[Any, ...], dtype: Any) -> Loop:
        if dtype is None:
            dtypes = tuple(one.dtype if hasattr(one, "dtype") else numpy.dtype(type(one)) for one in given)
            found = chosen(self._loops, dtypes, tuple(WEAK.get(type(one)) for one in given))
        else:
            found = next((one for one in self._loops if all(made == numpy.dtype(dtype) for made in one[1])), None)
        if found is None:
            raise TypeError(f"Wrong type of arguments for {self.name}")
        return found

    def _run(self, loop: Loop, *args: Any) -> Any:
        given = [numpy.asarray(one).astype(dtype) for one, dtype in zip(args, loop[0], strict=False)]
        made = self._compute(*given)
        parts = made if self.nout > 1 else (made,)
        results = [numpy.asarray(part).astype(dtype, copy=False) for part, dtype in zip(parts, loop[1], strict=True)]
        for place, out in enumerate(args[self.nin :]):
            if out is not None:
                if out.shape != results[place].shape:
                    numpy.broadcast_to(results[place], out.shape)
                numpy.copyto(out, results[place], "unsafe")
                results[place] = out
        return tuple(results) if self.nout > 1 else results[0]

    def __repr__(self) -> str:
        return f"<ufunc '{self.name}'>"

    def reduce(self, array: Any, axis: Any = 0, dtype: Any = None, out: Any = None, keepdims: bool = False) -> Any:
        """The function between all elements along an axis: sums and products."""
        return getattr(array, self._folds("sum", "prod"))(axis, dtype, out, keepdims)

    def accumulate(self, array: Any, axis: int = 0, dtype: Any = None, out: Any = None) -> Any:
        """The same up to each element."""
        return getattr(array, self._folds("cumsum", "cumprod"))(axis, dtype, out)

    def _folds(self, added: str, multiplied: str) -> str:
        if self.name not in ("cupy_add", "cupy_multiply"):
            raise NotImplementedError(f"{self.name} cannot reduce")
        return added if self.name == "cupy_add" else multiplied

    def outer(self, A: Any, B: Any, **options: Any) -> Any:  # noqa: N803
        """The function of all pairs."""
        return self(A.reshape(A.shape + (1,) * B.ndim), B.reshape((1,) * A.ndim + B.shape), **options)

    def at(self, a: Any, indices: Any, b: Any = None) -> None:
        """The function at indices, in place."""
        if self.name not in AT:
            raise NotImplementedError(f"{self.name}.at")
        if a.dtype.char not in AT[self.name]:
            raise TypeError(f"{self.name}.at does not support {a.dtype}")
        call(getattr(_indices, f"{self.__name__}_at"), (a, indices, b), {})
