"""The frequencies that Fourier transforms give, and the orders in which they stand.

https://docs.pytorch.org/docs/stable/fft.html#helper-functions
"""

from __future__ import annotations

from typing import Any

import numpy

from engine import dtypes
from engine.errors import DtypeMismatch, InvalidArgument, OpFailed
from engine.families import composite, creation
from engine.ops.creation.filled import make
from engine.ops.fourier.spectra import FAMILY
from engine.parameters import Array, Boolean, Device, Dtype, Integer, Integers, Number, Ops
from engine.shapes import many

Context = Any
SPACED = ({"n": 5}, {"n": 4, "d": 0.5})


def _spaced(
    context: Context, op: str, n: int, d: float, whole: bool, dtype: Any, device: Any, requires_grad: bool
) -> Any:
    """The whole spectrum's frequencies, the negative ones in the second half, or those from 0 on."""
    dtype = dtype or context.dtype
    if not dtypes.is_differentiable(dtype):
        raise DtypeMismatch(f"{op} gives fractions, which {dtype.name} cannot hold.", op=op, dtypes=[dtype.name])
    if dtype.kind == "c":
        raise InvalidArgument(
            f"{op} gives real numbers, so none in {dtype.name}.",
            op=op,
            argument="dtype",
            exception="NotImplementedError",
        )

    def fill(xp: Any, shape: tuple[int, ...], dtype: dtypes.Dtype) -> Any:
        exact = dtypes.float32 if dtype in dtypes.HALVES else dtype
        number = xp.arange(shape[0]).astype(exact)
        signed = xp.where(number < (n + 1) // 2, number, number - n) if whole else number
        return (signed * exact.type(dtype.type(numpy.float64(1) / (n * d)))).astype(dtype)

    return make(context, op, (n if whole else n // 2 + 1,), dtype, device, requires_grad, fill)


@creation(name="fft.fftfreq", cases=SPACED)
def fftfreq(
    context: Context,
    n: Integer,
    d: Number = 1.0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The frequencies of the n entries that fft gives of samples d apart."""
    return _spaced(context, "fft.fftfreq", n, d, True, dtype, device, requires_grad)


@creation(name="fft.rfftfreq", cases=SPACED)
def rfftfreq(
    context: Context,
    n: Integer,
    d: Number = 1.0,
    *,
    dtype: Dtype | None = None,
    device: Device | None = None,
    requires_grad: Boolean = False,
) -> Any:
    """The frequencies of the n // 2 + 1 entries that rfft gives of n samples d apart."""
    return _spaced(context, "fft.rfftfreq", n, d, False, dtype, device, requires_grad)


SHIFTED = ({"input": (2, 5)}, {"input": (3, 4), "dim": (0,)})


def _shift(ops: Ops, op: str, input: Any, dim: Any, up: int) -> Any:
    """The input rolled by half of each size, rounded down or up."""
    dims = tuple(range(len(input.shape))) if dim is None else many(dim)
    if not dims:
        raise OpFailed(f"{op} needs a dimension to shift along.", op=op)
    return ops.roll(input, tuple([(_size(input.shape, one) + up) // 2 for one in dims]), dims)


def _size(shape: tuple[int, ...], dim: int) -> int:
    return shape[dim] if -len(shape) <= dim < len(shape) else 0  # roll refuses what is out of range


@composite(FAMILY, name="fft.fftshift", variants=("function",), cases=SHIFTED)
def fftshift(ops: Ops, input: Array, dim: Integers | None = None) -> Any:
    """The entries of a transform in the order of their frequencies: 0 in the middle of each dimension."""
    return _shift(ops, "fft.fftshift", input, dim, 0)


@composite(FAMILY, name="fft.ifftshift", variants=("function",), cases=SHIFTED)
def ifftshift(ops: Ops, input: Array, dim: Integers | None = None) -> Any:
    """The inverse of fftshift."""
    return _shift(ops, "fft.ifftshift", input, dim, 1)
