"""Windows: weights for a piece of a signal, symmetric, or periodic as a Fourier transform wants them.

https://docs.pytorch.org/docs/stable/signal.html
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from engine import dtypes, libraries
from engine.errors import InvalidValue
from engine.families import creation
from engine.ops.creation.filled import make
from engine.parameters import Boolean, Device, Dtype, Integer, Number

Context = Any
Weights = Callable[[Any, Any], Any]  # from xp and the places 0, 1, ...
CASES: tuple[dict[str, Any], ...] = ({"M": 5}, {"M": 4, "sym": False})


def window(
    context: Context, name: str, count: int, dtype: Any, device: Any, requires_grad: bool, weights: Weights
) -> Any:
    """A window, computed in float64 and rounded once."""
    op = f"signal.windows.{name}"
    dtype = dtype or context.dtype
    if count < 0:
        raise InvalidValue(f"{op}: a window cannot have {count} elements.")
    if dtype not in (dtypes.float32, dtypes.float64):
        raise InvalidValue(f"{op} is there for float32 and float64, not for {dtype.name}.")

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        return weights(xp, xp.arange(count).astype(dtypes.float64)).astype(dtype)

    return make(context, op, (count,), dtype, device, requires_grad, fill)


def span(count: int, sym: bool) -> int:
    """The distance from the first place to the last, or to the one after it."""
    return max(count - 1 if sym else count, 1)


def triangle(count: int, sym: bool) -> Weights:
    """A line from 0 up to 1 in the middle and back; of one place alone 1."""
    return lambda xp, place: 1 - xp.abs(place * (2 / span(count, sym)) - 1) if count > 1 else place + 1


@creation(name="signal.windows.bartlett", cases=CASES)
def bartlett(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The triangular window of M weights, 0 at its ends."""
    return window(context, "bartlett", M, dtype, device, requires_grad, triangle(M, sym))


@creation(name="signal.windows.cosine", cases=CASES)
def cosine(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """Half a wave of the sine, in M weights."""

    def weights(xp: Any, place: Any) -> Any:
        return xp.sin((place + 0.5) * (math.pi / (span(M, sym) + 1 if M > 1 else 1)))

    return window(context, "cosine", M, dtype, device, requires_grad, weights)


@creation(name="signal.windows.exponential", cases=(*CASES, {"M": 4, "center": 1.0, "sym": False, "tau": 2.0}))
def exponential(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    center: Number | None = None,
    tau: Number = 1.0,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """M weights that fall from the center as exp(-distance / tau)."""
    if tau <= 0:
        raise InvalidValue(f"signal.windows.exponential: tau must be positive, not {tau}.")
    if sym and center is not None:
        raise InvalidValue("signal.windows.exponential: a symmetric window has its center in the middle: leave it out.")
    middle = (0 if M == 1 else span(M, sym) / 2) if center is None else center
    return window(
        context,
        "exponential",
        M,
        dtype,
        device,
        requires_grad,
        lambda xp, place: xp.exp(-xp.abs(place - middle) / tau),
    )


@creation(name="signal.windows.gaussian", cases=CASES)
def gaussian(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    std: Number = 1.0,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """M weights that fall from the middle as a normal density of standard deviation std."""
    if std <= 0:
        raise InvalidValue(f"signal.windows.gaussian: std must be positive, not {std}.")
    middle = 0 if M == 1 else span(M, sym) / 2
    return window(
        context,
        "gaussian",
        M,
        dtype,
        device,
        requires_grad,
        lambda xp, place: xp.exp(-(((place - middle) / std) ** 2) / 2),
    )


def bessel(count: int, sym: bool, beta: float) -> Weights:
    """The weights of a Kaiser window."""

    def weights(xp: Any, place: Any) -> Any:
        i0 = libraries.special(xp).i0
        along = place * (2 / span(count, sym)) - 1 if count > 1 else place
        return i0(beta * xp.sqrt(xp.maximum(1 - along * along, 0))) / i0(xp.asarray(float(beta)))

    return weights


@creation(name="signal.windows.kaiser", cases=CASES)
def kaiser(
    context: Context,
    M: Integer,  # noqa: N803 - PyTorch's name
    *,
    beta: Number = 12.0,
    sym: Boolean = True,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The Kaiser window of M weights; the larger beta, the narrower."""
    if beta < 0:
        raise InvalidValue(f"signal.windows.kaiser: beta must not be negative, but is {beta}.")
    return window(context, "kaiser", M, dtype, device, requires_grad, bessel(M, sym, beta))
