"""Everything that `import gradwire as torch` offers; loaded when the first name is asked for."""

from __future__ import annotations

import math as _math
from typing import Any as _Any

from gradwire._generated import functions as _functions
from gradwire._generated.functions import *  # noqa: F403
from gradwire._generated.table import OPS as _OPS
from gradwire.dispatch import call as _call
from gradwire.dtypes import DTYPES as _DTYPES
from gradwire.dtypes import dtype
from gradwire.state import state as _state
from gradwire.tensor import Tensor

float32 = float = _DTYPES["float32"]
float64 = double = _DTYPES["float64"]
float16 = half = _DTYPES["float16"]
bfloat16 = _DTYPES["bfloat16"]
complex64 = cfloat = _DTYPES["complex64"]
complex128 = cdouble = _DTYPES["complex128"]
int8 = _DTYPES["int8"]
int16 = short = _DTYPES["int16"]
int32 = int = _DTYPES["int32"]
int64 = long = _DTYPES["int64"]
uint8 = _DTYPES["uint8"]
bool = _DTYPES["bool"]

pi, e, inf, nan = _math.pi, _math.e, _math.inf, _math.nan
newaxis = None


class Generator:
    """The session's own generator of random numbers, as `manual_seed` returns it."""

    def __init__(self, seed: _Any) -> None:
        self._seed = seed

    def initial_seed(self) -> _Any:
        """The seed that it was given."""
        return self._seed


def manual_seed(seed: _Any) -> Generator:
    """Seed the session's generator: the numbers are PyTorch's."""
    _call(_OPS["manual_seed"], (seed, *_OPS["manual_seed"].defaults[1:]))
    return Generator(seed)


def get_default_dtype() -> dtype:
    """The dtype of floats that say none."""
    return _state.default_dtype


def set_default_dtype(d: _Any) -> None:
    """Choose the dtype of floats that say none."""
    if not isinstance(d, dtype) or not d.is_floating_point:
        raise TypeError(f"only floating-point types are supported as the default type, not {d}")
    _state.set_default_dtype(d)


def is_tensor(obj: _Any) -> _Any:
    """Whether an object is a tensor."""
    return isinstance(obj, Tensor)


def is_floating_point(input: Tensor) -> _Any:
    """Whether the dtype is a real floating type."""
    return input.is_floating_point()


def is_complex(input: Tensor) -> _Any:
    """Whether the dtype is complex."""
    return input.is_complex()


def numel(input: Tensor) -> _Any:
    """The number of elements."""
    return input.numel()


def where(condition: Tensor, input: _Any = None, other: _Any = None) -> _Any:
    """Elements of input where condition holds, else of other; with condition alone, where it holds.

    https://docs.pytorch.org/docs/stable/generated/torch.where.html
    """
    if input is None and other is None:
        return tuple(_call(_OPS["nonzero"], (condition,)).unbind(1))
    return _call(_OPS["where"], (condition, input, other))


def flush() -> None:
    """Send what the current session has recorded, and wait until it is carried out."""
    _state.recorder().line.send()


__all__ = [
    *_functions.__all__,
    *(name for name in list(globals()) if name[0] != "_" and name != "annotations"),
]
