"""PyTorch's older windows, which are periodic unless asked otherwise.

https://docs.pytorch.org/docs/stable/torch.html#spectral-ops
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed
from engine.families import creation
from engine.ops.creation.filled import make
from engine.ops.fourier.cosine_windows import cosines
from engine.ops.fourier.windows import Weights, bessel, triangle
from engine.parameters import Boolean, Device, Dtype, Integer, Number

Context = Any
CASES: tuple[dict[str, Any], ...] = ({"window_length": 5}, {"window_length": 4, "periodic": False})


def _window(
    context: Context, op: str, count: int, dtype: Any, device: Any, requires_grad: bool, weights: Weights
) -> Any:
    """A window in any floating dtype, computed in float64 and rounded once."""
    dtype = dtype or context.dtype
    if dtypes.CATEGORY[dtype] != dtypes.FLOATING:
        raise DtypeMismatch(
            f"{op} has fractions, which {dtype.name} cannot hold.",
            op=op,
            dtypes=[dtype.name],
            exception="NotImplementedError" if dtype.kind == "c" else "RuntimeError",
        )
    if count < 0:
        raise OpFailed(f"{op}: a window cannot have {count} elements.", op=op)

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        return weights(xp, xp.arange(count).astype(dtypes.float64)).astype(dtype)

    return make(context, op, (count,), dtype, device, requires_grad, fill)


@creation(cases=CASES)
def hann_window(
    context: Context,
    window_length: Integer,
    periodic: Boolean = True,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Hann window: half a cosine from 0 to 1 and back."""
    weights = cosines(window_length, not periodic, (0.5, 0.5))
    return _window(context, "hann_window", window_length, dtype, device, requires_grad, weights)


@creation(cases=CASES)
def hamming_window(
    context: Context,
    window_length: Integer,
    periodic: Boolean = True,
    alpha: Number = 0.54,
    beta: Number = 0.46,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Hamming window: alpha less beta times a cosine."""
    weights = cosines(window_length, not periodic, (alpha, beta))
    return _window(context, "hamming_window", window_length, dtype, device, requires_grad, weights)


@creation(cases=CASES)
def blackman_window(
    context: Context,
    window_length: Integer,
    periodic: Boolean = True,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Blackman window: a sum of three cosines."""
    weights = cosines(window_length, not periodic, (0.42, 0.5, 0.08))
    return _window(context, "blackman_window", window_length, dtype, device, requires_grad, weights)


@creation(cases=CASES)
def bartlett_window(
    context: Context,
    window_length: Integer,
    periodic: Boolean = True,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The triangular window, 0 where it begins."""
    weights = triangle(window_length, not periodic)
    return _window(context, "bartlett_window", window_length, dtype, device, requires_grad, weights)


@creation(cases=CASES)
def kaiser_window(
    context: Context,
    window_length: Integer,
    periodic: Boolean = True,
    beta: Number = 12.0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Kaiser window; the larger beta, the narrower."""
    weights = bessel(window_length, not periodic, beta)
    return _window(context, "kaiser_window", window_length, dtype, device, requires_grad, weights)
