"""Bags of embeddings: the sum, mean or largest elements of several rows of a table.

https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.embedding_bag.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.batching import elements
from engine.errors import DtypeMismatch, InvalidValue, OpFailed
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.op import PROMOTE
from engine.ops.indexing.positions import add_at, reduce_at
from engine.ops.indexing.selectors import INDICES
from engine.ops.nn.embeddings import padding_row, refuse_sparse, shorten, table_indices
from engine.parameters import Array, Boolean, Integer, Number, Ops, Plain, Text, Xp

OP = "nn.functional.embedding_bag"
_BAGS: dict[str, Any] = {"input": [0, 3, 3, 1], "weight": (4, 2), "offsets": [0, 3]}


@operation(NETWORK, shape=lambda offsets, count: (count,), cases=({"offsets": [0, 2], "count": 3},))
def _bag_numbers(xp: Xp, offsets: Plain, count: Integer) -> Any:
    """Which bag each of count elements is in, where the bags begin at offsets."""
    if offsets.size and bool(elements(offsets[0] != 0).any()):
        raise OpFailed(f"{OP}: the first bag must begin at 0.", op=OP)
    if offsets.size and (bool(elements(offsets[-1] > count).any()) or bool(elements(offsets[1:] < offsets[:-1]).any())):
        raise OpFailed(f"{OP}: offsets must not fall, nor exceed the {count} indices.", op=OP)
    return (xp.searchsorted(offsets, xp.arange(count, dtype=offsets.dtype), "right") - 1).astype(dtypes.int64)


@operation(NETWORK, shape=lambda input: (math.prod(input),), cases=({"input": [[5, 6], [7, 8]]},))
def _row_numbers(xp: Xp, input: Plain) -> Any:
    """Which row each element is in, where every row is a bag."""
    return xp.repeat(xp.arange(input.shape[0]), input.shape[1])


@operation(NETWORK, shape=lambda bags, count: (count, 1), cases=({"bags": [0, 0, 2], "count": 3},))
def _bag_sizes(xp: Xp, bags: Plain, count: Integer) -> Any:
    """How many elements are in each bag, one at least, in a column."""
    return xp.maximum(xp.bincount(bags, None, count), 1).reshape(-1, 1)


@operation(
    NETWORK,
    promotion=PROMOTE,
    shape=lambda rows, bags, count: (count, *rows[1:]),
    cases=({"rows": (3, 2), "bags": [0, 0, 2], "count": 3},),
)
def _bag_sum(xp: Xp, rows: Array, bags: Plain, count: Integer) -> Any:
    """The sum of the rows in each bag."""
    out = xp.zeros((count, *rows.shape[1:]), rows.dtype)
    add_at(xp, out, (bags,), (0,), rows)
    return out


_bag_sum.gradient(rows=lambda ops, g, bags: ops.index_select(g, 0, bags))


@operation(
    NETWORK,
    promotion=PROMOTE,
    outputs=("out", "chosen"),
    cases=({"rows": (3, 2), "bags": [0, 0, 2], "count": 3},),
)
def _bag_max(xp: Xp, rows: Array, bags: Plain, count: Integer) -> Any:
    """The largest elements of the rows in each bag, 0 in an empty one; and which rows these are in, -1 for none."""
    number, size = rows.shape
    places = (bags[:, None] * size + xp.arange(size)).reshape(-1)
    out = xp.full((count, size), -math.inf, rows.dtype)
    reduce_at(xp, out.reshape(-1), places, rows.reshape(-1), "maximum")
    rank = xp.where((rows == out[bags]) | (rows != rows), xp.arange(number)[:, None], number)
    chosen = xp.full((count, size), number, dtypes.int64)
    reduce_at(xp, chosen.reshape(-1), places, rank.reshape(-1), "minimum")
    empty = xp.bincount(bags, None, count) == 0
    return xp.where(empty[:, None], xp.zeros((), rows.dtype), out), xp.where(empty[:, None], -1, chosen)


def _bag_max_gradient(ops: Ops, g: Any, rows_shape: tuple[int, ...], chosen: Any) -> Any:
    there = ops.ge(chosen, 0)
    values = ops._where(there, g[0], 0)
    return ops.scatter_add(ops.new_zeros(values, tuple(rows_shape)), 0, ops._where(there, chosen, 0), values)


_bag_max.gradient(rows=_bag_max_gradient)


@composite(
    NETWORK,
    name=OP,
    overwrites={"weight": "max_norm"},
    variants=FUNCTION,
    cases=(
        _BAGS,
        {**_BAGS, "mode": "sum", "per_sample_weights": (4,), "padding_idx": 1},
        {**_BAGS, "mode": "max", "offsets": [0, 3, 3], "include_last_offset": False},
        {"input": [[0, 3], [3, 1]], "weight": (4, 2)},
    ),
)
def embedding_bag(
    ops: Ops,
    input: Plain,
    weight: Array,
    offsets: Plain | None = None,
    max_norm: Number | None = None,
    norm_type: Number = 2,
    scale_grad_by_freq: Boolean = False,
    mode: Text = "mean",
    sparse: Boolean = False,
    per_sample_weights: Array | None = None,
    include_last_offset: Boolean = False,
    padding_idx: Integer | None = None,
) -> Any:
    """The mean, sum or max of rows of weight in each bag: a row of input, or its indices from each offset on."""
    refuse_sparse(OP, sparse)
    _check(input, weight, offsets, mode, scale_grad_by_freq, per_sample_weights)
    if offsets is not None and include_last_offset:
        if not offsets.shape[0]:
            raise OpFailed(f"{OP}: offsets must hold the last one, at least, with include_last_offset.", op=OP)
        ops._bag_numbers(offsets, input.shape[0])
        offsets = ops._slice(offsets, 0, 0, offsets.shape[0] - 1)
    table_indices(input.device.xp, OP, input.data, weight.data, OpFailed)
    padding_idx = padding_row(OP, padding_idx, weight, "RuntimeError")
    if max_norm is not None:
        shorten(ops, weight, input, max_norm, norm_type)
    if offsets is None and padding_idx is None and all(input.shape):
        return _of_equal_size(ops, ops._embedding(weight, input, None, scale_grad_by_freq), mode, per_sample_weights)
    if offsets is None:
        count = input.shape[0]
        bags = ops._row_numbers(input)
        input, per_sample_weights = (None if one is None else ops.flatten(one) for one in (input, per_sample_weights))
    else:
        count, bags = offsets.shape[0], ops._bag_numbers(offsets, input.shape[0])
    if padding_idx is not None:
        kept = ops.ne(input, padding_idx)
        input, bags = ops.masked_select(input, kept), ops.masked_select(bags, kept)
        per_sample_weights = None if per_sample_weights is None else ops.masked_select(per_sample_weights, kept)
    rows = ops._embedding(weight, input, None, scale_grad_by_freq)
    if mode == "max":
        return ops._bag_max(rows, bags, count)[0]
    if per_sample_weights is not None:
        rows = rows * ops.unsqueeze(per_sample_weights, 1)
    out = ops._bag_sum(rows, bags, count)
    if mode == "sum":
        return out
    return out / ops.to(ops._bag_sizes(bags, count), out.dtype)


def _of_equal_size(ops: Ops, rows: Any, mode: str, per_sample_weights: Any) -> Any:
    """Bags whose rows lie along the second dimension."""
    if mode == "max":
        return ops._max_dim(rows, 1)[0]
    if per_sample_weights is not None:
        rows = rows * ops.unsqueeze(per_sample_weights, 2)
    return ops.sum(rows, 1) if mode == "sum" else ops.mean(rows, 1)


def _check(input: Any, weight: Any, offsets: Any, mode: str, scaled: bool, per_sample_weights: Any) -> None:
    if per_sample_weights is not None and per_sample_weights.shape != input.shape:
        raise InvalidValue(
            f"{OP}: per_sample_weights must have the shape of input, {list(input.shape)}, not "
            f"{list(per_sample_weights.shape)}.",
            op=OP,
        )
    if len(weight.shape) != 2 or len(input.shape) not in (1, 2):
        raise InvalidValue(
            f"{OP} needs a matrix of weights and input in one or two dimensions, got {list(weight.shape)} and "
            f"{list(input.shape)}.",
            op=OP,
        )
    if (len(input.shape) == 2) != (offsets is None) or (offsets is not None and len(offsets.shape) != 1):
        raise InvalidValue(f"{OP} needs a vector of offsets with input in one dimension, and none with two.", op=OP)
    if mode not in ("sum", "mean", "max") or (mode == "max" and scaled):
        raise InvalidValue(f"{OP}: mode must be sum, mean or max, the last without scale_grad_by_freq.", op=OP)
    if offsets is not None and offsets.dtype not in INDICES:
        raise DtypeMismatch(f"{OP}: the offsets must be int64 or int32, not {offsets.dtype.name}.", op=OP)
    if dtypes.CATEGORY[weight.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"{OP} needs floating point weights, not {weight.dtype.name}.", op=OP)
    if per_sample_weights is not None and (mode != "sum" or per_sample_weights.dtype != weight.dtype):
        raise DtypeMismatch(
            f"{OP}: per_sample_weights need mode='sum' and the dtype of the weight.",
            op=OP,
            exception="NotImplementedError" if mode != "sum" else None,
        )
