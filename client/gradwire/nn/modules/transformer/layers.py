"""The layers of encoders and decoders: attention and a network of two linear layers, each beside its input."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from gradwire.nn import functional as F
from gradwire.nn.modules.activation import MultiheadAttention, masks
from gradwire.nn.modules.dropout import Dropout
from gradwire.nn.modules.linear import Linear
from gradwire.nn.modules.module import Module
from gradwire.nn.modules.normalization import LayerNorm

Activation = str | Callable[[Any], Any]

ACTIVATIONS: Final[dict[str, Callable[[Any], Any]]] = {"relu": F.relu, "gelu": F.gelu}


class _TransformerLayer(Module):
    """Attentions, then a network: what each gives is added to its input, and normalized before or after."""

    self_attn: MultiheadAttention
    linear1: Linear
    linear2: Linear
    dropout: Dropout
    dropout1: Dropout
    dropout2: Dropout
    norm1: LayerNorm
    norm2: LayerNorm
    activation: Callable[[Any], Any]

    def _build(
        self,
        attentions: Sequence[str],
        d_model: int,
        nhead: int,
        dim_feedforward: int,
        dropout: float,
        activation: Activation,
        layer_norm_eps: float,
        batch_first: bool,
        norm_first: bool,
        bias: bool,
        device: Any,
        dtype: Any,
    ) -> None:
        made: dict[str, Any] = {"bias": bias, "device": device, "dtype": dtype}
        for name in attentions:
            self.add_module(name, MultiheadAttention(d_model, nhead, dropout, batch_first=batch_first, **made))
        self.linear1 = Linear(d_model, dim_feedforward, **made)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, **made)
        self.norm_first = norm_first
        parts = range(1, len(attentions) + 2)
        for part in parts:
            self.add_module(f"norm{part}", LayerNorm(d_model, layer_norm_eps, **made))
        for part in parts:
            self.add_module(f"dropout{part}", Dropout(dropout))
        if isinstance(activation, str) and activation not in ACTIVATIONS:
            raise RuntimeError(f"activation is one of {', '.join(ACTIVATIONS)}, or a function, and not {activation}")
        self.activation = ACTIVATIONS[activation] if isinstance(activation, str) else activation

    def _beside(self, x: Any, norm: Module, block: Callable[[Any], Any]) -> Any:
        """The input and what a block gives of it."""
        return x + block(norm(x)) if self.norm_first else norm(x + block(x))

    def _sa_block(self, x: Any, attn_mask: Any, key_padding_mask: Any, is_causal: bool = False) -> Any:
        """What the input finds in itself."""
        return self.dropout1(_found(self.self_attn, x, x, attn_mask, key_padding_mask, is_causal))


class TransformerEncoderLayer(_TransformerLayer):
    """Self-attention and a network: [length, batch, d_model], the same shape; with `batch_first` the batch is first.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerEncoderLayer.html
    """

    def __init__(
        self,
        d_model: int,
        nhead: int,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = F.relu,
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        sizes = (d_model, nhead, dim_feedforward, dropout, activation)
        self._build(("self_attn",), *sizes, layer_norm_eps, batch_first, norm_first, bias, device, dtype)

    def forward(self, src: Any, src_mask: Any = None, src_key_padding_mask: Any = None, is_causal: bool = False) -> Any:
        """The input after the layer; the masks say what it does not see, and `is_causal` that `src_mask` is causal."""
        names = ("src_mask", "src_key_padding_mask")
        mask, padding = masks.both(src_mask, src_key_padding_mask, src, names)
        x = self._beside(src, self.norm1, lambda x: self._sa_block(x, mask, padding, is_causal))
        return self._beside(x, self.norm2, self._ff_block)

    def _ff_block(self, x: Any) -> Any:
        """What the network makes of the input."""
        return self.dropout2(self.linear2(self.dropout(self.activation(self.linear1(x)))))


class TransformerDecoderLayer(_TransformerLayer):
    """Self-attention, attention to what an encoder gave, and a network: [length, batch, d_model], the same shape.

    https://docs.pytorch.org/docs/stable/generated/torch.nn.TransformerDecoderLayer.html
    """

    multihead_attn: MultiheadAttention
    dropout3: Dropout
    norm3: LayerNorm

    def __init__(
        self,
        d_model: int,
        nhead: int,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = F.relu,
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: Any = None,
    ) -> None:
        super().__init__()
        sizes = (d_model, nhead, dim_feedforward, dropout, activation)
        attentions = ("self_attn", "multihead_attn")
        self._build(attentions, *sizes, layer_norm_eps, batch_first, norm_first, bias, device, dtype)

    def forward(
        self,
        tgt: Any,
        memory: Any,
        tgt_mask: Any = None,
        memory_mask: Any = None,
        tgt_key_padding_mask: Any = None,
        memory_key_padding_mask: Any = None,
        tgt_is_causal: bool = False,
        memory_is_causal: bool = False,
    ) -> Any:
        """The input after the layer, given what the encoder gave; the masks say what it does not see of both."""
        own = (tgt_mask, tgt_key_padding_mask, tgt_is_causal)
        other = (memory_mask, memory_key_padding_mask, memory_is_causal)
        x = self._beside(tgt, self.norm1, lambda x: self._sa_block(x, *own))
        x = self._beside(x, self.norm2, lambda x: self._mha_block(x, memory, *other))
        return self._beside(x, self.norm3, self._ff_block)

    def _mha_block(self, x: Any, mem: Any, attn_mask: Any, key_padding_mask: Any, is_causal: bool = False) -> Any:
        """What the input finds in what the encoder gave."""
        return self.dropout2(_found(self.multihead_attn, x, mem, attn_mask, key_padding_mask, is_causal))

    def _ff_block(self, x: Any) -> Any:
        """What the network makes of the input."""
        return self.dropout3(self.linear2(self.dropout(self.activation(self.linear1(x)))))


def _found(attention: Module, x: Any, among: Any, mask: Any, padding: Any, is_causal: bool) -> Any:
    given = {"attn_mask": mask, "key_padding_mask": padding, "is_causal": is_causal}
    return attention(x, among, among, need_weights=False, **given)[0]
