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


class Plan:
    """What transforms are computed by, in memory of a stream."""

    def __init__(self, stream: int) -> None:
        self.stream = stream
        self.is_kept = True

    def expect_kept(self) -> None:
        """Fail where its memory may be somebody else's by now."""
        if not self.is_kept:
            raise AssertionError("a graph computes by a plan of cuFFT that is no more")


class PlanCache(threading.local):
    """The plans of a thread."""

    def __init__(self) -> None:
        self._plans: dict[int, Plan] = {}

    def clear(self) -> None:
        """Forget the plans of the current device."""
        if plan := self._plans.pop(runtime.getDevice(), None):
            plan.is_kept = False

    def use(self) -> None:
        """Compute by a plan; an AssertionError where its memory is that of another stream.

        What is captured goes on with the plan that the thread had then.
        """
        stream, capture = _streams.current().ptr, _streams.capture()
        plan = self._plans.setdefault(runtime.getDevice(), Plan(stream))
        if capture is not None:
            capture.work.append(plan.expect_kept)
        elif plan.stream != stream:
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
