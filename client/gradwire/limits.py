"""Limits of dtypes: finfo and iinfo."""

from __future__ import annotations

import ml_dtypes
import numpy as np

from gradwire.dtypes import dtype
from gradwire.state import state


class finfo:  # noqa: N801
    """The limits of a floating type; of a complex one's parts."""

    def __init__(self, type: dtype | None = None) -> None:
        kind = type or state.default_dtype
        if not (kind.is_floating_point or kind.is_complex):
            raise TypeError(f"torch.finfo() requires a floating point input type; for {kind} there is torch.iinfo")
        info = ml_dtypes.finfo(kind.numpy)
        self.dtype = kind.name
        self.bits = int(info.bits)
        self.eps, self.max, self.min = float(info.eps), float(info.max), float(info.min)
        self.tiny = self.smallest_normal = float(info.tiny)
        self.resolution = float(info.resolution)

    def __repr__(self) -> str:
        facts = ", ".join(f"{name}={getattr(self, name):g}" for name in ("resolution", "min", "max", "eps"))
        return f"finfo({facts}, smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"


class iinfo:  # noqa: N801
    """The limits of an integer type."""

    def __init__(self, type: dtype) -> None:
        if type.numpy.kind not in "iu":
            raise TypeError(f"torch.iinfo() requires an integer input type; for {type} there is torch.finfo")
        info = np.iinfo(type.numpy)
        self.dtype, self.bits = type.name, int(info.bits)
        self.min, self.max = int(info.min), int(info.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min}, max={self.max}, dtype={self.dtype})"
