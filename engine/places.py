"""Where a context works: on its device, and on others within a block that says so."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from engine import precision

if TYPE_CHECKING:
    from engine.devices import Device
    from engine.lanes import Lanes

NOTHING = contextlib.nullcontext()


class Places:
    """The devices that a context works on."""

    device: Device
    lanes: Lanes
    current: Device | None
    """The one that work is done on now: what runs on another one which `guards` is to be within `on`."""
    is_spread = False
    """Whether its tensors have been on several devices."""
    _reached: Device | None = None
    """The last one that guards, beside its own: what follows mostly runs there, too."""
    matmul_precision = precision.HIGHEST
    """One of `engine.precision`: how precise products of float32 matrices are there."""

    def computing(self) -> contextlib.AbstractContextManager[Any]:
        """To be held while anything runs; it nests."""
        if self.device.guards:
            return self.on(self.device)
        return self.device.computing() if self._reached is None else self.on(self._reached)

    def on(self, *devices: Device) -> contextlib.AbstractContextManager[Any]:
        """To be held while something runs on devices, of which the last one that guards is current; it nests."""
        for device in devices:
            if device.guards and device.base is not self.current:
                return self._on(devices)
        return NOTHING

    @contextlib.contextmanager
    def _on(self, devices: Sequence[Device]) -> Iterator[None]:
        before = self.current
        with contextlib.ExitStack() as held, precision.matmul(self.matmul_precision):
            try:
                for device in devices:
                    if device.guards and device.base is not self.current:
                        held.enter_context(device.base.working(self.lanes))
                        self.current = device.base
                        if self.current is not self.device:
                            self.is_spread, self._reached = True, self.current
                yield
            finally:
                self.current = before
