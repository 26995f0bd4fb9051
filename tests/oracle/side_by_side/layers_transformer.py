"""Transformers as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import layer, numbers, raised

_OPTIONS: Any = (
    {},
    {"activation": "gelu", "norm_first": True},
    {"batch_first": True, "layer_norm_eps": 1e-2},
    {"bias": False},
)


def encoder_layers(torch: Any) -> Any:
    make = torch.nn.TransformerEncoderLayer
    x = numbers(torch, 3, 2, 4)
    found = [layer(torch, lambda o=o: make(4, 2, 5, 0.0, **o), x) for o in _OPTIONS]
    return found, layer(torch, lambda: make(4, 2, 5, 0.0, torch.nn.SiLU()), x[:, 0])


def decoder_layers(torch: Any) -> Any:
    make, x = torch.nn.TransformerDecoderLayer, numbers(torch, 3, 2, 4).double()
    options = [{**o, "dtype": torch.float64} for o in _OPTIONS]
    return [layer(torch, lambda o=o: make(4, 2, 5, 0.0, **o), x, x.flip(0)) for o in options]


def dropout_in_training(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 2, 4)
    encoder = layer(torch, lambda: nn.TransformerEncoderLayer(4, 2, 5, 0.5), x)
    return encoder, layer(torch, lambda: nn.TransformerDecoderLayer(4, 2, 5, 0.5), x, x.flip(0))


def masks_of_an_encoder_layer(torch: Any) -> Any:
    torch.manual_seed(0)
    m, x = torch.nn.TransformerEncoderLayer(4, 2, 5, 0.0), numbers(torch, 3, 2, 4)
    causal = torch.ones(3, 3).triu(1).bool()
    padding = torch.tensor([[False, False, True], [False, True, True]])
    added = torch.nn.Transformer.generate_square_subsequent_mask(3)
    print(added, raised(lambda: m(x, torch.ones(3, 3, dtype=torch.int64))), raised(lambda: m(x, is_causal=True)))
    found = [m(x, causal), m(x, src_key_padding_mask=padding), m(x, added), m(x, causal, padding), m(x, added, padding)]
    return [one.detach() for one in (*found, m(x, added, is_causal=True))]


def masks_of_a_decoder_layer(torch: Any) -> Any:
    torch.manual_seed(0)
    m, x, memory = torch.nn.TransformerDecoderLayer(4, 2, 5, 0.0), numbers(torch, 3, 2, 4), numbers(torch, 2, 2, 4)
    causal = torch.nn.Transformer.generate_square_subsequent_mask(3)
    padding, other = torch.tensor([[False] * 3, [False, False, True]]), torch.tensor([[False, True], [False, False]])
    found = [m(x, memory, causal, tgt_is_causal=True), m(x, memory, memory_key_padding_mask=other)]
    found.append(m(x, memory, causal.bool(), torch.zeros(3, 2), memory_key_padding_mask=other.float()))
    return [one.detach() for one in (*found, m(x, memory, tgt_key_padding_mask=padding))]


def stacks_of_layers(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 3, 2, 4)

    def encoder() -> Any:
        return nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, 0.0), 2, nn.LayerNorm(4))

    def decoder() -> Any:
        return nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 5, 0.0), 2)

    return layer(torch, encoder, x), layer(torch, decoder, x, x.flip(0))


def masks_of_stacks(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 3, 2, 4)
    torch.manual_seed(0)
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, 0.0), 2, enable_nested_tensor=False)
    decoder = nn.TransformerDecoder(nn.TransformerDecoderLayer(4, 2, 5, 0.0), 1)
    causal, padding = torch.ones(3, 3).triu(1).bool(), torch.tensor([[False, False, True], [False, True, True]])
    added = nn.Transformer.generate_square_subsequent_mask(3)
    memory = encoder(x, causal, padding)
    found = [
        memory,
        encoder(x, added, is_causal=True),
        encoder(x, added, padding),
        encoder(x, src_key_padding_mask=padding),
    ]
    found += [decoder(x, memory, added, memory_key_padding_mask=padding), decoder(x, memory, added, tgt_is_causal=True)]
    return [one.detach() for one in found]


def an_encoder_says_when_it_cannot_nest(torch: Any) -> None:
    nn = torch.nn
    options = ({}, {"batch_first": True}, {"norm_first": True}, {"batch_first": True, "bias": False})
    for o in (*options, {"batch_first": True, "activation": "gelu"}, {"batch_first": True, "activation": torch.tanh}):
        m = nn.TransformerEncoder(nn.TransformerEncoderLayer(4, 2, 5, **o), 1)
        print(m.use_nested_tensor, m.enable_nested_tensor, m.num_layers)
    print(nn.TransformerEncoder(nn.TransformerEncoderLayer(3, 3, 5, batch_first=True), 1).use_nested_tensor)


def layers_of_a_stack_are_copies(torch: Any) -> None:
    one = torch.nn.TransformerDecoderLayer(4, 2, 5)
    m = torch.nn.TransformerDecoder(one, 2)
    with torch.no_grad():
        m.layers[0].linear1.weight.zero_()
    print(m.layers[0] is one, torch.equal(m.layers[1].linear1.weight, one.linear1.weight), len(list(m.parameters())))


def transformers(torch: Any) -> Any:
    def make(**options: Any) -> Any:
        return torch.nn.Transformer(4, 2, 1, 2, 5, 0.0, **options)

    x, y = numbers(torch, 3, 2, 4), numbers(torch, 2, 2, 4)
    found = [layer(torch, make, x, y), layer(torch, lambda: make(batch_first=True), x, y.repeat(2, 1, 1)[:3])]
    options = {"norm_first": True, "bias": False, "activation": "gelu", "dtype": torch.float64}
    return found, layer(torch, lambda: make(**options), x.double(), y.double())


def masks_of_transformers(torch: Any) -> Any:
    torch.manual_seed(0)
    m, x, y = torch.nn.Transformer(4, 2, 1, 1, 5, 0.0), numbers(torch, 3, 2, 4), numbers(torch, 2, 2, 4)
    causal, padding = m.generate_square_subsequent_mask(2), torch.tensor([[False] * 3, [False, False, True]])
    print(m.generate_square_subsequent_mask(2, dtype=torch.float64))
    found = [m(x, y, tgt_mask=causal, tgt_is_causal=True)]
    found.append(m(x, y, tgt_mask=causal, src_key_padding_mask=padding, memory_key_padding_mask=padding))
    return [one.detach() for one in found]


def what_they_refuse(torch: Any) -> None:
    nn, m = torch.nn, torch.nn.Transformer(4, 2, 1, 1, 5)
    print(
        raised(lambda: nn.TransformerEncoderLayer(4, 2, activation="tanh")),
        raised(lambda: nn.TransformerDecoderLayer(4)),
    )
    print(
        raised(lambda: m(torch.ones(2, 3, 4), torch.ones(2, 2, 4))),
        raised(lambda: m(torch.ones(2, 4), torch.ones(2, 3))),
    )
    print(raised(lambda: m(torch.ones(2, 2, 5), torch.ones(2, 2, 5))), raised(lambda: nn.TransformerEncoderLayer(5, 2)))
