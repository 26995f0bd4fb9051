"""Handle: what ties a Python object to a tensor of the server; `Tensor` is one with PyTorch's methods."""

from __future__ import annotations

import gc
from typing import Any

from gradwire.recording.descriptions import Description
from gradwire.recording.recorder import Recorder


class Handle:
    """A number in a recorder, what is known of the tensor, and the leaves that its graph is known to reach."""

    __slots__ = ("__weakref__", "_d", "_l", "_n", "_r")

    _r: Recorder
    _n: int
    _d: Description
    _l: frozenset[int]

    def __del__(self) -> None:
        try:
            self._r.bury(self._n)
        except AttributeError:  # it never became one
            pass

    def describe(self) -> Description:
        """Shape, dtype, device and flags; asked of the server where only it knows."""
        raise NotImplementedError

    def __index__(self) -> int:
        raise NotImplementedError

    def item(self) -> Any:
        """The value of a tensor of one element."""
        raise NotImplementedError


def living(recorder: Recorder) -> list[Handle]:
    """All handles of a recorder. Python's garbage collector is asked: a list of them would cost each operation."""
    return [one for one in gc.get_objects() if issubclass(type(one), Handle) and getattr(one, "_r", None) is recorder]
