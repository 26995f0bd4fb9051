"""The Fourier transform of a signal piece by piece, and back.

https://docs.pytorch.org/docs/stable/generated/torch.stft.html
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, IndexOutOfRange, OpFailed, ShapeMismatch
from engine.families import composite
from engine.ops.fourier.spectra import FAMILY, floating
from engine.parameters import Array, Boolean, Integer, Ops, Text

Shape = tuple[int, ...]


def _padded_window(ops: Ops, op: str, like: Any, window: Any, win_length: int, n_fft: int) -> Any:
    """The window, by default of ones, in the middle of n_fft weights; None where these are all ones."""
    if not 0 < win_length <= n_fft:
        raise OpFailed(f"{op}: win_length must lie from 1 to n_fft ({n_fft}), not {win_length}.", op=op)
    if window is None:
        if win_length == n_fft:
            return None
        window = ops._full(like, (win_length,), 1, dtypes.real_of(like.dtype))
    elif tuple(window.shape) != (win_length,):
        raise ShapeMismatch(
            f"{op}: the window must be a vector of win_length ({win_length}), got {list(window.shape)}.",
            op=op,
            shapes=[list(window.shape)],
        )
    before = (n_fft - win_length) // 2
    return ops.constant_pad_nd(window, (before, n_fft - win_length - before))


@composite(
    FAMILY,
    cases=(
        {"input": (12,), "n_fft": 4, "return_complex": True},
        {"input": (2, 9), "n_fft": 4, "hop_length": 2, "window": (4,), "normalized": True, "return_complex": True},
        {"input": (9,), "n_fft": 4, "window": (3,), "win_length": 3, "center": False, "return_complex": False},
    ),
)
def stft(
    ops: Ops,
    input: Array,
    n_fft: Integer,
    hop_length: Integer | None = None,
    win_length: Integer | None = None,
    window: Array | None = None,
    center: Boolean = True,
    pad_mode: Text = "reflect",
    normalized: Boolean = False,
    onesided: Boolean | None = None,
    return_complex: Boolean | None = None,
    align_to_window: Boolean | None = None,
) -> Any:
    """The transforms of pieces of n_fft elements, hop_length apart, as columns; times a window."""
    if align_to_window is not None and center:
        raise OpFailed("stft: align_to_window is for center=False.", op="stft")
    is_complex = input.dtype.kind == "c" or (window is not None and window.dtype.kind == "c")
    if return_complex is None and not is_complex:
        raise OpFailed("stft of real numbers needs return_complex: pass return_complex=True.", op="stft")
    if not dtypes.is_differentiable(input.dtype):
        raise DtypeMismatch(f"stft needs floating point or complex numbers, not {input.dtype.name}.", op="stft")
    if onesided and is_complex:
        raise OpFailed("stft: only of real input and window is half a spectrum enough.", op="stft")
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length
    if center:
        lead = (1,) * (3 - len(input.shape))
        spread = ops.nn.functional.pad(ops.view(input, (*lead, *input.shape)), (n_fft // 2, n_fft // 2), pad_mode)
        input = ops.view(spread, spread.shape[len(lead) :])
    if len(input.shape) not in (1, 2):
        raise ShapeMismatch(f"stft needs a vector or a batch of vectors, got {list(input.shape)}.", op="stft")
    if not 0 < n_fft <= input.shape[-1]:
        raise OpFailed(f"stft: n_fft must lie from 1 to the length {input.shape[-1]}, not {n_fft}.", op="stft")
    if hop_length < 1:
        raise OpFailed(f"stft: hop_length must be positive, not {hop_length}.", op="stft")
    if align_to_window:
        beside = (n_fft - win_length) // 2
        if (input.shape[-1] - win_length) // hop_length > (input.shape[-1] + 2 * beside - n_fft) // hop_length:
            raise OpFailed("stft: to align to the window, n_fft and win_length must differ by an even number.")
        input = ops.constant_pad_nd(input, (beside, beside))
    weights = _padded_window(ops, "stft", input, window, win_length, n_fft)
    frames = ops._frames(input, n_fft, hop_length)
    frames = floating(ops, "stft", frames if weights is None else ops.mul(frames, weights))
    norm, dim = "ortho" if normalized else "backward", (len(frames.shape) - 1,)
    if is_complex:
        spectra = ops._fft_c2c(frames, dim, norm, True)
    else:
        spectra = ops._fft_r2c(frames, dim, norm, onesided is not False)
    spectra = ops.transpose(spectra, -1, -2)
    return spectra if return_complex is not False else ops.view_as_real(spectra)


@composite(
    FAMILY,
    cases=(
        {"input": [[1.0 + 0j, 2j, 0.5 + 0j], [1j, 0.25 - 1j, 1 + 1j], [-1 + 0j, 2 + 0j, 0.5 + 0j]], "n_fft": 4},
        {"input": [[1.0 + 0j, 2j], [1j, 0.25 - 1j], [-1 + 0j, 1j]], "n_fft": 4, "normalized": True, "length": 2},
    ),
)
def istft(
    ops: Ops,
    input: Array,
    n_fft: Integer,
    hop_length: Integer | None = None,
    win_length: Integer | None = None,
    window: Array | None = None,
    center: Boolean = True,
    normalized: Boolean = False,
    onesided: Boolean | None = None,
    length: Integer | None = None,
    return_complex: Boolean = False,
) -> Any:
    """The signal of which stft gives input, as well as overlapping pieces tell: the inverse of stft."""
    if input.dtype.kind != "c":
        raise DtypeMismatch("istft needs a complex tensor, as stft gives it with return_complex=True.", op="istft")
    if len(input.shape) < 2:
        raise IndexOutOfRange(f"istft needs frequencies in rows and frames in columns, got {list(input.shape)}.")
    rows, count = input.shape[-2:]
    if len(input.shape) > 3 or 0 in input.shape:
        raise ShapeMismatch(f"istft needs a matrix or a batch of them, not empty, got {list(input.shape)}.", op="istft")
    onesided = rows != n_fft if onesided is None else onesided
    expected = n_fft // 2 + 1 if onesided else n_fft
    if rows != expected:
        raise ShapeMismatch(
            f"istft: with n_fft {n_fft} there are {expected} frequencies, got {rows}.",
            op="istft",
            shapes=[list(input.shape)],
        )
    hop_length = n_fft // 4 if hop_length is None else hop_length
    win_length = n_fft if win_length is None else win_length
    if not 0 < hop_length <= win_length:
        raise OpFailed(f"istft: hop_length must lie from 1 to win_length ({win_length}), not {hop_length}.", op="istft")
    if return_complex and onesided:
        raise OpFailed("istft: half a spectrum gives real numbers: leave return_complex out.", op="istft")
    if not return_complex and window is not None and window.dtype.kind == "c":
        raise OpFailed("istft: a complex window needs return_complex=True.", op="istft")
    weights = _padded_window(ops, "istft", input, window, win_length, n_fft)
    if weights is None:
        weights = ops._full(input, (n_fft,), 1, dtypes.real_of(input.dtype))
    columns = ops.transpose(input, -1, -2)
    norm, dim = "ortho" if normalized else "backward", (len(input.shape) - 1,)
    if return_complex:
        frames = ops._fft_c2c(columns, dim, norm, False)
    else:
        half = columns if onesided else ops.narrow(columns, -1, 0, n_fft // 2 + 1)
        frames = ops._fft_c2r(half, dim, norm, n_fft)
    whole = n_fft + hop_length * (count - 1)
    first = n_fft // 2 if center else 0
    last = whole - first if length is None else first + length
    if min(last, whole) <= first:
        raise OpFailed("istft: nothing is left of the signal: give a positive length, or more frames.", op="istft")

    def signal(frames: Any) -> Any:
        return ops.narrow(ops._overlapped(frames, hop_length, whole), -1, first, min(last, whole) - first)

    envelope = signal(ops.expand(ops.pow(weights, 2), (count, n_fft)))
    if not bool((abs(ops.elements(envelope)) > 1e-11).all()):
        raise OpFailed("istft: the window leaves elements of the signal out: let the pieces overlap more.", op="istft")
    out = ops.div(signal(ops.mul(frames, weights)), envelope)
    return ops.constant_pad_nd(out, (0, last - whole)) if last > whole else out
