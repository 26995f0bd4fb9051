"""cupy.fft: plans of cuFFT are kept by thread, and compute in memory of the stream that they were made on."""

from __future__ import annotations

import functools
import threading
import types
from typing import Any

import numpy

from cupy import _streams
from cupy._calls import module
from cupy.cuda import runtime


class PlanCache(threading.local):
    """The plans of a thread."""

    def __init__(self) -> None:
        self._streams: dict[int, int] = {}

    def clear(self) -> None:
        """Forget the plans of the current device."""
        self._streams.pop(runtime.getDevice(), None)

    def use(self) -> None:
        """Compute by a plan; an AssertionError where its memory is that of another stream."""
        stream = _streams.current().ptr
        if self._streams.setdefault(runtime.getDevice(), stream) != stream:
            raise AssertionError("a plan of cuFFT computes in memory that another stream may use")


class Transforms(types.ModuleType):
    """The functions of cupy.fft."""

    def __init__(self) -> None:
        super().__init__("cupy.fft")
        cache = PlanCache()
        self.config = types.SimpleNamespace(get_plan_cache=lambda: cache)
        self._cache, self._own = cache, module("cupy.fft", numpy.fft)

    def __getattr__(self, name: str) -> Any:
        function = getattr(self._own, name)

        @functools.wraps(function)
        def transform(*args: Any, **options: Any) -> Any:
            self._cache.use()
            return function(*args, **options)

        setattr(self, name, transform)
        return transform


fft = Transforms()
