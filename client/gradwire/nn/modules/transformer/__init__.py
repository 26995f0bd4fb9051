"""torch.nn.modules.transformer: attention and networks of two layers in turns.

A. Vaswani et al., Attention Is All You Need (2017).
https://docs.pytorch.org/docs/stable/nn.html#transformer-layers
"""

from __future__ import annotations

from gradwire.nn.modules.transformer.layers import TransformerDecoderLayer, TransformerEncoderLayer
from gradwire.nn.modules.transformer.stacks import TransformerDecoder, TransformerEncoder
from gradwire.nn.modules.transformer.transformer import Transformer

__all__ = [
    "Transformer",
    "TransformerDecoder",
    "TransformerDecoderLayer",
    "TransformerEncoder",
    "TransformerEncoderLayer",
]
