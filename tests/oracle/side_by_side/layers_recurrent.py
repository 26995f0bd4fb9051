"""Recurrent layers as modules."""

from __future__ import annotations

from typing import Any

from tests.oracle.side_by_side.outcome import numbers, raised

_KINDS = ("RNN", "GRU", "LSTM")


def _flat(result: Any) -> list[Any]:
    return [one for part in result for one in (_flat(part) if isinstance(part, tuple) else [part])]


def _run(torch: Any, make: Any, *inputs: Any) -> Any:
    """What a layer prints, begins with, gives and learns, in training and in evaluation."""
    torch.manual_seed(0)
    m, found = make(), []
    print(m)
    begun = {key: value.clone() for key, value in m.state_dict().items()}
    for mode in (True, False):
        m.train(mode)
        leaves = [x.detach().requires_grad_() for x in inputs]
        given = m(*leaves) if len(leaves) < 3 else m(leaves[0], tuple(leaves[1:]))
        outs = _flat(given) if isinstance(given, tuple) else [given]
        sum(((k + 1) * one).cos().sum() for k, one in enumerate(outs)).backward()
        found.append(([one.detach() for one in outs], [x.grad for x in leaves], [p.grad for p in m.parameters()]))
        m.zero_grad()
    return begun, found


def they_go_along_sequences(torch: Any) -> Any:
    return [_run(torch, lambda k=k: getattr(torch.nn, k)(3, 2), numbers(torch, 4, 2, 3)) for k in _KINDS]


def in_several_layers_and_both_directions(torch: Any) -> Any:
    options = {"num_layers": 2, "bidirectional": True}
    return [_run(torch, lambda k=k: getattr(torch.nn, k)(3, 2, **options), numbers(torch, 4, 2, 3)) for k in _KINDS]


def with_the_batch_first_and_without_biases(torch: Any) -> Any:
    options = {"num_layers": 2, "batch_first": True, "bias": False}
    return [_run(torch, lambda k=k: getattr(torch.nn, k)(3, 2, **options), numbers(torch, 2, 4, 3)) for k in _KINDS]


def without_a_batch(torch: Any) -> Any:
    found = [_run(torch, lambda k=k: getattr(torch.nn, k)(3, 2), numbers(torch, 4, 3)) for k in _KINDS]
    return found, _run(torch, lambda: torch.nn.GRU(3, 2, batch_first=True), numbers(torch, 4, 3), numbers(torch, 1, 2))


def from_states_that_are_given(torch: Any) -> Any:
    nn, x, h = torch.nn, numbers(torch, 3, 2, 3), numbers(torch, 4, 2, 2)
    options = {"num_layers": 2, "bidirectional": True}
    found = [_run(torch, lambda k=k: getattr(nn, k)(3, 2, **options), x, h) for k in ("RNN", "GRU")]
    return found, _run(torch, lambda: nn.LSTM(3, 2, **options), x, h, h.flip(0))


def of_relu(torch: Any) -> Any:
    makes = [lambda: torch.nn.RNN(3, 2, nonlinearity="relu"), lambda: torch.nn.RNN(3, 2, 2, "relu", False, True)]
    return [_run(torch, make, numbers(torch, 3, 2, 3)) for make in makes]


def with_projections(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 3, 2, 3)
    makes = [lambda: nn.LSTM(3, 4, proj_size=2, dtype=torch.float64)]
    makes.append(lambda: nn.LSTM(3, 4, 2, bidirectional=True, proj_size=1, bias=False, dtype=torch.float64))
    return [_run(torch, make, x.double()) for make in makes]


def with_dropout_between_layers(torch: Any) -> Any:
    made = [
        _run(torch, lambda k=k: getattr(torch.nn, k)(3, 4, 2, dropout=0.5), numbers(torch, 3, 2, 3)) for k in _KINDS
    ]
    print(torch.nn.GRU(3, 2, dropout=0.5), torch.nn.LSTM(3, 2, 2, dropout=1))
    return made


def cells(torch: Any) -> Any:
    nn, x, h = torch.nn, numbers(torch, 2, 3), numbers(torch, 2, 2)
    found = [_run(torch, lambda k=k: getattr(nn, f"{k}Cell")(3, 2), x) for k in _KINDS]
    found += [_run(torch, lambda k=k: getattr(nn, f"{k}Cell")(3, 2, bias=False), x[0]) for k in _KINDS]
    found += [_run(torch, lambda k=k: getattr(nn, f"{k}Cell")(3, 2), x, h) for k in ("RNN", "GRU")]
    found.append(_run(torch, lambda: nn.LSTMCell(3, 2), x, h, h.flip(0)))
    return found, _run(torch, lambda: nn.RNNCell(3, 2, nonlinearity="relu"), x[0], h[0])


def nodes_of_cells(torch: Any) -> Any:
    nn, x = torch.nn, numbers(torch, 2, 3)
    return [getattr(nn, f"{kind}Cell")(3, 2)(x) for kind in ("RNN", "GRU")], list(nn.LSTMCell(3, 2)(x))


def cells_step_by_step_are_a_layer(torch: Any) -> None:
    cell, layer, x = torch.nn.LSTMCell(3, 2), torch.nn.LSTM(3, 2), numbers(torch, 4, 1, 3)
    layer.load_state_dict({f"{name}_l0": value for name, value in cell.state_dict().items()})
    state, out = None, layer(x)[0]
    for now, expected in zip(x, out, strict=True):
        state = cell(now, state)
        print(torch.allclose(state[0], expected, atol=1e-6))


def second_derivatives(torch: Any) -> Any:
    found = []
    for kind in _KINDS:
        torch.manual_seed(0)
        m, x = getattr(torch.nn, kind)(2, 2, dtype=torch.float64), numbers(torch, 3, 1, 2).double().requires_grad_()
        (first,) = torch.autograd.grad(m(x)[0].pow(2).sum(), x, create_graph=True)
        found.append(torch.autograd.grad(first.pow(2).sum(), [x, *m.parameters()]))
    return found


def their_weights_by_layer(torch: Any) -> None:
    m = torch.nn.LSTM(3, 4, 2, bidirectional=True, proj_size=2)
    print([[tuple(weight.shape) for weight in weights] for weights in m.all_weights], m.mode, m.dropout)
    print(list(m.state_dict()), len(m._flat_weights), m.flatten_parameters(), torch.nn.RNN(2, 2).nonlinearity)
    print([name for name, _ in torch.nn.GRU(3, 2, bias=False, bidirectional=True).named_parameters()])


def weights_may_be_replaced(torch: Any) -> Any:
    m, x = torch.nn.RNN(2, 2), numbers(torch, 2, 1, 2)
    m.weight_hh_l0 = torch.nn.Parameter(torch.zeros(2, 2))
    with torch.no_grad():
        m.weight_ih_l0.fill_(0.5)
        m.bias_ih_l0.zero_()
        m.bias_hh_l0.zero_()
    return m(x)[0].detach()


def what_they_refuse(torch: Any) -> None:
    nn = torch.nn
    for kind in (nn.RNN, nn.GRU, nn.LSTM):
        for given in (
            {"dropout": 2},
            {"dropout": True},
            {"num_layers": 0},
            {"bias": 1},
            {"batch_first": 0},
            {"proj_size": 5},
        ):
            print(raised(lambda kind=kind, given=given: kind(3, 2, **given)), end=" ")
        print(
            raised(lambda kind=kind: kind(0, 2)),
            raised(lambda kind=kind: kind(3, 0)),
            raised(lambda kind=kind: kind(3.0, 2)),
        )
        m = kind(3, 2)
        print(raised(lambda m=m: m(torch.ones(3))), raised(lambda m=m: m(torch.ones(2, 1, 4))), end=" ")
        print(
            raised(lambda m=m: m(torch.ones(2, 1, 3, dtype=torch.float64))), raised(lambda m=m: m(torch.ones(0, 1, 3)))
        )
    print(raised(lambda: nn.RNN(3, 2, nonlinearity="gelu")), raised(lambda: nn.RNNBase("some", 2, 2)))
    print(
        raised(lambda: nn.GRU(3, 2)(torch.ones(2, 1, 3), torch.ones(2, 1, 2))),
        raised(lambda: nn.GRU(3, 2)(torch.ones(2, 1, 3), torch.ones(1, 2))),
    )
    print(raised(lambda: nn.LSTM(3, 2)(torch.ones(2, 1, 3), (torch.ones(1, 1, 2), torch.ones(1, 1, 3)))))
    print(raised(lambda: nn.LSTM(3, 2)(torch.ones(2, 3), (torch.ones(1, 1, 2), torch.ones(1, 1, 2)))))


def what_cells_refuse(torch: Any) -> None:
    nn, x = torch.nn, torch.ones(2, 3)
    for cell in (nn.RNNCell(3, 2), nn.GRUCell(3, 2)):
        print(
            raised(lambda cell=cell: cell(torch.ones(1, 2, 3))), raised(lambda cell=cell: cell(x, torch.ones(1, 2, 2)))
        )
        print(raised(lambda cell=cell: cell(torch.ones(2, 4))), raised(lambda cell=cell: cell(x, torch.ones(2, 3))))
    print(
        raised(lambda: nn.LSTMCell(3, 2)(torch.ones(1, 2, 3))),
        raised(lambda: nn.LSTMCell(3, 2)(x, (torch.ones(2, 2), torch.ones(1, 2, 2)))),
    )
    print(raised(lambda: nn.RNNCell(3, 2, nonlinearity="gelu")(x)))
