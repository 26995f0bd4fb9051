"""Attention: values weighted by how well their keys fit to a query.

A. Vaswani et al., Attention Is All You Need (2017).
https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite, operation
from engine.parameters import Array, Boolean, Number, Ops, Plain, Xp

OP = "nn.functional.scaled_dot_product_attention"
_THREE: dict[str, Any] = {"query": (2, 2), "key": (3, 2), "value": (3, 2)}


@composite(
    NETWORK,
    name=OP,
    variants=FUNCTION,
    cases=(
        _THREE,
        {**_THREE, "is_causal": True},
        {**_THREE, "attn_mask": (2, 3), "scale": 0.5},
        {**_THREE, "attn_mask": [[True, False, True], [False, False, False]]},
        {"query": (1, 2, 2, 2), "key": (1, 1, 3, 2), "value": (1, 1, 3, 2), "enable_gqa": True},
    ),
)
def scaled_dot_product_attention(
    ops: Ops,
    query: Array,
    key: Array,
    value: Array,
    attn_mask: Array | None = None,
    dropout_p: Number = 0.0,
    is_causal: Boolean = False,
    scale: Number | None = None,
    enable_gqa: Boolean = False,
) -> Any:
    """softmax(query @ key.mT * scale) @ value; a mask keeps what is true, or is added; scale is E ** -0.5."""
    _check(query, key, value, attn_mask, is_causal)
    dtype = query.dtype
    if dtype in dtypes.HALVES:
        query, key, value = (ops.to(one, dtypes.float32) for one in (query, key, value))
    if enable_gqa:
        key, value = (_for_heads(ops, one, query) for one in (key, value))
    if scale is None:
        scale = 1 / math.sqrt(query.shape[-1]) if query.shape[-1] else math.nan
    scores = ops.matmul(query * scale, ops.transpose(key, -2, -1))
    if is_causal:
        attn_mask = ops._until(scores)
    if attn_mask is None:
        weights = ops._softmax(scores, -1)
    elif attn_mask.dtype == dtypes.bool:
        weights = ops._safe_softmax(ops._where(attn_mask, scores, -math.inf), -1)
    else:
        weights = ops._safe_softmax(scores + attn_mask, -1)
    if dropout_p:
        weights = ops.nn.functional.dropout(weights, dropout_p)
    return ops.to(ops.matmul(weights, value), dtype)


def _check(query: Any, key: Any, value: Any, mask: Any, is_causal: bool) -> None:
    tensors, named = (query, key, value), [query.dtype.name, key.dtype.name, value.dtype.name]
    if len(set(named)) > 1 or dtypes.CATEGORY[query.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"{OP} needs floating point numbers of one dtype, got {named}: convert them.", dtypes=named)
    ranks = [list(one.shape) for one in tensors]
    if any(len(one) < 2 for one in ranks):
        raise ShapeMismatch(f"{OP} needs at least two dimensions, got {ranks}.", shapes=ranks)
    if mask is not None and is_causal:
        raise OpFailed(f"{OP} takes attn_mask or is_causal, not both.", op=OP)
    fits = [dtypes.bool, query.dtype, *([dtypes.float32] if query.dtype in dtypes.HALVES else [])]
    if mask is not None and mask.dtype not in fits:
        raise DtypeMismatch(f"{OP}: attn_mask must be bool or {query.dtype.name}, not {mask.dtype.name}.", op=OP)


def _for_heads(ops: Ops, input: Any, query: Any) -> Any:
    """Keys or values with each head repeated for the heads of the query that share it."""
    heads, wanted = input.shape[-3], query.shape[-3]
    if heads == 0 or wanted % heads:
        raise ShapeMismatch(f"{OP}: {heads} heads of keys or values cannot serve {wanted} of queries.", op=OP)
    return input if heads == wanted else ops.repeat_interleave(input, wanted // heads, -3)


@operation(NETWORK, cases=({"input": (2, 3)},))
def _until(xp: Xp, input: Plain) -> Any:
    """Whether a column is not after its row: what a causal mask lets through."""
    return xp.tri(input.shape[-2], input.shape[-1], 0, dtypes.bool)
