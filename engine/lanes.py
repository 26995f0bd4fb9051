"""Lanes: where the work of a session runs on devices that do many things at once, each with memory of its own."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from engine.devices import Device


def _nothing() -> None:
    """Let go of nothing."""


@dataclass(frozen=True)
class Bounds:
    """How much memory there is for what, in bytes."""

    device: int = 0
    """On each GPU for all sessions together; 0: nine tenths of what is free when it is first used."""
    session: int = 0
    """On each GPU for one session; 0: all that there is."""
    pinned: int = 64 << 20
    """Of the host, through which large arrays go to GPUs and come from there."""
    let_go: Callable[[], None] = _nothing
    """Lets go of what can be done without, where there is not enough."""


class Lanes:
    """The lanes of a session, by device, each made when it is first needed: a stream, and memory.

    They go back to their devices when nobody has them any more, or at `close`. Contexts of which one goes on with what
    another one left, such as plans, share them: what is in the memory of a lane is ordered by its stream.
    """

    def __init__(self, bounds: Bounds | None = None) -> None:
        self.bounds = bounds or Bounds()
        self._bounds_devices = bounds is not None  # else a device stays as whoever has it to bound has left it
        self._known: dict[Device, Any] = {}
        self._ends: list[weakref.finalize[..., Any]] = []

    def of(self, device: Any) -> Any:
        """The lane on a device, which is one that guards."""
        lane = self._known.get(device)
        if lane is None:
            if self._bounds_devices:
                device.bound(self.bounds)
            made = device.lane(self.bounds)
            end = weakref.finalize(self, device.give_back, made)
            end.atexit = False
            self._ends.append(end)
            lane = self._known.setdefault(device, made)  # two threads may come here at once
        return lane

    @property
    def all(self) -> list[Any]:
        """Those that there are."""
        return list(self._known.values())

    def close(self) -> None:
        """Give them back."""
        self._known.clear()
        for end in self._ends:
            end()
        self._ends.clear()
