"""What holds for everything that runs until it ends: recording, inference, anomaly mode, vmap, checkpoints."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from engine.batching.level import Level, Levels, union

if TYPE_CHECKING:
    from engine.checkpoints import Region


class Modes:
    """The modes of a context, and the blocks in which they are others."""

    # Defaults live on the class: a program without a session makes a context of its own, which is to cost little.
    grad_enabled = True
    inference = False
    anomaly = False
    origin: Mapping[str, Any] | None = None
    """In anomaly mode: what tells where the operation at hand comes from; nodes keep it."""
    levels: Levels = ()
    """Those of vmap that what runs now is within."""
    regions: tuple[Region, ...] = ()
    """The checkpoints that what runs now is within, the innermost last."""
    named_levels: Mapping[str, Level] = MappingProxyType({})
    named_regions: Mapping[str, Region] = MappingProxyType({})
    _last_level = 0

    def __init__(self) -> None:
        self.warnings: dict[str, None] = {}
        """What users should know of how they were served, until somebody tells them."""

    @property
    def recording(self) -> bool:
        """Whether operations on tensors that require grad are recorded."""
        return self.grad_enabled and not self.inference

    @contextlib.contextmanager
    def mode(self, enabled: bool, inference: bool) -> Iterator[None]:
        """A block in which gradients are recorded or not, in inference mode or not."""
        before = self.grad_enabled, self.inference
        self.grad_enabled, self.inference = enabled, inference
        try:
            yield
        finally:
            self.grad_enabled, self.inference = before

    def recording_as(self, enabled: bool) -> contextlib.AbstractContextManager[None]:
        """A block with gradient recording on or off."""
        return self.mode(enabled, self.inference and not enabled)

    @contextlib.contextmanager
    def within(self, level: Level) -> Iterator[None]:
        """A block that runs for each example of a level of vmap."""
        before = self.levels
        self.levels = union([before, (level,)])
        try:
            yield
        finally:
            self.levels = before

    def level(self, size: int, randomness: str = "error", name: str | None = None) -> Level:
        """A new level of vmap, within all that there are; under its name it is found until another has it."""
        self._last_level += 1
        level = Level(self._last_level, size, randomness, name, self.warn_slow)
        if name is not None:
            self.named_levels = {**self.named_levels, name: level}
        return level

    def warn_slow(self, what: str) -> None:
        """Note that vmap runs an operation, or its gradient, one example at a time."""
        what = what.lstrip("_")
        detail = f"vmap ran {what} for one example after the other, which is slow: it cannot be run for all at once."
        self.warnings[detail] = None
