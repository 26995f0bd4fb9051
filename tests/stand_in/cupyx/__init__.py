"""cupyx: what of it the engine uses."""

from __future__ import annotations

import contextlib
import weakref
from collections.abc import Iterator
from typing import Any

import numpy
from cupy.cuda import runtime


@contextlib.contextmanager
def errstate(*, linalg: str | None = None, fallback_mode: str | None = None) -> Iterator[None]:
    """How failures are told; here always by errors."""
    yield


def empty_pinned(shape: Any, dtype: Any = float, order: str = "C") -> numpy.ndarray[Any, Any]:
    """Page-locked memory of the host."""
    made = numpy.empty(shape, dtype, order)
    runtime.pin(made.ctypes.data, made.nbytes)
    weakref.finalize(made, runtime.unpin, made.ctypes.data).atexit = False
    return made


def scatter_add(a: Any, slices: Any, value: Any) -> None:
    """Add at indices."""
    a.scatter_add(slices, value)
