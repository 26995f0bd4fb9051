"""What CuPy 14 refuses that NumPy computes, and what it gives in other dtypes: by the names of functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import ml_dtypes
import numpy

from cupy._calls import arrays_in

BFLOAT16 = numpy.dtype(ml_dtypes.bfloat16)


def _without(*dtypes: str) -> Callable[..., None]:
    def refuse(*args: Any, **options: Any) -> None:
        for one in arrays_in((args, options)):
            if one.dtype.name in dtypes:
                raise TypeError(f"CuPy has no {one.dtype} here")

    return refuse


def _stable(a: Any, axis: Any = -1, kind: Any = None) -> None:
    if kind not in (None, "stable"):
        raise ValueError(f"kind can only be None or 'stable', not {kind}")
    _without("bfloat16")(a)


def _products(*args: Any, **options: Any) -> None:
    if max(one.ndim for one in arrays_in(args)) > 2:
        _without("bfloat16")(*args)


def _systems(a: Any, b: Any) -> None:
    _without("float16", "bfloat16")(a, b)
    if b.ndim > 1 and a.shape[:-1] != b.shape[:-1]:
        raise ValueError("a must have (..., M, M) shape and b must have (..., M, K) for multidimensional b")


def _keys(keys: Any) -> None:
    if isinstance(keys, list | tuple):
        raise AttributeError("lexsort takes an array")
    if keys.ndim > 2:
        raise NotImplementedError("lexsort of more than two dimensions")
    _without("bfloat16")(keys)


def _places(a: Any, v: Any, side: str = "left", sorter: Any = None) -> None:
    if a.ndim != 1:
        raise ValueError("searchsorted needs one dimension")
    _without("bfloat16")(a, v)


def _triangle(a: Any, UPLO: str = "L") -> None:  # noqa: N803
    if UPLO not in ("L", "U"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    _without("float16", "bfloat16")(a)


_NO_HALVES = _without("float16", "bfloat16")
_NO_BFLOAT16 = _without("bfloat16")
REFUSALS: dict[str, Callable[..., None]] = {
    "sort": _stable,
    "argsort": _stable,
    "lexsort": _keys,
    "partition": _NO_BFLOAT16,
    "argpartition": _NO_BFLOAT16,
    "unique": _NO_BFLOAT16,
    "isin": _NO_BFLOAT16,
    "searchsorted": _places,
    "cumsum": _NO_BFLOAT16,
    "cumprod": _NO_BFLOAT16,
    "matmul": _products,
    "einsum": _products,
    "fft": _NO_BFLOAT16,
    "ifft": _NO_BFLOAT16,
    "rfft": _NO_BFLOAT16,
    "irfft": _NO_BFLOAT16,
    "fftn": _NO_BFLOAT16,
    "ifftn": _NO_BFLOAT16,
    "solve": _systems,
    "eigh": _triangle,
    "eigvalsh": _triangle,
    **dict.fromkeys(("cholesky", "det", "eig", "eigvals", "inv", "qr", "slogdet", "svd"), _NO_HALVES),
}
WIDER = frozenset({"where", "clip", "angle", "nan_to_num"})
"""Functions that make float32 of bfloat16."""


def refuse(name: str, args: tuple[Any, ...], options: Any) -> None:
    """Refuse a call that CuPy refuses."""
    if name in REFUSALS:
        REFUSALS[name](*args, **options)


def widened(name: str, result: Any) -> Any:
    """What CuPy gives, where that is not NumPy's dtype."""
    return result.astype("f") if name in WIDER and getattr(result, "dtype", None) == BFLOAT16 else result
