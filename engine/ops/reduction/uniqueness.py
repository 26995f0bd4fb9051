"""Distinct elements, and membership.

https://docs.pytorch.org/docs/stable/generated/torch.unique.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, IndexOutOfRange, InvalidArgument, OpFailed
from engine.families import composite, no_gradient, operation
from engine.op import PROMOTE
from engine.ops.elementwise.comparisons import refuse_complex
from engine.ops.reduction.ordering import order_of
from engine.parameters import Array, Boolean, Integer, Ops, Xp
from engine.shapes import dimension

OUTPUTS = ("output", "inverse_indices", "counts")


def _ordered_rows(xp: Xp, rows: Any) -> Any:
    """The order of the rows of a matrix, the first column counting most."""
    keys = rows.astype(dtypes.float32) if rows.dtype == dtypes.bfloat16 else rows
    if not keys.shape[1]:
        return xp.arange(len(keys))
    return order_of(xp, "unique", keys[:, 0], 0, False) if keys.shape[1] == 1 else xp.lexsort(keys.T[::-1])


def _groups(xp: Xp, rows: Any, order: Any) -> tuple[Any, Any, Any]:
    """Of rows in an order: the first of each run of equal ones, the run of each row, and the lengths of the runs."""
    ordered = rows[order]
    differs = ordered[1:] != ordered[:-1]
    differs = differs[:, 0] if rows.shape[1] == 1 else xp.any(differs, 1)
    starts = xp.concatenate([xp.ones((min(len(rows), 1),), bool), differs])
    firsts = xp.nonzero(starts)[0]
    counts = xp.diff(xp.concatenate([firsts, xp.asarray([len(rows)])]))
    inverse = xp.empty(len(rows), dtypes.int64)
    inverse[order] = xp.cumsum(starts) - 1
    return order[firsts], inverse, counts.astype(dtypes.int64)


def _distinct(xp: Xp, op: str, input: Any, in_order: bool, dim: int | None) -> tuple[Any, Any, Any]:
    refuse_complex(op, input)
    if dim is None:
        rows = input.reshape(-1, 1)
        chosen, inverse, counts = _groups(xp, rows, _ordered_rows(xp, rows) if in_order else xp.arange(input.size))
        return rows[chosen, 0], inverse.reshape(input.shape), counts
    if not input.ndim:
        raise IndexOutOfRange(f"{op}: a 0-dim tensor has no dimension {dim}.", op=op, shapes=[[]])
    axis = dimension(dim, input.ndim)
    lines = xp.moveaxis(input, axis, 0)
    width = math.prod(lines.shape[1:])
    if not width:
        raise OpFailed(
            f"{op}: {list(input.shape)} has no elements to tell apart along dimension {axis}.",
            op=op,
            shapes=[list(input.shape)],
        )
    rows = lines.reshape(len(lines), width)
    chosen, inverse, counts = _groups(xp, rows, _ordered_rows(xp, rows) if in_order else xp.arange(len(rows)))
    return xp.moveaxis(lines[chosen], 0, axis), inverse, counts


_CASES: tuple[dict[str, Any], ...] = (
    {"input": [3, 1, 3, 3, 2]},
    {"input": [[1.0, 2.0], [1.0, 2.0], [0.0, 2.0]], "dim": 0},
    {"input": [[1.0, 1.0], [2.0, 2.0]], "dim": 1},
)


@operation(
    "indexing",
    sized_by="contents",
    outputs=OUTPUTS,
    grad_fn=("Unique2Backward0", "UniqueDimBackward0"),
    variant=lambda inputs, attributes: attributes.get("dim") is not None,
    cases=_CASES,
)
def _unique(xp: Xp, input: Array, dim: Integer | None = None) -> Any:
    """The distinct elements in order, where each element is among them, and how often each comes."""
    return _distinct(xp, "unique", input, True, dim)


@operation("indexing", sized_by="contents", outputs=OUTPUTS, cases=_CASES)
def _unique_consecutive(xp: Xp, input: Array, dim: Integer | None = None) -> Any:
    """The first of each run of equal elements, the run of each element, and the lengths of the runs."""
    return _distinct(xp, "unique_consecutive", input, False, dim)


_unique.gradient(input=no_gradient("unique", exception="NotImplementedError"))
_unique_consecutive.gradient(input=no_gradient("unique_consecutive", exception="NotImplementedError"))


def _asked(found: tuple[Any, Any, Any], return_inverse: bool, return_counts: bool) -> Any:
    """The distinct elements, and what else was asked for."""
    parts = [found[0], *(found[1:2] if return_inverse else ()), *(found[2:] if return_counts else ())]
    return tuple(parts) if len(parts) > 1 else parts[0]


_ASKED: tuple[dict[str, Any], ...] = (
    *({**case, "return_inverse": True, "return_counts": True} for case in _CASES),
    {"input": [3, 1, 3]},
)


@composite("indexing", sized_by="contents", outputs=OUTPUTS, cases=_ASKED)
def unique(
    ops: Ops,
    input: Array,
    sorted: Boolean = True,
    return_inverse: Boolean = False,
    return_counts: Boolean = False,
    dim: Integer | None = None,
) -> Any:
    """The distinct elements of input, or parts along dim, in order; also where each element is, and their numbers."""
    return _asked(ops._unique(input, dim), return_inverse, return_counts)


@composite("indexing", sized_by="contents", outputs=OUTPUTS, cases=_ASKED)
def unique_consecutive(
    ops: Ops,
    input: Array,
    return_inverse: Boolean = False,
    return_counts: Boolean = False,
    dim: Integer | None = None,
) -> Any:
    """input, or its parts along dim, without those that equal the one before; also the run of each, and lengths."""
    return _asked(ops._unique_consecutive(input, dim), return_inverse, return_counts)


@operation(
    "elementwise",
    promotion=PROMOTE,
    shape=lambda elements, test_elements, **attributes: elements,
    cases=({"elements": [1.0, 2.0, 3.0], "test_elements": [3.0, 1.0]},),
)
def _isin(xp: Xp, elements: Array, test_elements: Array, invert: Boolean = False) -> Any:
    """Whether each of elements is among test_elements; with invert whether it is not."""
    return xp.isin(xp.asarray(elements), xp.asarray(test_elements), False, invert)


@composite(
    "elementwise",
    variants=("function",),
    cases=(
        {"elements": [1.0, 2.0, 3.0], "test_elements": [3.0, 1.0]},
        {"elements": [[1, 2], [3, 4]], "test_elements": 2, "invert": True},
    ),
)
def isin(
    ops: Ops, elements: Array, test_elements: Array, *, assume_unique: Boolean = False, invert: Boolean = False
) -> Any:
    """Whether each of elements is among test_elements; with invert whether it is not. assume_unique is a hint only."""
    given = [values for values in (elements, test_elements) if hasattr(values, "dtype")]
    if not given:
        raise InvalidArgument("isin needs a tensor.", op="isin")
    for values in given:
        if values.dtype.kind in "bc":
            raise DtypeMismatch(f"isin of {values.dtype.name} is not defined.", op="isin", dtypes=[values.dtype.name])
    return ops._isin(elements, test_elements, invert)
