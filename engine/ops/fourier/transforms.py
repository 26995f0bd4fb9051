"""Discrete Fourier transforms: of complex numbers, of real ones, and of Hermitian spectra.

`hfft` and `ihfft` are the transforms of a signal that is Hermitian, so real in the frequencies: `irfft` and `rfft` with
the directions exchanged. https://docs.pytorch.org/docs/stable/fft.html
"""

from __future__ import annotations

import functools
from typing import Any

from engine.families import composite
from engine.ops.fourier.spectra import (
    FAMILY,
    OPPOSITE,
    Shape,
    chosen,
    floating,
    norm_name,
    one_dimension,
    positive,
    resized,
    some,
)
from engine.parameters import Array, Integer, Integers, Ops, Text

register = functools.partial(composite, FAMILY, variants=("function",))

LINE = ({"input": (2, 3)}, {"input": (4, 2), "n": 3, "dim": 0, "norm": "ortho"}, {"input": [1.0 + 2.0j, -0.5j, 0.25]})
REAL = ({"input": (2, 4)}, {"input": (5, 2), "n": 3, "dim": 0, "norm": "ortho"}, {"input": (3,), "n": 4})
PLANE = ({"input": (2, 3)}, {"input": (2, 2, 3), "s": (3, 2), "dim": (0, 2), "norm": "forward"})


def _complex(ops: Ops, op: str, input: Any, n: int | None, dim: int, norm: str | None, forward: bool) -> Any:
    dim = one_dimension(op, input, dim)
    input, norm = floating(ops, op, input), norm_name(op, norm)
    input = resized(ops, input, (dim,), positive(op, (input.shape[dim] if n is None else n,)))
    if input.dtype.kind == "c":
        return ops._fft_c2c(input, (dim,), norm, forward)
    if forward:
        return ops._fft_r2c(input, (dim,), norm, False)
    return ops.conj(ops._fft_r2c(input, (dim,), OPPOSITE[norm], False))


def _complex_many(ops: Ops, op: str, input: Any, s: Any, dim: Any, norm: str | None, forward: bool) -> Any:
    sizes, dims = chosen(op, input, s, dim)
    input = resized(ops, floating(ops, op, input, as_complex=True), dims, sizes)
    norm = norm_name(op, norm)
    return ops._fft_c2c(input, dims, norm, forward) if dims else input


@register(name="fft.fft", cases=LINE)
def fft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The discrete Fourier transform of input along dim, cut or filled up with zeros to n."""
    return _complex(ops, "fft.fft", input, n, dim, norm, True)


@register(name="fft.ifft", cases=LINE)
def ifft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The inverse of fft."""
    return _complex(ops, "fft.ifft", input, n, dim, norm, False)


@register(name="fft.fft2", cases=PLANE)
def fft2(ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None) -> Any:
    """The discrete Fourier transform over two dimensions, cut or filled up with zeros to s."""
    return _complex_many(ops, "fft.fft2", input, s, dim, norm, True)


@register(name="fft.ifft2", cases=PLANE)
def ifft2(ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None) -> Any:
    """The inverse of fft2."""
    return _complex_many(ops, "fft.ifft2", input, s, dim, norm, False)


@register(name="fft.fftn", cases=PLANE)
def fftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The discrete Fourier transform over dim (by default all), cut or filled up with zeros to s."""
    return _complex_many(ops, "fft.fftn", input, s, dim, norm, True)


@register(name="fft.ifftn", cases=PLANE)
def ifftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The inverse of fftn."""
    return _complex_many(ops, "fft.ifftn", input, s, dim, norm, False)


def _half(ops: Ops, op: str, input: Any, n: int | None, dim: int, norm: str) -> Any:
    """Half the spectrum of real numbers."""
    dim = one_dimension(op, input, dim)
    input = floating(ops, op, input, only_real=True)
    input = resized(ops, input, (dim,), positive(op, (input.shape[dim] if n is None else n,)))
    return ops._fft_r2c(input, (dim,), norm, True)


def _whole(ops: Ops, op: str, input: Any, n: int | None, dim: int, norm: str, conjugate: bool) -> Any:
    """Real numbers from half their spectrum, or from its conjugate."""
    dim = one_dimension(op, input, dim)
    input = floating(ops, op, input, as_complex=True)
    (size,) = positive(op, (2 * (input.shape[dim] - 1) if n is None else n,))
    input = resized(ops, input, (dim,), (size // 2 + 1,))
    return ops._fft_c2r(ops.conj(input) if conjugate else input, (dim,), norm, size)


@register(name="fft.rfft", cases=REAL)
def rfft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The transform of real numbers along dim: the first n // 2 + 1 entries, which tell the others."""
    return _half(ops, "fft.rfft", input, n, dim, norm_name("fft.rfft", norm))


@register(name="fft.irfft", cases=(*REAL, *LINE))
def irfft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The inverse of rfft: n real numbers, by default an even number of them."""
    return _whole(ops, "fft.irfft", input, n, dim, norm_name("fft.irfft", norm), False)


@register(name="fft.hfft", cases=(*REAL, *LINE))
def hfft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The transform of a Hermitian signal, of which input is the first half: n real numbers."""
    return _whole(ops, "fft.hfft", input, n, dim, OPPOSITE[norm_name("fft.hfft", norm)], True)


@register(name="fft.ihfft", cases=REAL)
def ihfft(ops: Ops, input: Array, n: Integer | None = None, dim: Integer = -1, norm: Text | None = None) -> Any:
    """The inverse of hfft: the first half of a Hermitian signal."""
    return ops.conj(_half(ops, "fft.ihfft", input, n, dim, OPPOSITE[norm_name("fft.ihfft", norm)]))


def _half_many(ops: Ops, op: str, input: Any, s: Any, dim: Any) -> tuple[Any, Shape]:
    """Real numbers made ready to be transformed, and their dimensions."""
    sizes, dims = chosen(op, input, s, dim)
    some(op, dims)
    return resized(ops, floating(ops, op, input, only_real=True), dims, sizes), dims


def _whole_many(ops: Ops, op: str, input: Any, s: Any, dim: Any) -> tuple[Any, Shape, int]:
    """Half a spectrum made ready to be transformed back, its dimensions, and the size of the last of these."""
    sizes, dims = chosen(op, input, s, dim)
    some(op, dims)
    given = s is not None and (s if isinstance(s, int) else s[-1]) != -1
    (size,) = positive(op, (sizes[-1] if given else 2 * (input.shape[dims[-1]] - 1),))
    input = floating(ops, op, input, as_complex=True)
    return resized(ops, input, dims, (*sizes[:-1], size // 2 + 1)), dims, size


def _real_many(ops: Ops, op: str, input: Any, s: Any, dim: Any, norm: str | None) -> Any:
    input, dims = _half_many(ops, op, input, s, dim)
    return ops._fft_r2c(input, dims, norm_name(op, norm), True)


def _real_back(ops: Ops, op: str, input: Any, s: Any, dim: Any, norm: str | None) -> Any:
    input, dims, size = _whole_many(ops, op, input, s, dim)
    return ops._fft_c2r(input, dims, norm_name(op, norm), size)


def _hermitian(ops: Ops, op: str, input: Any, s: Any, dim: Any, norm: str | None) -> Any:
    input, dims, size = _whole_many(ops, op, input, s, dim)
    norm = norm_name(op, norm)
    if len(dims) > 1:
        input = ops._fft_c2c(input, dims[:-1], norm, True)
    return ops._fft_c2r(ops.conj(input), dims[-1:], OPPOSITE[norm], size)


def _hermitian_back(ops: Ops, op: str, input: Any, s: Any, dim: Any, norm: str | None) -> Any:
    input, dims = _half_many(ops, op, input, s, dim)
    norm = norm_name(op, norm)
    half = ops.conj(ops._fft_r2c(input, dims[-1:], OPPOSITE[norm], True))
    return ops._fft_c2c(half, dims[:-1], norm, False) if len(dims) > 1 else half


@register(name="fft.rfft2", cases=PLANE)
def rfft2(ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None) -> Any:
    """The transform of real numbers over two dimensions: half the spectrum along the second of them."""
    return _real_many(ops, "fft.rfft2", input, s, dim, norm)


@register(name="fft.rfftn", cases=PLANE)
def rfftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The transform of real numbers over dim (by default all): half the spectrum along the last of them."""
    return _real_many(ops, "fft.rfftn", input, s, dim, norm)


@register(name="fft.irfft2", cases=PLANE)
def irfft2(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None
) -> Any:
    """The inverse of rfft2: real numbers of the sizes s."""
    return _real_back(ops, "fft.irfft2", input, s, dim, norm)


@register(name="fft.irfftn", cases=PLANE)
def irfftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The inverse of rfftn: real numbers of the sizes s."""
    return _real_back(ops, "fft.irfftn", input, s, dim, norm)


@register(name="fft.hfft2", cases=PLANE)
def hfft2(ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None) -> Any:
    """The transform over two dimensions of a Hermitian signal, of which input is half: real numbers."""
    return _hermitian(ops, "fft.hfft2", input, s, dim, norm)


@register(name="fft.hfftn", cases=PLANE)
def hfftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The transform over dim (by default all) of a Hermitian signal, of which input is half: real numbers."""
    return _hermitian(ops, "fft.hfftn", input, s, dim, norm)


@register(name="fft.ihfft2", cases=PLANE)
def ihfft2(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers = (-2, -1), norm: Text | None = None
) -> Any:
    """The inverse of hfft2: half a Hermitian signal."""
    return _hermitian_back(ops, "fft.ihfft2", input, s, dim, norm)


@register(name="fft.ihfftn", cases=PLANE)
def ihfftn(
    ops: Ops, input: Array, s: Integers | None = None, dim: Integers | None = None, norm: Text | None = None
) -> Any:
    """The inverse of hfftn: half a Hermitian signal."""
    return _hermitian_back(ops, "fft.ihfftn", input, s, dim, norm)
