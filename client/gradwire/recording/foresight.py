"""Foresight: operations whose result is certain although none like it was seen, so that nobody waits for it.

They are those that models are built of: new tensors of a size, copies, and tensors that become parameters.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Final

from gradwire.dtypes import dtype
from gradwire.recording.descriptions import UNKNOWN, Description
from gradwire.recording.handle import Handle
from gradwire.recording.modes import DISABLED
from gradwire.recording.ops import NUMBERS, Op
from gradwire.recording.recorder import Recorder

NEW: Final = frozenset({"empty", "ones", "rand", "randn", "zeros"})
FILLS: Final = frozenset({"fill_", "normal_", "uniform_", "zero_"})
ALIKE: Final = frozenset({"data", "detach"})
LARGE: Final = 2**20
"""A new tensor of more elements is waited for: there may be no room for it."""


def foresee(op: Op, values: Sequence[Any], recorder: Recorder) -> Description | None:
    """The description of what comes of an operation, or None if only the server knows."""
    if recorder.mode & ~DISABLED:
        return None
    if op.name in NEW:
        return _new(dict(zip(op.names, values, strict=True)), recorder)
    if not values or not isinstance(values[0], Handle):
        return None
    before = values[0]._d
    if before is UNKNOWN or before.inference or before.levels:
        return None
    if op.name == "zero_" and before.is_leaf and not before.requires_grad:
        return before
    if not before.dtype.is_floating_point:
        return None
    if op.name in ALIKE or (op.name == "clone" and not before.requires_grad):
        return recorder.descriptions.without_grad(before)
    if op.name == "requires_grad_" and values[1] is True and before.is_leaf and not before.requires_grad:
        return recorder.descriptions.find(before.shape, before.dtype, before.device, requires_grad=True)
    if op.name in FILLS and before.is_leaf and (not before.requires_grad or recorder.mode == DISABLED):
        numbers = all(type(value) in NUMBERS or value is None for value in values[1:])
        return before if numbers and not _is_window(values[0], recorder) else None
    return None


def _is_window(tensor: Handle, recorder: Recorder) -> bool:
    """Whether it is seen to view a tensor of another shape, so that its elements may share memory."""
    shape = tensor._d.shape
    members = [member() for member in recorder.families.get(tensor._n, ())]
    return any(member is not None and member._d.shape != shape for member in members)


def _new(given: dict[str, Any], recorder: Recorder) -> Description | None:
    size, kind, place = given["size"], given["dtype"] or recorder.dtype, given["device"] or recorder.device
    if not isinstance(kind, dtype) or not kind.is_floating_point or place not in recorder.descriptions.places:
        return None
    if any(length < 0 for length in size) or math.prod(size) > LARGE:
        return None
    return recorder.descriptions.find(tuple(size), kind, place, given["requires_grad"])
