"""Attention of several heads as a module."""

from __future__ import annotations

from typing import Any

from gradwire.nn import functional as F
from gradwire.nn import init
from gradwire.nn.modules.activation import masks
from gradwire.nn.modules.linear import NonDynamicallyQuantizableLinear
from gradwire.nn.modules.module import Module
from gradwire.nn.parameter import Parameter, unfilled


class MultiheadAttention(Module):
    """Each query's mean of the values, weighed by how its keys agree with it, in several heads at once.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.MultiheadAttention.html
    """

    in_proj_weight: Parameter | None
    q_proj_weight: Parameter | None
    k_proj_weight: Parameter | None
    v_proj_weight: Parameter | None
    in_proj_bias: Parameter | None
    bias_k: Parameter | None
    bias_v: Parameter | None

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        dropout: float = 0.0,
        bias: bool = True,
        add_bias_kv: bool = False,
        add_zero_attn: bool = False,
        kdim: int | None = None,
        vdim: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                f"embed_dim and num_heads must be greater than 0, got embed_dim={embed_dim} and num_heads={num_heads}"
            )
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim == self.vdim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError(f"embed_dim ({embed_dim}) must be divisible by num_heads ({num_heads})")

        def weight(wanted: bool, *size: int) -> Parameter | None:
            return unfilled(*size, device=device, dtype=dtype) if wanted else None

        apart = not self._qkv_same_embed_dim
        weights = {
            "q_proj_weight": weight(apart, embed_dim, embed_dim),
            "k_proj_weight": weight(apart, embed_dim, self.kdim),
            "v_proj_weight": weight(apart, embed_dim, self.vdim),
            "in_proj_weight": weight(not apart, 3 * embed_dim, embed_dim),
        }
        order = list(weights) if apart else ["in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight"]
        for name in order:
            self.register_parameter(name, weights[name])
        self.register_parameter("in_proj_bias", weight(bias, 3 * embed_dim))
        self.out_proj = NonDynamicallyQuantizableLinear(embed_dim, embed_dim, bias=bias, device=device, dtype=dtype)
        self.bias_k = weight(add_bias_kv, 1, 1, embed_dim)
        self.bias_v = weight(add_bias_kv, 1, 1, embed_dim)
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self) -> None:
        for weight in (self.in_proj_weight, self.q_proj_weight, self.k_proj_weight, self.v_proj_weight):
            if weight is not None:
                init.xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            init.zeros_(self.in_proj_bias)
            assert self.out_proj.bias is not None
            init.zeros_(self.out_proj.bias)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                init.xavier_normal_(bias)

    def forward(
        self,
        query: Any,
        key: Any,
        value: Any,
        key_padding_mask: Any = None,
        need_weights: bool = True,
        attn_mask: Any = None,
        average_attn_weights: bool = True,
        is_causal: bool = False,
    ) -> tuple[Any, Any]:
        """What each query found, and with `need_weights` the weights, else None."""
        masks.check(attn_mask, key_padding_mask, ("attn_mask", "key_padding_mask"))
        swapped = self.batch_first and query.dim() == 3
        if swapped:
            turned = {id(tensor): tensor.transpose(1, 0) for tensor in (query, key, value)}
            query, key, value = turned[id(query)], turned[id(key)], turned[id(value)]
        out, weights = F.multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            self.in_proj_weight,
            self.in_proj_bias,
            self.bias_k,
            self.bias_v,
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            training=self.training,
            key_padding_mask=key_padding_mask,
            need_weights=need_weights,
            attn_mask=attn_mask,
            use_separate_proj_weight=not self._qkv_same_embed_dim,
            q_proj_weight=self.q_proj_weight,
            k_proj_weight=self.k_proj_weight,
            v_proj_weight=self.v_proj_weight,
            average_attn_weights=average_attn_weights,
            is_causal=is_causal,
        )
        return out.transpose(1, 0) if swapped else out, weights
