"""Linear algebra of batched arrays: hidden dimensions are to NumPy what leading dimensions are anyway."""

from __future__ import annotations

import operator
import string
from collections.abc import Callable
from typing import Any

from engine.batching.array import BatchedArray, NotBatched
from engine.batching.broadcasting import aligned, batch, wrapped
from engine.batching.functions import FUNCTIONS, offered
from engine.batching.level import union

Array = Any


@offered("matmul")
def matmul(xp: Any, left: Any, right: Any, **options: Any) -> Any:
    """Products of matrices and vectors."""
    left, right, out = batch(left, xp), batch(right, xp), options.get("out")
    if out is not None:
        (one, other), levels = aligned([left, right])
        if out.levels != levels:
            raise NotBatched("a result that fewer examples have room for")
        return out.like(xp.matmul(one, other, out=out.physical))
    if not left.ndim or not right.ndim:
        raise ValueError("matmul: an operand has no dimension")
    if left.levels and not right.levels and right.ndim <= 2:
        return left.like(_product(xp, left.physical, left.ndim, right.physical))
    if right.levels and not left.levels and left.ndim == 2 and right.ndim == 1:
        return right.like(_product(xp, right.physical, 1, left.physical.T))
    rows = left[None, :] if left.ndim == 1 else left
    columns = right[:, None] if right.ndim == 1 else right
    parts, levels = aligned([rows, columns])
    product = xp.matmul(*parts)
    if left.ndim == 1:
        product = product[..., 0, :]
    if right.ndim == 1:
        product = product[..., 0]
    return BatchedArray(product, levels, xp)


def _product(xp: Any, many: Array, ndim: int, one: Array) -> Array:
    """The product of batched rows with what all examples share, as one product of matrices."""
    if ndim == 1 or not many.flags.c_contiguous:
        return xp.matmul(many, one)
    rows = many.reshape(-1, many.shape[-1])
    return xp.matmul(rows, one).reshape(many.shape[:-1] + one.shape[1:])


@offered()
def dot(xp: Any, left: Any, right: Any) -> Any:
    """The products of vectors."""
    left, right = batch(left, xp), batch(right, xp)
    if left.ndim == right.ndim == 1 or (left.ndim, right.ndim) in ((2, 1), (2, 2), (1, 2)):
        return matmul(xp, left, right)
    raise NotBatched("dot of more dimensions")


@offered()
def einsum(xp: Any, equation: Any, *operands: Any, **options: Any) -> Any:
    """Products summed by the letters of an equation, or by numbers, which follow each operand and come at the end."""
    if not isinstance(equation, str):
        given = (equation, *operands)
        inputs = ",".join(map(_letters, given[1::2]))
        return einsum(xp, f"{inputs}->{_letters(given[-1])}", *given[:-1:2], **options)
    if "." in equation:
        raise NotBatched("einsum without letters for all dimensions")
    parts = [batch(operand, xp) for operand in operands]
    levels = union(part.levels for part in parts)
    free = [letter for letter in string.ascii_letters if letter not in equation]
    letters = dict(zip(levels, free, strict=False))
    inputs, _, output = equation.replace(" ", "").partition("->")
    if "->" not in equation:
        raise NotBatched("einsum without an output")
    terms = [
        "".join(letters[level] for level in part.levels) + term
        for part, term in zip(parts, inputs.split(","), strict=True)
    ]
    spread = ",".join(terms) + "->" + "".join(letters[level] for level in levels) + output
    return BatchedArray(xp.einsum(spread, *(part.physical for part in parts), **options), levels, xp)


def _letters(numbers: Any) -> str:
    return "".join(string.ascii_letters[int(number)] for number in numbers)


def _stacked(name: str) -> Callable[..., Any]:
    """A function of the matrices in the last two dimensions, however many dimensions come before."""

    def function(xp: Any, array: Any, *args: Any, **options: Any) -> Any:
        array = batch(array, xp)
        return wrapped(operator.attrgetter(name)(xp)(array.physical, *args, **options), array.levels, xp)

    return function


STACKED = "det inv slogdet eigh eigvalsh eig eigvals svd svdvals qr cholesky matrix_power"
ONE_DIMENSION = "fft ifft rfft irfft hfft ihfft"
MANY_DIMENSIONS = "fftn ifftn rfftn irfftn"
for _name in STACKED.split():
    FUNCTIONS[f"linalg.{_name}"] = _stacked(f"linalg.{_name}")


@offered("linalg.solve")
def solve(xp: Any, matrix: Any, right: Any) -> Any:
    """Solutions of linear equations."""
    matrix, right = batch(matrix, xp), batch(right, xp)
    if right.ndim == 1:
        return solve(xp, matrix, right[:, None])[..., 0]
    parts, levels = aligned([matrix, right])
    return BatchedArray(xp.linalg.solve(*parts), levels, xp)


def _transformed(name: str, many: bool) -> Callable[..., Any]:
    """A Fourier transform over one dimension, or over some."""
    own = operator.attrgetter(f"fft.{name}")

    def function(xp: Any, array: Any, n: Any = None, axis: Any = None, norm: Any = None, **options: Any) -> Any:
        array = batch(array, xp)
        hidden = len(array.levels)
        if many:
            axes = options.pop("axes", axis)
            axes = range(array.ndim) if axes is None else axes
            dims: Any = tuple(hidden + one % array.ndim for one in axes)
            return array.like(own(xp)(array.physical, options.pop("s", n), axes=dims, norm=norm, **options))
        dim = hidden + (-1 if axis is None else axis) % array.ndim
        return array.like(own(xp)(array.physical, n, axis=dim, norm=norm, **options))

    return function


for _name in ONE_DIMENSION.split():
    FUNCTIONS[f"fft.{_name}"] = _transformed(_name, many=False)
for _name in MANY_DIMENSIONS.split():
    FUNCTIONS[f"fft.{_name}"] = _transformed(_name, many=True)
