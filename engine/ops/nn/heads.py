"""Attention in several heads, with its projections, as nn.MultiheadAttention computes it.

A. Vaswani et al., Attention Is All You Need (2017), section 3.2.2.
"""

from __future__ import annotations

import math
from typing import Any

from engine import dtypes
from engine.errors import DtypeMismatch, OpFailed, ShapeMismatch
from engine.families import FUNCTION, NETWORK, composite
from engine.parameters import Array, Boolean, Integer, Number, Ops

OP = "nn.functional.multi_head_attention_forward"


def _case(size: int) -> dict[str, Any]:
    """Embeddings of a size, and all that has to be said about their projections."""
    return {
        "query": (2, 1, size), "key": (3, 1, size), "value": (3, 1, size), "embed_dim_to_check": size, "num_heads": 2,
        "in_proj_weight": (3 * size, size), "in_proj_bias": (3 * size,), "bias_k": None, "bias_v": None,
        "add_zero_attn": False, "dropout_p": 0.0, "out_proj_weight": (size, size), "out_proj_bias": (size,),
    }  # fmt: skip


@composite(
    NETWORK,
    name=OP,
    outputs=("out", "weights"),
    variants=FUNCTION,
    domain=(-0.5, 0.5),
    cases=(
        _case(4),
        {**_case(2), "bias_k": (1, 1, 2), "bias_v": (1, 1, 2), "add_zero_attn": True, "attn_mask": (2, 3)},
    ),
)
def multi_head_attention_forward(
    ops: Ops,
    query: Array,
    key: Array,
    value: Array,
    embed_dim_to_check: Integer,
    num_heads: Integer,
    in_proj_weight: Array | None = None,
    in_proj_bias: Array | None = None,
    bias_k: Array | None = None,
    bias_v: Array | None = None,
    add_zero_attn: Boolean = False,
    dropout_p: Number = 0.0,
    out_proj_weight: Array | None = None,
    out_proj_bias: Array | None = None,
    training: Boolean = True,
    key_padding_mask: Array | None = None,
    need_weights: Boolean = True,
    attn_mask: Array | None = None,
    use_separate_proj_weight: Boolean = False,
    q_proj_weight: Array | None = None,
    k_proj_weight: Array | None = None,
    v_proj_weight: Array | None = None,
    static_k: Array | None = None,
    static_v: Array | None = None,
    average_attn_weights: Boolean = True,
    is_causal: Boolean = False,
) -> Any:
    """Attention in num_heads parts of the embedding, between projections; with it the weights, or None."""
    if is_causal and attn_mask is None:
        raise OpFailed(f"{OP} needs the causal attn_mask that is_causal tells of.", op=OP)
    batched = len(query.shape) == 3
    if not batched:
        query, key, value = (ops.unsqueeze(one, 1) for one in (query, key, value))
        if key_padding_mask is not None:
            key_padding_mask = ops.unsqueeze(key_padding_mask, 0)
    _check(query, key, value, embed_dim_to_check, num_heads, use_separate_proj_weight)
    length, batch, size = query.shape
    if is_causal and key_padding_mask is None and not need_weights:
        attn_mask = None
    else:
        is_causal = False
    mask = _mask_of_heads(ops, attn_mask, query, (length, key.shape[0]), batch * num_heads)
    padding = None if key_padding_mask is None else _added(ops, key_padding_mask, query)

    separate = (q_proj_weight, k_proj_weight, v_proj_weight)
    weights = separate if use_separate_proj_weight else (in_proj_weight,)
    if out_proj_weight is None or any(one is None for one in weights):
        raise OpFailed(f"{OP} needs the weights of its projections.", op=OP)
    q, k, v = _projected(ops, (query, key, value), weights, in_proj_bias)
    if (bias_k is None) != (bias_v is None) or (bias_k is not None and not static_k is static_v is None):
        raise OpFailed(f"{OP} takes both of bias_k and bias_v, then neither static_k nor static_v, or none.", op=OP)
    further = 0
    if bias_k is not None:
        k, v = (ops.cat([one, ops.repeat(bias, (1, batch, 1))]) for one, bias in ((k, bias_k), (v, bias_v)))
        further += 1
    q = _in_heads(ops, q, num_heads)
    k = _in_heads(ops, k, num_heads) if static_k is None else static_k
    v = _in_heads(ops, v, num_heads) if static_v is None else static_v
    if k.shape[::2] != v.shape[::2] or k.shape[::2] != q.shape[::2]:
        raise ShapeMismatch(f"{OP}: keys and values must be of {[q.shape[0], 'S', q.shape[2]]}.", op=OP)
    if add_zero_attn:
        k, v = (ops.cat([one, ops.new_zeros(one, (one.shape[0], 1, one.shape[2]))], 1) for one in (k, v))
        further += 1
    mask, padding = (_longer(ops, one, further) for one in (mask, padding))
    if padding is not None:
        if tuple(padding.shape) != (batch, k.shape[1]):
            raise ShapeMismatch(
                f"{OP}: key_padding_mask must be of {[batch, k.shape[1] - further]}, not "
                f"{[*padding.shape[:-1], padding.shape[-1] - further]}.",
                op=OP,
                shapes=[list(padding.shape)],
            )
        padding = ops.reshape(padding, (batch, 1, 1, -1))
        padding = ops.reshape(ops.expand(padding, (-1, num_heads, -1, -1)), (batch * num_heads, 1, -1))
        mask = padding if mask is None else mask + padding

    p = dropout_p if training else 0.0
    shares = None
    if need_weights:
        scores = ops.bmm(q * math.sqrt(1 / q.shape[2]), ops.transpose(k, 1, 2))
        shares = ops.softmax(scores if mask is None else scores + mask, -1)
        if p:
            shares = ops.nn.functional.dropout(shares, p)
        out = ops.bmm(shares, v)
        shares = ops.reshape(shares, (batch, num_heads, length, -1))
        if average_attn_weights:
            shares = ops.mean(shares, 1)
        if not batched:
            shares = ops.squeeze(shares, 0)
    else:
        q, k, v = (ops.reshape(one, (batch, num_heads, *one.shape[1:])) for one in (q, k, v))
        if mask is not None:
            mask = ops.reshape(mask, (batch, num_heads, *mask.shape[1:])) if mask.shape[0] > 1 else mask
        out = ops.nn.functional.scaled_dot_product_attention(q, k, v, mask, p, is_causal)
        out = ops.reshape(out, (batch * num_heads, length, -1))
    rows = ops.reshape(ops.transpose(out, 0, 1), (length * batch, size))
    out = ops.reshape(ops.nn.functional.linear(rows, out_proj_weight, out_proj_bias), (length, batch, -1))
    return out if batched else ops.squeeze(out, 1), shares


def _check(query: Any, key: Any, value: Any, size: int, heads: int, separate: bool) -> None:
    shapes = [list(one.shape) for one in (query, key, value)]
    same = key.shape[:2] == value.shape[:2] if separate else key.shape == value.shape
    if any(len(shape) != 3 for shape in shapes) or key.shape[1] != query.shape[1] or not same:
        raise ShapeMismatch(
            f"{OP} needs a query of [L, N, E], key and value of [S, N, E], or all without the batch N; got {shapes}.",
            op=OP,
            shapes=shapes,
        )
    if query.shape[2] != size or heads < 1 or size % heads:
        raise ShapeMismatch(
            f"{OP}: the embedding of {query.shape[2]} must be embed_dim_to_check, {size}, and a multiple of "
            f"{heads} heads.",
            op=OP,
            shapes=shapes,
        )


def _added(ops: Ops, mask: Any, query: Any) -> Any:
    """A mask as what is added to scores: -inf where a boolean one is true."""
    if mask.dtype == dtypes.bool:
        return ops.masked_fill(ops.new_zeros(query, mask.shape), mask, -math.inf)
    if dtypes.CATEGORY[mask.dtype] != dtypes.FLOATING:
        raise DtypeMismatch(f"{OP}: masks must be bool or floating point, not {mask.dtype.name}.", op=OP)
    return mask


def _mask_of_heads(ops: Ops, mask: Any, query: Any, size: tuple[int, int], heads: int) -> Any:
    """attn_mask in three dimensions, the first of size 1 or with an entry per head; None stays None."""
    if mask is None:
        return None
    if tuple(mask.shape) not in (size, (heads, *size)):
        raise ShapeMismatch(
            f"{OP}: attn_mask must be of {list(size)} or {[heads, *size]}, not {list(mask.shape)}.",
            op=OP,
            shapes=[list(mask.shape)],
        )
    mask = _added(ops, mask, query)
    return ops.unsqueeze(mask, 0) if len(mask.shape) == 2 else mask


def _projected(ops: Ops, inputs: Any, weights: Any, bias: Any) -> Any:
    """Query, key and value by their projections, which may lie in one matrix."""
    linear = ops.nn.functional.linear
    if len(weights) == 1 and inputs[0] is inputs[1] is inputs[2]:
        return ops.chunk(linear(inputs[0], weights[0], bias), 3, -1)
    weights = weights if len(weights) == 3 else ops.chunk(weights[0], 3)
    biases = (None,) * 3 if bias is None else ops.chunk(bias, 3)
    return [linear(*one) for one in zip(inputs, weights, biases, strict=True)]


def _in_heads(ops: Ops, input: Any, heads: int) -> Any:
    """[L, N, E] as [N * heads, L, E / heads]."""
    length, batch, size = input.shape
    return ops.transpose(ops.reshape(input, (length, batch * heads, size // heads)), 0, 1)


def _longer(ops: Ops, mask: Any, further: int) -> Any:
    """A mask that lets further keys through."""
    if mask is None or not further:
        return mask
    return ops.cat([mask, ops.new_zeros(mask, (*mask.shape[:-1], further))], -1)
