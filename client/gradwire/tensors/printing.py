"""The text of a tensor, to the character as PyTorch prints it.

All numbers of one tensor are written alike, so a text is made in three steps: the array is cut to the elements that
will be seen, a `Notation` is chosen for them, and the written numbers are laid out, axis by axis from the innermost.
What surrounds the numbers (`dtype=`, `device=`, `grad_fn=`) comes last.

    set_printoptions, get_printoptions, printoptions     what the user may choose
    tensor_text                                          repr(tensor), str(tensor)
    item_format                                          f"{tensor:.3f}" of a 0-dim tensor
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

import ml_dtypes
import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

PREFIX = "tensor("


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """How tensors are printed; the defaults are PyTorch's."""

    precision: int = 4
    """Digits after the decimal point."""
    threshold: float = 1000
    """Tensors of more elements are summarised."""
    edgeitems: int = 3
    """Elements shown at either end of an axis of a summarised tensor."""
    linewidth: int = 80
    """Characters a line; a longer row is wrapped."""
    sci_mode: bool | None = None
    """Scientific notation: always, never, or (None) when the magnitudes ask for it."""


_PROFILES: dict[str, dict[str, Any]] = {
    "default": {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80},
    "short": {"precision": 2, "threshold": 1000, "edgeitems": 2, "linewidth": 80},
    "full": {"precision": 4, "threshold": math.inf, "edgeitems": 3, "linewidth": 80},
}


class _Chosen:
    """The options in force where none are given.

    `set_printoptions` must reach a later `repr`, which takes no argument, so something has to be remembered; PyTorch
    remembers it for the whole process, all threads, and so does this object. Nothing else here is ever changed.
    """

    def __init__(self) -> None:
        self.options = PrintOptions()


_chosen = _Chosen()


def set_printoptions(
    precision: int | None = None,
    threshold: float | None = None,
    edgeitems: int | None = None,
    linewidth: int | None = None,
    profile: str | None = None,
    sci_mode: bool | None = None,
) -> None:
    """Choose how tensors are printed from now on.

    `profile` ("default", "short" or "full") is applied first, the single options over it. What is not given stays, but
    for `sci_mode`: as in PyTorch, every call sets it, to None (choose by magnitude) where it is not given; and an
    unknown profile changes nothing.
    """
    given = {"precision": precision, "threshold": threshold, "edgeitems": edgeitems, "linewidth": linewidth}
    changes = _PROFILES.get(profile or "", {}) | {name: value for name, value in given.items() if value is not None}
    _chosen.options = replace(_chosen.options, **changes, sci_mode=sci_mode)


def get_printoptions() -> dict[str, Any]:
    """The options in force, by name, as `set_printoptions` takes them."""
    return asdict(_chosen.options)


@contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """A block in which tensors are printed otherwise; takes what `set_printoptions` takes."""
    before = _chosen.options
    set_printoptions(**options)
    try:
        yield
    finally:
        _chosen.options = before


def tensor_text(
    array: Array,
    *,
    dtype_name: str,
    default_dtype: str = "float32",
    requires_grad: bool = False,
    grad_fn: str | None = None,
    device: str = "cpu",
    tangent: str | None = None,
    options: PrintOptions | None = None,
) -> str:
    """PyTorch's `repr` of a tensor with the contents of `array`, of any shape.

    `dtype_name` is the dtype's name without "torch.", `grad_fn` the name of the node that made the tensor
    ("MulBackward0"), `tangent` the text of how it changes in forward mode, `options` the chosen ones where it is None.
    Of an array of more than `options.threshold` elements only the edges are read.
    """
    options = options or _chosen.options
    notes = []
    if device != "cpu":
        notes.append(f"device='{device}'")
    if (array.size == 0 and array.ndim != 1) or (array.size != 0 and options.edgeitems == 0):
        notes.append(f"size={array.shape}")
    if dtype_name not in _unnamed_dtypes(default_dtype, empty=array.size == 0):
        notes.append(f"dtype=torch.{dtype_name}")
    if grad_fn is not None:
        notes.append(f"grad_fn=<{grad_fn}>")
    elif requires_grad:
        notes.append("requires_grad=True")
    if tangent is not None:
        notes.append(f"tangent={tangent}")
    return _annotate(PREFIX + _contents(array, options), notes, options.linewidth)


def item_format(array: Array, spec: str) -> str:
    """The one number of a 0-dim array by a format specification, as `f"{tensor:.3f}"` writes it."""
    number: object = _widen(array).item()
    return format(number, spec)


def _unnamed_dtypes(default: str, *, empty: bool) -> tuple[str, ...]:
    """The dtypes that need not be printed, since `tensor(...)` of the printed numbers has them anyway."""
    if empty:
        return (default,)
    return (default, "complex128" if default == "float64" else "complex64", "int64", "bool")


def _annotate(text: str, notes: Sequence[str], linewidth: int) -> str:
    """The text with the notes behind it and the bracket closed; a note that no longer fits starts a line."""
    width = len(text) - text.rfind("\n") + 1  # one more than there is, as PyTorch counts
    for note in notes:
        if width + len(note) + 2 > linewidth:
            text += ",\n" + " " * len(PREFIX) + note
            width = len(PREFIX) + len(note)
        else:
            text += ", " + note
            width += len(note) + 2
    return text + ")"


def _widen(array: Array) -> Array:
    """The same numbers in a dtype whose items are Python's: real ones become float64, which holds them exactly."""
    if array.dtype.kind != "f" and array.dtype != ml_dtypes.bfloat16:
        return array
    with np.errstate(invalid="ignore"):  # signalling nans
        return array.astype(np.float64)


def _contents(array: Array, options: PrintOptions) -> str:
    """The numbers in their brackets."""
    if array.size == 0:
        return "[]"
    edge = options.edgeitems
    cut = [array.size > options.threshold and length > 2 * edge for length in array.shape]
    if any(cut) and edge == 0:
        return "[...]"
    seen = _widen(array[np.ix_(*map(_edges, array.shape, cut, [edge] * array.ndim))] if any(cut) else array)
    texts, width = _write(seen, options)
    for axis in reversed(range(array.ndim)):
        indent = len(PREFIX) + axis
        length = seen.shape[axis]
        rows = [texts[start : start + length] for start in range(0, len(texts), length)]
        if axis == array.ndim - 1:
            per_line = max(1, (options.linewidth - indent) // (width + 2))
            rows = [[*row[:edge], " ...", *row[edge:]] for row in rows] if cut[axis] else rows
            texts = [_wrap(row, per_line, indent) for row in rows]
        else:
            between = "," + "\n" * (array.ndim - axis - 1) + " " * (indent + 1)
            rows = [[*row[:edge], "...", *row[edge:]] for row in rows] if cut[axis] else rows
            texts = [f"[{between.join(row)}]" for row in rows]
    return texts[0]


def _edges(length: int, cut: bool, edge: int) -> list[int]:
    """The positions seen along an axis."""
    return [*range(edge), *range(length - edge, length)] if cut else list(range(length))


def _wrap(row: Sequence[str], per_line: int, indent: int) -> str:
    """An innermost row, over as many lines as it needs."""
    lines = [", ".join(row[start : start + per_line]) for start in range(0, len(row), per_line)]
    return "[" + (",\n" + " " * (indent + 1)).join(lines) + "]"


def _write(seen: Array, options: PrintOptions) -> tuple[list[str], int]:
    """The elements in order, each written, and the width that a column of them is taken to have."""
    if seen.dtype.kind == "c":
        parts = [_widen(seen.real), _widen(seen.imag)]
        real, imaginary = (Notation.of(part, options) for part in parts)
        pairs = zip(real.texts(parts[0]), imaginary.texts(parts[1]), strict=True)
        return [_join_complex(*pair) for pair in pairs], real.width + imaginary.width + 1
    notation = Notation.of(seen, options)
    return notation.texts(seen), notation.width


def _join_complex(real: str, imaginary: str) -> str:
    """A complex number of its written parts."""
    imaginary = imaginary.lstrip()
    return f"{real}{'' if imaginary[0] in '+-' else '+'}{imaginary}j"


@dataclass(frozen=True, slots=True)
class Notation:
    """How the numbers of one tensor are written, all alike."""

    spec: str
    """The format specification of a number."""
    point: str = ""
    """What marks a finite number as a float where all are whole: "." """
    width: int = 1
    """Characters to which a number is filled up from the left; zeros, nan and inf may take more."""

    @classmethod
    def of(cls, array: Array, options: PrintOptions) -> Notation:
        """The notation for these numbers, by PyTorch's rules."""
        if array.dtype.kind != "f":
            return cls("", width=max(len(str(value)) for value in array.ravel().tolist()))
        numbers = array[np.isfinite(array) & (array != 0)]
        if numbers.size == 0:
            return cls(".0f", ".")
        whole = bool(np.all(numbers == np.ceil(numbers)))
        scientific = _spread(numbers) if options.sci_mode is None else options.sci_mode
        if scientific:
            spec, point = f".{options.precision}e", ""
        elif whole:
            spec, point = ".0f", "."
        else:
            spec, point = f".{options.precision}f", ""
        return cls(spec, point, max(1, *(len(format(value, spec)) + len(point) for value in numbers.tolist())))

    def texts(self, array: Array) -> list[str]:
        """The numbers in order, each written and filled up to the width."""
        return [self._text(value).rjust(self.width) for value in array.ravel().tolist()]

    def _text(self, value: bool | int | float) -> str:
        if not self.spec:
            return str(value)
        return format(value, self.spec) + (self.point if math.isfinite(value) else "")


def _spread(numbers: NDArray[np.float64]) -> bool:
    """Whether some finite nonzero numbers are too large, too small or too far apart for fixed digits."""
    magnitudes = np.abs(numbers)
    smallest, largest = float(magnitudes.min()), float(magnitudes.max())
    return largest / smallest > 1000.0 or largest > 1.0e8 or smallest < 1.0e-4
