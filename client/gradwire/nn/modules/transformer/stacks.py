"""Encoders and decoders: layers one after another."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from gradwire.nn import functional as F
from gradwire.nn.modules.activation import GELU, ReLU, masks
from gradwire.nn.modules.container import ModuleList
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.transformer.layers import TransformerEncoderLayer
from gradwire.recording.origins import warn


class _TransformerStack(Module):
    """`num_layers` copies of a layer, one after another, and a norm at the end."""

    layers: ModuleList
    norm: Module | None

    def __init__(self, layer: Module, num_layers: int, norm: Module | None) -> None:
        super().__init__()
        self.layers = ModuleList([deepcopy(layer) for _ in range(num_layers)])
        self.num_layers = num_layers
        self.norm = norm


class TransformerEncoder(_TransformerStack):
    """Encoder layers one after another: [length, batch, d_model], the same shape.

    There are no nested tensors here, so `enable_nested_tensor` and `mask_check` change nothing.
    https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoder.html
    """

    def __init__(
        self,
        encoder_layer: Module,
        num_layers: int,
        norm: Module | None = None,
        enable_nested_tensor: bool = True,
        mask_check: bool = True,
    ) -> None:
        super().__init__(encoder_layer, num_layers, norm)
        self.enable_nested_tensor = enable_nested_tensor
        self.mask_check = mask_check
        reason = _why_not_nested(encoder_layer)
        self.use_nested_tensor = enable_nested_tensor and not reason
        if enable_nested_tensor and reason:
            warn(f"enable_nested_tensor is of no use for a layer {reason}")

    def forward(
        self, src: Any, mask: Any = None, src_key_padding_mask: Any = None, is_causal: bool | None = None
    ) -> Any:
        """The input after all layers; the masks say what it does not see, and `is_causal` that `mask` is causal."""
        mask, padding = masks.both(mask, src_key_padding_mask, src, ("mask", "src_key_padding_mask"))
        for layer in self.layers:
            src = layer(src, src_mask=mask, is_causal=bool(is_causal), src_key_padding_mask=padding)
        return src if self.norm is None else self.norm(src)


class TransformerDecoder(_TransformerStack):
    """Decoder layers one after another: [length, batch, d_model], the same shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoder.html
    """

    def __init__(self, decoder_layer: Module, num_layers: int, norm: Module | None = None) -> None:
        super().__init__(decoder_layer, num_layers, norm)

    def forward(
        self,
        tgt: Any,
        memory: Any,
        tgt_mask: Any = None,
        memory_mask: Any = None,
        tgt_key_padding_mask: Any = None,
        memory_key_padding_mask: Any = None,
        tgt_is_causal: bool | None = None,
        memory_is_causal: bool = False,
    ) -> Any:
        """The input after all layers, given what an encoder gave; the masks say what it does not see of both."""
        for layer in self.layers:
            tgt = layer(
                tgt,
                memory,
                tgt_mask=tgt_mask,
                memory_mask=memory_mask,
                tgt_key_padding_mask=tgt_key_padding_mask,
                memory_key_padding_mask=memory_key_padding_mask,
                tgt_is_causal=bool(tgt_is_causal),
                memory_is_causal=memory_is_causal,
            )
        return tgt if self.norm is None else self.norm(tgt)


def _why_not_nested(layer: Module) -> str:
    """Why PyTorch computes with no nested tensors for a layer, or nothing."""
    if not isinstance(layer, TransformerEncoderLayer):
        return "that is no TransformerEncoderLayer"
    attention, activation = layer.self_attn, layer.activation
    reasons = {
        "with norm_first": layer.norm_first,
        "without batch_first": not attention.batch_first,
        "without biases": attention.in_proj_bias is None,
        "whose activation is neither relu nor gelu": not (
            activation in (F.relu, F.gelu) or isinstance(activation, (ReLU, GELU))
        ),
        "whose norms have several eps": layer.norm1.eps != layer.norm2.eps,
        "with an odd number of heads": attention.num_heads % 2 == 1,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")
