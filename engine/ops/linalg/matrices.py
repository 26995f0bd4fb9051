"""What the operations of linear algebra share: the form of a registration, shapes, transposes, loops over a batch."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable
from typing import Any

from engine import shapes
from engine.batching import elements
from engine.batching.array import BatchedArray
from engine.batching.broadcasting import together, wrapped
from engine.errors import DtypeMismatch, ShapeMismatch, SingularMatrix
from engine.families import FUNCTION, Register, contraction, operation
from engine.op import Op
from engine.parameters import Array, Integer, Ops, Xp, read_parameters

Shape = tuple[int, ...]
FAMILY = "linear algebra"
REGULAR = (-1.0, 2.0)  # numbers that make no singular matrices of the examples, as symmetric ones do


def on_matrices(shape: Callable[..., Any], **options: Any) -> Register:
    """Register a kernel on floating point matrices of one dtype; its shape rule refuses what does not fit."""

    def register(function: Callable[..., Any]) -> Op:
        parameters = read_parameters(function)
        names = [parameter.name for parameter in parameters]
        tensors = {parameter.name for parameter in parameters if parameter.is_tensor and not parameter.plain}

        @functools.wraps(function)
        def checked(xp: Any, *values: Any, **named: Any) -> Any:
            given = {**dict(zip(names, values, strict=False)), **named}
            refuse_integers(*[value for name, value in given.items() if name in tensors])
            shape(**{name: getattr(value, "shape", value) for name, value in given.items()})
            return function(xp, *values, **named)

        own = {"variants": FUNCTION, "domain": REGULAR, "halves": False, **options}
        return contraction(shape=shape, **own)(checked)

    return register


def refuse_integers(*arrays: Any) -> None:
    """Refuse what is not floating point or complex."""
    for array in arrays:
        if array is not None and array.dtype.kind in "biu":
            raise DtypeMismatch(
                f"Floating point or complex matrices are needed, not {array.dtype.name}: convert with to().",
                dtypes=[array.dtype.name],
            )


# Shapes


def matrix(name: str, shape: Shape) -> Shape:
    """The shape of a batch of matrices; refused where it has fewer than two dimensions."""
    if len(shape) < 2:
        raise ShapeMismatch(f"{name} must have at least two dimensions, got {list(shape)}.", shapes=[list(shape)])
    return shape


def square(name: str, shape: Shape) -> Shape:
    """The shape of a batch of square matrices."""
    if matrix(name, shape)[-1] != shape[-2]:
        raise ShapeMismatch(
            f"{name} must be a square matrix, or a batch of them, got {list(shape)}.", shapes=[list(shape)]
        )
    return shape


def unfit(why: str, *inputs: Shape) -> ShapeMismatch:
    """The error of shapes that do not fit each other."""
    together = " and ".join(str(list(shape)) for shape in inputs)
    return ShapeMismatch(f"{why}, got {together}.", shapes=[list(shape) for shape in inputs])


def batches(*inputs: Shape) -> Shape:
    """The common leading dimensions of batches of matrices."""
    try:
        return shapes.broadcast(*(shape[:-2] for shape in inputs))
    except ShapeMismatch:
        raise unfit("The leading dimensions must be equal, or 1", *inputs) from None


# Matrices, by way of `ops`


def transposed(ops: Ops, matrices: Any) -> Any:
    """The transposes."""
    return ops.transpose(matrices, -2, -1)


def adjoint(ops: Ops, matrices: Any) -> Any:
    """The conjugate transposes."""
    return ops.conj(ops.transpose(matrices, -2, -1))


def diagonal(ops: Ops, matrices: Any) -> Any:
    """The diagonals."""
    return ops.diagonal(matrices, 0, -2, -1)


def row(ops: Ops, vectors: Any) -> Any:
    """Vectors that scale columns."""
    return ops.unsqueeze(vectors, -2)


def column(ops: Ops, vectors: Any) -> Any:
    """Vectors that scale rows."""
    return ops.unsqueeze(vectors, -1)


def part(ops: Ops, matrices: Any, rows: int | None = None, columns: int | None = None) -> Any:
    """The first rows and columns."""
    if rows is not None and rows < matrices.shape[-2]:
        matrices = ops._slice(matrices, -2, 0, rows)
    if columns is not None and columns < matrices.shape[-1]:
        matrices = ops._slice(matrices, -1, 0, columns)
    return matrices


@operation(FAMILY, shape=lambda input, rows, columns: (rows, columns), grows=True)
def _eye(xp: Xp, input: Array, rows: Integer, columns: Integer) -> Any:
    """The unit matrix, of the dtype of input."""
    return xp.eye(rows, columns, 0, input.dtype)


def by_adjoint(rule: Callable[..., Any]) -> Callable[..., Any]:
    """A rule that the literature states for PyTorch's gradients, the conjugates of what rules take and give.

    For functions that are not holomorphic: their rules have conjugates inside.
    """

    @functools.wraps(rule)
    def plain(ops: Ops, g: Any, *values: Any) -> Any:
        return _conjugate(ops, rule(ops, _conjugate(ops, g), *values))

    return plain


def _conjugate(ops: Ops, value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_conjugate(ops, one) for one in value)
    return None if value is None else ops.conj(value)


def total(*terms: Any) -> Any:
    """The sum of those terms that are there, or None."""
    there = [term for term in terms if term is not None]
    return sum(there[1:], there[0]) if there else None


# Matrices, by way of `xp`


def each(xp: Xp, function: Callable[..., tuple[Any, ...]], *arrays: Any) -> tuple[Any, ...]:
    """What takes an array module and one matrix at a time, applied over leading dimensions that all arrays share."""
    if isinstance(arrays[0], BatchedArray):
        module = arrays[0].xp
        physical, levels = together(module, arrays)
        return wrapped(each(module, function, *physical), levels, module)  # type: ignore[no-any-return]
    batch = arrays[0].shape[:-2]
    count = math.prod(batch)
    flat = [array.reshape(count, *array.shape[len(batch) :]) for array in arrays]
    if not count:  # one run shows the shapes
        flat = [xp.zeros((1, *array.shape[1:]), array.dtype) for array in flat]
    results = [function(xp, *parts) for parts in zip(*flat, strict=True)]
    stacked = [xp.stack([xp.asarray(one) for one in outputs])[:count] for outputs in zip(*results, strict=True)]
    return tuple([one.reshape(batch + one.shape[1:]) for one in stacked])


def first_failure(xp: Xp, fails: Any) -> Any:
    """Per row the place of its first true element, counted from 1 as LAPACK does; 0 where there is none."""
    if not fails.shape[-1]:
        return xp.zeros(fails.shape[:-1], "int32")
    return xp.where(xp.any(fails, -1), xp.argmax(fails, -1) + 1, 0).astype("int32")


def refuse_failures(xp: Xp, info: Any, why: str) -> None:
    """Raise where LAPACK told of a failure; `why` says what with the number that it told."""
    failed = elements(xp.asarray(info)).reshape(-1)
    if not (failed != 0).any():
        return
    first = int((failed != 0).argmax())
    where = f" (matrix {first} of the batch)" if failed.size > 1 else ""
    raise SingularMatrix(f"{why.format(int(failed[first]))}{where}.")
