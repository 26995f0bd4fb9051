"""What all Fourier transforms are made of: complex, real to half a spectrum, and back; sizes, dimensions and norms.

A real signal has a spectrum that is Hermitian along the last dimension, so half of it, its first n // 2 + 1 entries,
says all. The inner entries of that half stand for two each, the first and (where n is even) the last for one.
https://docs.pytorch.org/docs/stable/fft.html
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, IndexOutOfRange, OpFailed
from engine.families import operation
from engine.parameters import Array, Boolean, Integer, Integers, Number, Ops, Text, Xp
from engine.shapes import dimension, many, same

Shape = tuple[int, ...]
FAMILY = "fourier transform"
OPPOSITE = {"backward": "forward", "forward": "backward", "ortho": "ortho"}


@operation(FAMILY, shape=same, grad_fn=("FftC2CBackward0",))
def _fft_c2c(xp: Xp, input: Array, dim: Integers, norm: Text, forward: Boolean) -> Any:
    """The transform of complex numbers along dim, or its inverse."""
    if len(dim) == 1:
        return (xp.fft.fft if forward else xp.fft.ifft)(input, None, dim[0], norm)
    return (xp.fft.fftn if forward else xp.fft.ifftn)(input, None, dim, norm)


# The matrix of the transform is symmetric: its transpose is the transform itself.
_fft_c2c.gradient(input=lambda ops, g, dim, norm, forward: ops._fft_c2c(g, dim, norm, forward))


def _half(input: Shape, dim: Shape, onesided: bool = True, **attributes: Any) -> Shape:
    return tuple([size // 2 + 1 if onesided and i == dim[-1] else size for i, size in enumerate(input)])


@operation(FAMILY, shape=_half, grad_fn=("FftR2CBackward0",))
def _fft_r2c(xp: Xp, input: Array, dim: Integers, norm: Text, onesided: Boolean) -> Any:
    """The transform of real numbers along dim; of the last of these only the first half, where onesided."""
    if not onesided:
        return xp.fft.fft(input, None, dim[0], norm)
    half = xp.fft.rfft(input, None, dim[-1], norm)
    return xp.fft.fftn(half, None, dim[:-1], norm) if len(dim) > 1 else half


def _real_gradient(ops: Ops, g: Any, input_shape: Shape, dim: Shape, norm: str, onesided: bool) -> Any:
    if not onesided:
        return ops._fft_c2c(g, dim, norm, True)
    size = input_shape[dim[-1]]
    return ops._fft_c2r(ops._inner_scaled(ops.conj(g), dim[-1], size, 0.5), dim, OPPOSITE[norm], size)


_fft_r2c.gradient(input=_real_gradient)


def _whole(input: Shape, dim: Shape, norm: str, size: int) -> Shape:
    return tuple([size if i == dim[-1] else length for i, length in enumerate(input)])


@operation(FAMILY, shape=_whole, grows=True, grad_fn=("FftC2RBackward0",))
def _fft_c2r(xp: Xp, input: Array, dim: Integers, norm: Text, size: Integer) -> Any:
    """The inverse transform along dim of half a spectrum, real numbers: so many along the last of dim."""
    spectrum = xp.fft.ifftn(input, None, dim[:-1], norm) if len(dim) > 1 else input
    return xp.fft.irfft(spectrum, size, dim[-1], norm)


_fft_c2r.gradient(
    input=lambda ops, g, dim, norm, size: ops.conj(
        ops._inner_scaled(ops._fft_r2c(g, dim, OPPOSITE[norm], True), dim[-1], size, 2)
    )
)


@operation(FAMILY, shape=same, cases=({"input": (2, 3), "dim": 1, "size": 4, "factor": 2.0},))
def _inner_scaled(xp: Xp, input: Array, dim: Integer, size: Integer, factor: Number) -> Any:
    """Half the spectrum of so many real numbers, with those of its entries scaled that stand for two."""
    out = input.copy()
    out[(slice(None),) * dim + (slice(1, (size + 1) // 2),)] *= factor
    return out


_inner_scaled.gradient(input=lambda ops, g, dim, size, factor: ops._inner_scaled(g, dim, size, factor))


def norm_name(op: str, norm: str | None) -> str:
    """The side that divides by the number of elements: "backward" by default."""
    if norm is None:
        return "backward"
    if norm not in OPPOSITE:
        raise OpFailed(f"{op}: norm must be 'backward', 'ortho' or 'forward', not {norm!r}.", op=op)
    return norm


def one_dimension(op: str, input: Any, dim: int) -> int:
    """The dimension of a one-dimensional transform, counted from the front."""
    if not input.shape:
        raise IndexOutOfRange(f"{op}: a 0-dim tensor has no dimension {dim} to transform.", op=op, dim=dim)
    return dimension(dim, len(input.shape))


def chosen(op: str, input: Any, s: Sequence[int] | int | None, dim: Sequence[int] | int | None) -> tuple[Shape, Shape]:
    """The sizes and dimensions of a transform: without dim the last as many as there are sizes, or all."""
    rank = len(input.shape)
    sizes = None if s is None else many(s)
    if dim is not None:
        dims = tuple([one_dimension(op, input, one) for one in many(dim)])
        if len(set(dims)) != len(dims):
            raise OpFailed(f"{op}: dim {list(dims)} names a dimension twice.", op=op)
        if sizes is not None and len(sizes) != len(dims):
            raise OpFailed(f"{op}: {len(sizes)} sizes for {len(dims)} dimensions: there must be as many.", op=op)
    elif sizes is not None and len(sizes) > rank:
        raise OpFailed(f"{op}: {len(sizes)} sizes for {list(input.shape)}, which has fewer dimensions.", op=op)
    else:
        dims = tuple(range(rank))[rank - (rank if sizes is None else len(sizes)) :]
    lengths = [input.shape[one] for one in dims]
    if sizes is not None:
        lengths = [length if size == -1 else size for size, length in zip(sizes, lengths, strict=True)]
    return positive(op, tuple(lengths)), dims


def positive(op: str, sizes: Shape) -> Shape:
    """Sizes to transform, which must be 1 at least."""
    if min(sizes, default=1) < 1:
        raise OpFailed(f"{op} needs at least one element to transform, got {min(sizes)}.", op=op)
    return sizes


def some(op: str, dims: Shape) -> Shape:
    """Dimensions of a transform between real numbers and half a spectrum, which needs one."""
    if not dims:
        raise OpFailed(f"{op} must transform at least one dimension.", op=op)
    return dims


def floating(ops: Ops, op: str, input: Any, as_complex: bool = False, only_real: bool = False) -> Any:
    """The input in a dtype that has transforms: integers become the default one, halves have none."""
    dtype = input.dtype
    if dtype in dtypes.HALVES:
        raise DtypeMismatch(f"{op} is not there for {dtype.name}: convert with to().", op=op, dtypes=[dtype.name])
    if only_real and dtype.kind == "c":
        raise DtypeMismatch(f"{op} needs real numbers, not {dtype.name}.", op=op, dtypes=[dtype.name])
    wanted = dtype if dtypes.is_differentiable(dtype) else ops.context.dtype
    if wanted in dtypes.HALVES:
        raise DtypeMismatch(f"{op} is not there for {wanted.name}: convert with to().", op=op, dtypes=[wanted.name])
    if as_complex:
        wanted = dtypes.complex_of(wanted)
    return input if wanted == dtype else ops.to(input, wanted)


def resized(ops: Ops, input: Any, dims: Shape, sizes: Shape) -> Any:
    """The input cut to, or filled up with zeros to, a size along each of some dimensions."""
    for dim, size in zip(dims, sizes, strict=True):
        length = input.shape[dim]
        if size < length:
            input = ops.narrow(input, dim, 0, size)
        elif size > length:
            shape = (*input.shape[:dim], size - length, *input.shape[dim + 1 :])
            input = ops.cat([input, ops._full(input, shape)], dim)
    return input
