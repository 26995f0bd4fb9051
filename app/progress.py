"""Progress: what loops have collected so far, told while their program goes on (API.md 8)."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Any

import engine
from app.answers import value
from app.template import outline

PAUSE = 0.1  # seconds between looks at what was collected


class Progress:
    """Tells what loops collect: ten times a second at most, and at the end what came last."""

    def __init__(self, tell: Callable[[dict[str, Any]], None], elements: int) -> None:
        self._tell = tell
        self._elements = elements
        self._due = 0.0
        self._last: dict[str, tuple[int, dict[str, engine.Tensor]]] = {}

    def collect(self, pointer: str, iteration: int, values: dict[str, engine.Tensor]) -> None:
        """What the loop at a place has collected in its last round."""
        self._last[pointer] = iteration, values
        now = time.monotonic()
        if now >= self._due:
            self._due = now + PAUSE
            self.end()

    def end(self) -> None:
        """Tell what was not told yet, of each loop the last."""
        for pointer, (iteration, values) in self._last.items():
            told = {name: self._value(name, tensor) for name, tensor in values.items()}
            self._tell({"pointer": pointer, "iteration": iteration, "values": told})
        self._last.clear()

    def _value(self, name: str, tensor: engine.Tensor) -> dict[str, Any]:
        """A value as JSON; without its data where these are too many, or one example's of a vmap."""
        if tensor.device.levels or math.prod(tensor.shape) > self._elements:
            return outline(tensor)
        return value(tensor.numpy(), name, self._elements)
