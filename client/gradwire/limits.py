"""Limits of dtypes: finfo and iinfo."""

from __future__ import annotations

from typing import Any, ClassVar

import ml_dtypes
import numpy as np

from gradwire.dtypes import dtype
from gradwire.recording.state import state
from gradwire.tensors.named import Named


class _Limits:
    """What both kinds are: equal if they are of one dtype."""

    dtype: str
    __hash__: ClassVar[None]  # type: ignore[assignment]

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self.dtype == other.dtype


class finfo(_Limits, metaclass=Named, home="torch"):  # noqa: N801
    """The limits of a floating type; of a complex one's parts."""

    def __init__(self, type: dtype | None = None) -> None:
        kind = _checked("finfo", state.default_dtype if type is None else type)
        if not (kind.is_floating_point or kind.is_complex):
            raise TypeError(f"torch.finfo() requires a floating point input type; for {kind} there is torch.iinfo")
        info = ml_dtypes.finfo(kind.to_real().numpy)
        self.dtype = kind.to_real().name
        self.bits = int(info.bits)
        self.eps, self.max, self.min = float(info.eps), float(info.max), float(info.min)
        self.tiny = self.smallest_normal = float(info.tiny)
        self.resolution = float(f"1e-{info.precision}")

    def __repr__(self) -> str:
        facts = ", ".join(f"{name}={getattr(self, name):g}" for name in ("resolution", "min", "max", "eps"))
        return f"finfo({facts}, smallest_normal={self.tiny:g}, tiny={self.tiny:g}, dtype={self.dtype})"


class iinfo(_Limits, metaclass=Named, home="torch"):  # noqa: N801
    """The limits of an integer type."""

    def __init__(self, type: dtype) -> None:
        kind = _checked("iinfo", type)
        if kind.numpy.kind not in "iu":
            raise TypeError(f"torch.iinfo() requires an integer input type; for {kind} there is torch.finfo")
        info = np.iinfo(kind.numpy)
        self.dtype, self.bits = kind.name, int(info.bits)
        self.min, self.max = int(info.min), int(info.max)

    def __repr__(self) -> str:
        return f"iinfo(min={self.min:g}, max={self.max:g}, dtype={self.dtype})"


def _checked(name: str, kind: Any) -> dtype:
    if not isinstance(kind, dtype):
        raise TypeError(f"{name}(): argument 'type' must be torch.dtype, not {type(kind).__name__}")
    return kind
