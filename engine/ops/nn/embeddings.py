"""Rows of a table, chosen by their numbers; and numbers as rows of a unit matrix.

https://docs.pytorch.org/docs/stable/nn.functional.html#sparse-functions
"""

from __future__ import annotations

from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, EngineError, IndexOutOfRange, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, indexing, operation
from engine.op import PROMOTE
from engine.ops.indexing.positions import add_at, within
from engine.ops.indexing.selectors import INDICES
from engine.parameters import Array, Boolean, Integer, Number, Ops, Plain, Xp

Shape = tuple[int, ...]
_TABLE: dict[str, Any] = {"weight": (4, 2), "input": [[0, 3], [3, 1]]}


def table_indices(xp: Xp, op: str, input: Any, weight: Any, error: type[EngineError] = IndexOutOfRange) -> None:
    """Refuse what does not number the rows of a matrix."""
    if input.dtype not in INDICES:
        raise DtypeMismatch(f"{op}: the indices must be int64 or int32, not {input.dtype.name}.", op=op)
    if weight.ndim != 2:
        raise ShapeMismatch(f"{op}: the weight must be a matrix, not {list(weight.shape)}.", op=op)
    within(xp, op, input, weight.shape, 0, error=error)


@indexing(
    shape=lambda weight, input, **attributes: (*input, *weight[1:]),
    grows=True,
    grad_fn=("EmbeddingBackward0",),
    cases=(_TABLE, {**_TABLE, "padding_idx": 3}, {**_TABLE, "scale_grad_by_freq": True}),
)
def _embedding(
    xp: Xp, weight: Array, input: Plain, padding_idx: Integer | None = None, scale_grad_by_freq: Boolean = False
) -> Any:
    """The rows of weight that input numbers."""
    table_indices(xp, "nn.functional.embedding", input, weight)
    return xp.take(weight, input, 0)


@operation(
    "indexing",
    promotion=PROMOTE,
    shape=lambda rows, input, size, **attributes: (size, *rows[-1:]),
    grad_fn=("EmbeddingDenseBackwardBackward0",),
    cases=(
        {"rows": (2, 2, 2), "input": [[0, 3], [3, 1]], "size": 4},
        {"rows": (2, 2, 2), "input": [[0, 3], [3, 1]], "size": 4, "padding_idx": 0, "scale_grad_by_freq": True},
    ),
)
def _embedding_gradient(
    xp: Xp,
    rows: Array,
    input: Plain,
    size: Integer,
    padding_idx: Integer | None = None,
    scale_grad_by_freq: Boolean = False,
) -> Any:
    """A table of the sums of the rows with each number: none for padding, and with scale_grad_by_freq their mean."""
    out = xp.zeros((size, rows.shape[-1]), rows.dtype)
    add_at(xp, out, (input.reshape(-1),), (0,), rows.reshape(input.size, rows.shape[-1]))
    if scale_grad_by_freq:
        counts = xp.bincount(input.reshape(-1), None, size)
        out /= xp.maximum(counts, 1).astype(rows.dtype).reshape(-1, 1)
    if padding_idx is not None:
        out[padding_idx] = 0
    return out


@operation(
    "indexing",
    promotion=PROMOTE,
    shape=lambda table, input, **attributes: (*input, *table[1:]),
    cases=({"table": (4, 2), "input": [[0, 3], [3, 1]], "padding_idx": 0, "scale_grad_by_freq": True},),
)
def _embedding_rows(
    xp: Xp, table: Array, input: Plain, padding_idx: Integer | None = None, scale_grad_by_freq: Boolean = False
) -> Any:
    """The transpose of `_embedding_gradient`: rows by their numbers, 0 for padding, scaled as there."""
    share = xp.ones(input.shape, table.dtype)
    if scale_grad_by_freq:
        share /= xp.bincount(input.reshape(-1), None, table.shape[0])[input]
    if padding_idx is not None:
        share *= input != padding_idx
    return xp.take(table, input, 0) * share[..., None]


def _to_table(ops: Ops, g: Any, shape: Shape, input: Any, padding_idx: Any, scale_grad_by_freq: bool) -> Any:
    return ops._embedding_gradient(g, input, shape[0], padding_idx, scale_grad_by_freq)


_embedding.gradient(
    weight=lambda ops, g, weight_shape, input, padding_idx, scale_grad_by_freq: _to_table(
        ops, g, weight_shape, input, padding_idx, scale_grad_by_freq
    )
)
_embedding_rows.gradient(
    table=lambda ops, g, table_shape, input, padding_idx, scale_grad_by_freq: _to_table(
        ops, g, table_shape, input, padding_idx, scale_grad_by_freq
    )
)
_embedding_gradient.gradient(
    rows=lambda ops, g, input, padding_idx, scale_grad_by_freq: ops._embedding_rows(
        g, input, padding_idx, scale_grad_by_freq
    )
)


@operation(
    NETWORK,
    in_place=True,
    promotion=PROMOTE,
    shape=lambda weight, input, **attributes: weight,
    cases=({"weight": [[3.0, 4.0], [6.0, 8.0]], "input": [1], "max_norm": 2.0, "norm_type": 2.0},),
)
def _embedding_renorm(xp: Xp, weight: Array, input: Plain, max_norm: Number, norm_type: Number) -> Any:
    """weight with the rows that input numbers shortened to max_norm where they are longer."""
    chosen = xp.unique(input)
    rows = weight[chosen]
    sizes = xp.linalg.norm(rows, norm_type, 1, True)
    out = weight.copy()
    out[chosen] = xp.where(sizes > max_norm, rows * (max_norm / (sizes + 1e-7)), rows).astype(weight.dtype)
    return out


def shorten(ops: Ops, weight: Any, input: Any, max_norm: Any, norm_type: Any) -> None:
    """Shorten the rows of weight that are chosen, in place and outside the graph, as PyTorch does."""
    with ops.context.recording_as(False):
        ops._embedding_renorm_(weight, input, max_norm, norm_type)


def padding_row(op: str, padding_idx: int | None, weight: Any, exception: str) -> int | None:
    """The number of the padding's row from the front, None for no padding."""
    size = weight.shape[0] if weight.shape else 0
    if padding_idx is None:
        return None
    if not -size <= padding_idx < size:
        raise OpFailed(
            f"{op}: padding_idx {padding_idx} is none of the {size} rows of the weight.", op=op, exception=exception
        )
    return padding_idx % size


def refuse_sparse(op: str, sparse: bool) -> None:
    """Refuse what PyTorch answers with sparse gradients."""
    if sparse:
        raise OpFailed(f"{op}: sparse gradients are not offered: leave sparse out.", op=op)


@composite(
    NETWORK,
    name="nn.functional.embedding",
    overwrites={"weight": "max_norm"},
    variants=FUNCTION,
    cases=(
        {"input": [[0, 3], [3, 1]], "weight": (4, 2)},
        {"input": [0, 3, 3], "weight": (4, 2), "padding_idx": -1, "scale_grad_by_freq": True},
    ),
)
def embedding(
    ops: Ops,
    input: Plain,
    weight: Array,
    padding_idx: Integer | None = None,
    max_norm: Number | None = None,
    norm_type: Number = 2.0,
    scale_grad_by_freq: Boolean = False,
    sparse: Boolean = False,
) -> Any:
    """The rows of weight that input numbers; max_norm shortens these in weight first, padding_idx gets no gradient."""
    op = "nn.functional.embedding"
    refuse_sparse(op, sparse)
    padding_idx = padding_row(op, padding_idx, weight, "AssertionError")
    if max_norm is not None:
        table_indices(input.device.xp, op, input.data, weight.data)
        shorten(ops, weight, input, max_norm, norm_type)
    return ops._embedding(weight, input, padding_idx, scale_grad_by_freq)


@operation(
    "indexing",
    shape=lambda input, num_classes: (*input, num_classes),
    grows=True,
    cases=({"input": [[0, 2], [1, 1]], "num_classes": 3},),
)
def _one_hot(xp: Xp, input: Plain, num_classes: Integer) -> Any:
    """1 at each number of a class, 0 elsewhere."""
    out = xp.zeros((input.size, num_classes), dtypes.int64)
    out[xp.arange(input.size), input.reshape(-1)] = 1
    return out.reshape((*input.shape, num_classes))


@composite(
    NETWORK,
    name="nn.functional.one_hot",
    sized_by="contents",
    variants=FUNCTION,
    cases=({"input": [0, 2, 1]}, {"input": [[0, 2], [1, 1]], "num_classes": 4}),
)
def one_hot(ops: Ops, input: Plain, num_classes: Integer = -1) -> Any:
    """For each number of a class num_classes integers, a 1 at that number and 0 elsewhere."""
    op = "nn.functional.one_hot"
    if input.dtype != dtypes.int64:
        raise DtypeMismatch(f"{op} needs int64, not {input.dtype.name}: convert with to().", op=op)
    empty = not all(input.shape)
    if num_classes == -1 and empty:
        raise OpFailed(f"{op} of no numbers cannot tell how many classes there are: give num_classes.", op=op)
    every = ops.elements(input)
    if num_classes == -1:
        num_classes = int(ops.max(input).item()) + 1
    outside = not empty and (bool(every.min() < 0) or bool(every.max() >= num_classes))
    if outside or num_classes < 1:
        raise OpFailed(
            f"{op}: the numbers of {num_classes} classes are 0 to {num_classes - 1}, and some are not among them.",
            op=op,
        )
    return ops._one_hot(input, num_classes)
