"""Devices as they are seen under vmap: the array module computes for all examples."""

from __future__ import annotations

import contextlib
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.level import Levels
from engine.batching.module import BatchedModule
from engine.devices import Device


class BatchedDevice(Device):
    """A device for tensors that are batched at some levels."""

    def __init__(self, base: Device, levels: Levels) -> None:
        self.name = base.name
        self._base = base
        self.guards = base.guards
        self.levels = levels
        self.xp = BatchedModule(base.xp, levels)
        self.array_type = type(None)  # a result tells itself by which levels it is batched: see `adopt`

    @property
    def base(self) -> Device:
        return self._base

    def __repr__(self) -> str:
        return f"device({self.name!r} at {list(self.levels)})"

    def computing(self) -> contextlib.AbstractContextManager[Any]:
        return self.base.computing()

    def describe(self) -> dict[str, Any]:
        return self.base.describe()

    def to_host(self, array: Any) -> Any:
        raise NotBatched(
            "Under vmap a tensor stands for every example at once, so its values cannot be had as Python numbers, nor "
            "decide an if: use where() instead of if, or return the tensor from the function first."
        )

    def from_host(self, array: Any) -> Any:
        return array if type(array) is BatchedArray else BatchedArray(self.base.from_host(array), (), self.base.xp)

    def bring(self, array: Any, device: Device) -> Any:
        if type(array) is BatchedArray:
            return array
        base = self.base
        shares = device in (base, self)
        return BatchedArray(array if shares else base.bring(array, device), (), base.xp)

    def adopt(self, array: Any) -> tuple[Device, Any]:
        if type(array) is not BatchedArray:
            return self.base.adopt(array)
        if not array.levels:
            return self.base, array.physical
        return (self if array.levels == self.levels else batched(self.base, array.levels)), array


def batched(device: Device, levels: Levels) -> Device:
    """A device as it is seen at these levels; one object for each, which lives as long as the last level."""
    base = device.base if isinstance(device, BatchedDevice) else device
    if not levels:
        return base
    known = levels[-1].devices
    key = base.name, levels
    if key not in known:
        known[key] = BatchedDevice(base, levels)
    return known[key]  # type: ignore[no-any-return]
