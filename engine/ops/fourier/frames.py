"""Overlapping pieces of a signal, and their sum put back: each is the transpose of the other."""

from __future__ import annotations

from typing import Any

from engine.families import operation
from engine.ops.fourier.spectra import FAMILY
from engine.parameters import Array, Integer, Ops, Xp

Shape = tuple[int, ...]


def _framed(input: Shape, size: int, step: int) -> Shape:
    return (*input[:-1], (input[-1] - size) // step + 1, size)


@operation(FAMILY, shape=_framed, grows=True, cases=({"input": (2, 7), "size": 3, "step": 2},))
def _frames(xp: Xp, input: Array, size: Integer, step: Integer) -> Any:
    """Pieces of one size of the last dimension, step apart: so many more rows."""
    starts = xp.arange((input.shape[-1] - size) // step + 1) * step
    return input[..., starts.reshape(-1, 1) + xp.arange(size)]


_frames.gradient(input=lambda ops, g, input_shape, step: ops._overlapped(g, step, input_shape[-1]))


@operation(
    FAMILY,
    shape=lambda input, step, length: (*input[:-2], length),
    grows=True,
    cases=({"input": (2, 3, 3), "step": 2, "length": 8},),
)
def _overlapped(xp: Xp, input: Array, step: Integer, length: Integer) -> Any:
    """The sum of pieces that begin step apart, in a row of one length."""
    *batch, count, size = input.shape
    blocks = -(-size // step)  # of step elements each, which a piece touches
    total = xp.zeros((*batch, count + blocks, step), input.dtype)
    for block in range(blocks):
        part = input[..., block * step : (block + 1) * step]
        total[..., block : block + count, : part.shape[-1]] += part
    row = total.reshape((*batch, (count + blocks) * step))[..., :length]
    if row.shape[-1] == length:
        return row.copy()
    rest = xp.zeros((*batch, length - row.shape[-1]), input.dtype)
    return xp.concatenate((row, rest), -1)


def _overlapped_gradient(ops: Ops, g: Any, input_shape: Shape, step: int) -> Any:
    count, size = input_shape[-2:]
    return ops._frames(ops.narrow(g, -1, 0, (count - 1) * step + size), size, step)


_overlapped.gradient(input=_overlapped_gradient)
