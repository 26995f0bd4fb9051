"""The functions of torch.fft. Written by tools/generate.py from the catalogue; not to be edited."""

# fmt: off

# ruff: noqa: A001, A002, E501, F401, N802, N803, RUF022, RUF100
# mypy: disable-error-code="no-any-return"

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from gradwire._generated import table
from gradwire.out import write
from gradwire.recording.dispatch import call, several, spread
from gradwire.recording.handle import Handle

if TYPE_CHECKING:
    from gradwire.generators import Generator
    from gradwire.kinds import Bool, Device, Dtype, Int, Number, Numbers, Operand, Sizes, Text
    from gradwire.tensors.tensor import Tensor


def fft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The discrete Fourier transform of input along dim, cut or filled up with zeros to n.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.fft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__FFT, (input, n, dim, norm))
    return call(table.FFT__FFT, (input, n, dim, norm))


def fft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The discrete Fourier transform over two dimensions, cut or filled up with zeros to s.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.fft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__FFT2, (input, s, dim, norm))
    return call(table.FFT__FFT2, (input, s, dim, norm))


def fftfreq(n: Int, d: Number = 1.0, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The frequencies of the n entries that fft gives of samples d apart.

    Args:
        n: integer
        d: number, by default 1.0
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.fft.fftfreq.html
    """
    if out is not None:
        return write(out, table.FFT__FFTFREQ, (n, d, dtype, device, requires_grad))
    return call(table.FFT__FFTFREQ, (n, d, dtype, device, requires_grad))


def fftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The discrete Fourier transform over dim (by default all), cut or filled up with zeros to s.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.fftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__FFTN, (input, s, dim, norm))
    return call(table.FFT__FFTN, (input, s, dim, norm))


def fftshift(input: Tensor, dim: Sizes | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The entries of a transform in the order of their frequencies: 0 in the middle of each dimension.

    Args:
        input: tensor
        dim: integers, by default None

    Shapes, for example:
        input [2, 5] → [2, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.fftshift.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__FFTSHIFT, (input, dim))
    return call(table.FFT__FFTSHIFT, (input, dim))


def hfft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The transform of a Hermitian signal, of which input is the first half: n real numbers.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 4] → [2, 6]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.hfft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__HFFT, (input, n, dim, norm))
    return call(table.FFT__HFFT, (input, n, dim, norm))


def hfft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The transform over two dimensions of a Hermitian signal, of which input is half: real numbers.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.hfft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__HFFT2, (input, s, dim, norm))
    return call(table.FFT__HFFT2, (input, s, dim, norm))


def hfftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The transform over dim (by default all) of a Hermitian signal, of which input is half: real numbers.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.hfftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__HFFTN, (input, s, dim, norm))
    return call(table.FFT__HFFTN, (input, s, dim, norm))


def ifft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of fft.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ifft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IFFT, (input, n, dim, norm))
    return call(table.FFT__IFFT, (input, n, dim, norm))


def ifft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of fft2.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ifft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IFFT2, (input, s, dim, norm))
    return call(table.FFT__IFFT2, (input, s, dim, norm))


def ifftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of fftn.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 3]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ifftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IFFTN, (input, s, dim, norm))
    return call(table.FFT__IFFTN, (input, s, dim, norm))


def ifftshift(input: Tensor, dim: Sizes | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of fftshift.

    Args:
        input: tensor
        dim: integers, by default None

    Shapes, for example:
        input [2, 5] → [2, 5]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ifftshift.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IFFTSHIFT, (input, dim))
    return call(table.FFT__IFFTSHIFT, (input, dim))


def ihfft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of hfft: the first half of a Hermitian signal.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 4] → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IHFFT, (input, n, dim, norm))
    return call(table.FFT__IHFFT, (input, n, dim, norm))


def ihfft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of hfft2: half a Hermitian signal.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IHFFT2, (input, s, dim, norm))
    return call(table.FFT__IHFFT2, (input, s, dim, norm))


def ihfftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of hfftn: half a Hermitian signal.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.ihfftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IHFFTN, (input, s, dim, norm))
    return call(table.FFT__IHFFTN, (input, s, dim, norm))


def irfft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of rfft: n real numbers, by default an even number of them.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 4] → [2, 6]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.irfft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IRFFT, (input, n, dim, norm))
    return call(table.FFT__IRFFT, (input, n, dim, norm))


def irfft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of rfft2: real numbers of the sizes s.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.irfft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IRFFT2, (input, s, dim, norm))
    return call(table.FFT__IRFFT2, (input, s, dim, norm))


def irfftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The inverse of rfftn: real numbers of the sizes s.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 4]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.irfftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__IRFFTN, (input, s, dim, norm))
    return call(table.FFT__IRFFTN, (input, s, dim, norm))


def rfft(input: Tensor, n: Int | None = None, dim: Int = -1, norm: Text | None = None, *, axis: Int | None = None, out: Tensor | None = None) -> Tensor:
    """The transform of real numbers along dim: the first n // 2 + 1 entries, which tell the others.

    Args:
        input: tensor
        n: integer, by default None
        dim: integer, by default -1
        norm: text, by default None

    Shapes, for example:
        input [2, 4] → [2, 3]

    Raises:
        IndexError: dim is out of range

    https://docs.pytorch.org/docs/stable/generated/torch.fft.rfft.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__RFFT, (input, n, dim, norm))
    return call(table.FFT__RFFT, (input, n, dim, norm))


def rfft2(input: Tensor, s: Sizes | None = None, dim: Sizes = (-2, -1), norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The transform of real numbers over two dimensions: half the spectrum along the second of them.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default (-2, -1)
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.rfft2.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__RFFT2, (input, s, dim, norm))
    return call(table.FFT__RFFT2, (input, s, dim, norm))


def rfftfreq(n: Int, d: Number = 1.0, *, dtype: Dtype | None = None, device: Device | None = None, requires_grad: Bool = False, pin_memory: Bool = False, out: Tensor | None = None) -> Tensor:
    """The frequencies of the n // 2 + 1 entries that rfft gives of n samples d apart.

    Args:
        n: integer
        d: number, by default 1.0
        dtype: dtype, by default None
        device: device, by default None
        requires_grad: boolean, by default False

    https://docs.pytorch.org/docs/stable/generated/torch.fft.rfftfreq.html
    """
    if out is not None:
        return write(out, table.FFT__RFFTFREQ, (n, d, dtype, device, requires_grad))
    return call(table.FFT__RFFTFREQ, (n, d, dtype, device, requires_grad))


def rfftn(input: Tensor, s: Sizes | None = None, dim: Sizes | None = None, norm: Text | None = None, *, axis: Sizes | None = None, out: Tensor | None = None) -> Tensor:
    """The transform of real numbers over dim (by default all): half the spectrum along the last of them.

    Args:
        input: tensor
        s: integers, by default None
        dim: integers, by default None
        norm: text, by default None

    Shapes, for example:
        input [2, 3] → [2, 2]

    https://docs.pytorch.org/docs/stable/generated/torch.fft.rfftn.html
    """
    if axis is not None:
        dim = axis
    if out is not None:
        return write(out, table.FFT__RFFTN, (input, s, dim, norm))
    return call(table.FFT__RFFTN, (input, s, dim, norm))


__all__ = ['fft', 'fft2', 'fftfreq', 'fftn', 'fftshift', 'hfft', 'hfft2', 'hfftn', 'ifft', 'ifft2', 'ifftn', 'ifftshift', 'ihfft', 'ihfft2', 'ihfftn', 'irfft', 'irfft2', 'irfftn', 'rfft', 'rfft2', 'rfftfreq', 'rfftn']
