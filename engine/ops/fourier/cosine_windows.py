"""Windows that are sums of cosines.

https://docs.pytorch.org/docs/stable/signal.html
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from engine.errors import InvalidArgument, InvalidValue
from engine.families import creation
from engine.ops.fourier.windows import CASES, Weights, span, window
from engine.parameters import Boolean, Device, Dtype, Integer, Number, Numbers

Context = Any


def cosines(count: int, sym: bool, a: Sequence[float]) -> Weights:
    """A sum of cosines with the weights `a`, of alternating sign; of one place alone 1."""
    step = 2 * math.pi / span(count, sym)

    def weights(xp: Any, place: Any) -> Any:
        if count == 1:
            return place + 1
        total = place * 0
        for i, weight in enumerate(a):
            total = total + (-1) ** i * weight * xp.cos(i * step * place)
        return total

    return weights


@creation(name="signal.windows.general_cosine", cases=tuple(case | {"a": (0.5, 0.3, 0.2)} for case in CASES))
def general_cosine(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    a: Numbers,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A window of M weights, a sum of cosines with the factors a."""
    if not isinstance(a, list | tuple):
        raise InvalidArgument("signal.windows.general_cosine: a must be a list of numbers.")
    if not a:
        raise InvalidValue("signal.windows.general_cosine needs factors, but a is empty.")
    return window(context, "general_cosine", M, dtype, device, requires_grad, cosines(M, sym, a))


@creation(name="signal.windows.general_hamming", cases=CASES)
def general_hamming(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    alpha: Number = 0.54,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """A window of M weights, alpha less 1 - alpha times a cosine."""
    return window(context, "general_hamming", M, dtype, device, requires_grad, cosines(M, sym, (alpha, 1 - alpha)))


@creation(name="signal.windows.hamming", cases=CASES)
def hamming(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Hamming window of M weights."""
    return window(context, "hamming", M, dtype, device, requires_grad, cosines(M, sym, (0.54, 0.46)))


@creation(name="signal.windows.hann", cases=CASES)
def hann(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Hann window of M weights."""
    return window(context, "hann", M, dtype, device, requires_grad, cosines(M, sym, (0.5, 0.5)))


@creation(name="signal.windows.blackman", cases=CASES)
def blackman(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Blackman window of M weights."""
    return window(context, "blackman", M, dtype, device, requires_grad, cosines(M, sym, (0.42, 0.5, 0.08)))


@creation(name="signal.windows.nuttall", cases=CASES)
def nuttall(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The window of M weights with the least side lobes of four cosines, after Nuttall (1981)."""
    weights = cosines(M, sym, (0.3635819, 0.4891775, 0.1365995, 0.0106411))
    return window(context, "nuttall", M, dtype, device, requires_grad, weights)
