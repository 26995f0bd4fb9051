"""Random numbers fill memory in its order, whatever the order of the dimensions."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import raised


def _layouts(torch: Any) -> dict[str, Any]:
    return {
        "rows": torch.ones(4, 5),
        "transposed": torch.ones(2, 3).t(),
        "transposed and long": torch.ones(5, 7).t(),
        "permuted": torch.ones(2, 3, 4).permute(2, 0, 1),
        "outer dimensions exchanged": torch.ones(2, 3, 4).transpose(0, 1),
        "four dimensions": torch.ones(2, 3, 2, 3).permute(0, 2, 3, 1),
        "sliced": torch.ones(6, 8)[::2, 1:7],
        "sliced and transposed": torch.ones(6, 8)[::2, 1:7].t(),
        "reversed": torch.ones(4, 3).t().flip(0),
        "a column": torch.ones(6, 3)[:, 1],
        "sizes of one": torch.ones(1, 3, 1, 2).permute(3, 2, 1, 0),
        "nothing": torch.ones(0, 3).t(),
        "a number": torch.ones(()),
    }


def _drawn(torch: Any, draw: Any) -> Any:
    """What `draw` makes of a tensor of each layout, how that lies in memory, and where the stream is then."""
    found = []
    for name, x in _layouts(torch).items():
        torch.manual_seed(0)
        out = draw(x)
        print(name, out.stride() if x.numel() else "")
        found.append((out, torch.rand(1)))
    return found


def uniform_numbers_like(torch: Any) -> Any:
    return _drawn(torch, torch.rand_like), _drawn(torch, lambda x: torch.rand_like(x, dtype=torch.float64))


def normal_numbers_like(torch: Any) -> Any:
    return _drawn(torch, torch.randn_like), _drawn(torch, lambda x: torch.randn_like(x, dtype=torch.float64))


def complex_numbers_like(torch: Any) -> Any:
    return [_drawn(torch, lambda x, f=f: f(x, dtype=torch.complex64)) for f in (torch.rand_like, torch.randn_like)]


def integers_like(torch: Any) -> Any:
    return _drawn(torch, lambda x: torch.randint_like(x, 10))


def uniform_numbers_in_place(torch: Any) -> Any:
    return _drawn(torch, lambda x: x.uniform_()), _drawn(torch, lambda x: x.uniform_(-1, 0.3))


def normal_numbers_in_place(torch: Any) -> Any:
    return _drawn(torch, lambda x: x.normal_()), _drawn(torch, lambda x: x.normal_(1, 2))


def complex_normal_numbers_have_the_mean_in_both_parts(torch: Any) -> Any:
    return _drawn(torch, lambda x: x.to(torch.complex64).normal_(1, 2))


def further_distributions_in_place(torch: Any) -> Any:
    draws = (
        lambda x: x.exponential_(2),
        lambda x: x.cauchy_(),
        lambda x: x.log_normal_(),
        lambda x: x.geometric_(0.3),
        lambda x: x.random_(),
        lambda x: x.random_(-3, 7),
    )
    return [_drawn(torch, draw) for draw in draws]


def coins_in_place(torch: Any) -> Any:
    def chances(x: Any) -> Any:
        return torch.linspace(0.1, 0.9, x.numel()).reshape(x.shape)

    return _drawn(torch, lambda x: x.bernoulli_(0.3)), _drawn(torch, lambda x: x.bernoulli_(chances(x)))


def new_coins_and_counts_are_drawn_row_by_row(torch: Any) -> Any:
    draws = (
        lambda x: torch.bernoulli(x * 0.4),
        lambda x: torch.bernoulli(x, 0.4),
        lambda x: torch.poisson(x * 3),
        lambda x: torch.normal(x, x),
        lambda x: torch.normal(x, 2.0),
    )
    return [_drawn(torch, draw) for draw in draws]


def categories_without_replacement(torch: Any) -> Any:
    weights = torch.arange(1.0, 13.0).reshape(4, 3).t()
    torch.manual_seed(0)
    return [torch.multinomial(weights, 2), torch.multinomial(weights, 1), torch.multinomial(weights, 5, True)]


def what_shows_an_element_twice_is_refused(torch: Any) -> None:
    x = torch.ones(3, 1).expand(3, 4)
    print(raised(lambda: x.uniform_(), torch), raised(lambda: x.normal_(), torch))
    print(raised(lambda: x.bernoulli_(), torch), raised(lambda: x.exponential_(), torch))


def numbers_like_what_is_expanded(torch: Any) -> Any:
    found = []
    for x in (torch.ones(2, 1, 3).expand(2, 4, 3), torch.ones(3).expand(2, 4, 3).permute(1, 2, 0)):
        torch.manual_seed(0)
        found += [torch.rand_like(x), torch.randn_like(x)]
        print([one.stride() for one in found])
    return found


def _filled(torch: Any, *fill: Any) -> Any:
    init = torch.nn.init
    return _drawn(torch, lambda x: getattr(init, fill[0])(x, *fill[1:]) if x.ndim >= 2 and x.numel() else x)


def initial_weights(torch: Any) -> Any:
    names = ("uniform_", "normal_", "xavier_uniform_", "xavier_normal_", "kaiming_uniform_", "kaiming_normal_")
    return [_filled(torch, name) for name in names]


def truncated_initial_weights(torch: Any) -> Any:
    return _filled(torch, "trunc_normal_"), _filled(torch, "trunc_normal_", 0.0, 1.0, 2.0, 3.0)


def dropout_of_elements(torch: Any) -> Any:
    functional = torch.nn.functional
    return (
        _drawn(torch, lambda x: functional.dropout(x, 0.4)),
        _drawn(torch, lambda x: functional.dropout(x, 0.4, inplace=True)),
        _drawn(torch, lambda x: functional.alpha_dropout(x, 0.4, True)),
    )


def slopes_are_drawn_row_by_row(torch: Any) -> Any:
    return _drawn(torch, lambda x: torch.nn.functional.rrelu(-x, training=True) * 1.0)


def classes_are_drawn_row_by_row(torch: Any) -> Any:
    torch.manual_seed(0)
    return torch.nn.functional.gumbel_softmax(torch.arange(6.0).reshape(2, 3).t())


def each_example_has_its_place_in_memory(torch: Any) -> Any:
    found = []
    for draw in (torch.rand_like, torch.randn_like, lambda a: a.clone().normal_(), lambda a: a.clone().uniform_()):
        for dim in (0, 1, 2):
            for randomness in ("different", "same"):
                torch.manual_seed(0)
                x = torch.ones(4, 5, 6).permute(2, 0, 1)
                found.append(torch.func.vmap(draw, in_dims=dim, randomness=randomness)(x))
    return found


def dropout_of_examples_is_drawn_row_by_row(torch: Any) -> Any:
    found = []
    for dim in (0, 1):
        for randomness in ("different", "same"):
            torch.manual_seed(0)
            f = torch.func.vmap(torch.nn.functional.dropout, in_dims=dim, randomness=randomness)
            found.append(f(torch.ones(2, 3, 2).permute(2, 1, 0)))
    return found


def uniform_numbers_are_rounded_once(torch: Any) -> None:
    for dtype in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
        for low, high in ((-0.1, 0.1), (-1 / 3, 1 / 3), (1000, 1000.5), (-5, 0.1), (0, 0.3)):
            torch.manual_seed(0)
            print(torch.empty(40, dtype=dtype).uniform_(low, high).tolist())


def weights_of_a_layer_are_equal_to_the_last_bit(torch: Any) -> None:
    torch.manual_seed(0)
    layer = torch.nn.Linear(30, 7)
    print(layer.weight.tolist(), layer.bias.tolist())


def transformers_by_batch_in_training(torch: Any) -> Any:
    nn = torch.nn
    torch.manual_seed(0)
    encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 4, 32, 0.1, batch_first=True), 2)
    whole = nn.Transformer(16, 4, 1, 1, 32, batch_first=True)
    return encoder(torch.randn(3, 5, 16)).detach(), whole(torch.randn(3, 5, 16), torch.randn(3, 4, 16)).detach()


def dropout_after_recurrence_and_convolution(torch: Any) -> Any:
    nn = torch.nn
    torch.manual_seed(0)
    x = torch.randn(3, 5, 4)
    recurrent, _ = nn.LSTM(4, 6, 2, batch_first=True, dropout=0.3)(x)
    convolved = nn.Conv1d(4, 6, 3)(x.transpose(1, 2)).transpose(1, 2)
    return [nn.functional.dropout(one).detach() for one in (recurrent, convolved)]
